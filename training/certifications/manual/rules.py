"""What is true of manual decisions: where a case stands, and on which days an act makes a difference.

What follows from an act is computed by the same rules that say where somebody stands, so a preview cannot
differ from what comes of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple, Protocol

from ..expiry import DAY, Held, latest, revoked
from ..rules import HOLDING, Obligation, State, Status, Stretch, days_left, moved, status

LONGEST_REASON, LONGEST_DOCUMENT = 1000, 300


class Fault(NamedTuple):
    """Why something may not be decided: the field it lies in, a slug, and what the sentence names."""

    field: str
    why: str
    values: dict[str, Any] = {}


@dataclass(frozen=True, slots=True)
class Case:
    """One person and one certification: all that their status is computed from, known today.

    `due_on` is the assignment's own day, None for who is not assigned; `open_subjects` what the next round
    still asks (module keys, `attestation`), `waived` what of it was waived.
    """

    rounds: tuple[Held, ...] = ()
    due_on: date | None = None
    extended_to: date | None = None
    closes_days: int | None = None
    grace_days: int = 0
    excusals: tuple[Stretch, ...] = ()
    provisionals: tuple[Stretch, ...] = ()
    waived: tuple[str, ...] = ()

    @property
    def assigned(self) -> bool:
        return self.due_on is not None

    @property
    def asked_by(self) -> date | None:
        """The last day in time, before excused days move it."""
        return self.due_on and (self.extended_to or self.due_on)

    @property
    def obligation(self) -> Obligation:
        due = self.asked_by
        closes = due + timedelta(days=self.closes_days) if due and self.closes_days else None
        return Obligation(due_on=due, closes_on=closes)


@dataclass(frozen=True, slots=True)
class Outlook:
    """Where a case stands on a day. `due_on` is the last day in time once every excused stretch that is known
    has passed; while one is open, `waits` instead. `asked_by` is that day before it moves, `holds_until` the
    last day of the certificate."""

    state: Status
    excused: bool
    late_days: int
    due_on: date | None
    asked_by: date | None
    waits: bool
    holds_until: date | None
    reminded: bool
    asked: bool

    @property
    def word(self) -> str:
        """The one word of the status: that somebody is excused comes before what is owed, not before what is
        held; of whom nothing is asked nothing is said."""
        if self.excused and self.asked and self.state not in HOLDING:
            return "excused"
        return str(self.state) if self.asked or self.state in HOLDING else "free"


class Turn(NamedTuple):
    """A day on which an act makes a difference."""

    on: date
    before: Outlook
    after: Outlook


class Act(Protocol):
    """Something that may be decided about a case."""

    def faults(self, case: Case, today: date) -> list[Fault]: ...

    def upon(self, case: Case, today: date) -> Case: ...

    def days(self, case: Case) -> Iterable[date | None]: ...


def state_of(case: Case, on: date) -> State:
    """Where a case stands, by the rules of certification."""
    return status(
        case.rounds,
        on,
        obligation=case.obligation,
        excusals=case.excusals,
        grace_days=case.grace_days,
        provisionals=case.provisionals,
    )


def outlook(case: Case, on: date) -> Outlook:
    """The same, with the days that count."""
    state = state_of(case, on)
    left = days_left(case.rounds, on, obligation=case.obligation, excusals=case.excusals)
    waits = any(each.until is None for each in case.excusals)
    last = max((each.until for each in case.excusals if each.until), default=on)
    due = moved(case.asked_by, case.excusals, max(on, last)) if case.asked_by else None
    held = [each for each in case.rounds if not revoked(each, on)]
    return Outlook(
        state=state.status,
        excused=state.excused,
        late_days=-left if state.late and left is not None and left < 0 else 0,
        due_on=None if case.rounds or waits else due,
        asked_by=None if case.rounds else case.asked_by,
        waits=waits and not case.rounds and case.assigned,
        holds_until=max((each.valid_until for each in held), default=None),
        reminded=case.assigned and not state.excused and state.status is not Status.CERTIFIED,
        asked=case.assigned or bool(case.rounds),
    )


def turns(act: Act, case: Case, today: date) -> list[Turn]:
    """What the act changes: today first, then every later day on which something differs, or is again as it
    would have been."""
    after = act.upon(case, today)
    days = {today, *(day for day in act.days(case) if day and day > today)}
    found: list[Turn] = []
    for day in sorted(days):
        turn = Turn(day, outlook(case, day), outlook(after, day))
        if not found or turn.before != turn.after or turn.after.word != found[-1].after.word:
            found.append(turn)
    return found


def text_faults(reason: str, document: str, *, proof: bool = False) -> list[Fault]:
    """Why these words will not do as reason and proof."""
    found = [] if reason.strip() else [Fault("reason", "reason_missing")]
    if len(reason) > LONGEST_REASON:
        found.append(Fault("reason", "reason_long", {"most": LONGEST_REASON}))
    if len(document) > LONGEST_DOCUMENT:
        found.append(Fault("document", "document_long", {"most": LONGEST_DOCUMENT}))
    if proof and not document.strip():
        found.append(Fault("document", "document_missing"))
    return found


def overlapping(one: Stretch, others: Sequence[Stretch]) -> Stretch | None:
    """The first of the others that shares a day with this one."""
    last = one.until or date.max
    shares = (each for each in others if each.since <= last and one.since <= (each.until or date.max))
    return min(shares, key=lambda each: each.since, default=None)


def without(stretches: Sequence[Stretch], one: Stretch) -> tuple[Stretch, ...]:
    """All but one of these."""
    place = stretches.index(one)
    return (*stretches[:place], *stretches[place + 1 :])


def certified(case: Case, on: date) -> bool:
    """Whether a certificate holds that day: grace and what is lent are none."""
    last = latest(each for each in case.rounds if each.completed_on <= on)
    return last is not None and not revoked(last, on) and on <= last.valid_until


def day_late(case: Case) -> date | None:
    """The first day of a case without a round that is too late, with every excused stretch that is known."""
    due = case.asked_by
    if due is None or case.rounds:
        return None
    last = max((each.until for each in case.excusals if each.until), default=due)
    return moved(due, case.excusals, max(due, last)) + DAY
