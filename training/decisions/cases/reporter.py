"""Who reported a case: kept apart from it; `looking` tells who is shown it and how."""

import re
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from ...core.db import db
from ...ledger.service import record
from ...people.models import Person
from ..acts import Fault
from ..models import Case, Reporter
from ..stepping import new_salt
from .procedure.acts import Opened

LOOK = "reporter"
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


def joins(case: Case, reporter: ReporterSaid | None, *, by: Person, now: datetime) -> bool:
    """Whether a report in the same words is the one a case was opened with: it says nobody, or the same. Who
    was forgotten then is kept now; what somebody else reported is another case. Only who opened it is told,
    so that nobody finds out who reported by sending a guess."""
    if reporter is None:
        return True
    if case.opened_by_id != by.id:
        return False
    kept = db.session.scalar(sa.select(Reporter).where(Reporter.case_id == case.id))
    if kept is not None:
        return kept.said == reporter.said()
    keep_reporter(case, reporter, by=by, now=now)
    return True


def reporters_of(case: Case) -> list[Reporter]:
    """Who reported a case or one it came from, as far as it was written down and not erased. One statement,
    and one more for each case it came from."""
    line, origin = [case.id], case.came_from_id
    while origin is not None:
        line.append(origin)
        origin = db.session.scalar(sa.select(Case.came_from_id).where(Case.id == origin))
    rows = sa.select(Reporter).where(Reporter.case_id.in_(line), Reporter.salt.is_not(None))
    return list(db.session.scalars(rows.order_by(Reporter.id.desc())))


def names(text: str, name: str) -> bool:
    """Whether a text holds somebody's name, as whole words: Ari is not in `hari`."""
    said, sought = (" ".join(each.split()).casefold() for each in (text, name))
    return bool(sought) and re.search(rf"(?<!\w){re.escape(sought)}(?!\w)", said) is not None


def person_of(agency_id: int, ref: str) -> Person | None:
    """Somebody of an agency."""
    return db.session.scalar(sa.select(Person).where(Person.agency_id == agency_id, Person.ref == ref))
