"""What was taken out of a draft, kept so that nothing typed is lost: put back where it was, if it can be."""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from typing import Any, Final

from ..fitting import Data
from ..kinds import MOST_OPTIONS
from ..marking import ONE, RANK, SEVERAL
from ..spelling import free_letter, name_of

Piece = dict[str, Any]
OPTION, NODE, KIND = "option", "node", "kind"
MOST_PIECES: Final = 12
_UNWRITTEN = frozenset({"id", "clause", "question", "kind", "next", "upholds", "violates"})


def option_piece(key: str, place: int, option: Data) -> Piece:
    """An option that stood at this place of this node."""
    return {"what": OPTION, "key": key, "place": place, "value": option}


def node_piece(key: str, place: int, node: Data, *, started: bool = False, what: str = NODE) -> Piece:
    """A node; `cut` lists (key, letter) of what led to it. With `what` kind: as it was asked before."""
    return {"what": what, "key": key, "place": place, "value": node, "started": started, "cut": []}


def keep(pieces: Iterable[Piece], piece: Piece | None) -> list[Piece]:
    """The pieces with a new one in front, if anybody wrote in it; the oldest beyond the most falls out."""
    new = [piece] if piece and (piece.get("cut") or _is_written(piece["value"])) else []
    return [*new, *pieces][:MOST_PIECES]


def restore(data: Data, piece: Piece) -> tuple[Data, str, Piece | None]:
    """Put a piece back; the key of the node where it is now ("" where it cannot be), and what it replaced.

    An option goes to its node, if that has room. A node gets its name back or, where that is taken, one like
    it, and what led to it leads to it again unless it leads elsewhere by now. A kind of question changes
    places with the one that is asked now.
    """
    data, key = deepcopy(data), piece["key"]
    value = deepcopy(piece["value"])
    if piece["what"] == OPTION:
        return *_restore_option(data, key, piece["place"], value), None
    if piece["what"] == KIND and key in data["nodes"]:
        now = node_piece(key, piece["place"], data["nodes"][key], what=KIND)
        data["nodes"][key] = value
        return data, key, now
    name = name_of(key, data["nodes"])
    nodes = list(data["nodes"].items())
    nodes.insert(piece["place"], (name, value))
    data["nodes"] = dict(nodes)
    for at, letter in piece["cut"]:
        node = data["nodes"].get(at, {})
        found = [node] if not letter else [o for o in node.get("options", []) if o["id"] == letter]
        for origin in found:
            origin.setdefault("next", name)
    if piece["started"]:
        data["start"] = name
    return data, name, None


def severed(data: Data, pieces: Iterable[Piece]) -> list[tuple[str, str]]:
    """(key, letter) of all that led to a node which was taken out, and leads nowhere since."""
    found: list[tuple[str, str]] = []
    for piece in pieces:
        for at, letter in piece.get("cut", ()):
            node = data["nodes"].get(at)
            if node is None:
                continue
            origins = [node] if not letter else [o for o in node.get("options", []) if o["id"] == letter]
            if any("next" not in origin for origin in origins):
                found.append((at, letter))
    return found


def _is_written(value: Any) -> bool:
    """Whether a piece holds words of somebody: more than letters, links, clauses and the usual question."""
    if isinstance(value, dict):
        return any(_is_written(each) for key, each in value.items() if key not in _UNWRITTEN)
    if isinstance(value, list):
        return any(_is_written(each) for each in value)
    return bool(value) and isinstance(value, str)


def _restore_option(data: Data, key: str, place: int, option: Data) -> tuple[Data, str]:
    node = data["nodes"].get(key)
    if node is None or "ending" in node or len(options := node.setdefault("options", [])) >= MOST_OPTIONS:
        return data, ""
    if any(each["id"] == option.get("id") for each in options):
        option["id"] = free_letter(options)
    options.insert(place, suited(option, node.get("kind", ONE)))
    return data, key


def suited(option: Data, kind: str) -> Data:
    """The option with only the fields its kind of question knows."""
    strange = {ONE: (), SEVERAL: ("consequence", "next"), RANK: ("consequence", "next", "grade", "critical")}
    left = {name: value for name, value in option.items() if name not in strange.get(kind, ())}
    return {"consequence": "", **left} if kind == ONE else left
