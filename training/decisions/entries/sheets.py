"""A year's attendance of many people from rows of cells: NIP, year, percent, days absent without reason."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from ...people.rules import tidy_nip
from .rules import ATTENDANCE, Wanted, faults

MOST_ROWS = 1000
COLUMNS = ("nip", "year", "percent", "absent_days")


@dataclass(frozen=True, slots=True)
class Figures:
    """One row of the sheet, by its number there."""

    row: int
    nip: str
    year: int
    percent: float
    absent_days: int

    def wanted(self) -> Wanted:
        """The entry it asks for."""
        return Wanted(kind=ATTENDANCE, year=self.year, percent=self.percent, absent_days=self.absent_days)

    def line(self) -> str:
        """The row as it is sent again."""
        return f"{self.nip};{self.year};{self.percent:g};{self.absent_days}"


@dataclass(frozen=True, slots=True)
class Wrong:
    """A row that cannot be taken: in which column (one of COLUMNS, or `row`), why, what was written there."""

    row: int
    column: str
    code: str
    typed: str


def read_rows(rows: Sequence[Sequence[str]], today: date) -> tuple[list[Figures], list[Wrong]]:
    """The good rows and the wrong ones; empty rows and a heading are passed over. A person's year that stands
    twice is wrong the second time (`twice`). Raises ValueError when there are more than MOST_ROWS."""
    numbered = [(number, [cell.strip() for cell in row]) for number, row in enumerate(rows, 1)]
    filled = [(number, cells) for number, cells in numbered if any(cells)]
    if filled and not any(sign.isdigit() for sign in filled[0][1][0]):
        filled = filled[1:]
    if len(filled) > MOST_ROWS:
        raise ValueError(len(filled))
    good: list[Figures] = []
    wrong: list[Wrong] = []
    seen: set[tuple[str, int]] = set()
    for number, cells in filled:
        found = _figures(number, cells, today)
        if isinstance(found, Figures) and (found.nip, found.year) in seen:
            found = [Wrong(number, "row", "twice", cells[0])]
        if isinstance(found, Figures):
            seen.add((found.nip, found.year))
            good.append(found)
        else:
            wrong += found
    return good, wrong


def percent_of(typed: str) -> float | None:
    """A percentage as an office types it: `98`, `98,5`, `98.5%`; none when it is no number."""
    plain = typed.strip().removesuffix("%").strip().replace(",", ".")
    whole, _dot, part = plain.partition(".")
    digits = whole.isascii() and whole.isdigit() and len(whole) < 6
    return round(float(plain), 2) if digits and (not part or (part.isascii() and part.isdigit())) else None


def lines(figures: Iterable[Figures]) -> str:
    """Rows as text that `read_rows` reads again."""
    return "\n".join(each.line() for each in figures)


def _figures(number: int, cells: Sequence[str], today: date) -> Figures | list[Wrong]:
    if len([cell for cell in cells if cell]) < len(COLUMNS) or any(cells[len(COLUMNS) :]):
        return [Wrong(number, "row", "columns", ";".join(cells)[:80])]
    typed = dict(zip(COLUMNS, cells, strict=False))
    nip, wrong = tidy_nip(typed["nip"]), []
    if len(nip) != 18 or not (nip.isascii() and nip.isdigit()):
        wrong.append(Wrong(number, "nip", "length", typed["nip"][:40]))
    year, days = _whole(typed["year"]), _whole(typed["absent_days"])
    percent = percent_of(typed["percent"])
    said = Wanted(kind=ATTENDANCE, year=year, percent=percent, absent_days=days)
    wrong += [Wrong(number, name, code, typed[name][:40]) for name, code in faults(said, today).items()]
    if wrong or year is None or days is None or percent is None:
        return wrong
    return Figures(number, nip, year, percent, days)


def _whole(typed: str) -> int | None:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 6 else None
