"""What the officer sees of a case about themselves. Pure.

What the panel and the official have between them (counsel, proposal, its return, a decision before it is
delivered) is one stage for the officer: being considered. Nor do they learn by which way a report came.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from ..own_steps import DECIDES, Stepped, open_steps

CONSIDERED = "considered"
INSIDE = frozenset({"heard", "replied", "deliberated", "proposed", "returned", *DECIDES})
HIDDEN = {"opened": ("channel", "complaint_number", "protected")}
OWN_ACTS = {"reply": "replied", "objection": "objected"}


def own_stage(stage: str) -> str:
    """The stage as the officer is told it."""
    return CONSIDERED if stage in INSIDE else stage


def last_seen(steps: Iterable[Stepped]) -> int:
    """The number of the last step that is for the officer; 0 where there is none."""
    return max((step.number for step in open_steps(steps)), default=0)


def told(kind: str, said: Mapping[str, Any]) -> dict[str, Any]:
    """What a step says, for the officer."""
    return {name: value for name, value in said.items() if name not in HIDDEN.get(kind, ())}
