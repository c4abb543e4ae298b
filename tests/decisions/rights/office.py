"""A case about Sari as far as a test needs it, carried on by the service of cases."""

from datetime import date, timedelta

import sqlalchemy as sa

from training.core.clock import now
from training.core.db import db
from training.decisions.cases.procedure import acts
from training.decisions.models import Case, Step
from training.decisions.stepping import add_step

from ... import cast
from ..office import a_case, person_of

TODAY = date.today


def case_about(subject, **how):
    """A case that was just taken up, its reference."""
    case = a_case(
        person_of(cast.ratna),
        person_of(subject),
        happened_on=TODAY() - timedelta(days=9),
        now=now() - timedelta(days=6),
        **how,
    )
    db.session.commit()
    return case.ref


def carry_on(ref, kind, said, *, by=cast.ratna, inner=False, on=None):
    """Write the next step down as it is, without asking the rules."""
    case = find(ref)
    add_step(case, kind, said, on=on or TODAY(), by=person_of(by), rev=case.rev, now=now(), inner=inner)
    db.session.commit()


def find(ref):
    return db.session.scalars(sa.select(Case).where(Case.ref == ref)).one()


def kinds(ref):
    rows = sa.select(Step.kind).join(Case, Case.id == Step.matter_id).where(Case.ref == ref)
    return list(db.session.scalars(rows.order_by(Step.number)))


APPOINTED = {"decree": "800/77/2026", "members": []}
VERDICT = {
    "outcome": "proven",
    "grounds": [{"address": "D.4", "proven": True, "why": "Diakui."}],
    "penalty": "written_reprimand",
    "considered": "Kooperatif.",
}


def decided(ref, *, penalty="written_reprimand"):
    """The case as far as a delivered decision."""
    verdict = acts.Verdict(**VERDICT | {"penalty": penalty}).model_dump(mode="json")
    carry_on(ref, "proposed", {"verdict": verdict}, by=cast.yanti, inner=True)
    carry_on(ref, "decided", {"number": "800/90/2026", "verdict": verdict}, by=cast.kartika)
    carry_on(ref, "delivered", {"how": "handed", "received_on": TODAY().isoformat()})
