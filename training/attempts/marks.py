"""What each story of a submitted certification run came to: written when it ends, gathered for statistics."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from ..codes.models import CodeVersion
from ..core.db import db
from ..scenarios.models import Scenario, ScenarioVersion
from . import rules
from .models import Attempt, ItemMark
from .statistics import Mark
from .tallies import Step


@dataclass(frozen=True, slots=True)
class Taken:
    """A run that counts for a scenario version: all its marks by version, and its way through this one."""

    marks: Mapping[int, Mark]
    steps: tuple[Step, ...]


def keep_marks(attempt: Attempt, items: list[rules.PinnedItem]) -> None:
    """Write what each story of a submitted certification run came to, judged by these items.

    Written again, after a regrade, they take the place of those before; an item worth nothing leaves none.
    """
    versions, steps = versions_of(attempt, items), _steps(attempt)
    db.session.execute(sa.delete(ItemMark).where(ItemMark.attempt_id == attempt.id))
    for place, told in enumerate(rules.debrief(items, attempt.given)):
        version_id = versions.get((told.scenario, told.version))
        if version_id is not None and told.maximum:
            db.session.add(
                ItemMark(
                    agency_id=attempt.agency_id,
                    attempt_id=attempt.id,
                    assessment_id=attempt.assessment_id,
                    person_id=attempt.person_id,
                    version_id=version_id,
                    item=place,
                    points=told.points,
                    maximum=told.maximum,
                    at=attempt.ended_at,
                    steps=steps.get(place, []),
                )
            )


def versions_of(attempt: Attempt, items: list[rules.PinnedItem]) -> dict[tuple[str, int], int]:
    """(slug, number) of the scenario versions a run holds, to their ids."""
    of_code = sa.select(CodeVersion.code_id).where(CodeVersion.id == attempt.assessment.module.version_id)
    rows = (
        sa.select(Scenario.slug, ScenarioVersion.number, ScenarioVersion.id)
        .join(Scenario, Scenario.id == ScenarioVersion.scenario_id)
        .where(
            Scenario.code_id == of_code.scalar_subquery(),
            Scenario.slug.in_({item["scenario"] for item in items}),
        )
    )
    return {(slug, number): version_id for slug, number, version_id in db.session.execute(rows)}


def gather(version_ids: Collection[int]) -> dict[int, list[Taken]]:
    """The runs that count for each of these scenario versions, in the order they ended.

    A person counts once for a version: with the first run on the quiz they submitted since it was published,
    if that run holds it. So an improved version is measured as well, but never by a second try.
    """
    marks, ways = _told(version_ids)
    found: dict[int, list[Taken]] = {version_id: [] for version_id in version_ids}
    seen: set[tuple[int, int]] = set()
    for version_id, person_id, attempt_id in db.session.execute(_counted(version_ids)):
        if (version_id, person_id) not in seen:
            seen.add((version_id, person_id))
            found[version_id].append(Taken(marks[attempt_id], ways[attempt_id, version_id]))
    return found


def _told(
    version_ids: Collection[int],
) -> tuple[dict[int, dict[int, Mark]], dict[tuple[int, int], tuple[Step, ...]]]:
    """All marks of the runs that hold one of these versions, and their ways through these."""
    marks: dict[int, dict[int, Mark]] = {}
    ways: dict[tuple[int, int], tuple[Step, ...]] = {}
    holding = sa.select(ItemMark.attempt_id).where(ItemMark.version_id.in_(version_ids))
    steps = sa.case((ItemMark.version_id.in_(version_ids), ItemMark.steps))
    rows = sa.select(ItemMark.attempt_id, ItemMark.version_id, ItemMark.points, ItemMark.maximum, steps)
    rows = rows.where(ItemMark.attempt_id.in_(holding))
    for attempt_id, version_id, points, maximum, told in db.session.execute(rows):
        marks.setdefault(attempt_id, {})[version_id] = Mark(points, maximum)
        ways[attempt_id, version_id] = tuple(Step(*step) for step in told or ())
    return marks, ways


def _counted(version_ids: Collection[int]) -> sa.Select[int, int, int]:
    """(version, person, attempt) of each run that holds a version and was the person's first since."""
    before = aliased(ItemMark)
    earlier = sa.select(before.id).where(
        before.person_id == ItemMark.person_id,
        before.assessment_id == ItemMark.assessment_id,
        before.attempt_id < ItemMark.attempt_id,
        before.at >= ScenarioVersion.published_at,
    )
    return (
        sa.select(ItemMark.version_id, ItemMark.person_id, ItemMark.attempt_id)
        .join(ScenarioVersion, ScenarioVersion.id == ItemMark.version_id)
        .where(ItemMark.version_id.in_(version_ids), ~earlier.exists())
        .order_by(ItemMark.at, ItemMark.attempt_id)
    )


def _steps(attempt: Attempt) -> dict[int, list[list[Any]]]:
    """The answers of each story, with the seconds since the answer before by the server's clock.

    They hold the reading of what came of that one. The first counts from the first sight of a question.
    """
    found: dict[int, list[list[Any]]] = {}
    last = _first_sight(attempt)
    for response in attempt.responses:
        seconds = max(0, int((response.at - last).total_seconds()))
        found.setdefault(response.item, []).append([response.node, response.option, seconds])
        last = response.at
    return found


def _first_sight(attempt: Attempt) -> datetime:
    if attempt.deadline_at is None:
        return attempt.started_at
    return max(attempt.started_at, attempt.deadline_at - timedelta(minutes=attempt.minutes))
