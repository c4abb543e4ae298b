"""Who is listed: people as of a day with the post they held, read part by part so that memory stays small."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from ...core.db import db
from ...people.models import Person, Posting, Unit
from ...people.posts import held_on

AT_A_TIME = 1000


def here_on(day: date) -> sa.ColumnElement[bool]:
    """That somebody belonged to the agency on a day, as far as that is known."""
    still = sa.or_(Person.left_on >= day, sa.and_(Person.left_on.is_(None), Person.active))
    return sa.and_(still, sa.or_(Person.joined_on.is_(None), Person.joined_on <= day))


def works_in(units: Collection[int] | None, day: date) -> list[sa.ColumnElement[bool]]:
    """That somebody's post on a day is in one of these units; no condition for the whole agency."""
    if units is None:
        return []
    return [Person.id.in_(sa.select(Posting.person_id).where(Posting.unit_id.in_(units), held_on(day)))]


def people_on(day: date) -> sa.Select[*tuple[Any, ...]]:
    """Columns of people with their post on a day, the latest begun of several."""
    later = sa.orm.aliased(Posting)
    latest = (
        sa.select(later.id)
        .where(later.person_id == Person.id, later.withdrawn_at.is_(None), later.since <= day)
        .where(sa.or_(later.until.is_(None), later.until >= day))
        .order_by(later.since.desc(), later.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    return (
        sa.select(
            *(Person.id, Person.name, Person.nip, Person.employment, Posting.position),
            Unit.name.label("unit"),
        )
        .select_from(Person)
        .outerjoin(Posting, Posting.id == latest)
        .outerjoin(Unit, Unit.id == Posting.unit_id)
    )


class People:
    """The people of an agency who meet some conditions, by name, with the post they held on a day."""

    def __init__(self, agency_id: int, conditions: Collection[sa.ColumnElement[bool]], day: date) -> None:
        self._where = (Person.agency_id == agency_id, *conditions)
        self._day = day
        self._total: int | None = None

    def count(self) -> int:
        """How many; known without asking again once the first of them were read."""
        if self._total is None:
            self._total = db.session.scalar(sa.select(self._counted())) or 0
        return self._total

    def parts(self, first: int | None = None) -> Iterator[Sequence[Any]]:
        """Rows of `people_on`, AT_A_TIME of them together; with `first` only so many, in one part."""
        if first is not None:
            yield self._first(first)
            return
        ids = sa.select(Person.id).where(*self._where).order_by(Person.name, Person.id)
        every = db.session.scalars(ids).all()
        for start in range(0, len(every), AT_A_TIME):
            part = people_on(self._day).where(Person.id.in_(every[start : start + AT_A_TIME]))
            yield db.session.execute(part.order_by(Person.name, Person.id)).all()

    def _first(self, number: int) -> Sequence[Any]:
        rows = people_on(self._day).add_columns(self._counted().label("total")).where(*self._where)
        found = db.session.execute(rows.order_by(Person.name, Person.id).limit(number)).all()
        self._total = found[0].total if found else 0
        return found

    def _counted(self) -> sa.ScalarSelect[int]:
        # Its own copy of the table: beside the rows it must not be taken for the same person.
        return sa.select(sa.func.count(Person.id)).where(*self._where).correlate(None).scalar_subquery()
