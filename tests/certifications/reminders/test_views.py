"""The pages of reminders: what will go out, what went out, what needs a decision; pauses; calendars."""

import json
import re
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
import time_machine
from icalendar import Calendar

from tests.certifications.office import complete, person_of
from training.certifications.models import Assignment
from training.certifications.reminders.models import CalendarFeed, ReminderPause
from training.certifications.reminders.planning import plan_waiting
from training.core import jobs
from training.core.db import db
from training.core.outbox.models import UNCERTAIN, Letter
from training.core.worker import Worker
from training.ledger.models import LedgerLeaf
from training.people.models import Person, Posting, Unit

MORNING = datetime(2026, 12, 15, 2, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock():
    """09.00 WIB on 15 December 2026: a week before everybody's due day."""
    with time_machine.travel(MORNING, tick=False) as moved:
        yield moved


def plan(app):
    with app.app_context():
        worker = Worker(app)
        while plan_waiting(worker):
            pass


def letters(app, member=None):
    with app.app_context():
        rows = sa.select(Letter).order_by(Letter.id)
        if member:
            rows = rows.where(Letter.to_address == member.email)
        return list(db.session.scalars(rows))


def set_state(app, member, state):
    with app.app_context():
        values = {"state": state, "failure": "550 no such user", "handed_over_at": MORNING}
        db.session.execute(sa.update(Letter).where(Letter.to_address == member.email).values(values))
        db.session.commit()
    return letters(app, member)[0].ref


def test_hr_sees_what_will_go_out_and_reads_a_letter_of_it(app, signed_in, cast):
    browser = signed_in(cast.hesti)
    page = browser.get("/reminders").text
    assert cast.sari.name in page and "7 hari sebelumnya" in page and "22 Desember 2026" in page
    assert cast.rangga.name not in page
    address = re.search(
        r'href="(/reminders/people/\w+/2026-12-15)"[^>]*>[^<]*<span[^>]*> ' + cast.sari.name, page
    )
    text = browser.get(address[1]).text
    assert f"Yth. {cast.sari.name}," in text and "7 hari lagi" in text and cast.hesti.name in text
    assert "berhenti berlangganan" not in text.lower()


def test_every_day_of_the_week_can_be_looked_at(signed_in, cast):
    browser = signed_in(cast.hesti)
    page = browser.get("/reminders?day=2026-12-22").text
    assert "Surat pada 22 Desember 2026" in page and "Tenggat" in page
    assert "Surat pada 15 Desember 2026" in browser.get("/reminders?day=2027-12-22").text
    assert "Surat pada 15 Desember 2026" in browser.get("/reminders?day=kapan").text


def test_what_was_written_is_not_foreseen_again(app, signed_in, cast):
    foreseen = signed_in(cast.hesti).get("/reminders").text.count("Baca suratnya")
    plan(app)
    assert foreseen == sum(each.agency_id == letters(app, cast.sari)[0].agency_id for each in letters(app))
    page = signed_in(cast.hesti).get("/reminders").text
    assert "Baca suratnya" not in page and f"<strong>{foreseen}</strong> surat sudah ditulis" in page


def test_the_log_is_searched_by_name_and_shown_by_person(app, signed_in, cast):
    plan(app)
    browser = signed_in(cast.hesti)
    page = browser.get("/reminders/sent").text
    assert cast.sari.name in page and cast.rangga.name not in page
    found = browser.get("/reminders/sent?q=SARI").text
    assert cast.sari.name in found and cast.joko.name not in found
    assert "Belum ada surat" in browser.get("/reminders/sent?q=%25").text
    ref = re.search(r"/reminders\?person=(\w+)", found)[1]
    own = browser.get(f"/reminders?person={ref}").text
    assert f"Pengingat untuk {cast.sari.name}" in own and "Menunggu dikirim" in own


def test_another_agencys_letters_and_people_are_nowhere(app, signed_in, cast):
    plan(app)
    with app.app_context():
        theirs = person_of(cast.rangga).ref
    ref = letters(app, cast.rangga)[0].ref
    browser = signed_in(cast.hesti)
    for address in (
        f"/reminders/letters/{ref}",
        f"/reminders?person={theirs}",
        f"/reminders/people/{theirs}/2026-12-15",
    ):
        assert browser.get(address).status_code == 404


def on_record(app):
    """The kinds of what was decided about letters, as the ledger has them."""
    with app.app_context():
        kinds = sa.select(LedgerLeaf.kind).where(LedgerLeaf.kind.startswith("reminders."))
        return list(db.session.scalars(kinds.order_by(LedgerLeaf.idx)))


def test_an_uncertain_letter_is_decided_by_a_person_once(app, signed_in, cast):
    plan(app)
    ref = set_state(app, cast.sari, UNCERTAIN)
    browser = signed_in(cast.hesti)
    assert "Tidak pasti" in browser.get("/reminders").text
    page = browser.get(f"/reminders/letters/{ref}").text
    assert "Kirim lagi" in page and "Anggap sudah sampai" in page
    assert browser.post_form(f"/reminders/letters/{ref}/arrived").status_code == 303
    assert browser.post_form(f"/reminders/letters/{ref}/again").status_code == 409
    (letter,) = letters(app, cast.sari)
    with app.app_context():
        assert letter.decided_by_id == person_of(cast.hesti).id
    assert letter.state == jobs.DONE
    assert on_record(app) == ["reminders.taken_as_sent"]


def test_a_failed_letter_is_sent_again(app, signed_in, cast):
    plan(app)
    ref = set_state(app, cast.sari, jobs.FAILED)
    browser = signed_in(cast.hesti)
    page = browser.get(f"/reminders/letters/{ref}").text
    assert "550 no such user" in page and "Anggap sudah sampai" not in page
    assert browser.post_form(f"/reminders/letters/{ref}/arrived").status_code == 409
    assert browser.post_form(f"/reminders/letters/{ref}/again").status_code == 303
    assert letters(app, cast.sari)[0].state == jobs.WAITING
    assert on_record(app) == ["reminders.sent_again"]


def test_a_pause_withdraws_what_waits_and_its_end_makes_up_for_it(app, signed_in, cast, clock):
    plan(app)
    browser = signed_in(cast.hesti)
    assert browser.post_form("/reminders/pause", {"reason": " "}).status_code == 422
    assert browser.post_form("/reminders/pause", {"reason": "Libur bersama"}).status_code == 303
    assert browser.post_form("/reminders/pause", {"reason": "Lagi"}).status_code == 409
    assert "Libur bersama" in browser.get("/reminders").text
    assert letters(app, cast.sari)[0].state == jobs.CANCELLED
    assert letters(app, cast.rangga)[0].state == jobs.WAITING
    clock.shift(timedelta(days=1))
    plan(app)
    assert len(letters(app, cast.sari)) == 1
    browser = signed_in(cast.hesti)
    assert browser.post_form("/reminders/resume").status_code == 303
    assert browser.post_form("/reminders/resume").status_code == 409
    plan(app)
    assert [each.state for each in letters(app, cast.sari)] == [jobs.CANCELLED, jobs.WAITING]
    with app.app_context():
        row = db.session.scalars(sa.select(ReminderPause)).one()
        assert row.fact()["reason"] == "Libur bersama" and row.resumed_by.name == cast.hesti.name


def test_a_letter_to_oneself_once_a_minute(app, signed_in, cast):
    browser = signed_in(cast.hesti)
    assert browser.post_form("/reminders/test").status_code == 303
    assert browser.post_form("/reminders/test").status_code == 409
    (letter,) = letters(app, cast.hesti)
    assert letter.subject == "Surat percobaan dari Adab"


def test_a_superior_is_listed_with_the_late(app, signed_in, cast, clock):
    clock.move_to(datetime(2027, 1, 5, 2, 0, tzinfo=UTC))
    with app.app_context():
        sari, joko = person_of(cast.sari), person_of(cast.joko)
        unit = db.session.scalar(sa.select(Posting.unit_id).where(Posting.person_id == sari.id))
        db.session.execute(sa.update(Unit).where(Unit.id == unit).values(head_id=joko.id))
        db.session.commit()
    browser = signed_in(cast.hesti)
    page = browser.get("/reminders/superiors").text
    assert (
        cast.joko.name in page
        and f"{cast.sari.name}, lewat 14 hari" in page
        and "pada pagi berikutnya" in page
    )
    address = re.search(r"/reminders/superiors/\w+", page)[0]
    assert f"- {cast.sari.name}: lewat 14 hari" in browser.get(address).text
    plan(app)
    assert "ditulis kurang dari seminggu lalu" in browser.get("/reminders/superiors").text
    digest = next(each for each in letters(app, cast.joko) if each.kind == "reminder.superior")
    assert f"- {cast.sari.name}: lewat 14 hari (tenggat 22 Desember 2026)" in digest.body
    assert cast.sari.name not in digest.subject and cast.sari.email not in digest.body


def test_whoever_has_no_address_is_counted_and_not_written_to(app, signed_in, cast):
    with app.app_context():
        db.session.execute(sa.update(Person).where(Person.email == cast.sari.email).values(email=None))
        db.session.commit()
    page = signed_in(cast.hesti).get("/reminders").text
    assert "1 pegawai tidak dapat diingatkan" in page and "belum ada surel" in page
    plan(app)
    assert letters(app, cast.sari) == []


def test_a_calendar_address_opens_without_sign_in_and_ends(app, client, signed_in, cast):
    browser = signed_in(cast.sari)
    assert browser.post_form("/calendar").status_code == 303
    address = re.search(r"/calendar/[\w-]{32}\.ics", browser.get("/calendar").text)[0]
    first = client.get(address)
    assert (first.status_code, first.mimetype) == (200, "text/calendar")
    assert first.headers["Cache-Control"] == "private, max-age=3600"
    assert client.get(address, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    (event,) = Calendar.from_ical(first.data).events
    assert event.start == date(2026, 12, 22) and "Tenggat" in event["summary"]
    assert browser.post_form("/calendar").status_code == 303
    assert client.get(address).status_code == 404
    assert browser.post_form("/calendar/end").status_code == 303
    with app.app_context():
        assert db.session.scalars(sa.select(CalendarFeed.ended_at)).all() == [MORNING, MORNING]


def test_a_departed_persons_calendar_is_gone(app, client, signed_in, cast):
    browser = signed_in(cast.sari)
    browser.post_form("/calendar")
    address = re.search(r"/calendar/[\w-]{32}\.ics", browser.get("/calendar").text)[0]
    with app.app_context():
        db.session.execute(sa.update(Person).where(Person.email == cast.sari.email).values(active=False))
        db.session.commit()
    assert client.get(address).status_code == 404


def test_the_same_dates_are_the_same_bytes_and_a_change_is_newer(app, signed_in, cast, clock):
    browser = signed_in(cast.sari)
    before = browser.get("/calendar/mine.ics").data
    clock.shift(timedelta(hours=1))
    assert browser.get("/calendar/mine.ics").data == before
    with app.app_context():
        complete(person_of(cast.sari), MORNING + timedelta(hours=1))
    events = Calendar.from_ical(browser.get("/calendar/mine.ics").data).events
    (old,) = Calendar.from_ical(before).events
    assert len(events) == 2
    assert all(each["sequence"] > old["sequence"] for each in events)
    assert {str(each["uid"]) for each in events}.isdisjoint({str(old["uid"])})
    assert b"VALARM" not in before and b"DTSTART;VALUE=DATE:20261222" in before


def test_guessed_calendar_addresses_are_slowed_down(client):
    answers = [client.get(f"/calendar/{number:032}.ics").status_code for number in range(65)]
    assert answers[:60] == [404] * 60 and answers[-1] == 429


def test_an_assignment_that_ended_reminds_nobody(app, signed_in, cast):
    with app.app_context():
        db.session.execute(sa.update(Assignment).values(ended_at=MORNING))
        db.session.commit()
    assert "Baca suratnya" not in signed_in(cast.hesti).get("/reminders").text


def test_the_command_says_what_the_worker_will_write(app, cast):
    told = app.test_cli_runner().invoke(args=["reminders", "preview", "--json"])
    found = json.loads(told.output)
    plan(app)
    assert sorted(each["key"] for each in found) == sorted(each.key for each in letters(app))
    assert {each["days_left"] for each in found} == {7}
    later = app.test_cli_runner().invoke(args=["reminders", "preview", "--on", "2026-12-22"]).output
    assert cast.sari.name in later and later.splitlines()[-1] == f"{len(found)} surat"


def test_letters_that_wait_too_long_are_shown(app, signed_in, cast, clock):
    plan(app)
    assert "Proses pengirim" not in signed_in(cast.hesti).get("/reminders").text
    clock.shift(timedelta(hours=1, minutes=1))
    assert "Proses pengirim" in signed_in(cast.hesti).get("/reminders").text
