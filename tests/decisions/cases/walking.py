"""A case walked from intake to wherever a test wants it, by the people of the demo office."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from training.core.db import db
from training.decisions.cases.procedure import acts
from training.decisions.cases.service import open_case, take
from training.decisions.models import Case, Step
from training.people.models import Person

from ... import cast
from ..office import person_of

MONDAY = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
INCIDENT = date(2026, 11, 20)
WHY = "Saksi dan rekaman saling menguatkan."
# What is opened in the same words is the same case.
COUNT = count(1)


def ref_of(member: cast.Member) -> str:
    return str(person_of(member).ref)


def opened(**fields: Any) -> acts.Opened:
    """An act that takes a case up; `fields` differ."""
    said: dict[str, Any] = {
        "track": "ethics",
        "happened_on": INCIDENT,
        "reported_on": MONDAY.date(),
        "channel": "desk",
        "summary": f"Diduga menerima pemberian di loket; laporan ke-{next(COUNT)}.",
        "clauses": ("D.4",),
    }
    return acts.Opened(**(said | fields))


def a_case(**fields: Any) -> Case:
    """A case about sari, kept by ratna, committed."""
    case = open_case(
        person_of(cast.ratna), opened(**fields), subject=person_of(cast.sari), reporter=None, now=MONDAY
    )
    db.session.commit()
    return case


def panel(**changes: cast.Member) -> acts.Appointed:
    """An ethics panel of five and the official; a role may be given to somebody else."""
    seats = {
        "official": cast.kartika,
        "chair": cast.hendra,
        "secretary": cast.yanti,
        "one": cast.tomi,
        "two": cast.imam,
        "three": cast.hesti,
    } | changes
    roles = {"one": "member", "two": "member", "three": "member"}
    members = tuple(
        acts.Member(person=ref_of(who), role=roles.get(seat, seat)) for seat, who in seats.items()
    )
    return acts.Appointed(decree="SK 800/12/2026", members=members)


def team(whole: bool = True, **changes: cast.Member) -> acts.Appointed:
    """The superior, with supervision and personnel when `whole`, and the official."""
    seats = {"official": cast.kartika, "superior": cast.sulastri}
    if whole:
        seats |= {"supervision": cast.wahyu, "personnel": cast.hesti}
    members = tuple(acts.Member(person=ref_of(who), role=role) for role, who in (seats | changes).items())
    return acts.Appointed(decree="SK 800/13/2026", members=members)


def summons(turn: int, letter_on: date, hearing_on: date) -> acts.Summoned:
    return acts.Summoned(
        turn=turn,
        letter=f"800/{turn}/2026",
        letter_on=letter_on,
        hearing_on=hearing_on,
        hour="09.00",
        place="Ruang rapat",
    )


def minutes(held_on: date) -> acts.Heard:
    exchange = acts.Exchange(asked="Apa yang terjadi?", answered="Saya menolak pemberian itu.")
    return acts.Heard(
        held_on=held_on, place="Ruang rapat", mode="in_person", exchanges=(exchange,), signed="both"
    )


def counsel(*members: cast.Member, conclusion: str = "proven") -> acts.Deliberated:
    there = members or (cast.hendra, cast.yanti, cast.tomi, cast.imam, cast.hesti)
    refs = tuple(ref_of(each) for each in there)
    return acts.Deliberated(present=refs, agreed=True, conclusion=conclusion)


def verdict(penalty: str = "moral_closed", proven: bool = True, **fields: Any) -> acts.Verdict:
    said: dict[str, Any] = {
        "outcome": "proven" if proven else "unproven",
        "grounds": (acts.Ground(address="D.4", proven=proven, why=WHY),),
        "penalty": penalty if proven else "",
        "considered": "Pegawai mengakui dan belum pernah melanggar.",
    }
    return acts.Verdict(**(said | fields))


class Walk:
    """A case on its way: `day` is the day its steps are entered."""

    def __init__(self, case: Case, day: datetime = MONDAY) -> None:
        self.case, self.now = case, day

    def on(self, day: date) -> Walk:
        """The same case on a later day."""
        self.now = datetime(day.year, day.month, day.day, 3, 0, tzinfo=UTC)
        return self

    def later(self, days: int) -> Walk:
        return self.on((self.now + timedelta(days=days)).date())

    def take(self, act: acts.Act, by: cast.Member | Person, **more: Any) -> Step:
        """Take an act and commit."""
        person = by if isinstance(by, Person) else person_of(by)
        step = take(self.case, act, by=person, rev=self.case.rev, now=self.now, **more)
        db.session.commit()
        return step

    @property
    def today(self) -> date:
        return self.now.date()


def heard(track: str = "ethics", *, case: Case | None = None, **fields: Any) -> Walk:
    """A case that was heard: appointed on Monday, heard seven working days later."""
    walk = Walk(case or a_case(track=track, **fields))
    walk.take(panel() if track == "ethics" else team(), cast.ratna)
    walk.take(summons(1, walk.today, date(2026, 12, 2)), cast.ratna)
    walk.on(date(2026, 12, 2)).take(minutes(date(2026, 12, 2)), cast.ratna)
    return walk


def decided(
    track: str = "ethics",
    penalty: str = "",
    proven: bool = True,
    *,
    case: Case | None = None,
    clauses: tuple[str, ...] = ("D.4",),
    **fields: Any,
) -> Walk:
    """A case that was decided, on 2 December 2026; `fields` are of the verdict."""
    walk = heard(track, case=case, clauses=clauses)
    key = penalty or {"ethics": "moral_closed", "discipline": "written_reprimand"}[track]
    grounds = tuple(acts.Ground(address=each, proven=proven, why=WHY) for each in clauses)
    found = verdict(key, proven, **({"grounds": grounds} | fields))
    if track == "ethics":
        walk.take(counsel(conclusion=found.outcome), cast.yanti)
    walk.take(acts.Proposed(verdict=found), cast.hendra if track == "ethics" else cast.sulastri)
    walk.take(acts.Decided(number=f"SK 900/{walk.case.id}/2026", verdict=found), cast.kartika)
    return walk


def delivered(track: str = "ethics", penalty: str = "", proven: bool = True, **fields: Any) -> Walk:
    """A decision that reached the officer on 3 December 2026."""
    walk = decided(track, penalty, proven, **fields).on(date(2026, 12, 3))
    walk.take(acts.Delivered(how="handed", received_on=walk.today), cast.ratna)
    return walk
