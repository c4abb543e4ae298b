"""Taking back that somebody was ever added: only as long as nothing has happened with them since.

It takes two transactions. In the first they stop being anybody: no post, no access, nothing asked of them;
whoever keeps something about people hears of it and lets go. In the second their rows are deleted.
"""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from ..core.db import db
from .changes import tell_changed
from .models import Person, Posting

# Rows that say nothing which the person's own row does not.
_along: dict[str, Mapping[str, Any]] = {
    "posting": {},
    "role_grant": {},
    "person_word": {},
    "invitation": {"used_at": None},
}
PASSED_OVER = frozenset({"people_import_step"})


def goes_along(table: str, **only: Any) -> None:
    """Have rows of a table, those with these values, go with their person: they were made by themselves."""
    _along[table] = only


def kept_by(people: Collection[int]) -> dict[int, str]:
    """Who of these cannot be removed, and the name of a table that speaks of them."""
    found: dict[int, str] = {}
    for table, column in _references():
        rows = sa.select(column).where(column.in_(people)).distinct()
        if _is_own(table, column):
            mine = _chosen(table)
            if mine is None:
                continue
            rows = rows.where(sa.not_(mine))
        found |= dict.fromkeys(db.session.scalars(rows), table.name)
    return found


def let_go(people: Collection[int], now: datetime) -> None:
    """The first half: end their access and posts, and what was asked of them by itself. Then commit."""
    quiet = {"synchronize_session": False}
    posts = sa.update(Posting).where(Posting.person_id.in_(people), Posting.withdrawn_at.is_(None))
    db.session.execute(posts.values(withdrawn_at=now), execution_options=quiet)
    access = sa.update(Person).where(Person.id.in_(people)).values(active=False)
    db.session.execute(access, execution_options=quiet)
    for table, column in _references():
        if _is_own(table, column) and _chosen(table) is not None:
            db.session.execute(sa.delete(table).where(column.in_(people)))
    db.session.expire_all()
    tell_changed(people, now)


def remove(people: Collection[int]) -> None:
    """The second half: delete these people and what goes along with them."""
    tables = db.metadata.tables
    for table, column in _references():
        if _is_own(table, column):
            db.session.execute(sa.delete(table).where(column.in_(people)))
    person = tables["person"]
    db.session.execute(sa.delete(person).where(person.c.id.in_(people)))


def _references() -> list[tuple[sa.Table, sa.Column[Any]]]:
    """Every column that names a person."""
    return [
        (table, key.parent)
        for table in db.metadata.sorted_tables
        if table.name not in PASSED_OVER
        for key in sorted(table.foreign_keys, key=lambda key: key.parent.name)
        if key.column.table.name == "person"
    ]


def _is_own(table: sa.Table, column: sa.Column[Any]) -> bool:
    """Whether the column says whose row it is, in a table whose rows go along; not who entered it."""
    return table.name in _along and column.name == "person_id"


def _chosen(table: sa.Table) -> sa.ColumnElement[bool] | None:
    only = _along[table.name]
    return sa.and_(*(table.c[name] == value for name, value in only.items())) if only else None
