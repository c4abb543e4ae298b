"""Extra time: given by somebody else with a reason, for runs from then on and, if asked, for one that is open."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from training.attempts.extra.models import ExtraTime
from training.attempts.models import Attempt
from training.core.access import Role
from training.core.db import db
from training.ledger.models import LedgerLeaf
from training.people.models import Person, RoleGrant

from .office import MINUTES, Quiz
from .playing import Player, hidden
from .test_marking import faults
from .test_views import seconds_left

REASON = "Membaca dengan kaca pembesar."


@pytest.fixture
def office(app: Flask, quiz: Quiz) -> dict[str, str]:
    """The officer's and the colleague's references; the colleague is personnel."""
    with app.app_context():
        people = {row.name: row for row in db.session.scalars(sa.select(Person))}
        hr = people[quiz.colleague.name]
        db.session.add(RoleGrant(person_id=hr.id, role=Role.HR))
        refs = {"officer": people[quiz.officer.name].ref, "hr": hr.ref}
        db.session.commit()
        return refs


@pytest.fixture
def desk(signed_in: Any, quiz: Quiz, office: dict[str, str]) -> Any:
    return signed_in(quiz.colleague)


@pytest.fixture
def page(office: dict[str, str]) -> str:
    return f"/reports/people/{office['officer']}/extra-time"


def give(desk: Any, page: str, **fields: str) -> Any:
    seen = hidden(desk.get(page).text, "seen")
    return desk.post_form(page, {"percent": "50", "reason": REASON, "seen": seen} | fields)


def kinds(app: Flask) -> list[str]:
    with app.app_context():
        return list(db.session.scalars(sa.select(LedgerLeaf.kind).order_by(LedgerLeaf.idx)))


def test_runs_from_then_on_are_longer_and_the_officer_reads_why(
    app: Flask, desk: Any, page: str, signed_in: Any, quiz: Quiz
) -> None:
    assert give(desk, page).location == page
    shown = desk.get(page).text
    assert "Saat ini 50% lebih lama" in shown and REASON in shown and "Tersimpan." in shown
    officer = signed_in(quiz.officer)
    told = officer.get(f"/modules/{quiz.module}/quiz").text
    assert "Anda mendapat tambahan waktu" in told and REASON in told and "50%" in told
    run = Player(officer, quiz.module)
    assert MINUTES * 90 - 10 <= seconds_left(run) <= (MINUTES + 8) * 60
    with app.app_context():
        attempt = db.session.scalars(sa.select(Attempt)).one()
        assert (attempt.minutes, attempt.extra_minutes) == (MINUTES + 8, 8)
    assert kinds(app)[-2:] == ["extra_time.granted", "attempt.started"]
    assert not faults(app)


def test_an_open_run_is_extended_only_on_request(
    app: Flask, desk: Any, page: str, signed_in: Any, quiz: Quiz
) -> None:
    run = Player(signed_in(quiz.officer), quiz.module)
    before = seconds_left(run)
    assert "uji yang sedang berjalan" in desk.get(page).text
    give(desk, page)
    assert before - 60 <= seconds_left(run) <= before
    assert (
        "1 uji yang sedang berjalan ikut diperpanjang"
        in desk.get(give(desk, page, percent="100", open="1").location).text
    )
    assert before + (MINUTES - 1) * 60 <= seconds_left(run) <= before + MINUTES * 60
    assert kinds(app)[-2:] == ["extra_time.granted", "attempt.extended"]
    give(desk, page, percent="25", open="1")
    assert seconds_left(run) > before + (MINUTES - 1) * 60, "never shorter"
    run.play()
    run.hand_in()
    assert not faults(app)


def test_a_run_whose_clock_has_not_started_is_extended_too(
    app: Flask, desk: Any, page: str, signed_in: Any, quiz: Quiz
) -> None:
    run = Player(signed_in(quiz.officer), quiz.module)
    give(desk, page, percent="100", open="1")
    assert (MINUTES * 2 - 1) * 60 <= seconds_left(run) <= MINUTES * 120
    with app.app_context():
        attempt = db.session.scalars(sa.select(Attempt)).one()
        assert attempt.deadline_at and attempt.deadline_at - attempt.started_at >= timedelta(
            minutes=MINUTES * 2
        )


def test_ended_it_is_history_and_runs_are_as_usual(
    app: Flask, desk: Any, page: str, signed_in: Any, quiz: Quiz
) -> None:
    give(desk, page)
    seen = hidden(desk.get(page).text, "seen")
    assert desk.post_form(page, {"do": "end", "seen": seen}).location == page
    shown = desk.get(page).text
    assert "Saat ini" not in shown and "Diakhiri oleh Dimas Saputro" in shown and REASON in shown
    assert kinds(app)[-2:] == ["extra_time.granted", "extra_time.ended"]
    assert seconds_left(Player(signed_in(quiz.officer), quiz.module)) <= MINUTES * 60


def test_a_page_that_is_behind_saves_nothing_and_keeps_what_was_typed(
    app: Flask, desk: Any, page: str
) -> None:
    give(desk, page)
    for fields in (
        {"percent": "100", "reason": "Lain.", "seen": ""},
        {"do": "end", "seen": "zzzzzzzzzzzz"},
        {"do": "end"},
    ):
        answer = desk.post_form(page, fields)
        assert answer.status_code == 409 and "Halaman Anda tertinggal" in answer.text
    with app.app_context():
        assert [(each.percent, each.ended_at) for each in db.session.scalars(sa.select(ExtraTime))] == [
            (50, None)
        ]


@pytest.mark.parametrize(
    "bent", [{"percent": "500"}, {"percent": "-25"}, {"percent": ""}, {"reason": "  "}, {"reason": "a" * 501}]
)
def test_what_makes_no_sense_is_said_and_changes_nothing(
    app: Flask, desk: Any, page: str, bent: dict[str, str]
) -> None:
    answer = give(desk, page, **bent)
    assert answer.status_code == 422 and "Belum tersimpan" in answer.text
    with app.app_context():
        assert db.session.scalars(sa.select(ExtraTime)).all() == []


def test_nobody_gives_it_to_themselves(app: Flask, desk: Any, office: dict[str, str]) -> None:
    own = f"/reports/people/{office['hr']}/extra-time"
    assert "rekan lain" in desk.get(own).text
    asked = {"percent": "50", "reason": REASON, "seen": ""}
    assert desk.post_form(own, asked).status_code == 422
    with app.app_context():
        assert db.session.scalars(sa.select(ExtraTime)).all() == []


def test_only_personnel_of_the_agency_may(signed_in: Any, cast: Any, quiz: Quiz, page: str) -> None:
    for member in (quiz.officer, cast.hesti, cast.agus):
        browser = signed_in(member)
        assert browser.get(page).status_code == 404
        assert browser.post_form(page, {"percent": "50", "reason": REASON, "seen": ""}).status_code == 404


def test_personnel_see_it_in_the_persons_history_but_never_how_often_a_page_was_left(
    app: Flask, desk: Any, page: str, signed_in: Any, quiz: Quiz
) -> None:
    give(desk, page)
    run = Player(signed_in(quiz.officer), quiz.module)
    for _ in range(7):
        run.client.post_form(f"{run.url}/absences")
    run.play()
    run.hand_in()
    shown = desk.get(page.removesuffix("/extra-time")).text
    assert "50% lebih lama dari Dimas Saputro" in shown and "Tambahan waktu uji" in shown
    assert "ditinggalkan" not in shown and "7 kali" not in shown
