"""remedies: training that is asked of an officer after a decision"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "remedy",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(12), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("step_number", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("module_id", sa.Integer(), nullable=False),
        sa.Column("clauses", sa.JSON(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_remedy_agency_id_agency")),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_remedy_case_id_case_file")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_remedy_person_id_person")),
        sa.ForeignKeyConstraint(["module_id"], ["module.id"], name=op.f("fk_remedy_module_id_module")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remedy")),
        sa.UniqueConstraint("ref", name=op.f("uq_remedy_ref")),
        sa.UniqueConstraint(
            "case_id", "step_number", "module_id", name=op.f("uq_remedy_case_id_step_number_module_id")
        ),
    )
    op.create_index(op.f("ix_remedy_agency_id"), "remedy", ["agency_id"])
    op.create_index(op.f("ix_remedy_person_id"), "remedy", ["person_id"])


def downgrade() -> None:
    op.drop_table("remedy")
