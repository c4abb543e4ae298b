"""The places of a story that a comment can be about, by what they are called on the screens."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from .. import yamltext
from ..editor.outline import first_words
from ..map.graph import letter, mapping, nodes_of, options_of, stops

Point = tuple[str, str]
WHOLE: Final[Point] = ("", "")


@dataclass(frozen=True, slots=True)
class Place:
    """A scene or ending, or one of a scene's options where `letter` says which as it is shown (A, B …).

    `order` is where it stands in the story, `words` how it begins.
    """

    node: str
    number: int
    is_ending: bool
    letter: str
    words: str
    order: int


def places(source: str) -> dict[Point, Place]:
    """Every place of a text by (key of its scene, id of its option or ""); none where it cannot be read."""
    data = mapping(yamltext.read(source).data)
    nodes, found = nodes_of(data), dict[Point, Place]()
    for stop in stops(data):
        known = (stop.key, stop.number, stop.is_ending)
        found[stop.key, ""] = Place(*known, "", stop.words, len(found))
        for place, option in enumerate(options_of(nodes[stop.key])):
            name = str(option.get("id") or "")[:1]
            words = first_words(str(option.get("text") or ""))
            if name:
                found.setdefault((stop.key, name), Place(*known, letter(place), words, len(found)))
    return found


def point(known: Mapping[Point, Place], node: str, name: str) -> Point:
    """The place that was named; where there is none, the scene, or else the whole."""
    return next((each for each in ((node, name), (node, "")) if each in known), WHOLE)
