"""A run as an officer meets it in the browser, and as somebody who tries to bend it would."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from training.attempts.models import Attempt, Outcome, Response
from training.attempts.service import open_assessment
from training.core.clock import now
from training.core.db import db
from training.ledger.models import LedgerLeaf
from training.modules.models import Module, Progress
from training.scenarios.models import ScenarioVersion

from .office import MINUTES, Quiz
from .playing import TAKING, Player, cards

ENVELOPE = "Seorang ibu meletakkan amplop."
REFUSING = "Menolak dengan santun."
LOOKING_AWAY = "Pura-pura tidak melihat."
HIDDEN = (
    "RAHASIA",
    "UMPAN",
    "violation",
    "acceptable",
    "critical",
    "Pilihan terbaik",
    "Melanggar",
    "akhir-1",
    "Umpan balik",
)


@pytest.fixture
def officer(signed_in: Any, quiz: Quiz) -> Any:
    return signed_in(quiz.officer)


@pytest.fixture
def run(officer: Any, quiz: Quiz) -> Player:
    return Player(officer, quiz.module)


def at_envelope(run: Player) -> None:
    """Answer until the envelope lies on the desk: the order of scenes is drawn by chance."""
    while ENVELOPE not in (page := run.look().text):
        run.choose(next(card for card in cards(page) if card.startswith("Melayani sesuai")))


@contextmanager
def later(**ahead: int) -> Iterator[None]:
    """The same browser some time later."""
    with time_machine.travel(now() + timedelta(**ahead)):
        yield


def count(app: Flask, what: Any, *where: Any) -> int:
    with app.app_context():
        return db.session.scalar(sa.select(sa.func.count()).select_from(what).where(*where)) or 0


def test_the_best_way_is_passed_and_looked_back_on(run: Player) -> None:
    run.play()
    page = run.hand_in().text
    assert "Anda lulus" in page and "16 dari 16 (100%)" in page
    assert "Tidak menerima pemberian dalam bentuk apa pun." in page, "the clause, word for word"
    assert "Keputusan Kepala Kantor Uji Nomor 7 Tahun 2026" in page
    assert "UMPAN-menolak Laporkan kepada UPG." in page and "TAMAT" not in page


def test_taking_the_envelope_fails_whatever_the_total(run: Player) -> None:
    run.play(instead={ENVELOPE: TAKING})
    page = run.hand_in().text
    assert "Belum lulus kali ini" in page and "Pelanggaran kritis" in page
    assert f"/modules/{run.module}/steps/3" in page, "the way to the lesson on D.3"
    assert page.count("Titik balik") == 1
    assert "Jalan yang lebih baik" in page and "Menjelaskan tahapannya." in page, (
        "what the better way would have met"
    )


def test_the_story_branches_and_goes_on_in_the_same_scene(run: Player) -> None:
    at_envelope(run)
    came_of_it = run.choose(REFUSING).text
    assert "AKIBAT-menolak" in came_of_it and ">Lanjutkan" in came_of_it
    page = run.look().text
    assert "Ibu itu bertanya" in page and "AKIBAT-menolak" in page and REFUSING in page, "the story so far"
    assert "TAMAT Loket kembali tenang." in run.choose("Menjelaskan tahapannya.").text


def test_the_envelope_in_the_drawer_ends_its_story(run: Player) -> None:
    at_envelope(run)
    assert "AKIBAT-menyimpan" in run.choose(TAKING).text
    assert "Ibu itu bertanya" not in run.look().text


def test_refresh_and_back_lose_nothing(run: Player) -> None:
    at_envelope(run)
    before = run.look().text
    assert cards(before) == cards(run.look().text), "same letters in the same order"
    told = run.choose(REFUSING)
    assert "AKIBAT-menolak" in run.client.get(told.request.path).text
    run.look()
    assert "AKIBAT-menolak" in run.client.get(told.request.path).text


def test_starting_again_comes_back_to_the_open_run(run: Player, quiz: Quiz) -> None:
    at_envelope(run)
    run.choose(REFUSING)
    again = Player(run.client, quiz.module)
    assert again.url == run.url and "AKIBAT-menolak" in again.look().text
    assert "Lanjutkan uji" in run.client.get(f"/modules/{quiz.module}/quiz").text


def test_a_stale_tab_is_shown_both_choices_and_changes_nothing(app: Flask, run: Player) -> None:
    at_envelope(run)
    other_tab = run.form(TAKING)
    run.choose(REFUSING)
    saved = count(app, Response)
    answer = run.send(other_tab)
    assert answer.status_code == 409
    kept, refused = answer.text.index("Yang tersimpan</h2>"), answer.text.index("Pilihan di tab ini</h2>")
    assert kept < answer.text.index(REFUSING) < refused < answer.text.index(TAKING)
    assert "Lanjutkan dari yang tersimpan" in answer.text and run.url in answer.text
    assert count(app, Response) == saved and "AKIBAT-menolak" in run.look().text
    assert run.client.get(f"{run.url}/responses").location == run.url, "a refresh of the refusal"


def test_a_stale_tab_after_handing_in_is_told_so(app: Flask, run: Player) -> None:
    at_envelope(run)
    other_tab = run.form(TAKING)
    run.hand_in()
    answer = run.send(other_tab)
    assert answer.status_code == 409 and "Uji ini sudah diakhiri" in answer.text
    assert count(app, Response, Response.option == "y") == 0


def test_the_same_packet_twice_is_one_answer(app: Flask, run: Player) -> None:
    at_envelope(run)
    before, form = count(app, Response), run.form(REFUSING)
    first, second = run.send(form), run.send(form)
    assert (first.status_code, first.location) == (303, second.location)
    assert count(app, Response) == before + 1


@pytest.mark.parametrize(
    "bent",
    [
        {"choice": "D"},
        {"choice": "a"},
        {"choice": ""},
        {"choice": "x"},
        {"rev": "99"},
        {"rev": "-1"},
        {"rev": "satu"},
        {"request_key": ""},
        {"request_key": "k" * 41},
    ],
)
def test_what_was_never_offered_is_refused_and_changes_nothing(
    app: Flask, run: Player, bent: dict[str, str]
) -> None:
    at_envelope(run)
    before = count(app, Response)
    answer = run.send(run.form(REFUSING) | bent)
    assert answer.status_code == 422
    assert "tidak ada yang disimpan" in answer.text and ENVELOPE in answer.text
    assert count(app, Response) == before


def test_the_number_of_an_answer_that_was_not_given_does_not_exist(run: Player) -> None:
    at_envelope(run)
    run.choose(REFUSING)
    assert run.client.get(f"{run.url}/responses/9").status_code == 404
    assert run.client.get(f"{run.url}/responses/0").status_code == 404


@pytest.mark.parametrize("path", ["", "/responses", "/responses/1", "/submission", "/debrief"])
def test_a_colleagues_run_does_not_exist(signed_in: Any, quiz: Quiz, run: Player, path: str) -> None:
    at_envelope(run)
    run.choose(REFUSING)
    colleague = signed_in(quiz.colleague)
    assert colleague.get(run.url + path).status_code == 404


def test_a_colleague_can_neither_answer_nor_hand_in(
    app: Flask, signed_in: Any, quiz: Quiz, run: Player
) -> None:
    at_envelope(run)
    form, before = run.form(REFUSING), count(app, Response)
    colleague = signed_in(quiz.colleague)
    form["csrf_token"] = colleague.token()
    assert colleague.post(f"{run.url}/responses", data=form).status_code == 404
    assert colleague.post_form(f"{run.url}/submission").status_code == 404
    assert count(app, Response) == before and count(app, Outcome) == 0


def test_another_agencys_quiz_does_not_exist(signed_in: Any, cast: Any, quiz: Quiz) -> None:
    stranger = signed_in(cast.rangga)
    assert stranger.get(f"/modules/{quiz.module}/quiz").status_code == 404
    assert stranger.post_form(f"/modules/{quiz.module}/attempts", {"purpose": "practice"}).status_code == 404


def test_before_release_nothing_tells_the_key(run: Player) -> None:
    while True:
        page = run.look()
        if page.status_code != 200:
            break
        _assert_silent(page.text)
        came_of_it = run.choose(next(iter(cards(page.text))))
        _assert_silent(came_of_it.text)
        assert "AKIBAT" in came_of_it.text and "AKIBAT" not in page.text.replace(
            "AKIBAT-menolak", ""
        ).replace("AKIBAT-diam", "")
    _assert_silent(run.client.get(f"{run.url}/submission").text)
    assert run.client.get(f"{run.url}/debrief").status_code == 303


def test_a_stale_or_bent_answer_does_not_tell_the_key_either(run: Player) -> None:
    at_envelope(run)
    form, other_tab = run.form(REFUSING), run.form(TAKING)
    _assert_silent(run.send(form | {"choice": "Z"}).text)
    run.send(form)
    _assert_silent(run.send(other_tab).text)


def _assert_silent(page: str) -> None:
    for word in HIDDEN:
        assert word not in page, word
    assert set(cards(page).values()) <= set("ABC")


def test_letters_follow_the_place_shown_not_the_file(signed_in: Any, quiz: Quiz) -> None:
    client, first = signed_in(quiz.officer), set()
    for _ in range(12):
        run = Player(client, quiz.module, "practice")
        page = run.look().text
        assert list(cards(page).values()) == list("ABC")
        first.add(next(iter(cards(page))).split()[-2])
        run.hand_in()
    assert len(first) > 1, "the first card is not always the same"


def test_practice_tells_at_once_has_no_clock_and_leaves_no_record(
    app: Flask, officer: Any, quiz: Quiz
) -> None:
    leaves = count(app, LedgerLeaf)
    run = Player(officer, quiz.module, "practice")
    at_envelope(run)
    assert "data-countdown" not in run.look().text
    page = run.choose(LOOKING_AWAY).text
    assert "AKIBAT-diam" in page and "UMPAN-diam" in page and "Kurang tepat" in page
    run.play()
    assert "Latihan selesai" in run.hand_in().text
    assert count(app, LedgerLeaf) == leaves
    assert "Anda sudah lulus" not in officer.get(f"/modules/{quiz.module}/quiz").text


def test_a_certification_run_is_recorded_when_started_and_when_handed_in(app: Flask, run: Player) -> None:
    run.play()
    run.hand_in()
    run.client.post_form(f"{run.url}/submission")
    ref = run.url.rpartition("/")[2]
    with app.app_context():
        rows = db.session.scalars(sa.select(LedgerLeaf).where(LedgerLeaf.record == f"attempt:{ref}"))
        assert [row.kind for row in rows.all()] == ["attempt.started", "attempt.submitted"]


def test_the_clock_starts_at_the_first_sight_of_a_question(app: Flask, officer: Any, quiz: Quiz) -> None:
    run = Player(officer, quiz.module)
    with app.app_context():
        assert db.session.scalars(sa.select(Attempt)).one().deadline_at is None
    with later(minutes=40):
        assert 895 <= seconds_left(run) <= 900
    with later(minutes=45):
        assert 590 <= seconds_left(run) <= 600, "looking again does not wind it up"


def seconds_left(run: Player) -> int:
    return int(re.findall(r'data-countdown="(\d+)"', run.look().text)[0])


def test_time_runs_out_in_the_middle(app: Flask, run: Player) -> None:
    at_envelope(run)
    run.choose(REFUSING)
    form = run.form("Menjelaskan tahapannya.")
    saved = count(app, Response)
    with later(minutes=MINUTES + 1):
        answer = run.send(form)
        assert answer.status_code == 303 and answer.location == f"{run.url}/debrief"
        page = run.client.get(answer.location).text
        assert "Waktu uji sudah habis" in page and "belum selesai dijawab" in page
    assert count(app, Response) == saved, "what came too late is not saved"
    with app.app_context():
        attempt = db.session.scalars(sa.select(Attempt)).one()
        assert attempt.state == "closed" and attempt.ended_at == attempt.deadline_at
        assert attempt.outcome and attempt.outcome.points == 4 * saved and attempt.outcome.maximum == 16


def test_the_last_packet_has_half_a_minute(run: Player) -> None:
    at_envelope(run)
    form = run.form(REFUSING)
    with later(minutes=MINUTES, seconds=25):
        assert "/responses/" in run.send(form).location


@pytest.mark.parametrize("path", ["", "/submission", "/responses/1"])
def test_any_look_after_the_deadline_closes_the_run_once(app: Flask, run: Player, path: str) -> None:
    at_envelope(run)
    run.choose(REFUSING)
    with later(minutes=45):
        for _ in range(2):
            assert run.client.get(run.url + path).location == f"{run.url}/debrief"
    assert count(app, Outcome) == 1
    assert count(app, LedgerLeaf, LedgerLeaf.kind == "attempt.submitted") == 1


def test_a_forgotten_run_shows_what_it_came_to_before_the_next_begins(run: Player, quiz: Quiz) -> None:
    at_envelope(run)
    with later(minutes=100):
        again = Player(run.client, quiz.module)
        assert again.url == run.url and again.look().location == f"{run.url}/debrief"
        assert Player(run.client, quiz.module).url != run.url


def test_after_a_failed_run_the_next_waits(officer: Any, quiz: Quiz, run: Player) -> None:
    run.play(instead={ENVELOPE: TAKING})
    run.hand_in()
    page = officer.get(f"/modules/{quiz.module}/quiz").text
    assert "Uji berikutnya dapat dimulai pukul" in page and "WITA" in page
    asked = {"purpose": "certification"}
    turned_away = officer.post_form(f"/modules/{quiz.module}/attempts", asked)
    assert turned_away.location == f"/modules/{quiz.module}/quiz"
    assert Player(officer, quiz.module, "practice").look().status_code == 200, "practice stays open"
    with later(minutes=11):
        assert Player(officer, quiz.module).url != run.url


def test_after_a_passed_run_nothing_waits(officer: Any, quiz: Quiz, run: Player) -> None:
    run.play()
    run.hand_in()
    page = officer.get(f"/modules/{quiz.module}/quiz").text
    assert "Anda sudah lulus modul ini." in page and "100%" in page
    assert Player(officer, quiz.module).url != run.url


def test_handing_in_early_says_what_is_left_and_counts_it_as_nothing(run: Player) -> None:
    at_envelope(run)
    run.choose(LOOKING_AWAY)
    page = run.client.get(f"{run.url}/submission").text
    assert "Masih ada adegan yang belum selesai" in page and "Akhiri uji sekarang" in page
    assert "Belum lulus" in run.hand_in().text


def test_an_ended_run_shows_its_debrief_wherever_one_looks(run: Player) -> None:
    run.play()
    run.hand_in()
    for path in ("", "/responses/1", "/submission"):
        assert run.client.get(run.url + path).location == f"{run.url}/debrief"


def test_a_locked_module_sends_home_and_begins_nothing(app: Flask, officer: Any, quiz: Quiz) -> None:
    with app.app_context():
        first = db.session.get_one(Module, quiz.module_id)
        second = Module(
            agency_id=first.agency_id, version_id=first.version_id, key="e", position=2, title="Lanjut"
        )
        db.session.add(second)
        db.session.flush()
        open_assessment(second)
        ref = second.ref
        db.session.commit()
    assert officer.get(f"/modules/{ref}/quiz").location == "/"
    assert officer.post_form(f"/modules/{ref}/attempts", {"purpose": "practice"}).location == "/"
    assert count(app, Attempt) == 0


def test_an_unread_module_says_what_to_do_first(app: Flask, officer: Any, quiz: Quiz) -> None:
    with app.app_context():
        db.session.execute(sa.update(Progress).values(read_at=None))
        db.session.commit()
    page = officer.get(f"/modules/{quiz.module}/quiz").text
    assert "Baca dahulu semua langkah modul ini." in page and "Mulai uji sertifikasi" not in page
    answer = officer.post_form(f"/modules/{quiz.module}/attempts", {"purpose": "certification"})
    assert answer.location == f"/modules/{quiz.module}/quiz" and count(app, Attempt) == 0


def test_a_module_without_scenarios_says_so(app: Flask, officer: Any, quiz: Quiz) -> None:
    with app.app_context():
        db.session.execute(sa.update(ScenarioVersion).values(state="retired"))
        db.session.commit()
    officer.post_form(f"/modules/{quiz.module}/attempts", {"purpose": "practice"})
    assert "Modul ini belum punya skenario." in officer.get(f"/modules/{quiz.module}/quiz").text


def test_an_unknown_purpose_is_refused(officer: Any, quiz: Quiz) -> None:
    assert officer.post_form(f"/modules/{quiz.module}/attempts", {"purpose": "ujian"}).status_code == 400


def test_everything_works_without_script(run: Player) -> None:
    page = run.look().text
    forms = re.findall(r'<form method="post" [^>]*action="([^"]+)"', page)
    assert f"{run.url}/responses" in forms and "Lakukan ini" in page
    assert re.search(r"data-countdown-text>\d+\.\d\d<", page), "the clock can be read as it stands"
