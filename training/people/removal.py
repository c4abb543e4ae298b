"""Taking back that somebody was ever added: only as long as nothing has happened with them since."""

from collections.abc import Collection, Mapping
from typing import Any

import sqlalchemy as sa

from ..core.db import db

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
        if table.name in _along:
            mine = _chosen(table)
            if mine is None:
                continue
            rows = rows.where(sa.not_(mine))
        found |= dict.fromkeys(db.session.scalars(rows), table.name)
    return found


def remove(people: Collection[int]) -> None:
    """Delete these people and what goes along with them."""
    tables = db.metadata.tables
    for table, column in _references():
        if table.name in _along:
            db.session.execute(sa.delete(table).where(column.in_(people)))
    person = tables["person"]
    db.session.execute(sa.delete(person).where(person.c.id.in_(people)))


def _references() -> list[tuple[sa.Table, sa.Column[Any]]]:
    """Every column that names a person, but for the marks of who entered what along with somebody else."""
    return [
        (table, key.parent)
        for table in db.metadata.sorted_tables
        if table.name not in PASSED_OVER
        for key in sorted(table.foreign_keys, key=lambda key: key.parent.name)
        if key.column.table.name == "person"
    ]


def _chosen(table: sa.Table) -> sa.ColumnElement[bool] | None:
    only = _along[table.name]
    return sa.and_(*(table.c[name] == value for name, value in only.items())) if only else None
