"""What happens to codes: a text is imported as a draft, and published once as the version in force."""

from datetime import date, datetime
from hashlib import sha256
from typing import cast

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from ..core.clock import day_in
from ..core.db import db
from ..ledger.service import record
from ..people.models import Agency, Person
from .keeping import keep
from .models import (
    DRAFT,
    IN_FORCE,
    SUPERSEDED,
    Clause,
    ClauseNote,
    Code,
    CodeVersion,
    ReadingFinding,
    Section,
)
from .reading import Document, Element, completeness, read
from .rules import cite, content_hash, plain


class SlugTaken(ValueError):
    """Another agency has a code by this name."""


class NotPublishable(ValueError):
    """A version that may not come into force: `not_draft`, `changed`, `no_clauses`, `errors`, `too_early`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def import_text(
    agency: Agency,
    *,
    slug: str,
    text: str,
    source_name: str,
    title: str = "",
    title_en: str = "",
    decree: str = "",
    decree_date: date | None = None,
    in_force_from: date | None = None,
    document: Document | None = None,
    now: datetime,
) -> CodeVersion:
    """Keep `text` as the next draft of the agency's code `slug`, with what is read in it and the findings.

    `document` is what was read, where that was done elsewhere already.
    A code by that name is opened when there is none. A text that is already a version is that version,
    unchanged. Raises SlugTaken.
    """
    code = _code(agency, slug) or Code(agency_id=agency.id, slug=slug, title=title, title_en=title_en)
    digest = sha256(text.encode()).hexdigest()
    if code.id and (known := _version_of_text(code, digest)):
        return known
    document = document or read(text)
    code.title = code.title or title or document.title or slug
    db.session.add(code)
    db.session.flush()
    version = CodeVersion(
        agency_id=agency.id,
        code=code,
        number=_last_number(code) + 1,
        state=DRAFT,
        title=title or document.title or code.title,
        decree=decree,
        decree_date=decree_date,
        in_force_from=in_force_from,
        source_name=source_name,
        source_text=text,
        source_hash=digest,
        created_at=now,
    )
    keep(document, version)
    db.session.add(version)
    db.session.flush()
    return version


def publish(version: CodeVersion, *, actor: str, now: datetime, rev: int | None = None) -> CodeVersion:
    """Freeze a draft and put it in force; the version before it is superseded.

    Publishing what is in force already changes nothing. `actor` is a person's reference or `system`; `rev`
    is the state of the draft they decided on. Raises NotPublishable.
    """
    db.session.execute(sa.select(Code.id).where(Code.id == version.code_id).with_for_update())
    # The row is locked against a repair that would change the words between hashing and freezing.
    db.session.refresh(version, with_for_update=True)
    if version.state == IN_FORCE:
        return version
    if rev is not None and rev != version.rev and version.state == DRAFT:
        raise NotPublishable("changed")
    today = day_in(db.session.get_one(Agency, version.agency_id).zone, now)
    _refuse_unready(version, today)
    db.session.execute(
        sa.update(CodeVersion)
        .where(CodeVersion.code_id == version.code_id, CodeVersion.state == IN_FORCE)
        .values(state=SUPERSEDED)
    )
    version.content_hash = content_hash(version.clauses)
    version.state, version.published_at = IN_FORCE, now
    version.in_force_from = version.in_force_from or version.decree_date or today
    db.session.flush()
    record("code.published", version, actor=actor, at=now)
    return version


def version_in_force(agency_id: int) -> CodeVersion | None:
    """The version in force of the agency's code, the newest if it has several codes."""
    rows = sa.select(CodeVersion).where(CodeVersion.agency_id == agency_id, CodeVersion.state == IN_FORCE)
    return db.session.scalar(rows.order_by(CodeVersion.published_at.desc(), CodeVersion.id.desc()).limit(1))


def find_version(person: Person, slug: str, number: int, *, whole: bool = False) -> CodeVersion | None:
    """A version of the person's agency by code name and number; drafts only for who may manage codes.

    `whole` brings sections with their clauses along.
    """
    rows = (
        sa.select(CodeVersion)
        .join(CodeVersion.code)
        .where(CodeVersion.agency_id == person.agency_id, Code.slug == slug, CodeVersion.number == number)
    )
    if not person.may("codes.manage"):
        rows = rows.where(CodeVersion.state != DRAFT)
    if whole:
        rows = rows.options(selectinload(CodeVersion.sections).selectinload(Section.clauses))
    return db.session.scalar(rows)


def versions(person: Person) -> list[CodeVersion]:
    """Every version the person may see, by code, the newest first."""
    rows = sa.select(CodeVersion).join(CodeVersion.code).where(CodeVersion.agency_id == person.agency_id)
    if not person.may("codes.manage"):
        rows = rows.where(CodeVersion.state != DRAFT)
    return list(db.session.scalars(rows.order_by(Code.title, Code.id, CodeVersion.number.desc())))


def clause_counts(rows: list[CodeVersion]) -> dict[int, int]:
    """How many clauses each version has, by version id."""
    return _count(Clause.version_id, rows)


def finding_counts(rows: list[CodeVersion]) -> dict[int, int]:
    """How many of the reader's doubts about each version are still open, by version id."""
    return _count(ReadingFinding.version_id, rows, ReadingFinding.resolved_at.is_(None))


def findings(version: CodeVersion) -> list[ReadingFinding]:
    """The reader's doubts about a version, by line."""
    rows = sa.select(ReadingFinding).where(ReadingFinding.version_id == version.id)
    return list(db.session.scalars(rows.order_by(ReadingFinding.line, ReadingFinding.id)))


def elements(version: CodeVersion) -> list[Element]:
    """What a code is expected to hold, each with the clause of this version that holds it, if any."""
    return completeness(cast(Document, version))


def source_text(version: CodeVersion) -> str:
    """The document's text exactly as it was imported."""
    rows = sa.select(CodeVersion.source_text).where(CodeVersion.id == version.id)
    return db.session.scalars(rows).one()


def notes(version: CodeVersion) -> dict[str, list[ClauseNote]]:
    """What was remarked on the wording of this version, by address."""
    rows = sa.select(ClauseNote).where(ClauseNote.version_id == version.id).order_by(ClauseNote.id)
    found: dict[str, list[ClauseNote]] = {}
    for note in db.session.scalars(rows):
        found.setdefault(note.address, []).append(note)
    return found


def add_note(
    version: CodeVersion, address: str, text: str, *, person: Person | None, now: datetime
) -> ClauseNote:
    """Remark on the wording of a clause; the same remark again is the one there is.

    Raises KeyError when the version has no such clause.
    """
    if address not in {clause.address for clause in version.clauses}:
        raise KeyError(address)
    for known in notes(version).get(address, []):
        if known.text == plain(text):
            return known
    note = ClauseNote(agency_id=version.agency_id, version_id=version.id, address=address, text=plain(text))
    note.person_id, note.at = (person.id if person else None), now
    db.session.add(note)
    db.session.flush()
    return note


def citation(version: CodeVersion) -> str:
    """`Keputusan … Nomor …, 19 Februari 2024`: what is printed beneath every quoted clause."""
    return cite(version.title, version.decree, version.decree_date)


def _code(agency: Agency, slug: str) -> Code | None:
    code = db.session.scalar(sa.select(Code).where(Code.slug == slug).with_for_update())
    if code is not None and code.agency_id != agency.id:
        raise SlugTaken(slug)
    return code


def _version_of_text(code: Code, digest: str) -> CodeVersion | None:
    rows = sa.select(CodeVersion).where(CodeVersion.code_id == code.id, CodeVersion.source_hash == digest)
    return db.session.scalar(rows)


def _last_number(code: Code) -> int:
    numbers = sa.select(sa.func.max(CodeVersion.number)).where(CodeVersion.code_id == code.id)
    return db.session.scalar(numbers) or 0


def _refuse_unready(version: CodeVersion, today: date) -> None:
    if version.state != DRAFT:
        raise NotPublishable("not_draft")
    if not version.clauses:
        raise NotPublishable("no_clauses")
    if any(finding.severity == "error" and finding.open for finding in version.findings):
        raise NotPublishable("errors")
    if version.in_force_from and version.in_force_from > today:
        raise NotPublishable("too_early")


def _count(
    column: sa.orm.InstrumentedAttribute[int], rows: list[CodeVersion], *conditions: sa.ColumnElement[bool]
) -> dict[int, int]:
    wanted = column.in_([row.id for row in rows])
    counted = sa.select(column, sa.func.count()).where(wanted, *conditions).group_by(column)
    return dict(db.session.execute(counted).all())
