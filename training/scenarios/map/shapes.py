"""The shapes a drawing of a story is made of, and their sizes in pixels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from .graph import Stop, Way

BOX: Final = 160
HEIGHT: Final = 92
MARGIN: Final = 14
TURN: Final = 40
"""The room in which lines turn between two rows."""
LANE: Final = 9
"""The room between lines that run side by side."""
APART: Final = 40
TAG: Final = 20
ALL: Final = 60
WORDED: Final = 54
WORD: Final = 16
STUB: Final = 26


@dataclass(frozen=True, slots=True)
class Box:
    """A stop and where it is; `lines` are its words as far as they fit."""

    stop: Stop
    x: int
    y: int
    width: int
    height: int
    lines: tuple[str, ...]
    entered: bool


@dataclass(frozen=True, slots=True)
class Tag:
    """The answers of one way, centred on the lower edge of their box, and the `path` of its line.

    A way that ends the story, or leads to a scene that is not there, has a mark at `end` instead of a target.
    """

    source: str
    way: Way
    x: int
    y: int
    width: int
    path: str
    end: int = 0
    loop: bool = False
    head: str = ""


@dataclass(frozen=True, slots=True)
class Drawing:
    """The whole: `apart` is the height of the line above what cannot be reached, 0 where all can; `left_out`
    counts what was too much to draw."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    tags: tuple[Tag, ...]
    apart: int
    left_out: int

    @property
    def heads(self) -> list[tuple[str, bool]]:
        """The arrow heads and whether a critical way alone ends there, each once."""
        found: dict[str, bool] = {}
        for tag in self.tags:
            if tag.head:
                found[tag.head] = found.get(tag.head, True) and tag.way.critical
        return list(found.items())

    @property
    def stops(self) -> list[Stop]:
        return [box.stop for box in self.boxes]


def tag_width(way: Way) -> int:
    return 14 + 8 * len(", ".join(way.letters)) if way.letters else ALL


def slot(way: Way) -> int:
    """The room a way takes on the edge of its box."""
    return max(tag_width(way), WORDED) + 6


def depth(way: Way, loop: bool) -> int:
    """How far below the box what is written about a way reaches."""
    ends = (8 + STUB) * (way.target is None)
    return TAG // 2 + WORD * (way.critical or loop) + ends


def head(x: int, y: int) -> str:
    return f"M{x} {y}l-5-9h10z"
