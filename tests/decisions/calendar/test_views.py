"""The calendar and the terms on screen: who keeps cases changes them, with a reason, and everybody else cannot."""

import pytest
import sqlalchemy as sa
from flask import Flask

from training.core.db import db
from training.decisions.calendar.models import CalendarDay, TermSetting

from ...checking import CheckingClient

pytestmark = pytest.mark.usefixtures("board", "that_morning")
DAY = {"day-day": "2026-12-09", "day-working": "", "day-name": "Pilkades", "day-reason": "SE Sekda 5/2026"}
TERM = {"days": "10", "direction": "at_least", "since": "2026-11-23", "reason": "Kesepakatan 2026"}
PAGE, TERM_PAGE = "/cases/calendar", "/cases/calendar/term?track=discipline&key=delivery"


def ref_of(app: Flask, model) -> str:
    with app.app_context():
        return db.session.scalars(sa.select(model.ref)).one()


def test_a_year_by_month_with_its_source(client: CheckingClient, cast) -> None:
    page = client.sign_in(cast.ratna).get(PAGE).text
    assert "Kalender kerja 2026" in page and "Kamis, 24 Desember" in page and "Cuti bersama Natal" in page
    assert "1497 Tahun 2025" in page and "19 September 2025" in page and "Periksa terhadap naskah" in page
    assert "Nilai bukan bukti pelanggaran" in page
    assert "belum diketahui" not in page


def test_a_year_nobody_knows_says_so_and_is_vouched_for(app: Flask, client: CheckingClient, cast) -> None:
    page = client.sign_in(cast.ratna).get(f"{PAGE}?year=2028").text
    assert "Hari libur 2028 belum diketahui" in page
    early = client.post_form(f"{PAGE}/years", {"year-year": "2028", "year-reason": "SKB 2028"})
    assert early.status_code == 422 and "nyatakan lengkap" in early.text
    assert client.post_form(f"{PAGE}/days", DAY | {"day-day": "2028-01-03"}).status_code == 303
    assert (
        client.post_form(f"{PAGE}/years", {"year-year": "2028", "year-reason": "SKB 2028"}).status_code == 303
    )
    page = client.get(f"{PAGE}?year=2028").text
    assert "belum diketahui" not in page and "Hari libur 2028 lengkap" in page
    assert client.post_form(f"{PAGE}/settings/{ref_of(app, TermSetting)}/withdraw").status_code == 303
    assert "belum diketahui" in client.get(f"{PAGE}?year=2028").text


@pytest.mark.parametrize("year", ["", "x", "-1", "99999", "2014", "9" * 30])
def test_any_year_may_be_asked_for(client: CheckingClient, cast, year: str) -> None:
    assert client.sign_in(cast.ratna).get(f"{PAGE}?year={year}").status_code == 200


def test_a_day_is_added_and_withdrawn(app: Flask, client: CheckingClient, cast) -> None:
    client.sign_in(cast.ratna)
    answer = client.post_form(f"{PAGE}/days", DAY, page=PAGE)
    assert answer.status_code == 303 and answer.location.endswith("year=2026")
    page = client.get(PAGE).text
    assert "Rabu, 9 Desember" in page and "SE Sekda 5/2026" in page and "Ratna Puspita" in page
    again = client.post_form(f"{PAGE}/days/{ref_of(app, CalendarDay)}/withdraw")
    assert again.status_code == 303 and "ditarik 23 November 2026" in client.get(PAGE).text
    assert client.post_form(f"{PAGE}/days/{ref_of(app, CalendarDay)}/withdraw").status_code == 303


def test_a_free_day_that_is_over_has_no_button_and_is_kept(app: Flask, client: CheckingClient, cast) -> None:
    client.sign_in(cast.ratna)
    assert client.post_form(f"{PAGE}/days", DAY | {"day-day": "2026-11-18"}, page=PAGE).status_code == 303
    address = f"{PAGE}/days/{ref_of(app, CalendarDay)}/withdraw"
    assert address not in client.get(PAGE).text
    answer = client.post_form(address)
    assert answer.status_code == 422 and "Hari yang sudah lewat tidak" in answer.text
    assert "Pilkades" in client.get(PAGE).text and "ditarik" not in client.get(PAGE).text


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"day-day": ""}, "Isi tanggalnya"),
        ({"day-day": "2026-02-30"}, "field-error"),
        ({"day-day": "2026-12-25"}, "sudah tercatat"),
        ({"day-name": ""}, "Tuliskan nama harinya"),
        ({"day-reason": "x" * 501}, "Paling banyak 500"),
        ({"day-working": "z"}, "field-error"),
    ],
)
def test_a_faulty_day_keeps_what_was_typed(
    app: Flask, client: CheckingClient, cast, changed: dict[str, str], said: str
) -> None:
    answer = client.sign_in(cast.ratna).post_form(f"{PAGE}/days", DAY | changed)
    assert answer.status_code == 422 and said in answer.text
    if "day-name" not in changed:
        assert "Pilkades" in answer.text
    with app.app_context():
        assert not db.session.scalars(sa.select(CalendarDay)).all()


def test_the_week_is_set_with_a_reason(client: CheckingClient, cast) -> None:
    client.sign_in(cast.ratna)
    assert client.post_form(f"{PAGE}/week", {"week-week": "6"}).status_code == 422
    assert client.post_form(f"{PAGE}/week", {"week-week": "  ", "week-reason": "x"}).status_code == 422
    assert client.post_form(f"{PAGE}/week", {"week-reason": "x"}).status_code == 422
    assert client.post_form(f"{PAGE}/week", {"week-week": "6", "week-reason": "SE"}).status_code == 303
    assert "Senin sampai dengan Sabtu" in client.get(PAGE).text


def test_terms_show_their_source_and_how_sure_we_are(client: CheckingClient, cast) -> None:
    page = client.sign_in(cast.ratna).get("/cases/calendar/terms").text
    assert "paling lambat 65 hari kerja" in page and "PP 79/2021" in page and "belum diperiksa" in page
    assert "ketentuan kantor, bukan dari peraturan" in page and "pada hari yang sama" in page


def test_a_term_is_set_and_withdrawn(app: Flask, client: CheckingClient, cast) -> None:
    client.sign_in(cast.ratna)
    assert "paling lambat 14 hari kerja" in client.get(TERM_PAGE).text
    assert client.post_form(TERM_PAGE, TERM, page=TERM_PAGE).status_code == 303
    page = client.get(TERM_PAGE).text
    assert "paling singkat 10 hari kerja" in page and "Kesepakatan 2026" in page and "Ratna Puspita" in page
    assert "Kesepakatan 2026" in client.get("/cases/calendar/terms").text
    gone = client.post_form(f"{PAGE}/settings/{ref_of(app, TermSetting)}/withdraw")
    assert gone.status_code == 303 and gone.location.endswith("key=delivery")
    assert "ditarik" in client.get(TERM_PAGE).text


@pytest.mark.parametrize(
    "changed",
    [
        {"days": "-1"},
        {"days": "x"},
        {"days": ""},
        {"days": "9" * 40},
        {"direction": "never"},
        {"since": "2026-11-22"},
        {"since": ""},
        {"since": "9999-01-01"},
        {"reason": " "},
    ],
)
def test_a_faulty_term_is_not_taken(app: Flask, client: CheckingClient, cast, changed: dict) -> None:
    answer = client.sign_in(cast.ratna).post_form(TERM_PAGE, TERM | changed)
    assert answer.status_code == 422 and "field-error" in answer.text
    with app.app_context():
        assert not db.session.scalars(sa.select(TermSetting)).all()


def test_only_who_keeps_cases_here_comes_in(app: Flask, client: CheckingClient, signed_in, cast) -> None:
    client.sign_in(cast.ratna)
    client.post_form(f"{PAGE}/days", DAY)
    client.post_form(TERM_PAGE, TERM)
    day, setting = ref_of(app, CalendarDay), ref_of(app, TermSetting)
    for member in (cast.sari, cast.hesti, cast.agus):
        other = signed_in(member)
        for path in (PAGE, "/cases/calendar/terms", TERM_PAGE):
            assert other.get(path).status_code == 404
        assert other.post_form(f"{PAGE}/days", DAY).status_code == 404
    gita = signed_in(cast.gita)
    assert "Pilkades" not in gita.get(PAGE).text and "Kesepakatan" not in gita.get(TERM_PAGE).text
    assert gita.post_form(f"{PAGE}/days/{day}/withdraw").status_code == 404
    assert gita.post_form(f"{PAGE}/settings/{setting}/withdraw").status_code == 404
    for address in ("term", "term?track=discipline&key=nothing", "term?track=nothing&key=reply"):
        assert gita.get(f"{PAGE}/{address}").location.endswith("/terms")
        assert gita.post_form(f"{PAGE}/{address}", TERM).location.endswith("/terms")
    for year in ("", "x", "1", "9999", "9" * 30):
        assert gita.post_form(f"{PAGE}/years", {"year-year": year}).status_code == 422
