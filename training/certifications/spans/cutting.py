"""Where a person's life with a certification is cut: at every fact, so that between two cuts nothing changes
but the day itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, NamedTuple

from ..expiry import DAY, latest, revoked
from ..rules import Stretch, moved
from .facts import Asked, DeltaFact, Life, Post, RoundFact
from .rules import DELTA, HELD, LENT, NO_END, OWED, REVOKED, Span

_DATES = (
    *("due_on", "closes_on", "started_on", "window_opens", "valid_until", "provisional_until"),
    "delta_due_on",
)


def spans(life: Life) -> list[Span]:
    """A person's life with one certification, cut wherever a fact begins or ends; the oldest first."""
    found: list[Span] = []
    days = sorted(_cuts(life))
    for first, following in pairwise([*days, NO_END]):
        span = _span(life, first, NO_END if following == NO_END else following - DAY)
        if span is None:
            continue
        if found and found[-1].last_day + DAY == first and _joins(found[-1], span):
            found[-1] = replace(found[-1], last_day=span.last_day)
        else:
            found.append(span)
    return found


def _cuts(life: Life) -> set[date]:
    """Every day on which something begins to be true or has ceased to be."""
    stretches = [
        *life.excusals,
        *life.provisionals,
        *life.absences,
        *(Stretch(post.since, post.until) for post in life.posts),
    ]
    found = {each.since for each in stretches} | {each.until + DAY for each in stretches if each.until}
    for held in life.rounds:
        found |= {held.completed_on} | ({held.revoked_on} if held.revoked_on else set())
        found.add(held.valid_until + DAY)
    for delta in life.deltas:
        found |= {delta.asked_on} | ({delta.met_on} if delta.met_on else set())
    for asked in life.asked:
        found |= {asked.since} | ({asked.until} if asked.until else set())
    return found


def _span(life: Life, first: date, last: date) -> Span | None:
    """The dates that hold from `first` to `last`; None on days on which nothing is asked and nothing held."""
    if not life.here or any(each.holds(first) for each in life.absences):
        return None
    begun = [held for held in life.rounds if held.completed_on <= first]
    asked = _asked_on(life.asked, first)
    end = _end(begun, first)
    if asked is None and life.asked and (end is None or end.valid_until < first):
        return None
    if asked is None and not begun:
        return None
    post = _post_on(life.posts, first)
    excused = any(each.holds(first) for each in life.excusals)
    lent = next((each.until for each in life.provisionals if each.holds(first)), None)
    dated = _Dated(life, first, begun, end, asked, lent)
    return Span(
        first_day=first,
        last_day=last,
        excused=excused,
        name=life.name,
        unit_id=post.unit_id if post else None,
        kind=post.kind if post else "",
        employment=life.employment,
        **dated.columns(),
    )


class _Dated(NamedTuple):
    """One stretch while its dates are put together."""

    life: Life
    first: date
    begun: Sequence[RoundFact]
    end: RoundFact | None
    asked: Asked | None
    lent: date | None

    def columns(self) -> dict[str, Any]:
        last = latest(self.begun)
        found: dict[str, Any] = dict.fromkeys((*_DATES, "version", "delta_version")) | {
            "round": len(self.begun)
        }
        found |= {"version": last.version if last else None, "provisional_until": self.lent}
        if self.asked:
            found["due_on"], closes = self._due()
            found["closes_on"] = closes if last is None else None
        if last is None:
            found["started_on"] = self.life.started_on
            phase, pressing = (LENT, self.lent) if self.lent else (OWED, found["due_on"])
        elif self.end is None:
            phase, pressing = REVOKED, last.revoked_on
        else:
            found |= {"valid_until": self.end.valid_until, "window_opens": self.end.window_opens}
            delta = self._delta()
            phase, pressing = (DELTA, delta.due_on) if delta else (HELD, self.end.valid_until)
            if delta:
                found |= {"delta_due_on": delta.due_on, "delta_version": delta.version}
        return found | {"phase": phase, "pressing": pressing or NO_END}

    def _due(self) -> tuple[date | None, date | None]:
        """The last day in time and the day after which the round has failed; none while an open excusal
        moves them on day by day."""
        asked = self.asked
        begun = [each for each in self.life.excusals if each.since <= self.first]
        if asked is None or any(each.until is None for each in begun):
            return None, None
        due = self.life.extended_to or asked.due_on
        closes = due + timedelta(days=asked.closes_days) if asked.closes_days else None
        return moved(due, begun, self.first), moved(closes, begun, self.first) if closes else None

    def _delta(self) -> DeltaFact | None:
        return next((each for each in self.life.deltas if each.open_on(self.first)), None)


def _asked_on(asked: Iterable[Asked], on: date) -> Asked | None:
    return next((each for each in asked if each.since <= on and (not each.until or on < each.until)), None)


def _post_on(posts: Sequence[Post], on: date) -> Post | None:
    """Where somebody worked that day: the post begun last of several."""
    held = [post for post in posts if post.since <= on and (post.until is None or on <= post.until)]
    return max(held, key=lambda post: (post.since, post.number), default=None)


def _end(begun: Sequence[RoundFact], on: date) -> RoundFact | None:
    """The round that holds longest; None when the last one was revoked, whatever came before it."""
    last = latest(begun)
    if last is None or revoked(last, on):
        return None
    return max((held for held in begun if not revoked(held, on)), key=lambda held: held.valid_until)


def _joins(before: Span, after: Span) -> bool:
    return replace(before, first_day=after.first_day, last_day=after.last_day) == after
