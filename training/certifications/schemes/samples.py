"""What a scheme means for a sample person asked today: the days, by the rules every round is counted by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from ..expiry import DAY, NextPeriod, next_period
from .terms import Terms

LATE, EARLY, LAPSED = timedelta(days=20), timedelta(days=30), timedelta(days=40)


@dataclass(frozen=True, slots=True)
class Sample:
    """A person asked on a day, due on another, who finishes halfway (`in_time`) or after it (`late`); who is
    in time then renews in the window, or only after the round has lapsed. On the day `early` runs do not
    count yet; None where the window is open from the start."""

    asked_on: date
    due_on: date
    in_time: NextPeriod
    late: NextPeriod
    renewed: NextPeriod
    lapsed: NextPeriod
    early: date | None
    grace_until: date | None
    closes_on: date | None


def sample_of(terms: Terms, today: date) -> Sample:
    """The sample person of these terms. Raises ValueError when the terms contradict themselves."""
    scheme, due = terms.scheme, today + timedelta(days=terms.due_days)
    first = next_period(scheme, today + timedelta(days=terms.due_days // 2), due=due)
    expires = first.valid_until + DAY
    opens = max(first.window_opens, first.completed_on)
    early = first.window_opens - min(EARLY, (first.window_opens - first.completed_on) / 2)
    again = partial(next_period, scheme, periods=(first,), due=due, anchor=first.anchor)
    return Sample(
        asked_on=today,
        due_on=due,
        in_time=first,
        late=next_period(scheme, due + LATE, due=due),
        renewed=again(opens + (expires - opens) / 2),
        lapsed=again(expires + LAPSED),
        early=early if first.completed_on < early < first.window_opens else None,
        grace_until=first.valid_until + timedelta(days=terms.grace_days) if terms.grace_days else None,
        closes_on=due + timedelta(days=terms.closes_days) if terms.closes_days else None,
    )
