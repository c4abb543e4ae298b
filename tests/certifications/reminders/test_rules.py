"""Which letter goes out when: a table, and what is true for everybody on every day."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.certifications.reminders.pressing import About, Asked, Catching, deadline_on
from training.certifications.reminders.rules import (
    AGAIN_AFTER,
    Kind,
    called_for,
    calls,
    due_reminders,
    topic_of,
)
from training.certifications.reminders.superiors import Part, superior_of
from training.certifications.rules import Stretch

DAY = timedelta(days=1)
START = date(2026, 11, 22)


@dataclass(frozen=True)
class Round:
    completed_on: date
    valid_until: date
    window_opens: date
    revoked_on: date | None = None


def asked(**more) -> Asked:
    return Asked(**{"person_id": 1, "scheme_id": 1, "assigned_on": START, "due_on": date(2027, 1, 31)} | more)


HELD = Round(date(2026, 3, 1), date(2027, 2, 28), date(2026, 12, 28))
TABLE = [
    # (about whom, the days on which a letter goes out within half a year, and which)
    (
        asked(),
        [
            (date(2026, 11, 22), "opens"),
            (date(2027, 1, 1), "month"),
            (date(2027, 1, 24), "week"),
            (date(2027, 1, 30), "day"),
            (date(2027, 1, 31), "due"),
            *((date(2027, 1, 31) + k * AGAIN_AFTER, "overdue") for k in range(1, 16)),
        ],
    ),
    (
        asked(rounds=[HELD]),
        [
            (date(2026, 12, 28), "opens"),
            (date(2027, 1, 29), "month"),
            (date(2027, 2, 21), "week"),
            (date(2027, 2, 27), "day"),
            (date(2027, 2, 28), "due"),
            *((date(2027, 2, 28) + k * AGAIN_AFTER, "overdue") for k in range(1, 12)),
        ],
    ),
    # The month's notice falls away where the window opened within a week of it.
    (
        asked(due_on=date(2026, 12, 22), closes_days=20),
        [
            (date(2026, 11, 22), "opens"),
            (date(2026, 12, 15), "week"),
            (date(2026, 12, 21), "day"),
            (date(2026, 12, 22), "due"),
            (date(2026, 12, 29), "overdue"),
            (date(2027, 1, 5), "overdue"),
        ],
    ),
    # Asked on the last day, and asked for a day that is past.
    (asked(due_on=START, closes_days=8), [(START, "due"), (START + 7 * DAY, "overdue")]),
    (asked(due_on=START - 3 * DAY, closes_days=12), [(START, "due"), (START + 7 * DAY, "overdue")]),
    # A newer version, while the certificate holds.
    (
        asked(
            rounds=[Round(date(2026, 6, 1), date(2028, 5, 31), date(2028, 3, 31))],
            deltas=[Catching(4, date(2026, 12, 1), date(2027, 1, 30))],
        ),
        [
            (date(2026, 12, 1), "opens"),
            (date(2026, 12, 31), "month"),
            (date(2027, 1, 23), "week"),
            (date(2027, 1, 29), "day"),
            (date(2027, 1, 30), "due"),
            *((date(2027, 1, 30) + k * AGAIN_AFTER, "overdue") for k in range(1, 16)),
        ],
    ),
    # An extension begins a deadline of its own.
    (
        asked(due_on=date(2026, 12, 1), extended_to=date(2027, 1, 10), closes_days=1),
        [
            (date(2026, 11, 22), "opens"),
            (date(2026, 12, 11), "month"),
            (date(2027, 1, 3), "week"),
            (date(2027, 1, 9), "day"),
            (date(2027, 1, 10), "due"),
        ],
    ),
    # Certified for a time without a certificate: that is how long there is time.
    (
        asked(
            due_on=date(2026, 11, 25),
            closes_days=60,
            provisionals=[Stretch(date(2026, 11, 25), date(2026, 12, 20))],
        ),
        [
            (date(2026, 11, 22), "opens"),
            (date(2026, 11, 24), "day"),
            (date(2026, 11, 25), "opens"),
            (date(2026, 12, 13), "week"),
            (date(2026, 12, 19), "day"),
            (date(2026, 12, 20), "due"),
        ],
    ),
    (asked(rounds=[Round(date(2026, 6, 1), date(2028, 5, 31), date(2028, 3, 31))]), []),
    (asked(rounds=[Round(HELD.completed_on, HELD.valid_until, HELD.window_opens, START)]), []),
    (asked(excusals=[Stretch(START, None)]), []),
]


def foreseen(some, first, last, **known):
    return due_reminders(calls(some, first, last), last, **known)


@pytest.mark.parametrize(("each", "wanted"), TABLE)
def test_the_days_of_letters(each, wanted):
    found = foreseen([each], START, date(2027, 5, 21))
    assert [(one.on, one.kind.value) for one in found][: len(wanted)] == wanted
    assert all(one.kind is Kind.OVERDUE for one in found[len(wanted) :])
    if not wanted:
        assert found == []


def test_the_excused_hear_nothing_until_they_are_back():
    away = asked(due_on=date(2026, 12, 1), excusals=[Stretch(date(2026, 11, 26), date(2026, 12, 25))])
    found = foreseen([away], START, date(2027, 1, 3))
    assert [(one.on, one.kind.value) for one in found] == [
        (date(2026, 11, 22), "opens"),
        (date(2026, 11, 24), "week"),
        (date(2026, 12, 26), "week"),
        (date(2026, 12, 30), "day"),
        (date(2026, 12, 31), "due"),
    ]


def test_a_worker_that_comes_late_sends_the_latest_letter_only():
    found = foreseen([asked()], date(2027, 1, 26), date(2027, 1, 26))
    assert [(one.kind, one.day, one.days_left) for one in found] == [(Kind.WEEK, date(2027, 1, 24), 5)]


def test_the_window_of_whoever_renews_covers_a_newer_version():
    both = asked(rounds=[HELD], deltas=[Catching(4, date(2026, 12, 1), date(2027, 1, 30))])
    assert deadline_on(both, date(2026, 12, 27)).about is About.DELTA
    assert deadline_on(both, date(2026, 12, 28)).about is About.RENEWAL


def test_grace_is_not_told_to_the_superior():
    kept = asked(rounds=[HELD], grace_days=10)
    assert not deadline_on(kept, date(2027, 3, 10)).late
    assert deadline_on(kept, date(2027, 3, 11)).late


days = st.integers(-400, 400).map(lambda each: START + each * DAY)


@st.composite
def rounds(draw):
    begun, found = draw(days), []
    for _ in range(draw(st.integers(0, 2))):
        until = begun + draw(st.integers(20, 400)) * DAY
        opens = until - draw(st.integers(0, 90)) * DAY
        revoked = draw(st.none() | st.just(begun + 5 * DAY))
        found.append(Round(begun, until, max(opens, begun), revoked))
        begun = until
    return tuple(found)


stretches = st.builds(
    lambda since, length: Stretch(since, since + length * DAY if length is not None else None),
    days,
    st.none() | st.integers(0, 120),
)
deltas = st.builds(lambda on, length: Catching(2, on, on + length * DAY), days, st.integers(1, 90))


@st.composite
def anybody(draw):
    assigned = draw(days)
    return asked(
        person_id=draw(st.integers(1, 3)),
        scheme_id=draw(st.integers(1, 2)),
        assigned_on=assigned,
        due_on=assigned + draw(st.integers(-10, 120)) * DAY,
        grace_days=draw(st.integers(0, 20)),
        closes_days=draw(st.none() | st.integers(1, 60)),
        rounds=draw(rounds()),
        deltas=tuple(draw(st.lists(deltas, max_size=2))),
        extended_to=draw(st.none() | days),
        excusals=tuple(draw(st.lists(stretches, max_size=2))),
        provisionals=tuple(each for each in draw(st.lists(stretches, max_size=1)) if each.until),
    )


def run_on(each: Asked, some: list[date]) -> list:
    """What a worker writes that only runs on some days."""
    sent, told = [], {}
    for on in sorted(set(some)):
        for now in foreseen([each], on, on, written={one.key for one in sent}, told=told):
            sent.append(now)
            told[topic_of(now.key)] = on
    return sent


some_days = st.lists(st.integers(0, 200).map(lambda each: START + each * DAY), max_size=60)


@given(anybody(), some_days)
def test_nobody_gets_a_letter_twice_and_the_late_at_most_one_a_week(each, some):
    sent = run_on(each, some)
    assert max(Counter(one.key for one in sent).values(), default=1) == 1
    overdue = [one for one in sent if one.kind is Kind.OVERDUE]
    for one, other in pairwise(overdue):
        assert other.on - one.on >= AGAIN_AFTER or one.topic != other.topic


@given(anybody(), days)
def test_whoever_is_excused_or_certified_outside_the_window_hears_nothing(each, on):
    now = called_for(each, on)
    if now is None:
        return
    assert not any(one.holds(on) for one in each.excusals)
    kept = [
        one for one in each.rounds if one.completed_on <= on and (not one.revoked_on or one.revoked_on > on)
    ]
    if kept and now.deadline.about is not About.DELTA:
        assert on >= max(kept, key=lambda one: one.valid_until).window_opens
    assert now.day <= on
    assert now.deadline.opens_on <= on


@given(anybody(), st.integers(0, 60))
def test_what_is_foreseen_is_what_goes_out(each, length):
    last = START + length * DAY
    ahead = foreseen([each], START, last)
    sent = run_on(each, [START + one * DAY for one in range(length + 1)])
    assert [(one.key, one.on) for one in ahead] == [(one.key, one.on) for one in sent]


@given(
    st.dictionaries(
        st.integers(1, 6), st.tuples(st.none() | st.integers(1, 6), st.none() | st.integers(1, 4))
    ),
    st.integers(1, 4),
    st.integers(1, 6),
    st.sets(st.integers(1, 4)),
)
def test_a_superior_is_somebody_else_who_is_here_even_where_units_stand_in_a_loop(units, person, unit, here):
    parts = {number: Part(*each) for number, each in units.items()}
    found = superior_of(person, unit, parts, here)
    assert found is None or (found != person and found in here)


def test_the_head_of_a_unit_answers_to_the_head_above():
    parts = {1: Part(None, 10), 2: Part(1, 20), 3: Part(2, None)}
    here = {10, 20}
    assert superior_of(5, 3, parts, here) == 20
    assert superior_of(20, 2, parts, here) == 10
    assert superior_of(5, 2, parts, {10}) == 10
    assert superior_of(10, 1, parts, here) is None
