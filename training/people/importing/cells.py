"""What a sheet is made of before anybody knows what it means."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from .limits import LONGEST_CELL

UNKEEPABLE: Final = str.maketrans({"\ufffe": None, "\uffff": None, "\r": " ", "\n": " ", "\t": " "})


class Unusable(ValueError):
    """A file from which no rows can be taken; `slug` says why, `detail` what or where."""

    def __init__(self, slug: str, detail: str = "") -> None:
        super().__init__(slug, detail)
        self.slug, self.detail = slug, detail


@dataclass(slots=True)
class Grid:
    """Rows of cells as text, each with its number in the sheet, and the names of sheets left aside."""

    rows: list[list[str]]
    sheet: str = ""
    others: list[str] = field(default_factory=list)


def shown_cell(text: str) -> str:
    """Without what no page can show and no database can keep, and not endless."""
    text = text[:LONGEST_CELL]
    if text.isascii() and text.isprintable():
        return text
    plain = text.translate(UNKEEPABLE)
    return "".join(sign for sign in plain if sign.isprintable() or sign.isspace())
