"""A row of a sheet as data about a person, with what is wrong and what is odd about it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from ..rules import tidy_name
from .days import is_nothing, read_day
from .numbers import read_nip
from .ranks import employment_of, kind_of, rank_of

LONGEST: Final = {"name": 200, "unit": 200, "parent": 200, "position": 200, "email": 254}
_EMAIL = re.compile(r"[^\s@,;<>\"]+@[^\s@,;<>\"]+\.[^\s@,;<>\".]+")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong or odd: `slug` names it, `place` its column from 0 (-1: the whole row)."""

    slug: str
    place: int = -1
    detail: str = ""


@dataclass(slots=True)
class Record:
    """What a row tells of a person, by meaning; an empty cell tells nothing and so changes nothing."""

    row: int
    told: dict[str, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    doubts: list[Fault] = field(default_factory=list)

    def get(self, meaning: str) -> str:
        """What is told, or nothing."""
        return self.told.get(meaning, "")


def records_of(
    numbers: Sequence[int], columns: Mapping[str, Sequence[str]], places: Mapping[str, int]
) -> Iterator[Record]:
    """A record for each row. `columns` are the values by meaning, `places` where the meaning stands."""
    for index, number in enumerate(numbers):
        yield record_of(number, {meaning: values[index] for meaning, values in columns.items()}, places)


def record_of(number: int, cells: Mapping[str, str], places: Mapping[str, int]) -> Record:
    """One row."""
    record = Record(number)

    def where(meaning: str) -> int:
        return places.get(meaning, -1)

    _read_name(record, cells, where)
    for meaning in ("unit", "parent", "position"):
        _keep_words(record, meaning, cells.get(meaning, ""), where(meaning))
    _keep_email(record, cells.get("email", ""), where("email"))
    readers = {"rank": rank_of, "employment": employment_of, "kind": kind_of}
    for meaning, reader in readers.items():
        _keep_known(record, meaning, cells.get(meaning, ""), where(meaning), reader)
    _keep_day(record, cells.get("joined_on", ""), where("joined_on"))
    nip, doubts = read_nip(cells.get("nip", ""), employment=record.get("employment"))
    record.doubts += [Fault(f"nip_{slug}", where("nip")) for slug in doubts]
    if nip:
        record.told["nip"] = nip
    return record


def full_name(before: str, name: str, after: str) -> str:
    """A name with its titles, each only once: `Drs.` + `Budi` + `M.Si` is `Drs. Budi, M.Si`."""
    whole = tidy_name(name).strip(" ,")
    before, after = tidy_name(before).strip(" ,"), tidy_name(after).strip(" ,")
    if before and not is_nothing(before) and not whole.lower().startswith(before.lower()):
        whole = f"{before} {whole}"
    if after and not is_nothing(after) and not whole.lower().endswith(after.lower()):
        whole = f"{whole}, {after}"
    return whole


def _read_name(record: Record, cells: Mapping[str, str], where: Callable[[str], int]) -> None:
    name = tidy_name(cells.get("name", ""))
    if is_nothing(name):
        record.faults.append(Fault("no_name", where("name")))
    elif not any(sign.isalpha() for sign in name):
        record.faults.append(Fault("no_letters", where("name"), name[:40]))
    else:
        whole = full_name(cells.get("title_before", ""), name, cells.get("title_after", ""))
        _keep_words(record, "name", whole, where("name"))


def _keep_words(record: Record, meaning: str, text: str, place: int) -> None:
    plain = tidy_name(text)
    if is_nothing(plain):
        return
    if len(plain) > LONGEST[meaning]:
        record.faults.append(Fault("too_long", place, str(LONGEST[meaning])))
    record.told[meaning] = plain[: LONGEST[meaning]]


def _keep_email(record: Record, text: str, place: int) -> None:
    plain = tidy_name(text).lower()
    if is_nothing(plain):
        return
    if len(plain) > LONGEST["email"] or not _EMAIL.fullmatch(plain):
        record.doubts.append(Fault("email", place, plain[:60]))
    else:
        record.told["email"] = plain


def _keep_known(record: Record, meaning: str, text: str, place: int, reader: Callable[[str], str]) -> None:
    try:
        if value := reader(text):
            record.told[meaning] = value
    except ValueError:
        record.doubts.append(Fault(meaning, place, text[:40]))


def _keep_day(record: Record, text: str, place: int) -> None:
    try:
        day = read_day(text)
    except ValueError:
        record.faults.append(Fault("bad_day", place, text[:40]))
    else:
        if day is not None:
            record.told["joined_on"] = day.isoformat()
