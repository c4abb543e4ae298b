"""Each day's letters on the database: once however many workers write them, and whatever ends one of them."""

import threading
from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
import time_machine

from tests.certifications.office import complete, person_of, rounds_of, scheme_for
from training.certifications.manual.models import Excusal, Extension, Provisional
from training.certifications.models import Assignment, DeltaDuty
from training.certifications.reminders import planning
from training.certifications.reminders.facts import facts_of, pressed_people
from training.certifications.reminders.models import ReminderPlan
from training.certifications.reminders.outlook import outlook_of
from training.certifications.reminders.planning import plan_waiting
from training.certifications.reminders.pressing import deadline_on
from training.certifications.standing import schemes_of, standings
from training.core import jobs
from training.core.clock import now
from training.core.db import db
from training.core.outbox.models import Letter
from training.core.worker import Ending, Worker
from training.people.models import Agency, Person, Posting, Unit

MORNING = datetime(2026, 12, 15, 2, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock():
    """09.00 WIB on 15 December 2026: a week before everybody's due day."""
    with time_machine.travel(MORNING, tick=False) as moved:
        yield moved


def plan(app):
    """What a worker writes; the keys of all letters so far."""
    with app.app_context():
        worker = Worker(app)
        while plan_waiting(worker):
            pass
    return keys(app)


def keys(app):
    with app.app_context():
        return list(db.session.scalars(sa.select(Letter.key).order_by(Letter.id)))


def kinds(app, member):
    with app.app_context():
        rows = sa.select(Letter.kind).where(Letter.person_id == person_of(member).id)
        return [kind.removeprefix("reminder.") for kind in db.session.scalars(rows.order_by(Letter.id))]


def forget_plans(app):
    with app.app_context():
        db.session.execute(sa.delete(ReminderPlan))
        db.session.commit()


def test_a_day_is_written_once_and_only_in_the_daytime(app, clock):
    clock.move_to(datetime(2026, 12, 14, 22, 0, tzinfo=UTC))
    assert plan(app) == []
    clock.move_to(datetime(2026, 12, 14, 23, 0, tzinfo=UTC))
    first = plan(app)
    assert first
    assert plan(app) == first
    forget_plans(app)
    assert plan(app) == first


def test_a_worker_killed_while_it_writes_is_taken_over_and_nothing_is_written_twice(app, clock, monkeypatch):
    monkeypatch.setattr(planning, "CHUNK", 2)
    real, chunks = planning.post, []

    def dies_in_the_second_chunk(letters, *, now):
        chunks.append(letters)
        if len(chunks) == 2:
            raise KeyboardInterrupt
        return real(letters, now=now)

    monkeypatch.setattr(planning, "post", dies_in_the_second_chunk)
    with app.app_context(), pytest.raises(KeyboardInterrupt):
        plan_waiting(Worker(app))
    some = keys(app)
    assert 0 < len(some) <= 2
    assert plan(app)[: len(some)] == some
    clock.shift(timedelta(minutes=1))
    every = plan(app)
    assert max(Counter(every).values()) == 1
    forget_plans(app)
    assert sorted(plan(app)) == sorted(every)


def test_a_worker_told_to_end_gives_the_day_back(app):
    with app.app_context():
        worker = Worker(app)
        worker.told.set()
        with pytest.raises(Ending):
            plan_waiting(worker)
        assert db.session.scalars(sa.select(ReminderPlan.state)).all().count(jobs.WAITING) >= 1
    assert plan(app)


def test_a_pause_in_the_middle_of_the_writing_stops_it(app, cast, monkeypatch):
    monkeypatch.setattr(planning, "CHUNK", 2)
    real, asked = planning.pause_of, []

    def pauses_after_the_first_chunk(agency_id):
        asked.append(agency_id)
        return real(agency_id) if len(asked) == 1 else object()

    monkeypatch.setattr(planning, "pause_of", pauses_after_the_first_chunk)
    assert len(plan(app)) <= 2
    with app.app_context():
        assert set(db.session.scalars(sa.select(ReminderPlan.state))) == {jobs.CANCELLED}


def test_several_workers_at_once_write_each_letter_once(app, monkeypatch):
    monkeypatch.setattr(planning, "CHUNK", 2)
    gate, faults = threading.Barrier(3), []

    def work():
        try:
            with app.app_context():
                worker = Worker(app)
                gate.wait(10)
                while plan_waiting(worker):
                    pass
        except Exception as fault:
            faults.append(fault)

    workers = [threading.Thread(target=work) for _ in range(3)]
    for each in workers:
        each.start()
    for each in workers:
        each.join(60)
    assert faults == []
    written = keys(app)
    assert written and max(Counter(written).values()) == 1
    forget_plans(app)
    assert sorted(plan(app)) == sorted(written)


def test_a_year_of_letters(app, cast, clock):
    """Sari completes in January, Joko never, Ningsih is on leave over Christmas."""
    with app.app_context():
        ningsih, hesti = person_of(cast.ningsih), person_of(cast.hesti)
        away = Excusal(
            person_id=ningsih.id, agency_id=ningsih.agency_id, kind="leave", reason="Cuti", document=""
        )
        away.since, away.until = date(2026, 12, 20), date(2027, 1, 3)
        away.recorded_at, away.recorded_by_id = MORNING, hesti.id
        db.session.add(away)
        db.session.commit()
    for _ in range(60):
        plan(app)
        if now().date() == date(2027, 1, 10):
            with app.app_context():
                complete(person_of(cast.sari), now())
        clock.shift(timedelta(days=1))
    assert kinds(app, cast.joko) == ["week", "day", "due", *["overdue"] * 7]
    assert kinds(app, cast.sari) == ["week", "day", "due", *["overdue"] * 2]
    assert kinds(app, cast.ningsih)[:4] == ["week", "week", "day", "due"]
    with app.app_context():
        held = rounds_of(person_of(cast.sari))[-1]
        agency = person_of(cast.sari).agency
        clock.move_to(datetime.combine(held.window_opens, MORNING.time(), UTC))
        lines = outlook_of(agency, held.window_opens).on(held.window_opens)
        assert cast.sari.name in [line.who.name for line in lines]


def test_superiors_hear_once_a_week_of_all_their_late_people(app, cast, clock):
    with app.app_context():
        sari, joko = person_of(cast.sari), person_of(cast.joko)
        unit = db.session.scalar(sa.select(Posting.unit_id).where(Posting.person_id == sari.id))
        db.session.execute(sa.update(Unit).where(Unit.id == unit).values(head_id=joko.id))
        db.session.commit()
    for _ in range(30):
        plan(app)
        clock.shift(timedelta(days=1))
    with app.app_context():
        rows = sa.select(Letter).where(Letter.kind == "reminder.superior").order_by(Letter.id)
        days = [letter.queued_at.date() for letter in db.session.scalars(rows)]
        assert {letter.to_address for letter in db.session.scalars(rows)} == {cast.joko.email}
    assert days == [date(2026, 12, 23), date(2026, 12, 30), date(2027, 1, 6), date(2027, 1, 13)]


def test_english_readers_get_english_letters(app, cast):
    with app.app_context():
        db.session.execute(sa.update(Person).where(Person.email == cast.sari.email).values(locale="en"))
        db.session.commit()
    plan(app)
    with app.app_context():
        letters = {letter.to_address: letter for letter in db.session.scalars(sa.select(Letter))}
    assert letters[cast.sari.email].subject.startswith("Reminder, 7 days left")
    assert letters[cast.joko.email].subject == "Pengingat sertifikasi kode etik: tinggal 7 hari"
    for letter in letters.values():
        assert not any(member in letter.subject for member in (cast.sari.name, cast.joko.name))
        assert cast.sari.nip not in letter.body


def test_a_plan_that_was_not_done_on_its_day_is_left(app, clock):
    with app.app_context():
        agency = db.session.scalars(sa.select(Agency).order_by(Agency.id)).first()
        db.session.add(ReminderPlan(agency_id=agency.id, day=date(2026, 12, 14), queued_at=now()))
        db.session.commit()
    plan(app)
    with app.app_context():
        states = dict(db.session.execute(sa.select(ReminderPlan.day, ReminderPlan.state)).all())
    assert states == {date(2026, 12, 14): jobs.FAILED, date(2026, 12, 15): jobs.DONE}


def decide(person, ruling, **more):
    row = ruling(person_id=person.id, agency_id=person.agency_id, reason="Uji", document="", **more)
    row.recorded_at, row.recorded_by_id = MORNING, person.id
    db.session.add(row)


def test_what_presses_agrees_with_the_desk(app, cast, clock):
    """Reminders read for themselves, a chunk at a time; they must see what every other page sees."""
    with app.app_context():
        sari, joko, ningsih, farid = (
            person_of(each) for each in (cast.sari, cast.joko, cast.ningsih, cast.farid)
        )
        scheme = scheme_for(sari)
        complete(sari, MORNING)
        decide(joko, Extension, certification_id=scheme.id, due_on=date(2027, 1, 20))
        decide(ningsih, Excusal, kind="leave", since=date(2026, 12, 18), until=date(2027, 1, 5))
        decide(
            farid, Provisional, certification_id=scheme.id, since=date(2026, 12, 20), until=date(2027, 1, 9)
        )
        db.session.execute(
            sa.update(Assignment).where(Assignment.person_id == sari.id).values(due_on=date(2026, 12, 1))
        )
        db.session.commit()
        agency, (in_force,) = sari.agency, schemes_of(sari.agency_id)
        days = [date(2026, 12, 10) + timedelta(days=each) for each in (*range(45), 300, 330, 365, 400)]
        for on in days:
            seen = standings(in_force, on=on, zone=agency.zone)
            facts = facts_of(agency, on=on, until=date(2029, 1, 1))
            assert {each.person_id for each in facts.asked} == set(seen)
            for each in facts.asked:
                holding, deadline = seen[each.person_id], deadline_on(each, on)
                assert (deadline is not None and deadline.late) == (holding.late and each.assigned_on <= on)
                if deadline and not holding.rounds and not holding.holds:
                    assert deadline.due_on == holding.due_on


def test_facts_are_read_in_chunks_that_miss_nobody(app, cast):
    with app.app_context():
        agency, on = person_of(cast.sari).agency, date(2026, 12, 15)
        complete(person_of(cast.sari), MORNING)
        people = pressed_people(agency.id, on=on, until=on)
        assert person_of(cast.sari).id not in people and person_of(cast.joko).id in people
        parts = [
            facts_of(agency, on=on, until=on, people=people[at : at + 2]) for at in range(0, len(people), 2)
        ]
        assert [each for part in parts for each in part.asked] == facts_of(agency, on=on, until=on).asked


def test_a_newer_version_reminds_until_it_is_caught_up_with(app, cast, clock):
    with app.app_context():
        sari = person_of(cast.sari)
        held = complete(sari, MORNING)
        version = schemes_of(sari.agency_id)[0].version
        duty = DeltaDuty(agency_id=sari.agency_id, certification_id=held.certification_id, person_id=sari.id)
        duty.version_id, duty.held_version, duty.asked_at = version.id, 1, MORNING
        duty.due_on = date(2026, 12, 25)
        db.session.add(duty)
        db.session.commit()
    for _ in range(20):
        plan(app)
        clock.shift(timedelta(days=1))
    assert kinds(app, cast.sari) == ["opens", "week", "day", "due", "overdue"]
    with app.app_context():
        first = db.session.scalars(
            sa.select(Letter).where(Letter.person_id == person_of(cast.sari).id)
        ).first()
    said = first.body.replace("\n", " ")
    assert "diperbarui menjadi versi" in said and "Sertifikat Anda tetap berlaku" in said
