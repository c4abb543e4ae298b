"""A first guess at what each column of a sheet means, by heading and values. A person confirms it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from .forbidden import plain_heading
from .ranks import employment_of, rank_of
from .vocabulary import PATTERNS

IGNORE: Final = ""
# In the order in which the screen offers them.
MEANINGS: Final = (
    "name",
    "title_before",
    "title_after",
    "nip",
    "email",
    "unit",
    "parent",
    "position",
    "kind",
    "rank",
    "employment",
    "joined_on",
)
_HEADINGS: Final = tuple(
    (meaning, tuple(re.compile(words) for words in patterns)) for meaning, patterns in PATTERNS
)
_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_NIP = re.compile(r"[12]\d{17}|[12][.,]\d+E\+?17", re.IGNORECASE)
_NAME = re.compile(r"[^\W\d_][^\d@/]{2,}")
MOSTLY: Final = 0.6
FEWEST: Final = 2


def meaning_by_heading(heading: str) -> str:
    """What a heading says that its column means; empty when it says nothing we keep."""
    plain = plain_heading(heading)
    return next(
        (meaning for meaning, patterns in _HEADINGS if any(words.fullmatch(plain) for words in patterns)),
        IGNORE,
    )


def meaning_by_content(values: Sequence[str]) -> str:
    """What the values say by themselves; empty when they say nothing."""
    filled = [value.strip() for value in values if value.strip()]
    for meaning, fits in (
        ("nip", _is_nip),
        ("email", _is_email),
        ("rank", _is_rank),
        ("employment", _is_employment),
    ):
        if sum(map(fits, filled)) >= max(FEWEST, MOSTLY * len(filled)):
            return meaning
    return IGNORE


def guess(headings: Sequence[str], columns: Sequence[Sequence[str]]) -> list[str]:
    """A meaning for each column, each meaning once. `columns` are some values of each, from the top."""
    found = [meaning_by_heading(heading) for heading in headings]
    claimed = set(found)
    for place, values in enumerate(columns):
        if found[place] == IGNORE and (said := _by_content(headings[place], values)) not in claimed:
            found[place] = said
    _tell_units_apart(found, columns)
    for meaning in MEANINGS:
        places = [place for place, said in enumerate(found) if said == meaning]
        best = max(places, key=lambda place: (_rating(meaning, columns[place]), -place), default=None)
        for place in places:
            found[place] = meaning if place == best else IGNORE
    return found


def _by_content(heading: str, values: Sequence[str]) -> str:
    meaning = meaning_by_content(values)
    # Several headings speak of numbers and ranks: only a column without a name is judged by values alone.
    return meaning if not heading.strip() or meaning in {"nip", "email"} else IGNORE


def _tell_units_apart(found: list[str], columns: Sequence[Sequence[str]]) -> None:
    """Of two columns called unit, the one with fewer different values is what the other lies beneath."""
    units = [place for place, said in enumerate(found) if said == "unit" and any(columns[place])]
    if len(units) >= 2 and "parent" not in found:
        variety = {place: len({value.strip().lower() for value in columns[place]}) for place in units}
        wide = min(units, key=lambda place: (variety[place], place))
        if variety[wide] < max(variety.values()):
            found[wide] = "parent"


def _rating(meaning: str, values: Sequence[str]) -> float:
    """How well values fit a meaning that several headings claim: filled first, and of the right kind."""
    filled = [value.strip() for value in values if value.strip()]
    tests = {"nip": _is_nip, "email": _is_email, "rank": _is_rank, "name": _is_name}
    fits = tests.get(meaning)
    return sum(map(fits, filled)) if fits else float(bool(filled))


def _is_nip(value: str) -> bool:
    return bool(_NIP.fullmatch(re.sub(r"[\s'’.]", "", value)) or _NIP.fullmatch(value))


def _is_email(value: str) -> bool:
    return bool(_EMAIL.fullmatch(value))


def _is_rank(value: str) -> bool:
    # A single letter may be anything: a tick, a kind, a class.
    try:
        return len(value) > 1 and bool(rank_of(value))
    except ValueError:
        return False


def _is_employment(value: str) -> bool:
    try:
        return len(value) <= 25 and bool(employment_of(value))
    except ValueError:
        return False


def _is_name(value: str) -> bool:
    return bool(_NAME.fullmatch(value))
