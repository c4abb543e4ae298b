"""How many training hours (JP) a year the rules speak of: dated data with a source, not known by heart."""

import json
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

FILE = Path(__file__).parent / "norms.json"
LEAST, MOST = "least", "most"


@dataclass(frozen=True, slots=True)
class Norm:
    """So many JP, at LEAST or at MOST, for these kinds of employment from a day on."""

    employment: tuple[str, ...]
    jp: int
    bound: str
    per: str
    source: str
    since: date
    checked_on: date
    checked_how: str


@lru_cache
def norms() -> tuple[Norm, ...]:
    """All that are written down, the oldest first."""
    said = json.loads(FILE.read_text(encoding="utf-8"))
    found = (
        Norm(
            employment=tuple(each["employment"]),
            jp=each["jp"],
            bound=each["bound"],
            per=each["per"],
            source=each["source"],
            since=date.fromisoformat(each["since"]),
            checked_on=date.fromisoformat(each["checked_on"]),
            checked_how=each["checked_how"],
        )
        for each in said
    )
    return tuple(sorted(found, key=lambda norm: norm.since))


def norm_for(employment: str, year: int) -> Norm | None:
    """The norm for somebody in a year: the last that had begun by its end. None where none is known."""
    begun = [norm for norm in norms() if employment in norm.employment and norm.since <= date(year, 12, 31)]
    return begun[-1] if begun else None
