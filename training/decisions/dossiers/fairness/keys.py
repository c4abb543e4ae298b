"""What a board should weigh in fairness to the officer: keys with values, no words and no verdict. Pure.

A key says that something is so, never what follows from it: that is for the board.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from ..shape.body import Body, Speaks
from ..shape.career import Asked, Certified
from ..shape.parts import Scalar
from .clauses import ABOUT_A_CLAUSE, Doubts, Limits, about_clause

ABOUT_THE_PERSON = (
    "not_in_service",
    "post_unknown",
    "new_in_post",
    "excused_that_day",
    "never_assigned",
    "assigned_not_due",
    "extended",
    "waived",
    "extra_time",
    "outage",
    "certified",
    "clean_record",
    "commended",
    "correction_pending",
    "objection_pending",
    "reply_missing",
)
KEYS = ABOUT_THE_PERSON + ABOUT_A_CLAUSE
USUAL = Limits()
HOLDING = ("certified", "expiring", "grace")


@dataclass(frozen=True, slots=True)
class Pending:
    """What waits for an answer: its record and since which day."""

    record: str
    since: date


@dataclass(frozen=True, slots=True)
class Beside:
    """What a body does not hold: requests for correction and objections that wait, doubts about the items of
    a clause, whether the officer may still reply."""

    corrections: Sequence[Pending] = ()
    objections: Sequence[Pending] = ()
    doubts: Mapping[str, Doubts] = field(default_factory=dict)
    reply_awaited: bool = False


def weigh(body: Body, beside: Beside, limits: Limits = USUAL) -> tuple[Speaks, ...]:
    """Everything that speaks for the officer, about the person first, then clause by clause."""
    return (
        *_work(body, limits),
        *_asked(body),
        *_helped(body),
        *_record(body, limits),
        *_waiting(beside),
        *(
            each
            for clause in body.clauses
            for each in about_clause(clause, body, beside.doubts.get(clause.cited.address, Doubts()), limits)
        ),
    )


def _work(body: Body, limits: Limits) -> Iterator[Speaks]:
    as_of = body.header.as_of
    if body.service.here is False:
        yield _derived("not_in_service")
    if body.post is None:
        if body.service.here is not False:
            yield _derived("post_unknown")
    elif (days := (as_of - body.post.since).days) < limits.new_in_post_days:
        yield _derived("new_in_post", since=_iso(body.post.since), days=days)
    for each in body.ruled:
        if each.kind == "excusal" and each.that_day:
            values = {"since": _iso(each.since), "until": _iso(each.until)}
            yield Speaks(source=each.source, key="excused_that_day", values=values)


def _asked(body: Body) -> Iterator[Speaks]:
    """Only of a case: a nomination is about what was done, not about what could have been known."""
    if body.header.kind == "nomination":
        return
    if not body.asked and not any(each.rounds for each in body.certified):
        yield _derived("never_assigned")
    held = {each.scheme for each in body.certified if each.rounds}
    for each in body.asked:
        if each.scheme not in held and each.ended_on is None and each.due_on >= body.header.as_of:
            yield _from(each, "assigned_not_due", title=each.title, due_on=_iso(each.due_on))


def _helped(body: Body) -> Iterator[Speaks]:
    for each in body.ruled:
        if each.kind == "extension":
            yield Speaks(source=each.source, key="extended", values={"until": _iso(each.until)})
        if each.kind == "waiver":
            yield Speaks(source=each.source, key="waived", values={"subject": each.subject})
    for given in body.extra_time[-1:]:
        yield Speaks(source=given.source, key="extra_time")
    for out in body.outages:
        values = {"since": _iso(out.since), "until": _iso(out.until)}
        yield Speaks(source=out.source, key="outage", values=values)


def _record(body: Body, limits: Limits) -> Iterator[Speaks]:
    for each in body.certified:
        if each.state in HOLDING and not each.excused:
            yield _certified(each)
    years = _years(_first_day(body), body.header.as_of)
    if years is not None and years >= limits.clean_years and not _sanctioned(body):
        yield _derived("clean_record", years=years)
    if body.entries.commendations:
        count = len(body.entries.commendations)
        yield Speaks(source=body.entries.commendations[-1].source, key="commended", values={"count": count})


def _sanctioned(body: Body) -> bool:
    """Whether a sanction of the own track (for an award: of any) is known when the dossier is made: not those
    taken back since, but also those entered later."""
    own = {"ethics": body.entries.ethics, "discipline": body.entries.discipline}
    held = own.get(body.header.track, (*body.entries.ethics, *body.entries.discipline))
    gone = {each.source for each in body.later if each.kind == "withdrawn"}
    late = [each for each in body.later if each.kind == "entry" and each.values.get("what") == "sanction"]
    return any(each.source not in gone for each in held) or bool(late)


def _waiting(beside: Beside) -> Iterator[Speaks]:
    yield from _each("correction_pending", beside.corrections)
    yield from _each("objection_pending", beside.objections)
    if beside.reply_awaited:
        yield _derived("reply_missing")


def _each(key: str, waiting: Iterable[Pending]) -> Iterator[Speaks]:
    for each in waiting:
        yield Speaks(source=each.record, key=key, values={"since": _iso(each.since)})


def _certified(each: Certified) -> Speaks:
    last = max((held.valid_until for held in each.rounds if not held.revoked_on), default=None)
    values: dict[str, Scalar] = {"title": each.title, "until": _iso(last)}
    return Speaks(unsourced="derived", key="certified", values=values)


def _from(asked: Asked, key: str, **values: Scalar) -> Speaks:
    return Speaks(source=asked.source, unsourced=asked.unsourced, key=key, values=values)


def _derived(key: str, **values: Scalar) -> Speaks:
    return Speaks(unsourced="derived", key=key, values=values)


def _first_day(body: Body) -> date | None:
    """The first day here, as far as it is kept."""
    return body.service.joined_on or (body.post.since if body.post else None)


def _years(since: date | None, until: date) -> int | None:
    if since is None or since > until:
        return None
    return until.year - since.year - ((until.month, until.day) < (since.month, since.day))


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
