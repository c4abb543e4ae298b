"""By when requests about one's data are to be answered, read from the dated file beside this one."""

import json
from datetime import date
from functools import lru_cache
from pathlib import Path

from .rules import Term, term_on

FILE = Path(__file__).parent / "terms.json"
ACCESS, CORRECTION = "access", "correction"


def term_for(kind: str, day: date) -> Term:
    """The term of ACCESS or CORRECTION in force on a day; before the first, that one."""
    terms = _terms()[kind]
    return term_on(terms, max(day, min(term.since for term in terms)))


@lru_cache
def _terms() -> dict[str, tuple[Term, ...]]:
    read = json.loads(FILE.read_text(encoding="utf-8"))
    return {kind: tuple(_term(each) for each in terms) for kind, terms in read.items()}


def _term(said: dict[str, str]) -> Term:
    return Term(
        hours=int(said["hours"]),
        since=date.fromisoformat(said["since"]),
        source=said["source"],
        checked_on=date.fromisoformat(said["checked_on"]),
        checked_how=said["checked_how"],
    )
