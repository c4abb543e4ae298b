"""What an attempt is judged by: a scenario frozen at its start, the options in the order they are shown.

Everything here is plain JSON, kept with the attempt: later versions of the scenario change nothing in it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NotRequired, Protocol, TypedDict, TypeVar

from training.scenarios.document import Node, Option, ScenarioDoc
from training.scenarios.marking import ONE, RANK
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
    """Where options are put in order there is a `reason`; `grade`, `points` and `next` say nothing there."""

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
    reason: NotRequired[str]


class PinnedNode(TypedDict):
    """A run pinned before there were kinds has none: one option is chosen. The keys below `kind` are for
    decisions where several are ticked or put in order; `order` is the right one, by id.
    """

    clause: str | None
    situation: str | None
    speech: PinnedSpeech | None
    question: str | None
    options: list[PinnedOption]
    ending: str | None
    kind: NotRequired[str]
    points: NotRequired[int]
    consequence: NotRequired[str]
    next: NotRequired[str | None]
    order: NotRequired[list[str]]


class PinnedItem(TypedDict):
    """Never pinned, but laid over later (see `regrading.corrections`): `void` where the item counts for
    nobody, `under` the version whose key judges it now."""

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
    void: NotRequired[bool]
    under: NotRequired[int]


class InvalidRun(ValueError):
    """An answer that the pinned story did not ask for at that moment. The message is for the log."""


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


def _pin_node(node: Node, scale: Mapping[str, int], rng: Chance) -> PinnedNode:
    speech = node.speech
    shown = _shuffled(node, rng)
    pinned = PinnedNode(
        clause=node.clause,
        situation=node.situation,
        speech=PinnedSpeech(who=speech.who, says=speech.says) if speech else None,
        question=node.question,
        options=[_pin_option(option, scale, "ABCDEF"[place]) for place, option in enumerate(shown)],
        ending=node.ending,
        kind=node.kind,
    )
    if node.kind == ONE:
        return pinned
    pinned |= {"points": scale["best"], "consequence": node.consequence or "", "next": node.next}
    if node.kind == RANK:
        pinned["order"] = [option.id for option in node.options]
        for each, option in zip(pinned["options"], shown, strict=True):
            each["reason"] = option.reason
    return pinned


def _shuffled(node: Node, rng: Chance) -> list[Option]:
    """In a chance order; what is to be put in order never lies there in the right one."""
    shown = list(node.options)
    rng.shuffle(shown)
    while node.kind == RANK and shown == list(node.options):
        rng.shuffle(shown)
    return shown


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
