"""Ticks and orders as an officer meets them in the browser, and as somebody who tries to bend them would."""

import re
from collections.abc import Sequence
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from werkzeug.test import TestResponse

from training.attempts.models import Attempt, Outcome, Response
from training.core.db import db
from training.ledger.models import LedgerLeaf

from ..checking import csrf_token
from .cabinet import (
    CHECKING,
    COPYING,
    IN_ORDER,
    LEAVING,
    LOCKING,
    NOTING,
    PHOTOGRAPHING,
    REPORTING,
    TELLING,
    acts,
    ask_only_this,
)
from .office import Quiz
from .playing import Player, cards, hidden

HIDDEN = (
    "RAHASIA",
    "UMPAN",
    "ALASAN",
    "Pilihan terbaik",
    "Melanggar",
    "akhir-1",
    "Urutan yang tepat",
    "line-",
)


@pytest.fixture
def officer(app: Flask, signed_in: Any, quiz: Quiz) -> Any:
    with app.app_context():
        ask_only_this()
    return signed_in(quiz.officer)


@pytest.fixture(params=["practice", "certification"])
def run(request: Any, officer: Any, quiz: Quiz) -> Player:
    """A run that has come to the ticks."""
    return begin(officer, quiz, request.param)


@pytest.fixture
def exam(officer: Any, quiz: Quiz) -> Player:
    return begin(officer, quiz, "certification")


def begin(officer: Any, quiz: Quiz, purpose: str) -> Player:
    run = Player(officer, quiz.module, purpose)
    run.choose("Masuk dan memeriksa.")
    return run


def tick(run: Player, *texts: str) -> TestResponse:
    page = run.look().text
    return run.send(basics(page) | {"choice": [cards(page)[text] for text in texts]})


def put(run: Player, texts: Sequence[str], **instead: str) -> TestResponse:
    page = run.look().text
    places = {acts(page)[text]: str(place) for place, text in enumerate(texts, start=1)}
    return run.send(basics(page) | places | instead)


def basics(page: str) -> dict[str, Any]:
    return {
        "csrf_token": csrf_token(page),
        "rev": hidden(page, "rev"),
        "request_key": hidden(page, "request_key"),
    }


def followed(run: Player, answer: TestResponse) -> str:
    assert answer.status_code == 303, answer.text
    return run.client.get(answer.location).text


def saved(app: Flask) -> list[str]:
    with app.app_context():
        return list(db.session.scalars(sa.select(Response.option).order_by(Response.rev)))


def test_the_right_ticks_and_the_right_order_are_full_marks(app: Flask, exam: Player) -> None:
    assert "AKIBAT-lemari" in followed(exam, tick(exam, TELLING, LOCKING))
    page = followed(exam, put(exam, IN_ORDER))
    assert "AKIBAT-urut" in page and "TAMAT Ruang arsip terkunci." in page
    assert saved(app) == ["a", "a,b", "a,b,c,d"]
    page = exam.hand_in().text
    assert "Anda lulus" in page and "12 dari 12 (100%)" in page and "Titik balik" not in page


def test_what_was_ticked_is_told_back_and_what_came_of_it(exam: Player) -> None:
    page = followed(exam, tick(exam, LOCKING, LEAVING))
    assert LOCKING in page and LEAVING in page and TELLING not in page and PHOTOGRAPHING not in page
    assert "AKIBAT-lemari" in page
    assert "AKIBAT-lemari" in exam.look().text, "the story so far"


def test_practice_shows_what_was_right_to_tick_and_the_right_order(officer: Any, quiz: Quiz) -> None:
    run = begin(officer, quiz, "practice")
    page = followed(run, tick(run, LOCKING, LEAVING))
    for said in (
        "Tepat, dan Anda centang",
        "Tepat, tetapi tidak Anda centang",
        "Anda centang, tetapi tidak tepat",
    ):
        assert page.count(said) == 1
    assert "UMPAN-atasan" in page and "UMPAN-foto" not in page and "0 dari 4" in page
    page = followed(run, put(run, (NOTING, CHECKING, REPORTING, COPYING)))
    assert "Urutan Anda" in page and "Urutan yang tepat" in page and "2 dari 4" in page
    assert "ALASAN-lapor" in page and "Anda menaruhnya di urutan ke-2" in page
    assert "UMPAN-periksa" in page and "UMPAN-salin" not in page


def test_before_release_nothing_tells_the_key(exam: Player) -> None:
    pages = [exam.look().text, tick(exam).text, followed(exam, tick(exam, PHOTOGRAPHING, LOCKING))]
    pages += [exam.look().text, put(exam, (NOTING, NOTING, CHECKING)).text]
    pages += [followed(exam, put(exam, (REPORTING, NOTING, COPYING, CHECKING)))]
    pages += [exam.client.get(f"{exam.url}/submission").text]
    for page in pages:
        for word in HIDDEN:
            assert word not in page, word


def test_the_order_of_the_file_is_nowhere_on_the_page(officer: Any, quiz: Quiz) -> None:
    for _ in range(8):
        run = begin(officer, quiz, "practice")
        followed(run, tick(run, LOCKING))
        page = run.look().text
        assert list(acts(page).values()) == ["rank-A", "rank-B", "rank-C", "rank-D"]
        assert tuple(acts(page)) != IN_ORDER and set(acts(page)) == set(IN_ORDER)
        choices = re.findall(r"<select.*?</select>", page, re.DOTALL)
        offered = [re.findall(r"<option[^>]*>(.*?)</option>", choice) for choice in choices]
        assert offered == [["–", "1", "2", "3", "4"]] * 4 and "selected" not in "".join(choices)
        run.hand_in()


def test_nothing_ticked_is_said_and_nothing_is_saved(app: Flask, run: Player) -> None:
    answer = tick(run)
    assert answer.status_code == 422
    assert "Belum ada yang dicentang" in answer.text and "Kunci lemari berkas" in answer.text
    assert saved(app) == ["a"]


def test_two_actions_in_one_place_are_named_and_all_places_stay(app: Flask, run: Player) -> None:
    followed(run, tick(run, LOCKING))
    fields = acts(run.look().text)
    answer = put(run, IN_ORDER, **{fields[COPYING]: "3"})
    assert answer.status_code == 422 and saved(app) == ["a", "a"]
    assert re.search(r"Urutan ke-3 dipakai oleh [A-D] dan [A-D]\.", answer.text)
    assert answer.text.count('aria-invalid="true"') == 2 and "isian Anda tetap ada" in answer.text
    kept = re.findall(
        r'<select[^>]* name="(rank-[A-D])".*?<option selected>(\d)</option>', answer.text, re.DOTALL
    )
    assert dict(kept) == {
        fields[CHECKING]: "1",
        fields[NOTING]: "2",
        fields[REPORTING]: "3",
        fields[COPYING]: "3",
    }
    for field in (fields[REPORTING], fields[COPYING]):
        assert f'id="{field}-error"' in answer.text


def test_an_action_without_a_place_is_named(run: Player) -> None:
    followed(run, tick(run, LOCKING))
    letter = acts(run.look().text)[NOTING][-1]
    answer = put(run, IN_ORDER, **{f"rank-{letter}": ""})
    assert answer.status_code == 422 and f"Tindakan {letter} belum diberi urutan." in answer.text


@pytest.mark.parametrize("bent", [{"choice": ["A", "Z"]}, {"choice": "a"}, {"rev": "0", "choice": []}])
def test_what_was_never_offered_is_refused(app: Flask, exam: Player, bent: dict[str, Any]) -> None:
    page = exam.look().text
    answer = exam.send(basics(page) | bent)
    assert answer.status_code == 422 and "tidak ada yang disimpan" in answer.text
    assert saved(app) == ["a"]


@pytest.mark.parametrize("place", ["0", "5", "x", "-1", "1.0"])
def test_a_place_that_does_not_exist_is_refused(app: Flask, exam: Player, place: str) -> None:
    followed(exam, tick(exam, LOCKING))
    answer = put(exam, IN_ORDER, **{"rank-A": place})
    assert answer.status_code == 422 and "tidak ada yang disimpan" in answer.text
    assert saved(app) == ["a", "a"]


def test_a_stale_tab_is_shown_both_lots_of_ticks_and_both_orders(app: Flask, exam: Player) -> None:
    page = exam.look().text
    followed(exam, tick(exam, LOCKING, TELLING))
    late = exam.send(basics(page) | {"choice": [cards(page)[LEAVING]]})
    assert late.status_code == 409
    assert all(text in late.text for text in (LOCKING, TELLING, LEAVING)) and PHOTOGRAPHING not in late.text
    page = exam.look().text
    followed(exam, put(exam, IN_ORDER))
    places = {acts(page)[text]: str(place) for place, text in enumerate(reversed(IN_ORDER), start=1)}
    late = exam.send(basics(page) | places)
    assert late.status_code == 409
    kept, wanted = late.text.split("Pilihan di tab ini</", 1)
    assert in_turn(kept, IN_ORDER) and in_turn(wanted, IN_ORDER[::-1])
    assert saved(app) == ["a", "a,b", "a,b,c,d"]


def in_turn(page: str, texts: Sequence[str]) -> bool:
    places = [page.index(text) for text in texts]
    return places == sorted(places)


def test_the_same_packet_twice_is_saved_once(app: Flask, exam: Player) -> None:
    page = exam.look().text
    form = basics(page) | {"choice": [cards(page)[LOCKING]]}
    assert exam.send(form).location == exam.send(form).location
    assert saved(app) == ["a", "a"]


def test_a_critical_tick_fails_the_run_and_names_the_act(app: Flask, exam: Player) -> None:
    followed(exam, tick(exam, LOCKING, TELLING, PHOTOGRAPHING))
    followed(exam, put(exam, IN_ORDER))
    page = exam.hand_in().text
    assert "Belum lulus kali ini" in page and f"“{PHOTOGRAPHING}”" in page
    with app.app_context():
        (outcome,) = db.session.scalars(sa.select(Outcome))
        assert outcome.critical == [
            {"scenario": "lemari", "version": 1, "node": "lemari", "option": "c", "clauses": ["D.3"]}
        ]


def test_the_debrief_puts_ones_own_beside_the_right_one(exam: Player) -> None:
    followed(exam, tick(exam, LOCKING))
    followed(exam, put(exam, (CHECKING, REPORTING, NOTING, COPYING)))
    page = exam.hand_in().text
    assert "8 dari 12 (66%)" in page
    assert (
        page.index("Titik balik") < page.index("Tepat, tetapi tidak Anda centang") < page.index("Urutan Anda")
    )
    assert "Tidak memperlambat pelayanan." in page, "the clause of the ticks, word for word"
    assert "ALASAN-catat" in page and "UMPAN-catat" in page and "UMPAN-salin" not in page
    better = page[page.index("Jalan yang lebih baik") :]
    assert "Mengunci lemari itu; Memberi tahu atasan" in better
    assert "1) Memeriksa berkas yang ada; 2) Mencatat yang tidak ada" in better


def test_the_ledger_commits_to_ticks_and_orders_as_they_were_given(app: Flask, exam: Player) -> None:
    followed(exam, tick(exam, LOCKING))
    followed(exam, put(exam, IN_ORDER))
    exam.hand_in()
    with app.app_context():
        leaves = db.session.scalars(sa.select(LedgerLeaf).order_by(LedgerLeaf.idx)).all()
        assert [leaf.kind for leaf in leaves][-2:] == ["attempt.started", "attempt.submitted"]
        fact = db.session.scalars(sa.select(Attempt)).one().fact()
        assert [each["option"] for each in fact["responses"]] == ["a", "a", "a,b,c,d"]
