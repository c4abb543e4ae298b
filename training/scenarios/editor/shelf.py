"""The clauses a scenario may cite, section by section, to choose from."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from itertools import groupby

from ...codes.diffing import ClauseText
from ..covering.scope import Scope


@dataclass(frozen=True, slots=True)
class Board:
    """The clauses of one section, by the label their addresses begin with."""

    label: str
    clauses: tuple[ClauseText, ...]


def shelf(scope: Scope, *, q: str = "", keep: Collection[str] = ()) -> list[Board]:
    """All clauses in the order of the code, those to come last; of a search those that hold every word of it,
    and those to `keep` whatever is searched."""
    words = q.casefold().split()
    found = [
        clause
        for clause in (*scope.clauses, *scope.coming)
        if clause.address in keep
        or all(word in f"{clause.address} {clause.text}".casefold() for word in words)
    ]
    grouped = groupby(found, key=lambda clause: clause.address.split(".")[0])
    return [Board(label, tuple(clauses)) for label, clauses in grouped]


def texts_of(scope: Scope) -> dict[str, str]:
    """The text of each clause by its address."""
    return {clause.address: clause.text for clause in (*scope.coming, *scope.clauses)}
