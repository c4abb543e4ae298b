"""Columns that must not be held, known by their heading and by their values (UU 27/2022: least data)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from .days import read_day
from .vocabulary import FORBIDDEN

CONTENTS: Final = {
    "nik": re.compile(r"(?:[1-9]\d)\d{14}|[1-9][.,]\d+E\+?15", re.IGNORECASE),
    "tax": re.compile(r"\d{2}\.?\d{3}\.?\d{3}\.?\d-?\d{3}\.?\d{3}"),
    "phone": re.compile(r"(?:\+?62|0)?[ -]?8\d{1,3}[ -]?\d{3,4}[ -]?\d{3,5}"),
    "religion": re.compile(
        r"islam|kristen( protestan)?|protestan|katol[io]k|hindu|budd?ha|kong ?hu ?[cz]u", re.IGNORECASE
    ),
    "family": re.compile(r"(belum |tidak )?(kawin|menikah)|cerai( hidup| mati)?|duda|janda", re.IGNORECASE),
}
CARD = re.compile(r"(?<!\d)[1-9]\d{15}(?!\d)")
MOSTLY: Final = 0.6
# Headings that offices use for a NIP, although they also name the number of an identity card.
_ALLOWED: Final = frozenset({"nip nik", "nik nip"})
_HEADINGS: Final = {kind: re.compile(rf"\b(?:{words})\b") for kind, words in FORBIDDEN.items()}


def plain_heading(text: str) -> str:
    """A heading in small letters with single spaces and no signs; `unorNama` is two words."""
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)
    return " ".join(re.sub(r"[^a-z0-9]+", " ", parted.lower()).split())


def forbidden_by_heading(heading: str) -> str:
    """Why a column of this heading must not be held; empty when it may."""
    plain = plain_heading(heading)
    if plain in _ALLOWED:
        return ""
    return next((kind for kind, words in _HEADINGS.items() if words.search(plain)), "")


def forbidden_by_content(values: Sequence[str], nips: Sequence[str] = ()) -> str:
    """Why a column with these values must not be held; empty when it may.

    `nips` are the numbers in the same rows: a day that stands in them is the day of birth.
    """
    filled = [value.strip().lstrip("'") for value in values if value.strip()]
    if not filled:
        return ""
    for kind, pattern in CONTENTS.items():
        if sum(bool(pattern.fullmatch(value)) for value in filled) >= max(2, MOSTLY * len(filled)):
            return kind
    return "birth" if _is_birth(values, nips) else ""


def without_cards(text: str) -> str:
    """A cell without numbers of identity or family cards."""
    return CARD.sub("", text) if len(text) >= 16 else text


def _is_birth(values: Sequence[str], nips: Sequence[str]) -> bool:
    same = told = 0
    for value, nip in zip(values, nips, strict=False):
        try:
            day = read_day(value)
        except ValueError:
            continue
        if day is not None and len(nip) == 18:
            told += 1
            same += f"{day:%Y%m%d}" == nip[:8]
    return told >= 2 and same >= MOSTLY * told
