"""The holidays the product brings along, a dated file for each year, and where each comes from."""

import json
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

FOLDER = Path(__file__).parent / "holidays"
NATIONAL, JOINT_LEAVE, ELECTION = "national", "joint_leave", "election"


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day that is not worked: NATIONAL, JOINT_LEAVE (cuti bersama) or ELECTION."""

    day: date
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Source:
    """A decree about holidays and how sure we are: `S2` seen second-hand, `M` from memory."""

    source: str
    decided_on: date
    sure: str


@dataclass(frozen=True, slots=True)
class Year:
    """All holidays of a year; `checked_on` is when somebody last compared them, `checked_how` with what."""

    year: int
    decree: Source
    changes: tuple[Source, ...]
    checked_on: date
    checked_how: str
    days: tuple[Holiday, ...]


@lru_cache
def years() -> dict[int, Year]:
    """The years whose holidays are shipped, in their order."""
    return {year.year: year for year in map(_year, sorted(FOLDER.glob("*.json")))}


def _year(file: Path) -> Year:
    said = json.loads(file.read_text(encoding="utf-8"))
    return Year(
        year=said["year"],
        decree=_source(said),
        changes=tuple(_source(each) for each in said["changes"]),
        checked_on=date.fromisoformat(said["checked_on"]),
        checked_how=said["checked_how"],
        days=tuple(
            Holiday(date.fromisoformat(each["day"]), each["name"], each["kind"]) for each in said["days"]
        ),
    )


def _source(said: dict[str, str]) -> Source:
    return Source(said["source"], date.fromisoformat(said["decided_on"]), said["sure"])
