"""Which people of a day are meant: filters as a link carries them, and the same as conditions."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import timedelta

import sqlalchemy as sa

from ...people.words import matching, typed_words
from .asking import HOLDERS, Day, Where, bucket_of, state_of
from .counting import Cell
from .models import StandingSpan as S
from .rules import BUCKETS, DELTA_DUE, DELTA_LATE, EXCUSED, HORIZONS

LATE = "late"
LATE_BUCKETS = ("overdue", "failed", "expired", "revoked")
BESIDE = (EXCUSED, DELTA_LATE, DELTA_DUE)
MARKS = (LATE, *BUCKETS)


@dataclass(frozen=True, slots=True)
class Choice:
    """People of some units (None: of all), a kind of position, an employment, under a mark (one of `MARKS`),
    whose certificate ends `within` days (one of `HORIZONS`, 0: whenever), found by typed words."""

    units: frozenset[int] | None = None
    kind: str = ""
    employment: str = ""
    mark: str = ""
    within: int = 0
    words: str = ""
    agency_id: int = 0

    def fits(self, cell: Cell) -> bool:
        """Whether the people of this cell are under the mark and end within the days."""
        if self.within and not 0 < cell.ends_in <= self.within:
            return False
        return not self.mark or self.mark in marks_of(cell.bucket, cell.state)


def marks_of(bucket: str, state: str) -> tuple[str, ...]:
    """Everything the desk finds somebody under."""
    late = (LATE,) if bucket in LATE_BUCKETS else ()
    return (*dict.fromkeys((bucket, state)), *late)


def narrowed(day: Day, choice: Choice) -> list[Where]:
    """The choice as conditions on the stretches of a day."""
    found: list[Where] = []
    if choice.units is not None:
        found.append(S.unit_id.in_(sorted(choice.units)))
    if choice.kind:
        found.append(S.kind == choice.kind)
    if choice.employment:
        found.append(S.employment == choice.employment)
    if choice.words:
        found += [S.person_id.in_(people) for people in _called(choice.agency_id, choice.words)]
    if choice.within in HORIZONS:
        last = day.on + timedelta(days=choice.within)
        found += [S.phase.in_(HOLDERS), S.valid_until >= day.on, S.valid_until <= last]
    return [*found, *_marked(day, choice.mark)]


def bucket_counts(cells: Iterable[Cell], choice: Choice) -> dict[str, int]:
    """How many of the choice stand in each bucket, in the order of the desk."""
    found = dict.fromkeys(BUCKETS, 0)
    for cell in cells:
        if choice.fits(cell):
            found[cell.bucket] += cell.people
    return {bucket: people for bucket, people in found.items() if people}


def _called(agency_id: int, typed: str) -> list[sa.Select[int]]:
    """For each word typed, who has one that begins so: the common part is found by looking up, not pair by
    pair."""
    words = typed_words(typed)
    if not words:
        return [matching(agency_id, typed)]
    return [matching(agency_id, word) for word in words]


def _marked(day: Day, mark: str) -> Collection[Where]:
    if mark == LATE:
        return [bucket_of(day).in_(LATE_BUCKETS)]
    if mark in BESIDE:
        return [bucket_of(day) == sa.literal(mark)]
    return [state_of(day) == sa.literal(mark)] if mark in MARKS else []
