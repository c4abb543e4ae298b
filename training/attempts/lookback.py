"""What the debrief shows once a run has ended: each story as a chapter, its clauses, where to learn on."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import sqlalchemy as sa
from flask_babel import gettext as _

from ..codes.models import Clause
from ..core.db import db
from ..modules.models import COURSE, Module, Objective
from ..scenarios.marking import ONE, RANK
from .debriefs import ItemDebrief, StopDebrief, debrief
from .models import Attempt
from .pinned import PinnedItem


@dataclass(frozen=True, slots=True)
class Cited:
    """A clause as it was pinned: address and text, word for word."""

    address: str
    text: str


class LessonStep(NamedTuple):
    """Where a clause is taught: the module's reference and the step, from 1; `whom` to turn to about it."""

    module: str
    step: int
    whom: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """One story looked back on. `turning` is the first choice not the best, with the `clauses` it broke or
    missed; `notes` are the other choices, with the clauses of theirs in `noted`. `void`: the story counts for
    nobody; `under` is the version by whose key it is judged since."""

    story: ItemDebrief
    taken: list[dict[str, str]]
    better: list[dict[str, str]]
    turning: StopDebrief | None
    notes: list[StopDebrief]
    clauses: list[Cited]
    noted: list[Cited]
    void: bool = False
    under: int | None = None

    @property
    def perfect(self) -> bool:
        """The best choice was made at every decision, to the end."""
        return self.story.finished and self.turning is None


@dataclass(frozen=True, slots=True)
class Breach:
    """An act that fails the run whatever the total: in which story, and the clauses it breaks."""

    title: str
    act: str
    clauses: list[Cited]


def chapters(attempt: Attempt, items: Sequence[PinnedItem]) -> list[Chapter]:
    """Every story of an ended attempt, in the order asked, judged as it is now. Holds the key."""
    texts = attempt.pinned["clauses"]
    told = debrief(items, attempt.given)
    return [
        replace(_chapter(each, texts), void=item.get("void", False), under=item.get("under"))
        for each, item in zip(told, items, strict=True)
    ]


def breaches(attempt: Attempt, items: Sequence[PinnedItem]) -> list[Breach]:
    """The critical acts of an ended attempt, by the items it is judged by now."""
    texts = attempt.pinned["clauses"]
    return [
        Breach(each.title, option["text"], _cited(option["violates"], texts))
        for each in debrief(items, attempt.given)
        for stop in each.taken
        for option in stop.critical
    ]


def weak(told: Sequence[Chapter]) -> list[str]:
    """The clauses to practise again: of choices that were not the best, and of stories left unfinished."""
    found = []
    for chapter in told:
        if chapter.void:
            continue
        for stop in (chapter.turning, *chapter.notes):
            if stop is not None and stop.grade != "best":
                found += [stop.clause or "", *_at_stake(stop)]
        if not chapter.story.finished:
            found += [stop.clause or "" for stop in chapter.story.better]
    return sorted({address for address in found if address}, key=_by_number)


def only_marked(attempt: Attempt) -> list[str]:
    """The stories whose last choice was marked when the run ended, and never done."""
    items = attempt.pinned["items"]
    return [items[response.item]["title"] for response in attempt.responses if response.only_marked]


def overview(told: Sequence[Chapter]) -> list[dict[str, str]]:
    """The stories for the `steps` piece: done where the best way was taken."""
    return [
        {
            "label": chapter.story.title,
            "url": f"#cerita-{number}",
            "state": "done" if chapter.perfect or chapter.void else "next",
            "text": _points(chapter),
        }
        for number, chapter in enumerate(told, start=1)
    ]


def lesson_steps(version_id: int, asked: Collection[str]) -> dict[str, LessonStep]:
    """For each clause address of the version that is taught: where; for those asked also whom to turn to."""
    lesson = sa.case((Clause.address.in_(asked), Objective.lesson), else_="")
    rows = (
        sa.select(Clause.address, Module.ref, Objective.position, lesson)
        .join(Objective, Objective.clause_id == Clause.id)
        .join(Module, Module.id == Objective.module_id)
        .where(Clause.version_id == version_id, Module.kind == COURSE)
    )
    found = db.session.execute(rows)
    return {address: LessonStep(ref, position + 1, _whom(text)) for address, ref, position, text in found}


def module_after(module: Module) -> Module | None:
    """The module that opens when this one is passed; none opens after a delta."""
    rows = sa.select(Module).where(Module.version_id == module.version_id, Module.kind == COURSE)
    after = rows.where(Module.position > module.position).order_by(Module.position).limit(1)
    return db.session.scalar(after)


def _chapter(story: ItemDebrief, texts: Mapping[str, str]) -> Chapter:
    turning = None if story.turning_point is None else story.taken[story.turning_point]
    notes = [stop for place, stop in enumerate(story.taken) if place != story.turning_point]
    missed = _at_stake(turning) if turning else []
    return Chapter(
        story=story,
        taken=[_stop(stop) for stop in story.taken],
        better=[_stop(stop) for stop in story.better],
        turning=turning,
        notes=notes,
        clauses=_cited(missed, texts),
        noted=_cited([each for stop in notes for each in _at_stake(stop) if each not in missed], texts),
    )


def _whom(lesson: str) -> str:
    """What a lesson says under "Kepada siapa"; empty where it has no such part."""
    part = re.search(r"^#+ Kepada siapa\s*\n(.*?)(?=^#|\Z)", lesson, re.M | re.S)
    return part[1].strip() if part else ""


def _by_number(address: str) -> list[tuple[int, str]]:
    return [(int(part), "") if part.isdecimal() else (0, part) for part in address.split(".")]


def _points(chapter: Chapter) -> str:
    if chapter.void:
        return _("tidak dihitung")
    said = {"points": chapter.story.points, "maximum": chapter.story.maximum}
    if chapter.perfect:
        return _("jalan terbaik, %(points)s dari %(maximum)s", **said)
    return _("%(points)s dari %(maximum)s", **said)


def _at_stake(stop: StopDebrief) -> list[str]:
    """The clauses a choice broke; where it broke none, or put acts in order, the one its decision tests."""
    broken = [] if stop.kind == RANK else [each for option in stop.options for each in option["violates"]]
    return broken or [stop.clause or ""]


def _stop(stop: StopDebrief) -> dict[str, str]:
    said = {"tab": stop.clause or "", "state": stop.grade}
    if stop.kind == ONE:
        return {"title": stop.options[0]["text"], **said}
    texts = [option["text"].rstrip(".") for option in stop.options]
    if stop.kind == RANK:
        texts = [f"{place}) {text}" for place, text in enumerate(texts, start=1)]
    return {"title": stop.question or "", "text": "; ".join(texts), **said}


def _cited(addresses: Iterable[str], texts: Mapping[str, str]) -> list[Cited]:
    return [Cited(address, texts[address]) for address in dict.fromkeys(addresses) if address in texts]
