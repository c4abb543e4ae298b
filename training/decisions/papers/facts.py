"""What a paper about a step is made of, as plain values. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

MONTHS = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
    *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
)
WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person as papers name them; what is not known is empty."""

    name: str
    nip: str = ""
    rank: str = ""
    position: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Quoted:
    """A clause word for word, with the decree it stands in."""

    address: str
    text: str
    citation: str = ""


@dataclass(frozen=True, slots=True)
class Penalty:
    """A kind of decision by name, with the article it rests on; `sure` says how that was checked."""

    name: str
    article: str
    sure: str


@dataclass(frozen=True, slots=True)
class Answered:
    """A criterion of an award with what the record said to it, in words. `apart`: what was found about it is
    for few."""

    text: str
    met: str
    why: tuple[str, ...] = ()
    apart: bool = False


@dataclass(frozen=True, slots=True)
class About:
    """The matter: its number, whom it is about, who is named in it (by reference). Of a case the track, the
    clauses at issue and what the catalogue calls its decisions (by key); of a nomination what it is for and
    how its criteria were answered."""

    number: str
    track: str
    subject: Somebody
    happened_on: date
    clauses: tuple[Quoted, ...] = ()
    people: Mapping[str, Somebody] = field(default_factory=dict)
    penalties: Mapping[str, Penalty] = field(default_factory=dict)
    scheme: str = ""
    answers: tuple[Answered, ...] = ()

    def person(self, ref: str) -> Somebody:
        """Somebody who is named; nobody we know otherwise."""
        return self.people.get(ref, Somebody("—"))

    def quoted(self, address: str) -> Quoted:
        """A clause by its address."""
        return next((each for each in self.clauses if each.address == address), Quoted(address, ""))


@dataclass(frozen=True, slots=True)
class Taken:
    """A step that was taken: its act, its day, who entered it."""

    number: int
    kind: str
    on: date
    by: Somebody
    act: Any


def day(value: date) -> str:
    """`23 November 2026`."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def weekday(value: date) -> str:
    """`Senin, 23 November 2026`."""
    return f"{WEEKDAYS[value.weekday()]}, {day(value)}"


def last(earlier: tuple[Taken, ...], kind: str) -> Taken | None:
    """The last step of a kind, if there was one."""
    return next((each for each in reversed(earlier) if each.kind == kind), None)
