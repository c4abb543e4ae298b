"""The edges of the rules of cases: where one day, one person or one missing thing makes the difference."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from training.decisions.acts import Past
from training.decisions.cases.procedure import acts
from training.decisions.cases.procedure.dating import opening_faults
from training.decisions.cases.procedure.outcomes import effect_of
from training.decisions.cases.procedure.owed import Owed
from training.decisions.cases.procedure.past import Standing
from training.decisions.cases.procedure.quorum import seating_faults

from .histories import (
    DAYS,
    INCIDENT,
    OFFICER,
    PEOPLE,
    REPORT,
    TODAY,
    A,
    B,
    C,
    History,
    counsel,
    member,
    terms_of,
    until_decided,
    verdict,
)


def told(standing: Standing) -> list[str]:
    return [each.code for each in standing.warnings]


def report(**said: Any) -> acts.Opened:
    usual = {"track": "ethics", "happened_on": INCIDENT, "reported_on": REPORT, "channel": "desk"}
    return acts.Opened.model_validate(usual | {"summary": "Diduga.", "clauses": ("D.4",)} | said)


@pytest.mark.parametrize(
    ("said", "today", "found"),
    [
        ({}, REPORT, []),
        ({}, date(2026, 11, 2), [("reported_on", "future")]),
        ({"happened_on": REPORT}, REPORT, []),
        ({"happened_on": date(2026, 11, 4)}, TODAY, [("happened_on", "after_report")]),
        ({"happened_until": INCIDENT}, TODAY, []),
        ({"happened_until": date(2026, 11, 1)}, TODAY, [("happened_until", "before_start")]),
        ({"happened_until": date(2026, 11, 4)}, TODAY, [("happened_until", "after_report")]),
        (
            {"happened_on": date(2027, 1, 1), "reported_on": date(2027, 1, 1)},
            REPORT,
            [("reported_on", "future")],
        ),
    ],
)
def test_nothing_is_reported_that_is_still_to_come(
    said: dict[str, Any], today: date, found: list[tuple[str, str]]
) -> None:
    assert [(each.path, each.code) for each in opening_faults(report(**said), today=today)] == found


@pytest.mark.parametrize(
    ("happened_on", "until", "late"),
    [
        (date(2025, 11, 2), None, False),
        (date(2025, 11, 1), None, True),
        (date(2016, 11, 2), None, True),
        (date(2016, 11, 2), date(2026, 1, 5), False),
    ],
)
def test_a_report_long_after_the_act_is_taken_and_remarked(
    happened_on: date, until: date | None, late: bool
) -> None:
    history = History(happened_on=happened_on, happened_until=until)
    assert ("reported_late" in told(history.stand())) is late


def test_a_case_about_who_left_goes_on_and_says_so_until_it_is_closed() -> None:
    gone = replace(PEOPLE[OFFICER], here=False)
    history = until_decided().delivered()
    assert told(history.stand()).count("left_service") == 0
    assert told(history.stand(subject=gone)).count("left_service") == 1
    training = acts.Remedied(clauses=("D.4",), due_on=date(2027, 7, 1))
    assert history.codes(training, subject=gone) == [("clauses", "left")]
    assert history.codes(training) == []
    history.add(acts.Closed(why="decided", kept_until=date(2032, 1, 1)), date(2026, 12, 1))
    assert "left_service" not in told(history.stand(subject=gone))


def test_what_the_panel_has_within_itself_is_never_for_the_officer() -> None:
    inner = {kind for kind, act in acts.ACTS.items() if act.inner}
    assert inner == {"deliberated", "proposed", "returned", "noted"}


def test_an_unproven_verdict_may_name_what_stands_for_nothing_and_nothing_else() -> None:
    heard = History().appointed().summoned().heard().counselled("unproven")
    for key, codes in (
        ("", []),
        ("not_proven", []),
        ("moral_closed", [("verdict-penalty", "none_allowed")]),
        ("administrative_recommended", [("verdict-penalty", "none_allowed")]),
        ("unheard_of", [("verdict-penalty", "none_allowed")]),
    ):
        act = acts.Proposed(verdict=verdict(key, proven=False))
        assert heard.codes(act, A, ("chair",)) == codes


def test_votes_are_counted_from_nothing() -> None:
    assert counsel().votes_proven == counsel().votes_unproven == 0
    assert counsel(agreed=False, votes_proven=5, votes_unproven=0).votes_unproven == 0
    with pytest.raises(ValueError):
        counsel(votes_proven=-1)
    with pytest.raises(ValueError):
        counsel(votes_unproven=-1)


def test_a_counsel_without_enough_people_says_how_many_it_needs() -> None:
    history = History().appointed().summoned().heard()
    (fault,) = history.faults(counsel(A, B), B, ("secretary",))
    assert (fault.path, fault.code, fault.values) == ("present", "no_quorum", {"least": 3, "of": 5})
    assert history.codes(counsel(A, B, C), B, ("secretary",)) == []


@pytest.mark.parametrize(("size", "codes"), [(5, []), (6, ["even"]), (7, []), (8, ["even"]), (9, [])])
def test_a_large_panel_is_odd(size: int, codes: list[str]) -> None:
    roles = ["official", "chair", "secretary", *["member"] * (size - 2)]
    members = [member(f"person-{place:05d}", role) for place, role in enumerate(roles)]
    assert [each.code for each in seating_faults("ethics", members)] == codes


def test_an_answer_on_the_day_of_effect_changes_nothing_of_how_it_was_counted() -> None:
    history = until_decided("discipline").delivered(date(2026, 12, 9)).objected(date(2026, 12, 10))
    history.referred(date(2026, 12, 11)).reviewed(date(2027, 1, 4), "upheld")
    counted = effect_of(history.steps, DAYS, terms_of("discipline"))
    assert counted is not None
    assert (counted.last, bool(counted.skipped)) == (date(2027, 1, 4), True)


def test_what_was_cancelled_has_no_effect_to_count() -> None:
    history = until_decided("discipline").delivered().objected(date(2026, 11, 24))
    history.referred(date(2026, 11, 25)).reviewed(date(2026, 11, 26), "cancelled")
    assert effect_of(history.steps, DAYS, terms_of("discipline")) is None


def test_without_any_terms_nothing_is_due_and_a_decision_works_once_it_was_received() -> None:
    history = until_decided("discipline").delivered(date(2026, 11, 23))
    standing = history.stand(terms=lambda _key, _day: None)
    assert [each.key for each in (*standing.due, *standing.met)] == ["effect"]
    assert standing.effective_on == date(2026, 11, 23)
    assert "objected" not in standing.next_acts


def test_training_is_not_asked_before_what_it_follows() -> None:
    act = acts.Remedied(clauses=("D.4",), due_on=date(2027, 7, 1))
    history = until_decided().delivered()
    assert history.codes(act, on=date(2026, 11, 19)) == [("on", "before_last")]
    assert history.codes(act, on=date(2026, 11, 20)) == []


@pytest.mark.parametrize(("key", "unsure"), [("raise_delayed", True), ("written_reprimand", False)])
def test_a_kind_that_wants_checking_is_remarked(key: str, unsure: bool) -> None:
    found = verdict(key, months=12 if unsure else None)
    assert ("unsure_kind" in told(until_decided("discipline", found).stand())) is unsure


@pytest.mark.parametrize(
    ("met_on", "today", "late"),
    [
        (None, date(2026, 12, 21), False),
        (None, date(2026, 12, 22), True),
        (date(2026, 12, 21), date(2027, 3, 1), False),
        (date(2026, 12, 22), date(2026, 12, 1), True),
    ],
)
def test_training_is_late_by_its_own_day(met_on: date | None, today: date, late: bool) -> None:
    owed = Owed(1, "case", 3, "module", "Loket", ("D.4",), REPORT, date(2026, 12, 21), met_on)
    assert owed.late(today) is late


def test_a_case_is_about_what_it_was_taken_up_for() -> None:
    first = History(clauses=("D.4", "A.1"))
    assert isinstance(first.steps[0], Past)
    act = acts.Remedied(clauses=("A.1",), due_on=date(2027, 7, 1))
    grounds = tuple(acts.Ground(address=each, proven=True, why="Ada.") for each in ("D.4", "A.1"))
    found = verdict("moral_closed", grounds=grounds)
    first.appointed().summoned().heard().counselled().proposed(found).decided(found).delivered()
    assert first.codes(act) == []
