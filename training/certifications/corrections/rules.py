"""What is true of requests for correction: what they may be about, and by when they are to be answered.

The hours are data with a date and a source (`terms.json`): laws change, and nothing here knows them by heart.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

SUBJECTS = ("name", "nip", "post", "certificate", "training", "entry", "matter", "other")
OPEN, ACCEPTED, REJECTED = "open", "accepted", "rejected"
DECISIONS = (ACCEPTED, REJECTED)
LONGEST = 2000
MOST_OPEN = 10


@dataclass(frozen=True, slots=True)
class Term:
    """So many hours to answer, from a day on. `checked_on` is when somebody last compared it with `source`,
    and `checked_how` with what."""

    hours: int
    since: date
    source: str
    checked_on: date
    checked_how: str

    def due(self, asked_at: datetime) -> datetime:
        """The last moment in time."""
        return asked_at + timedelta(hours=self.hours)


def term_on(terms: Iterable[Term], day: date) -> Term:
    """The term in force on a day: the last that began. Raises LookupError when none had begun."""
    begun = [term for term in terms if term.since <= day]
    if not begun:
        raise LookupError(day)
    return max(begun, key=lambda term: term.since)


def faults(about: str, wrong: str, wanted: str) -> dict[str, str]:
    """Why a request cannot be taken, by field: `unknown`, `empty` or `long`."""
    found = {} if about in SUBJECTS else {"about": "unknown"}
    for name, text in (("wrong", wrong), ("wanted", wanted)):
        if not text.strip():
            found[name] = "empty"
        elif len(text) > LONGEST:
            found[name] = "long"
    return found


def answer_faults(decision: str, reason: str) -> dict[str, str]:
    """Why an answer cannot be taken, by field: `unknown`, `empty` or `long`."""
    found = {} if decision in DECISIONS else {"decision": "unknown"}
    if not reason.strip():
        found["reason"] = "empty"
    elif len(reason) > LONGEST:
        found["reason"] = "long"
    return found
