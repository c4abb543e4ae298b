"""The map of a story: its scenes and endings, and which answers lead from one to another.

Read from plain values of any shape, so that a draft is drawn while it grows. What cannot be understood is
shown as not written; nothing raises.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from textwrap import shorten
from typing import Any, Final

from ..checks import MAX_NODES
from ..marking import ONE, RANK, SEVERAL
from ..rules import Finding

FIRST_WORDS: Final = 64
LETTERS: Final = "ABCDEFGHIJ"
GRADES: Final = ("best", "acceptable", "poor", "violation")


@dataclass(frozen=True, slots=True)
class Way:
    """Answers of one scene that lead to the same place.

    `letters` are those of the options, none where every answer does. `target` is the key of the next stop,
    None where the story ends; `lost` is the name of a scene that is not there.
    """

    letters: tuple[str, ...]
    target: str | None = None
    critical: bool = False
    lost: str = ""


@dataclass(frozen=True, slots=True)
class Stop:
    """A scene, or an ending. Scenes and endings are numbered apart, in the order of the story."""

    key: str
    number: int
    is_ending: bool
    is_start: bool
    is_reached: bool
    kind: str
    clause: str
    words: str
    options: int
    ways: tuple[Way, ...]


def stops(data: Any, most: int = MAX_NODES) -> list[Stop]:
    """All scenes in story order, then all endings, at most `most`; what nothing leads to last of its kind."""
    story = mapping(data)
    nodes = nodes_of(story)
    reached = _reached(nodes, _named(story, "start"))
    order = [*reached, *(key for key in nodes if key not in reached)]
    found: list[Stop] = []
    for is_ending in (False, True):
        keys = [key for key in order if ("ending" in nodes[key]) == is_ending]
        for number, key in enumerate(keys, start=1):
            found.append(_stop(story, nodes, key, number, key in reached))
    return found[:most]


def count(data: Any) -> int:
    """How many scenes and endings there are, also where not all are drawn."""
    return len(nodes_of(mapping(data)))


def findings_at(findings: Iterable[Finding], known: Iterable[Stop]) -> dict[str, int]:
    """How many findings are about each stop, by key; those with none are left out."""
    keys = sorted((stop.key for stop in known), key=len, reverse=True)
    found: dict[str, int] = {}
    for finding in findings:
        path = finding.path
        key = next((key for key in keys if f"{path}.".startswith((f"nodes.{key}.", f"nodes.{key}["))), None)
        if key is not None:
            found[key] = found.get(key, 0) + 1
    return found


def letter(place: int) -> str:
    """What an option is called by where it stands, from 0."""
    return LETTERS[place] if place < len(LETTERS) else str(place + 1)


def options_of(node: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The options, each in its place; one that cannot be read as empty."""
    options = node.get("options")
    return [mapping(option) for option in options] if isinstance(options, list | tuple) else []


def nodes_of(story: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """The scenes and endings by key, in file order."""
    return {str(key): mapping(node) for key, node in mapping(story.get("nodes")).items()}


def mapping(value: Any) -> Mapping[str, Any]:
    """The value, if it is a mapping; else an empty one."""
    return value if isinstance(value, Mapping) else {}


def _stop(
    story: Mapping[str, Any], nodes: Mapping[str, Any], key: str, number: int, is_reached: bool
) -> Stop:
    node = nodes[key]
    is_ending = "ending" in node
    kind = _text(node.get("kind"))
    return Stop(
        key=key,
        number=number,
        is_ending=is_ending,
        is_start=_named(story, "start") == key,
        is_reached=is_reached,
        kind=kind if kind in (SEVERAL, RANK) else ONE,
        clause=_text(node.get("clause")),
        words=shorten(_text(node.get("ending" if is_ending else "situation")), FIRST_WORDS, placeholder=" …"),
        options=len(options_of(node)),
        ways=tuple(_ways(node, nodes)),
    )


def _ways(node: Mapping[str, Any], nodes: Mapping[str, Any]) -> Iterator[Way]:
    """The ways out in the order of the options, those of one target and one weight together."""
    found: dict[tuple[str | None, str, bool], list[str]] = {}
    together = _text(node.get("kind")) in (SEVERAL, RANK)
    if (together and "ending" not in node) or _named(node, "next"):
        found[_aim(node, nodes, False)] = []
    for place, option in enumerate(_options(node)):
        critical = option.get("critical") is True
        if not together or _named(option, "next"):
            found.setdefault(_aim(option, nodes, critical), []).append(letter(place))
        elif critical:
            found.setdefault(_aim(node, nodes, True), []).append(letter(place))
    for (target, lost, critical), letters in found.items():
        yield Way(tuple(letters), target, critical, lost)


def _aim(origin: Mapping[str, Any], nodes: Mapping[str, Any], critical: bool) -> tuple[str | None, str, bool]:
    name = _named(origin, "next")
    return (name, "", critical) if name in nodes else (None, name or "", critical)


def _reached(nodes: Mapping[str, Any], start: str | None) -> dict[str, None]:
    """The keys that can be met, as they are met when the better ways are followed first."""
    waiting, met = [start], dict[str, None]()
    while waiting:
        key = waiting.pop(0)
        if key is not None and key in nodes and key not in met:
            met[key] = None
            waiting += [_named(origin, "next") for origin in (nodes[key], *_by_worth(nodes[key]))]
    return met


def _by_worth(node: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    def worth(option: Mapping[str, Any]) -> int:
        grade = _text(option.get("grade"))
        return GRADES.index(grade) if grade in GRADES else len(GRADES)

    return sorted(_options(node), key=worth)


def _options(node: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Those that have a letter; more than these no scenario may have."""
    return options_of(node)[: len(LETTERS)]


def _named(origin: Mapping[str, Any], field: str) -> str | None:
    """The scene a field names, None where it names none."""
    value = origin.get(field)
    return None if value is None or isinstance(value, Mapping | list | tuple) else str(value)


def _text(value: Any) -> str:
    return "" if value is None or isinstance(value, Mapping | list | tuple) else str(value).strip()
