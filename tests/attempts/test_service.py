"""What happens to runs below the pages: many at once, and what is fixed at the start."""

from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from random import Random
from threading import Barrier
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from training.attempts import service, starting
from training.attempts.models import CERTIFICATION, OPEN, PRACTICE, Assessment, Attempt, Outcome, Response
from training.attempts.service import NotReady, Stale, TimeUp
from training.codes.models import Clause, Code
from training.core.db import db
from training.ledger import service as ledger
from training.ledger.models import LedgerLeaf
from training.ledger.service import Event, listen
from training.modules import service as modules
from training.modules.models import Module, Progress
from training.people.models import Person

from .office import MINUTES, MORNING, SCENARIOS, Quiz, publish, single

AT_ONCE = 20


def begin(quiz: Quiz, purpose: str = CERTIFICATION, *, seed: int = 1, **kwargs: Any) -> Attempt:
    """A run of the officer, its clock running since the morning."""
    person = db.session.get_one(Person, quiz.officer_id)
    assessment = service.find_assessment(person, quiz.module)
    assert assessment
    attempt = service.start(person, assessment, purpose, now=kwargs.get("now", MORNING), chance=Random(seed))
    db.session.flush()
    service.start_clock(attempt.id, attempt.minutes, now=MORNING)
    db.session.commit()
    return attempt


def at_once(app: Flask, act: Callable[[int], Any], times: int = AT_ONCE) -> list[Any]:
    """Let many sessions do the same at the same moment; what each returned or raised."""
    barrier = Barrier(times)

    def one(number: int) -> Any:
        with app.app_context():
            barrier.wait()
            try:
                result = act(number)
                db.session.commit()
            except Exception as error:
                db.session.rollback()
                return error
            finally:
                db.session.remove()
            return result

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(one, range(times)))


def test_twenty_submits_at_once_are_one_outcome_and_one_event(app: Flask, quiz: Quiz) -> None:
    with app.app_context():
        attempt_id = begin(quiz).id

    def hand_in(_number: int) -> None:
        service.submit(db.session.get_one(Attempt, attempt_id), now=MORNING + timedelta(minutes=5))

    assert at_once(app, hand_in) == [None] * AT_ONCE
    with app.app_context():
        assert db.session.scalar(sa.select(sa.func.count()).select_from(Outcome)) == 1
        kinds = db.session.scalars(
            sa.select(LedgerLeaf.kind).where(LedgerLeaf.record.startswith("attempt:"))
        ).all()
        assert sorted(kinds) == ["attempt.started", "attempt.submitted"]


def test_twenty_starts_at_once_are_one_run(app: Flask, quiz: Quiz) -> None:
    def go(number: int) -> str:
        person = db.session.get_one(Person, quiz.officer_id)
        assessment = service.find_assessment(person, quiz.module)
        assert assessment
        return service.start(person, assessment, CERTIFICATION, now=MORNING, chance=Random(number)).ref

    assert len(set(at_once(app, go))) == 1
    with app.app_context():
        assert db.session.scalar(sa.select(sa.func.count()).select_from(Attempt)) == 1
        started = sa.select(sa.func.count()).where(LedgerLeaf.kind == "attempt.started")
        assert db.session.scalar(started) == 1


def test_of_twenty_different_answers_at_once_one_is_saved(app: Flask, quiz: Quiz) -> None:
    with app.app_context():
        ref = begin(quiz).ref

    def say(number: int) -> int:
        attempt = service.find(db.session.get_one(Person, quiz.officer_id), ref)
        assert attempt
        return service.answer(
            attempt, rev=0, posted={"choice": ["ABC"[number % 3]]}, request_key=f"key-{number}", now=MORNING
        )

    results = at_once(app, say)
    assert results.count(1) == 1 and sum(isinstance(each, Stale) for each in results) == AT_ONCE - 1
    with app.app_context():
        attempt = db.session.scalars(sa.select(Attempt)).one()
        assert attempt.rev == 1 and len(attempt.responses) == 1


def test_the_same_packet_twenty_times_at_once_is_answered_alike(app: Flask, quiz: Quiz) -> None:
    with app.app_context():
        ref = begin(quiz).ref

    def say(_number: int) -> int:
        attempt = service.find(db.session.get_one(Person, quiz.officer_id), ref)
        assert attempt
        return service.answer(attempt, rev=0, posted={"choice": ["A"]}, request_key="one-packet", now=MORNING)

    assert at_once(app, say) == [1] * AT_ONCE
    with app.app_context():
        assert db.session.scalar(sa.select(sa.func.count()).select_from(Response)) == 1


def test_an_answer_saved_while_the_run_ends_is_either_counted_or_refused(app: Flask, quiz: Quiz) -> None:
    with app.app_context():
        ref = begin(quiz).ref

    def act(number: int) -> str:
        attempt = service.find(db.session.get_one(Person, quiz.officer_id), ref)
        assert attempt
        if number % 2:
            service.submit(attempt, now=MORNING)
            return "handed in"
        service.answer(attempt, rev=0, posted={"choice": ["A"]}, request_key=f"key-{number}", now=MORNING)
        return "saved"

    results = at_once(app, act)
    with app.app_context():
        attempt = db.session.scalars(sa.select(Attempt)).one()
        assert len(attempt.responses) == results.count("saved") == attempt.rev
        chosen = attempt.responses[0] if attempt.responses else None
        points = 0
        if chosen:
            node = attempt.pinned["items"][chosen.item]["nodes"][chosen.node]
            points = next(each["points"] for each in node["options"] if each["id"] == chosen.option)
        assert attempt.outcome and attempt.outcome.points == points


def read_long_ago(quiz: Quiz, ref: str) -> Attempt:
    """The run as this session read it, kept in memory while others go on: its transaction has ended."""
    db.session().expire_on_commit = False
    attempt = service.find(db.session.get_one(Person, quiz.officer_id), ref)
    assert attempt and attempt.responses == []
    db.session.commit()
    return attempt


def elsewhere(app: Flask, quiz: Quiz, ref: str, act: Callable[[Attempt], Any]) -> None:
    """Let another session act on the run and commit."""
    with app.app_context():
        attempt = service.find(db.session.get_one(Person, quiz.officer_id), ref)
        assert attempt
        act(attempt)
        db.session.commit()
        db.session.remove()


def test_an_answer_overtaken_by_its_own_repeat_is_answered_alike(app: Flask, quiz: Quiz) -> None:
    with app.app_context():
        ref = begin(quiz).ref
        mine = read_long_ago(quiz, ref)
        say = {"rev": 0, "posted": {"choice": ["A"]}, "request_key": "one-packet", "now": MORNING}
        elsewhere(app, quiz, ref, lambda attempt: service.answer(attempt, **say))
        assert service.answer(mine, **say) == 1


def test_an_answer_overtaken_by_another_is_shown_it(app: Flask, quiz: Quiz) -> None:
    with app.app_context():
        begun = begin(quiz)
        ref, shown = begun.ref, attempt_options(begun)
        mine = read_long_ago(quiz, ref)
        elsewhere(
            app,
            quiz,
            ref,
            lambda each: service.answer(
                each, rev=0, posted={"choice": ["B"]}, request_key="theirs", now=MORNING
            ),
        )
        with pytest.raises(Stale) as stale:
            service.answer(mine, rev=0, posted={"choice": ["A"]}, request_key="mine", now=MORNING)
        assert stale.value.saved and stale.value.saved.request_key == "theirs"
        wanted = next(each for each in shown if each["letter"] == "A")
        assert stale.value.wanted.option == wanted["id"]
        assert len(mine.responses) == 1


def test_an_answer_overtaken_by_handing_in_is_not_saved(app: Flask, quiz: Quiz) -> None:
    with app.app_context():
        ref = begin(quiz).ref
        mine = read_long_ago(quiz, ref)
        elsewhere(app, quiz, ref, lambda attempt: service.submit(attempt, now=MORNING))
        with pytest.raises(Stale) as stale:
            service.answer(mine, rev=0, posted={"choice": ["A"]}, request_key="mine", now=MORNING)
        assert stale.value.saved is None and mine.rev == 0


def test_handing_in_counts_what_was_saved_since_the_run_was_read(app: Flask, quiz: Quiz) -> None:
    with app.app_context():
        begun = begin(quiz)
        ref, best = begun.ref, next(each for each in attempt_options(begun) if each["grade"] == "best")
        mine = read_long_ago(quiz, ref)
        say = {"rev": 0, "posted": {"choice": [best["letter"]]}, "request_key": "theirs", "now": MORNING}
        elsewhere(app, quiz, ref, lambda attempt: service.answer(attempt, **say))
        service.submit(mine, now=MORNING)
        db.session.commit()
        assert mine.outcome and mine.outcome.points == 4


def test_a_start_overtaken_by_another_comes_back_to_its_run(
    app: Flask, quiz: Quiz, monkeypatch: pytest.MonkeyPatch
) -> None:
    with app.app_context():
        ref = begin(quiz).ref
        monkeypatch.setattr(starting, "_open_attempt", lambda *_: None)
        assert begin(quiz, seed=7).ref == ref
        assert db.session.scalar(sa.select(sa.func.count()).where(LedgerLeaf.kind == "attempt.started")) == 1


def test_the_clock_is_not_wound_up_again(app: Flask, quiz: Quiz) -> None:
    with app.app_context():
        attempt = begin(quiz)
        service.start_clock(attempt.id, attempt.minutes, now=MORNING + timedelta(minutes=20))
        db.session.commit()
        assert attempt.deadline_at == MORNING + timedelta(minutes=MINUTES)


def test_all_it_is_judged_by_is_fixed_at_the_start(app: Flask, quiz: Quiz) -> None:
    with app.app_context():
        before = begin(quiz)
        pinned, ref = dict(before.pinned), before.ref
        code = db.session.scalars(sa.select(Code).filter_by(slug="kantor-uji-2026")).one()
        for slug, source in SCENARIOS.items():
            publish(code, slug, source.replace("AKIBAT", "BERUBAH").replace("Menolak", "Menampik"), number=2)
        db.session.execute(sa.update(Clause).where(Clause.address == "D.3").values(text="Lain."))
        db.session.execute(sa.update(Assessment).values(mastery_percent=99, scene_minutes=9))
        db.session.commit()
        attempt = service.find(db.session.get_one(Person, quiz.officer_id), ref)
        assert attempt and attempt.pinned == pinned
        assert (attempt.mastery_percent, attempt.minutes) == (75, MINUTES)
        assert attempt.pinned["clauses"]["D.3"] == "Tidak menerima pemberian dalam bentuk apa pun."
        assert "A.1" in attempt.pinned["clauses"], "clauses outside the module that an option cites"
        assert "Nomor 7 Tahun 2026" in attempt.pinned["citation"]
        service.submit(attempt, now=MORNING)
        db.session.commit()
        later = begin(quiz, now=MORNING + timedelta(minutes=20), seed=2)
        assert {item["version"] for item in later.pinned["items"]} == {2}


def test_every_clause_of_the_module_is_asked_about(app: Flask, quiz: Quiz) -> None:
    with app.app_context():
        code = db.session.scalars(sa.select(Code).filter_by(slug="kantor-uji-2026")).one()
        for extra in range(6):
            publish(code, f"tambahan-{extra}", single(f"tambahan-{extra}", "D.1"))
        publish(code, "lain-modul", single("lain-modul", "A.1"))
        for seed in range(10):
            attempt = begin(quiz, PRACTICE, seed=seed)
            assert {"D.1", "D.2", "D.3"} <= {item["clause"] for item in attempt.pinned["items"]}
            assert "lain-modul" not in {item["scenario"] for item in attempt.pinned["items"]}
            service.submit(attempt, now=MORNING)
            db.session.commit()


def test_a_late_answer_closes_the_run_at_its_deadline(app: Flask, quiz: Quiz) -> None:
    with app.app_context():
        attempt = begin(quiz)
        late = MORNING + timedelta(minutes=MINUTES, seconds=31)
        with pytest.raises(TimeUp):
            service.answer(attempt, rev=0, posted={"choice": ["A"]}, request_key="k", now=late)
        db.session.commit()
        assert attempt.state == "closed" and attempt.ended_at == MORNING + timedelta(minutes=MINUTES)
        assert attempt.outcome and (attempt.outcome.points, attempt.outcome.passed) == (0, False)


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who listens in this test is forgotten after it."""
    kept = {kind: list(who) for kind, who in ledger._listeners.items()}
    monkeypatch.setattr(ledger, "_listeners", defaultdict(list, kept))


@pytest.mark.usefixtures("alone")
def test_practice_is_private_and_never_passes_a_module(app: Flask, quiz: Quiz) -> None:
    heard: list[Event] = []
    listen("attempt.submitted", heard.append)
    with app.app_context():
        attempt = begin(quiz, PRACTICE)
        assert attempt.minutes == 0 and attempt.deadline_at is None
        finish_best(attempt)
        assert attempt.outcome and attempt.outcome.passed
        assert service.passed_module_ids(quiz.officer_id, [quiz.module_id]) == set()
        assert service.latest_outcomes(quiz.officer_id, [quiz.module_id]) == {}
    assert heard == []


@pytest.mark.usefixtures("alone")
def test_a_passed_run_is_told_to_modules_and_to_who_listens(app: Flask, quiz: Quiz) -> None:
    heard: list[tuple[str, bool]] = []
    listen("attempt.submitted", lambda event: heard.append((event.actor, event.row.outcome.passed)))
    with app.app_context():
        attempt = begin(quiz)
        finish_best(attempt)
        assert modules.passed_by(quiz.officer_id, [quiz.module_id, 99]) == {quiz.module_id}
        assert service.latest_outcomes(quiz.officer_id, [quiz.module_id])[quiz.module_id].percent == 100
        since = MORNING + timedelta(days=1)
        assert service.passed_module_ids(quiz.officer_id, [quiz.module_id], since=since) == set()
        assert heard == [(attempt.person.ref, True)]


def finish_best(attempt: Attempt) -> None:
    """Answer with the best option everywhere and submit."""
    for number in range(10):
        best = next((each for each in attempt_options(attempt) if each["grade"] == "best"), None)
        if best is None:
            break
        service.answer(
            attempt, rev=number, posted={"choice": [best["letter"]]}, request_key=f"key-{number}", now=MORNING
        )
        db.session.commit()
    service.submit(attempt, now=MORNING)
    db.session.commit()


def attempt_options(attempt: Attempt) -> list[dict[str, Any]]:
    step = service.rules.next_step(attempt.pinned["items"], attempt.given)
    return attempt.pinned["items"][step.item]["nodes"][step.node]["options"] if step else []


def test_a_breach_is_kept_with_its_clauses_and_fails_a_high_total(app: Flask, quiz: Quiz) -> None:
    with app.app_context():
        db.session.execute(sa.update(Assessment).values(mastery_percent=1))
        attempt = begin(quiz)
        for number in range(10):
            offered = attempt_options(attempt)
            if not offered:
                break
            chosen = next((o for o in offered if o["critical"]), None) or next(
                o for o in offered if o["grade"] == "best"
            )
            service.answer(
                attempt,
                rev=number,
                posted={"choice": [chosen["letter"]]},
                request_key=f"k{number}",
                now=MORNING,
            )
            db.session.commit()
        service.submit(attempt, now=MORNING)
        db.session.commit()
        outcome = attempt.outcome
        assert outcome and outcome.percent == 50 and not outcome.passed
        assert outcome.critical == [
            {"scenario": "amplop", "version": 1, "node": "meja", "option": "y", "clauses": ["D.3"]}
        ]


def test_an_unread_module_may_be_practised_but_not_certified(app: Flask, quiz: Quiz) -> None:
    with app.app_context():
        db.session.execute(sa.update(Progress).values(read_at=None))
        with pytest.raises(NotReady, match="unread"):
            begin(quiz)
        assert begin(quiz, PRACTICE).state == OPEN


def test_a_module_whose_predecessor_is_not_passed_is_locked(app: Flask, quiz: Quiz) -> None:
    with app.app_context():
        first = db.session.get_one(Module, quiz.module_id)
        second = Module(
            agency_id=first.agency_id, version_id=first.version_id, key="e", position=2, title="Lanjut"
        )
        db.session.add(second)
        db.session.flush()
        service.open_assessment(second)
        db.session.commit()
        person = db.session.get_one(Person, quiz.officer_id)
        assessment = service.find_assessment(person, second.ref)
        assert assessment
        with pytest.raises(NotReady, match="locked"):
            service.start(person, assessment, PRACTICE, now=MORNING)
        finish_best(begin(quiz))
        with pytest.raises(service.NothingToAsk):
            service.start(person, assessment, PRACTICE, now=MORNING)


def test_a_quiz_is_opened_once(app: Flask, quiz: Quiz) -> None:
    with app.app_context():
        module = db.session.get_one(Module, quiz.module_id)
        assert service.open_assessment(module).id == service.open_assessment(module).id
        assert db.session.scalar(sa.select(sa.func.count()).where(Assessment.module_id == module.id)) == 1
