"""A choice that is marked and not yet done: kept, shown again, counted at the end; and the clock's hiding place."""

from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from training.attempts.models import Attempt, Response
from training.core.db import db

from ..checking import csrf_token
from .cabinet import CHECKING, COPYING, IN_ORDER, LEAVING, LOCKING, NOTING, acts, ask_only_this
from .office import MINUTES, Quiz
from .playing import TAKING, Player, cards, hidden
from .test_views import ENVELOPE, REFUSING, at_envelope, count, later

PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.fixture
def officer(signed_in: Any, quiz: Quiz) -> Any:
    return signed_in(quiz.officer)


@pytest.fixture
def run(officer: Any, quiz: Quiz) -> Player:
    return Player(officer, quiz.module)


@pytest.fixture
def cabinet(app: Flask, officer: Any, quiz: Quiz) -> Player:
    """The story with ticks and an order, at its ticks."""
    with app.app_context():
        ask_only_this()
    run = Player(officer, quiz.module)
    run.choose("Masuk dan memeriksa.")
    return run


def mark(run: Player, fields: dict[str, Any] | None = None, *, partial: bool = True, **more: Any) -> Any:
    page = run.look().text
    form = {"csrf_token": csrf_token(page), "rev": hidden(page, "rev")} | (fields or {}) | more
    return run.client.post(f"{run.url}/mark", data=form, headers=PARTIAL if partial else {})


def of_card(run: Player, text: str) -> dict[str, str]:
    return {"choice": cards(run.look().text)[text]}


def test_a_mark_is_kept_through_refresh_and_another_browser_and_says_so(
    run: Player, signed_in: Any, quiz: Quiz
) -> None:
    at_envelope(run)
    letter = of_card(run, TAKING)["choice"]
    answer = mark(run, of_card(run, TAKING))
    assert answer.status_code == 200 and "Pilihan tersimpan" in answer.text and "<html" not in answer.text
    page = signed_in(quiz.officer).get(run.url).text
    assert f'value="{letter}" required checked' in page and "Pilihan tersimpan" in page


def test_another_mark_takes_its_place_and_doing_something_takes_it_away(app: Flask, run: Player) -> None:
    at_envelope(run)
    mark(run, of_card(run, TAKING))
    mark(run, of_card(run, REFUSING))
    assert run.look().text.count(" checked") == 1
    run.choose(REFUSING)
    assert " checked" not in run.look().text
    with app.app_context():
        assert db.session.scalars(sa.select(Attempt)).one().chosen is None


def test_ticks_and_half_an_order_are_kept_as_they_are(cabinet: Player) -> None:
    ticked = cards(cabinet.look().text)
    mark(cabinet, {"choice": [ticked[LOCKING], ticked[LEAVING]]})
    page = cabinet.look().text
    assert page.count(" checked") == 2
    mark(cabinet, {})
    assert " checked" not in cabinet.look().text, "the last tick was taken away"
    cabinet.choose(LOCKING)
    fields = acts(cabinet.look().text)
    mark(cabinet, {fields[CHECKING]: "1", fields[NOTING]: "3", fields[COPYING]: ""})
    page = cabinet.look().text
    assert page.count(" selected") == 2 and "<option selected>3</option>" in page


@pytest.mark.parametrize("bent", [{"choice": "Z"}, {"choice": "x"}, {"choice": "a,b"}])
def test_what_was_never_offered_cannot_be_marked(app: Flask, run: Player, bent: dict[str, str]) -> None:
    at_envelope(run)
    assert mark(run, bent).status_code == 400
    with app.app_context():
        assert db.session.scalars(sa.select(Attempt)).one().chosen is None


@pytest.mark.parametrize("rev", ["99", "-1", "satu", ""])
def test_a_forged_or_stale_rev_marks_nothing(app: Flask, run: Player, rev: str) -> None:
    at_envelope(run)
    answer = mark(run, of_card(run, TAKING), rev=rev)
    assert answer.status_code == 409 and "Tidak tersimpan" in answer.text and run.url in answer.text
    assert mark(run, of_card(run, TAKING), partial=False, rev=rev).location == run.url
    assert "tidak disimpan" in run.look().text
    with app.app_context():
        assert db.session.scalars(sa.select(Attempt)).one().chosen is None


def test_a_colleague_can_neither_mark_nor_note_an_absence(
    app: Flask, run: Player, signed_in: Any, quiz: Quiz
) -> None:
    at_envelope(run)
    form = of_card(run, TAKING) | {"rev": hidden(run.look().text, "rev")}
    colleague = signed_in(quiz.colleague)
    assert colleague.post_form(f"{run.url}/mark", form).status_code == 404
    assert colleague.post_form(f"{run.url}/absences").status_code == 404
    with app.app_context():
        attempt = db.session.scalars(sa.select(Attempt)).one()
        assert attempt.chosen is None and attempt.absences == 0


def test_when_time_runs_out_the_mark_is_the_answer(app: Flask, run: Player) -> None:
    at_envelope(run)
    mark(run, of_card(run, TAKING))
    saved = count(app, Response)
    with later(minutes=MINUTES + 1):
        page = run.client.get(run.look().location).text
    assert "Pelanggaran kritis" in page and "sudah ditandai tetapi belum dilakukan" in page
    with app.app_context():
        attempt = db.session.scalars(sa.select(Attempt)).one()
        last = attempt.responses[-1]
        assert (len(attempt.responses), last.rev) == (saved + 1, attempt.rev)
        assert last.option == "y" and last.only_marked and last.at < attempt.ended_at
    assert not faults(app)


def faults(app: Flask) -> list[str]:
    """What the ledger finds wrong with runs; the rest of the office was never put on record."""
    output = app.test_cli_runner().invoke(args=["ledger", "verify"]).output
    assert "records" in output
    return [line for line in output.splitlines() if "FAULT" in line and "attempt:" in line]


def test_a_mark_that_comes_too_late_is_not_kept(app: Flask, run: Player) -> None:
    at_envelope(run)
    form = of_card(run, REFUSING) | {"rev": hidden(run.look().text, "rev")}
    with later(minutes=MINUTES, seconds=25):
        run.client.post_form(f"{run.url}/mark", form)
    saved = count(app, Response)
    with later(minutes=MINUTES, seconds=40):
        bent = form | {"choice": cards_of_envelope(app)["y"]}
        assert run.client.post_form(f"{run.url}/mark", bent).location == f"{run.url}/debrief"
    with app.app_context():
        attempt = db.session.scalars(sa.select(Attempt)).one()
        assert (len(attempt.responses), attempt.responses[-1].option) == (saved + 1, "x")


def cards_of_envelope(app: Flask) -> dict[str, str]:
    with app.app_context():
        items = db.session.scalars(sa.select(Attempt)).one().pinned["items"]
        story = next(item for item in items if item["scenario"] == "amplop")
        return {option["id"]: option["letter"] for option in story["nodes"]["meja"]["options"]}


def test_ending_it_oneself_says_what_is_marked_and_counts_it(app: Flask, run: Player) -> None:
    at_envelope(run)
    mark(run, of_card(run, REFUSING))
    page = run.client.get(f"{run.url}/submission").text
    assert "belum dilakukan" in page and REFUSING in page
    run.hand_in()
    with app.app_context():
        attempt = db.session.scalars(sa.select(Attempt)).one()
        assert attempt.responses[-1].option == "x" and attempt.outcome.points == 4 * len(attempt.responses)
    assert not faults(app)


def test_half_an_order_counts_as_nothing(app: Flask, cabinet: Player) -> None:
    cabinet.choose(LOCKING)
    fields = acts(cabinet.look().text)
    mark(cabinet, {fields[text]: str(place) for place, text in enumerate(IN_ORDER[:3], start=1)})
    cabinet.hand_in()
    with app.app_context():
        assert len(db.session.scalars(sa.select(Attempt)).one().responses) == 2


def test_leaving_by_the_button_keeps_the_mark_without_script(run: Player, quiz: Quiz) -> None:
    at_envelope(run)
    answer = mark(run, of_card(run, TAKING), partial=False, leave="1")
    assert answer.location == f"/modules/{quiz.module}/quiz"
    assert " checked" in run.look().text


def test_the_clock_hides_and_shows_for_the_session_and_the_mark_stays(run: Player) -> None:
    at_envelope(run)
    assert "clock-hidden" not in run.look().text and "Sembunyikan" in run.look().text
    assert mark(run, of_card(run, TAKING), partial=False, clock="hidden").location == run.url
    page = run.look().text
    assert "clock-hidden" in page and "Tampilkan waktu" in page and " checked" in page
    assert "clock-hidden" in run.client.get(f"{run.url}/submission").text
    mark(run, {}, partial=False, clock="<b>")
    assert "clock-hidden" in run.look().text
    mark(run, {}, partial=False, clock="shown")
    assert "clock-hidden" not in run.look().text


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(MINUTES - 6, None), (MINUTES - 4, "kurang dari 5 menit"), (MINUTES - 1, "kurang dari 1 menit")],
)
def test_the_last_minutes_are_said_even_when_the_clock_is_hidden(
    run: Player, minutes: int, said: str | None
) -> None:
    at_envelope(run)
    mark(run, {}, partial=False, clock="hidden")
    with later(minutes=minutes, seconds=5):
        page = run.look().text
    words = page.split("data-clock-words")[1].split(">")[1].split("<")[0]
    assert (said in words) if said else not words


def test_leaving_the_page_is_a_note_for_oneself_alone(
    app: Flask, run: Player, signed_in: Any, quiz: Quiz
) -> None:
    at_envelope(run)
    for _ in range(3):
        assert run.client.post_form(f"{run.url}/absences").status_code == 204
    run.play()
    page = run.hand_in().text
    assert "Anda lulus" in page and "ditinggalkan 3 kali" in page and "tidak memengaruhi hasil" in page
    run.client.post_form(f"{run.url}/absences")
    with app.app_context():
        attempt = db.session.scalars(sa.select(Attempt)).one()
        assert attempt.absences == 3, "an ended run notes nothing more"
        assert "absences" not in attempt.fact() and "absences" not in attempt.outcome.fact()
    practice = Player(run.client, quiz.module, "practice")
    practice.client.post_form(f"{practice.url}/absences")
    assert "ditinggalkan" not in practice.hand_in().text


def test_weak_clauses_are_practised_again(app: Flask, run: Player, quiz: Quiz) -> None:
    run.play(instead={ENVELOPE: TAKING})
    page = run.hand_in().text
    assert "Latih butir ini lagi" in page and "Kepada siapa" in page and "SP4N-LAPOR" in page
    assert hidden(page, "clauses") == "D.3"
    asked = {"purpose": "practice", "clauses": "D.3"}
    again = run.client.post_form(f"/modules/{quiz.module}/attempts", asked)
    with app.app_context():
        attempt = db.session.scalars(sa.select(Attempt).where(Attempt.purpose == "practice")).one()
        assert [item["scenario"] for item in attempt.pinned["items"]] == ["amplop"]
        assert attempt.ref in again.location


def test_an_open_practice_is_drawn_again_unless_it_was_begun(app: Flask, officer: Any, quiz: Quiz) -> None:
    run = Player(officer, quiz.module, "practice")
    asked = {"purpose": "practice", "clauses": "D.2"}
    assert officer.post_form(f"/modules/{quiz.module}/attempts", asked).location == run.url
    assert "Sesuatu terjadi di berkas." in run.look().text and 'max="1"' in run.look().text
    run.choose("Melayani sesuai aturan berkas.")
    officer.post_form(f"/modules/{quiz.module}/attempts", asked | {"clauses": "D.3"})
    assert "diteruskan dahulu" in officer.get(f"{run.url}/submission").text


def test_clauses_asked_for_never_narrow_a_certification_run(app: Flask, officer: Any, quiz: Quiz) -> None:
    officer.post_form(f"/modules/{quiz.module}/attempts", {"purpose": "certification", "clauses": "D.2"})
    with app.app_context():
        assert len(db.session.scalars(sa.select(Attempt)).one().pinned["items"]) == 3


def test_clauses_of_nowhere_are_the_whole_module(app: Flask, officer: Any, quiz: Quiz) -> None:
    asked = {"purpose": "practice", "clauses": "X.9 <b> " + "D.2" * 90}
    officer.post_form(f"/modules/{quiz.module}/attempts", asked)
    with app.app_context():
        assert len(db.session.scalars(sa.select(Attempt)).one().pinned["items"]) == 3
