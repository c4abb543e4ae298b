"""What is true of lending and opening the file of a matter. Pure.

A file is lent to who sits in the matter, for a reason and a time; who holds it says why at each opening.
"""

from datetime import datetime, timedelta

MOST_DAYS = 30
SHORTEST_REASON, LONGEST_REASON = 10, 500
VISIT = timedelta(minutes=30)
PAGE, PDF, PACK = "page", "pdf", "pack"
OPENED = (PAGE, PDF, PACK)


def reason_fault(reason: str) -> str:
    """Why a reason is none: `empty`, `short`, `long`; empty when it will do. Spaces and repeated signs do not
    make a reason longer."""
    said = " ".join(reason.split())
    if not said:
        return "empty"
    if len(said) < SHORTEST_REASON or len(set(said.casefold())) < SHORTEST_REASON // 2:
        return "short"
    return "long" if len(said) > LONGEST_REASON else ""


def lending_faults(
    *,
    reason: str,
    until: datetime | None,
    now: datetime,
    is_subject: bool,
    is_lender: bool,
    sits: bool,
    holds: bool,
    closed: bool,
) -> dict[str, str]:
    """Why a file cannot be lent, by field.

    `person`: `subject` (it is about them), `oneself` (a keeper without a seat), `seat` (does not sit now),
    `holds` (has it already); `until`: `empty`, `past`, `far`; `reason` as `reason_fault`; `matter`: `closed`.
    """
    found = {"reason": fault} if (fault := reason_fault(reason)) else {}
    if is_subject:
        found["person"] = "subject"
    elif not sits:
        found["person"] = "oneself" if is_lender else "seat"
    elif holds:
        found["person"] = "holds"
    if fault := _until_fault(until, now):
        found["until"] = fault
    if closed:
        found["matter"] = "closed"
    return found


def visit_lasts(opened_at: datetime, now: datetime) -> bool:
    """Whether a page opened then may still be leafed through without being asked again."""
    return opened_at <= now < opened_at + VISIT


def _until_fault(until: datetime | None, now: datetime) -> str:
    if until is None:
        return "empty"
    return "past" if until <= now else "far" if until > now + timedelta(days=MOST_DAYS + 1) else ""
