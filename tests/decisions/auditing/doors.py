"""The auditor's routes with an id, and what their forms take, for the tests of every door."""

from datetime import datetime

import sqlalchemy as sa

from training.attempts.models import CERTIFICATION, SUBMITTED, Attempt
from training.certifications.models import Period
from training.core.clock import day_in
from training.core.db import db
from training.decisions.auditing import checking
from training.decisions.auditing.models import CERTIFICATE, AuditLook
from training.ledger.models import LedgerLeaf
from training.people.models import Person

REASON = "Pemeriksaan rutin triwulan ini."
FIELDS: dict[str, dict[str, str]] = {
    "auditing.ask_for_check": {},
    "auditing.look_into": {"number": "ADAB/0", "reason": REASON},
    "auditing.year_file": {},
}


def addresses(person: Person, held: Period, *, now: datetime) -> dict[str, dict[str, object]]:
    """What `person` follows as an auditor, though it is about themselves: the door alone is looked at."""
    look = AuditLook(agency_id=person.agency_id, person=person, subject=person, kind=CERTIFICATE)
    look.number, look.reason, look.at = held.certificate.number, REASON, now
    check = checking.ask(person, at=now)
    db.session.add(look)
    db.session.commit()
    run = sa.select(Attempt.ref).where(Attempt.person_id == person.id, Attempt.purpose == CERTIFICATION)
    leaf = sa.select(sa.func.max(LedgerLeaf.idx)).where(LedgerLeaf.agency_id == person.agency_id)
    entry = {"idx": db.session.scalar(leaf)}
    year = {"year": day_in(person.agency.zone, now).year}
    return {
        "auditing.check": {"ref": check.ref},
        "auditing.look": {"ref": look.ref},
        "auditing.look_run": {
            "ref": look.ref,
            "run": db.session.scalar(run.where(Attempt.state == SUBMITTED, Attempt.ended_at <= now).limit(1)),
        },
        "auditing.one_entry": entry,
        "auditing.receipt": entry,
        "auditing.year": year,
        "auditing.year_file": year | {"form": "pdf"},
    }
