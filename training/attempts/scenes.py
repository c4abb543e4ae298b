"""What an officer may see of a run while it is open. Pages are given these values, never the pinned key."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from .models import PRACTICE, Attempt, Response
from .pinned import PinnedItem, PinnedOption, option_at
from .rules import next_step, stories
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
class Choice:
    """An option as it is shown: the letter of its place, and its text."""

    letter: str
    text: str


@dataclass(frozen=True, slots=True)
class Told:
    """A choice that was made and what came of it; `feedback`, `grade` and `tabs` only where released."""

    letter: str
    text: str
    consequence: str
    feedback: str = ""
    grade: str = ""
    tabs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Situation:
    """What happens, what is said, what is asked."""

    text: str
    who: str
    says: str
    question: str


@dataclass(frozen=True, slots=True)
class Question:
    """The one thing to decide now, with what was chosen in this scene before."""

    scene: Scene
    situation: Situation
    so_far: tuple[Told, ...]
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
    )


def question(items: Sequence[PinnedItem], given: Given) -> Question | None:
    """The decision to show now; None when every scene is over."""
    step = next_step(items, given)
    if step is None:
        return None
    item = items[step.item]
    before = [(node, option) for place, node, option in given if place == step.item]
    return Question(
        scene=_scene(items, step.item),
        situation=_situation(item, step.node),
        so_far=tuple(_told(option_at(item, *answer)) for answer in before),
        choices=tuple(Choice(each["letter"], each["text"]) for each in item["nodes"][step.node]["options"]),
    )


def answer(items: Sequence[PinnedItem], given: Given, *, reveal: bool) -> Answer:
    """The last of the answers `given`; with `reveal` also what a learner is told about it (practice)."""
    place, node, chosen = given[-1]
    item = items[place]
    option = option_at(item, node, chosen)
    story = stories(items, given)[place]
    return Answer(
        scene=_scene(items, place),
        situation=_situation(item, node),
        told=_told(option, reveal=reveal),
        ending=(item["nodes"][story.ending]["ending"] or "") if story.ending else "",
        goes_on=not story.finished,
    )


def choice_of(items: Sequence[PinnedItem], response: Response) -> Choice:
    """What a saved response chose, as it was shown."""
    option = option_at(items[response.item], response.node, response.option)
    return Choice(option["letter"], option["text"])


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


def _told(option: PinnedOption, *, reveal: bool = False) -> Told:
    said = (option["letter"], option["text"], option["consequence"])
    if not reveal:
        return Told(*said)
    return Told(*said, option["feedback"], option["grade"], (*option["upholds"], *option["violates"]))
