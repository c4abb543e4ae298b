"""The people of a day in the order of the desk: who needs action first, then what presses, then by name.

A page is cut out of the buckets by their counts and read along an index. Where few are meant they are sorted.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import sqlalchemy as sa

from .asking import Day, Where, alive, bucket_of, in_order
from .choosing import BESIDE, LATE, Choice, narrowed
from .models import StandingSpan as S
from .rules import BUCKETS

FEW = 2_000
PLACED = ("place", "pressing", "name", "person_id")
Ids = sa.Select[Any]


@dataclass(frozen=True, slots=True)
class Slice:
    """Part of a bucket: so many after so many, of all there are."""

    bucket: str
    offset: int
    limit: int
    total: int


def slices(counts: Mapping[str, int], offset: int, size: int) -> list[Slice]:
    """The parts of buckets that stand on a page, in order."""
    found = []
    for bucket in (each for each in BUCKETS if counts.get(each)):
        total = counts[bucket]
        limit = min(total - offset, size)
        if limit > 0:
            found.append(Slice(bucket, offset, limit, total))
            size -= limit
        offset = max(offset - total, 0)
        if size <= 0:
            break
    return found


def page_ids(
    day: Day, choice: Choice, counts: Mapping[str, int], *, today: date, offset: int, size: int
) -> Ids:
    """The stretches of a page: `id` and where it stands (`place`, `pressing`, `name`, `person_id`)."""
    total = sum(counts.values())
    if not total:
        nobody: Ids = sa.select(S.id).add_columns(*(sa.literal(0).label(name) for name in PLACED))
        return nobody.where(sa.false())
    if total <= FEW:
        return sorted_ids(day, choice).limit(size).offset(offset)
    parts = [_slice(day, choice, part, today) for part in slices(counts, offset, size)]
    return sa.select(sa.union_all(*parts).subquery() if len(parts) > 1 else parts[0].subquery())


def sorted_ids(day: Day, choice: Choice) -> Ids:
    """Everybody of the choice in order, sorted there and then."""
    place = sa.case(
        {bucket: number for number, bucket in enumerate(BUCKETS)}, value=bucket_of(day), else_=len(BUCKETS)
    )
    rows = sa.select(S.id, place.label("place"), S.pressing, S.name, S.person_id)
    return rows.where(*_here(day, choice), *narrowed(day, choice)).order_by("place", *_order(S))


def these_ids(day: Day, ids: Sequence[int]) -> Ids:
    """These stretches in order."""
    return sorted_ids(day, Choice()).where(S.id.in_(ids))


def in_batches(numbers: Sequence[int], size: int) -> Iterator[Sequence[int]]:
    """Numbers some at a time."""
    for first in range(0, len(numbers), size):
        yield numbers[first : first + size]


def _here(day: Day, choice: Choice) -> tuple[Where, ...]:
    """The stretches of the day; found from the people when words say who, and not the other way round."""
    if not choice.words:
        return alive(day)
    of = sa.func.coalesce(S.certification_id, 0) == day.certification_id
    return (of, *alive(day)[1:])


def _slice(day: Day, choice: Choice, part: Slice, today: date) -> Ids:
    """Read from whichever end of the bucket is nearer; of each branch no more than could be wanted."""
    told = choice.mark in (part.bucket, LATE, *BESIDE)
    narrow = narrowed(day, replace(choice, mark="") if told else choice)
    columns = S.id, sa.literal(BUCKETS.index(part.bucket)).label("place"), S.pressing, S.name, S.person_id
    after = part.total - part.offset - part.limit
    backwards, skipped = after < part.offset, min(after, part.offset)
    pieces = [
        sa.select(*columns)
        .where(*here, *narrow)
        .order_by(*_order(S, backwards=backwards))
        .limit(skipped + part.limit)
        .subquery()
        for here in in_order(day, part.bucket, past=day.on < today)
    ]
    found: Any = sa.union_all(*(sa.select(piece) for piece in pieces)).subquery()
    rows = sa.select(found).order_by(*_order(found.c, backwards=backwards)).limit(part.limit).offset(skipped)
    return sa.select(rows.subquery())


def _order(columns: Any, *, backwards: bool = False) -> tuple[Any, ...]:
    order = columns.pressing, columns.name, columns.person_id
    return tuple(column.desc() for column in order) if backwards else order
