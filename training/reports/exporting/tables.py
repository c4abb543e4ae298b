"""What every export is made of: tables whose rows are made while they are written, and what stands around."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from .rules import Asked

Cell = str | int | float | date | None
Line = tuple[int, Sequence[Cell]]
"""The person a row is about (0: nobody in particular) and its cells."""

TEXT, NUMBER, DAY, NIP = "text", "number", "day", "nip"


@dataclass(frozen=True, slots=True)
class Column:
    """A heading, how wide in characters, and what its cells are: TEXT, NUMBER, DAY or NIP. Paper is narrow:
    what is not `printed` is only in the file."""

    label: str
    width: int = 14
    kind: str = TEXT
    printed: bool = True


@dataclass(frozen=True, slots=True)
class Table:
    """`rows(first)` makes the rows anew: all of them, or only the first so many; `count` says how many there
    are. `bare` tables begin with their header and hold nothing else, so that other programs can read them."""

    name: str
    columns: tuple[Column, ...]
    rows: Callable[[int | None], Iterator[Line]]
    count: Callable[[], int]
    bare: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """An export before it is written: `facts` are what stands above its tables, `notes` the sentences that go
    with them, `signer` the name and NIP beneath a printed report."""

    asked: Asked
    title: str
    subject: str
    agency: str
    time: str
    tables: tuple[Table, ...]
    facts: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    signer: tuple[str, str] = ("", "")

    @property
    def main(self) -> Table:
        return self.tables[0]


@dataclass(slots=True)
class Tally:
    """Counts rows about people and remembers whom they were about, while they pass by."""

    rows: int = 0
    people: set[int] = field(default_factory=set)

    def watch(self, lines: Iterator[Line]) -> Iterator[Sequence[Cell]]:
        """The cells of each line."""
        for person, cells in lines:
            if person:
                self.rows += 1
                self.people.add(person)
            yield cells
