"""What an officer may see of a run while it is open. Pages are given these values, never the pinned key."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from ..scenarios.moments import Choice, Situation
from .choosing import Posted
from .judging import decision_at, judge, kind_of
from .models import PRACTICE, Attempt
from .pinned import PinnedItem
from .rules import next_step, stories
from .telling import Told, choice_of, revealed, told_of
from .timing import seconds_left

Given = Sequence[tuple[int, str, str]]


@dataclass(frozen=True, slots=True)
class Run:
    """What the frame of every page of an open run shows."""

    ref: str
    rev: int
    practice: bool
    module_ref: str
    finished: bool
    seconds_left: int | None
    extra_minutes: int = 0

    @property
    def short(self) -> int | None:
        """5 or 1 in the last five minutes and the last one, 0 when time is over; None before."""
        left = self.seconds_left
        if left is None or left > 300:
            return None
        return 0 if left == 0 else 1 if left <= 60 else 5

    @property
    def clock(self) -> str:
        """`9.05`: minutes and seconds, for who has no script."""
        minutes, seconds = divmod(self.seconds_left or 0, 60)
        return f"{minutes}.{seconds:02}"


@dataclass(frozen=True, slots=True)
class Scene:
    """Where and when it plays, who one is, and which scene of how many it is."""

    number: int
    total: int
    title: str
    role: str
    place: str
    time: str
    mood: str | None


@dataclass(frozen=True, slots=True)
class Question:
    """The one thing to decide now, with what was chosen in this scene before."""

    scene: Scene
    situation: Situation
    so_far: tuple[Told, ...]
    kind: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """One decision that was taken. `goes_on`: the same scene has more to it."""

    scene: Scene
    situation: Situation
    told: Told
    ending: str
    goes_on: bool


def frame(attempt: Attempt, *, now: datetime) -> Run:
    """The frame around an open run: where it stands, and how much time is left."""
    return Run(
        ref=attempt.ref,
        rev=attempt.rev,
        practice=attempt.purpose == PRACTICE,
        module_ref=attempt.assessment.module.ref,
        finished=next_step(attempt.pinned["items"], attempt.given) is None,
        seconds_left=seconds_left(attempt.deadline_at, now=now),
        extra_minutes=attempt.extra_minutes,
    )


def question(items: Sequence[PinnedItem], given: Given, kept: Posted | None = None) -> Question | None:
    """The decision to show now, with what a refused form had chosen; None when every scene is over."""
    step = next_step(items, given)
    if step is None:
        return None
    item = items[step.item]
    decision = decision_at(item, step.node)
    before = [judge(item, node, option) for place, node, option in given if place == step.item]
    return Question(
        scene=_scene(items, step.item),
        situation=_situation(item, step.node),
        so_far=tuple(told_of(each) for each in before),
        kind=kind_of(decision),
        choices=tuple(choice_of(each, kept or {}) for each in decision["options"]),
    )


def answer(items: Sequence[PinnedItem], given: Given, *, reveal: bool) -> Answer:
    """The last of the answers `given`; with `reveal` also what a learner is told about it (practice)."""
    place, node, chosen = given[-1]
    item = items[place]
    story = stories(items, given)[place]
    return Answer(
        scene=_scene(items, place),
        situation=_situation(item, node),
        told=revealed(item, node, chosen) if reveal else told_of(judge(item, node, chosen)),
        ending=(item["nodes"][story.ending]["ending"] or "") if story.ending else "",
        goes_on=not story.finished,
    )


def overview(items: Sequence[PinnedItem], given: Given) -> list[dict[str, str]]:
    """Every scene with how far it has come, for the `steps` piece: done, current, next."""
    told = stories(items, given)
    states = ["done" if each.finished else "current" if each.stops else "next" for each in told]
    return [{"label": item["title"], "state": state} for item, state in zip(items, states, strict=True)]


def _scene(items: Sequence[PinnedItem], place: int) -> Scene:
    item = items[place]
    return Scene(
        place + 1, len(items), item["title"], item["role"], item["place"], item["time"], item["mood"]
    )


def _situation(item: PinnedItem, key: str) -> Situation:
    node = item["nodes"][key]
    speech = node["speech"] or {"who": "", "says": ""}
    return Situation(node["situation"] or "", speech["who"], speech["says"], node["question"] or "")
