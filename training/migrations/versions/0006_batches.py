"""questions read from a file, until somebody confirms them; what each import brought"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "scenario_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=12), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("code_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("format", sa.String(length=10), nullable=False),
        sa.Column("drafts", sa.JSON(), nullable=False),
        sa.Column("rejected", sa.JSON(), nullable=False),
        sa.Column("remarks", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agency.id"], name=op.f("fk_scenario_batch_agency_id_agency")
        ),
        sa.ForeignKeyConstraint(["code_id"], ["code.id"], name=op.f("fk_scenario_batch_code_id_code")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_scenario_batch_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scenario_batch")),
        sa.UniqueConstraint("ref", name=op.f("uq_scenario_batch_ref")),
    )
    op.create_index(op.f("ix_scenario_batch_created_at"), "scenario_batch", ["created_at"])
    with op.batch_alter_table("scenario") as table:
        table.add_column(sa.Column("brought", sa.String(length=64), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("scenario") as table:
        table.drop_column("brought")
    op.drop_table("scenario_batch")
