"""decisions about many people at once: what was asked, and what became of each"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "bulk_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(12), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("certification_id", sa.Integer(), nullable=True),
        sa.Column("act", sa.String(24), nullable=False),
        sa.Column("typed", sa.JSON(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("queued_at", MOMENT, nullable=False),
        sa.Column("finished_at", MOMENT, nullable=True),
        sa.Column("worker", sa.String(12), nullable=False),
        sa.Column("leased_until", MOMENT, nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        *_links("bulk_decision", agency_id="agency", by_id="person", certification_id="certification"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bulk_decision")),
        sa.UniqueConstraint("ref", name=op.f("uq_bulk_decision_ref")),
    )
    for column in ("agency_id", "state"):
        op.create_index(op.f(f"ix_bulk_decision_{column}"), "bulk_decision", [column])
    op.create_table(
        "bulk_member",
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(20), nullable=False),
        sa.Column("values", sa.JSON(), nullable=False),
        *_links("bulk_member", decision_id="bulk_decision", person_id="person"),
        sa.PrimaryKeyConstraint("decision_id", "person_id", name=op.f("pk_bulk_member")),
    )


def downgrade() -> None:
    for name in ("bulk_member", "bulk_decision"):
        op.drop_table(name)


def _links(table: str, **targets: str) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"))
        for column, other in targets.items()
    ]
