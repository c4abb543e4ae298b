"""The day each act is of, and the days that contradict each other. Pure.

What happened late is taken and shown as late; what cannot have happened so is a fault.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from ...acts import Act, Fault, Past, last_of
from .acts import Closed, Delivered, Heard, Missed, Objected, Opened, Remedied, Summoned
from .stages import MOVES

OWN_DAYS = {Opened: "reported_on", Summoned: "letter_on", Heard: "held_on", Delivered: "received_on"}


def day_of(act: Act, history: Sequence[Past], *, on: date | None, today: date) -> date:
    """The day of an act: its own, that of the hearing that was missed, the one given, else today."""
    if own := OWN_DAYS.get(type(act)):
        day: date = getattr(act, own)
        return day
    letter = last_of(history, Summoned)
    if isinstance(act, Missed) and letter is not None:
        return letter[1].hearing_on
    return on or today


def opening_faults(act: Opened, *, today: date) -> list[Fault]:
    """Why the days of a report cannot be: `future`, `after_report`, `before_start`."""
    found = []
    if act.reported_on > today:
        found.append(Fault("reported_on", "future", {"today": today}))
    if act.happened_on > act.reported_on:
        found.append(Fault("happened_on", "after_report", {"reported_on": act.reported_on}))
    if act.happened_until is not None and act.happened_until < act.happened_on:
        found.append(Fault("happened_until", "before_start", {"happened_on": act.happened_on}))
    elif act.happened_until is not None and act.happened_until > act.reported_on:
        found.append(Fault("happened_until", "after_report", {"reported_on": act.reported_on}))
    return found


def day_faults(act: Act, history: Sequence[Past], *, on: date, today: date) -> list[Fault]:
    """Why an act cannot be of its day: `future`, `before_last` (it follows another step), or what the act
    itself contradicts: `before_letter`, `not_yet`, `before_decision`, `past`, `order`."""
    found = list(_own(act, history, today))
    path = OWN_DAYS.get(type(act), "on")
    if on > today:
        found.append(Fault(path, "not_yet" if isinstance(act, Missed) else "future", {"today": today}))
    before = _before(act, history)
    if before is not None and on < before.on and not any(fault.path == path for fault in found):
        found.append(Fault(path, "before_last", {"step": before.kind, "day": before.on}))
    return found


def _own(act: Act, history: Sequence[Past], today: date) -> Iterator[Fault]:
    if isinstance(act, Summoned) and act.hearing_on < act.letter_on:
        yield Fault("hearing_on", "before_letter", {"letter_on": act.letter_on})
    letter = last_of(history, Summoned)
    if isinstance(act, Heard) and letter and act.held_on < letter[1].letter_on:
        yield Fault("held_on", "before_letter", {"letter_on": letter[1].letter_on})
    if isinstance(act, Delivered):
        yield from _delivery(act, history)
    if isinstance(act, Remedied) and act.due_on <= today:
        yield Fault("due_on", "past", {"today": today})
    if isinstance(act, Closed) and act.kept_until <= today:
        yield Fault("kept_until", "past", {"today": today})


def _delivery(act: Delivered, history: Sequence[Past]) -> Iterator[Fault]:
    decided = [past for past in history if past.kind in ("decided", "reviewed")]
    if decided and act.received_on < decided[-1].on:
        yield Fault("received_on", "before_decision", {"decided_on": decided[-1].on})
    for path, day in (("absent_on", act.absent_on), ("sent_on", act.sent_on)):
        if day is None:
            continue
        if act.how == "handed":
            yield Fault(path, "handed")
        elif day > act.received_on or (decided and day < decided[-1].on):
            yield Fault(path, "order", {"received_on": act.received_on})
    if act.absent_on and act.sent_on and act.sent_on < act.absent_on:
        yield Fault("sent_on", "order", {"absent_on": act.absent_on})


def _before(act: Act, history: Sequence[Past]) -> Past | None:
    """The last step whose day this one may not come before: the report, or the last that led on."""
    after = MOVES if act.kind in MOVES or isinstance(act, Delivered | Remedied) else frozenset()
    if isinstance(act, Objected):
        after = frozenset({"delivered"})
    last = [past for past in history if past.kind in after or past.kind == "opened"]
    return max(last, key=lambda past: past.on, default=None)
