"""Who has met all that a scheme asks, and which runs, were they passed, would be the last thing missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from ..attempts.regrading.weighing import Change
from ..attestations.models import Attestation
from ..codes.models import CodeVersion
from ..core.clock import day_in
from ..core.db import db
from ..modules.models import COURSE, Module
from ..modules.succession import counts_as
from ..people.models import Agency
from .manual.models import ATTESTATION
from .models import Certification
from .requirements import Passes, passed_this_round, passes
from .rules import Scheme, next_period
from .rulings import Key, Ruled, ruled, rulings_of
from .standing import Holding, SchemeInForce, schemes_of, standings


@dataclass(frozen=True, slots=True)
class _Course:
    """What one scheme asks: its modules by key, as which of them a pass counts, and what people have."""

    scheme: SchemeInForce
    modules: dict[str, int]
    counts: dict[int, int]
    known: dict[int, Holding]
    made: Passes
    declared: dict[int, datetime]

    def asks(self, person: int) -> bool:
        """Whether it is asked of somebody, or held by them."""
        holding = self.known[person]
        return holding.due_on is not None or bool(holding.rounds)

    def wanted(self, person: int) -> set[int]:
        """The modules their next round asks for."""
        terms, holding = self.scheme.certification, self.known[person]
        keys = (terms.short_modules if holding.rounds and holding.holds else []) or terms.modules
        return {module for key, module in self.modules.items() if not keys or key in keys}


def would_complete(agency_id: int, gained: Sequence[Change], now: datetime) -> set[int]:
    """The runs whose pass would bring a certificate."""
    if not gained:
        return set()
    zone = db.session.get_one(Agency, agency_id).zone
    on = day_in(zone, now)
    courses = [_course(scheme, on, zone) for scheme in schemes_of(agency_id)]
    decided = rulings_of(agency_id)
    return {
        each.attempt_id
        for each in gained
        for course in _of(each.person_id, courses)
        if _completes(each, course, decided, zone)
    }


def ready(scheme: SchemeInForce, *, on: date, zone: str) -> list[int]:
    """Whom it asks and who has met everything already, long enough ahead of its end: their round only has to
    begin. In a handful of statements for everybody."""
    course, decided = _course(scheme, on, zone), rulings_of(scheme.certification.agency_id)
    return [
        person
        for person in sorted(course.known)
        if course.asks(person) and _begins(person, course, decided, on, zone)
    ]


def lasts(terms: Certification, holding: Holding, completed: date, on: date) -> bool:
    """Whether the round that begins with what was completed on an earlier day would still hold."""
    months = (terms.active_months, terms.window_months, terms.minimum_months)
    begun = next_period(
        Scheme(*months, terms.mode),
        completed,
        periods=holding.rounds,
        due=holding.counts_from,
        in_time_until=holding.due_on,
        anchor=holding.rounds[-1].anchor if holding.rounds else None,
    )
    return begun.valid_until >= on


def _begins(person: int, course: _Course, decided: dict[Key | int, Ruled], on: date, zone: str) -> bool:
    terms, holding = course.scheme.certification, course.known[person]
    waived = dict(ruled(decided, person, terms.id).waived)
    made = course.made.get(person, {})
    counted = passed_this_round(made, holding.rounds, zone)
    done = {number: waived[key] for key, number in course.modules.items() if key in waived}
    wanted = course.wanted(person)
    said = course.declared.get(person) or waived.get(ATTESTATION)
    if not wanted or not wanted <= counted | done.keys() or (terms.attestation and said is None):
        return False
    moments = [made[each] if each in counted else done[each] for each in wanted]
    moments += [said] if terms.attestation and said else []
    return lasts(terms, holding, day_in(zone, max(moments)), on)


def _of(person: int, courses: list[_Course]) -> list[_Course]:
    """What is asked of somebody; the first of all where nothing is."""
    return [course for course in courses if course.asks(person)] or courses[:1]


def _completes(change: Change, course: _Course, decided: dict[Key | int, Ruled], zone: str) -> bool:
    person, terms = change.person_id, course.scheme.certification
    if change.after is None or change.after.percent < (terms.pass_percent or 0):
        return False
    waived = {subject for subject, _at in ruled(decided, person, terms.id).waived}
    ever, rounds = course.made.get(person, {}), course.known[person].rounds
    module = course.counts.get(change.module_id, change.module_id)
    passed = {**ever, module: max(change.at, ever.get(module, change.at))}
    done = {number for key, number in course.modules.items() if key in waived}
    had, has = (passed_this_round(made, rounds, zone) | done for made in (ever, passed))
    wanted = course.wanted(person)
    attested = not terms.attestation or person in course.declared or ATTESTATION in waived
    return attested and bool(wanted) and wanted <= has and not wanted <= had


def _course(scheme: SchemeInForce, on: date, zone: str) -> _Course:
    here = (Module.version_id == scheme.version.id, Module.kind == COURSE)
    pairs = counts_as(*here)
    return _Course(
        scheme=scheme,
        modules=dict(db.session.execute(sa.select(Module.key, Module.id).where(*here)).all()),
        counts={taken: asked for asked, taken in db.session.execute(sa.select(pairs.c.asked, pairs.c.taken))},
        known=standings(scheme, on=on, zone=zone),
        made=passes(scheme, on=on, zone=zone),
        declared=_declared(scheme),
    )


def _declared(scheme: SchemeInForce) -> dict[int, datetime]:
    """Everybody who attested the version in force, in any wording of it, and when last."""
    rows = (
        sa.select(Attestation.person_id, sa.func.max(Attestation.at, type_=Attestation.at.type))
        .join(CodeVersion, CodeVersion.id == Attestation.version_id)
        .where(CodeVersion.code_id == scheme.version.code_id, CodeVersion.lineage == scheme.version.lineage)
        .group_by(Attestation.person_id)
    )
    return dict(db.session.execute(rows).all())
