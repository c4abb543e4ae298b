"""What HR may take back by hand: why it may not be (`faults`), and what a case is after it (`upon`)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from ..expiry import DAY
from ..rules import Stretch
from .acts import MOST_AHEAD
from .rules import Case, Fault, day_late, without


@dataclass(frozen=True, slots=True)
class EndExcusal:
    """An excusal ends on a day instead of later; `until` None: it is withdrawn as if it had never been."""

    excusal: Stretch
    until: date | None = None

    def faults(self, case: Case, today: date) -> list[Fault]:
        if self.until is None:
            return []
        if self.until < self.excusal.since:
            return [Fault("until", "reversed", {"since": self.excusal.since, "until": self.until})]
        if self.excusal.until and self.until >= self.excusal.until:
            return [Fault("until", "not_earlier", {"until": self.excusal.until})]
        if self.until > today + MOST_AHEAD:
            return [Fault("until", "too_late", {"last": today + MOST_AHEAD})]
        return []

    def upon(self, case: Case, today: date) -> Case:
        kept = without(case.excusals, self.excusal)
        return replace(
            case, excusals=(*kept, Stretch(self.excusal.since, self.until)) if self.until else kept
        )

    def days(self, case: Case) -> Iterable[date | None]:
        ends = self.excusal.until and self.excusal.until + DAY
        return self.until and self.until + DAY, ends, self.excusal.since


@dataclass(frozen=True, slots=True)
class EndExtension:
    """The last extension is withdrawn; the one before it, if any, holds again."""

    before: date | None

    def faults(self, case: Case, today: date) -> list[Fault]:
        return []

    def upon(self, case: Case, today: date) -> Case:
        return replace(case, extended_to=self.before)

    def days(self, case: Case) -> Iterable[date | None]:
        return day_late(case), day_late(self.upon(case, date.min))


@dataclass(frozen=True, slots=True)
class EndWaiver:
    """A waiver that no round used is withdrawn."""

    subject: str

    def faults(self, case: Case, today: date) -> list[Fault]:
        return [] if self.subject in case.waived else [Fault("reason", "waiver_used")]

    def upon(self, case: Case, today: date) -> Case:
        return replace(case, waived=tuple(each for each in case.waived if each != self.subject))

    def days(self, case: Case) -> Iterable[date | None]:
        return ()


@dataclass(frozen=True, slots=True)
class EndLoan:
    """A temporary certification is withdrawn."""

    lent: Stretch

    def faults(self, case: Case, today: date) -> list[Fault]:
        return []

    def upon(self, case: Case, today: date) -> Case:
        return replace(case, provisionals=without(case.provisionals, self.lent))

    def days(self, case: Case) -> Iterable[date | None]:
        return (self.lent.since,)


@dataclass(frozen=True, slots=True)
class EndAssignment:
    """It is not asked any more. What is held stays held."""

    def faults(self, case: Case, today: date) -> list[Fault]:
        return [] if case.assigned else [Fault("reason", "not_assigned")]

    def upon(self, case: Case, today: date) -> Case:
        return replace(case, due_on=None)

    def days(self, case: Case) -> Iterable[date | None]:
        return (day_late(case),)


@dataclass(frozen=True, slots=True)
class Taken:
    """A round as it is once it is revoked."""

    completed_on: date
    valid_until: date
    window_opens: date
    revoked_on: date | None


@dataclass(frozen=True, slots=True)
class Revoke:
    """The round at a place among the rounds is taken back, from today."""

    place: int

    def faults(self, case: Case, today: date) -> list[Fault]:
        return [Fault("reason", "revoked_already")] if case.rounds[self.place].revoked_on else []

    def upon(self, case: Case, today: date) -> Case:
        held = case.rounds[self.place]
        taken = Taken(held.completed_on, held.valid_until, held.window_opens, today)
        rounds = (*case.rounds[: self.place], taken, *case.rounds[self.place + 1 :])
        return replace(case, rounds=rounds)

    def days(self, case: Case) -> Iterable[date | None]:
        return (case.rounds[self.place].valid_until + DAY,)
