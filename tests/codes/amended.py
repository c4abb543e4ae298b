"""Shortcuts for tests about amendments: an office whose code is certified, a next text, and its judgement."""

from datetime import datetime

import sqlalchemy as sa

from tests.opening import open_modules
from training.certifications.models import Certification
from training.certifications.service import open_scheme
from training.codes import amendments
from training.codes.models import Amendment, CodeVersion
from training.codes.service import import_text
from training.core.access import Role
from training.core.db import db
from training.modules.models import COURSE, DELTA, Module
from training.people.models import Agency, Person, RoleGrant

from .office import NOW, SLUG, TEXT

SLIP = TEXT.replace("dapat dipercaya", "dapat dipercaja")
STRICTER = TEXT.replace("Menyimpan rahasia jabatan", "Menyimpan rahasia jabatan dan data pemohon")
LONGER = TEXT.replace(
    "2. Mendahulukan kenalan dalam antrean;",
    "2. Mendahulukan kenalan dalam antrean;\n3. Meminta pemohon membayar denda di luar kasir resmi;",
)
SHORTER = TEXT.replace("2. Mendahulukan kenalan dalam antrean;\n", "")


def make_administrator(agency_id: int) -> Person:
    """Somebody of the office who may publish codes; inside an application context."""
    found = db.session.scalar(sa.select(Person).where(Person.email == "admin@uji.contoh.id"))
    if found is None:
        agency = db.session.get_one(Agency, agency_id)
        trainer = db.session.scalars(sa.select(Person).where(Person.email == "pelatih@uji.contoh.id")).one()
        found = Person(agency=agency, name="Ibu Admin", email="admin@uji.contoh.id")
        found.password_hash = trainer.password_hash
        found.grants = [RoleGrant(role=Role.ADMINISTRATOR)]
        db.session.add(found)
        db.session.flush()
    return found


def scheme_of(agency_id: int) -> Certification:
    """The certification of the office's code, opened when there is none yet."""
    version = db.session.scalars(sa.select(CodeVersion).filter_by(agency_id=agency_id).limit(1)).one()
    return open_scheme(version.code, title="Sertifikasi uji")


def next_draft(agency_id: int, text: str, *, now: datetime = NOW) -> CodeVersion:
    """`text` as the next draft of the office's code."""
    agency = db.session.get_one(Agency, agency_id)
    return import_text(agency, slug=SLUG, text=text, source_name="baru.txt", now=now)


def judge_all(amendment: Amendment, actor: Person, weights: dict[str, str], *, now: datetime = NOW) -> None:
    """Every change that waits, by its address; those not named are editorial."""
    for change in [each for each in amendment.changes if each.waits]:
        weight = weights.get(change.new_address or change.old_address or "", "editorial")
        amendments.judge(
            amendment, change.ref, rev=change.rev, weight=weight, reason="Uji.", actor=actor, now=now
        )


def amend(
    agency_id: int, text: str, weights: dict[str, str], *, now: datetime = NOW, opened: bool = True
) -> Amendment:
    """The next text published with these weights; everything committed. Its modules certify unless not
    `opened`."""
    actor = make_administrator(agency_id)
    amendment = amendments.open_amendment(next_draft(agency_id, text, now=now), actor=actor, now=now)
    judge_all(amendment, actor, weights, now=now)
    stamp = amendments.stamp_of(amendment)
    amendments.publish_amendment(amendment, stamp=stamp, actor=actor.ref, now=now)
    db.session.commit()
    if opened:
        open_modules(Module.version_id == amendment.new_version_id)
    return amendment


def course_of(version: CodeVersion) -> dict[str, Module]:
    """The modules of a version's course by key."""
    rows = sa.select(Module).where(Module.version_id == version.id, Module.kind == COURSE)
    return {module.key: module for module in db.session.scalars(rows)}


def delta_of(version: CodeVersion) -> Module | None:
    """The delta module of a version, if it has one."""
    return db.session.scalar(sa.select(Module).where(Module.version_id == version.id, Module.kind == DELTA))
