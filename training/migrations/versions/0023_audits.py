"""what auditors looked into, and checks of the record they asked for"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "audit_look",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(12), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("number", sa.String(110), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        *_links("audit_look", agency_id="agency", person_id="person", subject_id="person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_look")),
        sa.UniqueConstraint("ref", name=op.f("uq_audit_look_ref")),
    )
    op.create_index(op.f("ix_audit_look_agency_id_at"), "audit_look", ["agency_id", "at"])
    op.create_index(op.f("ix_audit_look_subject_id_at"), "audit_look", ["subject_id", "at"])
    op.create_table(
        "audit_check",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(12), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("root", sa.String(64), nullable=False),
        sa.Column("faults", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("queued_at", MOMENT, nullable=False),
        sa.Column("finished_at", MOMENT, nullable=True),
        sa.Column("worker", sa.String(12), nullable=False),
        sa.Column("leased_until", MOMENT, nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        *_links("audit_check", agency_id="agency", by_id="person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_check")),
        sa.UniqueConstraint("ref", name=op.f("uq_audit_check_ref")),
    )
    for column in ("agency_id", "state"):
        op.create_index(op.f(f"ix_audit_check_{column}"), "audit_check", [column])


def downgrade() -> None:
    for name in ("audit_check", "audit_look"):
        op.drop_table(name)


def _links(table: str, **targets: str) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"))
        for column, other in targets.items()
    ]
