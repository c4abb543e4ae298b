"""what officers say is wrong about items, and what they were answered"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
LINKS = {
    "agency_id": "agency",
    "answered_by_id": "person",
    "attempt_id": "attempt",
    "person_id": "person",
    "regrade_id": "regrade",
    "version_id": "scenario_version",
}


def upgrade() -> None:
    op.create_table(
        "item_appeal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(12), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("item", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("answered_at", MOMENT, nullable=True),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("regrade_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        *(
            sa.ForeignKeyConstraint([name], [f"{table}.id"], name=op.f(f"fk_item_appeal_{name}_{table}"))
            for name, table in LINKS.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_item_appeal")),
        sa.UniqueConstraint("ref", name=op.f("uq_item_appeal_ref")),
        sa.UniqueConstraint("attempt_id", "item", name=op.f("uq_item_appeal_attempt_id_item")),
    )
    op.create_index(
        op.f("ix_item_appeal_agency_id_state_due_at"), "item_appeal", ["agency_id", "state", "due_at"]
    )
    op.create_index(op.f("ix_item_appeal_person_id"), "item_appeal", ["person_id"])
    op.create_index(op.f("ix_item_appeal_version_id"), "item_appeal", ["version_id"])


def downgrade() -> None:
    op.drop_table("item_appeal")
