"""Which clauses an option upholds or violates, or a scene tests, chosen from the whole code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ..fitting import Data
from ..spelling import one_line
from . import acts, authoring
from .formdata import Sent, place_of

MOST: int = 40


@dataclass(frozen=True, slots=True)
class Cited:
    """For what clauses are chosen: the option at `place`, or with None the scene itself, with its text."""

    of: str
    place: int | None
    text: str
    clause: str
    upholds: list[str]
    violates: list[str]

    @property
    def addresses(self) -> frozenset[str]:
        return frozenset((self.clause, *self.upholds, *self.violates))


def cited(data: Data, key: str, of: str) -> Cited | None:
    """What is cited now; None where there is no such scene or option."""
    node = data["nodes"].get(key)
    if node is None or "ending" in node:
        return None
    if not of:
        return Cited("", None, node.get("situation", ""), node.get("clause", ""), [], [])
    place, options = place_of(of), node.get("options", [])
    if not 0 <= place < len(options):
        return None
    option = options[place]
    sides = option.get("upholds", []), option.get("violates", [])
    return Cited(of, place, option.get("text", ""), "", *sides)


def part(data: Data, key: str, of: str) -> Any:
    """What the page of clauses shows of a draft."""
    found = cited(data, key, of)
    return (
        None
        if found is None
        else {"clause": found.clause, "upholds": found.upholds, "violates": found.violates}
    )


def with_cited(data: Data, sent: Sent, key: str, of: str) -> Data:
    """The draft with the clauses that were ticked."""
    found = cited(data, key, of)
    if found is None:
        return data
    if found.place is None:
        clause = one_line(sent.get("clause"))[:60]
        return authoring.set_node(data, key, {"clause": clause}) if clause else data
    sides = {side: _ticked(sent, side) for side in ("upholds", "violates")}
    return acts.set_option(data, key, found.place, sides)


def _ticked(sent: Sent, side: str) -> list[str]:
    addresses = (one_line(address)[:60] for address in sent.getlist(side))
    return list(dict.fromkeys(address for address in addresses if address))[:MOST]
