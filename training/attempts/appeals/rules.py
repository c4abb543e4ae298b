"""What is true of appeals of items: what can be taken, who may answer what, and by when. Pure."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

OPEN, UPHELD, DISMISSED = "open", "upheld", "dismissed"
DECISIONS = (UPHELD, DISMISSED)
LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Term:
    """So many days to answer, from a day on, with where that comes from and how sure that is."""

    days: int
    since: date
    source: str
    checked_on: date
    checked_how: str

    def due(self, asked_at: datetime) -> datetime:
        """The last moment in time."""
        return asked_at + timedelta(days=self.days)


def term_on(terms: tuple[Term, ...], day: date) -> Term:
    """The term in force on a day: the last that began, before all of them the first. Raises LookupError when
    there is none at all."""
    if not terms:
        raise LookupError(day)
    ordered = sorted(terms, key=lambda term: term.since)
    begun = [term for term in ordered if term.since <= day]
    return begun[-1] if begun else ordered[0]


def text_fault(text: str) -> str:
    """Why a text cannot be taken: `empty`, `long`, or nothing."""
    return "empty" if not text.strip() else "long" if len(text) > LONGEST else ""


def answer_faults(
    decision: str, reason: str, *, own: bool, authored: bool, put_right: bool
) -> dict[str, str]:
    """Why an answer cannot be taken, by field. `own`: it is the answerer's own appeal; `authored`: the
    answerer wrote the item, and may admit a mistake but not deny one; `put_right`: a regrade of the item was
    agreed on by two, without which nothing is upheld."""
    if own:
        return {"person": "own"}
    found = {} if decision in DECISIONS else {"decision": "unknown"}
    if decision == DISMISSED and authored:
        found["decision"] = "authored"
    if decision == UPHELD and not put_right:
        found["decision"] = "no_regrade"
    if fault := text_fault(reason):
        found["reason"] = fault
    return found
