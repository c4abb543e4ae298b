"""Who is told that somebody is late: pure, from units and their heads."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """A unit: what it is beneath, and who leads it."""

    parent_id: int | None
    head_id: int | None


def superior_of(
    person_id: int, unit_id: int | None, parts: Mapping[int, Part], here: Collection[int]
) -> int | None:
    """The head of the person's unit, or of the nearest one above that is led by somebody else who is `here`.
    None at the top, and where units stand in a loop."""
    passed: set[int] = set()
    while unit_id is not None and unit_id in parts and unit_id not in passed:
        passed.add(unit_id)
        head = parts[unit_id].head_id
        if head is not None and head != person_id and head in here:
            return head
        unit_id = parts[unit_id].parent_id
    return None
