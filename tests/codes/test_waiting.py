"""Uploads in line: each is read once, by one worker, whole or not at all, and its bytes do not stay."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.codes.office import TEXT
from tests.codes.papers import PICTURE, pdf_of_pages
from training.codes import taking_up, waiting
from training.codes.extraction import Reading, read_apart
from training.codes.intake import Told
from training.codes.kinds.limits import LIMITS
from training.codes.models import Clause, Code, CodeVersion, Intake, IntakeFile
from training.codes.taking_up import slots, take_up
from training.core import jobs
from training.core.clock import now
from training.core.db import db
from training.core.worker import Ending, Worker
from training.people.models import Agency, Person

NONE = Told(None)


@pytest.fixture
def agus(app: Flask, cast: Any) -> Iterator[Person]:
    """The administrator of Dinsos, inside an application context."""
    with app.app_context():
        yield db.session.scalars(sa.select(Person).filter_by(email=cast.agus.email)).one()


@pytest.fixture
def worker(app: Flask) -> Worker:
    return Worker(app)


def sent(person: Person, data: bytes = TEXT.encode(), told: Told = NONE, how: Any = "text") -> int:
    row = waiting.wait_in_line(person, data, "naskah.txt", how, told, now=now())
    db.session.commit()
    return row.id


def row_of(number: int) -> Intake:
    db.session.rollback()
    return db.session.get_one(Intake, number, populate_existing=True)


def count(model: Any) -> int:
    found = db.session.scalar(sa.select(sa.func.count()).select_from(model)) or 0
    db.session.rollback()
    return found


def run_out(number: int) -> None:
    """Let the lease of a row run out."""
    row_of(number).leased_until = now() - timedelta(seconds=1)
    db.session.commit()


def test_an_upload_becomes_the_draft_it_would_have_been_at_once(agus: Person, worker: Worker) -> None:
    told = Told(None, slug="kode-antre", title="Kode Antre", decree="Keputusan Nomor 9")
    number = sent(agus, told=told)
    assert take_up(worker) and not take_up(worker)
    row = row_of(number)
    assert row.state == jobs.DONE and row.finished_at and row.version
    version = row.version
    assert (version.code.slug, version.title, version.decree) == (told.slug, told.title, told.decree)
    document = read_apart(TEXT.encode(), "a.txt", "text", LIMITS).document
    assert [clause.text for clause in version.clauses] == [clause.text for clause in document.clauses]
    assert count(IntakeFile) == 0


def test_a_version_of_a_code_there_is(agus: Person, worker: Worker) -> None:
    code = db.session.scalars(sa.select(Code).filter_by(agency_id=agus.agency_id)).one()
    number = sent(agus, told=Told(code))
    take_up(worker)
    version = row_of(number).version
    assert version and version.code_id == code.id and version.number == 2


def test_what_cannot_be_read_says_why_and_is_forgotten(agus: Person, worker: Worker) -> None:
    number = sent(agus, b"\x89PNG\r\n\x1a\n\0\0")
    take_up(worker)
    row = row_of(number)
    assert row.state == jobs.FAILED and row.message.startswith("Ini gambar.") and row.version is None
    assert count(IntakeFile) == 0


def test_a_name_taken_meanwhile_does_not_cost_the_reading(agus: Person, worker: Worker) -> None:
    number = sent(agus, told=Told(None, slug="nama-rebutan"))
    other = db.session.scalars(sa.select(Agency).where(Agency.id != agus.agency_id).limit(1)).one()
    db.session.add(Code(agency_id=other.id, slug="nama-rebutan", title="Milik lain"))
    db.session.commit()
    take_up(worker)
    version = row_of(number).version
    assert version and version.agency_id == agus.agency_id and version.code.slug.startswith("dinsos-banten-")


def test_one_of_two_workers_gets_it(agus: Person) -> None:
    number = sent(agus)
    assert jobs.next_in_line(Intake, now()) == number
    assert jobs.claim(Intake, number, "satu", now()) and jobs.claim(Intake, number, "dua", now()) is None
    assert jobs.next_in_line(Intake, now()) is None


def test_who_fell_silent_loses_it_and_can_end_nothing(agus: Person) -> None:
    number = sent(agus)
    jobs.claim(Intake, number, "satu", now())
    run_out(number)
    assert jobs.claim(Intake, number, "dua", now())
    for late in (
        lambda: jobs.renew(Intake, number, "satu", now()),
        lambda: jobs.settle(Intake, number, "satu", jobs.DONE, now()),
    ):
        with pytest.raises(jobs.Lost):
            late()
    jobs.renew(Intake, number, "dua", now(), page=3, pages=9)
    row = row_of(number)
    assert (row.worker, row.state, row.page, row.pages, row.tries) == ("dua", jobs.RUNNING, 3, 9, 2)


def test_what_brings_workers_down_is_given_up(agus: Person, worker: Worker) -> None:
    number = sent(agus)
    for name in ("satu", "dua", "tiga"):
        assert jobs.claim(Intake, number, name, now())
        run_out(number)
    assert take_up(worker)
    row = row_of(number)
    assert row.state == jobs.FAILED and "tidak dicoba lagi" in row.message and count(IntakeFile) == 0


def test_text_is_read_before_scans_and_in_order(agus: Person) -> None:
    scan, first, second = sent(agus, how="pictures"), sent(agus), sent(agus)
    order = []
    while (number := jobs.next_in_line(Intake, now(), first=taking_up.SOON_FIRST)) is not None:
        order.append(number)
        jobs.claim(Intake, number, "satu", now())
    assert order == [first, second, scan]


def test_cancelled_while_it_is_read_leaves_nothing(
    agus: Person, worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    number, versions = sent(agus), count(CodeVersion)

    def read_and_cancel(*arguments: Any) -> Reading:
        assert waiting.cancel(row_of(number), now=now())
        db.session.commit()
        return read_apart(*arguments)

    monkeypatch.setattr(taking_up, "read_apart", read_and_cancel)
    take_up(worker)
    assert row_of(number).state == jobs.CANCELLED
    assert count(CodeVersion) == versions and count(IntakeFile) == 0
    assert not waiting.cancel(row_of(number), now=now())


def test_a_fault_while_it_is_kept_writes_nothing_and_it_is_tried_again(
    agus: Person, worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    number, before = sent(agus), (count(CodeVersion), count(Clause))
    monkeypatch.setattr(taking_up, "forget", lambda number: 1 / 0)
    worker.run(once=True)
    assert (row_of(number).state, count(IntakeFile)) == (jobs.RUNNING, 1)
    assert (count(CodeVersion), count(Clause)) == before
    monkeypatch.undo()
    run_out(number)
    worker.run(once=True)
    assert row_of(number).state == jobs.DONE and count(CodeVersion) == before[0] + 1


def test_a_worker_told_to_end_gives_it_back(
    agus: Person, worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = sent(agus)
    worker.told.set()
    monkeypatch.setattr(taking_up, "read_apart", lambda *arguments: arguments[-1].pulse())
    with pytest.raises(Ending):
        take_up(worker)
    row = row_of(number)
    assert (row.state, row.worker, row.tries, row.leased_until) == (jobs.WAITING, "", 0, None)


def test_without_a_free_reader_it_waits(agus: Person, worker: Worker) -> None:
    number = sent(agus)
    with slots().take(quick=True), slots().take(quick=True):
        assert not take_up(worker)
        assert row_of(number).state == jobs.WAITING
    assert take_up(worker)


def test_an_agency_has_so_many_in_line(agus: Person, cast: Any) -> None:
    for _ in range(waiting.MOST_WAITING):
        sent(agus)
    with pytest.raises(waiting.TooMany):
        sent(agus)
    lina = db.session.scalars(sa.select(Person).filter_by(email=cast.lina.email)).one()
    other = row_of(sent(lina))
    assert waiting.line_of(other, now()).ahead == waiting.MOST_WAITING
    assert waiting.find(agus, other.ref) is None and len(waiting.unfinished(lina)) == 1


def test_a_line_without_a_worker_is_noticed(agus: Person) -> None:
    number = sent(agus)
    later = now() + timedelta(minutes=2)
    assert not waiting.line_of(row_of(number), now()).unattended
    assert waiting.line_of(row_of(number), later).unattended
    jobs.claim(Intake, sent(agus), "satu", later)
    assert not waiting.line_of(row_of(number), later).unattended


def test_pages_of_pictures_without_a_recogniser_say_what_is_missing(agus: Person, worker: Worker) -> None:
    number = sent(agus, pdf_of_pages([PICTURE]))
    take_up(worker)
    assert "pip install rapidocr" in row_of(number).message
