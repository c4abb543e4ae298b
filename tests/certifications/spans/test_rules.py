"""For every day, the dates of a stretch say what the rules say of the facts."""

import itertools
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from training.certifications.rules import HOLDING, Obligation, State, Status, status
from training.certifications.spans.cutting import spans
from training.certifications.spans.facts import Asked, Life, RoundFact, known_by, moments
from training.certifications.spans.knowledge import history
from training.certifications.spans.rules import (
    BUCKETS,
    DELTA_DUE,
    DELTA_LATE,
    EXCUSED,
    NO_END,
    STARTED,
    Span,
    standing_on,
)

from .lives import DAYS, START, lives

EVERY_DAY = [START + timedelta(days=count) for count in range(-10, DAYS + 500, 1)]
graces = st.integers(0, 20)


def span_on(found: list[Span], on: date) -> Span | None:
    held = [span for span in found if span.first_day <= on <= span.last_day]
    assert len(held) <= 1
    return held[0] if held else None


def rules_say(life: Life, on: date, grace: int) -> State | None:
    """What the rules make of the facts; None for whom nobody asks anything that day."""
    asked = next((a for a in life.asked if a.since <= on and (a.until is None or on < a.until)), None)
    begun = [held for held in life.rounds if held.completed_on <= on]
    if any(each.holds(on) for each in life.absences) or (asked is None and not begun):
        return None
    due = (life.extended_to or asked.due_on) if asked else None
    closes = due + timedelta(days=asked.closes_days) if asked and asked.closes_days and due else None
    return status(
        life.rounds,
        on,
        obligation=Obligation(due_on=due, closes_on=closes),
        excusals=life.excusals,
        grace_days=grace,
        provisionals=life.provisionals,
    )


def days_around(life: Life, found: list[Span]) -> list[date]:
    """Every day on which anything could turn, with the days before and after."""
    turns = {START, *(span.first_day for span in found)}
    for span in found:
        turns |= {
            day
            for day in (span.due_on, span.closes_on, span.valid_until, span.window_opens, span.started_on)
            if day
        }
    for held in life.rounds:
        turns |= {held.valid_until, held.valid_until + timedelta(days=20)}
    for asked in life.asked:
        turns |= {asked.since, asked.due_on}
    return sorted({turn + timedelta(days=shift) for turn in turns for shift in (-1, 0, 1, 7)})


@settings(max_examples=400)
@given(lives(), graces)
def test_dates_compared_say_what_the_rules_say(life: Life, grace: int) -> None:
    found = spans(life)
    for on in days_around(life, found):
        said, span = rules_say(life, on, grace), span_on(found, on)
        if span is None:
            no_more = said is None or (life.asked and said.status not in {Status.CERTIFIED, Status.EXPIRING})
            assert no_more, on
            continue
        assert said is not None, on
        state = standing_on(span, on, grace).state
        assert (Status.PENDING if state == STARTED else state) == said.status, on
        assert span.excused == said.excused, on


@settings(max_examples=60)
@given(lives(), graces)
def test_no_day_is_told_twice_and_equal_days_are_not_parted(life: Life, grace: int) -> None:
    found = spans(life)
    for before, after in itertools.pairwise(found):
        assert before.last_day < after.first_day
        joined = before.last_day + timedelta(days=1) == after.first_day
        assert not joined or before != after
    for on in EVERY_DAY[::9]:
        span = span_on(found, on)
        if span:
            assert standing_on(span, on, grace).bucket in BUCKETS


@settings(max_examples=200)
@given(lives())
def test_what_was_known_at_every_moment_is_kept(life: Life) -> None:
    kept = history(life)
    for moment in moments(life):
        then = {each.span for each in kept if each.since <= moment < each.until}
        assert then == set(spans(known_by(life, moment)))


def test_the_excused_are_never_late_and_holders_stand_where_they_hold() -> None:
    dates = {
        "first_day": START,
        "last_day": NO_END,
        "name": "a",
        "unit_id": None,
        "kind": "",
        "employment": "",
    }
    dates |= dict.fromkeys(("version", "closes_on", "started_on", "provisional_until", "delta_version"))
    owed = Span(
        **dates, phase="owed", excused=True, pressing=START, round=0, due_on=START,
        **dict.fromkeys(("window_opens", "valid_until", "delta_due_on")),
    )  # fmt: skip
    assert standing_on(owed, date(2025, 1, 1), 0) == ("pending", EXCUSED, 0)
    held = Span(
        **dates, phase="delta", excused=True, pressing=START, round=1, due_on=None,
        window_opens=date(2025, 1, 1), valid_until=date(2025, 3, 1), delta_due_on=date(2025, 2, 1),
    )  # fmt: skip
    assert standing_on(held, date(2024, 12, 1), 0) == ("certified", DELTA_DUE, 90)
    assert standing_on(held, date(2025, 2, 2), 0) == ("expiring", DELTA_LATE, 30)
    assert standing_on(held, date(2025, 3, 2), 1) == ("grace", DELTA_LATE, 0)
    assert standing_on(held, date(2025, 3, 3), 1) == ("expired", EXCUSED, 0)


def test_who_is_asked_no_more_stays_as_long_as_the_certificate_holds() -> None:
    life = Life(
        asked=(Asked(START, START + timedelta(days=30), until=date(2024, 6, 1)),),
        rounds=(RoundFact(1, date(2024, 2, 1), date(2024, 12, 31), date(2024, 11, 1)),),
    )
    found = spans(life)
    assert found[-1].last_day == date(2024, 12, 31)
    assert span_on(found, date(2024, 1, 31)).phase == "owed"
    assert {standing_on(span, date(2024, 5, 1), 0).state for span in found[1:]} <= set(HOLDING)
