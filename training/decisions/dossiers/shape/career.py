"""The shape of what a dossier says about the officer's work: the post then, what was asked, declared,
certified and decided by hand, and what stood in the way. Pure."""

from __future__ import annotations

from datetime import date
from typing import Literal

from .parts import Fact, Moment, Part


class Post(Fact):
    """Where the officer worked that day. Who leads the unit is kept without a history: `superior_today`."""

    unit: str
    position: str
    kind: str
    since: date
    until: date | None
    superior_today: str = ""


class Absence(Fact):
    """That the officer had left and, perhaps, came back: `back_on` is the first day there again."""

    left_on: date
    back_on: date | None


class Service(Part):
    """Whether the officer worked here that day; None where nothing tells."""

    joined_on: date | None
    here: bool | None
    absences: tuple[Absence, ...] = ()


class Asked(Fact):
    """That a certification was asked of the officer, by a day. `first_due_on` is that day before extensions
    and excused days."""

    scheme: str
    title: str
    assigned_at: Moment
    assigned_on: date
    first_due_on: date
    due_on: date
    by_hand: bool
    ended_on: date | None


class Declared(Fact):
    """That the officer declared to keep to a version: `shown_hash` is of the text that was on the screen, and
    the password was asked once more."""

    code: str
    version: int
    at: Moment
    day: date
    same_day: bool
    shown_hash: str
    language: str
    statement: str
    method: Literal["password_again"] = "password_again"


class RoundHeld(Fact):
    """A round: certified from a day until a day (both inclusive), with the window in which it is renewed."""

    number: int
    version: int
    certificate: str
    completed_on: date
    valid_from: date
    valid_until: date
    window_opens: date
    revoked_on: date | None = None


class Gap(Part):
    """Days without a certificate that counts, both inclusive."""

    since: date
    until: date
    days: int


class CatchUp(Fact):
    """What a newer version asked of who was certified on an older one."""

    version: int
    asked_at: Moment
    due_on: date
    met_on: date | None


class Certified(Part):
    """The standing with one certification that day, with all that the strip of time is drawn from."""

    scheme: str
    title: str
    state: str
    excused: bool
    due_on: date | None
    version: int | None
    rounds: tuple[RoundHeld, ...] = ()
    gaps: tuple[Gap, ...] = ()
    catch_ups: tuple[CatchUp, ...] = ()


class Ruled(Fact):
    """What HR decided by hand: `excusal`, `extension`, `waiver`, `provisional`. Why is not told: it may be
    about somebody's health."""

    kind: Literal["excusal", "extension", "waiver", "provisional"]
    title: str
    since: date | None
    until: date | None
    subject: str
    recorded_at: Moment
    that_day: bool


class ExtraTime(Fact):
    """That the officer is given more time in runs. Why is not told."""

    percent: int
    since: Moment
    until: Moment | None


class Outage(Fact):
    """Days on which the system could not be used."""

    title: str
    since: date
    until: date | None
    that_day: bool
