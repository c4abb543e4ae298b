"""What somebody answered about a clause: certification runs only, with every judgement there ever was."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from flask import Flask

from training.attempts.answers_on import RunOn, answers_on
from training.attempts.flagged import flagged
from training.attempts.peers_on import first_answers
from training.attempts.regrading import service
from training.attempts.regrading.impact import impact_of
from training.attempts.regrading.pending import regrades_pending
from training.core.db import db

from .crowd import recruit, run
from .office import MORNING, Quiz
from .test_regrades import GOOD, LATER, POOR, SWAPPED, TOOK, Desk

DAY = timedelta(days=1)


@pytest.fixture
def desk(app: Flask, quiz: Quiz) -> Iterator[Desk]:
    """Five officers took the run; two people may decide about keys."""
    with app.app_context():
        yield Desk(quiz)


def version_id(desk: Desk) -> int:
    return desk.version.scenario.code.versions[0].id


def told(desk: Desk, person_id: int, *addresses: str) -> list[RunOn]:
    return answers_on(person_id, {version_id(desk): addresses or ("D.3",)})


def put_right(desk: Desk, text: str | None = None, number: int = 2, now: datetime = LATER) -> None:
    made = desk.propose(text, number)
    service.confirm(made, stamp=impact_of(made, now=now).stamp, actor=desk.ketut, now=now)
    db.session.commit()


def test_what_was_chosen_about_the_clause_and_only_that(desk: Desk) -> None:
    (only,) = told(desk, desk.people[1])
    (answer,) = only.answers
    assert (answer.address, answer.scenario, answer.chosen) == ("D.3", "amplop", ("Menyimpannya di laci.",))
    assert (answer.critical, answer.verdicts[0].grade) == (True, "violation")
    assert (only.asked, only.submitted, only.verdicts[-1].passed) == (("D.3",), True, False)
    assert only.record == f"attempt:{only.ref}" == answer.verdicts[0].record


def test_a_clause_no_item_is_about_brings_no_run(desk: Desk) -> None:
    assert told(desk, desk.people[1], "A.1") == []
    assert answers_on(desk.people[1], {version_id(desk) + 1000: ("D.3",)}) == []


def test_practice_is_never_read(desk: Desk) -> None:
    (person,) = recruit(desk.quiz, 1, first=50)
    run(person, desk.quiz, TOOK, purpose="practice")
    assert told(desk, person) == []
    run(person, desk.quiz, GOOD, at=MORNING + DAY)
    (only,) = told(desk, person)
    assert [answer.verdicts[0].grade for answer in only.answers] == ["best"]


def test_a_run_that_goes_on_is_not_told(desk: Desk) -> None:
    (person,) = recruit(desk.quiz, 1, first=50)
    run(person, desk.quiz, GOOD, submit=False)
    assert told(desk, person) == []


def test_judged_by_a_newer_key_both_judgements_stand(desk: Desk) -> None:
    put_right(desk, SWAPPED)
    (only,) = told(desk, desk.people[1])
    first, again = only.answers[0].verdicts
    assert (first.grade, first.under, first.at) == ("violation", None, only.ended_at)
    assert (again.grade, again.under, again.why) == ("best", 2, "Kuncinya keliru.")
    assert again.record.startswith("regrade:") and again.at > only.ended_at
    assert [verdict.passed for verdict in only.verdicts] == [False, True]


def test_a_void_item_says_so_and_keeps_what_was_judged(desk: Desk) -> None:
    put_right(desk)
    (only,) = told(desk, desk.people[1])
    first, again = only.answers[0].verdicts
    assert (first.grade, first.void) == ("violation", False)
    assert (again.grade, again.void) == ("", True)


def test_judged_twice_is_told_twice(desk: Desk) -> None:
    put_right(desk, SWAPPED)
    put_right(desk, now=LATER + DAY)
    (only,) = told(desk, desk.people[1])
    assert [(each.grade, each.void) for each in only.answers[0].verdicts] == [
        ("violation", False),
        ("best", False),
        ("", True),
    ]


def test_another_clause_is_not_touched_by_the_regrade(desk: Desk) -> None:
    put_right(desk, SWAPPED)
    (only,) = told(desk, desk.people[1], "D.2")
    assert [len(answer.verdicts) for answer in only.answers] == [1]
    assert len(only.verdicts) == 2


def test_a_regrade_that_waits_is_known(desk: Desk) -> None:
    assert regrades_pending([desk.version.id]) == {}
    made = desk.propose(SWAPPED)
    assert regrades_pending([desk.version.id]) == {desk.version.id: made.proposed_at}
    service.confirm(made, stamp=impact_of(made, now=LATER).stamp, actor=desk.ketut, now=LATER)
    db.session.commit()
    assert regrades_pending([desk.version.id]) == {}


def test_of_five_runs_nothing_is_flagged(desk: Desk) -> None:
    assert flagged([desk.version.id]) == set() == flagged([])


def test_colleagues_by_their_first_run_but_one(desk: Desk) -> None:
    names = {(version_id(desk), "D.3"): "D.3", (version_id(desk), "D.2"): "D.2"}
    of = {"before": MORNING + 9 * DAY, "known_by": MORNING + 9 * DAY}
    agency = db.session.get(type(desk.wayan), desk.people[0]).agency_id
    assert first_answers(agency, names, but=desk.people[0], **of) == {
        "D.3": [False, False, False, True],
        "D.2": [True] * 4,
    }
    run(desk.people[1], desk.quiz, GOOD, at=MORNING + DAY)
    again = first_answers(agency, names, but=desk.people[0], **of)
    assert again["D.3"] == [False, False, False, True]
    assert first_answers(agency, names, but=0, before=MORNING, known_by=MORNING + DAY) == {}
    assert first_answers(agency, names, but=0, before=MORNING + DAY, known_by=MORNING) == {}
    assert first_answers(agency + 1, names, but=0, **of) == {}


def test_who_was_poor_is_not_right(desk: Desk) -> None:
    assert POOR["amplop"][0] == ("meja", "z")
    (only,) = told(desk, desk.people[2])
    assert only.answers[0].verdicts[0].grade == "poor"
