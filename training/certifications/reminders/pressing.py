"""What presses a person on a day, and by when: pure, from everything that bears on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from ..expiry import Held
from ..rules import Obligation, Status, Stretch, moved, status

DAY = timedelta(days=1)


class About(StrEnum):
    """What is to be done: the first round, the next one, or catching up with a newer version."""

    FIRST = "first"
    RENEWAL = "renewal"
    DELTA = "delta"


@dataclass(frozen=True, slots=True)
class Catching:
    """A newer version somebody was asked to catch up with and has not yet. `module_id` is its lesson."""

    version: int
    asked_on: date
    due_on: date
    module_id: int | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """All that bears on one person and certification, whatever the day. `due_on` is the assignment's own day,
    `rounds` those that were earned, `deltas` what is still open, the oldest first."""

    person_id: int
    scheme_id: int
    assigned_on: date
    due_on: date
    grace_days: int = 0
    closes_days: int | None = None
    rounds: Sequence[Held] = ()
    deltas: Sequence[Catching] = ()
    extended_to: date | None = None
    excusals: Sequence[Stretch] = ()
    provisionals: Sequence[Stretch] = ()


@dataclass(frozen=True, slots=True)
class Deadline:
    """What presses: what, which one of its kind, since when it can be done, by when.

    `late` tells whether the superior should know. `module_id` is the lesson of a delta.
    """

    about: About
    number: int
    opens_on: date
    due_on: date
    late: bool = field(default=False, compare=False)
    module_id: int | None = field(default=None, compare=False)


def deadline_on(asked: Asked, on: date) -> Deadline | None:
    """What presses on a day. Nothing does while somebody is excused, or certified outside the window; nor
    once the certificate was revoked or the first round has failed: then it is for people to say what comes
    next."""
    due = asked.extended_to or asked.due_on
    found = status(
        asked.rounds,
        on,
        obligation=Obligation(due, starts_on=asked.assigned_on, closes_on=_closes(asked, due)),
        excusals=asked.excusals,
        grace_days=asked.grace_days,
        provisionals=asked.provisionals,
    )
    if found.excused or found.status in (Status.REVOKED, Status.FAILED, Status.FUTURE):
        return None
    if found.status is Status.CERTIFIED:
        return _delta(asked, on)
    lent = [each.until for each in asked.provisionals if each.until and each.holds(on)]
    held = _held(asked, on)
    if held is None:
        last = max([moved(due, asked.excusals, on), *lent])
        return Deadline(About.FIRST, 1, asked.assigned_on, last, late=found.late)
    last = max([held.valid_until, *lent])
    return Deadline(About.RENEWAL, _rounds(asked, on) + 1, held.window_opens, last, late=found.late)


def turning_days(asked: Asked) -> tuple[set[date], set[date]] | None:
    """The days on which what presses may become something else, and of them those by which something is due;
    None where that may be any day."""
    if asked.excusals or asked.provisionals:
        return None
    due = asked.extended_to or asked.due_on
    closes = _closes(asked, due)
    ends = {due, *(each.valid_until for each in asked.rounds), *(each.due_on for each in asked.deltas)}
    turns = {
        asked.assigned_on,
        *(each.asked_on for each in asked.deltas),
        *([closes + DAY] if closes else ()),
    }
    for each in asked.rounds:
        turns |= {each.completed_on, each.window_opens, *([each.revoked_on] if each.revoked_on else ())}
        turns.add(each.valid_until + timedelta(days=asked.grace_days) + DAY)
    return turns | ends | {day + DAY for day in ends}, ends


def _delta(asked: Asked, on: date) -> Deadline | None:
    """The newer version asked first. Whose window is open renews on the newest one, which covers it."""
    each = next((each for each in asked.deltas if each.asked_on <= on), None)
    if each is None:
        return None
    late = on > each.due_on
    return Deadline(About.DELTA, each.version, each.asked_on, each.due_on, late, each.module_id)


def _closes(asked: Asked, due: date) -> date | None:
    return due + timedelta(days=asked.closes_days) if asked.closes_days else None


def _held(asked: Asked, on: date) -> Held | None:
    """The round that holds longest."""
    kept = [each for each in asked.rounds if each.completed_on <= on and not _revoked(each, on)]
    return max(kept, key=lambda each: each.valid_until, default=None)


def _rounds(asked: Asked, on: date) -> int:
    return sum(each.completed_on <= on for each in asked.rounds)


def _revoked(held: Held, on: date) -> bool:
    return held.revoked_on is not None and held.revoked_on <= on
