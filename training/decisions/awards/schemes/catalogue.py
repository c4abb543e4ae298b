"""Awards that an office may take over as they are and then change, and how long a nominee may object: the
file beside this one, each with its source and how sure it is."""

import json
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from ..checks.criteria import Criterion, read_criteria

FILE = Path(__file__).parent / "catalogue.json"


@dataclass(frozen=True, slots=True)
class Checked:
    """Where something comes from: `sure` is how sure (S seen, S2 second hand, O our own proposal)."""

    since: date
    source: str
    sure: str
    checked_on: date
    checked_how: str


@dataclass(frozen=True, slots=True)
class Shipped:
    """An award as it is offered."""

    key: str
    title: str
    criteria: tuple[Criterion, ...]
    checked: Checked


@dataclass(frozen=True, slots=True)
class Procedure:
    """How many days a nominee has to object."""

    objection_days: int
    checked: Checked


def shipped() -> dict[str, Shipped]:
    """The awards of the catalogue by key, in its order."""
    return {
        each["key"]: Shipped(
            each["key"], each["title"], tuple(read_criteria(each["criteria"])), _checked(each)
        )
        for each in _file()["schemes"]
    }


def procedure_on(day: date) -> Procedure:
    """The procedure in force on a day: the last that began; before the first, that one."""
    rows = sorted(_file()["procedure"], key=lambda each: str(each["since"]))
    begun = [each for each in rows if date.fromisoformat(each["since"]) <= day] or rows[:1]
    return Procedure(begun[-1]["objection_days"], _checked(begun[-1]))


@lru_cache
def _file() -> dict[str, Any]:
    return dict(json.loads(FILE.read_text(encoding="utf-8")))


def _checked(said: dict[str, str]) -> Checked:
    return Checked(
        since=date.fromisoformat(said["since"]),
        source=said["source"],
        sure=said["sure"],
        checked_on=date.fromisoformat(said["checked_on"]),
        checked_how=said["checked_how"],
    )
