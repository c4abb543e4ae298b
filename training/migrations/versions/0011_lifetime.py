"""several schemes for a code and whom they are for; excusals, extensions, waivers, temporary ones; post history"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
RULINGS: dict[str, tuple[Any, ...]] = {
    "excusal": (("kind", sa.String(12), False), ("since", sa.Date(), False), ("until", sa.Date(), True)),
    "extension": (("due_on", sa.Date(), False),),
    "waiver": (("subject", sa.String(40), False),),
    "provisional": (("since", sa.Date(), False), ("until", sa.Date(), False)),
}


def upgrade() -> None:
    with op.batch_alter_table("person") as table:
        table.add_column(sa.Column("employment", sa.String(12), server_default="", nullable=False))
        table.add_column(sa.Column("rank", sa.String(12), server_default="", nullable=False))
        table.add_column(sa.Column("joined_on", sa.Date(), nullable=True))
        table.add_column(sa.Column("left_on", sa.Date(), nullable=True))
    with op.batch_alter_table("unit") as table:
        table.add_column(sa.Column("head_id", sa.Integer(), nullable=True))
        table.create_foreign_key("fk_unit_head_id_person", "person", ["head_id"], ["id"])
    _date_postings()
    with op.batch_alter_table("period") as table:
        table.add_column(sa.Column("revoked_by_id", sa.Integer(), nullable=True))
        table.add_column(sa.Column("revoked_reason", sa.Text(), server_default="", nullable=False))
        table.create_foreign_key(op.f("fk_period_revoked_by_id_person"), "person", ["revoked_by_id"], ["id"])
    _widen_schemes()
    _name_assignments()
    for name, columns in RULINGS.items():
        _create_ruling(name, columns)


def downgrade() -> None:
    for name in reversed(RULINGS):
        op.drop_table(name)
    with op.batch_alter_table("assignment") as table:
        table.drop_constraint(op.f("fk_assignment_by_id_person"), type_="foreignkey")
        table.drop_constraint(op.f("uq_assignment_ref"), type_="unique")
        for column in ("ended_at", "reason", "by_id", "source", "ref"):
            table.drop_column(column)
    with op.batch_alter_table("certification") as table:
        table.drop_index(op.f("ix_certification_code_id"))
        table.create_unique_constraint(op.f("uq_certification_code_id"), ["code_id"])
        for column in ("closed_at", "closes_days", "hours", "audience", "pass_percent"):
            table.drop_column(column)
        for column in ("attestation", "short_modules", "modules"):
            table.drop_column(column)
    with op.batch_alter_table("period") as table:
        table.drop_constraint(op.f("fk_period_revoked_by_id_person"), type_="foreignkey")
        table.drop_column("revoked_reason")
        table.drop_column("revoked_by_id")
    with op.batch_alter_table("posting") as table:
        for column in ("withdrawn_at", "recorded_at", "kind"):
            table.drop_column(column)
    with op.batch_alter_table("unit") as table:
        table.drop_constraint("fk_unit_head_id_person", type_="foreignkey")
        table.drop_column("head_id")
    with op.batch_alter_table("person") as table:
        for column in ("left_on", "joined_on", "rank", "employment"):
            table.drop_column(column)


def _date_postings() -> None:
    """When a post was entered is not known of older ones: when the person was."""
    with op.batch_alter_table("posting") as table:
        table.add_column(sa.Column("kind", sa.String(12), server_default="", nullable=False))
        table.add_column(sa.Column("recorded_at", MOMENT, nullable=True))
        table.add_column(sa.Column("withdrawn_at", MOMENT, nullable=True))
    op.execute(
        "UPDATE posting SET recorded_at = (SELECT created_at FROM person WHERE person.id = posting.person_id)"
    )
    with op.batch_alter_table("posting") as table:
        table.alter_column("recorded_at", existing_type=MOMENT, nullable=False)


def _widen_schemes() -> None:
    with op.batch_alter_table("certification") as table:
        table.add_column(sa.Column("modules", sa.JSON(), server_default="[]", nullable=False))
        table.add_column(sa.Column("short_modules", sa.JSON(), server_default="[]", nullable=False))
        table.add_column(sa.Column("attestation", sa.Boolean(), server_default=sa.true(), nullable=False))
        table.add_column(sa.Column("pass_percent", sa.Integer(), nullable=True))
        table.add_column(sa.Column("audience", sa.JSON(), server_default="{}", nullable=False))
        table.add_column(sa.Column("hours", sa.Integer(), nullable=True))
        table.add_column(sa.Column("closes_days", sa.Integer(), nullable=True))
        table.add_column(sa.Column("closed_at", MOMENT, nullable=True))
        table.drop_constraint(op.f("uq_certification_code_id"), type_="unique")
        table.create_index(op.f("ix_certification_code_id"), ["code_id"])


def _name_assignments() -> None:
    with op.batch_alter_table("assignment") as table:
        table.add_column(sa.Column("ref", sa.String(12), nullable=True))
        table.add_column(sa.Column("source", sa.String(8), server_default="rule", nullable=False))
        table.add_column(sa.Column("by_id", sa.Integer(), nullable=True))
        table.add_column(sa.Column("reason", sa.Text(), server_default="", nullable=False))
        table.add_column(sa.Column("ended_at", MOMENT, nullable=True))
        table.create_foreign_key(op.f("fk_assignment_by_id_person"), "person", ["by_id"], ["id"])
    if op.get_bind().dialect.name == "sqlite":
        op.execute("UPDATE assignment SET ref = lower(hex(randomblob(6)))")
    else:
        op.execute("UPDATE assignment SET ref = substr(md5(random()::text || id::text), 1, 12)")
    with op.batch_alter_table("assignment") as table:
        table.alter_column("ref", existing_type=sa.String(12), nullable=False)
        table.create_unique_constraint(op.f("uq_assignment_ref"), ["ref"])


def _create_ruling(name: str, columns: tuple[Any, ...]) -> None:
    """A table of one kind of manual decision: what they all hold, and what this kind adds."""
    about = [] if name == "excusal" else ["certification"]
    people = ("person_id", "recorded_by_id", "withdrawn_by_id")
    links = [("agency_id", "agency"), *((column, "person") for column in people)]
    links += [(f"{each}_id", each) for each in about]
    links += [("used_by_id", "period")] if name == "waiver" else []
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(12), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        *(sa.Column(f"{each}_id", sa.Integer(), nullable=False) for each in about),
        *(sa.Column(column, kind, nullable=empty) for column, kind, empty in columns),
        *([sa.Column("used_by_id", sa.Integer(), nullable=True)] if name == "waiver" else []),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("document", sa.String(300), nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", MOMENT, nullable=True),
        sa.Column("withdrawn_by_id", sa.Integer(), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), nullable=False),
        *(
            sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{name}_{column}_{other}"))
            for column, other in links
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
        sa.UniqueConstraint("ref", name=op.f(f"uq_{name}_ref")),
    )
    for column in ("agency_id", "person_id", *(f"{each}_id" for each in about)):
        op.create_index(op.f(f"ix_{name}_{column}"), name, [column])
