"""stretches of equal dates for everybody, counted days, saved views of the desk"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "standing_span",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("certification_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("known_from", MOMENT, nullable=False),
        sa.Column("known_until", MOMENT, nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("phase", sa.String(8), nullable=False),
        sa.Column("excused", sa.Boolean(), nullable=False),
        sa.Column("pressing", sa.Date(), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("employment", sa.String(12), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("closes_on", sa.Date(), nullable=True),
        sa.Column("started_on", sa.Date(), nullable=True),
        sa.Column("window_opens", sa.Date(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("provisional_until", sa.Date(), nullable=True),
        sa.Column("delta_due_on", sa.Date(), nullable=True),
        sa.Column("delta_version", sa.Integer(), nullable=True),
        *_links("standing_span", "agency", "certification", "person", "unit"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_standing_span")),
    )
    _index_spans()
    op.create_table(
        "standing_day",
        sa.Column("certification_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("known", sa.Date(), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        *_links("standing_day", "certification"),
        sa.PrimaryKeyConstraint("certification_id", "day", "known", name=op.f("pk_standing_day")),
    )
    op.create_table(
        "standing_count",
        sa.Column("certification_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("known", sa.Date(), nullable=False),
        sa.Column("unit_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("employment", sa.String(12), nullable=False),
        sa.Column("bucket", sa.String(14), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("ends_in", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        *_links("standing_count", "certification"),
        sa.PrimaryKeyConstraint(
            *("certification_id", "day", "known", "kind", "employment", "unit_id"),
            *("bucket", "state", "ends_in"),
            name=op.f("pk_standing_count"),
        ),
    )
    op.create_table(
        "saved_view",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(12), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("query", sa.String(600), nullable=False),
        sa.Column("saved_at", MOMENT, nullable=False),
        *_links("saved_view", "agency", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_view")),
        sa.UniqueConstraint("ref", name=op.f("uq_saved_view_ref")),
        sa.UniqueConstraint("person_id", "name", name=op.f("uq_saved_view_person_id_name")),
    )


def downgrade() -> None:
    for table in ("saved_view", "standing_count", "standing_day", "standing_span"):
        op.drop_table(table)


def _links(table: str, *others: str) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint([f"{other}_id"], [f"{other}.id"], name=op.f(f"fk_{table}_{other}_id_{other}"))
        for other in others
    ]


def _index_spans() -> None:
    compared = ("valid_until", "window_opens", "due_on", "closes_on", "started_on", "provisional_until")
    about = ("unit_id", "kind", "employment", "known_from", "id")
    op.create_index(
        "ix_standing_span_list",
        "standing_span",
        [
            *("certification_id", "known_until", "last_day", "phase", "excused", "pressing", "name"),
            *("person_id", "first_day", *compared, *about),
        ],
    )
    op.create_index(
        "ix_standing_span_past",
        "standing_span",
        [
            *("certification_id", "phase", "excused", "pressing", "name", "person_id"),
            *("first_day", "last_day", *compared, *about[:-1], "known_until", "id"),
        ],
    )
    op.create_index(
        op.f("ix_standing_span_unit_id_certification_id_known_until_last_day"),
        "standing_span",
        ["unit_id", "certification_id", "known_until", "last_day"],
    )
    op.create_index(
        op.f("ix_standing_span_person_id_known_until"), "standing_span", ["person_id", "known_until"]
    )
