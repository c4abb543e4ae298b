"""What an agency does with one clause: where it is taught, what tests it, how often it is passed."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

import sqlalchemy as sa

from ..attempts import rules as runs
from ..attempts.models import CERTIFICATION, OPEN, Assessment, Attempt, Outcome, Response
from ..attempts.regrading.holding import judged_runs
from ..core.db import db
from ..modules.models import COURSE, Module, Objective
from ..modules.service import CourseModule, course_of
from ..people.models import Person
from ..scenarios import formats
from ..scenarios.document import ScenarioDoc
from ..scenarios.models import ScenarioVersion
from ..scenarios.rules import clauses_met
from ..scenarios.service import live_versions
from .clause import ClausePage
from .passing import Passing, passing_of

RUNS = 500
REMEMBERED = 5000

Verdict = tuple[str, int]
"""A run by its reference, and which of its outcomes: a run judged anew has another."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """The module and step where the clause is taught, as the person meets it."""

    met: CourseModule
    step: int


@dataclass(frozen=True, slots=True)
class Use:
    """`mentions` counts the lessons on other clauses that name this one. `passing` is None below the number
    of people that keeps everyone unseen; `since` is the oldest of the runs it rests on."""

    lesson: Lesson | None
    mentions: int
    testing: tuple[ScenarioVersion, ...]
    citing: tuple[ScenarioVersion, ...]
    passing: Passing | None
    since: datetime | None


def use_of(person: Person, page: ClausePage) -> Use:
    """For somebody of the agency whose code it is; six statements at most."""
    address = page.clause.address
    lesson, mentions = _lessons(person, page)
    testing, citing = _scenarios(page.version.code_id, address)
    passing, since = _passing(page.same_words)
    return Use(lesson, mentions, testing, citing, passing, since)


def names(text: str, address: str) -> bool:
    """Whether a text names this address, and not only one that begins or ends alike."""
    return re.search(rf"(?<![\w.?]){re.escape(address)}(?!\w|[.-]\w)", text) is not None


def _lessons(person: Person, page: ClausePage) -> tuple[Lesson | None, int]:
    clause = page.clause
    rows = db.session.execute(
        sa.select(Module.ref, Objective.position, Objective.clause_id, Objective.lesson)
        .join(Objective, Objective.module_id == Module.id)
        .where(
            Module.version_id == page.version.id,
            Module.kind == COURSE,
            sa.or_(
                Objective.clause_id == clause.id, Objective.lesson.contains(clause.address, autoescape=True)
            ),
        )
        .order_by(Module.position, Objective.position)
    ).all()
    own = next((row for row in rows if row.clause_id == clause.id), None)
    mentions = sum(row.clause_id != clause.id and names(row.lesson, clause.address) for row in rows)
    if own is None:
        return None, mentions
    met = next((met for met in course_of(person, page.version.id) if met.module.ref == own.ref), None)
    return (Lesson(met, own.position + 1) if met else None), mentions


def _scenarios(code_id: int, address: str) -> tuple[tuple[ScenarioVersion, ...], tuple[ScenarioVersion, ...]]:
    """Live scenarios with a decision on the clause, and others in which an option rests on it."""
    rows = (
        live_versions(code_id)
        .where(ScenarioVersion.source.contains(address, autoescape=True))
        .order_by(ScenarioVersion.title, ScenarioVersion.id)
    )
    found = list(db.session.scalars(rows))
    testing = [v for v in found if address in clauses_met(_parsed(v.source, v.scenario.slug))]
    citing = [v for v in found if v not in testing and address in v.clauses]
    return tuple(testing), tuple(citing)


@lru_cache(maxsize=256)
def _parsed(source: str, slug: str) -> ScenarioDoc:
    """Published texts never change, so each is read once."""
    return formats.parse(source, name=slug)


def _passing(same_words: Mapping[int, str]) -> tuple[Passing | None, datetime | None]:
    """How the latest certification runs under these very words went, at most `RUNS`. Practice is private."""
    latest = (
        sa.select(Attempt.id, Attempt.ref, Attempt.person_id, Attempt.ended_at)
        .add_columns(Module.version_id, Outcome.id.label("outcome"))
        .join(Attempt.outcome)
        .join(Attempt.assessment)
        .join(Assessment.module)
        .where(Module.version_id.in_(same_words), Attempt.purpose == CERTIFICATION, Attempt.state != OPEN)
        .order_by(Attempt.ended_at.desc(), Attempt.id.desc())
        .limit(RUNS)
        .subquery()
    )
    rows = (
        sa.select(latest, Response.item, Response.node, Response.option)
        .outerjoin(Response, Response.attempt_id == latest.c.id)
        .order_by(latest.c.id, Response.rev)
    )
    ended: dict[int, sa.Row[tuple[object, ...]]] = {}
    given: dict[int, list[tuple[int, str, str]]] = {}
    for row in db.session.execute(rows):
        ended[row.id] = row
        answers = given.setdefault(row.id, [])
        answers.extend([(row.item, row.node, row.option)] if row.node is not None else [])
    _judge({(row.ref, row.outcome): row.id for row in ended.values()}, given)
    counted = [
        (row, passed)
        for row in ended.values()
        if (passed := _judged.get((row.ref, row.outcome), {}).get(same_words[row.version_id])) is not None
    ]
    passing = passing_of((row.person_id, passed) for row, passed in counted)
    return passing, min((row.ended_at for row, _passed in counted), default=None) if passing else None


_judged: dict[Verdict, dict[str, bool]] = {}
"""Outcomes never change, so each is judged once: whether each clause met was passed."""


def _judge(wanted: Mapping[Verdict, int], given: Mapping[int, Sequence[tuple[int, str, str]]]) -> None:
    if len(_judged) > REMEMBERED:
        _judged.clear()
    missing = {run_id: verdict for verdict, run_id in wanted.items() if verdict not in _judged}
    if not missing:
        return
    for run_id, mastery, items in judged_runs(missing):
        _judged[missing[run_id]] = dict(_results(items, given[run_id], mastery))


def _results(
    items: Sequence[runs.PinnedItem], given: Sequence[tuple[int, str, str]], mastery: int
) -> Iterable[tuple[str, bool]]:
    try:
        judged = runs.score(items, given, mastery)
    except runs.InvalidRun:
        return
    for result in judged.clauses:
        yield result.address, not result.breached and result.percent >= mastery
