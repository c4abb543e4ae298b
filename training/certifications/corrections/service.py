"""What happens to requests for correction: they are asked, and answered once by somebody else."""

from collections.abc import Mapping
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, lazyload

from ...core.clock import day_in
from ...core.db import affected, db
from ...ledger.service import record
from ...people.models import Person
from .models import Correction
from .rules import MOST_OPEN, OPEN, answer_faults, faults
from .terms import CORRECTION, term_for

ANSWERS = "corrections.answer"


class Refused(ValueError):
    """Nothing was saved. `why` names what must change, by field: the codes of `rules.faults`, or `person`
    with `many` (too many wait already), `own` (nobody answers their own), `answered` (somebody was quicker).
    """

    def __init__(self, why: Mapping[str, str]) -> None:
        super().__init__(str(dict(why)))
        self.why = dict(why)


def ask(person: Person, *, about: str, wrong: str, wanted: str, now: datetime) -> Correction:
    """`person` asks that something in their record be corrected; what was asked in the same words and is not
    answered yet is returned as it is. Raises Refused."""
    if why := faults(about, wrong, wanted):
        raise Refused(why)
    # Of two requests at once, one sees the other.
    db.session.execute(sa.select(Person.id).where(Person.id == person.id).with_for_update())
    waiting = [each for each in corrections_of(person) if each.state == OPEN]
    said = (about, wrong.strip(), wanted.strip())
    for known in waiting:
        if (known.about, known.wrong, known.wanted) == said:
            return known
    if len(waiting) >= MOST_OPEN:
        raise Refused({"person": "many"})
    term = term_for(CORRECTION, day_in(person.agency.zone, now))
    asked = Correction(agency_id=person.agency_id, person=person, asked_at=now, due_at=term.due(now))
    asked.about, asked.wrong, asked.wanted = said
    db.session.add(asked)
    db.session.flush()
    record("correction.requested", asked, actor=person.ref, at=now)
    return asked


def answer(asked: Correction, *, decision: str, reason: str, actor: Person, now: datetime) -> None:
    """Accept or reject a request, with the reason the person is told. Raises Refused."""
    if asked.person_id == actor.id:
        raise Refused({"person": "own"})
    if why := answer_faults(decision, reason):
        raise Refused(why)
    first = sa.update(Correction).where(Correction.id == asked.id, Correction.state == OPEN)
    values = {"state": decision, "reason": reason.strip(), "answered_at": now, "answered_by_id": actor.id}
    if not affected(first.values(values).execution_options(synchronize_session=False)):
        db.session.refresh(asked)
        raise Refused({"person": "answered"})
    db.session.refresh(asked)
    record("correction.answered", asked, actor=actor.ref, at=now)


def find(reader: Person, ref: str) -> Correction | None:
    """A request within the reader's agency."""
    rows = sa.select(Correction).where(Correction.ref == ref, Correction.agency_id == reader.agency_id)
    return db.session.scalar(rows.options(*_people()))


def corrections_of(person: Person) -> list[Correction]:
    """What a person asked, the latest first."""
    rows = sa.select(Correction).where(Correction.person_id == person.id).options(*_people())
    return list(db.session.scalars(rows.order_by(Correction.asked_at.desc(), Correction.id.desc())))


def queue(agency_id: int) -> list[Correction]:
    """What waits for an answer in an agency, what is due first."""
    rows = sa.select(Correction).where(Correction.agency_id == agency_id, Correction.state == OPEN)
    return list(db.session.scalars(rows.options(*_people()).order_by(Correction.due_at, Correction.id)))


def answered(agency_id: int, *, limit: int) -> list[Correction]:
    """What was answered last in an agency."""
    rows = sa.select(Correction).where(Correction.agency_id == agency_id, Correction.state != OPEN)
    rows = rows.options(*_people()).order_by(Correction.answered_at.desc(), Correction.id.desc())
    return list(db.session.scalars(rows.limit(limit)))


def _people() -> tuple[sa.orm.interfaces.ORMOption, ...]:
    person, by = joinedload(Correction.person), joinedload(Correction.answered_by)
    return person, person.options(lazyload(Person.grants)), by, by.options(lazyload(Person.grants))
