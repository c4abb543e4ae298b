"""The catalogue of penalties and moral sanctions, read from the dated file beside this one."""

import json
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from .rules import Absence, Kind, Regulation, regulation_on

FILE = Path(__file__).parent / "catalogue.json"


def regulation(track: str, day: date) -> Regulation | None:
    """The regulation of a track (`ethics` or `discipline`) in force on the day of the act, if it is known."""
    return regulation_on(regulations(), track, day)


def kinds_on(track: str, day: date, employment: str = "") -> tuple[Kind, ...]:
    """What may be decided on a track about an act of that day by somebody so employed; nothing when the
    regulation of that day is not known."""
    found = regulation(track, day)
    return found.kinds_for(employment) if found else ()


def kind(track: str, key: str, day: date) -> Kind | None:
    """One kind of a track as it was on a day."""
    found = regulation(track, day)
    return found.kind(key) if found else None


@lru_cache
def regulations() -> tuple[Regulation, ...]:
    """Every regulation of the file."""
    read = json.loads(FILE.read_text(encoding="utf-8"))["regulations"]
    return tuple(_regulation(each) for each in read)


def _regulation(said: dict[str, Any]) -> Regulation:
    row = said["absence_in_a_row"]
    return Regulation(
        key=said["key"],
        track=said["track"],
        name=said["name"],
        since=date.fromisoformat(said["since"]),
        until=date.fromisoformat(said["until"]) if said["until"] else None,
        source=said["source"],
        sure=said["sure"],
        checked_on=date.fromisoformat(said["checked_on"]),
        checked_how=said["checked_how"],
        kinds=tuple(_kind(each) for each in said["kinds"]),
        absence=tuple(Absence(**each) for each in said["absence"]),
        absence_in_a_row=_in_a_row(row) if row else None,
    )


def _in_a_row(said: dict[str, Any]) -> Absence:
    return Absence(said["least"], None, said["kind"])


def _kind(said: dict[str, Any]) -> Kind:
    lists = {name: tuple(said[name]) for name in ("months", "who", "blocks")}
    stands = said.get("stands_in_for")
    rest = {
        "stands_in_for": (stands["kind"], stands["months"]) if stands else None,
        "told": tuple(said.get("told", ())),
    }
    return Kind(**(said | lists | rest))
