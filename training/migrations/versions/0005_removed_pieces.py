"""what was taken out of a draft, to put it back"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("scenario_version") as table:
        table.add_column(sa.Column("removed", sa.JSON(), nullable=False, server_default="[]"))
    with op.batch_alter_table("scenario_version") as table:
        table.alter_column("removed", existing_type=sa.JSON(), server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("scenario_version") as table:
        table.drop_column("removed")
