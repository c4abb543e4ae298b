"""One clause through all versions of a code: where it stood, what became of its words."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from .diffing import ClauseText, Pair, Word, diff


@dataclass(frozen=True, slots=True)
class Stage:
    """The clause in one version. `kind` says how it came there from the version before: `first` for the
    earliest version, else `added`, `unchanged`, `moved` or `edited`; `removed` where it is gone.

    `clause` is None only where it is gone; `before` is the clause in the version before, if it was there.
    """

    version: int
    kind: str
    clause: ClauseText | None
    before: ClauseText | None
    words: tuple[Word, ...]

    @property
    def moved(self) -> bool:
        """Whether it stood elsewhere in the version before."""
        return bool(self.clause and self.before and self.clause.address != self.before.address)


def lineage(versions: Sequence[tuple[ClauseText, ...]], place: int, address: str) -> list[Stage]:
    """The stages of the clause that stands at `address` in `versions[place]`, in the order of the versions.

    It begins where the clause first appears and ends where it is gone. Raises KeyError when it is not there.
    """
    clause = next((clause for clause in versions[place] if clause.address == address), None)
    if clause is None:
        raise KeyError(address)
    stages: list[Stage] = []
    current: ClauseText | None = clause
    for number in range(place, -1, -1):
        pair = _to(versions, number, current) if number else None
        stages.insert(0, _stage(number, pair, current))
        current = pair.old if pair else None
        if current is None:
            break
    current = clause
    for number in range(place + 1, len(versions)):
        pair = _from(versions, number, current)
        stages.append(_stage(number, pair, pair.new))
        current = pair.new
        if current is None:
            break
    return stages


def _stage(number: int, pair: Pair | None, clause: ClauseText | None) -> Stage:
    if pair is None:
        return Stage(number, "first", clause, None, ())
    return Stage(number, pair.kind, clause, pair.old, pair.words if pair.kind == "edited" else ())


def _to(versions: Sequence[tuple[ClauseText, ...]], number: int, clause: ClauseText | None) -> Pair:
    return next(pair for pair in _pairs(versions[number - 1], versions[number]) if pair.new == clause)


def _from(versions: Sequence[tuple[ClauseText, ...]], number: int, clause: ClauseText | None) -> Pair:
    return next(pair for pair in _pairs(versions[number - 1], versions[number]) if pair.old == clause)


@lru_cache(maxsize=64)
def _pairs(old: tuple[ClauseText, ...], new: tuple[ClauseText, ...]) -> tuple[Pair, ...]:
    """Published texts never change, so each two are compared once."""
    return tuple(diff(old, new))
