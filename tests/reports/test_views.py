"""Home, the desk of HR and one person's page, as they are seen."""

import re
from datetime import timedelta

import pytest
from flask import Flask

from training.core.db import db
from training.modules.service import mark_read
from training.people.changes import tell_changed
from training.people.models import Person, Posting

from ..certifications.office import MORNING, complete, declare, hand_in, modules_for, person_of
from ..checking import CheckingClient

pytestmark = pytest.mark.usefixtures("that_morning")


def words(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def headline(html: str) -> str:
    found = re.search(r'<p class="headline">(.*?)</p>', html, re.S)
    assert found
    return " ".join(re.sub(r"<[^>]+>", "", found[1]).split())


def names(html: str) -> list[str]:
    listed = html.split('id="list"', 1)[-1]
    return re.findall(r'<th scope="row"[^>]*><a [^>]*>([^<]+)</a>', listed)


def ref_of(app: Flask, member) -> str:
    with app.app_context():
        return person_of(member).ref


def read(app: Flask, member, step: int) -> None:
    """The member reads a step of the first module."""
    with app.app_context():
        person = person_of(member)
        mark_read(person, modules_for(person)[0], step, now=MORNING)
        db.session.commit()


def test_home_begins_with_the_first_module(client: CheckingClient, cast) -> None:
    page = client.sign_in(cast.sari).get("/").text
    assert "Mulai modul" in page and "Tenggat: 22 Desember 2026." in words(page)
    assert page.count("Terbuka setelah modul sebelumnya lulus") == 4
    assert "Meja Anda" not in page


def test_home_follows_the_officer(app: Flask, client: CheckingClient, cast) -> None:
    client.sign_in(cast.sari)
    read(app, cast.sari, 1)
    assert "Anda sampai di langkah 2" in client.get("/").text
    for step in range(2, 40):
        read(app, cast.sari, step)
    assert "Buka simulasi" in client.get("/").text
    with app.app_context():
        for module in modules_for(person_of(cast.sari)):
            hand_in(person_of(cast.sari), module, MORNING)
        db.session.commit()
    page = client.get("/").text
    assert "Buka pernyataan" in page and "/attestation" in page
    with app.app_context():
        declare(person_of(cast.sari), MORNING)
        db.session.commit()
    page = words(client.get("/").text)
    assert "Anda tersertifikasi sampai 21 Desember 2027" in page
    assert "Perpanjangan dibuka 22 Oktober 2027" in page


def test_home_asks_for_renewal_when_the_window_opens(
    app: Flask, client: CheckingClient, cast, that_morning
) -> None:
    with app.app_context():
        complete(person_of(cast.sari), MORNING)
    that_morning.move_to("2027-10-21T16:59:00+00:00")
    assert "Lihat sertifikat" in client.sign_in(cast.sari).get("/").text
    that_morning.move_to("2027-10-21T17:00:00+00:00")
    page = app.test_client().sign_in(cast.sari).get("/").text
    assert (
        "Buka simulasi" in page and "Segera berakhir" in page and page.count("Uji sertifikasi diulang") == 5
    )


def test_home_says_kindly_that_the_day_has_passed(client: CheckingClient, cast, that_morning) -> None:
    that_morning.move_to("2026-12-22T17:00:00+00:00")
    page = client.sign_in(cast.sari).get("/").text
    assert "Sertifikasi Anda terlambat" in page and "Mulai modul" in page


@pytest.mark.parametrize(
    ("who", "link"), [("bayu", "/scenarios"), ("hesti", "/reports/people"), ("agus", "/people")]
)
def test_home_shows_the_way_to_ones_desk(client: CheckingClient, cast, who: str, link: str) -> None:
    main = client.sign_in(getattr(cast, who)).get("/").text.split("<main", 1)[1]
    assert "Meja Anda" in main and f'{link}"' in main


def test_the_desk_says_it_in_one_sentence(app: Flask, client: CheckingClient, cast, that_morning) -> None:
    with app.app_context():
        complete(person_of(cast.sari), MORNING)
        hand_in(person_of(cast.joko), modules_for(person_of(cast.joko))[0], MORNING)
        db.session.commit()
    page = client.sign_in(cast.hesti).get("/reports/people").text
    assert headline(page) == "1 dari 8 pegawai berlaku (12%); 0 perlu ditindaklanjuti; 0 dikecualikan"
    assert names(page)[0] == "Joko Supriyadi" and names(page)[-1] == "Sari Wulandari"
    that_morning.move_to("2026-12-23T02:00:00+00:00")
    page = app.test_client().sign_in(cast.hesti).get("/reports/people").text
    assert headline(page) == "1 dari 8 pegawai berlaku (12%); 7 perlu ditindaklanjuti; 0 dikecualikan"
    assert "status-overdue" in page


def test_filters_are_links_that_can_be_shared(app: Flask, client: CheckingClient, cast) -> None:
    with app.app_context():
        complete(person_of(cast.sari), MORNING)
    hesti = client.sign_in(cast.hesti)
    assert names(hesti.get("/reports/people?status=certified").text) == ["Sari Wulandari"]
    assert names(hesti.get("/reports/people?q=199001152015031006").text) == ["Joko Supriyadi"]
    unit = re.search(r'unit=(\w+)">Bidang Pelayanan Sosial', hesti.get("/reports/people").text)
    assert unit
    page = hesti.get(f"/reports/people?unit={unit[1]}").text
    assert sorted(names(page)) == ["Ningsih Handayani", "Sari Wulandari"]
    assert headline(page).startswith("1 dari 2 pegawai")
    assert f"people.csv?unit={unit[1]}" in page
    assert "Tidak ada yang cocok" in hesti.get("/reports/people?q=zzz").text
    assert hesti.get("/reports/people?status=zzz&page=x").status_code == 200


def test_the_desk_of_any_day(app: Flask, client: CheckingClient, cast) -> None:
    with app.app_context():
        complete(person_of(cast.sari), MORNING - timedelta(hours=2))
    hesti = client.sign_in(cast.hesti)
    assert headline(hesti.get("/reports/people?on=2026-11-22").text).startswith("0 dari 8")
    later = hesti.get("/reports/people?on=2028-01-01").text
    assert headline(later).startswith("0 dari 8 pegawai berlaku (0%); 8 perlu") and "Kedaluwarsa (1)" in later
    assert "keadaan per 1 Januari 2028" in later and "people.csv?on=2028-01-01" in later


@pytest.mark.parametrize("day", ["2026-02-30", "kemarin", "0001-01-01", "9999-12-31", "2026-W01-1x"])
@pytest.mark.parametrize("page", ["people", "people.csv", "people.xlsx"])
def test_a_day_that_cannot_be_read_is_said(client: CheckingClient, cast, day: str, page: str) -> None:
    hesti = client.sign_in(cast.hesti)
    answer = (hesti.post_form if "." in page else hesti.get)(f"/reports/{page}?on={day}")
    assert (
        answer.status_code == 422 and "Tanggal tidak terbaca" in answer.text and "2026-11-21" in answer.text
    )


def test_a_persons_page(app: Flask, client: CheckingClient, cast) -> None:
    with app.app_context():
        complete(person_of(cast.sari), MORNING)
    page = client.sign_in(cast.hesti).get(f"/reports/people/{ref_of(app, cast.sari)}").text
    text = words(page)
    assert "Petugas loket bantuan sosial · Bidang Pelayanan Sosial" in text
    assert "Sertifikat ADAB/DINSOS-BANTEN/2026/000001 terbit, berlaku sampai 21 Desember 2027." in text
    assert "Menyatakan sanggup mematuhi kode etik versi 1." in text and "Mulai bertugas sebagai" in text
    assert page.count('class="status status-certified"') == 6 and 'class="chart strip-chart"' in page


def test_a_persons_page_never_shows_practice(app: Flask, client: CheckingClient, cast) -> None:
    with app.app_context():
        sari = person_of(cast.sari)
        for module in modules_for(sari):
            hand_in(sari, module, MORNING).purpose = "practice"
        db.session.commit()
    page = client.sign_in(cast.hesti).get(f"/reports/people/{ref_of(app, cast.sari)}").text
    assert "Lulus uji" not in page and page.count("Belum lulus") == 5


def test_other_agencies_and_roles_find_nothing(app: Flask, client: CheckingClient, cast) -> None:
    ref = ref_of(app, cast.rangga)
    missing = client.sign_in(cast.hesti).get("/reports/people/nosuchperson").text
    assert client.get(f"/reports/people/{ref}").status_code == 404
    assert client.get(f"/reports/people/{ref}").text == missing.replace("nosuchperson", ref)
    assert "Rangga" not in client.get("/reports/people?q=rangga").text.split("<tbody", 1)[-1].split(
        "</main", 1
    )[0].replace('value="rangga"', "")
    bayu = app.test_client().sign_in(cast.bayu)
    assert bayu.get("/reports/people").status_code == 404
    for file in ("people.csv", "people.xlsx"):
        assert bayu.post_form(f"/reports/{file}").status_code == 404


def test_many_people_cost_no_more_statements(app: Flask, client: CheckingClient, cast) -> None:
    hesti = client.sign_in(cast.hesti)
    few = hesti.get("/reports/people") and len(client.watch.statements)
    with app.app_context():
        sari = person_of(cast.sari)
        unit = db.session.scalars(db.select(Posting).filter_by(person_id=sari.id)).one().unit
        people = [Person(agency=sari.agency, name=f"Pegawai {number:03}") for number in range(120)]
        for person in people:
            db.session.add(Posting(agency_id=sari.agency_id, person=person, unit=unit, since=MORNING.date()))
        db.session.flush()
        tell_changed([person.id for person in people], MORNING)
        db.session.commit()
    page = hesti.get("/reports/people?page=2").text
    assert len(client.watch.statements) == few
    assert len(names(page)) == 25 and "Halaman 2 dari 6" in page
