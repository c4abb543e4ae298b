"""What HR may decide by hand: why it may not be (`faults`), and what a case is after it (`upon`)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from ..expiry import DAY, add_months
from ..rules import Status, Stretch
from .rules import Case, Fault, certified, day_late, overlapping, state_of

MOST_BACK = timedelta(days=730)
MOST_AHEAD = timedelta(days=366)
MOST_EXCUSED = timedelta(days=5 * 366)
LENT_MONTHS = 6


@dataclass(frozen=True, slots=True)
class Excuse:
    """The clock stands still from a day until another, both inclusive, or until somebody ends it."""

    since: date
    until: date | None = None

    def faults(self, case: Case, today: date) -> list[Fault]:
        if self.until and self.until < self.since:
            return [Fault("until", "reversed", {"since": self.since, "until": self.until})]
        if self.since < today - MOST_BACK:
            return [Fault("since", "too_early", {"first": today - MOST_BACK})]
        if self.since > today + MOST_AHEAD:
            return [Fault("since", "too_late", {"last": today + MOST_AHEAD})]
        if self.until and self.until - self.since > MOST_EXCUSED:
            return [Fault("until", "excused_long", {"last": self.since + MOST_EXCUSED})]
        other = overlapping(Stretch(self.since, self.until), case.excusals)
        return (
            [Fault("since", "excused_twice", {"since": other.since, "until": other.until})] if other else []
        )

    def upon(self, case: Case, today: date) -> Case:
        return replace(case, excusals=(*case.excusals, Stretch(self.since, self.until)))

    def days(self, case: Case) -> Iterable[date | None]:
        return self.since, self.until and self.until + DAY, day_late(case)


@dataclass(frozen=True, slots=True)
class Extend:
    """The first round may be earned until a later day. What follows is counted from the day before."""

    due_on: date

    def faults(self, case: Case, today: date) -> list[Fault]:
        if case.asked_by is None:
            return [Fault("due_on", "not_assigned")]
        if certified(case, today):
            return [Fault("due_on", "certified")]
        if case.rounds:
            return [Fault("due_on", "held_before")]
        if self.due_on < today:
            return [Fault("due_on", "past", {"today": today})]
        if self.due_on <= case.asked_by:
            return [Fault("due_on", "not_later", {"due": case.asked_by})]
        if self.due_on > today + MOST_AHEAD:
            return [Fault("due_on", "too_late", {"last": today + MOST_AHEAD})]
        return []

    def upon(self, case: Case, today: date) -> Case:
        return replace(case, extended_to=self.due_on)

    def days(self, case: Case) -> Iterable[date | None]:
        return day_late(case), day_late(replace(case, extended_to=self.due_on))


@dataclass(frozen=True, slots=True)
class Waive:
    """A module or the attestation counts as met once, in the next round, of which `open_subjects` are still
    to be met."""

    subject: str
    open_subjects: tuple[str, ...] = ()

    def faults(self, case: Case, today: date) -> list[Fault]:
        if self.subject in case.waived:
            return [Fault("subject", "waived_twice")]
        return [] if self.subject in self.open_subjects else [Fault("subject", "not_asked")]

    def upon(self, case: Case, today: date) -> Case:
        return replace(case, waived=(*case.waived, self.subject))

    def days(self, case: Case) -> Iterable[date | None]:
        return ()


@dataclass(frozen=True, slots=True)
class Lend:
    """Counts as certified for a time, without a certificate."""

    since: date
    until: date

    def faults(self, case: Case, today: date) -> list[Fault]:
        if self.since < today:
            return [Fault("since", "past", {"today": today})]
        if self.since > today + MOST_AHEAD:
            return [Fault("since", "too_late", {"last": today + MOST_AHEAD})]
        if self.until < self.since:
            return [Fault("until", "reversed", {"since": self.since, "until": self.until})]
        last = add_months(self.since, LENT_MONTHS) - DAY
        if self.until > last:
            return [Fault("until", "lent_long", {"months": LENT_MONTHS, "last": last})]
        if state_of(case, self.since).status is Status.REVOKED:
            return [Fault("since", "revoked")]
        if other := overlapping(Stretch(self.since, self.until), case.provisionals):
            return [Fault("since", "lent_twice", {"since": other.since, "until": other.until})]
        return [Fault("until", "certified")] if certified(case, self.until) else []

    def upon(self, case: Case, today: date) -> Case:
        return replace(case, provisionals=(*case.provisionals, Stretch(self.since, self.until)))

    def days(self, case: Case) -> Iterable[date | None]:
        return self.since, self.until + DAY


@dataclass(frozen=True, slots=True)
class Assign:
    """Must hold it by a day."""

    due_on: date

    def faults(self, case: Case, today: date) -> list[Fault]:
        if case.due_on is not None:
            return [Fault("due_on", "assigned_twice", {"due": case.due_on})]
        if self.due_on < today:
            return [Fault("due_on", "past", {"today": today})]
        if self.due_on > today + MOST_AHEAD:
            return [Fault("due_on", "too_late", {"last": today + MOST_AHEAD})]
        return []

    def upon(self, case: Case, today: date) -> Case:
        return replace(case, due_on=self.due_on)

    def days(self, case: Case) -> Iterable[date | None]:
        return (day_late(replace(case, due_on=self.due_on)),)
