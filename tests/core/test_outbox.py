"""The outbox on the database: one letter for a key, what a mail server's answers make of it, who decides."""

from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine

from tests.core.mailserver import HANG_UP, MailServer
from training.core import jobs
from training.core.db import db
from training.core.outbox.models import RESTING, UNCERTAIN, Letter
from training.core.outbox.posting import Settled, Written, post, send_again, take_as_sent, withdraw
from training.core.outbox.sending import send_waiting
from training.core.outbox.ways import Folder, read_way
from training.core.worker import Worker

MORNING = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
BODY = "Yth. Sari,\n\n. titik di awal baris\nSertifikat Anda — “Kode Etik” — berakhir.\n"


def letter(key: str = "satu", to: str = "sari@contoh.id", **more: Any) -> Written:
    return Written(kind="test", key=key, to_address=to, subject="Sertifikat Anda: é", body=BODY, **more)


def posted(*letters: Written) -> int:
    fresh = post(letters or [letter()], now=MORNING)
    db.session.commit()
    return fresh


def only() -> Letter:
    db.session.rollback()
    return db.session.scalars(sa.select(Letter).execution_options(populate_existing=True)).one()


@pytest.fixture
def clock():
    with time_machine.travel(MORNING, tick=False) as moved:
        yield moved


@pytest.fixture
def server():
    made = MailServer()
    yield made
    made.close()


@pytest.fixture
def office(app, server, clock):
    app.config["MAIL"] = read_way(server.way, production=False)
    with app.app_context():
        yield Worker(app)


def test_the_same_is_never_written_twice(office):
    assert posted(letter("a"), letter("b")) == 2
    assert posted(letter("b", to="lain@contoh.id"), letter("c")) == 1
    assert db.session.scalars(sa.select(Letter.key).order_by(Letter.id)).all() == ["a", "b", "c"]


def test_a_letter_that_is_rolled_back_was_never_written(office):
    post([letter()], now=MORNING)
    db.session.rollback()
    assert db.session.scalar(sa.select(sa.func.count(Letter.id))) == 0


@pytest.mark.parametrize(
    "to", ["", "sari", "a@b\r\nBcc: x@y", "a b@c.id", "a@b@c", "<a@b.id>", "é@contoh.id"]
)
def test_what_is_no_address_is_refused(to):
    with pytest.raises(ValueError, match="address"):
        letter(to=to)


@pytest.mark.parametrize(
    "subject", ["", "  ", "Halo\nBcc: x@y.id", "Halo\r\n\r\nisi", "a\x00b", "a\u2028b", "x" * 201]
)
def test_a_subject_that_breaks_out_of_its_header_is_refused(subject):
    with pytest.raises(ValueError, match="subject"):
        Written(kind="test", key="k", to_address="a@b.id", subject=subject, body="")


def test_a_letter_is_sent_as_it_was_written(office, server):
    posted()
    assert send_waiting(office)
    assert not send_waiting(office)
    row, (mail,) = only(), server.letters
    assert (row.state, row.sent_at, row.failure) == (jobs.DONE, MORNING, "")
    assert mail.get_content().splitlines() == row.body.splitlines()
    assert mail["Subject"] == "Sertifikat Anda: é"
    assert mail["Message-ID"] == row.message_id == f"<letter.{row.ref}@localhost>"
    assert (mail["Auto-Submitted"], mail["Precedence"], mail["To"]) == (
        "auto-generated",
        "bulk",
        "sari@contoh.id",
    )
    assert mail["Date"].datetime == MORNING
    assert server.kept[0].isascii()
    assert mail.defects == []


def test_one_line_serves_many_letters(office, server):
    posted(*(letter(str(number)) for number in range(30)))
    assert send_waiting(office)
    assert len(server.kept) == 20
    assert send_waiting(office)
    assert (len(server.kept), server.lines) == (30, 2)


def test_a_foreign_domain_is_written_as_mail_servers_do(office, server):
    posted(letter(to="sari@bücher.id"))
    send_waiting(office)
    assert "rcpt TO:<sari@xn--bcher-kva.id>" in server.commands


@pytest.mark.parametrize("step", ["GREETING", "EHLO", "MAIL", "RCPT", "DATA"])
@pytest.mark.parametrize("answer", ["451 try later", "421 closing", HANG_UP])
def test_what_may_pass_is_tried_again_after_a_pause(office, server, clock, step, answer):
    posted()
    server.answers[step].append(answer)
    if step == "EHLO" and answer:
        server.answers["HELO"].append(answer)
    send_waiting(office)
    row = only()
    assert (row.state, row.attempts, row.handed_over_at) == (RESTING, 1, None)
    assert row.wake_at == MORNING + timedelta(minutes=1)
    assert row.failure
    assert not send_waiting(office)
    clock.shift(timedelta(minutes=1))
    assert send_waiting(office)
    assert (only().state, len(server.kept)) == (jobs.DONE, 1)


def test_a_refusal_at_the_end_of_the_letter_may_pass_too(office, server, clock):
    posted()
    server.answers["END"].append("452 full")
    send_waiting(office)
    assert (only().state, server.kept) == (RESTING, [])


def test_a_sender_that_is_refused_is_not_the_letters_fault(office, server):
    posted()
    server.answers["MAIL"].append("550 who are you")
    send_waiting(office)
    assert (only().state, only().failure) == (RESTING, "550 who are you")


@pytest.mark.parametrize("step", ["RCPT", "DATA", "END"])
def test_what_is_refused_for_good_fails_with_the_reason(office, server, step):
    posted(letter("a"), letter("b"))
    server.answers[step].append("550 5.1.1 no such\tuser")
    send_waiting(office)
    first, second = db.session.scalars(sa.select(Letter).order_by(Letter.id)).all()
    assert (first.state, first.failure, first.sent_at) == (jobs.FAILED, "550 5.1.1 no such user", None)
    assert (second.state, len(server.kept), server.lines) == (jobs.DONE, 1, 1)


def test_nobody_tries_for_more_than_three_days(office, clock):
    office.app.config["MAIL"] = read_way("smtp://127.0.0.1:1", production=False)
    posted()
    tried = 0
    while only().unfinished or only().state == RESTING:
        assert send_waiting(office)
        tried += 1
        if only().wake_at:
            clock.move_to(only().wake_at)
    assert only().state == jobs.FAILED
    assert 12 <= tried <= 20
    assert only().finished_at - MORNING <= timedelta(days=3)


def test_a_line_that_breaks_after_the_last_word_leaves_it_uncertain(office, server):
    posted()
    server.answers["END"].append(HANG_UP)
    send_waiting(office)
    assert (only().state, only().handed_over_at, len(server.kept)) == (UNCERTAIN, MORNING, 1)
    assert not send_waiting(office)
    assert len(server.kept) == 1


def test_a_person_has_an_uncertain_one_sent_again_or_takes_it_as_sent(office, server, clock):
    posted(letter("a"), letter("b"))
    server.answers["END"] += [HANG_UP, HANG_UP]
    send_waiting(office)
    first, second = db.session.scalars(sa.select(Letter).order_by(Letter.id)).all()
    clock.shift(timedelta(hours=1))
    send_again(first, by_id=7, now=MORNING + timedelta(hours=1))
    take_as_sent(second, by_id=7, now=MORNING)
    db.session.commit()
    assert (second.state, second.sent_at, second.decided_by_id) == (jobs.DONE, MORNING, 7)
    for decide in (
        lambda: send_again(second, by_id=7, now=MORNING),
        lambda: take_as_sent(first, by_id=7, now=MORNING),
    ):
        with pytest.raises(Settled):
            decide()
    db.session.rollback()
    send_waiting(office)
    ids = [mail["Message-ID"] for mail in server.letters]
    assert len(ids) == 3 and ids[0] == ids[2] != ids[1]


def test_a_worker_that_was_overtaken_sends_nothing(office, server):
    """Its lease ran out while the server thought, and another worker has the letter by now."""
    posted()

    def overtaken() -> str:
        with office.app.app_context():
            db.session.execute(sa.update(Letter).values(worker="lain"))
            db.session.commit()
        return "354 go ahead"

    server.answers["DATA"].append(overtaken)
    send_waiting(office)
    assert (only().state, only().worker, server.kept) == (jobs.RUNNING, "lain", [])


def test_what_is_withdrawn_is_not_sent_and_may_be_written_again(office, server):
    posted(letter("a"))
    assert withdraw([Letter.kind == "test"], now=MORNING) == 1
    db.session.commit()
    assert not send_waiting(office)
    assert posted(letter("a")) == 1
    states = db.session.scalars(sa.select(Letter.state).order_by(Letter.id)).all()
    assert states == [jobs.CANCELLED, jobs.WAITING]


def test_letters_wait_while_no_way_is_set(office):
    office.app.config["MAIL"] = None
    posted()
    assert not send_waiting(office)
    assert only().state == jobs.WAITING


def test_a_folder_gets_one_whole_file_a_letter(office, tmp_path):
    office.app.config["MAIL"] = Folder(tmp_path / "surat")
    posted()
    send_waiting(office)
    (file,) = (tmp_path / "surat").iterdir()
    assert file.name == f"{only().ref}.eml"
    mail = message_from_bytes(file.read_bytes(), policy=policy.default)
    assert mail.get_content().splitlines() == only().body.splitlines()


def test_a_folder_that_cannot_be_written_to_may_be_set_right(office, tmp_path):
    (tmp_path / "surat").write_text("")
    office.app.config["MAIL"] = Folder(tmp_path / "surat")
    posted()
    send_waiting(office)
    assert (only().state, only().handed_over_at) == (RESTING, None)


def test_the_console_prints_what_somebody_would_read(office, capsys):
    office.app.config["MAIL"] = read_way("console", production=True)
    posted()
    send_waiting(office)
    shown = capsys.readouterr().out
    assert "To: sari@contoh.id" in shown and "“Kode Etik”" in shown
