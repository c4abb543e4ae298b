"""The desk as it is used: units, filters, kept views, past days and what was known then, files of it."""

import re
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from training.certifications.changes import changed
from training.certifications.manual.bulk.models import BulkDecision, BulkMember
from training.certifications.manual.models import Excusal
from training.certifications.models import Assignment, Certification
from training.certifications.spans.listing import sorted_ids
from training.certifications.spans.models import CountedDay
from training.core.clock import now
from training.core.db import db
from training.people.changes import tell_changed
from training.people.models import Person, Posting, Unit
from training.reports.desk.asked import Asked
from training.reports.desk.models import SavedView
from training.reports.desk.service import desk, everybody, keep_counts_of

from ..certifications.office import MORNING, complete, hand_in, modules_for, person_of
from ..checking import CheckingClient
from .test_views import headline, names, words

pytestmark = pytest.mark.usefixtures("that_morning")


@pytest.fixture
def hesti(app: Flask, client: CheckingClient, cast) -> CheckingClient:
    with app.app_context():
        complete(person_of(cast.sari), MORNING)
        hand_in(person_of(cast.joko), modules_for(person_of(cast.joko))[0], MORNING)
        db.session.commit()
    return client.sign_in(cast.hesti)


def link(html: str, word: str) -> str:
    """The address of the link with this text."""
    found = re.search(rf'href="([^"]+)"[^>]*>(?:<strong>)?{re.escape(word)}', html)
    assert found, word
    return found[1].replace("&amp;", "&")


def move(name: str, unit: Unit, since: date) -> None:
    """Somebody works elsewhere from a day on."""
    person = db.session.scalars(sa.select(Person).where(Person.name == name)).one()
    post = db.session.scalars(sa.select(Posting).filter_by(person_id=person.id, until=None)).one()
    post.until = since - timedelta(days=1)
    db.session.add(
        Posting(agency_id=unit.agency_id, person=person, unit=unit, since=since, position="Petugas")
    )
    db.session.flush()
    tell_changed([person.id], now())


def test_units_are_walked_down_and_counted_into_their_parents(
    app: Flask, hesti: CheckingClient, cast
) -> None:
    with app.app_context():
        service = db.session.scalars(sa.select(Unit).where(Unit.name == "Bidang Pelayanan Sosial")).one()
        counter = Unit(agency_id=service.agency_id, name="Loket Depan", parent_id=service.id)
        db.session.add(counter)
        db.session.flush()
        move("Sari Wulandari", counter, MORNING.date())
        db.session.commit()
    whole = hesti.get("/reports/people").text
    assert re.search(r"Bidang Pelayanan Sosial</a>.*?>2</td>.*?50%", whole, re.S)
    inside = hesti.get(link(whole, "Bidang Pelayanan Sosial")).text
    assert headline(inside).startswith("1 dari 2 pegawai") and "Langsung di Bidang Pelayanan Sosial" in inside
    leaf = hesti.get(link(inside, "Loket Depan")).text
    assert names(leaf) == ["Sari Wulandari"] and "Seluruh instansi" in leaf
    before = hesti.get(link(inside, "Loket Depan") + "&on=2026-11-22").text
    assert names(before) == []


def test_filters_join_and_count_what_they_show(app: Flask, hesti: CheckingClient, cast) -> None:
    with app.app_context():
        for member in (cast.sari, cast.joko):
            person_of(member).employment = "pppk"
        tell_changed([person_of(cast.sari).id, person_of(cast.joko).id], now())
        db.session.commit()
    page = hesti.get("/reports/people?employment=pppk").text
    assert headline(page).startswith("1 dari 2 pegawai berlaku (50%)")
    assert names(page) == ["Joko Supriyadi", "Sari Wulandari"]
    assert names(hesti.get("/reports/people?employment=pppk&status=in_progress").text) == ["Joko Supriyadi"]
    assert names(hesti.get("/reports/people?kind=managerial").text) == []
    soon = hesti.get("/reports/people?within=30&on=2027-12-01").text
    assert names(soon) == ["Sari Wulandari"] and "30 hari: 1" in words(soon)


def test_words_find_by_the_beginning_and_turn_pages(app: Flask, hesti: CheckingClient, cast) -> None:
    with app.app_context():
        sari = person_of(cast.sari)
        people = [Person(agency=sari.agency, name=f"Pegawai {number:02}") for number in range(60)]
        db.session.add_all(people)
        db.session.flush()
        tell_changed([person.id for person in people], MORNING)
        db.session.commit()
    assert names(hesti.get("/reports/people?q=wulan+sar").text) == ["Sari Wulandari"]
    page = hesti.get("/reports/people?q=pegawai&page=3").text
    assert len(names(page)) == 10 and "Halaman 3 dari 3" in page
    assert "Halaman 3 dari 3" in hesti.get("/reports/people?q=pegawai&page=99").text
    assert "Halaman 3 dari 3" in hesti.get("/reports/people?page=999999").text


def test_what_was_known_then_is_shown_and_said(app: Flask, hesti: CheckingClient, cast, that_morning) -> None:
    that_morning.move_to("2026-12-10T02:00:00+00:00")
    with app.app_context():
        ningsih, hr = person_of(cast.ningsih), person_of(cast.hesti)
        about = {"agency_id": ningsih.agency_id, "person_id": ningsih.id, "recorded_by_id": hr.id}
        leave = {"kind": "leave", "since": date(2026, 12, 1), "until": date(2027, 1, 31)}
        db.session.add(Excusal(**about, **leave, reason="Cuti.", recorded_at=now()))
        db.session.flush()
        changed([ningsih.id], now())
        db.session.commit()
        ref = ningsih.ref
    hesti = app.test_client().sign_in(cast.hesti)
    page = hesti.get("/reports/people?on=2026-12-05").text
    assert headline(page).endswith("1 dikecualikan") and "menurut semua catatan sampai sekarang" in page
    page = hesti.get("/reports/people?on=2026-12-05&known=2026-12-09").text
    assert headline(page).endswith("0 dikecualikan") and "sampai akhir 9 Desember 2026" in words(page)
    assert link(page, "Kembali ke hari ini") == "/reports/people" and 'name="ref"' not in page
    person = hesti.get(f"/reports/people/{ref}?on=2026-12-05").text
    assert "Dikecualikan 1 Desember 2026 sampai 31 Januari 2027." in words(person)
    person = hesti.get(f"/reports/people/{ref}?on=2026-12-05&known=2026-12-09").text
    assert "Dikecualikan 1" not in words(person) and "span-excused" not in person


def test_a_view_is_kept_renamed_and_forgotten(app: Flask, hesti: CheckingClient, cast) -> None:
    page = hesti.get("/reports/people?status=certified").text
    assert "Simpan tampilan ini" in page
    saved = hesti.post_form("/reports/views", {"name": "  Yang   berlaku ", "status": "certified", "on": ""})
    assert saved.status_code == 303 and saved.location.endswith("/reports/people?status=certified")
    page = hesti.get("/reports/people").text
    assert link(page, "Yang berlaku") == "/reports/people?status=certified"
    mine = hesti.get("/reports/views").text
    action = re.search(r'action="(/reports/views/\w+)"', mine)[1]
    assert hesti.post_form(action, {"name": "Sudah"}).status_code == 303
    assert hesti.post_form(action, {"name": "x" * 81}).status_code == 422
    stranger = app.test_client().sign_in(cast.maya)
    assert stranger.post_form(action, {"name": "Milik saya"}).status_code == 404
    assert "Sudah" not in stranger.get("/reports/people").text
    assert hesti.post_form(f"{action}/deletion").status_code == 303
    assert "Sudah" not in hesti.get("/reports/people").text


@pytest.mark.parametrize("name", ["", "   ", "x" * 81])
def test_a_view_needs_a_name(hesti: CheckingClient, app: Flask, name: str) -> None:
    answer = hesti.post_form("/reports/views", {"name": name, "status": "certified"})
    assert answer.status_code == 422 and "Beri nama" in answer.text
    assert hesti.post_form("/reports/views", {"name": "a", "on": "kemarin"}).status_code == 422
    with app.app_context():
        assert db.session.scalar(sa.select(sa.func.count()).select_from(SavedView)) == 0


def test_a_selection_begins_a_decision(app: Flask, hesti: CheckingClient, cast) -> None:
    with app.app_context():
        refs = [person_of(member).ref for member in (cast.joko, cast.farid)]
    chosen = hesti.post_form("/reports/people/selection", {"action": "excuse", "ref": refs})
    assert chosen.status_code == 303 and "/people-actions/" in chosen.location
    every = hesti.post_form(
        "/reports/people/selection", {"action": "excuse", "all": "1", "status": "in_progress"}
    )
    assert every.status_code == 303
    with app.app_context():
        row = db.session.scalars(
            sa.select(BulkDecision).filter_by(ref=every.location.rsplit("/", 1)[1])
        ).one()
        chosen_people = sa.select(BulkMember.person_id).where(BulkMember.decision_id == row.id)
        assert list(db.session.scalars(chosen_people)) == [person_of(cast.joko).id]
    for wrong in ({"action": "excuse"}, {"action": "hapus", "ref": refs}):
        assert hesti.post_form("/reports/people/selection", wrong).status_code == 422
    with app.app_context():
        other = person_of(cast.rangga).ref
    assert hesti.post_form("/reports/people/selection", {"action": "excuse", "ref": other}).status_code == 404


def test_each_scheme_has_its_desk(app: Flask, hesti: CheckingClient, cast) -> None:
    with app.app_context():
        sari = person_of(cast.sari)
        first = db.session.scalars(sa.select(Certification).filter_by(agency_id=sari.agency_id)).one()
        second = Certification(
            agency_id=sari.agency_id, code_id=first.code_id, title="Khusus loket", modules=["d"]
        )
        db.session.add(second)
        db.session.flush()
        of = {"agency_id": sari.agency_id, "certification_id": second.id, "person_id": sari.id}
        db.session.add(Assignment(**of, due_on=date(2026, 12, 30), assigned_at=MORNING))
        db.session.flush()
        changed([sari.id], MORNING)
        db.session.commit()
    page = hesti.get("/reports/people").text
    second_page = hesti.get(link(page, "Khusus loket")).text
    assert headline(second_page).startswith("0 dari 1 pegawai") and names(second_page) == ["Sari Wulandari"]
    assert "1 dari 1" in words(second_page)
    with app.app_context():
        ref = person_of(cast.sari).ref
    person = hesti.get(f"/reports/people/{ref}").text
    assert "Khusus loket" in person and "Diminta memegang “Khusus loket”" in words(person)


def test_large_offices_are_read_along_the_index_as_small_ones_are_sorted(
    app: Flask, hesti: CheckingClient, cast, monkeypatch
) -> None:
    with app.app_context():
        sari = person_of(cast.sari)
        people = [Person(agency=sari.agency, name=f"Pegawai {number:02}") for number in range(70)]
        db.session.add_all(people)
        db.session.flush()
        tell_changed([person.id for person in people], MORNING)
        for person in people[::7]:
            complete(person, MORNING + timedelta(minutes=person.id))
        hr = person_of(cast.hesti)
        for on in (None, date(2027, 1, 5), date(2027, 11, 1), date(2028, 3, 1), date(2026, 11, 23)):
            question, ids, _course = everybody(hr, Asked(on=on), now=now())
            monkeypatch.setattr("training.certifications.spans.listing.FEW", 0)
            read = []
            shown = desk(hr, Asked(on=on), number=1, now=now())
            for number in range(1, shown.page.pages + 1):
                read += [row.ref for row in desk(hr, Asked(on=on), number=number, now=now()).page.rows]
            monkeypatch.undo()
            refs = dict(db.session.execute(sa.select(Person.id, Person.ref)).all())
            rows = db.session.execute(sorted_ids(question.asking.day, question.choice))
            assert read == [refs[row.person_id] for row in rows] and len(read) == len(ids)


def test_counts_that_took_time_are_kept_for_the_next(
    app: Flask, hesti: CheckingClient, cast, monkeypatch
) -> None:
    monkeypatch.setattr("training.certifications.spans.counting.WORTH_KEEPING", 1)
    with app.app_context():
        hr = person_of(cast.hesti)
        keep_counts_of(desk(hr, Asked(), number=1, now=now()), now())
        keep_counts_of(
            desk(person_of(cast.hesti), Asked(known=date(2026, 11, 22)), number=1, now=now()), now()
        )
        assert db.session.scalar(sa.select(sa.func.count()).select_from(CountedDay)) == 2
    monkeypatch.undo()
    before = headline(hesti.get("/reports/people").text)
    with app.app_context():
        complete(person_of(cast.joko), MORNING)
    assert before.startswith("1 dari 8") and headline(hesti.get("/reports/people").text).startswith(
        "2 dari 8"
    )
