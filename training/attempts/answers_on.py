"""What one person answered about clauses in certification runs, each answer with every judgement it had.

Practice is the officer's own: nothing here reads it.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

import sqlalchemy as sa

from ..core.db import db
from ..modules.models import Module
from ..scenarios.marking import RANK
from .judging import judge
from .kept_runs import Result, held, responses, results
from .models import CERTIFICATION, OPEN, SUBMITTED, Assessment, Attempt, Outcome, Response
from .pinned import PinnedItem
from .regrading.corrections import Correction, correct
from .regrading.models import Regrade


@dataclass(frozen=True, slots=True)
class Verdict:
    """One judgement of an answer or, without a grade, of a whole run: since when, and under which regrade."""

    at: datetime
    record: str
    grade: str = ""
    points: int = 0
    maximum: int = 0
    percent: int = 0
    passed: bool = False
    void: bool = False
    under: int | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class AnswerOn:
    """One decision that tests the clause. `chosen` are the texts of what was chosen; `version_id` is that of
    the scenario version, where it is known. The first of `verdicts` is by the key of the run."""

    address: str
    scenario: str
    title: str
    scenario_version: int
    version_id: int | None
    question: str
    chosen: tuple[str, ...]
    order: bool
    critical: bool
    at: datetime
    verdicts: tuple[Verdict, ...]


@dataclass(frozen=True, slots=True)
class RunOn:
    """An ended certification run that held questions about some of the clauses (`asked`), with every result
    it had; `answers` are those to such questions."""

    ref: str
    asked: tuple[str, ...]
    module_key: str
    module_title: str
    version_id: int
    submitted: bool
    ended_at: datetime
    extra_time: bool
    mastery_percent: int
    verdicts: tuple[Verdict, ...]
    answers: tuple[AnswerOn, ...]

    @property
    def record(self) -> str:
        """The run on the ledger."""
        return f"{Attempt.record_kind}:{self.ref}"


def answers_on(person_id: int, clauses: Mapping[int, Collection[str]]) -> list[RunOn]:
    """The ended certification runs of a person that asked about these clauses (addresses by version id of the
    code), in the order they ended. Four statements."""
    rows = (
        sa.select(Attempt, Module)
        .join(Assessment, Assessment.id == Attempt.assessment_id)
        .join(Module, Module.id == Assessment.module_id)
        .where(Attempt.person_id == person_id, Attempt.purpose == CERTIFICATION, Attempt.state != OPEN)
        .where(Module.version_id.in_(clauses))
        .order_by(Attempt.ended_at, Attempt.id)
        .options(sa.orm.lazyload(Attempt.assessment))
    )
    runs = [
        (attempt, module)
        for attempt, module in db.session.execute(rows)
        if _asked(attempt.pinned["items"], clauses[module.version_id])
    ]
    ids = [attempt.id for attempt, _module in runs]
    given, told, places = responses(ids), results(ids), held(ids)
    return [
        _run(attempt, module, clauses[module.version_id], given[attempt.id], told[attempt.id], places)
        for attempt, module in runs
        if attempt.ended_at
    ]


def _asked(items: Sequence[PinnedItem], addresses: Collection[str]) -> tuple[str, ...]:
    held = {_clause(item, key) for item in items for key in _decisions(item)}
    return tuple(sorted(held & set(addresses)))


def _decisions(item: PinnedItem) -> Iterator[str]:
    return (key for key, node in item["nodes"].items() if node["options"])


def _clause(item: PinnedItem, node: str) -> str:
    return item["nodes"][node]["clause"] or item["clause"]


def _run(
    attempt: Attempt,
    module: Module,
    addresses: Collection[str],
    given: Sequence[Response],
    told: Sequence[Result],
    places: Mapping[tuple[int, int], int],
) -> RunOn:
    items: list[PinnedItem] = attempt.pinned["items"]
    record = f"{Attempt.record_kind}:{attempt.ref}"
    answers = tuple(
        _answer(items[said.item], said, record, told, places.get((attempt.id, said.item)))
        for said in given
        if _clause(items[said.item], said.node) in addresses
    )
    return RunOn(
        ref=attempt.ref,
        asked=_asked(items, addresses),
        module_key=module.key,
        module_title=module.title,
        version_id=module.version_id,
        submitted=attempt.state == SUBMITTED,
        ended_at=cast(datetime, attempt.ended_at),
        extra_time=attempt.extra_minutes > 0,
        mastery_percent=attempt.mastery_percent,
        verdicts=tuple(_whole(record, *result) for result in told),
        answers=answers,
    )


def _whole(
    record: str, outcome: Outcome, since: datetime, regrade: Regrade | None, under: int | None
) -> Verdict:
    told = (outcome.points, outcome.maximum, outcome.percent, outcome.passed)
    if regrade is None:
        return Verdict(since, record, "", *told)
    return Verdict(since, _record(regrade), "", *told, under=under, why=regrade.reason)


def _answer(
    item: PinnedItem, said: Response, record: str, results_of: Sequence[Result], version_id: int | None
) -> AnswerOn:
    told = judge(item, said.node, said.option)
    verdicts = [_verdict(item, said, results_of[0][1] if results_of else said.at, record)]
    for _outcome, since, regrade, under in results_of:
        if regrade is not None and version_id is not None and regrade.version_id == version_id:
            put_right = correct(item, cast(Correction, regrade.correction))
            verdicts.append(_verdict(put_right, said, since, _record(regrade), under, regrade.reason))
    return AnswerOn(
        address=_clause(item, said.node),
        scenario=item["scenario"],
        title=item["title"],
        scenario_version=item["version"],
        version_id=version_id,
        question=item["nodes"][said.node]["question"] or "",
        chosen=tuple(option["text"] for option in told.options),
        order=told.kind == RANK,
        critical=bool(told.critical),
        at=said.at,
        verdicts=tuple(verdicts),
    )


def _verdict(
    item: PinnedItem, said: Response, at: datetime, record: str, under: int | None = None, why: str = ""
) -> Verdict:
    void = item.get("void", False)
    told = judge(item, said.node, said.option)
    grade = "" if void else told.grade
    return Verdict(at, record, grade, told.points, told.maximum, void=void, under=under, why=why)


def _record(regrade: Regrade) -> str:
    return f"{regrade.record_kind}:{regrade.ref}"
