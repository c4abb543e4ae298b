"""The officer's own page: what one holds, who looked, and one's own data."""

import json
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from training.certifications.manual.models import Excusal, Extension, Waiver
from training.core.db import db
from training.reports.own.looks import PERSON_PAGE, looked
from training.reports.own.models import RecordLook

from ...certifications.office import MORNING, complete, person_of, scheme_for
from ...checking import CheckingClient

pytestmark = pytest.mark.usefixtures("that_morning")


def look(app: Flask, reader, subject, at=MORNING) -> None:
    with app.app_context():
        looked(person_of(reader), person_of(subject), PERSON_PAGE, at)


def looks() -> list[tuple[date, int]]:
    return [
        (row.day, row.count) for row in db.session.scalars(sa.select(RecordLook).order_by(RecordLook.day))
    ]


def test_a_day_of_looking_is_one_row(app: Flask, cast) -> None:
    for hours in (0, 1, 2):
        look(app, cast.hesti, cast.sari, MORNING + timedelta(hours=hours))
    look(app, cast.hesti, cast.sari, MORNING + timedelta(hours=15))
    look(app, cast.sari, cast.sari)
    with app.app_context():
        assert looks() == [(date(2026, 11, 23), 3), (date(2026, 11, 24), 1)]


def test_the_page_before_anything_happened(client: CheckingClient, cast) -> None:
    page = client.sign_in(cast.sari).get("/certificates").text
    assert "Selesaikan paling lambat 22 Desember 2026." in page and "Belum ada yang membuka" in page
    assert "Minta koreksi data" in page


def test_what_is_held_until_when_and_what_is_next(app: Flask, client: CheckingClient, cast) -> None:
    with app.app_context():
        ref = complete(person_of(cast.sari), MORNING).certificate.ref
    page = client.sign_in(cast.sari).get("/certificates").text
    assert "sampai dengan 21 Desember 2027" in page and "Perpanjangan dibuka 22 Oktober 2027" in page
    assert f"/certificates/{ref}.pdf" in page and "ADAB/DINSOS-BANTEN/2026/000001" in page


def test_what_is_next_follows_the_calendar(app: Flask, signed_in, cast, that_morning) -> None:
    with app.app_context():
        complete(person_of(cast.sari), MORNING)
    for day, told in (
        ("2027-11-01", "Perpanjang paling lambat 21 Desember 2027."),
        ("2027-12-23", "Berakhir 21 Desember 2027. Perpanjang sekarang."),
    ):
        that_morning.move_to(f"{day}T03:00:00+00:00")
        assert told in signed_in(cast.sari).get("/certificates").text
    assert "Tenggat 22 Desember 2026 sudah lewat." in signed_in(cast.joko).get("/certificates").text


def test_decisions_are_told_with_their_reason(app: Flask, client: CheckingClient, cast) -> None:
    with app.app_context():
        sari, hesti = person_of(cast.sari), person_of(cast.hesti)
        made = {"agency_id": sari.agency_id, "person": sari, "recorded_by": hesti, "recorded_at": MORNING}
        made |= {"document": "ND-1"}
        scheme = {"certification": scheme_for(sari)}
        leave = Excusal(**made, kind="leave", since=date(2026, 12, 1), until=None, reason="Cuti besar.")
        later = Extension(**made, **scheme, due_on=date(2027, 1, 31), reason="Server mati.")
        taught = Waiver(**made, **scheme, subject="a", reason="Pengajar.", withdrawn_at=MORNING)
        db.session.add_all([leave, later, taught])
        db.session.commit()
    page = client.sign_in(cast.sari).get("/certificates").text
    assert "Dikecualikan sejak 1 Desember 2026 (Cuti)." in page and "Cuti besar. (Hesti Ramadhani)" in page
    assert "diperpanjang sampai 31 Januari 2027." in page and "Dibatalkan." in page
    assert "Modul “" in page


def test_who_looked_and_who_took_a_file(app: Flask, client: CheckingClient, signed_in, cast) -> None:
    for _times in range(2):
        look(app, cast.hesti, cast.sari)
    hesti = signed_in(cast.hesti)
    hesti.post_form("/reports/exports", {"kind": "list", "form": "csv"})
    page = client.sign_in(cast.sari).get("/certificates").text
    assert "membuka catatan sertifikasi Anda, 2 kali pada hari itu." in page
    assert "mengunduh berkas yang memuat Anda: Daftar sertifikasi pegawai." in page
    assert "memuat Anda: " not in hesti.get("/certificates").text
    assert "memuat Anda: " not in signed_in(cast.maya).get("/certificates").text


def test_a_file_without_me_is_not_told(app: Flask, client: CheckingClient, signed_in, cast) -> None:
    with app.app_context():
        scheme_for(person_of(cast.sari)).hours = 6
        complete(person_of(cast.sari), MORNING)
        db.session.commit()
    signed_in(cast.hesti).post_form("/reports/exports", {"kind": "siasn", "form": "csv"})
    assert "memuat Anda: " not in client.sign_in(cast.joko).get("/certificates").text


def test_ones_own_data_with_who_processed_it(app: Flask, client: CheckingClient, signed_in, cast) -> None:
    with app.app_context():
        complete(person_of(cast.sari), MORNING)
    look(app, cast.hesti, cast.sari)
    answer = client.sign_in(cast.sari).post_form("/certificates/data")
    assert answer.mimetype == "application/json" and "data-saya-2026-11-23.json" in str(answer.headers)
    said = json.loads(answer.data)
    assert said["person"]["nip"] == "199803122024032001" and said["posts"][0]["unit"]
    assert len(said["runs"]) == 5 and said["results"][0]["percent"] == 90
    assert said["certificates"][0]["says"]["name"] == "Sari Wulandari"
    assert said["processing"]["seen_by"][0]["by"] == "Hesti Ramadhani"
    kinds = {leaf["kind"] for leaf in said["processing"]["ledger"]}
    assert {"attempt.submitted", "code.attested", "certificate.issued"} <= kinds
    assert "pinned" not in answer.text and "password" not in answer.text and "Bayu" not in answer.text


def test_opening_a_persons_page_is_kept(app: Flask, client: CheckingClient, signed_in, cast) -> None:
    with app.app_context():
        ref = person_of(cast.sari).ref
    hesti = signed_in(cast.hesti)
    for _times in range(2):
        assert hesti.get(f"/reports/people/{ref}").status_code == 200
    hesti.get("/reports/people/zzzzzzzzzzzz")
    with app.app_context():
        assert looks() == [(date(2026, 11, 23), 2)]
    assert "Hesti Ramadhani" in client.sign_in(cast.sari).get("/certificates").text


def test_the_files_of_the_desk_are_told_too(app: Flask, client: CheckingClient, signed_in, cast) -> None:
    with app.app_context():
        complete(person_of(cast.sari), MORNING)
    hesti = signed_in(cast.hesti)
    assert hesti.post_form("/reports/people.xlsx?status=certified").status_code == 200
    assert "Daftar sertifikasi pegawai · XLSX" in hesti.get("/reports/exports/log").text
    assert "memuat Anda: Daftar sertifikasi pegawai." in client.sign_in(cast.sari).get("/certificates").text
    assert "memuat Anda: " not in signed_in(cast.joko).get("/certificates").text
