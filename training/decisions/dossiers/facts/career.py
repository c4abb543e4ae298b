"""Where the officer worked, what HR decided and entered, and what was said in the matter."""

from collections.abc import Callable, Iterable
from datetime import date

from ....attempts.extra.models import ExtraTime as GivenTime
from ....certifications.manual.decided import Decided
from ....people.models import Person
from ....people.work import DepartureKept, PostKept
from ...entries.models import ATTENDANCE, COMMENDATION, COMPLAINT, SANCTION, Entry
from ...models import DISCIPLINE, ETHICS
from ...rules import Event, Facts
from ..shape.body import Entered, Entries, Opened, Remedial, Reply
from ..shape.career import Absence, Declared, ExtraTime, Outage, Post, Ruled, Service
from .gathering import REMEDIED, REPLIED, Gathered
from .happenings import AWAY, DECLARED, ENTRY, EXTRA, LASTING, OUT, POST, RULED


def post(facts: Facts) -> Post | None:
    """Where the officer worked that day; the post that began last of several."""
    held = facts.that_day(POST)
    if not held:
        return None
    kept: PostKept = held[-1].values
    return Post(
        unsourced="kept_beside",
        unit=kept.unit,
        position=kept.position,
        kind=kept.kind,
        since=kept.since,
        until=held[-1].until,
        superior_today=kept.superior,
    )


def service(person: Person, facts: Facts) -> Service:
    """Whether the officer worked here that day, from the first day, departures and posts."""
    absences = tuple(_absence(each.values) for each in facts.of(AWAY))
    joined = person.joined_on
    here: bool | None = None
    if facts.that_day(AWAY) or (joined is not None and joined > facts.as_of):
        here = False
    elif facts.that_day(POST) or joined is not None:
        here = True
    return Service(joined_on=joined, here=here, absences=absences)


def declared(facts: Facts, on_the_day: Callable[[date], bool]) -> tuple[Declared, ...]:
    """What the officer declared to keep to by then. `on_the_day`: whether a day is one of the act."""
    return tuple(
        Declared(
            source=each.record,
            code=each.values.code,
            version=each.values.version,
            at=each.known_at,
            day=each.on,
            same_day=on_the_day(each.on),
            shown_hash=each.values.shown_hash,
            language=each.values.language,
            statement=each.values.statement,
        )
        for each in facts.of(DECLARED)
    )


def ruled(facts: Facts) -> tuple[Ruled, ...]:
    """What HR decided by hand by then. Why is left out."""
    return tuple(_ruled(each, each.values, facts) for each in facts.of(RULED))


def extra_time(facts: Facts) -> tuple[ExtraTime, ...]:
    """More time in runs, given by then."""
    return tuple(_extra(each, each.values) for each in facts.of(EXTRA))


def outages(facts: Facts, *, since: date | None) -> tuple[Outage, ...]:
    """When the system could not be used, from the day on which something was first asked of the officer."""
    return tuple(
        Outage(
            source=each.record,
            title=each.values.title,
            since=each.on,
            until=each.until,
            that_day=each.lasts(facts.as_of),
        )
        for each in facts.of(OUT)
        if since is not None and (each.until is None or each.until >= since)
    )


def entries(facts: Facts, *, award: bool, but: int) -> Entries:
    """Earlier entries, but for those that follow from the matter itself; the two tracks apart."""
    rows = [each for each in facts.of(ENTRY) if each.values.matter_id != but]
    return Entries(
        ethics=_entered(rows, facts, SANCTION, ETHICS),
        discipline=_entered(rows, facts, SANCTION, DISCIPLINE),
        commendations=_entered(rows, facts, COMMENDATION),
        attendance=_entered(rows, facts, ATTENDANCE) if award else (),
        complaints=_entered(rows, facts, COMPLAINT) if award else (),
    )


def remedial(of: Gathered, facts: Facts) -> tuple[Remedial, ...]:
    """Training that was asked of the officer in earlier cases of the same track."""
    return tuple(
        Remedial(
            source=step.record,
            on=step.on,
            due_on=date.fromisoformat(step.said["due_on"]),
            clauses=tuple(step.said["clauses"]),
        )
        for step in of.steps
        if step.kind == REMEDIED and not step.own and step.on <= facts.as_of and step.at <= facts.known_by
    )


def replies(of: Gathered) -> tuple[Reply, ...]:
    """What the officer said in the matter, whenever that was."""
    return tuple(
        Reply(
            source=step.record,
            on=step.on,
            at=step.at,
            text=step.said["text"],
            on_paper=bool(step.said.get("on_paper")),
        )
        for step in of.steps
        if step.kind == REPLIED and step.own
    )


def openings(of: Gathered) -> tuple[Opened, ...]:
    """Who opened the matter until now."""
    return tuple(
        Opened(source=each.record, name=each.name, what=each.what, reason=each.reason, at=each.at)
        for each in of.openings
    )


def _absence(kept: DepartureKept) -> Absence:
    return Absence(unsourced="kept_beside", left_on=kept.left_on, back_on=kept.back_on)


def _ruled(event: Event, kept: Decided, facts: Facts) -> Ruled:
    return Ruled(
        source=event.record,
        kind=kept.kind,
        title=kept.title,
        since=kept.since,
        until=kept.until,
        subject=kept.subject,
        recorded_at=kept.recorded_at,
        that_day=kept.kind in LASTING and event.lasts(facts.as_of),
    )


def _extra(event: Event, kept: GivenTime) -> ExtraTime:
    ended = kept.ended_at if event.until is not None else None
    return ExtraTime(source=event.record, percent=kept.percent, since=event.known_at, until=ended)


def _entered(rows: Iterable[Event], facts: Facts, kind: str, track: str = "") -> tuple[Entered, ...]:
    return tuple(
        _entry(each, each.values, facts)
        for each in rows
        if each.values.kind == kind and each.values.track == track
    )


def _entry(event: Event, row: Entry, facts: Facts) -> Entered:
    return Entered(
        source=event.record,
        kind=row.kind,
        level=row.level,
        title=row.title,
        number=row.number,
        since=row.since,
        until=row.until,
        counted=row.counted,
        recorded_at=row.recorded_at,
        in_effect=event.lasts(facts.as_of),
    )
