"""What is known about one person, as plain values: all that a check looks at. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from ....certifications.expiry import Held
from ....certifications.rules import Stretch


@dataclass(frozen=True, slots=True)
class Entered:
    """What HR entered by hand, as in `entries.models.Entry`."""

    ref: str
    kind: str
    since: date
    until: date | None
    recorded_at: datetime
    withdrawn_at: datetime | None = None
    track: str = ""
    level: str = ""
    title: str = ""
    number: str = ""
    counted: Mapping[str, Any] = field(default_factory=dict)

    def known(self, at: datetime) -> bool:
        """Whether it was on record at a moment, and not withdrawn yet."""
        return self.recorded_at <= at and (self.withdrawn_at is None or self.withdrawn_at > at)

    @property
    def last(self) -> date:
        """The last day it speaks of."""
        return max(self.since, self.until or self.since)


@dataclass(frozen=True, slots=True)
class Certified:
    """One certification that is asked of the person or held: its rounds, from which day on it is owed, and
    what HR decided about it. `owed_from` is the day after the first due day, None where it is not asked."""

    ref: str
    title: str
    rounds: Sequence[Held]
    owed_from: date | None = None
    grace_days: int = 0
    excused: Sequence[Stretch] = ()
    lent: Sequence[Stretch] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """`joined_on` is the first day at this office; `appointed_on` the first appointment as a human read it
    from `appointed_paper`; `hinted` the year and month in the NIP, which is only a hint. `breaks` are
    the days on which somebody left and came back (None: has not)."""

    joined_on: date | None = None
    appointed_on: date | None = None
    appointed_paper: str = ""
    hinted: str = ""
    breaks: Sequence[tuple[date, date | None]] = ()
    certified: Sequence[Certified] = ()
    entered: Sequence[Entered] = ()
