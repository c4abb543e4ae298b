"""What the debrief shows once a run has ended: each story as a chapter, its clauses, where to learn on."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

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


def lesson_steps(version_id: int) -> dict[str, tuple[str, int]]:
    """For each clause address of the version that is taught: the module's reference and the step, from 1."""
    rows = (
        sa.select(Clause.address, Module.ref, Objective.position)
        .join(Objective, Objective.clause_id == Clause.id)
        .join(Module, Module.id == Objective.module_id)
        .where(Clause.version_id == version_id, Module.kind == COURSE)
    )
    return {address: (ref, position + 1) for address, ref, position in db.session.execute(rows)}


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
