"""What a round asks for and what of it somebody has met: every module passed, the code attested."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa

from ..attempts.models import CERTIFICATION, Assessment, Attempt, Outcome
from ..core.db import db
from ..ledger.service import Event
from ..modules.models import COURSE, Module
from ..modules.succession import counts_as
from ..people.models import Person
from .days import day_after, day_begins
from .manual.models import ATTESTATION
from .models import Period
from .rounds import Round
from .standing import Own, SchemeInForce

Passes = dict[int, dict[int, datetime]]


@dataclass(frozen=True, slots=True)
class Requirement:
    """A module of the version in force: the share its certification run asks for, when it was last passed (or
    waived), and whether that counts towards the current round. It can be met once the module is
    `published`."""

    module_id: int
    key: str
    title: str
    title_en: str
    mastery_percent: int
    passed_at: datetime | None
    counts: bool
    published: bool = True
    waived: bool = False

    def title_in(self, language: str) -> str:
        """The title in this language where there is one, else in Indonesian."""
        return self.title_en if language == "en" and self.title_en else self.title


@dataclass(frozen=True, slots=True)
class Requirements:
    """All that the current round asks of one person, in the order of the modules. While a module is not
    published no round can be completed: a certificate never stands for less than its scheme says.

    `attested_at` is when the attestation was made or waived, or None; `attest` tells whether it is asked.
    """

    modules: tuple[Requirement, ...]
    attested_at: datetime | None
    attest: bool = True

    @property
    def met(self) -> bool:
        every = all(module.counts and (module.published or module.waived) for module in self.modules)
        return bool(self.modules) and every and (not self.attest or self.attested_at is not None)

    @property
    def met_at(self) -> datetime:
        """When the last of them was met. Only for requirements that are."""
        moments = [module.passed_at for module in self.modules]
        moments += [self.attested_at] if self.attest else []
        return max(moment for moment in moments if moment)


def requirements_of(person: Person, mine: Own, *, on: date) -> Requirements:
    """What `person` has met of the round that follows their rounds by the end of a day, in two statements."""
    zone, scheme = person.agency.zone, mine.scheme
    made = passes(scheme, on=on, zone=zone, person_id=person.id).get(person.id, {})
    counted = passed_this_round(made, mine.holding.rounds, zone)
    asked = sa.select(
        *(Module.id, Module.key, Module.title, Module.title_en, Assessment.mastery_percent),
        Module.published_at.is_not(None),
    )
    asked = asked.outerjoin(Assessment, Assessment.module_id == Module.id)
    asked = asked.where(*_course_of(scheme, keys_of(mine))).order_by(Module.position)
    waived, least = dict(mine.waived), scheme.certification.pass_percent or 0
    modules = tuple(
        Requirement(
            *(module, key, title, title_en, max(mastery or 0, least)),
            passed_at=waived.get(key) if module not in counted and key in waived else made.get(module),
            counts=module in counted or key in waived,
            published=published,
            waived=module not in counted and key in waived,
        )
        for module, key, title, title_en, mastery, published in db.session.execute(asked)
    )
    attested_at = mine.attested_at or waived.get(ATTESTATION)
    return Requirements(modules, attested_at, scheme.certification.attestation)


def keys_of(mine: Own) -> list[str]:
    """The modules the next round asks for, by key; none: all of the code. Renewing may be shorter."""
    terms = mine.scheme.certification
    return (terms.short_modules if mine.renewing else []) or terms.modules


def counted_of(person: Person, mine: Own, *, on: date) -> set[int]:
    """The modules whose last pass counts towards the next round, in one statement."""
    zone = person.agency.zone
    made = passes(mine.scheme, on=on, zone=zone, person_id=person.id).get(person.id, {})
    return passed_this_round(made, mine.holding.rounds, zone)


def may_complete(event: Event) -> bool:
    """Whether what happened can be the last thing missing: of runs, one that is passed, and of those judged
    anew only one that was not passed before."""
    outcome = event.row.outcome if event.kind.startswith("attempt.") else None
    if event.kind == "attempt.regraded":
        return bool(outcome and outcome.newly_passed)
    return event.kind != "attempt.submitted" or bool(outcome and outcome.passed)


def passes(scheme: SchemeInForce, *, on: date, zone: str, person_id: int | None = None) -> Passes:
    """Module passes in certification runs on the version in force: person id to module id to the last pass.
    A pass of the module that one goes on from unchanged is a pass of it.

    Without `person_id`, of everybody who has a round to earn that day: whose window is shut is left out.
    """
    pairs = counts_as(*_course_of(scheme))
    passed = (
        sa.select(Attempt.person_id, pairs.c.asked, sa.func.max(Outcome.at, type_=Outcome.at.type))
        .join(Attempt.outcome)
        .join(Assessment, Assessment.id == Attempt.assessment_id)
        .join(pairs, pairs.c.taken == Assessment.module_id)
        .where(Attempt.purpose == CERTIFICATION, Outcome.passed)
        .where(Outcome.at < day_after(on, zone))
        .group_by(Attempt.person_id, pairs.c.asked)
    )
    if scheme.certification.pass_percent is not None:
        passed = passed.where(Outcome.percent >= scheme.certification.pass_percent)
    mine = Attempt.person_id == person_id
    passed = passed.where(~_window_shut(scheme, on) if person_id is None else mine)
    found: defaultdict[int, dict[int, datetime]] = defaultdict(dict)
    for person, module, at in db.session.execute(passed):
        found[person][module] = at
    return found


def round_begins(rounds: tuple[Round, ...], zone: str) -> datetime | None:
    """From when passes count towards the next round; None: whenever they were made.

    That is when the window of the last round opens, but never before the moment that round was earned or
    taken back: the same runs do not earn two certificates.
    """
    if not rounds:
        return None
    last = rounds[-1]
    if last.revoked_at:
        return last.revoked_at
    return max(day_begins(last.window_opens, zone), last.certified_at + timedelta(microseconds=1))


def passed_this_round(made: dict[int, datetime], rounds: tuple[Round, ...], zone: str) -> set[int]:
    """Which of these module passes count towards the next round."""
    since = round_begins(rounds, zone)
    return {module for module, at in made.items() if since is None or at >= since}


def _course_of(scheme: SchemeInForce, keys: Collection[str] = ()) -> tuple[sa.ColumnElement[bool], ...]:
    """The modules of these keys, else all the scheme asks for."""
    course = (Module.version_id == scheme.version.id, Module.kind == COURSE)
    keys = keys or scheme.certification.modules
    return (*course, Module.key.in_(keys)) if keys else course


def _window_shut(scheme: SchemeInForce, on: date) -> sa.Exists:
    return sa.exists().where(
        Period.person_id == Attempt.person_id,
        Period.certification_id == scheme.certification.id,
        Period.revoked_at.is_(None),
        Period.completed_on <= on,
        Period.window_opens > on,
    )
