"""The acts of a case: what is said in each step, as plain values. Pure.

An act says what happened; whether it may happen now is told by `rules`, and only the service writes it down.
Days are the office's calendar days. A clause is named by its address in the version of the day of the act.
"""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from ...acts import Act, Closing, HandedOver, Line, Noted, Optional, Prose, Ref


class Opened(Act):
    """The case was taken up, with the clauses at issue. Who reported is kept elsewhere."""

    kind: ClassVar[str] = "opened"
    track: Literal["ethics", "discipline"]
    happened_on: date
    happened_until: date | None = None
    reported_on: date
    channel: Literal["desk", "letter", "complaint_system", "finding", "superior", "other_track"]
    complaint_number: str = ""
    summary: Prose
    clauses: tuple[str, ...] = Field(min_length=1)
    protected: bool = True


class Member(BaseModel):
    """Somebody's seat: `excuse` says why although the rank is lower or not known."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    person: Ref
    role: Literal["chair", "secretary", "member", "superior", "supervision", "personnel", "official"]
    rank: str = ""
    excuse: str = ""


class Appointed(Act):
    """The panel (ethics: chair, secretary, members) or the examiners (discipline: the superior alone, or the
    team of superior, supervision and personnel), and the official who will decide; who sat before and is not
    named any more has left."""

    kind: ClassVar[str] = "appointed"
    decree: Line
    members: tuple[Member, ...] = Field(min_length=1)
    reason: Optional = ""


class Summoned(Act):
    """The officer was asked to come: the first or the second time."""

    kind: ClassVar[str] = "summoned"
    turn: Literal[1, 2]
    letter: Line
    letter_on: date
    hearing_on: date
    hour: Line
    place: Line


class Missed(Act):
    """The officer did not come."""

    kind: ClassVar[str] = "missed"
    turn: Literal[1, 2]
    note: Optional = ""


class Exchange(BaseModel):
    """One question of the examination and its answer, as it was said."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    asked: Prose
    answered: Prose


class Heard(Act):
    """The examination, closed to others: its minutes (BAP), signed by both or with the refusal noted."""

    kind: ClassVar[str] = "heard"
    held_on: date
    place: Line
    mode: Literal["in_person", "online"]
    exchanges: tuple[Exchange, ...] = Field(min_length=1)
    signed: Literal["both", "refused"]
    refusal: Optional = ""


class Replied(Act):
    """What the officer says to it: written here by the officer, or on paper and entered for them."""

    kind: ClassVar[str] = "replied"
    text: Prose
    on_paper: bool = False


class Deliberated(Act):
    """The panel's counsel: by agreement, else by votes; who was there, and what a minority holds."""

    kind: ClassVar[str] = "deliberated"
    inner: ClassVar[bool] = True
    present: tuple[Ref, ...] = Field(min_length=1)
    agreed: bool
    votes_proven: int = Field(default=0, ge=0)
    votes_unproven: int = Field(default=0, ge=0)
    conclusion: Literal["proven", "unproven"]
    minority: Optional = ""


class Ground(BaseModel):
    """What was found about one clause, and why."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    address: str
    proven: bool
    why: Prose


class Verdict(BaseModel):
    """What is decided: the `penalty` is the key of a kind in the catalogue of the track and the day of the
    act, none where nothing was proven. `recommends_discipline`: an ethics panel's advice that the other track
    look at it."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    outcome: Literal["proven", "unproven"]
    grounds: tuple[Ground, ...] = Field(min_length=1)
    penalty: str = ""
    months: int | None = Field(default=None, ge=1, le=60)
    openly: bool = False
    considered: Prose
    recommends_discipline: bool = False


class Proposed(Act):
    """A decision was put before the official by somebody who examined."""

    kind: ClassVar[str] = "proposed"
    inner: ClassVar[bool] = True
    verdict: Verdict


class Returned(Act):
    """The official sent the proposal back."""

    kind: ClassVar[str] = "returned"
    inner: ClassVar[bool] = True
    reason: Prose


class Decided(Act):
    """The official decided as proposed: the second person. `number` is that of the decision."""

    kind: ClassVar[str] = "decided"
    number: Line
    verdict: Verdict


class Delivered(Act):
    """The decision reached the officer: handed over, or sent as the officer did not come on `absent_on`."""

    kind: ClassVar[str] = "delivered"
    how: Literal["handed", "sent"]
    received_on: date
    absent_on: date | None = None
    sent_on: date | None = None


class Objected(Act):
    """The officer objects (keberatan) or appeals (banding), where the decision leaves that open."""

    kind: ClassVar[str] = "objected"
    way: Literal["objection", "appeal"]
    text: Prose
    on_paper: bool = False


class Referred(Act):
    """Who will decide about the objection: nobody who examined, proposed or decided before. `below` are those
    of them whom the official leads, as the service found it."""

    kind: ClassVar[str] = "referred"
    members: tuple[Ref, ...] = Field(min_length=1)
    decree: Line
    below: tuple[Ref, ...] = ()


class Reviewed(Act):
    """What became of the objection; `verdict` where another decision takes the place of the first."""

    kind: ClassVar[str] = "reviewed"
    number: Line
    result: Literal["upheld", "changed", "cancelled"]
    why: Prose
    verdict: Verdict | None = None


class Remedied(Act):
    """Training that was asked of the officer about the clauses at issue, to be done by a day."""

    kind: ClassVar[str] = "remedied"
    clauses: tuple[str, ...] = Field(min_length=1)
    due_on: date


class Closed(Closing):
    """The case is closed and kept until a day."""

    why: Literal["decided", "unproven", "unfounded", "moved", "withdrawn"]


ACTS: dict[str, type[Act]] = {
    act.kind: act
    for act in (
        *(Opened, Appointed, Summoned, Missed, Heard, Replied, HandedOver, Deliberated, Proposed, Returned),
        *(Decided, Delivered, Objected, Referred, Reviewed, Remedied, Noted, Closed),
    )
}


def read_act(kind: str, said: dict[str, Any]) -> Act:
    """The act a step keeps. Raises KeyError on an unknown kind, ValueError on what no act can hold."""
    return ACTS[kind].model_validate(said)
