"""who wrote a draft, who approved it, what they said; panels; withdrawal with a reason; archive; tags"""

from contextlib import suppress

import sqlalchemy as sa
from alembic import op
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
NEW = ("retired_reason", "retired_at", "key", "approved_at", "approved_hash", "tags")
PEOPLE = ("approved_by_id", "retired_by_id")


def upgrade() -> None:
    # Column by column: a table that others refer to cannot be made anew on SQLite while it has rows.
    op.add_column("scenario", sa.Column("archived_at", MOMENT, nullable=True))
    op.add_column("scenario_version", sa.Column("tags", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("scenario_version", sa.Column("approved_hash", sa.String(length=64), nullable=True))
    op.add_column("scenario_version", sa.Column("approved_at", MOMENT, nullable=True))
    op.add_column("scenario_version", sa.Column("key", sa.JSON(), nullable=True))
    op.add_column("scenario_version", sa.Column("retired_at", MOMENT, nullable=True))
    reason = sa.Column("retired_reason", sa.Text(), nullable=False, server_default="")
    op.add_column("scenario_version", reason)
    for name in PEOPLE:
        constraint = op.f(f"fk_scenario_version_{name}_person")
        op.execute(
            f"ALTER TABLE scenario_version ADD COLUMN {name} INTEGER CONSTRAINT {constraint} REFERENCES person (id)"
        )
    _create_hands()
    _create_reviews()
    _create_panels()
    _fill(op.get_bind())


def downgrade() -> None:
    for table in ("panel_vote", "panel", "scenario_comment", "scenario_review", "scenario_hand"):
        op.drop_table(table)
    for name in (*PEOPLE, *NEW):
        op.drop_column("scenario_version", name)
    op.drop_column("scenario", "archived_at")


def _person(table: str, name: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([name], ["person.id"], name=op.f(f"fk_{table}_{name}_person"))


def _version(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_version_id_scenario_version")
    return sa.ForeignKeyConstraint(["version_id"], ["scenario_version.id"], name=name, ondelete="CASCADE")


def _agency(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f(f"fk_{table}_agency_id_agency"))


def _create_hands() -> None:
    op.create_table(
        "scenario_hand",
        sa.Column("version_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        _version("scenario_hand"),
        _person("scenario_hand", "person_id"),
        sa.PrimaryKeyConstraint("version_id", "person_id", name=op.f("pk_scenario_hand")),
    )


def _create_reviews() -> None:
    op.create_table(
        "scenario_review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=12), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("decision", sa.String(length=10), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", MOMENT, nullable=True),
        _agency("scenario_review"),
        _version("scenario_review"),
        _person("scenario_review", "asked_by_id"),
        _person("scenario_review", "decided_by_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scenario_review")),
        sa.UniqueConstraint("ref", name=op.f("uq_scenario_review_ref")),
    )
    op.create_index(op.f("ix_scenario_review_agency_id"), "scenario_review", ["agency_id"])
    op.create_index(op.f("ix_scenario_review_version_id"), "scenario_review", ["version_id"])
    _one_open("ix_scenario_review_one_open", "scenario_review", "decision IS NULL")
    op.create_table(
        "scenario_comment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=12), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("node", sa.String(length=80), nullable=False),
        sa.Column("letter", sa.String(length=1), nullable=False),
        sa.Column("quote", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("resolved_by_id", sa.Integer(), nullable=True),
        sa.Column("resolved_at", MOMENT, nullable=True),
        _version("scenario_comment"),
        _person("scenario_comment", "by_id"),
        _person("scenario_comment", "resolved_by_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scenario_comment")),
        sa.UniqueConstraint("ref", name=op.f("uq_scenario_comment_ref")),
    )
    op.create_index(op.f("ix_scenario_comment_version_id"), "scenario_comment", ["version_id"])


def _create_panels() -> None:
    op.create_table(
        "panel",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=12), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("scenes", sa.JSON(), nullable=False),
        sa.Column("opened_by_id", sa.Integer(), nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.Column("decision", sa.String(length=10), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_at", MOMENT, nullable=True),
        _agency("panel"),
        _version("panel"),
        _person("panel", "opened_by_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_panel")),
        sa.UniqueConstraint("ref", name=op.f("uq_panel_ref")),
    )
    op.create_index(op.f("ix_panel_agency_id"), "panel", ["agency_id"])
    op.create_index(op.f("ix_panel_version_id"), "panel", ["version_id"])
    _one_open("ix_panel_one_open", "panel", "closed_at IS NULL")
    op.create_table(
        "panel_vote",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("panel_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("given_at", MOMENT, nullable=True),
        sa.Column("declined_at", MOMENT, nullable=True),
        sa.Column("agreed", sa.String(length=64), nullable=True),
        sa.Column("agreed_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["panel_id"], ["panel.id"], name=op.f("fk_panel_vote_panel_id_panel"), ondelete="CASCADE"
        ),
        _person("panel_vote", "person_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_panel_vote")),
    )
    op.create_index("ix_panel_vote_once", "panel_vote", ["panel_id", "person_id"], unique=True)
    op.create_index(op.f("ix_panel_vote_person_id"), "panel_vote", ["person_id"])


def _one_open(name: str, table: str, condition: str) -> None:
    where = sa.text(condition)
    op.create_index(name, table, ["version_id"], unique=True, sqlite_where=where, postgresql_where=where)


def _fill(bind: sa.Connection) -> None:
    """Of drafts that are there, who saved last has written them; each text's tags stand beside it."""
    tables = sa.MetaData()
    tables.reflect(bind, only=("scenario_version", "scenario_hand"))
    version, hand = tables.tables["scenario_version"], tables.tables["scenario_hand"]
    wrote = sa.select(version.c.id, version.c.author_id, version.c.saved_at)
    wrote = wrote.where(version.c.author_id.is_not(None))
    bind.execute(sa.insert(hand).from_select(["version_id", "person_id", "since"], wrote))
    for version_id, source in bind.execute(sa.select(version.c.id, version.c.source)).all():
        if tags := _tags(source):
            bind.execute(sa.update(version).where(version.c.id == version_id).values(tags=tags))


def _tags(source: str) -> list[str]:
    with suppress(YAMLError, ValueError):
        data = YAML(typ="safe", pure=True).load(source)
        found = data.get("tags") if isinstance(data, dict) else None
        return [tag for tag in found if isinstance(tag, str)][:40] if isinstance(found, list) else []
    return []
