"""who took which file about people away, who looked at whose record, requests for correction"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _create_export_log()
    _create_record_look()
    _create_correction()


def downgrade() -> None:
    for table in ("correction", "record_look", "export_log"):
        op.drop_table(table)


def _create_export_log() -> None:
    op.create_table(
        "export_log",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(12), nullable=False),
        *_refers("export_log", agency_id="agency", person_id="person"),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("form", sa.String(4), nullable=False),
        sa.Column("filters", sa.JSON(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("content_hash", sa.String(64), nullable=False),
        sa.Column("members", sa.LargeBinary(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_export_log")),
        sa.UniqueConstraint("ref", name=op.f("uq_export_log_ref")),
    )
    op.create_index(op.f("ix_export_log_agency_id_at"), "export_log", ["agency_id", "at"])


def _create_record_look() -> None:
    op.create_table(
        "record_look",
        sa.Column("id", sa.Integer(), nullable=False),
        *_refers("record_look", agency_id="agency", reader_id="person", subject_id="person"),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("what", sa.String(20), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("last_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_record_look")),
        sa.UniqueConstraint(
            *("subject_id", "reader_id", "day", "what"),
            name=op.f("uq_record_look_subject_id_reader_id_day_what"),
        ),
    )
    op.create_index(op.f("ix_record_look_agency_id"), "record_look", ["agency_id"])
    op.create_index(op.f("ix_record_look_subject_id_last_at"), "record_look", ["subject_id", "last_at"])


def _create_correction() -> None:
    op.create_table(
        "correction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(12), nullable=False),
        *_refers("correction", agency_id="agency", person_id="person"),
        sa.Column("about", sa.String(12), nullable=False),
        sa.Column("wrong", sa.Text(), nullable=False),
        sa.Column("wanted", sa.Text(), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("answered_at", MOMENT, nullable=True),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["answered_by_id"], ["person.id"], name=op.f("fk_correction_answered_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correction")),
        sa.UniqueConstraint("ref", name=op.f("uq_correction_ref")),
    )
    op.create_index(
        op.f("ix_correction_agency_id_state_due_at"), "correction", ["agency_id", "state", "due_at"]
    )
    op.create_index(op.f("ix_correction_person_id"), "correction", ["person_id"])


def _refers(table: str, **columns: str) -> list[sa.Column | sa.ForeignKeyConstraint]:
    """Columns that must name a row of another table."""
    own = [sa.Column(name, sa.Integer(), nullable=False) for name in columns]
    keys = [
        sa.ForeignKeyConstraint([name], [f"{other}.id"], name=op.f(f"fk_{table}_{name}_{other}"))
        for name, other in columns.items()
    ]
    return [*own, *keys]
