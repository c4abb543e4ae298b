"""Rounds of people who have met already all that a scheme asks: they begin when it comes to ask them."""

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa

from ...attempts.models import CERTIFICATION, Attempt, Outcome
from ...core.clock import day_in
from ...core.db import db
from ...people.models import Agency, Person
from ..completing import lasts, ready
from ..issuing import SYSTEM
from ..manual.deciding import hold
from ..models import Certification
from ..requirements import requirements_of
from ..service import complete
from ..standing import every_own, schemes_of

MOST = 200


def grant_ready(certification: Certification, *, actor: str, now: datetime) -> int:
    """Begin the rounds of whom the scheme asks and who has met everything, at most so many at once; how many
    that were. The others follow with their next run."""
    zone = db.session.get_one(Agency, certification.agency_id).zone
    scheme = next((s for s in schemes_of(certification.agency_id) if s.certification is certification), None)
    people = ready(scheme, on=day_in(zone, now), zone=zone)[:MOST] if scheme else []
    return sum(_grant(person, actor, now) for person in people)


def grant_newcomers(people: Collection[int], *, now: datetime) -> None:
    """These people (ids, some hundred at most) came to be asked: who has met everything in earlier runs is
    certified."""
    passed = sa.select(Attempt.person_id).join(Outcome, Outcome.attempt_id == Attempt.id)
    passed = passed.where(Attempt.person_id.in_(people), Attempt.purpose == CERTIFICATION, Outcome.passed)
    for person_id in sorted(set(db.session.scalars(passed))):
        if _is_ready(db.session.get_one(Person, person_id), now):
            _grant(person_id, SYSTEM, now)


def _is_ready(person: Person, now: datetime) -> bool:
    zone = person.agency.zone
    on = day_in(zone, now)
    for mine in every_own(person, on=on):
        asked = requirements_of(person, mine, on=on) if mine.asked and mine.attested else None
        terms, holding = mine.scheme.certification, mine.holding
        if asked and asked.met and lasts(terms, holding, day_in(zone, asked.met_at), on):
            return True
    return False


def _grant(person_id: int, actor: str, now: datetime) -> int:
    person = db.session.get_one(Person, person_id)
    hold(person)
    return len(complete(person, actor=actor, now=now))
