"""What the rules of cases must be told about the office, the day and the people. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from ...calendar.rules import WorkingDays
from .conflicts import Party
from .outcomes import KindOf
from .owed import Owed
from .past import Terms


@dataclass(frozen=True, slots=True)
class Setting:
    """What the rules must be told: the calendar and the terms of the office, the catalogue of the day of the
    act, whom the case is about and how they are employed, the people an act names, by reference, and when the
    training that a step asked was done, by its number; `owed` tells which modules that were, `kept` until
    when what is closed now is kept by the rules of retention, by why it is closed."""

    track: str
    subject: Party
    employment: str
    as_of: date
    days: WorkingDays
    terms: Terms
    kind_of: KindOf
    people: Mapping[str, Party] = field(default_factory=dict)
    trained: Mapping[int, date] = field(default_factory=dict)
    owed: tuple[Owed, ...] = ()
    kept: Mapping[str, date] = field(default_factory=dict)
