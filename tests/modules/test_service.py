"""Modules on the database: made from a version, taught by lessons, read in order."""

from collections.abc import Collection

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.codes.office import NOW, Office, draft, module, open_office, person
from training.codes.formats import BadFile
from training.codes.models import CodeVersion
from training.core.db import db
from training.modules import service
from training.modules.formats import Lesson, read_lesson
from training.modules.models import Module, Objective, Progress
from training.people.models import Agency

LESSON = """---
module: a
title: Nilai kita
title_en: Our values
summary: Ringkas.
summary_en: Short.
minutes: 3
---
Pembukaan.

## A.1
### Artinya
Jujur itu sederhana.

## Ringkasan
- Jujur.
"""


def lesson(text: str = LESSON) -> dict[str, Lesson]:
    found = read_lesson(text, name="a.md")
    return {found.module: found}


def teach(office: Office, lessons: dict[str, Lesson]) -> list[Module]:
    made = service.publish_modules(db.session.get_one(CodeVersion, office.version_id), lessons, now=NOW)
    db.session.commit()
    return made


def passing(monkeypatch: pytest.MonkeyPatch, *refs: str) -> None:
    def passed(_person_id: int, ids: Collection[int]) -> set[int]:
        return set(db.session.scalars(sa.select(Module.id).where(Module.ref.in_(refs), Module.id.in_(ids))))

    monkeypatch.setattr(service, "passed_by", passed)


def test_a_published_code_has_modules_without_further_steps(app: Flask) -> None:
    office = open_office(app)
    with app.app_context():
        rows = db.session.scalars(
            sa.select(Module).where(Module.version_id == office.version_id).order_by(Module.position)
        )
        assert [(row.key, len(row.objectives)) for row in rows] == [
            ("a", 2),
            ("b-wajib", 2),
            ("b-dilarang", 2),
        ]


def test_a_lesson_fills_its_module_and_missing_parts_leave_the_clause(app: Flask) -> None:
    office = open_office(app)
    with app.app_context():
        made = teach(office, lesson())[0]
        assert (made.title_in("id"), made.title_in("en"), made.minutes) == ("Nilai kita", "Our values", 3)
        assert [objective.lesson for objective in made.objectives] == [
            "### Artinya\nJujur itu sederhana.",
            "",
        ]


def test_a_better_lesson_keeps_module_and_objectives(app: Flask) -> None:
    office = open_office(app)
    with app.app_context():
        before = {row.id for row in db.session.scalars(sa.select(Objective))}
        teach(office, lesson())
        made = teach(office, lesson(LESSON.replace("sederhana", "menenangkan")))[0]
        assert made.ref == office.modules[0] and "menenangkan" in made.objectives[0].lesson
        assert {row.id for row in db.session.scalars(sa.select(Objective))} == before
        teach(office, {})
        assert "menenangkan" in made.objectives[0].lesson


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("## A.1", "## A.9"), "a.md:11: A.9: Modul a tidak memuat butir ini."),
        (("## A.1", "## B.wajib.1"), "a.md:11: B.wajib.1: Modul a tidak memuat butir ini."),
    ],
)
def test_a_lesson_on_a_clause_its_module_has_not_is_refused(
    app: Flask, change: tuple[str, str], message: str
) -> None:
    office = open_office(app)
    with app.app_context(), pytest.raises(BadFile) as caught:
        teach(office, lesson(LESSON.replace(*change)))
    assert str(caught.value) == message


def test_a_lesson_for_no_module_is_refused(app: Flask) -> None:
    office = open_office(app)
    stray = read_lesson(LESSON.replace("module: a", "module: z"), name="z.md")
    with (
        app.app_context(),
        pytest.raises(BadFile, match=r"z\.md:2: module: .*Yang ada: a, b-wajib, b-dilarang"),
    ):
        teach(office, {"z": stray})


def test_the_course_opens_module_by_module(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    office = open_office(app)
    with app.app_context():
        passing(monkeypatch)
        assert [met.state for met in service.course(person(office.officer))] == ["new", "locked", "locked"]
        passing(monkeypatch, office.modules[0])
        course = service.course(person(office.officer))
        assert [met.state for met in course] == ["passed", "new", "locked"]
        assert course[2].waits_for is course[1].module
        assert service.is_unlocked(person(office.officer), module(office.modules[1]))
        assert not service.is_unlocked(person(office.officer), module(office.modules[2]))


def test_an_agency_without_a_code_in_force_has_no_course(app: Flask) -> None:
    office = open_office(app)
    with app.app_context():
        agency = Agency(slug="dinas-kosong", name="Dinas Kosong")
        db.session.add(agency)
        db.session.flush()
        draft(agency, slug="kosong-2025")
        stranger = person(office.officer)
        stranger.agency_id = agency.id
        assert service.course(stranger) == []
        db.session.rollback()


def test_steps_are_read_in_order_once_and_for_good(app: Flask) -> None:
    office = open_office(app)
    with app.app_context():
        reader, first = person(office.officer), module(office.modules[0])
        assert service.mark_read(reader, first, 3, now=NOW).read == 0
        assert [service.mark_read(reader, first, step, now=NOW).read for step in (1, 1, 2, 1)] == [1, 1, 2, 2]
        assert not service.is_read(reader, first)
        assert service.mark_read(reader, first, 3, now=NOW).complete
        db.session.commit()
        assert service.is_read(reader, first)
        row = db.session.scalars(sa.select(Progress).where(Progress.person_id == reader.id)).one()
        assert (row.steps, row.started_at, row.read_at) == (3, NOW, NOW)
        assert service.course(reader)[0].state == "read"


def test_rereading_does_not_take_the_end_away(app: Flask) -> None:
    office = open_office(app)
    with app.app_context():
        reader, first = person(office.officer), module(office.modules[0])
        for step in (1, 2, 3, 1, 2):
            service.mark_read(reader, first, step, now=NOW)
        assert service.is_read(reader, first)
        db.session.rollback()


def test_another_agencys_module_is_not_found(app: Flask) -> None:
    office, other = open_office(app), open_office(app, slug="dinas-lain-2025", key="lain")
    with app.app_context():
        assert service.find(person(other.trainer), office.modules[0]) is None
        assert service.met(person(other.trainer), office.modules[0]) is None
