"""Which steps of a matter are for whom it is about. Pure.

What a panel has within itself never is; a decision about a case only once it was delivered, as the procedure
has it, and not because somebody happened to look.
"""

from collections.abc import Iterable
from typing import Protocol, TypeVar

CASE = "case"
DECIDES = frozenset({"decided", "reviewed"})
DELIVERS = frozenset({"delivered", "remedied", "closed"})


class Stepped(Protocol):
    """As much of a step as is needed here."""

    @property
    def number(self) -> int: ...

    @property
    def kind(self) -> str: ...

    @property
    def inner(self) -> bool: ...


S = TypeVar("S", bound=Stepped)


def open_steps(steps: Iterable[S], matter: str = CASE) -> list[S]:
    """The steps that are for the officer, too, of a matter of this kind. An award is told at once."""
    steps = list(steps)
    delivered = max((step.number for step in steps if step.kind in DELIVERS), default=0)
    return [
        step
        for step in steps
        if not step.inner and (matter != CASE or step.kind not in DECIDES or step.number < delivered)
    ]
