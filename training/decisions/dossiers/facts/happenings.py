"""What was gathered as events with two times each: the day it counts from, and when it came on record."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from ....attempts.answers_on import RunOn
from ....core.clock import day_in
from ...entries.models import OUTAGE, Entry
from ...rules import Event
from .gathering import Gathered

DAY = timedelta(days=1)
POST, AWAY, ASKED, ROUND, REVOKED = "post", "away", "asked", "round", "revoked"
CATCH_UP, CAUGHT_UP, RULED, EXTRA = "catch_up", "caught_up", "ruled", "extra_time"
ENTRY, OUT, DECLARED, CORRECTION = "entry", "outage", "declared", "correction"
TAUGHT, BEGAN, READ, RUN, JUDGED = "taught", "began", "read", "run", "judged"
LASTING = frozenset({"excusal", "provisional"})


def happenings(of: Gathered) -> list[Event]:
    """Every event of one officer. `values` hold what was gathered; `about` is the clause, scheme or code."""
    zone = of.zone
    return [
        *_work(of),
        *_certification(of, zone),
        *_decisions(of, zone),
        *(_entry(row) for row in of.entries),
        *(
            Event(DECLARED, day_in(zone, row.at), row.at, row.record, str(row.code_id), values=row)
            for row in of.declarations
        ),
        *_lessons(of, zone),
        *(each for run in of.runs for each in _run(of, run, zone)),
    ]


def _work(of: Gathered) -> Iterator[Event]:
    for post in of.posts:
        yield Event(
            *(POST, post.since, post.recorded_at),
            until=post.until,
            withdrawn_at=post.withdrawn_at,
            values=post,
        )
    for gone in of.departures:
        yield Event(
            *(AWAY, gone.left_on + DAY, gone.recorded_at),
            until=gone.back_on - DAY if gone.back_on else None,
            withdrawn_at=gone.withdrawn_at,
            values=gone,
        )


def _certification(of: Gathered, zone: str) -> Iterator[Event]:
    for asked in of.assignments:
        yield Event(
            *(ASKED, day_in(zone, asked.assigned_at), asked.assigned_at, asked.record, asked.scheme.ref),
            until=_day_before(zone, asked.ended_at),
            end_known_at=asked.ended_at,
            values=asked,
        )
    for held in of.rounds:
        ref = held.scheme.ref
        yield Event(ROUND, held.completed_on, held.certified_at, held.record, ref, values=held)
        if at := held.revoked_at:
            yield Event(REVOKED, day_in(zone, at), at, held.record, ref, values=held)
    for duty in of.duties:
        code = str(duty.code_id)
        yield Event(CATCH_UP, day_in(zone, duty.asked_at), duty.asked_at, None, code, values=duty)
        if duty.met_at:
            yield Event(CAUGHT_UP, day_in(zone, duty.met_at), duty.met_at, duty.record, code, values=duty)


def _decisions(of: Gathered, zone: str) -> Iterator[Event]:
    for row in of.decided:
        lasts = row.kind in LASTING
        yield Event(
            RULED,
            row.since or day_in(zone, row.recorded_at),
            *(row.recorded_at, row.record, row.kind),
            until=row.until if lasts else None,
            withdrawn_at=row.withdrawn_at,
            values=row,
        )
    for given in of.extra_time:
        yield Event(
            *(EXTRA, day_in(zone, given.granted_at), given.granted_at),
            f"{given.record_kind}:{given.ref}",
            until=_day_before(zone, given.ended_at),
            end_known_at=given.ended_at,
            values=given,
        )
    for wish in of.corrections:
        yield Event(
            *(CORRECTION, day_in(zone, wish.asked_at), wish.asked_at),
            f"{wish.record_kind}:{wish.ref}",
            until=_day_before(zone, wish.answered_at),
            end_known_at=wish.answered_at,
            values=wish,
        )


def _entry(row: Entry) -> Event:
    kind, until = (OUT, row.until or row.since) if row.kind == OUTAGE else (ENTRY, row.until)
    return Event(
        *(kind, row.since, row.recorded_at, f"{row.record_kind}:{row.ref}", row.kind),
        until=until,
        withdrawn_at=row.withdrawn_at,
        values=row,
    )


def _lessons(of: Gathered, zone: str) -> Iterator[Event]:
    for lesson in of.lessons:
        about = of.at_issue(lesson.version_id, lesson.address)
        if about is None:
            continue
        for kind, at, record in (
            (TAUGHT, lesson.published_at, lesson.record),
            (BEGAN, lesson.started_at, None),
            (READ, lesson.read_at, None),
        ):
            if at is not None:
                yield Event(kind, day_in(zone, at), at, record, about, values=lesson)


def _run(of: Gathered, run: RunOn, zone: str) -> Iterator[Event]:
    """A run about each clause it asked about, and each time it was judged anew."""
    day = day_in(zone, run.ended_at)
    for about in _asked_about(of, run):
        yield Event(RUN, day, run.ended_at, run.record, about, values=run)
        for again in run.verdicts[1:]:
            yield Event(JUDGED, day, again.at, again.record, about, values=(run, again))


def _asked_about(of: Gathered, run: RunOn) -> Iterable[str]:
    found = (of.at_issue(run.version_id, each) for each in run.asked)
    return dict.fromkeys(about for about in found if about)


def _day_before(zone: str, at: datetime | None) -> date | None:
    return day_in(zone, at) - DAY if at else None
