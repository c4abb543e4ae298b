"""Imports on a database: written once, row by row as tried out, taken back as far as nothing has happened since."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.people.sheets import HEAD, NEWCOMER, UNIT, hold
from training.core import jobs
from training.core.clock import day_in, now
from training.core.db import db
from training.core.worker import Ending, Worker
from training.people import changes
from training.people.administration import PersonData, change, enroll
from training.people.importing import parts, queueing, receiving, refused
from training.people.importing.models import ColumnMapping, ImportPart, ImportStep, PeopleImport
from training.people.importing.undoing import kept_steps
from training.people.inviting.models import Invitation
from training.people.inviting.service import invite
from training.people.leaving import depart
from training.people.models import Agency, Departure, Person, PersonWord, Posting, Unit
from training.people.posts import posts_of

NIP = NEWCOMER[1]


@pytest.fixture
def agus(app: Flask, cast: Any) -> Iterator[Person]:
    with app.app_context():
        yield db.session.scalars(sa.select(Person).filter_by(email=cast.agus.email)).one()


def by_nip(nip: str) -> Person | None:
    return db.session.scalar(sa.select(Person).filter_by(nip=nip))


def write(row: PeopleImport) -> PeopleImport:
    queueing.confirm(row, row.stamp, by=None, now=now())
    db.session.commit()
    queueing.carry_out_now(row)
    db.session.refresh(row)
    return row


def undo(row: PeopleImport) -> PeopleImport:
    queueing.ask_back(row, by=None, now=now())
    db.session.commit()
    queueing.carry_out_now(row)
    db.session.refresh(row)
    return row


def count(model: Any) -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(model)) or 0


def many(number: int) -> list[list[str]]:
    return [
        [f"Pegawai {n}", f"19900101201501{1 + n % 2}{n:03}", "", UNIT, "Petugas"]
        for n in range(1, number + 1)
    ]


def test_a_trial_writes_nobody(agus):
    before = count(Person), count(Posting), count(Unit)
    row = hold(agus, [NEWCOMER, ["Budi", "", "", "Unit Baru", ""]], create_units=True)
    db.session.commit()
    assert (row.counts["new"], row.counts["units"]) == (2, 1)
    assert (count(Person), count(Posting), count(Unit)) == before


def test_the_new_are_admitted_without_a_password_and_found_at_once(agus):
    row = write(hold(agus, [NEWCOMER]))
    putri = by_nip(NIP)
    assert row.state == jobs.DONE
    assert putri.password_hash == ""
    assert [(post.unit.name, post.position) for post in posts_of(putri)] == [(UNIT, "Petugas loket")]
    assert db.session.scalar(sa.select(PersonWord.person_id).filter_by(word="putri")) == putri.id


def test_listeners_hear_of_the_new_and_the_changed(agus, cast, monkeypatch):
    heard: list[int] = []
    monkeypatch.setattr(changes, "_listeners", [lambda people, at: heard.extend(people)])
    sari = by_nip(cast.sari.nip)
    write(hold(agus, [NEWCOMER, ["Sari W", cast.sari.nip, "", "", ""]]))
    assert set(heard) == {by_nip(NIP).id, sari.id}


def test_only_what_the_sheet_tells_is_changed_and_the_old_post_stays_on_record(agus, cast):
    sari = by_nip(cast.sari.nip)
    today = day_in(agus.agency.zone)
    row = write(hold(agus, [["", cast.sari.nip, "", "", ""], ["Sari Wulan", cast.sari.nip, "", "", ""]]))
    assert row.counts["rejected"] == 2
    row = write(hold(agus, [["Sari Wulan", cast.sari.nip, "", "Sekretariat", ""]]))
    assert (sari.name, sari.email) == ("Sari Wulan", cast.sari.email)
    posts = posts_of(sari)
    assert [(post.unit.name, post.until) for post in posts] == [
        (UNIT, today - timedelta(days=1)),
        ("Sekretariat", None),
    ]
    assert posts[0].position == posts[1].position


def test_the_same_sheet_twice_changes_nothing_the_second_time(agus):
    write(hold(agus, many(5)))
    again = hold(agus, many(5))
    assert (again.counts["same"], again.total) == (5, 0)


def test_units_are_made_with_their_parents(agus):
    head = ["Nama", "NIP", "Unit Kerja", "Unit Kerja Induk"]
    write(hold(agus, [["Budi", NIP, "Loket 1", "Bidang Baru"]], head, create_units=True))
    loket = db.session.scalars(sa.select(Unit).filter_by(name="Loket 1")).one()
    assert (loket.parent.name, loket.agency_id) == ("Bidang Baru", agus.agency_id)


def test_a_number_of_another_agency_is_refused_and_nothing_of_it_is_told(agus, cast):
    row = hold(agus, [["Rangga", cast.rangga.nip, "", UNIT, ""]])
    assert row.counts["rejected"] == 1
    [_head, line] = refused.table_of(row)
    assert "terdaftar di tempat lain" in line[0]
    assert not any("Disdukcapil" in cell for cell in line)


def test_confirming_twice_writes_once(agus):
    row = hold(agus, [NEWCOMER])
    stamp = row.stamp
    write(row)
    with pytest.raises(queueing.Outdated):
        queueing.confirm(row, stamp, by=None, now=now())
    assert row.total == row.done == 1


def test_a_trial_that_was_tried_anew_cannot_be_confirmed_by_its_old_page(agus):
    row = hold(agus, [NEWCOMER])
    stamp = row.stamp
    receiving.match(row, row.meanings, now=now())
    db.session.commit()
    with pytest.raises(queueing.Outdated):
        queueing.confirm(row, stamp, by=None, now=now())


def test_a_number_taken_meanwhile_is_refused_and_the_rest_is_written(agus):
    row = hold(agus, [NEWCOMER, *many(2)])
    unit = db.session.scalars(sa.select(Unit).filter_by(name=UNIT)).one()
    data = PersonData.tidy(name="Lain", nip=NIP, email="", unit=unit, position="")
    enroll(agus.agency, data, by=agus, today=day_in(agus.agency.zone), now=now())
    write(row)
    assert (row.done, row.counts["late"]) == (3, 1)
    [_head, line] = refused.table_of(row)
    assert "berubah setelah uji coba" in line[0]
    assert NIP in line


def test_somebody_changed_meanwhile_is_refused(agus, cast):
    sari = by_nip(cast.sari.nip)
    row = hold(agus, [["Sari Wulan", cast.sari.nip, "", "", ""]])
    sari.name = "Sari Lain"
    db.session.commit()
    write(row)
    assert (sari.name, row.counts["late"]) == ("Sari Lain", 1)


def test_the_sheet_is_forgotten_with_the_outcome(agus):
    row = hold(agus, [NEWCOMER, ["", "", "", "", "x"]])
    assert db.session.scalar(sa.select(ImportPart.name).filter_by(import_id=row.id, name="column:1"))
    write(row)
    left = set(db.session.scalars(sa.select(ImportPart.name).filter_by(import_id=row.id)))
    assert left == {"rejected", "missing"}


def test_old_trials_and_refused_rows_go_by_themselves(agus):
    trial = hold(agus, [NEWCOMER])
    ref = trial.ref
    hold(agus, [NEWCOMER])
    assert receiving.find(agus.agency_id, ref) is None
    over = write(hold(agus, [["", "", "", "", "x"], NEWCOMER]))
    over.finished_at = now() - timedelta(days=8)
    db.session.commit()
    hold(agus, many(1))
    assert parts.take(over.id, "rejected") is None


def test_the_matching_is_remembered_for_the_same_headings(agus):
    first = hold(agus, [NEWCOMER])
    receiving.match(first, {"0": "name", "1": "nip", "3": "unit"}, now=now())
    db.session.commit()
    assert receiving.remembered(agus.agency_id, first.about) == {"0": "name", "1": "nip", "3": "unit"}
    assert receiving.remembered(agus.agency_id + 1, first.about) == {}
    assert count(ColumnMapping) == 1


@pytest.mark.parametrize(
    ("meanings", "slug"),
    [
        ({"1": "nip"}, "no_name"),
        ({"0": "name", "1": "name"}, "twice"),
        ({"0": "name", "99": "nip"}, "unknown"),
        ({"0": "name", "x": "nip"}, "unknown"),
        ({"0": "name", "1": "gaji"}, "unknown"),
    ],
)
def test_columns_that_cannot_be_meant_are_refused(agus, meanings, slug):
    row = hold(agus, [NEWCOMER])
    with pytest.raises(receiving.BadMapping) as wrong:
        receiving.match(row, meanings, now=now())
    assert wrong.value.slug == slug


def test_a_refused_column_cannot_be_matched_by_a_forged_form(agus):
    row = hold(agus, [["Budi", "3603010903860001"], ["Ani", "3603011501900002"]], ["Nama", "NIK"])
    with pytest.raises(receiving.BadMapping):
        receiving.match(row, {"0": "name", "1": "nip"}, now=now())
    assert "3603010903860001" not in str([parts.take(row.id, "numbers"), row.about, row.meanings])


def test_who_is_not_in_the_sheet_is_listed_and_stays(agus, cast):
    row = write(hold(agus, [["Sari", cast.sari.nip, "", UNIT, ""]]))
    ningsih = by_nip(cast.ningsih.nip)
    joko = by_nip(cast.joko.nip)
    missing = parts.take(row.id, "missing")
    assert ningsih.id in missing
    assert joko.id not in missing
    assert ningsih.active


def test_undo_takes_back_whom_it_added_and_what_it_changed(agus, cast):
    sari = by_nip(cast.sari.nip)
    before = (sari.name, [(post.unit_id, post.position, post.since, post.until) for post in posts_of(sari)])
    people = count(Person)
    sheet = [[*NEWCOMER[:3], "Unit Baru", ""], ["Sari Wulan", cast.sari.nip, "", "Sekretariat", "Kepala"]]
    row = write(hold(agus, sheet, create_units=True))
    assert count(Person) == people + 1
    undo(row)
    assert row.undone_at is not None
    assert count(Person) == people
    assert db.session.scalar(sa.select(Unit.id).filter_by(name="Unit Baru")) is None
    assert (sari.name, [(p.unit_id, p.position, p.since, p.until) for p in posts_of(sari)]) == before
    assert kept_steps(row.id, 9) == []


def test_undo_keeps_whom_something_happened_to_and_says_why(agus, cast):
    row = write(hold(agus, [*many(4), ["Sari Wulan", cast.sari.nip, "", "", ""]]))
    first, second, third, _fourth = (by_nip(line[1]) for line in many(4))
    invite([first], by=agus, now=now())
    db.session.execute(sa.update(Invitation).values(used_at=now()))
    depart(second, day_in(agus.agency.zone), reason="Pindah", by=agus, now=now())
    third.name = "Ganti Nama"
    third.rev += 1
    sari = by_nip(cast.sari.nip)
    data = PersonData.tidy(
        name="Sari Lagi", nip=sari.nip, email=sari.email, unit=first_unit(sari), position=""
    )
    change(sari, data, rev=sari.rev, by=agus, today=day_in(agus.agency.zone), now=now())
    db.session.commit()
    undo(row)
    kept = {name: step.why for step, name in kept_steps(row.id, 9)}
    assert kept == {
        first.name: "invitation",
        second.name: "changed",
        "Ganti Nama": "changed",
        "Sari Lagi": "changed",
    }
    assert by_nip(many(4)[3][1]) is None
    assert count(Departure) == 1


def first_unit(person: Person) -> Unit:
    return posts_of(person)[0].unit


def test_undo_is_done_once(agus):
    row = undo(write(hold(agus, [NEWCOMER])))
    with pytest.raises(queueing.Outdated):
        queueing.ask_back(row, by=None, now=now())


def test_a_large_import_waits_for_the_worker_and_can_be_stopped(agus, app, monkeypatch):
    monkeypatch.setattr(queueing, "AT_ONCE", 1)
    monkeypatch.setattr(queueing, "CHUNK", 2)
    row = hold(agus, many(6))
    queueing.confirm(row, row.stamp, by=None, now=now())
    db.session.commit()
    queueing.carry_out_now(row)
    db.session.refresh(row)
    assert row.state == jobs.WAITING
    worker = Worker(app)
    number = row.id

    def stop() -> None:
        if db.session.get_one(PeopleImport, number, populate_existing=True).done >= 2:
            assert queueing.stop(db.session.get_one(PeopleImport, number), now=now())
            db.session.commit()

    monkeypatch.setattr(worker, "pulse", stop)
    assert queueing.take_up(worker)
    row = db.session.get_one(PeopleImport, number, populate_existing=True)
    assert (row.state, row.done) == (jobs.CANCELLED, 2)
    assert parts.take(number, "numbers") is None
    assert db.session.scalar(sa.select(sa.func.count()).where(Person.name.like("Pegawai %"))) == 2
    undo(row)
    assert queueing.take_up(Worker(app))
    assert db.session.scalar(sa.select(sa.func.count()).where(Person.name.like("Pegawai %"))) == 0


def test_a_worker_told_to_end_gives_the_import_back_where_it_was(agus, app, monkeypatch):
    monkeypatch.setattr(queueing, "CHUNK", 2)
    row = hold(agus, many(6))
    queueing.confirm(row, row.stamp, by=None, now=now())
    db.session.commit()
    number, calls = row.id, []
    first, second = Worker(app), Worker(app)

    def told() -> None:
        calls.append(1)
        if len(calls) == 2:
            raise Ending

    monkeypatch.setattr(first, "pulse", told)
    with pytest.raises(Ending):
        queueing.take_up(first)
    row = db.session.get_one(PeopleImport, number, populate_existing=True)
    assert (row.state, row.done, row.tries) == (jobs.WAITING, 2, 0)
    assert queueing.take_up(second)
    row = db.session.get_one(PeopleImport, number, populate_existing=True)
    assert (row.state, row.done) == (jobs.DONE, 6)
    assert db.session.scalar(sa.select(sa.func.count()).where(Person.name.like("Pegawai %"))) == 6
    assert count(ImportStep) == 6


def test_formulas_in_refused_rows_stay_text(agus):
    row = hold(agus, [["=HYPERLINK(1)", "", "", "Tidak Ada", "+62"], ["@x", NIP, "", "Tidak Ada", "-1"]])
    csv = "".join(refused.as_csv(refused.table_of(row)))
    assert "'=HYPERLINK(1)" in csv
    assert f"'{NIP}" in csv
    assert "'@x" in csv
    book = refused.as_xlsx(refused.table_of(row))
    from io import BytesIO

    from openpyxl import load_workbook

    cells = [cell for line in load_workbook(BytesIO(book)).active for cell in line]
    assert not any(cell.data_type == "f" for cell in cells)


def test_refused_rows_come_with_their_own_columns_but_the_forbidden(agus):
    head = [*HEAD, "NIK", "Catatan"]
    row = hold(agus, [["", NIP, "", UNIT, "", "3603010903860001", "dari BKD"]], head)
    table = refused.table_of(row)
    assert table[0][2:] == [*HEAD, "Catatan"]
    assert table[1][1:] == ["2", "", NIP, "", UNIT, "", "dari BKD"]


def test_another_agency_sees_no_import(agus):
    row = hold(agus, [NEWCOMER])
    other = db.session.scalars(sa.select(Agency).where(Agency.id != agus.agency_id)).first()
    assert receiving.find(other.id, row.ref) is None


def test_a_sheet_that_brings_workers_down_is_given_up_and_forgotten(agus, app):
    row = hold(agus, [NEWCOMER, ["", "", "", "", "x"]])
    queueing.confirm(row, row.stamp, by=None, now=now())
    row.tries = jobs.MOST_TRIES
    db.session.commit()
    assert queueing.take_up(Worker(app))
    row = db.session.get_one(PeopleImport, row.id, populate_existing=True)
    assert row.state == jobs.FAILED
    assert parts.take(row.id, "column:1") is None
    assert len(refused.table_of(row)) == 2
    assert by_nip(NIP) is None


def test_a_clash_of_numbers_at_the_same_moment_is_left_to_the_worker(agus, app, monkeypatch):
    row = hold(agus, [NEWCOMER])
    queueing.confirm(row, row.stamp, by=None, now=now())
    db.session.commit()

    def clash(*_told: Any) -> None:
        raise sa.exc.IntegrityError("INSERT", {}, Exception("unique"))

    with monkeypatch.context() as patch:
        patch.setattr(queueing, "write", clash)
        queueing.carry_out_now(row)
    row = db.session.get_one(PeopleImport, row.id, populate_existing=True)
    assert row.state == jobs.WAITING
    assert queueing.take_up(Worker(app))
    assert by_nip(NIP)
