"""What should be weighed in fairness about one clause: is it new, was it taught, is the test sound. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from ..shape.body import Body, Speaks
from ..shape.learning import AboutClause, Answer
from ..shape.parts import Scalar

Item = tuple[str, int]
"""A story (its name) in a version."""

ABOUT_A_CLAUSE = (
    "not_in_force",
    "version_not_on_record",
    "version_young",
    "version_new_here",
    "not_announced",
    "text_changed",
    "not_taught",
    "not_tested",
    "only_doubtful_items",
    "item_voided",
    "regrade_pending",
    "item_appeal_pending",
    "same_day_unclear",
    "attested_afterwards",
    "right_afterwards",
    "peers_fail_too",
)


@dataclass(frozen=True, slots=True)
class Limits:
    """From when on something is worth weighing: days in a post, days since a version came, years without a
    sanction, the share of colleagues (percent) below which an answer was hard for many."""

    new_in_post_days: int = 30
    young_version_days: int = 30
    clean_years: int = 1
    hard_for_many: int = 60


@dataclass(frozen=True, slots=True)
class Doubts:
    """What is known of the items behind the answers, each by (scenario, version): those that tell the able
    from the others the wrong way round, and since when a regrade is asked for or the officer's own appeal
    waits, with its record."""

    flagged: frozenset[Item] = frozenset()
    pending: tuple[tuple[Item, datetime], ...] = ()
    appealed: tuple[tuple[Item, datetime, str], ...] = ()


def about_clause(clause: AboutClause, body: Body, doubts: Doubts, limits: Limits) -> Iterator[Speaks]:
    """Everything about one clause, and what waits about its items."""
    address = clause.cited.address
    for key, values in (
        *_text(clause, body, limits),
        *_teaching(clause),
        *_testing(clause, body, doubts),
        *_afterwards(clause, body),
        *_peers(clause, limits),
    ):
        yield Speaks(unsourced="derived", key=key, clause=address, values=values)
    mine = {_item(answer) for run in clause.runs for answer in run.answers}
    for item, at, record in doubts.appealed:
        if item in mine:
            since: dict[str, Scalar] = {"since": _day(at, body)}
            yield Speaks(source=record, key="item_appeal_pending", clause=address, values=since)


Said = Iterator[tuple[str, dict[str, Scalar]]]


def _text(clause: AboutClause, body: Body, limits: Limits) -> Said:
    cited, as_of = clause.cited, body.header.as_of
    published = _on(cited.published_at, body)
    if not cited.in_force_that_day:
        since: dict[str, Scalar] = {"version": cited.version, "since": cited.in_force_from.isoformat()}
        yield "not_in_force", since | {"replaced": cited.in_force_from <= as_of}
    elif (days := (as_of - cited.in_force_from).days) < limits.young_version_days:
        yield "version_young", {"version": cited.version, "days": days}
    if not cited.on_record_by_then or published > as_of:
        yield "version_not_on_record", {"on": published.isoformat()}
    elif cited.in_force_from < published and (here := (as_of - published).days) < limits.young_version_days:
        yield "version_new_here", {"on": published.isoformat(), "days": here}
    if not _told(clause):
        yield "not_announced", {}


def _told(clause: AboutClause) -> bool:
    """Whether this very version reached the officer: it was opened, tested, or declared."""
    here = clause.cited.version
    opened = any(lesson.version == here and lesson.reading for lesson in clause.lessons)
    tested = any(run.version == here for run in clause.runs)
    return opened or tested or clause.attested == "this_version"


def _teaching(clause: AboutClause) -> Said:
    seen = [(run.same_words, run.version) for run in clause.runs if run.answers]
    seen += [(lesson.same_words, lesson.version) for lesson in clause.lessons if lesson.reading]
    if seen and not any(same for same, _version in seen):
        yield "text_changed", {"version": max(version for _same, version in seen)}
    if not clause.lessons:
        yield "not_taught", {}


def _testing(clause: AboutClause, body: Body, doubts: Doubts) -> Said:
    answers = [answer for run in clause.runs for answer in run.answers]
    if not answers:
        yield "not_tested", {"runs": len(clause.runs)}
    elif all(_doubtful(answer, doubts) for answer in answers):
        yield "only_doubtful_items", {"count": len(answers)}
    elif voided := sum(any(each.void for each in answer.judged) for answer in answers):
        yield "item_voided", {"count": voided}
    waiting = [at for item, at in doubts.pending if any(_item(answer) == item for answer in answers)]
    if waiting:
        yield "regrade_pending", {"since": _day(min(waiting), body)}
    if any(body.header.on_the_day(each) for each in _days(clause, body)):
        yield "same_day_unclear", {}


def _days(clause: AboutClause, body: Body) -> Iterator[date]:
    """When something of the clause was entered, asked, read, answered or declared."""
    yield _on(clause.cited.published_at, body)
    yield from (each.assigned_on for each in body.asked if each.scheme in clause.asked)
    for lesson in clause.lessons:
        if lesson.reading:
            read = (lesson.reading.started_at, lesson.reading.read_at)
            yield from (_on(each, body) for each in read if each)
    yield from (run.day for run in clause.runs)
    if clause.attested in ("this_version", "same_words", "same_meaning"):
        any_version = clause.attested != "this_version"
        mine = [each for each in body.declared if each.code == clause.cited.code]
        yield from (each.day for each in mine if any_version or each.version == clause.cited.version)


def _on(at: datetime, body: Body) -> date:
    return at.astimezone(ZoneInfo(body.header.zone)).date()


def _day(at: datetime, body: Body) -> str:
    return _on(at, body).isoformat()


def _doubtful(answer: Answer, doubts: Doubts) -> bool:
    """Whether it was judged otherwise at any time (what is void has no grade), or its item is in doubt."""
    item = _item(answer)
    waits = any(each == item for each, _at in doubts.pending)
    return len({each.grade for each in answer.judged}) > 1 or waits or item in doubts.flagged


def _item(answer: Answer) -> Item:
    return answer.scenario, answer.scenario_version


def _afterwards(clause: AboutClause, body: Body) -> Said:
    this, address = (clause.cited.code, clause.cited.version), clause.cited.address
    declared = [each for each in body.later if each.kind == "declared"]
    said = [each for each in declared if (each.values.get("code"), each.values.get("version")) == this]
    if said and clause.attested in ("no", "other_version"):
        yield "attested_afterwards", {"on": _first(each.on for each in said)}
    runs = [each for each in body.later if each.kind == "run" and each.clause == address]
    right = [each for each in runs if each.on > body.header.as_of and each.values.get("right") is True]
    if right:
        yield "right_afterwards", {"on": _first(each.on for each in right)}


def _first(days: Iterator[date]) -> str:
    return min(days).isoformat()


def _peers(clause: AboutClause, limits: Limits) -> Said:
    share = clause.peers.right_percent
    if clause.peers.shown and share is not None and share < limits.hard_for_many:
        yield "peers_fail_too", {"percent": share}
