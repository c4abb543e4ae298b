"""Whom a scheme is for: the units, kinds of post and of employment, and new arrivals it asks. Nothing of them
set means everybody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

LONGEST_ARRIVAL = 3650


@dataclass(frozen=True, slots=True)
class Post:
    """One present post: its unit with all above it, and its kind (`people.models.POSITIONS` or empty)."""

    units: frozenset[str]
    kind: str = ""


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """What an audience asks of a person: present posts, kind of employment, first day at the agency."""

    posts: tuple[Post, ...] = ()
    employment: str = ""
    joined_on: date | None = None


@dataclass(frozen=True, slots=True)
class Audience:
    """The conditions, all of which must hold; an empty one always does. `units` are references, each standing
    for everything beneath it."""

    units: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    employment: frozenset[str] = frozenset()
    joined_within_days: int | None = None

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> Audience:
        """From what `Certification.audience` keeps."""
        return cls(
            units=frozenset(kept.get("units", ())),
            kinds=frozenset(kept.get("kinds", ())),
            employment=frozenset(kept.get("employment", ())),
            joined_within_days=kept.get("joined_within_days"),
        )

    def kept(self) -> dict[str, Any]:
        """What `Certification.audience` keeps: only what is set, in an order that does not change."""
        found: dict[str, Any] = {
            "units": sorted(self.units),
            "kinds": sorted(self.kinds),
            "employment": sorted(self.employment),
            "joined_within_days": self.joined_within_days,
        }
        return {name: value for name, value in found.items() if value}

    @property
    def everybody(self) -> bool:
        """Whether nobody is left out."""
        return not self.kept()

    def meets(self, person: PersonFacts, on: date) -> bool:
        """Whether a person belongs to it on a day. One post must fit both unit and kind; whose first day is
        not known is no new arrival, nor is who comes after that day."""
        return (
            self._posted(person)
            and (not self.employment or person.employment in self.employment)
            and (not self.joined_within_days or self._arrived(person.joined_on, on))
        )

    def arrived_since(self, on: date) -> date | None:
        """The earliest first day of a new arrival on a day; None where arrival does not matter."""
        return on - timedelta(days=self.joined_within_days) if self.joined_within_days else None

    def _posted(self, person: PersonFacts) -> bool:
        if not self.units and not self.kinds:
            return True
        return any(
            (not self.units or self.units & post.units) and (not self.kinds or post.kind in self.kinds)
            for post in person.posts
        )

    def _arrived(self, joined_on: date | None, on: date) -> bool:
        since = self.arrived_since(on)
        return joined_on is not None and since is not None and since <= joined_on <= on


def first_due(audience: Audience, due_days: int, joined_on: date | None, today: date) -> date:
    """By when the first round is due for who is assigned today. Of new arrivals the days are counted from
    their first day, unless they would be over before they are asked."""
    from_today = today + timedelta(days=due_days)
    if audience.joined_within_days is None or joined_on is None:
        return from_today
    counted = joined_on + timedelta(days=due_days)
    return counted if counted >= today else from_today


def with_ancestors(parents: Mapping[str, str | None]) -> dict[str, frozenset[str]]:
    """Every unit with all above it and itself. A loop, which there should not be, ends where it closes."""
    return {unit: _above(unit, parents) for unit in parents}


def _above(unit: str, parents: Mapping[str, str | None]) -> frozenset[str]:
    found: set[str] = set()
    here: str | None = unit
    while here is not None and here not in found:
        found.add(here)
        here = parents.get(here)
    return frozenset(found)
