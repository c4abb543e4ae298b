"""Who is shown who reported a case: who keeps it, for a reason, on record; and nobody by trying people out.

Whoever reported cannot sit, so an appointment that is refused for it tells something about them. That is told
once for a case, of all who were named together, and goes on record; the only way on leads past the reason.
"""

import re
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa

from ...core.clock import day_in
from ...core.db import db
from ...ledger.service import record
from ...people.models import Person
from ..acts import Fault, Refused
from ..gate import keeps
from ..models import Case, Opening
from .procedure.conflicts import keeper_fault
from .procedure.setting import Setting
from .reporter import LOOK, ReporterSaid, reporters_of
from .surroundings import parties, seats_for

SHORTEST_REASON, LONGEST_REASON = 10, 500
SHORTEST_WORD, STRUCK = 3, "…"
# What stands as the reason of a look that nobody gave one for.
GUESSED = "Susunan yang dikirim memuat orang yang melaporkan perkara ini, dan karena itu ditolak."


class Guessed(Refused):
    """Refused, and that it was is on record: whoever catches this commits."""


def look_at_reporter(case: Case, *, by: Person, reason: str, now: datetime) -> list[ReporterSaid]:
    """Who reported a case or the one it came from, for who keeps it and gives a reason; that they looked goes
    on record, nothing of what they saw does, even where their reason names it. Empty when nobody was written
    down, or what was is erased.

    Raises Refused: `by` with `not_yours` (nor does a keeper look who has a part in the matter); `reason` with
    `empty`, `short`, `long`.
    """
    if not keeps(by, case) or _has_part(case, by, now):
        raise Refused([Fault("by", "not_yours")])
    reason = " ".join(reason.split())
    if fault := _reason_fault(reason):
        raise Refused([Fault("reason", fault)])
    rows = reporters_of(case)
    found = [ReporterSaid(**row.said, person_ref=row.person.ref if row.person else None) for row in rows]
    for said in found:
        reason = struck(reason, said)
    if found:
        _note(case, by, reason, now)
    return found


def knows(person: Person, case: Case) -> bool:
    """Whether somebody knows on record who of the agency reported a case: nobody did, they wrote it down
    themselves, or they looked."""
    rows = reporters_of(case)
    if all(row.person_id is None or row.case.opened_by_id == person.id for row in rows):
        return True
    looks = sa.select(Opening.id).where(Opening.person_id == person.id, Opening.what == LOOK)
    looks = looks.where(Opening.matter_id == case.id, Opening.reason != GUESSED)
    return db.session.scalar(looks.limit(1)) is not None


def veiled(setting: Setting, named: Collection[str]) -> Setting:
    """The setting for whom it was never shown who reported: of the people an act names nobody did."""
    hidden = {ref: replace(party, reported=False) for ref, party in setting.people.items() if ref in named}
    return replace(setting, people={**setting.people, **hidden})


def refuse_guess(case: Case, by: Person, setting: Setting, named: Collection[str], *, now: datetime) -> None:
    """Stop an appointment that names who reported, by somebody who does not know that it does.

    Raises Guessed once for a case; from then on Refused, whoever is named, until this keeper has looked. Both
    are `members` with `veiled`, of all who are named together.
    """
    fault = Fault("members", "veiled")
    # Of two that are tried at once, one sees the other.
    db.session.refresh(case, ["rev"], with_for_update=True)
    tried = sa.select(Opening.id).where(Opening.matter_id == case.id, Opening.reason == GUESSED)
    if db.session.scalar(tried.limit(1)) is not None:
        raise Refused([fault])
    if any(setting.people[ref].reported for ref in named if ref in setting.people):
        _note(case, by, GUESSED, now)
        raise Guessed([fault])


def struck(text: str, said: ReporterSaid) -> str:
    """A text without the name and the contact of who reported."""
    words = [word for word in re.findall(r"\w+", said.name) if len(word) >= SHORTEST_WORD] or [said.name]
    found = "|".join(rf"\b{re.escape(word)}\b" for word in words)
    if said.contact:
        found = f"{re.escape(said.contact)}|{found}"
    return re.sub(found, STRUCK, text, flags=re.IGNORECASE)


def _note(case: Case, by: Person, reason: str, now: datetime) -> None:
    look = Opening(agency_id=case.agency_id, matter=case, person=by, what=LOOK, reason=reason, at=now)
    db.session.add(look)
    db.session.flush()
    record("reporter.looked", look, actor=by.ref, at=now)


def _has_part(case: Case, person: Person, now: datetime) -> bool:
    people = parties(case, [person.ref], day_in(person.agency.zone, now))
    subject = people[case.subject.ref]
    return bool(keeper_fault(people[person.ref], subject, seats_for(person, case)))


def _reason_fault(reason: str) -> str:
    if not reason:
        return "empty"
    return "short" if len(reason) < SHORTEST_REASON else "long" if len(reason) > LONGEST_REASON else ""
