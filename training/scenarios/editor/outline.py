"""A draft seen as a whole: its scenes in the order of the story, what leads where, what still lacks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ..fitting import Data
from ..marking import ONE

LETTERS = "ABCDEFGHIJ"
FIRST_WORDS = 64


@dataclass(frozen=True, slots=True)
class Spot:
    """A scene or an ending as lists show it. `number` counts scenes and endings apart, in story order."""

    key: str
    number: int
    is_ending: bool
    kind: str
    words: str
    clause: str
    options: int
    is_start: bool
    is_reached: bool


@dataclass(frozen=True, slots=True)
class Arrival:
    """What leads to a scene: the spot it comes from and, where one option does, its letter and text."""

    spot: Spot
    letter: str
    text: str


def spots(data: Data) -> list[Spot]:
    """All scenes in story order, then all endings; what nothing leads to comes last of its kind."""
    reached = _in_story_order(data)
    order = [*reached, *(key for key in data["nodes"] if key not in reached)]
    found: list[Spot] = []
    for is_ending in (False, True):
        keys = [key for key in order if ("ending" in data["nodes"][key]) == is_ending]
        found += [_spot(data, key, number, key in reached) for number, key in enumerate(keys, start=1)]
    return found


def arrivals(data: Data, key: str, known: list[Spot]) -> list[Arrival]:
    """Everything that leads to a node."""
    by_key = {spot.key: spot for spot in known}
    found: list[Arrival] = []
    for at, node in data["nodes"].items():
        if node.get("next") == key:
            found.append(Arrival(by_key[at], "", ""))
        for place, option in enumerate(node.get("options", [])):
            if option.get("next") == key:
                found.append(Arrival(by_key[at], LETTERS[place], option.get("text", "")))
    return found


def clauses_used(data: Data) -> list[str]:
    """The addresses the story cites, the main one first, each once, in the order of the draft."""
    found = [data.get("clause", "")]
    for node in data["nodes"].values():
        found.append(node.get("clause", ""))
        for option in node.get("options", []):
            found += [*option.get("upholds", []), *option.get("violates", [])]
    return list(dict.fromkeys(address for address in found if address))


def clauses_near(data: Data, key: str) -> list[str]:
    """The addresses a scene and its options cite, and the main one: those to offer there at once."""
    node = data["nodes"].get(key, {})
    near = {key: {"clause": node.get("clause", ""), "options": node.get("options", [])}}
    return clauses_used({"clause": data.get("clause", ""), "nodes": near})


def first_words(text: str) -> str:
    """The beginning of a text on one line, cut after a word."""
    flat = " ".join(text.split())
    return flat if len(flat) <= FIRST_WORDS else flat[:FIRST_WORDS].rsplit(" ", 1)[0].rstrip(",.;:") + " …"


def _spot(data: Data, key: str, number: int, is_reached: bool) -> Spot:
    node = data["nodes"][key]
    is_ending = "ending" in node
    return Spot(
        key=key,
        number=number,
        is_ending=is_ending,
        kind=node.get("kind", ONE),
        words=first_words(node.get("ending" if is_ending else "situation", "")),
        clause=node.get("clause", ""),
        options=len(node.get("options", [])),
        is_start=data.get("start") == key,
        is_reached=is_reached,
    )


def _in_story_order(data: Data) -> dict[str, None]:
    """The keys that can be met, as they are met when the better ways are followed first."""
    waiting, met = [data.get("start", "")], dict[str, None]()
    while waiting:
        key = waiting.pop(0)
        if key in data["nodes"] and key not in met:
            met[key] = None
            waiting += _targets(data["nodes"][key])
    return met


def _targets(node: Data) -> Iterator[str]:
    def worth(option: dict[str, Any]) -> int:
        grades = ("best", "acceptable", "poor", "violation")
        grade = option.get("grade")
        return grades.index(grade) if grade in grades else len(grades)

    origins = [node, *sorted(node.get("options", []), key=worth)]
    return (origin["next"] for origin in origins if origin.get("next"))
