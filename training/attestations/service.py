"""What happens: somebody declares, with their password, that they have read a version and will keep to it."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import aliased

from ..codes.models import IN_FORCE, CodeVersion
from ..codes.rules import grouped
from ..codes.service import citation
from ..core.db import db
from ..ledger.service import record
from ..modules import service as modules
from ..modules.service import CourseModule
from ..people.models import Person
from ..people.service import Device, authenticate
from .models import Attestation
from .rules import Shown, ShownClause, ShownList, ShownSection, shown_hash


class NotOpen(Exception):
    """The version is not in force, or modules are still to be passed."""


class ShownChanged(Exception):
    """What was on the screen is not what would be attested to now."""


def shown(version: CodeVersion, statement: str) -> Shown:
    """What the page shows of a version, and above which statement the password is asked."""
    sections = tuple(
        ShownSection(
            section.heading,
            tuple(
                ShownList(group, tuple(ShownClause(clause.address, clause.text) for clause in clauses))
                for group, clauses in grouped(section.clauses)
            ),
        )
        for section in version.sections
        if section.clauses
    )
    return Shown(version.title, citation(version), sections, statement)


def waiting(person: Person, version: CodeVersion) -> list[CourseModule]:
    """The modules the person must still pass before this version can be attested: all of its course, or its
    delta for whom that is asked instead."""
    asked = modules.deltas_asked(person.id)
    course, deltas = modules.course_and_deltas(person, version.id, asked or ())
    missing = [met for met in course if not met.passed]
    return missing if asked is None or not missing else [met for met in deltas if not met.passed]


def find(person: Person, version: CodeVersion) -> Attestation | None:
    """The person's attestation of this version, or of one that differs from it only in wording."""
    return _find(person.id, version.id)


def attested(person_id: int, version_id: int) -> bool:
    """Whether this person has attested to this version, or to one that differs from it only in wording."""
    return _find(person_id, version_id) is not None


def attest(
    person: Person,
    version: CodeVersion,
    *,
    text: Shown,
    seen_hash: str,
    language: str,
    password: str,
    address: str,
    now: datetime,
    device: Device | None = None,
) -> Attestation:
    """Keep the person's declaration for good and put it on record; a second one is the first, unchanged.

    `seen_hash` is the hash of the text that was on the screen. Raises NotOpen, ShownChanged, and what
    people.service.authenticate raises: Refused for a wrong password, TooManyTries; commit after these two.
    """
    if made := find(person, version):
        return made
    if version.state != IN_FORCE or waiting(person, version):
        raise NotOpen
    if seen_hash != shown_hash(text):
        raise ShownChanged
    authenticate(person.nip or person.email or "", password, address=address, now=now, device=device)
    row = Attestation(
        agency_id=person.agency_id,
        person=person,
        version=version,
        shown_hash=seen_hash,
        language=language,
        statement=text.statement,
        at=now,
    )
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:
        return db.session.scalars(_of(person.id, version.id)).one()
    record("code.attested", row, actor=person.ref, at=now)
    return row


def _find(person_id: int, version_id: int) -> Attestation | None:
    asked, said = aliased(CodeVersion), aliased(CodeVersion)
    rows = (
        sa.select(Attestation)
        .join(said, said.id == Attestation.version_id)
        .join(asked, sa.and_(asked.code_id == said.code_id, asked.lineage == said.lineage))
        .where(Attestation.person_id == person_id, asked.id == version_id)
    )
    return db.session.scalar(rows.order_by(Attestation.at.desc(), Attestation.id.desc()).limit(1))


def _of(person_id: int, version_id: int) -> sa.Select[Attestation]:
    rows = sa.select(Attestation)
    return rows.where(Attestation.person_id == person_id, Attestation.version_id == version_id)
