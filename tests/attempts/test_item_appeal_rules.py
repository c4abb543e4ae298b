"""Appeals of items: what can be taken and who may answer what, by vectors."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.attempts.appeals.rules import LONGEST, Term, answer_faults, term_on, text_fault
from training.attempts.appeals.terms import term_for

DAY = date(2026, 11, 23)
FREE = {"own": False, "authored": False, "put_right": True}


@pytest.mark.parametrize(
    ("text", "fault"),
    [("", "empty"), (" \n", "empty"), ("a" * LONGEST, ""), ("a" * (LONGEST + 1), "long"), ("Keliru.", "")],
)
def test_a_text_is_neither_empty_nor_endless(text, fault):
    assert text_fault(text) == fault


@pytest.mark.parametrize(
    ("decision", "how", "why"),
    [
        ("upheld", {}, {}),
        ("dismissed", {}, {}),
        ("dismissed", {"put_right": False}, {}),
        ("upheld", {"put_right": False}, {"decision": "no_regrade"}),
        ("upheld", {"authored": True}, {}),
        ("dismissed", {"authored": True}, {"decision": "authored"}),
        ("perhaps", {}, {"decision": "unknown"}),
        ("upheld", {"own": True}, {"person": "own"}),
        ("dismissed", {"own": True}, {"person": "own"}),
    ],
)
def test_who_may_answer_what(decision, how, why):
    assert answer_faults(decision, "Sudah benar.", **FREE | how) == why


def test_an_answer_has_its_reason():
    assert answer_faults("dismissed", " ", **FREE) == {"reason": "empty"}


def test_the_term_is_shown_with_its_source():
    term = term_for(DAY)
    moment = datetime(2026, 11, 23, tzinfo=UTC)
    assert term.due(moment) - moment == timedelta(days=term.days) and "kantor" in term.source


@given(st.lists(st.dates(date(2020, 1, 1), date(2030, 1, 1)), min_size=1, unique=True), st.dates())
def test_the_last_term_that_began_counts(days, day):
    terms = tuple(Term(number, since, "", since, "") for number, since in enumerate(days))
    found = term_on(terms, day)
    begun = [since for since in days if since <= day]
    assert found.since == (max(begun) if begun else min(days))


def test_a_term_counts_from_its_own_day_on():
    old, new = Term(14, date(2026, 1, 1), "", DAY, ""), Term(7, DAY, "", DAY, "")
    assert [term_on((old, new), DAY + timedelta(days=each)).days for each in (-1, 0, 1)] == [14, 7, 7]


def test_without_terms_there_is_none():
    with pytest.raises(LookupError):
        term_on((), DAY)
