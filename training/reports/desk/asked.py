"""What the address of the desk asks for. Pure: from words to values and back to a link."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from ...certifications.spans.choosing import MARKS
from ...certifications.spans.rules import HORIZONS
from ...people.models import EMPLOYMENT, POSITIONS

FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2100, 12, 31)
LONGEST = 100


class BadDay(ValueError):
    """A day that cannot be read, or lies too far away."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The filters of a link. Empty: no limit. `on` is the day asked about, `known` the day up to whose end
    what was on record counts; None: today, and all that is known."""

    scheme: str = ""
    unit: str = ""
    status: str = ""
    kind: str = ""
    employment: str = ""
    within: str = ""
    q: str = ""
    on: date | None = None
    known: date | None = None

    @property
    def links(self) -> dict[str, str]:
        """What a link must carry to ask the same."""
        found = {field.name: getattr(self, field.name) for field in fields(self)}
        return {
            name: value if isinstance(value, str) else value.isoformat()
            for name, value in found.items()
            if value
        }

    @property
    def query(self) -> str:
        return urlencode(self.links)

    @property
    def days(self) -> int:
        return int(self.within or 0)

    @property
    def narrowed(self) -> bool:
        """Whether fewer people are asked for than the unit holds."""
        return bool(self.status or self.kind or self.employment or self.within or self.q)

    def but(self, **changes: Any) -> dict[str, str]:
        """The link with something else asked."""
        return replace(self, **changes).links


def read(given: Mapping[str, str]) -> Asked:
    """The filters of an address; what nobody can be asks for nothing. Raises BadDay."""
    words = {name: given.get(name, "").strip()[:LONGEST] for name in ("scheme", "unit", "q")}
    known = {
        "status": MARKS,
        "kind": POSITIONS,
        "employment": EMPLOYMENT,
        "within": tuple(map(str, HORIZONS)),
    }
    chosen = {name: given.get(name, "") for name, values in known.items() if given.get(name) in values}
    return Asked(**words, **chosen, on=_day(given.get("on", "")), known=_day(given.get("known", "")))


def _day(typed: str) -> date | None:
    typed = typed.strip()
    if not typed:
        return None
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        raise BadDay(typed) from None
    if not FIRST_DAY <= day <= LAST_DAY:
        raise BadDay(typed)
    return day
