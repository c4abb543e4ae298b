"""What the player's templates read of a scene. A run and a draft that is played give them the same values."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scene:
    title: str
    role: str
    place: str
    time: str
    mood: str


@dataclass(frozen=True, slots=True)
class Situation:
    """What happens, what is said, what is asked."""

    text: str
    who: str
    says: str
    question: str


@dataclass(frozen=True, slots=True)
class Choice:
    """An option as it is shown: the letter of its place, and its text.

    `ticked` and `place` say what a refused form had chosen, so that nothing is chosen twice.
    """

    letter: str
    text: str
    ticked: bool = False
    place: str = ""


@dataclass(frozen=True, slots=True)
class Picked:
    """What was chosen: one option, those ticked, or all in the order they were put."""

    kind: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One option looked back on. `right`: right to tick; in an order, placed where it belongs.

    `taken`: it was ticked. `place` is where it belongs and `given` where it was put, from 1; 0 for ticks.
    """

    text: str
    right: bool
    taken: bool
    place: int
    given: int
    reason: str
    feedback: str
    tabs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """What was chosen and what came of it, as practice shows it."""

    picked: Picked
    consequence: str
    grade: str
    feedback: str
    tabs: tuple[str, ...]
    critical: bool
    points: int
    maximum: int
    lines: tuple[Line, ...]
    node: str

    @property
    def kind(self) -> str:
        return self.picked.kind


@dataclass(frozen=True, slots=True)
class Moment:
    """Where the way has come. With `told` the last answer is looked at, else the scene `key` asks.

    `ending` holds the last words where the story is over; `goes_on` says that it is not.
    """

    scene: Scene
    situation: Situation
    so_far: tuple[Told, ...]
    kind: str
    choices: tuple[Choice, ...]
    key: str
    told: Told | None = None
    ending: str = ""
    goes_on: bool = False
