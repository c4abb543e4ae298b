"""the nodes of the ledger's tree, for proofs, and its signed checkpoints"""

from hashlib import sha256

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    node = op.create_table(
        "ledger_node",
        sa.Column("level", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("level", "place", name=op.f("pk_ledger_node")),
    )
    op.create_table(
        "ledger_checkpoint",
        sa.Column("size", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("size", name=op.f("pk_ledger_checkpoint")),
    )
    rows = op.get_bind().execute(sa.text("SELECT leaf_hash FROM ledger_leaf ORDER BY idx"))
    row, level = [bytes.fromhex(each[0]) for each in rows], 0
    while len(row) > 1:
        pairs = zip(row[::2], row[1::2], strict=False)
        row, level = [sha256(b"\x01" + left + right).digest() for left, right in pairs], level + 1
        op.bulk_insert(node, [{"level": level, "place": at, "hash": each} for at, each in enumerate(row)])


def downgrade() -> None:
    op.drop_table("ledger_checkpoint")
    op.drop_table("ledger_node")
