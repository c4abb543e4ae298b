"""What a person decides about an import before it is confirmed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Options:
    """`since`: the first day of new posts. The ticks: make units that are missing, take who has the same name
    and unit for the same person, leave names as they are."""

    since: date
    create_units: bool = False
    same_by_name: bool = False
    keep_names: bool = False

    def to_dict(self) -> dict[str, Any]:
        """Plain data."""
        return {
            "since": self.since.isoformat(),
            "create_units": self.create_units,
            "same_by_name": self.same_by_name,
            "keep_names": self.keep_names,
        }

    @classmethod
    def from_dict(cls, kept: Mapping[str, Any]) -> Options:
        """The options from plain data."""
        return cls(**{**kept, "since": date.fromisoformat(kept["since"])})
