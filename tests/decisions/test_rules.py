"""What held on a day as known at a moment: by vectors, and as properties of any order of events."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.decisions.rules import DAY, Event, facts, gaps, later, withdrawn_since

ACT = date(2026, 11, 20)
NIGHT = datetime(2026, 11, 20, 16, 59, tzinfo=UTC)
HOUR = timedelta(hours=1)
FIRST = date(2026, 11, 1)
EARLY = datetime(2026, 11, 1, tzinfo=UTC)

days = st.integers(0, 40).map(lambda n: FIRST + n * DAY)
moments = st.integers(0, 40 * 24).map(lambda n: EARLY + n * HOUR)


@st.composite
def events(draw: st.DrawFn) -> Event:
    on, known_at = draw(days), draw(moments)
    ends = draw(st.none() | st.integers(-1, 20))
    return Event(
        draw(st.sampled_from("abc")),
        on,
        known_at,
        draw(st.none() | st.sampled_from(["row:1", "row:2"])),
        draw(st.sampled_from(["", "D.4"])),
        until=None if ends is None else on + ends * DAY,
        end_known_at=None if ends is None else draw(st.none() | moments),
        withdrawn_at=draw(st.none() | st.integers(0, 500).map(lambda n: known_at + n * HOUR)),
        values=draw(st.integers(0, 3)),
    )


some = st.lists(events(), max_size=12)


@given(some, some, days, moments)
def test_what_is_recorded_later_changes_nothing_that_was_known(
    before: list[Event], after: list[Event], as_of: date, known_by: datetime
) -> None:
    shifted = [
        Event(each.kind, each.on, known_by + HOUR + (each.known_at - EARLY), each.record, each.about)
        for each in after
    ]
    alone = facts(before, as_of=as_of, known_by=known_by)
    assert facts([*before, *shifted], as_of=as_of, known_by=known_by) == alone


@given(some, days, moments)
def test_taking_back_later_changes_nothing_that_was_known(
    told: list[Event], as_of: date, known_by: datetime
) -> None:
    standing = [
        Event(each.kind, each.on, each.known_at, each.record, each.about, values=each.values) for each in told
    ]
    gone = [
        Event(
            *(each.kind, each.on, each.known_at, each.record, each.about),
            withdrawn_at=max(known_by, each.known_at) + HOUR,
            values=each.values,
        )
        for each in told
    ]
    before, after = (facts(rows, as_of=as_of, known_by=known_by).held for rows in (standing, gone))
    assert [(e.kind, e.on, e.record) for e in before] == [(e.kind, e.on, e.record) for e in after]


@given(some, days, moments, st.randoms(use_true_random=False))
def test_the_order_in_which_events_come_does_not_matter(
    told: list[Event], as_of: date, known_by: datetime, chance: object
) -> None:
    mixed = list(told)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert facts(mixed, as_of=as_of, known_by=known_by) == facts(told, as_of=as_of, known_by=known_by)


@given(some, days, moments)
def test_nothing_after_the_day_and_nothing_unknown_is_held(
    told: list[Event], as_of: date, known_by: datetime
) -> None:
    for each in facts(told, as_of=as_of, known_by=known_by).held:
        assert each.on <= as_of
        assert each.known_at <= known_by
        assert each.withdrawn_at is None or each.withdrawn_at > known_by
        assert each.end_known_at is None or each.end_known_at <= known_by


@given(some, days, moments, moments)
def test_all_that_stands_is_told_once_either_as_known_or_as_later(
    told: list[Event], as_of: date, one: datetime, other: datetime
) -> None:
    known_by, now = sorted((one, other))
    held = facts(told, as_of=as_of, known_by=known_by).held
    since = later(told, as_of=as_of, known_by=known_by, now=now)
    gone = withdrawn_since(told, as_of=as_of, known_by=known_by, now=now)
    standing = [each for each in told if each.stands(now)]
    assert len(held) - len(gone) + len(since) == len(standing)


def test_the_day_and_the_moment_count_themselves() -> None:
    on_time = Event("read", ACT, NIGHT)
    assert facts([on_time], as_of=ACT, known_by=NIGHT).held == (on_time,)
    assert not facts([on_time], as_of=ACT - DAY, known_by=NIGHT).held
    assert not facts([on_time], as_of=ACT, known_by=NIGHT - timedelta(microseconds=1)).held


@pytest.mark.parametrize(("known_by", "held"), [(NIGHT - HOUR, True), (NIGHT, False), (NIGHT + HOUR, False)])
def test_what_was_withdrawn_stood_until_then(known_by: datetime, held: bool) -> None:
    row = Event("post", FIRST, EARLY, withdrawn_at=NIGHT)
    assert bool(facts([row], as_of=ACT, known_by=known_by).held) is held
    told = withdrawn_since([row], as_of=ACT, known_by=NIGHT - HOUR, now=known_by)
    assert bool(told) is not held


def test_an_end_nobody_knew_of_had_not_come() -> None:
    asked = Event("asked", FIRST, EARLY, until=ACT - DAY, end_known_at=NIGHT)
    before, after = (facts([asked], as_of=ACT, known_by=each) for each in (NIGHT - HOUR, NIGHT))
    assert before.that_day("asked") and not after.that_day("asked")
    assert after.of("asked")


@pytest.mark.parametrize(
    ("since", "until", "lasts"),
    [(ACT, ACT, True), (FIRST, None, True), (FIRST, ACT - DAY, False), (ACT, ACT - DAY, False)],
)
def test_through_its_first_and_its_last_day(since: date, until: date | None, lasts: bool) -> None:
    known = facts([Event("leave", since, EARLY, until=until)], as_of=ACT, known_by=NIGHT)
    assert bool(known.that_day("leave")) is lasts


def test_the_last_is_the_one_that_came_on_record_last_of_its_day() -> None:
    first, again = Event("judged", ACT, EARLY, values=1), Event("judged", ACT, NIGHT, values=2)
    known = facts([again, first], as_of=ACT, known_by=NIGHT)
    assert known.last("judged") == again
    assert known.last("judged", "D.4") is None
    assert facts([again, first], as_of=ACT, known_by=EARLY).last("judged") == first


def test_what_happened_after_the_day_is_later_even_if_it_was_known() -> None:
    attested = Event("declared", ACT + DAY, NIGHT + 20 * HOUR)
    now = NIGHT + 30 * HOUR
    assert later([attested], as_of=ACT, known_by=now, now=now) == (attested,)
    assert later([attested], as_of=ACT, known_by=NIGHT, now=NIGHT) == ()


@pytest.mark.parametrize(
    ("stretches", "found"),
    [
        ([], [(1, 20)]),
        ([(1, 20)], []),
        ([(1, 5), (6, 20)], []),
        ([(1, 5), (8, 20)], [(6, 7)]),
        ([(8, 10), (1, 12)], [(13, 20)]),
        ([(3, 2)], [(1, 20)]),
        ([(21, 30)], [(1, 20)]),
    ],
)
def test_gaps_are_the_days_in_no_stretch(
    stretches: list[tuple[int, int]], found: list[tuple[int, int]]
) -> None:
    def day(n: int) -> date:
        return date(2026, 11, n)

    told = gaps([(day(a), day(b)) for a, b in stretches], since=day(1), until=day(20))
    assert [(a.day, b.day) for a, b in told] == found
