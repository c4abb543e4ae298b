"""Importing and publishing, on the database."""

from datetime import date

import pytest
import sqlalchemy as sa
from flask import Flask

from training.codes import service
from training.codes.models import DRAFT, IN_FORCE, SUPERSEDED, Code, CodeVersion
from training.codes.service import (
    NotPublishable,
    SlugTaken,
    citation,
    find_version,
    publish,
    version_in_force,
)
from training.core.db import db
from training.ledger.models import LedgerLeaf
from training.people.models import Agency

from .office import DECREE, LOST, NOW, SLUG, TEXT, draft, open_office, person

AMENDED = TEXT.replace("Mendahulukan kenalan", "Mendahulukan kenalan dan kerabat")


def agency() -> Agency:
    found = Agency(slug="dinas-sendiri", name="Dinas Sendiri", zone="Asia/Jayapura")
    db.session.add(found)
    db.session.flush()
    return found


def refusal(version: CodeVersion) -> str:
    with pytest.raises(NotPublishable) as caught:
        publish(version, actor="system", now=NOW)
    return caught.value.reason


def test_an_imported_text_is_a_draft_with_sections_clauses_and_source(app: Flask) -> None:
    with app.app_context():
        version = draft(agency())
        db.session.commit()
        assert (version.number, version.state) == (1, DRAFT)
        assert [section.heading for section in version.sections] == [
            "A. Nilai Dasar",
            "B. Kewajiban dan Larangan",
        ]
        assert [c.address for c in version.clauses][-2:] == ["B.dilarang.1", "B.dilarang.2"]
        assert service.source_text(version) == TEXT


def test_the_same_text_again_is_the_same_version(app: Flask) -> None:
    with app.app_context():
        office = agency()
        assert draft(office) is draft(office, name="salinan.txt")
        assert draft(office, text=AMENDED).number == 2


def test_a_code_name_belongs_to_one_agency(app: Flask) -> None:
    open_office(app)
    with app.app_context(), pytest.raises(SlugTaken):
        draft(agency())


def test_publishing_freezes_the_text_and_is_on_record(app: Flask) -> None:
    office = open_office(app)
    with app.app_context():
        version = version_in_force(office.agency_id)
        assert version is not None and version.state == IN_FORCE
        assert len(version.content_hash) == 64
        assert version.in_force_from == date(2025, 3, 4)
        assert citation(version) == f"{DECREE}, 4 Maret 2025"
        leaves = db.session.scalars(
            sa.select(LedgerLeaf).where(LedgerLeaf.record == f"code_version:{version.ref}")
        )
        assert [leaf.kind for leaf in leaves] == ["code.published"]


def test_publishing_twice_changes_nothing(app: Flask) -> None:
    office = open_office(app)
    with app.app_context():
        version = db.session.get_one(CodeVersion, office.version_id)
        before = version.published_at
        publish(version, actor="system", now=NOW)
        db.session.commit()
        assert version.published_at == before
        assert (
            db.session.scalar(
                sa.select(sa.func.count()).where(LedgerLeaf.record == f"code_version:{version.ref}")
            )
            == 1
        )


def test_a_new_version_supersedes_the_one_in_force(app: Flask) -> None:
    office = open_office(app)
    with app.app_context():
        first = db.session.get_one(CodeVersion, office.version_id)
        second = publish(
            draft(db.session.get_one(Agency, office.agency_id), text=AMENDED), actor="system", now=NOW
        )
        db.session.commit()
        assert (first.state, second.state) == (SUPERSEDED, IN_FORCE)
        assert first.content_hash != second.content_hash
        assert version_in_force(office.agency_id) is second
        assert refusal(first) == "not_draft"


def test_a_text_with_open_doubts_is_not_published(app: Flask) -> None:
    with app.app_context():
        assert refusal(draft(agency(), text=LOST)) == "errors"


def test_a_text_without_clauses_is_not_published(app: Flask) -> None:
    with app.app_context():
        version = draft(agency(), text="Kata pengantar. Puji syukur kami panjatkan.")
        assert version.findings
        assert refusal(version) == "no_clauses"


def test_a_code_does_not_come_into_force_before_its_day(app: Flask) -> None:
    with app.app_context():
        version = draft(agency())
        version.in_force_from = date(2026, 11, 22)
        assert refusal(version) == "too_early"
        version.in_force_from = date(2026, 11, 21)
        assert publish(version, actor="system", now=NOW).state == IN_FORCE


def test_two_versions_cannot_both_be_in_force(app: Flask) -> None:
    office = open_office(app)
    with app.app_context():
        draft(db.session.get_one(Agency, office.agency_id), text=AMENDED).state = IN_FORCE
        with pytest.raises(sa.exc.IntegrityError):
            db.session.flush()
        db.session.rollback()


def test_drafts_are_found_only_by_who_manages_codes(app: Flask) -> None:
    office = open_office(app)
    with app.app_context():
        draft(db.session.get_one(Agency, office.agency_id), text=LOST)
        db.session.commit()
        assert find_version(person(office.officer), SLUG, 2) is None
        assert find_version(person(office.trainer), SLUG, 2) is not None
        assert [v.number for v in service.versions(person(office.officer))] == [1]
        assert [v.number for v in service.versions(person(office.trainer))] == [2, 1]


def test_another_agency_finds_nothing(app: Flask) -> None:
    office, other = open_office(app), open_office(app, slug="dinas-lain-2025", key="lain")
    with app.app_context():
        assert find_version(person(other.trainer), SLUG, 1) is None
        assert [v.code.slug for v in service.versions(person(office.trainer))] == [SLUG]


def test_what_a_code_lacks_is_known(app: Flask) -> None:
    office = open_office(app)
    with app.app_context():
        found = {
            e.id: e.address for e in service.elements(db.session.get_one(CodeVersion, office.version_id))
        }
        assert found["corruption-ban"] == "B.dilarang.1"
        assert found["sanctions"] is None


def test_text_is_kept_word_for_word_whatever_it_says(app: Flask) -> None:
    with app.app_context():
        strange = TEXT.replace(
            "Mendahulukan kenalan dalam antrean", '=1+1 <b>Mendahulukan</b> "kenalan" & {{ 7 * 7 }}'
        )
        version = draft(agency(), text=strange)
        db.session.commit()
        assert any(
            '=1+1 <b>Mendahulukan</b> "kenalan" & {{ 7 * 7 }}' in clause.text for clause in version.clauses
        )
        assert (
            db.session.scalar(sa.select(Code.title).where(Code.id == version.code_id))
            == "Kode Etik Pelayanan Dinas Uji"
        )
