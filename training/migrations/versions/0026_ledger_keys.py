"""changes of the key that signs the record"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "ledger_key_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(12), nullable=False),
        sa.Column("old_key", sa.String(200), nullable=False),
        sa.Column("new_key", sa.String(200), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("agreed", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger_key_change")),
        sa.UniqueConstraint("ref", name=op.f("uq_ledger_key_change_ref")),
    )


def downgrade() -> None:
    op.drop_table("ledger_key_change")
