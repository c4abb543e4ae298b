"""alarms of the ledger's signer, and witnesses' signatures on its checkpoints"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "ledger_alarm",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(12), nullable=False),
        sa.Column("reason", sa.String(10), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("signed_size", sa.Integer(), nullable=False),
        sa.Column("signed_root", sa.String(64), nullable=False),
        sa.Column("first_at", MOMENT, nullable=False),
        sa.Column("last_at", MOMENT, nullable=False),
        sa.Column("cleared_at", MOMENT, nullable=True),
        sa.Column("cleared_by_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["cleared_by_id"], ["person.id"], name=op.f("fk_ledger_alarm_cleared_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_alarm")),
        sa.UniqueConstraint("ref", name=op.f("uq_ledger_alarm_ref")),
    )
    op.create_index(op.f("ix_ledger_alarm_cleared_at"), "ledger_alarm", ["cleared_at"])
    op.add_column(
        "ledger_checkpoint", sa.Column("cosignatures", sa.Text(), server_default="", nullable=False)
    )


def downgrade() -> None:
    with op.batch_alter_table("ledger_checkpoint") as batch:
        batch.drop_column("cosignatures")
    op.drop_table("ledger_alarm")
