"""words to find people by, departures, invitations, and sheets of people on their way in"""

import re
from typing import Any
from unicodedata import combining, normalize

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
WORD = sa.String(40).with_variant(sa.String(40, collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "person_word",
        _to("person_word", "agency_id", "agency"),
        sa.Column("word", WORD, nullable=False),
        _to("person_word", "person_id", "person"),
        sa.PrimaryKeyConstraint("agency_id", "word", "person_id", name=op.f("pk_person_word")),
    )
    op.create_index(op.f("ix_person_word_person_id"), "person_word", ["person_id"])
    _index(op.get_bind())
    op.create_table(
        "departure",
        *_own("departure"),
        sa.Column("left_on", sa.Date(), nullable=False),
        sa.Column("back_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        _to("departure", "recorded_by_id", "person", nullable=True),
        sa.Column("withdrawn_at", MOMENT, nullable=True),
    )
    op.create_table(
        "invitation",
        *_own("invitation"),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        _to("invitation", "made_by_id", "person", nullable=True),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("used_at", MOMENT, nullable=True),
        sa.Column("revoked_at", MOMENT, nullable=True),
        sa.UniqueConstraint("token_hash", name=op.f("uq_invitation_token_hash")),
    )
    for table in ("departure", "invitation"):
        for column in ("agency_id", "person_id"):
            op.create_index(op.f(f"ix_{table}_{column}"), table, [column])
    _create_imports()


def downgrade() -> None:
    for name in ("people_mapping", "people_import_step", "people_import_part", "people_import"):
        op.drop_table(name)
    for name in ("invitation", "departure", "person_word"):
        op.drop_table(name)


def _create_imports() -> None:
    op.create_table(
        "people_import",
        *_own("people_import"),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("mark", sa.String(32), nullable=False),
        *(sa.Column(name, sa.JSON(), nullable=False) for name in ("about", "meanings", "options", "counts")),
        sa.Column("task", sa.String(10), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("stamp", sa.String(12), nullable=False),
        sa.Column("confirmed_at", MOMENT, nullable=True),
        sa.Column("undone_at", MOMENT, nullable=True),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("queued_at", MOMENT, nullable=False),
        sa.Column("finished_at", MOMENT, nullable=True),
        sa.Column("worker", sa.String(12), nullable=False),
        sa.Column("leased_until", MOMENT, nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
    )
    op.create_index(op.f("ix_people_import_agency_id"), "people_import", ["agency_id"])
    op.create_index(op.f("ix_people_import_state"), "people_import", ["state"])
    op.create_table(
        "people_import_part",
        _to("people_import_part", "import_id", "people_import"),
        sa.Column("name", sa.String(20), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("import_id", "name", name=op.f("pk_people_import_part")),
    )
    op.create_table(
        "people_import_step",
        sa.Column("id", sa.Integer(), nullable=False),
        _to("people_import_step", "import_id", "people_import"),
        sa.Column("kind", sa.String(10), nullable=False),
        _to("people_import_step", "person_id", "person", nullable=True, ondelete="SET NULL"),
        _to("people_import_step", "unit_id", "unit", nullable=True, ondelete="SET NULL"),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("outcome", sa.String(10), nullable=False),
        sa.Column("why", sa.String(40), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people_import_step")),
    )
    for columns in (["import_id", "outcome"], ["person_id"]):
        name = f"ix_people_import_step_{'_'.join(columns)}"
        op.create_index(op.f(name), "people_import_step", columns)
    op.create_table(
        "people_mapping",
        sa.Column("id", sa.Integer(), nullable=False),
        _to("people_mapping", "agency_id", "agency"),
        sa.Column("mark", sa.String(32), nullable=False),
        sa.Column("meanings", sa.JSON(), nullable=False),
        sa.Column("used_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people_mapping")),
        sa.UniqueConstraint("agency_id", "mark", name=op.f("uq_people_mapping_agency_id_mark")),
    )


def _own(table: str) -> list[Any]:
    """What a table of an agency's rows about people begins with."""
    return [
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(12), nullable=False),
        _to(table, "agency_id", "agency"),
        _to(table, "person_id", "person"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("ref", name=op.f(f"uq_{table}_ref")),
    ]


def _to(
    table: str, column: str, other: str, *, nullable: bool = False, ondelete: str | None = None
) -> sa.Column[int]:
    key = sa.ForeignKey(f"{other}.id", name=op.f(f"fk_{table}_{column}_{other}"), ondelete=ondelete)
    return sa.Column(column, sa.Integer(), key, nullable=nullable)


def _index(bind: sa.Connection) -> None:
    """The words of the people there are."""
    tables = sa.MetaData()
    tables.reflect(bind, only=("person", "person_word"))
    person, word = tables.tables["person"], tables.tables["person_word"]
    people = sa.select(person.c.id, person.c.agency_id, person.c.name, person.c.nip, person.c.email)
    for number, agency, name, nip, email in bind.execute(people).all():
        words = set(re.findall(r"[^\W_]+", _plain(name)))
        words |= {nip, nip[-4:], nip[-6:]} if nip else set()
        words |= {_plain(email)} if email else set()
        cut = {one[:40] for one in words}
        rows = [{"agency_id": agency, "word": one, "person_id": number} for one in cut]
        if rows:
            bind.execute(sa.insert(word), rows)


def _plain(text: str) -> str:
    return "".join(sign for sign in normalize("NFKD", text.casefold()) if not combining(sign))
