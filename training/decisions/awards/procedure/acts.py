"""The acts of a nomination: what is said in each step, as plain values. Pure.

An act says what happened; whether it may happen now is told by `stages`, and only the service writes it down.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from ...acts import Act, Closing, HandedOver, Line, Noted, Optional, Prose, Ref

TEAM = ("chair", "member")


class Nominated(Act):
    """Somebody is proposed for an award. `answers` is the check as it was then: what held `as_of` a day, as
    far as was entered by `known_by`. `appointed_on` is read from a paper by whoever nominates."""

    kind: ClassVar[str] = "nominated"
    version: Ref
    merit: Prose
    as_of: date
    known_by: datetime
    answers: tuple[dict[str, Any], ...]
    seconder: Ref | Literal[""] = ""
    appointed_on: date | None = None
    appointed_paper: Optional = ""


class Seconded(Act):
    """A second person stands by the nomination, and says that they have no interest of their own in it."""

    kind: ClassVar[str] = "seconded"
    why: Prose
    impartial: Literal[True]


class Replied(Act):
    """What the nominee says to it."""

    kind: ClassVar[str] = "replied"
    text: Prose


class Withdrawn(Act):
    """The nominee does not want to be proposed any more; nobody need say why."""

    kind: ClassVar[str] = "withdrawn"
    text: Optional = ""


class Seated(BaseModel):
    """Somebody's seat in a nomination."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    person: Ref
    role: Literal["chair", "member", "official"]


class Appointed(Act):
    """The team that weighs it and the official who decides; who sat before and is not named has left."""

    kind: ClassVar[str] = "appointed"
    decree: Line
    members: tuple[Seated, ...] = Field(min_length=1, max_length=12)
    reason: Optional = ""


class Cleared(Act):
    """Whether something is being examined about the nominee, said by who keeps cases and by nobody else."""

    kind: ClassVar[str] = "cleared"
    inner: ClassVar[bool] = True
    result: Literal["clear", "running"]


class Finding(BaseModel):
    """What the team finds about one criterion (by its place), and why."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    place: int = Field(ge=0, le=99)
    met: Literal["yes", "no", "unknown"]
    why: Prose


class Weighed(Act):
    """The team's counsel about every criterion that the record alone did not show to be met."""

    kind: ClassVar[str] = "weighed"
    inner: ClassVar[bool] = True
    present: tuple[Ref, ...] = Field(min_length=2, max_length=12)
    findings: tuple[Finding, ...] = ()
    conclusion: Literal["fit", "unfit"]
    minority: Optional = ""
    impartial: Literal[True]


class Proposed(Act):
    """A decision was put before the official by somebody of the team."""

    kind: ClassVar[str] = "proposed"
    inner: ClassVar[bool] = True
    outcome: Literal["grant", "decline"]
    why: Prose


class Returned(Act):
    """The official sent the proposal back."""

    kind: ClassVar[str] = "returned"
    inner: ClassVar[bool] = True
    reason: Prose


class Ruling(Act):
    """What is decided under a number, on a day, with a reason, by somebody without an interest in it."""

    number: Line
    decided_on: date
    why: Prose
    impartial: Literal[True]


class Decided(Ruling):
    """The official grants what the team proposed: another person than all who were at it before."""

    kind: ClassVar[str] = "decided"


class Declined(Ruling):
    """The official does not grant it, and says why."""

    kind: ClassVar[str] = "declined"


class Objected(Act):
    """The nominee asks that the decision be looked at by somebody else."""

    kind: ClassVar[str] = "objected"
    text: Prose


class Referred(Act):
    """Who will look at it: nobody who was at it before."""

    kind: ClassVar[str] = "referred"
    person: Ref
    decree: Line


class Reviewed(Ruling):
    """What became of the objection: the decision stands, or the award is granted after all."""

    kind: ClassVar[str] = "reviewed"
    result: Literal["upheld", "changed"]


class Awarded(Act):
    """The award was given, under the number of its certificate."""

    kind: ClassVar[str] = "awarded"
    given_on: date


class Succeeded(Act):
    """Who takes the seat of the official, by whichever decree: offices change and nominations stay."""

    kind: ClassVar[str] = "succeeded"
    person: Ref
    decree: Line


class Revoked(Act):
    """The award was withdrawn by the official or by who took that seat, and why."""

    kind: ClassVar[str] = "revoked"
    number: Line
    why: Prose


class Closed(Closing):
    """The nomination is closed and kept until a day."""

    why: Literal["awarded", "declined", "withdrawn", "revoked", "not_seconded", "moot"]


ACTS: dict[str, type[Act]] = {
    act.kind: act
    for act in (
        *(Nominated, Seconded, Replied, Withdrawn, Appointed, Cleared, HandedOver, Weighed, Proposed),
        *(Returned, Decided, Declined, Objected, Referred, Reviewed, Awarded, Succeeded, Revoked),
        *(Noted, Closed),
    )
}


def read_act(kind: str, said: dict[str, Any]) -> Act:
    """The act a step keeps. Raises KeyError on an unknown kind, ValueError on what no act can hold."""
    return ACTS[kind].model_validate(said)
