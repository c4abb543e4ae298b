"""What the officer sees of a case about themselves. Pure.

What the panel and the official have between them (counsel, proposal, its return) is one stage for the
officer: being considered. Nor do they learn by which way a report came.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Protocol, TypeVar

CONSIDERED = "considered"
INSIDE = frozenset({"heard", "replied", "deliberated", "proposed", "returned"})
HIDDEN = {"opened": ("channel", "complaint_number", "protected")}
OWN_ACTS = {"reply": "replied", "objection": "objected"}


class Numbered(Protocol):
    """As much of a step as is needed here."""

    @property
    def number(self) -> int: ...

    @property
    def inner(self) -> bool: ...


S = TypeVar("S", bound=Numbered)


def own_stage(stage: str) -> str:
    """The stage as the officer is told it."""
    return CONSIDERED if stage in INSIDE else stage


def open_steps(steps: Iterable[S]) -> list[S]:
    """The steps that are for the officer, too."""
    return [step for step in steps if not step.inner]


def last_seen(steps: Iterable[Numbered]) -> int:
    """The number of the last step that is for the officer; 0 where there is none."""
    return max((step.number for step in steps if not step.inner), default=0)


def told(kind: str, said: Mapping[str, Any]) -> dict[str, Any]:
    """What a step says, for the officer."""
    return {name: value for name, value in said.items() if name not in HIDDEN.get(kind, ())}
