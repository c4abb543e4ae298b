"""a deed that was done by a command has no person"""

from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("deed") as table:
        table.alter_column("person_id", nullable=True)


def downgrade() -> None:
    op.execute("DELETE FROM deed WHERE person_id IS NULL")
    with op.batch_alter_table("deed") as table:
        table.alter_column("person_id", nullable=False)
