"""A story as far as it is written: what the preview shows while a text is still full of gaps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from .. import yamltext
from ..map.graph import stops
from ..marking import ONE, RANK, SEVERAL

MAX_CHOICES = 6


@dataclass(frozen=True, slots=True)
class Choice:
    """An option with what follows. `letter` goes by its place, `id` is its own; `next` is the number of the
    scene it leads to, when there is one."""

    letter: str
    text: str
    grade: str
    reason: str
    consequence: str
    feedback: str
    upholds: list[str]
    violates: list[str]
    critical: bool
    next: int | None
    id: str = ""


@dataclass(frozen=True, slots=True)
class Scene:
    """A decision, or the end of the story when `ending` says something.

    Where several are ticked or put in order, `consequence` and `next` are the scene's own.
    """

    number: int
    key: str
    kind: str
    clause: str
    situation: str
    who: str
    says: str
    question: str
    consequence: str
    ending: str
    next: int | None
    choices: list[Choice] = field(default_factory=list)

    @property
    def leads_to(self) -> list[int]:
        """The scenes it leads to, each once."""
        targets = [self.next, *(choice.next for choice in self.choices)]
        return sorted({target for target in targets if target})


@dataclass(frozen=True, slots=True)
class Sketch:
    """The head of the story and its scenes, ordered and numbered as on its map; endings go on counting."""

    title: str
    clause: str
    role: str
    place: str
    time: str
    mood: str
    scenes: list[Scene]


def sketch(text: str) -> Sketch | None:
    """What can be shown of a text; None where it cannot be read as YAML at all."""
    data = yamltext.read(text).data
    if not isinstance(data, dict):
        return None
    nodes = data.get("nodes")
    numbers = {stop.key: number for number, stop in enumerate(stops(data), start=1)}
    scenes = list(_scenes(nodes, numbers)) if isinstance(nodes, dict) else []
    head = {key: _text(data.get(key)) for key in ("title", "clause", "role", "place", "time", "mood")}
    return Sketch(**head, scenes=scenes)


def _scenes(nodes: dict[str, Any], numbers: dict[str, int]) -> Iterator[Scene]:
    for key, number in numbers.items():
        node = _mapping(nodes[key])
        speech = _mapping(node.get("speech"))
        told = ("clause", "situation", "question", "consequence", "ending")
        kind = _text(node.get("kind"))
        yield Scene(
            number=number,
            key=key,
            kind=kind if kind in (SEVERAL, RANK) else ONE,
            next=numbers.get(_text(node.get("next"))),
            who=_text(speech.get("who")),
            says=_text(speech.get("says")),
            choices=list(_choices(node.get("options"), numbers)),
            **{name: _text(node.get(name)) for name in told},
        )


def _choices(options: Any, numbers: dict[str, int]) -> Iterator[Choice]:
    for place, option in enumerate(options[:MAX_CHOICES] if isinstance(options, list) else []):
        if not isinstance(option, dict):
            continue
        words = {
            name: _text(option.get(name)) for name in ("text", "grade", "reason", "consequence", "feedback")
        }
        yield Choice(
            letter="ABCDEF"[place],
            upholds=_list(option.get("upholds")),
            violates=_list(option.get("violates")),
            critical=option.get("critical") is True,
            next=numbers.get(_text(option.get("next"))),
            id=_text(option.get("id"))[:1],
            **words,
        )


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _text(value: Any) -> str:
    return "" if value is None or isinstance(value, dict | list) else str(value).strip()


def _list(value: Any) -> list[str]:
    return [text for item in value if (text := _text(item))] if isinstance(value, list) else []
