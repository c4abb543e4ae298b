"""What may be decided by hand, and what follows: vectors of a few lives, and properties of all."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.certifications.expiry import Scheme, add_months, next_period
from training.certifications.manual.acts import Assign, Excuse, Extend, Lend, Waive
from training.certifications.manual.rules import Case, outlook, overlapping, state_of, text_faults, turns
from training.certifications.manual.undoing import (
    EndAssignment,
    EndExcusal,
    EndExtension,
    EndLoan,
    EndWaiver,
    Revoke,
    Taken,
)
from training.certifications.rules import Status, Stretch

TODAY = date(2026, 12, 13)
DUE = date(2026, 12, 1)
LATE = Case(due_on=DUE)
SOON = Case(due_on=date(2027, 1, 10))
HELD = Case(due_on=DUE, rounds=(Taken(date(2026, 11, 20), date(2027, 11, 30), date(2027, 10, 1), None),))
PAST = Case(due_on=DUE, rounds=(Taken(date(2025, 11, 20), date(2026, 11, 30), date(2026, 10, 1), None),))


def whys(act, case, today=TODAY):
    return [fault.why for fault in act.faults(case, today)]


@pytest.mark.parametrize(
    ("act", "case", "why"),
    [
        (Excuse(TODAY, TODAY - timedelta(1)), LATE, "reversed"),
        (Excuse(date(2020, 1, 1), TODAY), LATE, "too_early"),
        (Excuse(date(2029, 1, 1)), LATE, "too_late"),
        (Excuse(TODAY, date(2040, 1, 1)), LATE, "excused_long"),
        (Excuse(TODAY), replace(LATE, excusals=(Stretch(TODAY, TODAY),)), "excused_twice"),
        (Excuse(TODAY), replace(LATE, excusals=(Stretch(date(2027, 5, 1)),)), "excused_twice"),
        (Extend(TODAY), Case(), "not_assigned"),
        (Extend(TODAY + timedelta(1)), HELD, "certified"),
        (Extend(TODAY + timedelta(1)), PAST, "held_before"),
        (Extend(TODAY - timedelta(1)), LATE, "past"),
        (Extend(TODAY + timedelta(1)), SOON, "not_later"),
        (Extend(date(2028, 12, 13)), LATE, "too_late"),
        (Lend(TODAY - timedelta(1), TODAY), LATE, "past"),
        (Lend(TODAY, TODAY - timedelta(1)), LATE, "reversed"),
        (Lend(TODAY, date(2027, 6, 13)), LATE, "lent_long"),
        (Lend(TODAY, TODAY + timedelta(9)), HELD, "certified"),
        (Lend(TODAY, TODAY), Revoke(0).upon(HELD, TODAY), "revoked"),
        (Lend(TODAY, TODAY), replace(LATE, provisionals=(Stretch(TODAY, TODAY),)), "lent_twice"),
        (Assign(TODAY + timedelta(30)), LATE, "assigned_twice"),
        (Assign(TODAY - timedelta(1)), Case(), "past"),
        (Assign(date(2029, 1, 1)), Case(), "too_late"),
        (EndAssignment(), Case(), "not_assigned"),
        (Waive("a", ("b",)), LATE, "not_asked"),
        (Waive("a", ("a",)), replace(LATE, waived=("a",)), "waived_twice"),
        (EndWaiver("a"), LATE, "waiver_used"),
        (EndExcusal(Stretch(TODAY, DUE + timedelta(99)), TODAY - timedelta(1)), LATE, "reversed"),
        (EndExcusal(Stretch(TODAY, TODAY), TODAY), LATE, "not_earlier"),
        (Revoke(0), Revoke(0).upon(HELD, TODAY), "revoked_already"),
    ],
)
def test_what_may_not_be_decided_says_why(act, case, why):
    assert whys(act, case) == [why]


@pytest.mark.parametrize(
    ("act", "case"),
    [
        (Excuse(DUE - timedelta(9), None), LATE),
        (Excuse(TODAY, TODAY), replace(LATE, excusals=(Stretch(DUE, TODAY - timedelta(1)),))),
        (Extend(TODAY), LATE),
        (Lend(TODAY, date(2027, 6, 12)), LATE),
        (Lend(date(2027, 1, 31), date(2027, 7, 30)), LATE),
        (Assign(TODAY), Case()),
        (Waive("a", ("a", "b")), LATE),
    ],
)
def test_what_may_be_decided(act, case):
    assert whys(act, case) == []


def test_leave_that_began_in_time_moves_the_due_day_by_its_days():
    today, leave = date(2026, 11, 22), Excuse(date(2026, 11, 22), date(2027, 2, 5))
    now, after, back = turns(leave, LATE, today)
    assert (now.before.word, now.before.due_on) == ("pending", DUE)
    assert (now.after.word, now.after.due_on, now.after.reminded) == ("excused", date(2027, 2, 15), False)
    assert (after.on, after.before.word, after.after.word) == (date(2026, 12, 2), "overdue", "excused")
    assert (back.on, back.before.word, back.after.word) == (date(2027, 2, 6), "overdue", "pending")


def test_leave_that_began_late_hides_lateness_only_while_it_lasts():
    first, last = turns(Excuse(TODAY, date(2027, 1, 31)), LATE, TODAY)
    assert (first.before.word, first.before.late_days, first.after.word) == ("overdue", 12, "excused")
    assert first.after.due_on == DUE
    assert (last.on, last.before.word, last.after.word) == (date(2027, 2, 1), "overdue", "overdue")


def test_an_open_end_leaves_the_due_day_open():
    found = outlook(Excuse(DUE - timedelta(1)).upon(LATE, TODAY), TODAY)
    assert (found.waits, found.due_on) == (True, None)


def test_what_is_lent_ends_and_nothing_was_earned():
    start, end = turns(Lend(TODAY, date(2027, 3, 31)), LATE, TODAY)
    assert (start.before.word, start.after.word) == ("overdue", "grace")
    assert Lend(TODAY, date(2027, 3, 31)).upon(LATE, TODAY).rounds == ()
    assert (end.on, end.after.word) == (date(2027, 4, 1), "overdue")


def test_a_revoked_round_is_revoked_from_today_on():
    found = turns(Revoke(0), HELD, TODAY)
    assert (found[0].before.word, found[0].after.word) == ("certified", "revoked")
    assert found[0].after.holds_until is None


@pytest.mark.parametrize(
    ("reason", "document", "proof", "why"),
    [
        ("  ", "", False, ["reason_missing"]),
        ("x" * 1001, "", False, ["reason_long"]),
        ("x", "y" * 301, False, ["document_long"]),
        ("x", " ", True, ["document_missing"]),
        ("x", "", False, []),
        ("x" * 1000, "y" * 300, True, []),
    ],
)
def test_words_are_asked_for(reason, document, proof, why):
    assert [fault.why for fault in text_faults(reason, document, proof=proof)] == why


DAYS = st.dates(date(2026, 1, 1), date(2028, 12, 31))


@st.composite
def stretches(draw, most=3, *, may_stay_open=True):
    found = []
    for start in sorted(draw(st.lists(DAYS, max_size=most, unique=True))):
        end = start + timedelta(draw(st.integers(0, 200)))
        if overlapping(Stretch(start, end), found):
            continue
        found.append(Stretch(start, end))
    if may_stay_open and found and draw(st.booleans()):
        found[-1] = Stretch(found[-1].since, None)
    return tuple(found)


@st.composite
def rounds(draw):
    found, day = [], draw(DAYS)
    for _ in range(draw(st.integers(0, 3))):
        begun = next_period(Scheme(), day, periods=found)
        taken = draw(st.none() | st.just(day + timedelta(draw(st.integers(0, 90)))))
        found.append(Taken(begun.completed_on, begun.valid_until, begun.window_opens, taken))
        day = begun.valid_until - timedelta(draw(st.integers(0, 30)))
    return tuple(found)


@st.composite
def cases(draw):
    return Case(
        rounds=draw(rounds()),
        due_on=draw(st.none() | DAYS),
        extended_to=draw(st.none() | DAYS),
        closes_days=draw(st.none() | st.integers(1, 90)),
        grace_days=draw(st.integers(0, 30)),
        excusals=draw(stretches()),
        provisionals=draw(stretches(2, may_stay_open=False)),
        waived=tuple(draw(st.sets(st.sampled_from("abc")))),
    )


@given(cases(), DAYS, DAYS, st.none() | st.integers(0, 400))
def test_an_excusal_never_makes_anyone_late(case, on, since, days):
    act = Excuse(since, None if days is None else since + timedelta(days))
    if not act.faults(case, on):
        after = act.upon(case, on)
        assert state_of(case, on).late or not state_of(after, on).late


@given(cases(), DAYS, DAYS)
def test_an_extension_never_makes_anyone_late(case, on, due):
    act = Extend(due)
    if not act.faults(case, on):
        assert state_of(case, on).late or not state_of(act.upon(case, on), on).late


@given(cases(), DAYS, DAYS, DAYS, st.sampled_from(["completion", "expiry", "fixed"]), st.integers(0, 6))
def test_an_extension_never_moves_the_end_of_the_round_after(case, on, due, completed, mode, window):
    """The first round is counted from the assignment's own day, whatever was extended."""
    act = Extend(due)
    if act.faults(case, on):
        return
    scheme = Scheme(12, window, max(1, window), mode)
    after = act.upon(case, on)
    assert next_period(scheme, completed, due=case.due_on) == next_period(scheme, completed, due=after.due_on)


@given(cases(), DAYS, st.data())
def test_withdrawing_everything_restores_the_case(case, on, data):
    done, now = [], case
    for _ in range(data.draw(st.integers(1, 6))):
        day, other = data.draw(DAYS), data.draw(DAYS)
        act = data.draw(
            st.sampled_from(
                [Excuse(day, other), Excuse(day), Extend(day), Lend(day, other), Waive("d", ("d",))]
            )
        )
        if act.faults(now, on):
            continue
        back = {
            Excuse: lambda a: EndExcusal(Stretch(a.since, a.until)),
            Extend: lambda _a, before=now.extended_to: EndExtension(before),
            Lend: lambda a: EndLoan(Stretch(a.since, a.until)),
            Waive: lambda a: EndWaiver(a.subject),
        }[type(act)](act)
        now = act.upon(now, on)
        done.append(back)
    for back in reversed(done):
        assert not back.faults(now, on)
        now = back.upon(now, on)
    assert (now, outlook(now, on)) == (case, outlook(case, on))


@given(cases(), DAYS, DAYS, DAYS)
def test_a_preview_begins_today_and_says_only_what_differs(case, on, since, until):
    for act in (Excuse(since, until), Extend(since), Lend(since, until), Assign(since), EndAssignment()):
        if act.faults(case, on):
            continue
        today, *later = turns(act, case, on)
        assert today.on == on and today.before == outlook(case, on)
        assert all(turn.on > on for turn in later)
        for before, turn in pairwise([today, *later]):
            assert turn.before != turn.after or turn.after.word != before.after.word


@given(DAYS)
def test_what_is_lent_for_six_months_is_the_most(since):
    last = add_months(since, 6) - timedelta(1)
    assert not Lend(since, last).faults(LATE, since)
    assert whys(Lend(since, last + timedelta(1)), LATE, since) == ["lent_long"]


def test_a_state_is_what_the_rules_of_certification_say():
    assert state_of(LATE, TODAY).status is Status.OVERDUE
    assert state_of(replace(LATE, extended_to=TODAY), TODAY).status is Status.PENDING
