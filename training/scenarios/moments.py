"""What a page that plays a draft shows. The values have the names that the player's templates read."""

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
    text: str
    who: str
    says: str
    question: str


@dataclass(frozen=True, slots=True)
class Choice:
    letter: str
    text: str
    ticked: bool = False
    place: str = ""


@dataclass(frozen=True, slots=True)
class Picked:
    kind: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One option of ticks or an order looked back on: `place` is its own, `given` where it was put."""

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
