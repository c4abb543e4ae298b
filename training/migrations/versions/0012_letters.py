"""the outbox; each day's reminders, their pauses, and calendar addresses"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _create_letter()
    op.create_table(
        "reminder_plan",
        *_job("reminder_plan"),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("letters", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_reminder_plan_agency_id_agency")),
        sa.UniqueConstraint("agency_id", "day", name=op.f("uq_reminder_plan_agency_id_day")),
    )
    op.create_index(op.f("ix_reminder_plan_state"), "reminder_plan", ["state"])
    _create_pause()
    op.create_table(
        "calendar_feed",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(32), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_calendar_feed_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_feed")),
        sa.UniqueConstraint("token", name=op.f("uq_calendar_feed_token")),
    )
    op.create_index(op.f("ix_calendar_feed_person_id"), "calendar_feed", ["person_id"])
    _one_current("calendar_feed", "person_id", "ended_at")


def downgrade() -> None:
    for name in ("calendar_feed", "reminder_pause", "reminder_plan", "letter"):
        op.drop_table(name)


def _create_letter() -> None:
    op.create_table(
        "letter",
        *_job("letter"),
        sa.Column("ref", sa.String(12), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("key", sa.String(200), nullable=False),
        sa.Column("to_address", sa.String(254), nullable=False),
        sa.Column("subject", sa.String(200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("language", sa.String(5), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("wake_at", MOMENT, nullable=True),
        sa.Column("give_up_at", MOMENT, nullable=False),
        sa.Column("handed_over_at", MOMENT, nullable=True),
        sa.Column("sent_at", MOMENT, nullable=True),
        sa.Column("message_id", sa.String(300), nullable=False),
        sa.Column("failure", sa.String(300), nullable=False),
        sa.Column("decided_at", MOMENT, nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.UniqueConstraint("ref", name=op.f("uq_letter_ref")),
        sa.UniqueConstraint("key", name=op.f("uq_letter_key")),
    )
    op.create_index(op.f("ix_letter_state"), "letter", ["state"])
    for owner in ("agency_id", "person_id"):
        op.create_index(op.f(f"ix_letter_{owner}_kind_queued_at"), "letter", [owner, "kind", "queued_at"])


def _create_pause() -> None:
    people = ("paused_by_id", "resumed_by_id")
    op.create_table(
        "reminder_pause",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(12), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("paused_at", MOMENT, nullable=False),
        sa.Column("paused_by_id", sa.Integer(), nullable=False),
        sa.Column("resumed_at", MOMENT, nullable=True),
        sa.Column("resumed_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agency.id"], name=op.f("fk_reminder_pause_agency_id_agency")
        ),
        *(
            sa.ForeignKeyConstraint([name], ["person.id"], name=op.f(f"fk_reminder_pause_{name}_person"))
            for name in people
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder_pause")),
        sa.UniqueConstraint("ref", name=op.f("uq_reminder_pause_ref")),
    )
    op.create_index(op.f("ix_reminder_pause_agency_id"), "reminder_pause", ["agency_id"])
    _one_current("reminder_pause", "agency_id", "resumed_at")


def _one_current(table: str, owner: str, ended: str) -> None:
    current = sa.text(f"{ended} IS NULL")
    name = f"ix_{table}_one_current"
    op.create_index(name, table, [owner], unique=True, sqlite_where=current, postgresql_where=current)


def _job(table: str) -> tuple[sa.Column | sa.PrimaryKeyConstraint, ...]:
    """The columns of a table whose rows are jobs."""
    return (
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("queued_at", MOMENT, nullable=False),
        sa.Column("finished_at", MOMENT, nullable=True),
        sa.Column("worker", sa.String(12), nullable=False),
        sa.Column("leased_until", MOMENT, nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
