"""How long matters are kept: dated data with a source, for every way in which one may end."""

from datetime import date
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.decisions.awards.procedure import acts as awards
from training.decisions.cases.procedure import acts as cases
from training.decisions.models import NOMINATION, TRACKS
from training.decisions.retention.catalogue import rule_for, shipped
from training.decisions.retention.rules import RetentionRule, is_over, outcome_of, rule_on

CLOSED = date(2027, 1, 29)
ENDS = {track: get_args(cases.Closed.model_fields["why"].annotation) for track in TRACKS} | {
    NOMINATION: get_args(awards.Closed.model_fields["why"].annotation)
}


def rule(years: int, since: date) -> RetentionRule:
    return RetentionRule("ethics", "proven", years, since, "", "O", since, "")


def test_every_end_of_every_matter_has_a_rule() -> None:
    for of, whys in ENDS.items():
        for why in whys:
            assert rule_for(of, why, CLOSED).years > 0, (of, why)
    assert {each.of for each in shipped()} == set(ENDS)
    assert {outcome_of(why) for why in ("unfounded", "moved", "withdrawn")} == {"undecided"}
    assert rule_for("discipline", "decided", CLOSED).last_day(CLOSED) == date(2037, 1, 29)
    assert rule_for("ethics", "unproven", CLOSED).last_day(CLOSED) == date(2029, 1, 29)
    assert rule_for("nomination", "awarded", CLOSED).last_day(CLOSED) == date(2037, 1, 29)
    assert rule_for("nomination", "revoked", CLOSED).last_day(CLOSED) == date(2037, 1, 29)
    assert rule_for("nomination", "declined", CLOSED).last_day(CLOSED) == date(2029, 1, 29)
    assert rule_for("nomination", "moot", CLOSED).last_day(CLOSED) == date(2028, 1, 29)
    with pytest.raises(LookupError):
        rule_on(shipped(), "ethics", "unheard_of", CLOSED)


def test_a_rule_holds_from_its_day_on() -> None:
    rules = [rule(3, date(2030, 1, 1)), rule(5, date(2020, 1, 1))]
    assert rule_on(rules, "ethics", "proven", date(2029, 12, 31)).years == 5
    assert rule_on(rules, "ethics", "proven", date(2030, 1, 1)).years == 3
    assert rule_on(rules, "ethics", "proven", date(2010, 1, 1)).years == 5


@given(st.dates(date(2020, 1, 1), date(2060, 1, 1)), st.integers(1, 50))
def test_keeping_ends_so_many_years_later(closed_on: date, years: int) -> None:
    last = rule(years, date(2020, 1, 1)).last_day(closed_on)
    assert last.year == closed_on.year + years
    assert not is_over(last, last)
    assert is_over(last, date(last.year + 1, 1, 1))
    assert not is_over(None, last)


def test_a_leap_day_ends_the_day_before() -> None:
    assert rule(5, date(2020, 1, 1)).last_day(date(2028, 2, 29)) == date(2033, 2, 28)


def test_what_is_shipped_says_where_it_comes_from() -> None:
    assert all(each.source and each.sure == "O" and each.checked_how for each in shipped())
