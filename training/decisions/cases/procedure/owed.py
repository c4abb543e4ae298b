"""Training that was asked of an officer after a decision, as plain values. Pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Owed:
    """A module asked of somebody again: the clauses at issue it teaches, by when, and when it was passed."""

    case_id: int
    case_ref: str
    step: int
    module_ref: str
    title: str
    clauses: tuple[str, ...]
    asked_on: date
    due_on: date
    met_on: date | None

    def late(self, today: date) -> bool:
        """Whether it was or will be done after its day."""
        return (self.met_on or today) > self.due_on


def trained_on(owed: Collection[Owed]) -> dict[int, date]:
    """The day on which all that a step asked was done, by the number of the step; open ones are left out."""
    steps = {each.step for each in owed}
    days = {step: [each.met_on for each in owed if each.step == step] for step in steps}
    return {step: max(day for day in met if day) for step, met in days.items() if all(met)}
