"""certification terms: how often somebody has set them, so that the last time is on record"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("certification", schema=None) as batch_op:
        batch_op.add_column(sa.Column("terms_rev", sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("certification", schema=None) as batch_op:
        batch_op.alter_column("terms_rev", existing_type=sa.Integer(), server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("certification", schema=None) as batch_op:
        batch_op.drop_column("terms_rev")
