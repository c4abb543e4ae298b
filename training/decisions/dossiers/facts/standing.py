"""How the officer stood with each certification on the day, judged by the rules of certification alone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ....certifications.kept import AssignmentKept, RoundKept, SchemeKept
from ....certifications.rules import Obligation, Stretch, moved, status
from ....core.clock import day_in
from ...rules import DAY, Event, Facts, gaps
from ..shape.career import Asked, CatchUp, Certified, Gap, RoundHeld
from .happenings import ASKED, CATCH_UP, CAUGHT_UP, ROUND, RULED


@dataclass(frozen=True, slots=True)
class Held:
    """A round as it stood: what the rules of certification ask about one."""

    completed_on: date
    valid_from: date
    valid_until: date
    window_opens: date
    revoked_on: date | None


def asked(facts: Facts, zone: str) -> tuple[Asked, ...]:
    """What was asked of the officer by then, with the last day in time as it stood."""
    return tuple(_asked(each, facts, zone) for each in facts.of(ASKED))


def certified(facts: Facts, zone: str) -> tuple[Certified, ...]:
    """The standing with every scheme that was asked of the officer that day or ever held."""
    schemes = {each.values.scheme.ref: each.values.scheme for each in facts.that_day(ASKED)}
    schemes |= {each.values.scheme.ref: each.values.scheme for each in facts.of(ROUND)}
    return tuple(_certified(scheme, facts, zone) for scheme in schemes.values())


def _certified(scheme: SchemeKept, facts: Facts, zone: str) -> Certified:
    rounds = [_held(each.values, facts, zone) for each in facts.of(ROUND, scheme.ref)]
    due = _due(scheme, facts)
    closes = due + timedelta(days=scheme.closes_days) if due and scheme.closes_days else None
    excused = _stretches(facts, "excusal")
    lent = _stretches(facts, "provisional", scheme.ref)
    found = status(
        rounds,
        facts.as_of,
        obligation=Obligation(due_on=due, closes_on=closes),
        excusals=excused,
        grace_days=scheme.grace_days,
        provisionals=lent,
    )
    catch_ups = tuple(_catch_up(each, facts, zone) for each in facts.of(CATCH_UP, str(scheme.code_id)))
    return Certified(
        scheme=scheme.ref,
        title=scheme.title,
        state=str(found.status),
        excused=found.excused,
        due_on=moved(due, excused, facts.as_of) if due else None,
        version=_version(facts.of(ROUND, scheme.ref), catch_ups),
        rounds=tuple(_round(each, facts, zone) for each in facts.of(ROUND, scheme.ref)),
        gaps=tuple(_gaps(rounds, facts.as_of)),
        catch_ups=catch_ups if rounds else (),
    )


def _asked(event: Event, facts: Facts, zone: str) -> Asked:
    kept: AssignmentKept = event.values
    due = _extended(kept.scheme, facts) or kept.due_on
    return Asked(
        source=kept.record,
        unsourced="" if kept.record else "kept_beside",
        scheme=kept.scheme.ref,
        title=kept.scheme.title,
        assigned_at=kept.assigned_at,
        assigned_on=event.on,
        first_due_on=kept.due_on,
        due_on=moved(due, _stretches(facts, "excusal"), facts.as_of),
        by_hand=kept.by_hand,
        ended_on=event.until + DAY if event.until and event.until < facts.as_of else None,
    )


def _due(scheme: SchemeKept, facts: Facts) -> date | None:
    given = next(iter(facts.that_day(ASKED, scheme.ref)), None)
    return (_extended(scheme, facts) or given.values.due_on) if given else None


def _extended(scheme: SchemeKept, facts: Facts) -> date | None:
    """The day of the extension that was given last."""
    given = [each.values for each in facts.of(RULED, "extension") if each.values.scheme == scheme.ref]
    return max(given, key=lambda each: (each.recorded_at, each.record)).until if given else None


def _stretches(facts: Facts, kind: str, scheme: str = "") -> list[Stretch]:
    rows = [each.values for each in facts.of(RULED, kind)]
    return [Stretch(row.since, row.until) for row in rows if row.since and row.scheme == scheme]


def _held(kept: RoundKept, facts: Facts, zone: str) -> Held:
    return Held(
        kept.completed_on, kept.valid_from, kept.valid_until, kept.window_opens, _revoked(kept, facts, zone)
    )


def _revoked(kept: RoundKept, facts: Facts, zone: str) -> date | None:
    """The day it was taken back, if that had happened and was known."""
    day = day_in(zone, kept.revoked_at) if kept.revoked_at else None
    known = kept.revoked_at is not None and kept.revoked_at <= facts.known_by
    return day if day is not None and known and day <= facts.as_of else None


def _round(event: Event, facts: Facts, zone: str) -> RoundHeld:
    kept: RoundKept = event.values
    return RoundHeld(
        source=event.record,
        number=kept.number,
        version=kept.version,
        certificate=kept.certificate,
        completed_on=kept.completed_on,
        valid_from=kept.valid_from,
        valid_until=kept.valid_until,
        window_opens=kept.window_opens,
        revoked_on=_revoked(kept, facts, zone),
    )


def _gaps(rounds: Sequence[Held], until: date) -> Iterable[Gap]:
    """The days since the first round on which none counted."""
    if not rounds:
        return
    counted = [
        (each.valid_from, each.revoked_on - DAY if each.revoked_on else each.valid_until) for each in rounds
    ]
    for first, last in gaps(counted, since=min(each.valid_from for each in rounds), until=until):
        yield Gap(since=first, until=last, days=(last - first).days + 1)


def _catch_up(event: Event, facts: Facts, zone: str) -> CatchUp:
    met = [each for each in facts.of(CAUGHT_UP, event.about) if each.values.version == event.values.version]
    return CatchUp(
        source=met[-1].record if met else None,
        unsourced="" if met else "kept_beside",
        version=event.values.version,
        asked_at=event.known_at,
        due_on=event.values.due_on,
        met_on=met[-1].on if met else None,
    )


def _version(rounds: Sequence[Event], catch_ups: Sequence[CatchUp]) -> int | None:
    """The version the last certificate holds for, with what was caught up with since."""
    if not rounds:
        return None
    return max([rounds[-1].values.version, *(each.version for each in catch_ups if each.met_on)])
