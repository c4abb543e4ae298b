"""The routes of awards with an id, and what their forms take, for the tests of every door."""

from datetime import datetime, timedelta

import sqlalchemy as sa

from training.core.clock import day_in
from training.core.db import db
from training.decisions.awards import nominating
from training.decisions.awards.checks.criteria import read_criteria
from training.decisions.awards.models import Award, AwardScheme
from training.decisions.awards.procedure.acts import Closed
from training.decisions.awards.schemes import service as schemes
from training.decisions.models import Nomination
from training.decisions.stepping import add_step
from training.ledger.service import record
from training.people.models import Person

from .office import SAID

FIELDS: dict[str, dict[str, str]] = {
    "awards.adopt": {"key": "karya-satya-10"},
    "awards.close_scheme": {},
    "awards.erase": {"second": "x", "password": "x"},
    "awards.given_rows": {"year": "2026", "form": "csv"},
    "awards.nominate": {
        "person": "x",
        "merit": "Percobaan",
        "as_of": "2026-11-20",
        "seconder": "x",
        "appointed_on": "2020-01-02",
        "appointed_paper": "SK",
    },
    "awards.own_take": {"rev": "1", "text": "Percobaan"},
    "awards.set_criteria": {
        "title": "Percobaan",
        "since": "2026-11-20",
        "source": "SK",
        "checked": "x",
        "number": "1",
        "do": "save",
        "new_kind": "attendance",
        "person": "x",
        "c-0-kind": "no_sanction",
        "c-0-track": "discipline",
        "c-0-levels": "medium",
        "c-0-years": "5",
        "c-1-kind": "attendance",
        "c-1-percent": "95",
        "c-1-months": "12",
        "c-2-kind": "statement",
        "c-2-text": "Percobaan",
    },
    "awards.take": {"rev": "1", "why": "Percobaan", "impartial": "y"},
}


def addresses(person: Person, colleague: Person, *, now: datetime) -> dict[str, dict[str, object]]:
    """A nomination in which `person` seconds, one about them, and an award they were given."""
    keeper = db.session.scalars(
        sa.select(Person).where(
            Person.agency_id == person.agency_id, Person.id.not_in([person.id, colleague.id])
        )
    ).first()
    basis = schemes.Basis(day_in(person.agency.zone, now), "SK")
    asked = read_criteria([{"kind": "statement", "text": "Cakap"}])
    scheme = schemes.open_scheme(keeper, f"Teladan {person.ref}", asked, basis, now=now)
    db.session.flush()
    db.session.refresh(scheme)
    other = db.session.scalars(
        sa.select(Person).where(
            Person.agency_id == person.agency_id, Person.id.not_in([person.id, colleague.id, keeper.id])
        )
    ).first()
    seated = _nominate(keeper, scheme, colleague, person, now)
    own = _nominate(keeper, scheme, person, None, now)
    award, over = _award(own, person, now), _over(_nominate(keeper, scheme, other, person, now), person, now)
    db.session.commit()
    sits, mine, given = {"ref": seated.ref}, {"ref": own.ref}, {"ref": award.ref}
    return {
        **{f"awards.{name}": sits for name in ("nomination", "compared", "check_paper")},
        **{f"awards.{name}": {"ref": over.ref} for name in ("erasure", "erase")},
        **{f"awards.{name}": sits | {"act": "seconded"} for name in ("act", "take")},
        **{f"awards.{name}": mine for name in ("own_nomination", "own_check_paper")},
        **{f"awards.{name}": mine | {"act": "replied"} for name in ("own_act", "own_take")},
        **{f"awards.{name}": given for name in ("award_pdf", "award_receipt")},
        **{
            f"awards.{name}": {"ref": scheme.ref}
            for name in (
                *("scheme", "criteria", "set_criteria", "close_scheme"),
                *("candidate", "candidate_paper", "nominate"),
            )
        },
    }


def _nominate(
    keeper: Person, scheme: AwardScheme, subject: Person, seconder: Person | None, now: datetime
) -> Nomination:
    wish = nominating.Wish(day_in(subject.agency.zone, now), "Percobaan", seconder)
    return nominating.nominate(keeper, scheme, subject, wish, now=now)


def _over(nomination: Nomination, person: Person, now: datetime) -> Nomination:
    """Closed, and its time is over."""
    today = day_in(person.agency.zone, now)
    act = Closed(why="moot", kept_until=today, note="Percobaan")
    add_step(nomination, act.kind, act.said(), on=today, by=person, rev=1, now=now)
    nomination.closed_on, nomination.kept_until = today, today - timedelta(days=1)
    return nomination


def _award(nomination: Nomination, person: Person, now: datetime) -> Award:
    award = Award(
        agency_id=person.agency_id,
        nomination=nomination,
        person=person,
        number=f"PIAGAM/{nomination.ref}",
        frozen=dict(SAID),
        given_on=day_in(person.agency.zone, now),
        issued_at=now,
    )
    db.session.add(award)
    db.session.flush()
    record("award.given", award, actor=person.ref, at=now)
    return award
