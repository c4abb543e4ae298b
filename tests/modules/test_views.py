"""The pages of a module, through the checking client."""

from typing import Any

import pytest
from flask import Flask

from tests.codes.office import HOSTILE, NOW, Office, open_office
from training.codes.models import CodeVersion
from training.core.db import db
from training.modules import service

from .test_service import LESSON, lesson


@pytest.fixture
def office(app: Flask) -> Office:
    found = open_office(app)
    with app.app_context():
        service.publish_modules(db.session.get_one(CodeVersion, found.version_id), lesson(), now=NOW)
        db.session.commit()
    return found


@pytest.fixture
def reader(office: Office, signed_in: Any) -> Any:
    return signed_in(office.officer)


def url(office: Office, number: int = 0, step: int | None = None) -> str:
    page = f"/modules/{office.modules[number]}"
    return page if step is None else f"{page}/steps/{step}"


def read_to(reader: Any, office: Office, step: int) -> Any:
    return [reader.post_form(url(office, step=n), page=url(office, step=n)) for n in range(1, step + 1)][-1]


def test_the_overview_says_what_it_is_about_and_where_to_begin(office: Office, reader: Any) -> None:
    page = reader.get(url(office)).text
    assert "Nilai kita" in page and "Pembukaan." in page and "sekitar 3 menit" in page
    assert "Mulai membaca" in page and url(office, step=1) in page
    assert url(office, step=2) not in page


def test_a_step_shows_the_clause_word_for_word_then_the_lesson(office: Office, reader: Any) -> None:
    page = reader.get(url(office, step=1)).text
    assert "Jujur, yaitu dapat dipercaya dalam perkataan dan perbuatan;" in page
    assert "Keputusan Kepala Dinas Uji Nomor 7/2025, 4 Maret 2025" in page
    assert "<h3>Artinya</h3>" in page and "Jujur itu sederhana." in page
    assert "1 dari 3" in page and "Nilai dasar A.1" in page


def test_a_clause_without_a_lesson_still_shows_its_text(office: Office, reader: Any) -> None:
    read_to(reader, office, 1)
    page = reader.get(url(office, step=2)).text
    assert "Disiplin, yaitu hadir tepat waktu" in page and "Artinya" not in page


def test_reading_goes_on_and_the_recap_leads_to_the_quiz(office: Office, reader: Any) -> None:
    assert read_to(reader, office, 1).location == url(office, step=2)
    assert "Lanjutkan membaca" in reader.get(url(office)).text
    assert read_to(reader, office, 3).location == f"{url(office)}/quiz"
    page = reader.get(url(office)).text
    assert f"{url(office)}/quiz" in page and "Baca lagi" in page


def test_going_back_loses_nothing(office: Office, reader: Any) -> None:
    read_to(reader, office, 2)
    assert reader.get(url(office, step=1)).status_code == 200
    assert reader.post_form(url(office, step=1), page=url(office, step=1)).location == url(office, step=2)
    assert "2 dari 3" in reader.get(url(office)).text


def test_a_step_too_far_leads_to_the_first_unread_one(office: Office, reader: Any) -> None:
    answer = reader.get(url(office, step=3))
    assert answer.status_code == 302 and answer.location == url(office, step=1)
    answer = reader.post_form(url(office, step=3), page=url(office, step=1))
    assert answer.status_code == 303 and answer.location == url(office, step=1)


@pytest.mark.parametrize("step", [0, 4, 99])
def test_a_step_that_is_none_does_not_exist(office: Office, reader: Any, step: int) -> None:
    assert reader.get(url(office, step=step)).status_code == 404
    assert reader.post_form(url(office, step=step), page=url(office, step=1)).status_code == 404


def test_a_locked_module_says_what_to_finish_first(office: Office, reader: Any) -> None:
    page = reader.get(url(office, 2)).text
    assert "Modul ini belum terbuka" in page and "Ke modul “Nilai kita”" in page and url(office, 0) in page
    assert reader.get(url(office, 2, 1)).location == url(office, 2)
    assert reader.post_form(url(office, 2, 1), page=url(office, step=1)).location == url(office, 2)


def test_the_next_module_opens_when_this_one_is_passed(
    office: Office, reader: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "passed_by", lambda _person, ids: {min(ids)})
    page = reader.get(url(office, 1)).text
    assert "Mulai membaca" in page
    assert "Lulus" in reader.get(url(office, 0)).text
    assert "Modul ini belum terbuka" in reader.get(url(office, 2)).text


def test_another_agencys_module_does_not_exist(app: Flask, office: Office, signed_in: Any) -> None:
    browser = signed_in(open_office(app, slug="dinas-lain-2025", key="lain").officer)
    for page in (url(office), url(office, step=1), "/modules/tidakada", f"{url(office)}x"):
        assert browser.get(page).status_code == 404
    assert browser.post_form(url(office, step=1), page="/codes").status_code == 404


def test_in_english_title_and_summary_are_english(office: Office, reader: Any) -> None:
    reader.post_form("/language", {"language": "en", "next": "/codes"}, page="/codes")
    page = reader.get(url(office)).text
    assert "Our values" in page and "Short." in page


def test_clause_and_lesson_are_data(app: Flask, signed_in: Any) -> None:
    office = open_office(
        app, text=HOSTILE.replace("Jujur, yaitu", "<img src=x> Jujur, yaitu"), slug="jahat-2025", key="jahat"
    )
    with app.app_context():
        lessons = lesson(LESSON.replace("sederhana.", "sederhana {{ 7 * 7 }} =1+1."))
        service.publish_modules(db.session.get_one(CodeVersion, office.version_id), lessons, now=NOW)
        db.session.commit()
    page = signed_in(office.officer).get(url(office, step=1)).text
    assert "&lt;img src=x&gt; Jujur" in page and "{{ 7 * 7 }} =1+1." in page
