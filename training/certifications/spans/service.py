"""What happens to stretches of days: they follow the facts, in the transaction in which these change."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from ...core.db import db
from ...people.models import Person
from ..models import Certification
from .counting import Change, keep_counts
from .cutting import spans
from .knowledge import STILL_KNOWN, history
from .models import CountedDay, StandingSpan
from .reading import Key, lives_of
from .rules import Span

AT_ONCE = 500
COLUMNS = tuple(field.name for field in fields(Span))
Table: Any = StandingSpan.__table__


@dataclass(frozen=True, slots=True)
class Difference:
    """Stretches that are kept and should not be, or should be kept and are not."""

    person_id: int
    certification_id: int
    kept: frozenset[Span]
    wanted: frozenset[Span]


def refresh(person_ids: Collection[int], now: datetime) -> int:
    """Make these people's stretches follow their facts; how many people had changed. What was kept before is
    still what was known before `now`. Whoever changes the same people meanwhile waits."""
    return sum(_refresh(some, now) for some in _batches(sorted(person_ids)))


def differences(person_ids: Collection[int]) -> Iterator[Difference]:
    """Where what is kept is not what the facts say."""
    for some in _batches(sorted(person_ids)):
        kept, wanted = _kept(some), _wanted(some)
        for key in sorted(kept.keys() | wanted.keys()):
            before, after = frozenset(kept.get(key, {})), frozenset(wanted.get(key, ()))
            if before != after:
                yield Difference(*key, before, after)


def fill(now: datetime) -> int:
    """Keep stretches for everybody who has facts and none yet, as far back as the facts tell; how many."""
    missing = sa.select(Person.id).where(
        ~sa.exists().where(StandingSpan.person_id == Person.id).correlate(Person)
    )
    return sum(_remember(some) for some in _batches(list(db.session.scalars(missing.order_by(Person.id)))))


def people_of(agency_id: int | None = None) -> list[int]:
    """Everybody of an agency, or of all."""
    rows = sa.select(Person.id).order_by(Person.id)
    return list(db.session.scalars(rows.where(Person.agency_id == agency_id) if agency_id else rows))


def forget_counts(certification_id: int) -> None:
    """What the counted days of a certification say holds no more: they are counted anew when asked."""
    db.session.execute(sa.delete(CountedDay).where(CountedDay.certification_id == certification_id))


def _refresh(person_ids: Sequence[int], now: datetime) -> int:
    wanted = _wanted(person_ids, lock=True)
    kept = _kept(person_ids)
    closed: list[int] = []
    changes: list[Change] = []
    for key in sorted(kept.keys() | wanted.keys()):
        before, after = kept.get(key, {}), wanted.get(key, set())
        gone, come = before.keys() - after, after - before.keys()
        closed += [before[span] for span in gone]
        changes += [Change(*key, span, -1) for span in gone] + [Change(*key, span, 1) for span in come]
    if not changes:
        return 0
    _hold_schemes({change.certification_id for change in changes})
    _close(closed, now)
    _insert(
        [
            (each.person_id, each.certification_id, each.span, now, STILL_KNOWN)
            for each in changes
            if each.people > 0
        ]
    )
    keep_counts(changes)
    return len({change.person_id for change in changes})


def _wanted(person_ids: Sequence[int], *, lock: bool = False) -> dict[Key, set[Span]]:
    return {key: set(spans(life)) for key, life in lives_of(person_ids, lock=lock).items()}


def _kept(person_ids: Sequence[int]) -> dict[Key, dict[Span, int]]:
    rows = sa.select(
        *(Table.c.id, Table.c.person_id, Table.c.certification_id), *(Table.c[name] for name in COLUMNS)
    ).where(Table.c.person_id.in_(person_ids), Table.c.known_until == STILL_KNOWN)
    found: dict[Key, dict[Span, int]] = {}
    for number, person, scheme, *values in db.session.execute(rows):
        found.setdefault((person, scheme), {})[Span(*values)] = number
    return found


def _hold_schemes(schemes: Collection[int]) -> None:
    """Whoever counts a day of these certifications waits, so that no change slips past the count."""
    rows = sa.select(Certification.id).where(Certification.id.in_(schemes)).order_by(Certification.id)
    db.session.execute(rows.with_for_update(read=True, key_share=True))


def _close(numbers: list[int], now: datetime) -> None:
    """These stretches are known no more; what was never known for any time at all goes."""
    for some in _batches(numbers):
        here = Table.c.id.in_(some)
        db.session.execute(sa.delete(Table).where(here, Table.c.known_from >= now))
        db.session.execute(sa.update(Table).where(here).values(known_until=now))


def _remember(person_ids: Sequence[int]) -> int:
    found = lives_of(person_ids)
    rows = [
        (*key, each.span, each.since, each.until) for key, life in found.items() for each in history(life)
    ]
    _hold_schemes({scheme for _person, scheme in found})
    _insert(rows)
    keep_counts([Change(row[0], row[1], row[2], 1) for row in rows if row[4] == STILL_KNOWN])
    return len({row[0] for row in rows})


def _insert(rows: Iterable[tuple[int, int, Span, datetime, datetime]]) -> None:
    told = list(rows)
    schemes = {scheme for _person, scheme, *_rest in told}
    asked = sa.select(Certification.id, Certification.agency_id).where(Certification.id.in_(schemes))
    agencies = dict(db.session.execute(asked).all()) if told else {}
    values: list[dict[str, Any]] = [
        asdict(span)
        | {"person_id": person, "certification_id": scheme, "agency_id": agencies[scheme]}
        | {"known_from": since, "known_until": until}
        for person, scheme, span, since, until in told
    ]
    if values:
        db.session.execute(sa.insert(Table), values)


def _batches(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    for first in range(0, len(numbers), AT_ONCE):
        yield numbers[first : first + AT_ONCE]
