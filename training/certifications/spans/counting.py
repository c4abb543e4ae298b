"""How many people are of which sort on a day: counted once where they are many, then kept in step."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import product
from typing import Any

import sqlalchemy as sa

from ...core.db import db, insert_into, writing_apart
from ..models import Certification
from .asking import Day, alive, bucket_of, ends_in, state_of
from .models import CountedDay, DayCount, StandingSpan
from .rules import NO_END, Span, standing_on

WORTH_KEEPING = 2_000
DAYS_KEPT = 30
NOWHERE = 0
EVERY = "*"
KEY = ("certification_id", "day", "known", "kind", "employment", "unit_id", "bucket", "state", "ends_in")


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch that came (`people` 1) or went (-1)."""

    person_id: int
    certification_id: int
    span: Span
    people: int


@dataclass(frozen=True, slots=True)
class Cell:
    """How many people of a unit (0: none) stand in a bucket with a state, and within how many days a
    certificate of theirs ends."""

    unit_id: int
    bucket: str
    state: str
    ends_in: int
    people: int


def cells(
    day: Day, *, kind: str = "", employment: str = "", units: Collection[int] = ()
) -> tuple[list[Cell], bool]:
    """Everybody of the day, counted by unit; narrowed to a kind of position, an employment, some units. And
    whether these counts were kept."""
    found = _kept(day, kind, employment, units)
    return (_counted(day, kind, employment, units), False) if found is None else (found, True)


def keep_if_many(day: Day, found: Iterable[Cell], now: datetime) -> bool:
    """Keep the counts of a day from now on where counting takes time; whether that was done. Ends the
    transaction: what was read before is read anew."""
    if sum(cell.people for cell in found) < WORTH_KEEPING:
        return False
    with writing_apart():
        scheme = sa.select(Certification.id).where(Certification.id == day.certification_id)
        db.session.execute(scheme.with_for_update())
        _write(day, now)
    return True


def keep_counts(changes: Iterable[Change]) -> None:
    """Carry stretches that came and went into the counts of the days that are kept."""
    told = list(changes)
    if not told:
        return
    schemes = {change.certification_id for change in told}
    rows = (
        sa.select(CountedDay.certification_id, CountedDay.day, Certification.grace_days)
        .join(Certification, Certification.id == CountedDay.certification_id)
        .where(CountedDay.certification_id.in_(schemes), CountedDay.known == NO_END)
    )
    kept = db.session.execute(rows).all()
    counted: Counter[tuple[Any, ...]] = Counter()
    for scheme, day, grace in kept:
        for change in told:
            if change.certification_id == scheme and change.span.first_day <= day <= change.span.last_day:
                for key in _keys(change, day, grace):
                    counted[key] += change.people
    _add({key: people for key, people in sorted(counted.items()) if people})


def recount(now: datetime) -> int:
    """How many kept counts were wrong; all of them are made anew."""
    wrong = 0
    rows = sa.select(CountedDay.certification_id, CountedDay.day, Certification.grace_days)
    rows = rows.join(Certification, Certification.id == CountedDay.certification_id)
    rows = rows.where(CountedDay.known == NO_END)
    for scheme, on, grace in db.session.execute(rows).all():
        day = Day(scheme, on, grace)
        kept, counted = _kept(day, "", "", ()), _counted(day, "", "", ())
        wrong += set(kept or ()) != set(counted)
        _write(day, now)
    return wrong


def _keys(change: Change, day: date, grace: int) -> Iterator[tuple[Any, ...]]:
    """Where a stretch is counted: under its kind and employment, and under every one of both."""
    span = change.span
    state, bucket, ends = standing_on(span, day, grace)
    sort = span.unit_id or NOWHERE, bucket, str(state), ends
    for kind, employment in product((span.kind, EVERY), (span.employment, EVERY)):
        yield (change.certification_id, day, NO_END, kind, employment, *sort)


def _kept(day: Day, kind: str, employment: str, units: Collection[int]) -> list[Cell] | None:
    """The counts of a day that is kept; None of one that is not. One statement."""
    here = [
        *_of(DayCount, day),
        DayCount.kind == (kind or EVERY),
        DayCount.employment == (employment or EVERY),
    ]
    narrow = [DayCount.unit_id.in_(units)] if units else []
    columns = DayCount.unit_id, DayCount.bucket, DayCount.state, DayCount.ends_in
    mark: Any = sa.select(*map(sa.literal, (-1, "", "", 0)), sa.func.count())
    mark = mark.where(*_of(CountedDay, day))
    counts = sa.select(*columns, DayCount.people).where(*here, *narrow)
    rows: Sequence[Any] = db.session.execute(sa.union_all(mark, counts)).all()
    if not any(unit == -1 and number for unit, *_rest, number in rows):
        return None
    return [Cell(row[0], row[1], row[2], row[3], int(row[4])) for row in rows if row[0] != -1 and row[4]]


def _counted(day: Day, kind: str, employment: str, units: Collection[int]) -> list[Cell]:
    narrow = [*_chosen(StandingSpan, kind, employment)]
    narrow += [StandingSpan.unit_id.in_(units)] if units else []
    unit = sa.func.coalesce(StandingSpan.unit_id, NOWHERE)
    rows = sa.select(unit, bucket_of(day), state_of(day), ends_in(day), sa.func.count())
    rows = rows.where(*alive(day), *narrow).group_by(*(sa.text(str(place)) for place in range(1, 5)))
    return [Cell(*row) for row in db.session.execute(rows)]


def _chosen(table: Any, kind: str, employment: str) -> list[sa.ColumnElement[bool]]:
    found = [table.kind == kind] if kind else []
    return [*found, *([table.employment == employment] if employment else [])]


def _write(day: Day, now: datetime) -> None:
    for table in (CountedDay, DayCount):
        db.session.execute(sa.delete(table).where(*_of(table, day)))
    unit = sa.func.coalesce(StandingSpan.unit_id, NOWHERE)
    sort: tuple[Any, ...] = (StandingSpan.kind, StandingSpan.employment, unit)
    sort += (bucket_of(day), state_of(day), ends_in(day))
    of: tuple[Any, ...] = (
        sa.literal(day.certification_id),
        *(sa.literal(each, sa.Date) for each in (day.on, day.known_day)),
    )
    rows = sa.select(*of, *sort, sa.func.count()).where(*alive(day))
    rows = rows.group_by(*(sa.text(str(place)) for place in range(4, 10)))
    db.session.execute(sa.insert(DayCount).from_select([*KEY, "people"], rows))
    _sum_up(day)
    kept = {"certification_id": day.certification_id, "day": day.on, "known": day.known_day}
    db.session.execute(sa.insert(CountedDay).values(**kept, asked_at=now))
    _forget_oldest(day.certification_id)


def _sum_up(day: Day) -> None:
    """Of every kind, then of every employment, from what is counted of each."""
    for name in ("kind", "employment"):
        columns = [sa.literal(EVERY) if key == name else getattr(DayCount, key) for key in KEY]
        others = [getattr(DayCount, key) for key in KEY if key != name]
        rows = sa.select(*columns, sa.func.sum(DayCount.people)).where(*_of(DayCount, day)).group_by(*others)
        db.session.execute(sa.insert(DayCount).from_select([*KEY, "people"], rows))


def _forget_oldest(certification_id: int) -> None:
    mine = CountedDay.certification_id == certification_id
    rows = sa.select(CountedDay.day, CountedDay.known).where(mine)
    for on, known in db.session.execute(rows.order_by(CountedDay.asked_at.desc()).offset(DAYS_KEPT)).all():
        day = Day(certification_id, on, known_day=known)
        for table in (CountedDay, DayCount):
            db.session.execute(sa.delete(table).where(*_of(table, day)))


def _of(table: Any, day: Day) -> tuple[sa.ColumnElement[bool], ...]:
    return table.certification_id == day.certification_id, table.day == day.on, table.known == day.known_day


def _add(counted: dict[tuple[Any, ...], int]) -> None:
    if not counted:
        return
    added = insert_into(DayCount)
    added = added.on_conflict_do_update(
        index_elements=list(KEY), set_={"people": DayCount.people + added.excluded.people}
    )
    db.session.execute(
        added, [dict(zip(KEY, key, strict=True)) | {"people": people} for key, people in counted.items()]
    )
