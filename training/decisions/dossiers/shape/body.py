"""The shape of a dossier: what held on a day, as it was known at a moment, about one officer. Pure.

It is written once and never changed; `edition` says which shape it has. Words are left to who shows it: what
is said here are values and keys.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

import rfc8785

from .career import Asked, Certified, Declared, ExtraTime, Outage, Post, Ruled, Service
from .learning import AboutClause
from .parts import Fact, Moment, Part, Scalar, sources_of

EDITION = 1
DISCLAIMERS = ("not_proof", "knowledge", "decision", "record")


class Subject(Part):
    """Whom it is about. `employment` and `rank` are as they were kept when it was made."""

    ref: str
    name: str
    nip: str
    employment: str
    rank: str


class Header(Part):
    """Which matter, which days, what it is for. `nip` is masked; `disclaimers` are keys of what must stand on
    every page."""

    matter: str
    kind: Literal["case", "nomination"]
    number: str
    track: Literal["ethics", "discipline", ""]
    agency: str
    zone: str
    subject: Subject
    happened_on: date
    happened_until: date | None = None
    as_of: date
    known_by: Moment
    made_at: Moment
    purpose: Literal["possible_breach", "award"]
    disclaimers: tuple[str, ...] = DISCLAIMERS

    def on_the_day(self, day: date) -> bool:
        """Whether what was on this day may have been before or after the act: nobody knows the hour."""
        return self.happened_on <= day <= (self.happened_until or self.happened_on)


class Entered(Fact):
    """What HR entered about the officer before. `in_effect`: on the day looked at."""

    kind: Literal["sanction", "commendation", "attendance", "complaint"]
    level: str
    title: str
    number: str
    since: date
    until: date | None
    counted: dict[str, int | bool | None] = {}
    recorded_at: Moment
    in_effect: bool


class Entries(Part):
    """Earlier entries, the two tracks apart; attendance and complaints only where an award asks for them."""

    ethics: tuple[Entered, ...] = ()
    discipline: tuple[Entered, ...] = ()
    commendations: tuple[Entered, ...] = ()
    attendance: tuple[Entered, ...] = ()
    complaints: tuple[Entered, ...] = ()


class Remedial(Fact):
    """Training asked of the officer in an earlier case of the same track."""

    on: date
    due_on: date
    clauses: tuple[str, ...]


class Speaks(Fact):
    """Something the board should weigh in fairness: a key of `fairness`, of one clause or of the whole."""

    key: str
    clause: str = ""
    values: dict[str, Scalar] = {}


class Opened(Fact):
    """Who opened or took away something of the matter, and why."""

    name: str
    what: str
    reason: str
    at: Moment


class Reply(Fact):
    """What the officer says to it."""

    on: date
    at: Moment
    text: str
    on_paper: bool


class Later(Fact):
    """What came on record only afterwards, or happened after the day: nobody knew it then."""

    kind: str
    on: date
    at: Moment
    clause: str = ""
    values: dict[str, Scalar] = {}


class Body(Part):
    """A dossier. `clauses` are those at issue in a case; a nomination has none."""

    edition: Literal[1] = 1
    header: Header
    post: Post | None
    service: Service
    clauses: tuple[AboutClause, ...] = ()
    asked: tuple[Asked, ...] = ()
    declared: tuple[Declared, ...] = ()
    certified: tuple[Certified, ...] = ()
    ruled: tuple[Ruled, ...] = ()
    extra_time: tuple[ExtraTime, ...] = ()
    outages: tuple[Outage, ...] = ()
    entries: Entries = Entries()
    remedial: tuple[Remedial, ...] = ()
    fairness: tuple[Speaks, ...] = ()
    openings: tuple[Opened, ...] = ()
    replies: tuple[Reply, ...] = ()
    later: tuple[Later, ...] = ()

    @property
    def cited(self) -> list[str]:
        """Every ledger record it rests on, once, in the order in which they come."""
        return list(dict.fromkeys(sources_of(self)))


def to_bytes(body: Body) -> bytes:
    """The bytes that are frozen and hashed: canonical JSON (RFC 8785)."""
    return rfc8785.dumps(body.model_dump(mode="json"))


def from_bytes(data: bytes) -> Body:
    """The dossier these bytes hold. Raises ValueError (pydantic's ValidationError) for anything else."""
    return Body.model_validate_json(data)
