"""What a decision comes to: whether it can be contested, from when it works, when it is final. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from ...acts import Past, all_of, last_of
from ...calendar.rules import A_DAY, WorkingDays
from ...calendar.rules_terms import OFFICE, Counted
from ...penalties.rules import Kind
from .acts import Decided, Delivered, Objected, Reviewed, Verdict
from .past import Settled, Terms

KindOf = Callable[[str], Kind | None]
"""A kind of the catalogue of the track and of the day of the act, by its key."""
OBJECTION, APPEAL = "objection", "appeal"


def decided_of(history: Sequence[Past]) -> Settled | None:
    """The decision that stands; none before one was taken, or when it was cancelled."""
    first, after = last_of(history, Decided), last_of(history, Reviewed)
    if first is None or (after and after[1].result == "cancelled"):
        return None
    if after and after[1].verdict is not None:
        return _settled(after[0], after[1].number, after[1].verdict, reviewed=True)
    return _settled(first[0], first[1].number, first[1].verdict)


def is_cancelled(history: Sequence[Past]) -> bool:
    """Whether the decision was cancelled by those who judged the objection."""
    found = last_of(history, Reviewed)
    return found is not None and found[1].result == "cancelled"


def is_contested(history: Sequence[Past]) -> bool:
    """Whether an objection waits for its answer."""
    return len(all_of(history, Objected)) > len(all_of(history, Reviewed))


def receipt_of(history: Sequence[Past]) -> tuple[Past, Delivered] | None:
    """When the first decision reached the officer."""
    found = all_of(history, Delivered)
    return found[0] if found else None


def way_of(history: Sequence[Past], kind_of: KindOf, terms: Terms) -> tuple[str, str] | None:
    """How the decision may be contested and by which term: (`objection` | `appeal`, key). None where nothing
    is held against the officer, where the law leaves no way, or once it was contested.

    A term that is only proposed to the office opens nothing until the office sets it.
    """
    settled, receipt = decided_of(history), receipt_of(history)
    if settled is None or receipt is None or last_of(history, Objected):
        return None
    kind = kind_of(settled.verdict.penalty) if settled.verdict.outcome == "proven" else None
    if kind is None or not kind.sanction or kind.remedy == "none":
        return None
    way, key = (APPEAL, "appeal_bpasn") if kind.remedy.startswith("appeal") else (OBJECTION, "objection")
    term = terms(key, receipt[1].received_on)
    return (way, key) if term is not None and (term.own or term.sure != OFFICE) else None


def effect_of(history: Sequence[Past], days: WorkingDays, terms: Terms) -> Counted | None:
    """From which day the decision works, and how that was counted; None while it was not received, while an
    objection waits, and of a decision that was cancelled. What an objection changed or upheld works from the
    day of that decision at the earliest."""
    receipt = receipt_of(history)
    if receipt is None or decided_of(history) is None or is_contested(history):
        return None
    since = receipt[1].received_on
    term = terms("effect", since)
    counted = term.count(days, since) if term else Counted(since, 0, since, (), ())
    reviewed = last_of(history, Reviewed)
    if reviewed and reviewed[0].on > counted.last:
        return Counted(since, counted.days, reviewed[0].on, (), ())
    return counted


def final_from(history: Sequence[Past], kind_of: KindOf, days: WorkingDays, terms: Terms) -> date | None:
    """The day from which the decision is final: it works, and the days to contest it are over. What was not
    proven is final once it was received, what was cancelled at once. None while nobody can tell."""
    reviewed, receipt = last_of(history, Reviewed), receipt_of(history)
    if receipt is None or is_contested(history):
        return None
    received = receipt[1].received_on
    if is_cancelled(history) and reviewed:
        return reviewed[0].on
    settled, effect = decided_of(history), effect_of(history, days, terms)
    if settled is None or effect is None:
        return None
    if settled.verdict.outcome == "unproven":
        return max(received, settled.on)
    way = way_of(history, kind_of, terms)
    term = terms(way[1], received) if way else None
    return max(effect.last, term.count(days, received).last + A_DAY) if term else effect.last


def _settled(past: Past, number: str, verdict: Verdict, *, reviewed: bool = False) -> Settled:
    return Settled(number, verdict, past.on, past.by, past.number, reviewed)
