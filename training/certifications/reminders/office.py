"""What all reminders of an agency say alike: who writes, whom to ask, where to go, how long things take."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field

import sqlalchemy as sa
from flask import current_app, has_request_context, request

from ...codes.models import IN_FORCE, CodeVersion
from ...core.access import Role
from ...core.db import db
from ...modules.models import COURSE, Module
from ...people.models import Agency, Person, RoleGrant
from ..models import Certification
from .pressing import About, Deadline

RUN_MINUTES, ATTEST_MINUTES = 15, 5
MOST_CONTACTS = 3


@dataclass(frozen=True, slots=True)
class Effort:
    """How many modules are asked, whether the declaration is, and how many minutes all of it takes."""

    modules: int
    attestation: bool
    minutes: int


@dataclass(frozen=True, slots=True)
class Terms:
    """What a scheme asks, the first time and when it is renewed."""

    first: Effort
    renewal: Effort


@dataclass(frozen=True, slots=True)
class Office:
    """The writer of an agency's letters. `lessons` are the minutes of modules that teach what changed."""

    id: int
    name: str
    zone: str
    origin: str
    contacts: tuple[str, ...] = ()
    terms: dict[int, Terms] = field(default_factory=dict)
    lessons: dict[int, int] = field(default_factory=dict)

    def effort(self, scheme_id: int, deadline: Deadline) -> Effort:
        """What a deadline asks for."""
        if deadline.about is About.DELTA:
            lesson = self.lessons.get(deadline.module_id or 0)
            return _effort([lesson] if lesson else [], attestation=True)
        terms = self.terms[scheme_id]
        return terms.renewal if deadline.about is About.RENEWAL else terms.first


def office_of(agency: Agency, schemes: Collection[int]) -> Office:
    """The agency as a writer of letters about these schemes, in two statements; one where there are none."""
    terms, lessons = _terms(schemes)
    return Office(agency.id, agency.name, agency.zone, origin(), _contacts(agency.id), terms, lessons)


def origin() -> str:
    """The public address, for links; where none is set the one somebody uses, empty in a worker."""
    known = str(current_app.config["ORIGIN"])
    return known or (request.host_url.rstrip("/") if has_request_context() else "")


def _contacts(agency_id: int) -> tuple[str, ...]:
    rows = sa.select(Person.name).join(RoleGrant, RoleGrant.person_id == Person.id)
    rows = rows.where(Person.agency_id == agency_id, Person.active, RoleGrant.role == Role.HR)
    return tuple(db.session.scalars(rows.order_by(Person.name).limit(MOST_CONTACTS)))


def _terms(schemes: Collection[int]) -> tuple[dict[int, Terms], dict[int, int]]:
    if not schemes:
        return {}, {}
    rows = (
        sa.select(
            *(Certification.id, Certification.modules, Certification.short_modules),
            *(
                Certification.attestation,
                Module.id.label("module_id"),
                Module.key,
                Module.kind,
                Module.minutes,
            ),
        )
        .join(CodeVersion, CodeVersion.code_id == Certification.code_id)
        .join(Module, Module.version_id == CodeVersion.id)
        .where(Certification.id.in_(schemes))
        .where(sa.or_(CodeVersion.state == IN_FORCE, Module.kind != COURSE))
    )
    found = db.session.execute(rows).all()
    course: defaultdict[int, dict[str, int]] = defaultdict(dict)
    asked = {}
    for row in found:
        asked[row.id] = row
        if row.kind == COURSE:
            course[row.id][row.key] = row.minutes
    terms = {number: _terms_of(row, course[number]) for number, row in asked.items()}
    return terms, {row.module_id: row.minutes for row in found if row.kind != COURSE}


def _terms_of(row: sa.Row, minutes: dict[str, int]) -> Terms:
    def every(keys: list[str]) -> Effort:
        return _effort([each for key, each in minutes.items() if not keys or key in keys], row.attestation)

    return Terms(every(row.modules), every(row.short_modules or row.modules))


def _effort(minutes: list[int], attestation: bool) -> Effort:
    needed = sum(minutes) + RUN_MINUTES * len(minutes) + (ATTEST_MINUTES if attestation else 0)
    return Effort(len(minutes), attestation, needed)
