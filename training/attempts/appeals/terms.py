"""By when an appeal of an item is to be answered, read from the dated file beside this one."""

import json
from datetime import date
from functools import lru_cache
from pathlib import Path

from .rules import Term, term_on

FILE = Path(__file__).parent / "terms.json"


def term_for(day: date) -> Term:
    """The term in force on a day."""
    return term_on(_terms(), day)


@lru_cache
def _terms() -> tuple[Term, ...]:
    read = json.loads(FILE.read_text(encoding="utf-8"))
    days = ("since", "checked_on")
    return tuple(Term(**each | {name: date.fromisoformat(each[name]) for name in days}) for each in read)
