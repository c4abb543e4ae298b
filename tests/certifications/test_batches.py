"""Many certificates in one file: complete, the same each time, taken over after a crash, called off, forgotten."""

import csv
import hashlib
import io
import os
import signal
import subprocess
import sys
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask, current_app

from training.certifications.batches import packing, service, working
from training.certifications.batches.models import CertificateBatch
from training.certifications.batches.packing import Store
from training.certifications.batches.service import Choice
from training.certifications.models import Certificate
from training.certifications.printing.sealing import checkpoints_of
from training.certifications.printing.sheet import print_sheet, sheet_of
from training.core import jobs
from training.core.clock import now
from training.core.db import db
from training.core.worker import Ending, Worker
from training.ledger.checking import verify
from training.ledger.models import LedgerLeaf
from training.people.models import Posting, Unit

from ..checking import CheckingClient
from .office import MORNING, complete, person_of, rounds_of

pytestmark = pytest.mark.usefixtures("that_morning")

ROOT = Path(__file__).parents[2]
ORIGIN = "https://adab.contoh.id"
EXPORTED = "certificates.exported"
DIES = """
import json, os, signal, sys
import time_machine
from app import create_app
from training.certifications.batches import working
from training.core.worker import Worker

printed, real = 0, working.print_sheet

def dying(sheet):
    global printed
    if printed == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    printed += 1
    return real(sheet)

working.print_sheet = dying
app = create_app(json.loads(sys.argv[1]))
with time_machine.travel(sys.argv[2], tick=False), app.app_context():
    working.print_waiting(Worker(app))
"""


@pytest.fixture
def issued(app: Flask, cast, that_morning) -> None:
    """Five people of the office are certified, an hour after each other; it is six hours later."""
    with app.app_context():
        for hour, member in enumerate((cast.sari, cast.bayu, cast.hesti, cast.agus, cast.joko)):
            complete(person_of(member), MORNING + timedelta(hours=hour))
        complete(person_of(cast.rangga), MORNING)
    that_morning.move_to(MORNING + timedelta(hours=6))


@pytest.fixture
def office(app: Flask, cast, issued):
    """An application context of that office, and who asks for batches there."""
    with app.app_context():
        yield person_of(cast.hesti)


def ask(person, **choice) -> CertificateBatch:
    made = service.ask(Choice(**choice), actor=person, origin=ORIGIN, now=now())
    db.session.commit()
    return made


def work() -> None:
    app = current_app._get_current_object()
    while working.print_waiting(Worker(app)):
        pass
    db.session.expire_all()


def contents(batch: CertificateBatch) -> dict[str, bytes]:
    with zipfile.ZipFile(Store(batch.ref).zip) as packed:
        assert packed.testzip() is None
        return {name: packed.read(name) for name in packed.namelist()}


def exported() -> list[LedgerLeaf]:
    return list(db.session.scalars(sa.select(LedgerLeaf).where(LedgerLeaf.kind == EXPORTED)))


def test_every_certificate_is_in_it_as_it_is_printed_alone(office, monkeypatch) -> None:
    monkeypatch.setattr(working, "AT_ONCE", 2)
    batch = ask(office)
    assert (batch.state, batch.total) == (jobs.WAITING, 5)
    work()
    assert (batch.state, batch.done, batch.total) == (jobs.DONE, 5, 5)
    files = contents(batch)
    assert next(iter(files)) == "ADAB-DINSOS-BANTEN-2026-000001 Sari Wulandari.pdf" and len(files) == 6
    numbers = sa.select(Certificate).where(Certificate.number.startswith("ADAB/DINSOS"))
    for certificate in db.session.scalars(numbers):
        checkpoint = checkpoints_of([certificate.id])[certificate.id]
        alone = print_sheet(sheet_of(certificate, checkpoint, origin=ORIGIN))
        assert files[packing.name_of(certificate)] == alone


def test_the_list_names_every_file(office) -> None:
    batch = ask(office)
    work()
    files = contents(batch)
    rows = list(csv.DictReader(io.StringIO(files["daftar.csv"].decode("utf-8-sig")), delimiter=";"))
    assert [row["berkas"] for row in rows] == [name for name in files if name != "daftar.csv"]
    assert rows[0]["nama"] == "Sari Wulandari" and rows[0]["nip"].endswith("2001")
    assert "199803122021042001" not in files["daftar.csv"].decode()


def test_it_is_on_record_who_took_what_out(office) -> None:
    batch = ask(office)
    assert not exported()
    work()
    (leaf,) = exported()
    said = batch.fact()
    assert leaf.record == f"certificate_batch:{batch.ref}" and said["by"] == office.ref
    assert (
        said["count"] == 5 and said["sha256"] == hashlib.sha256(Store(batch.ref).zip.read_bytes()).hexdigest()
    )
    assert not verify().faults


def test_the_same_choice_gives_the_same_file(office, that_morning) -> None:
    first = ask(office, issued_until=MORNING.date())
    second = ask(office, issued_until=MORNING.date())
    that_morning.shift(timedelta(hours=1))
    work()
    assert first.sha256 and first.sha256 == second.sha256


def test_nothing_of_the_work_is_left_lying_about(office) -> None:
    batch = ask(office)
    work()
    store = Store(batch.ref)
    assert [file.name for file in store.root.iterdir() if batch.ref in file.name] == [f"{batch.ref}.zip"]
    assert store.zip.stat().st_mode & 0o077 == store.root.stat().st_mode & 0o077 == 0


def test_by_unit_with_what_is_below_and_by_days(office, cast) -> None:
    unit = person_unit(person_of(cast.sari))
    inside = [
        each
        for each in (cast.sari, cast.bayu, cast.hesti, cast.agus, cast.joko)
        if person_unit(person_of(each)) is unit
    ]
    above = Unit(agency_id=office.agency_id, name="Di atasnya")
    db.session.add(above)
    db.session.flush()
    assert ask(office, unit=unit.ref).total == len(inside)
    unit.parent_id = above.id
    db.session.commit()
    assert ask(office, unit=above.ref).total == len(inside)
    with pytest.raises(service.Empty):
        ask(office, issued_from=MORNING.date() + timedelta(days=1))


def person_unit(person):
    rows = sa.select(Posting).where(Posting.person_id == person.id)
    return db.session.scalars(rows.order_by(Posting.id.desc())).first().unit


def test_what_was_revoked_is_left_out_and_what_comes_later_does_not_join(office, cast) -> None:
    rounds_of(person_of(cast.sari))[0].revoked_at = now() - timedelta(minutes=1)
    db.session.commit()
    batch = ask(office)
    complete(person_of(cast.dewi), now() + timedelta(seconds=1))
    work()
    assert batch.done == 4 and not any("Sari" in name for name in contents(batch))


@pytest.mark.parametrize(
    ("choice", "error"),
    [
        ({"certification": "zzzzzzzzzzzz"}, ValueError),
        ({"unit": "zzzzzzzzzzzz"}, ValueError),
        (
            {"issued_from": datetime(2026, 12, 1).date(), "issued_until": datetime(2026, 11, 1).date()},
            ValueError,
        ),
    ],
)
def test_what_cannot_be_meant_is_refused(office, choice, error) -> None:
    with pytest.raises(error):
        ask(office, **choice)


def test_an_agency_has_only_so_many_at_once(office) -> None:
    for _ in range(service.MOST_OPEN):
        ask(office)
    with pytest.raises(service.TooMany):
        ask(office)


def test_after_kill_9_another_worker_goes_on(office, monkeypatch) -> None:
    monkeypatch.setattr(working, "AT_ONCE", 2)
    batch = ask(office)
    settings = {
        name: current_app.config[name] for name in ("SECRET_KEY", "SQLALCHEMY_DATABASE_URI", "SLOTS_FOLDER")
    }
    command = [sys.executable, "-c", DIES, packing_json(settings), now().isoformat()]
    died = subprocess.run(command, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True)
    assert died.returncode == -signal.SIGKILL, died.stderr.decode()
    store = Store(batch.ref)
    before = {file.name: file.stat().st_mtime_ns for file in store.sheets.glob("*.pdf")}
    assert len(before) == 3 and not exported()
    again: list[int] = []
    real = working.print_sheet
    monkeypatch.setattr(working, "print_sheet", lambda sheet: again.append(1) or real(sheet))
    work()
    assert not again, "its lease has not run out"
    with pytest.MonkeyPatch.context() as later:
        later.setattr(working, "now", lambda: datetime.now(UTC) + jobs.LEASE + timedelta(seconds=1))
        work()
    assert len(again) == 2 and batch.state == jobs.DONE and len(contents(batch)) == 6
    assert len(exported()) == 1 and not verify().faults


def packing_json(settings: dict) -> str:
    import json

    return json.dumps(settings)


def test_half_a_sheet_is_printed_again(office) -> None:
    batch = ask(office)
    store = Store(batch.ref)
    store.open()
    number = db.session.scalar(sa.select(sa.func.min(Certificate.id)))
    store.keep(number, b"%PDF-1.7 half")
    assert not store.has(number)
    work()
    assert all(
        pdf.rstrip().endswith(b"%%EOF") for name, pdf in contents(batch).items() if name.endswith(".pdf")
    )


def test_a_worker_that_is_told_to_end_gives_it_back(office, monkeypatch) -> None:
    monkeypatch.setattr(working, "AT_ONCE", 2)
    batch = ask(office)
    told = Worker(current_app._get_current_object())
    calls = iter([None] * 4 + [Ending()])

    def pulse() -> None:
        if error := next(calls):
            raise error

    told.pulse = pulse
    with pytest.raises(Ending):
        working.print_waiting(told)
    db.session.expire_all()
    assert (batch.state, batch.tries) == (jobs.WAITING, 0)
    work()
    assert batch.state == jobs.DONE


def test_one_that_is_called_off_leaves_nothing(office, monkeypatch) -> None:
    monkeypatch.setattr(working, "AT_ONCE", 2)
    batch = ask(office)
    ref, real, seen = batch.ref, working.print_sheet, []

    def called_off(sheet):
        seen.append(1)
        if len(seen) == 2:
            found = db.session.scalars(sa.select(CertificateBatch)).one()
            assert service.call_off(found, now=now())
            db.session.commit()
        return real(sheet)

    monkeypatch.setattr(working, "print_sheet", called_off)
    work()
    store = Store(ref)
    assert len(seen) <= 2 and not store.sheets.exists() and not store.zip.exists()
    assert batch.state == jobs.CANCELLED and not exported() and not verify().faults


def test_one_that_brings_down_its_workers_is_given_up(office) -> None:
    batch = ask(office)
    batch.tries = jobs.MOST_TRIES
    db.session.commit()
    work()
    assert batch.state == jobs.FAILED and not Store(batch.ref).sheets.exists()


def test_after_a_week_the_file_is_gone_and_the_record_stays(office, that_morning) -> None:
    batch = ask(office)
    work()
    that_morning.shift(timedelta(days=6, hours=23))
    work()
    assert batch.kept and Store(batch.ref).zip.exists()
    that_morning.shift(timedelta(hours=2))
    work()
    assert not batch.kept and not Store(batch.ref).zip.exists() and not verify().faults


def test_the_pages(issued, app: Flask, client: CheckingClient, cast) -> None:
    hesti = client.sign_in(cast.hesti)
    assert "Mulai cetak" in hesti.get("/certificates/batches").text
    asked = hesti.post_form("/certificates/batches", {"issued_from": "2026-11-23"})
    assert asked.status_code == 303
    page = hesti.get(asked.location)
    assert "Sertifikat sedang dicetak" in page.text and "0 dari 5" in page.text
    part = hesti.get(asked.location, headers={"HX-Request": "true", "HX-Request-Type": "partial"})
    assert part.text.lstrip().startswith("<section") and "hx-trigger" in part.text
    assert hesti.get(f"{asked.location}.zip").status_code == 404
    with app.app_context():
        work()
    page = hesti.get(asked.location).text
    assert "Berkas siap diunduh" in page and "hx-trigger" not in page
    taken = hesti.get(f"{asked.location}.zip")
    assert (
        taken.mimetype == "application/zip" and len(zipfile.ZipFile(io.BytesIO(taken.data)).namelist()) == 6
    )
    assert taken.headers["Cache-Control"] == "no-store"
    assert "terbit mulai 23 November 2026" in hesti.get("/certificates/batches").text


def test_one_that_nobody_works_on_says_so(issued, client: CheckingClient, cast, that_morning) -> None:
    hesti = client.sign_in(cast.hesti)
    where = hesti.post_form("/certificates/batches").location
    that_morning.shift(timedelta(minutes=1))
    assert "Belum ada yang mengerjakannya" in hesti.get(where).text


def test_the_page_of_one_that_is_called_off(issued, client: CheckingClient, cast) -> None:
    hesti = client.sign_in(cast.hesti)
    where = hesti.post_form("/certificates/batches").location
    assert hesti.post_form(f"{where}/cancellation").status_code == 303
    assert "Pencetakan dihentikan" in hesti.get(where).text
    assert hesti.post_form(f"{where}/cancellation").status_code == 409


@pytest.mark.parametrize(
    "typed",
    [
        {"issued_from": "2026-13-40"},
        {"issued_from": "x" * 300},
        {"issued_from": "2026-12-02", "issued_until": "2026-12-01"},
        {"certification": "zzzzzzzzzzzz"},
        {"unit": "' OR 1=1"},
        {"issued_from": "2031-01-01"},
    ],
)
def test_bad_choices_are_said_on_the_page(issued, client: CheckingClient, cast, typed) -> None:
    page = client.sign_in(cast.hesti).post_form("/certificates/batches", typed)
    assert page.status_code == 422 and 'role="alert"' in page.text


def test_the_list_of_batches_is_no_dearer_with_many(issued, app: Flask, client: CheckingClient, cast) -> None:
    with app.app_context():
        hesti = person_of(cast.hesti)
        for _ in range(30):
            service.call_off(ask(hesti, unit=person_unit(hesti).ref), now=now())
            db.session.commit()
    assert client.sign_in(cast.hesti).get("/certificates/batches").status_code == 200
