"""What an attempt is judged by: a scenario frozen at its start, and the story as it was answered.

Everything here is plain JSON, kept with the attempt: later versions of the scenario change nothing in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol, TypedDict, TypeVar

from training.scenarios.document import Node, Option, ScenarioDoc
from training.scenarios.rules import span

T = TypeVar("T")


class Chance(Protocol):
    """As much of `random.Random` as is needed; the caller brings it."""

    def shuffle(self, x: list[Any], /) -> None: ...

    def choice(self, seq: Sequence[T], /) -> T: ...


class PinnedSpeech(TypedDict):
    who: str
    says: str


class PinnedOption(TypedDict):
    id: str
    letter: str
    text: str
    grade: str
    points: int
    critical: bool
    consequence: str
    feedback: str
    upholds: list[str]
    violates: list[str]
    next: str | None


class PinnedNode(TypedDict):
    clause: str | None
    situation: str | None
    speech: PinnedSpeech | None
    question: str | None
    options: list[PinnedOption]
    ending: str | None


class PinnedItem(TypedDict):
    kind: str
    scenario: str
    version: int
    title: str
    title_en: str
    clause: str
    role: str
    place: str
    time: str
    mood: str | None
    start: str
    maximum: int
    nodes: dict[str, PinnedNode]


class InvalidRun(ValueError):
    """An answer that the pinned story did not ask for at that moment. The message is for the log."""


class Response(NamedTuple):
    """One answer: place of the item in the attempt (from 0), node, id of the option."""

    item: int
    node: str
    option: str


class Stop(NamedTuple):
    """One answered decision."""

    node: str
    option: str


@dataclass(frozen=True)
class Story:
    """How far a story has come. `current` waits for an answer; None when the story is over.

    `stops` are all answers in order. `counted` holds the points of the decisions that count: coming back to a
    decision drops the detour, and the worst answer ever given at a decision is the one that counts. `met`
    holds the same for every decision answered, dropped ones included.
    """

    stops: tuple[Stop, ...]
    counted: dict[str, int]
    met: dict[str, int]
    current: str | None
    ending: str | None

    @property
    def finished(self) -> bool:
        return self.current is None


def pin(doc: ScenarioDoc, version: int, rng: Chance) -> PinnedItem:
    """Freeze a scenario for one attempt: options shuffled once, letters by place shown, points included."""
    return PinnedItem(
        kind="choice",
        scenario=doc.id,
        version=version,
        title=doc.title,
        title_en=doc.title_en,
        clause=doc.clause,
        role=doc.role,
        place=doc.place,
        time=doc.time,
        mood=doc.mood,
        start=doc.start,
        maximum=span(doc).maximum,
        nodes={key: _pin_node(node, doc.scale, rng) for key, node in doc.nodes.items()},
    )


def story(item: PinnedItem, answers: Iterable[tuple[str, str]]) -> Story:
    """Play (node, option) answers through one pinned story. Raises InvalidRun where they do not fit."""
    current: str | None = item["start"]
    ending: str | None = None
    stops: list[Stop] = []
    counted: dict[str, int] = {}
    met: dict[str, int] = {}
    for node, chosen in answers:
        if node != current:
            raise InvalidRun(f"answer at {node!r}, but the story is at {current!r}")
        option = option_at(item, node, chosen)
        stops.append(Stop(node, chosen))
        met[node] = min(option["points"], met.get(node, option["points"]))
        counted = {**_before(counted, node), node: met[node]}
        current, ending = _onward(item, option["next"])
    return Story(tuple(stops), counted, met, current, ending)


def worth(item: PinnedItem, told: Story) -> int:
    """The points of a story, never above its maximum even where an endless loop was published by mistake."""
    return min(sum(told.counted.values()), item["maximum"])


def stories(items: Sequence[PinnedItem], responses: Iterable[tuple[int, str, str]]) -> list[Story]:
    """The story of each item. Answers to one item are in order; items may be interleaved."""
    answers: list[list[tuple[str, str]]] = [[] for _ in items]
    for index, node, option in responses:
        if not 0 <= index < len(items):
            raise InvalidRun(f"item {index} of {len(items)}")
        answers[index].append((node, option))
    return [story(item, given) for item, given in zip(items, answers, strict=True)]


def option_at(item: PinnedItem, node: str, chosen: str) -> PinnedOption:
    """The option with this id. Raises InvalidRun if the node does not offer it."""
    for option in item["nodes"][node]["options"] if node in item["nodes"] else ():
        if option["id"] == chosen:
            return option
    raise InvalidRun(f"no option {chosen!r} at {node!r}")


def option_by_letter(item: PinnedItem, node: str, letter: str) -> PinnedOption:
    """The option shown under this letter. Forms carry letters: ids follow the file and may betray the key."""
    for option in item["nodes"][node]["options"] if node in item["nodes"] else ():
        if option["letter"] == letter:
            return option
    raise InvalidRun(f"no letter {letter!r} at {node!r}")


def _pin_node(node: Node, scale: Mapping[str, int], rng: Chance) -> PinnedNode:
    shuffled = list(node.options)
    rng.shuffle(shuffled)
    speech = node.speech
    return PinnedNode(
        clause=node.clause,
        situation=node.situation,
        speech=PinnedSpeech(who=speech.who, says=speech.says) if speech else None,
        question=node.question,
        options=[_pin_option(option, scale, "ABCDEF"[place]) for place, option in enumerate(shuffled)],
        ending=node.ending,
    )


def _pin_option(option: Option, scale: Mapping[str, int], letter: str) -> PinnedOption:
    return PinnedOption(
        id=option.id,
        letter=letter,
        text=option.text,
        grade=option.grade or "",
        points=scale.get(option.grade or "", 0),
        critical=option.critical,
        consequence=option.consequence or "",
        feedback=option.feedback,
        upholds=list(option.upholds),
        violates=list(option.violates),
        next=option.next,
    )


def _onward(item: PinnedItem, target: str | None) -> tuple[str | None, str | None]:
    """(node that waits for an answer, ending reached) after an option."""
    if target is None:
        return None, None
    return (target, None) if item["nodes"][target]["ending"] is None else (None, target)


def _before(counted: dict[str, int], node: str) -> dict[str, int]:
    """What counted before this decision was first met; everything, when it is new."""
    keys = list(counted)
    return {key: counted[key] for key in keys[: keys.index(node) if node in counted else len(keys)]}
