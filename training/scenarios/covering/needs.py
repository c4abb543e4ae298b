"""How many live scenarios each clause has, against how many it needs before its module may certify."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol, TypeVar

DUTIES = frozenset({"obligation", "prohibition"})


class Tells(Protocol):
    """What is counted: the main clause, which decides the module, and the clauses that decisions test."""

    @property
    def clause(self) -> str: ...
    @property
    def tests(self) -> Collection[str]: ...


@dataclass(frozen=True, slots=True)
class Need:
    """How many a clause needs: an obligation or a prohibition so many, every other clause the rest."""

    duties: int = 2
    others: int = 1

    def of(self, kind: str) -> int:
        return self.duties if kind in DUTIES else self.others


NEED = Need()

Story = TypeVar("Story", bound=Tells)


def by_clause(stories: Iterable[Story], homes: Mapping[str, Hashable]) -> dict[str, list[Story]]:
    """The stories that count for each clause: those its own module can ask that test it.

    `homes` says in which module each clause is taught. A story is asked in the module of its main clause, so
    a decision on a clause of another module tests nobody on that module.
    """
    found: dict[str, list[Story]] = {address: [] for address in homes}
    for story in stories:
        asked_in = homes.get(story.clause)
        for address in story.tests:
            if asked_in is not None and homes.get(address) == asked_in:
                found[address].append(story)
    return found


def lacking(counts: Mapping[str, int], kinds: Mapping[str, str], need: Need = NEED) -> dict[str, int]:
    """Clauses with fewer than they need, in order, and how many more each needs."""
    return {
        address: missing
        for address, count in counts.items()
        if (missing := need.of(kinds.get(address, "")) - count) > 0
    }
