"""The drawing of a story: a box for every stop, a line for every way, from top to bottom; sizes in pixels.

The answers sit as tags on the lower edge of a box and each sends its line down. Lines back run outside on the
right. A template makes the picture of it; words stand there.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from ..checks import MAX_NODES
from .captions import lines
from .graph import Stop, Way, count, stops
from .layering import Cell, Layers, layers
from .placing import centres
from .shapes import (
    APART,
    BOX,
    HEIGHT,
    LANE,
    MARGIN,
    TAG,
    TURN,
    WORD,
    Box,
    Drawing,
    Tag,
    depth,
    head,
    slot,
    tag_width,
)


def draw(data: Any) -> Drawing:
    """Draw the values of a draft or a published text, whatever their shape."""
    found = stops(data, MAX_NODES)
    return _Sheet(found, layers(found)).drawing(count(data) - len(found))


class _Sheet:
    """Rows with their heights, cells with their centres, then the lines between them."""

    def __init__(self, found: Sequence[Stop], laid: Layers) -> None:
        self.stops, self.laid = {stop.key: stop for stop in found}, laid
        self.width_of = {stop.key: max(BOX, sum(map(slot, stop.ways)) + 8) for stop in found}
        self.row_of = {cell.key: cell.row for row in laid.rows for cell in row if not cell.passing}
        self.centre = centres(laid, self.width_of, MARGIN)
        self.backs = self._backs()
        self.zone = [max((depth(*w) for w in self._ways(row)), default=0) for row in range(len(laid.rows))]
        self.top = self._tops()
        self.right = max((self._right(cell) for cell in self.centre), default=0)

    def drawing(self, left_out: int) -> Drawing:
        tags = [tag for key in self.stops for tag in self._tags(key)]
        lanes = len(self._lanes())
        apart = self.laid.apart
        return Drawing(
            width=self.right + MARGIN + (lanes + 1) * LANE * bool(lanes),
            height=self.top[-1],
            boxes=tuple(self._box(stop) for stop in self.stops.values()),
            tags=tuple(tags),
            apart=self.top[apart] - APART // 2 - TAG // 2 if apart < len(self.laid.rows) else 0,
            left_out=left_out,
        )

    def _box(self, stop: Stop) -> Box:
        width = self.width_of[stop.key]
        x, y = self.centre[self._cell(stop.key)] - width // 2, self.top[self.row_of[stop.key]]
        entered = any(way.target == stop.key for each in self.stops.values() for way in each.ways)
        return Box(stop, x, y, width, HEIGHT, lines(stop.words), entered)

    def _tags(self, key: str) -> list[Tag]:
        """The ways of a stop from left to right: ends first, then by where they go, ways back last."""
        stop, cell = self.stops[key], self._cell(key)
        ways = sorted(stop.ways, key=lambda way: self._aim(key, way))
        x = self.centre[cell] - sum(map(slot, ways)) // 2
        y = self.top[cell.row] + HEIGHT
        tags: list[Tag] = []
        for way in ways:
            at, x = x + slot(way) // 2, x + slot(way)
            tags.append(self._tag(key, way, at, y))
        return tags

    def _tag(self, key: str, way: Way, x: int, y: int) -> Tag:
        loop, target, width = self._is_loop(key, way), way.target, tag_width(way)
        start = y + TAG // 2 + WORD * (way.critical or loop)
        if target is None or target not in self.stops:
            return Tag(key, way, x, y, width, f"M{x} {start}V{start + 8}", start + 8)
        if (chain := self.laid.chains.get((key, target, way.critical))) is not None:
            path, arrow = self._down(chain, x, start)
        else:
            path, arrow = self._up(self.row_of[key], (target, way.critical), x, start)
        return Tag(key, way, x, y, width, path, loop=loop, head=arrow)

    def _down(self, chain: Sequence[Cell], x: int, y: int) -> tuple[str, str]:
        path = f"M{x} {y}"
        for upper, lower in pairwise(chain):
            turn, end = self._turn(upper.row), self.top[lower.row] - (0 if lower.passing else 7)
            aim = self.centre[lower]
            middle = (turn + end) // 2
            path += f"V{turn}C{x} {middle} {aim} {middle} {aim} {end}"
            x = aim
        return path, head(x, self.top[chain[-1].row])

    def _up(self, row: int, to: tuple[str, bool], x: int, y: int) -> tuple[str, str]:
        """Down below the row, out to the right, up, and in above the target."""
        target = self.row_of[to[0]]
        top, aim = self.top[target], self.centre[self._cell(to[0])] - 16
        lane = self.right + LANE // 2 + LANE * (self._lanes().index(to) + 1)
        out = self._turn(row) + LANE // 2 + LANE * self._outs(row).index(to)
        into = top - TURN // 2 - LANE * self._ins(target).index(to)
        return f"M{x} {y}V{out}H{lane}V{into}H{aim}V{top - 7}", head(aim, top)

    def _backs(self) -> list[tuple[str, str, bool]]:
        """The ways that lead up or to the same row, as (source, target, critical)."""
        return [
            (stop.key, way.target, way.critical)
            for stop in self.stops.values()
            for way in stop.ways
            if way.target is not None
            and way.target in self.stops
            and (stop.key, way.target, way.critical) not in self.laid.chains
        ]

    def _lanes(self) -> list[tuple[str, bool]]:
        return list(dict.fromkeys((to, critical) for _, to, critical in self.backs))

    def _outs(self, row: int) -> list[tuple[str, bool]]:
        found = ((to, critical) for key, to, critical in self.backs if self.row_of[key] == row)
        return list(dict.fromkeys(found))

    def _ins(self, row: int) -> list[tuple[str, bool]]:
        found = ((to, critical) for _, to, critical in self.backs if self.row_of[to] == row)
        return list(dict.fromkeys(found))

    def _ways(self, row: int) -> list[tuple[Way, bool]]:
        keys = [cell.key for cell in self.laid.rows[row] if not cell.passing]
        return [(way, self._is_loop(key, way)) for key in keys for way in self.stops[key].ways]

    def _is_loop(self, key: str, way: Way) -> bool:
        return way.target is not None and (key, way.target) in self.laid.loops

    def _aim(self, key: str, way: Way) -> tuple[int, float]:
        if way.target is None or way.target not in self.stops:
            return -1, 0
        chain = self.laid.chains.get((key, way.target, way.critical))
        return (0, self.centre[chain[1]]) if chain else (1, 0)

    def _turn(self, row: int) -> int:
        return self.top[row] + HEIGHT + self.zone[row]

    def _tops(self) -> list[int]:
        """The top of every row, and the foot of the drawing."""
        y, tops = MARGIN, []
        for row in range(len(self.laid.rows)):
            y += LANE * len(self._ins(row)) + (TURN // 2 if row == 0 and self._ins(row) else 0)
            y += APART if row == self.laid.apart else 0
            tops.append(y)
            y += HEIGHT + self.zone[row] + LANE * len(self._outs(row)) + TURN
        return [*tops, max(y - TURN, 0) + MARGIN]

    def _right(self, cell: Cell) -> int:
        return self.centre[cell] + (0 if cell.passing else self.width_of[cell.key] // 2)

    def _cell(self, key: str) -> Cell:
        return Cell(key, self.row_of[key])
