"""The routes of the officer's side and of papers with an id, and what their forms take, for the tests of every
door."""

from datetime import datetime

import sqlalchemy as sa

from training.codes.service import version_in_force
from training.core.clock import day_in
from training.core.db import db
from training.people.models import Person

from ..office import a_case, seat

FIELDS: dict[str, dict[str, str]] = {
    "papers.take_case_step": {},
    "papers.take_nomination_step": {},
    "rights.take": {"text": "Percobaan", "seen": "1"},
}


def addresses(
    person: Person, colleague: Person, nomination: dict[str, object], *, now: datetime
) -> dict[str, dict[str, object]]:
    """A case about `person`, one about a colleague in which they sit, and `nomination`, which they may read."""
    keeper = db.session.scalars(
        sa.select(Person).where(
            Person.agency_id == person.agency_id, Person.id.not_in([person.id, colleague.id])
        )
    ).first()
    known = version_in_force(person.agency_id).clauses[0].address
    day = day_in(person.agency.zone, now)
    own, seated = (
        a_case(keeper, subject, clauses=(known,), happened_on=day, now=now) for subject in (person, colleague)
    )
    seat(seated, person)
    db.session.commit()
    mine, sits = {"ref": own.ref}, {"ref": seated.ref}
    return {
        **{
            f"papers.{name}": sits | {"number": 1}
            for name in ("case_step", "take_case_step", "case_step_receipt")
        },
        **{
            f"papers.{name}": nomination | {"number": 1}
            for name in ("nomination_step", "take_nomination_step")
        },
        **{f"papers.{name}": mine | {"number": 1} for name in ("own_step", "own_step_receipt")},
        **{f"rights.{name}": mine for name in ("matter", "access")},
        **{f"rights.{name}": mine | {"act": "reply"} for name in ("act", "take")},
    }
