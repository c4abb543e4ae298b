"""A small invented office of its own, so that these tests stand apart from the demo office."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

import sqlalchemy as sa
from flask import Flask

from tests.cast import Member
from tests.opening import open_modules
from training.codes.models import CodeVersion
from training.codes.service import import_text, publish
from training.core.access import Role
from training.core.db import db
from training.modules.models import Module
from training.modules.service import publish_modules
from training.people.models import Agency, Person, RoleGrant
from training.people.service import hasher

NOW = datetime(2026, 11, 21, 3, 41, tzinfo=UTC)
PASSWORD = "pagi-di-loket-uji"
SLUG = "dinas-uji-2025"
DECREE = "Keputusan Kepala Dinas Uji Nomor 7/2025"

TEXT = """KODE ETIK PELAYANAN DINAS UJI

A. Nilai Dasar

Petugas pelayanan wajib menjunjung tinggi nilai, meliputi:

1. Jujur, yaitu dapat dipercaya dalam perkataan dan perbuatan;
2. Disiplin, yaitu hadir tepat waktu sesuai dengan jam kerja;

B. Kewajiban dan Larangan

Petugas pelayanan wajib:

1. Melayani setiap permohonan dengan baik;
2. Menyimpan rahasia jabatan selama dan sesudah menjalankan tugas;

Petugas pelayanan dilarang:

1. Menerima imbalan dalam bentuk apa pun dari pemohon;
2. Mendahulukan kenalan dalam antrean;
"""
HOSTILE = TEXT.replace(
    "Menerima imbalan dalam bentuk apa pun dari pemohon;",
    '<script>alert(1)</script> =HYPERLINK("http://contoh") {{ 7 * 7 }} dari pemohon;',
)
LOST = TEXT.replace("2. Menyimpan rahasia", ". Menyimpan rahasia")


@dataclass(frozen=True)
class Office:
    """Who is there, and what they train by."""

    agency_id: int
    version_id: int
    officer: Member
    trainer: Member
    modules: tuple[str, ...]


def open_office(
    app: Flask, *, text: str = TEXT, slug: str = SLUG, key: str = "uji", opened: bool = True
) -> Office:
    """An agency with an officer, a trainer and one published code; everything committed. Its modules certify
    unless not `opened`: it has no scenarios."""
    with app.app_context():
        agency = Agency(slug=f"dinas-{key}", name="Dinas Uji", zone="Asia/Jakarta")
        db.session.add(agency)
        db.session.flush()
        officer = _person(agency, f"petugas@{key}.contoh.id")
        trainer = _person(agency, f"pelatih@{key}.contoh.id", Role.TRAINER)
        version = draft(agency, text=text, slug=slug)
        publish(version, actor="system", now=NOW)
        refs = tuple(module.ref for module in publish_modules(version, {}, now=NOW))
        found = Office(agency.id, version.id, officer, trainer, refs)
        db.session.commit()
        if opened:
            open_modules(Module.version_id == found.version_id)
        return found


def draft(agency: Agency, *, text: str = TEXT, slug: str = SLUG, name: str = "code.txt") -> CodeVersion:
    """A text imported with the office's decree; the caller commits."""
    return import_text(
        agency,
        slug=slug,
        text=text,
        source_name=name,
        title="Kode Etik Pelayanan Dinas Uji",
        title_en="Code of Ethics of the Test Agency",
        decree=DECREE,
        decree_date=date(2025, 3, 4),
        now=NOW,
    )


def person(member: Member) -> Person:
    """The row of somebody of the office; inside an application context."""
    return db.session.scalars(sa.select(Person).where(Person.email == member.email)).one()


def module(ref: str) -> Module:
    """The row of a module; inside an application context."""
    return db.session.scalars(sa.select(Module).where(Module.ref == ref)).one()


def _person(agency: Agency, email: str, role: Role | None = None) -> Member:
    row = Person(agency=agency, name="Uji Coba", email=email, password_hash=hasher.hash(PASSWORD))
    if role:
        row.grants = [RoleGrant(role=role)]
    db.session.add(row)
    return Member("Uji Coba", "", email, agency.slug, PASSWORD)
