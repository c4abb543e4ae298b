"""credentials of certificates, and batches of them"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "certificate_credential",
        sa.Column("certificate_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("list_number", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(36), nullable=False),
        sa.Column("salt", sa.String(32), nullable=False),
        sa.Column("identity_hash", sa.String(80), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        _refers("certificate_credential", "certificate_id", "certificate"),
        _refers("certificate_credential", "agency_id", "agency"),
        sa.PrimaryKeyConstraint("certificate_id", name=op.f("pk_certificate_credential")),
        sa.UniqueConstraint(
            "agency_id",
            "list_number",
            "position",
            name=op.f("uq_certificate_credential_agency_id_list_number_position"),
        ),
    )
    _create_batch()


def downgrade() -> None:
    for table in ("certificate_batch", "certificate_credential"):
        op.drop_table(table)


def _create_batch() -> None:
    op.create_table(
        "certificate_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("queued_at", MOMENT, nullable=False),
        sa.Column("finished_at", MOMENT, nullable=True),
        sa.Column("worker", sa.String(12), nullable=False),
        sa.Column("leased_until", MOMENT, nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(12), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("certification_id", sa.Integer(), nullable=True),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("issued_from", sa.Date(), nullable=True),
        sa.Column("issued_until", sa.Date(), nullable=True),
        sa.Column("origin", sa.String(300), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("removed_at", MOMENT, nullable=True),
        _refers("certificate_batch", "agency_id", "agency"),
        _refers("certificate_batch", "by_id", "person"),
        _refers("certificate_batch", "certification_id", "certification"),
        _refers("certificate_batch", "unit_id", "unit"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate_batch")),
        sa.UniqueConstraint("ref", name=op.f("uq_certificate_batch_ref")),
    )
    op.create_index(op.f("ix_certificate_batch_agency_id"), "certificate_batch", ["agency_id"])
    op.create_index(op.f("ix_certificate_batch_state"), "certificate_batch", ["state"])


def _refers(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}_{to}"))
