"""What lists and counts need of a scenario's text, kept beside it: pages never read five hundred texts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from . import formats
from . import paths as ways
from .decisions import Key, keys_of
from .document import ScenarioDoc
from .rules import Finding, lint


@dataclass(frozen=True)
class Gist:
    """`decisions` are (clause, kind) of those that can be met; `doubts` what lint says whatever the code
    holds; `keys` what would betray the key of each decision."""

    decisions: tuple[tuple[str, str], ...] = ()
    doubts: tuple[Finding, ...] = ()
    keys: tuple[Key, ...] = ()

    @cached_property
    def tests(self) -> frozenset[str]:
        """The clauses of these decisions."""
        return frozenset(clause for clause, _kind in self.decisions)

    def kinds(self, clause: str) -> frozenset[str]:
        """The kinds of the decisions on a clause."""
        return frozenset(kind for address, kind in self.decisions if address == clause)


def gist_of(doc: ScenarioDoc) -> Gist:
    """The gist of a scenario."""
    met = ways.reach(doc.graph(), doc.start)
    decisions = [
        (node.clause, node.kind) for key, node in doc.decisions.items() if key in met and node.clause
    ]
    doubts = [finding for finding in lint(doc, ()) if finding.id != "unknown-clause"]
    return Gist(tuple(dict.fromkeys(decisions)), tuple(doubts), tuple(keys_of(doc.decisions.values())))


def packed(gist: Gist) -> dict[str, Any]:
    """The gist as plain values, as its column holds it."""
    doubts = [[f.id, f.severity, f.path, f.line, f.message] for f in gist.doubts]
    keys = [[key.longest, list(key.places)] for key in gist.keys]
    return {"decisions": [list(each) for each in gist.decisions], "doubts": doubts, "keys": keys}


def unpacked(kept: Mapping[str, Any]) -> Gist:
    """The gist from its column."""
    return Gist(
        tuple((clause, kind) for clause, kind in kept["decisions"]),
        tuple(Finding(*each) for each in kept["doubts"]),
        tuple(Key(longest, tuple(places)) for longest, places in kept["keys"]),
    )


@lru_cache(maxsize=1024)
def read(source: str, slug: str) -> Gist:
    """The gist of a text that was kept without one; an empty one of what is no scenario."""
    try:
        return gist_of(formats.parse(source, name=slug))
    except formats.InvalidScenario:
        return Gist()
