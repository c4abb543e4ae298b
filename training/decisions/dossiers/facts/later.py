"""What nobody knew then: recorded afterwards, happened after the day, or taken back since."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from ....attempts.answers_on import RunOn
from ...entries.models import COMMENDATION, SANCTION
from ...rules import Event, later, withdrawn_since
from ..shape.body import Later
from ..shape.parts import Scalar
from .clause import RIGHT
from .gathering import Gathered
from .happenings import (
    ASKED,
    AWAY,
    BEGAN,
    CAUGHT_UP,
    CORRECTION,
    DECLARED,
    ENTRY,
    JUDGED,
    OUT,
    POST,
    READ,
    REVOKED,
    ROUND,
    RULED,
    RUN,
)

ANY_DAY = frozenset({ASKED, ROUND, REVOKED, CAUGHT_UP, DECLARED, READ, RUN, JUDGED})
BY_THE_DAY = frozenset({POST, AWAY, RULED, ENTRY, OUT})
WITHDRAWN = "withdrawn"
LEFT_OUT = frozenset({BEGAN, CORRECTION})


def later_facts(
    events: Iterable[Event], of: Gathered, *, as_of: date, known_by: datetime, now: datetime, track: str
) -> tuple[Later, ...]:
    """What is on record when the dossier is made and was not known then, in the order of days.

    Of what HR enters and of posts only what bears on the day itself: what the officer did or was given
    afterwards is nobody's business here. `track` is that of the case: of sanctions only those of its own;
    empty for a nomination, which looks at all entries.
    """
    every = list(events)
    found = [*later(every, as_of=as_of, known_by=known_by, now=now)]
    told = [each for each in found if each.kind in ANY_DAY or (each.kind in BY_THE_DAY and each.on <= as_of)]
    gone = withdrawn_since(every, as_of=as_of, known_by=known_by, now=now)
    return (
        *(_later(each, of) for each in told if _bears(each, track)),
        *(_gone(each) for each in gone if each.kind != POST and _bears(each, track)),
    )


def _bears(event: Event, track: str) -> bool:
    if event.kind == ENTRY and track:
        row = event.values
        return row.kind == COMMENDATION or (row.kind == SANCTION and row.track == track)
    return event.kind not in LEFT_OUT


def _later(event: Event, of: Gathered) -> Later:
    clause = event.about if event.about in of.trails and event.kind in (READ, RUN, JUDGED) else ""
    return Later(
        source=event.record,
        unsourced="" if event.record else "kept_beside",
        kind=event.kind,
        on=event.on,
        at=event.known_at,
        clause=clause,
        values=dict(_values(event, of)),
    )


def _gone(event: Event) -> Later:
    at = event.withdrawn_at or event.known_at
    return Later(
        source=event.record,
        unsourced="" if event.record else "kept_beside",
        kind=WITHDRAWN,
        on=event.on,
        at=at,
        values={"what": event.kind},
    )


def _values(event: Event, of: Gathered) -> Iterator[tuple[str, Scalar]]:
    row = event.values
    if event.kind == DECLARED:
        yield from (("code", row.code), ("version", row.version))
    if event.kind in (ROUND, REVOKED):
        yield "certificate", row.certificate
    if event.kind == ASKED:
        yield from (("title", row.scheme.title), ("due_on", row.due_on.isoformat()))
    if event.kind == RULED:
        yield "what", row.kind
    if event.kind == ENTRY:
        yield from (("what", row.kind), ("track", row.track), ("level", row.level), ("title", row.title))
    if event.kind == POST:
        yield from (("unit", row.unit), ("position", row.position))
    if event.kind == RUN:
        yield from (("passed", row.verdicts[-1].passed), ("right", _right(row, event.about, of)))
    if event.kind == JUDGED:
        run, verdict = row
        yield from (("void", _void(run, verdict.record)), ("passed", verdict.passed), ("why", verdict.why))


def _right(run: RunOn, key: str, of: Gathered) -> bool | None:
    """Whether everything that counts of the clause was answered right, as it is judged now; None where
    nothing counts."""
    place = of.trails[key].in_version(run.version_id)
    told = [each.verdicts[-1] for each in run.answers if place and each.address == place.address]
    counting = [verdict.grade in RIGHT for verdict in told if not verdict.void]
    return all(counting) if counting else None


def _void(run: RunOn, record: str) -> bool:
    return any(each.void and each.record == record for answer in run.answers for each in answer.verdicts)
