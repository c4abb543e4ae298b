"""Who reported a case: kept apart from it, and shown only to who keeps the case, for a reason, on record."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from ...core.db import db
from ...ledger.service import record
from ...people.models import Person
from ..acts import Fault, Refused
from ..gate import keeps
from ..models import Case, Opening, Reporter
from ..stepping import new_salt
from .procedure.acts import Opened

LOOK = "reporter"
SHORTEST_REASON, LONGEST_REASON = 10, 500
MOST = {"name": 200, "contact": 200, "relation": 500}


@dataclass(frozen=True, slots=True)
class ReporterSaid:
    """Who reported: by name, how to reach them, how they came to know; `person_ref` when they are somebody of
    the agency."""

    name: str
    contact: str = ""
    relation: str = ""
    person_ref: str | None = None

    def said(self) -> dict[str, str]:
        """Its words as they are kept."""
        words = {"name": self.name, "contact": self.contact, "relation": self.relation}
        return {field: " ".join(text.split()) for field, text in words.items()}


def reporter_faults(
    reporter: ReporterSaid | None, opened: Opened, registrar: Person, subject: Person
) -> list[Fault]:
    """Why a reporter cannot be kept so: `reporter-name` with `empty`, any field with `long`;
    `reporter-person` with `unknown_person`, or `interest` (who reports keeps no case of it, nor is it about
    them); a field of the case with `names_reporter`, as everybody in the case reads it."""
    if reporter is None:
        return []
    said = reporter.said()
    found = [Fault(f"reporter-{field}", "long") for field, text in said.items() if len(text) > MOST[field]]
    if not said["name"]:
        found.append(Fault("reporter-name", "empty"))
    if reporter.person_ref:
        person = person_of(registrar.agency_id, reporter.person_ref)
        if person is None:
            found.append(Fault("reporter-person", "unknown_person"))
        elif person.id in (registrar.id, subject.id):
            found.append(Fault("reporter-person", "interest"))
    for field, text in (("summary", opened.summary), ("complaint_number", opened.complaint_number)):
        if said["name"] and names(text, said["name"]):
            found.append(Fault(field, "names_reporter"))
    return found


def keep_reporter(case: Case, reporter: ReporterSaid, *, by: Person, now: datetime) -> None:
    """Keep who reported beside a case that was just opened; the record gets a salted digest only."""
    person = person_of(case.agency_id, reporter.person_ref) if reporter.person_ref else None
    row = Reporter(agency_id=case.agency_id, case=case, person=person, said=reporter.said(), salt=new_salt())
    db.session.add(row)
    db.session.flush()
    record("reporter.kept", row, actor=by.ref, at=now)


def look_at_reporter(case: Case, *, by: Person, reason: str, now: datetime) -> ReporterSaid | None:
    """Who reported a case, for who keeps it and gives a reason; that they looked goes on record, nothing of
    what they saw does. None when nobody was written down, or what was is erased.

    Raises Refused: `by` with `not_yours`; `reason` with `empty`, `short`, `long`, `names_reporter`.
    """
    if not keeps(by, case):
        raise Refused([Fault("by", "not_yours")])
    row = db.session.scalar(sa.select(Reporter).where(Reporter.case_id == case.id))
    if row is not None and row.person_id == by.id:
        raise Refused([Fault("by", "not_yours")])
    if fault := _reason_fault(reason):
        raise Refused([Fault("reason", fault)])
    if row is None or row.salt is None:
        return None
    if names(reason, row.said["name"]):
        raise Refused([Fault("reason", "names_reporter")])
    look = Opening(agency_id=case.agency_id, matter=case, person=by, what=LOOK, at=now)
    look.reason = " ".join(reason.split())
    db.session.add(look)
    db.session.flush()
    record("reporter.looked", look, actor=by.ref, at=now)
    return ReporterSaid(**row.said, person_ref=row.person.ref if row.person else None)


def names(text: str, name: str) -> bool:
    """Whether a text holds somebody's name."""
    return bool(name.strip()) and " ".join(name.split()).casefold() in " ".join(text.split()).casefold()


def person_of(agency_id: int, ref: str) -> Person | None:
    """Somebody of an agency."""
    return db.session.scalar(sa.select(Person).where(Person.agency_id == agency_id, Person.ref == ref))


def _reason_fault(reason: str) -> str:
    told = " ".join(reason.split())
    if not told:
        return "empty"
    return "short" if len(told) < SHORTEST_REASON else "long" if len(told) > LONGEST_REASON else ""
