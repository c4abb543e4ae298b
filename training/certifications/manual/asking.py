"""What a form asks for: typed words made into an act, or into why they cannot be."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from ...people.models import Person
from ..models import Certification, Period
from . import assigning, granting
from .acts import Assign, Excuse, Extend, Lend, Waive
from .cases import assignments_of
from .deciding import By, Refused, Stale, Words
from .models import EXCUSALS
from .rules import Act, Fault
from .undoing import EndAssignment

FIRST, LAST = date(1990, 1, 1), date(2100, 12, 31)
SHOWN = 20
TYPED = re.compile(r"\d{1,4}[-./]\d{1,2}[-./]\d{1,4}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Asked:
    """The kinds of act a page offers: which days it asks for, whether it is about one scheme."""

    days: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    of_scheme: bool = True
    proof: bool = True


ACTS: Mapping[str, Asked] = {
    "excuse": Asked(("since", "until"), optional=("until",), of_scheme=False),
    "extend": Asked(("due_on",)),
    "waive": Asked(),
    "certify-temporarily": Asked(("since", "until")),
    "assign": Asked(("due_on",), proof=False),
    "end": Asked(proof=False),
}
BULK = ("excuse", "extend", "assign")


@dataclass(frozen=True, slots=True)
class Wish:
    """An act as it was typed. While `faults` say why it cannot be read, `act` is None."""

    name: str
    act: Act | None
    words: Words
    kind: str = ""
    faults: list[Fault] = field(default_factory=list)


def wish_of(name: str, typed: Mapping[str, str], subjects: Mapping[str, str] | None = None) -> Wish:
    """The wish in a form of `ACTS[name]`; `subjects` are what may be waived."""
    asked, faults = ACTS[name], []
    days: dict[str, date | None] = {}
    for each in asked.days:
        days[each], fault = day_of(typed.get(each, ""), each, optional=each in asked.optional)
        faults += [fault] if fault else []
    kind = typed.get("kind", "")
    if name == "excuse" and kind not in EXCUSALS:
        faults.append(Fault("kind", "kind"))
    if name == "waive" and not typed.get("subject"):
        faults.append(Fault("subject", "subject"))
    words = Words.tidy(typed.get("reason", ""), typed.get("document", ""))
    act = None if faults else _act(name, days, typed.get("subject", ""), subjects or {})
    return Wish(name, act, words, kind, faults)


def day_of(typed: str, name: str, *, optional: bool = False) -> tuple[date | None, Fault | None]:
    """A day from `2026-11-21` or `21-11-2026` (also with dots or slashes), or why it is none."""
    plain = typed.strip()
    if not plain:
        return None, None if optional else Fault(name, "missing")
    parts = [int(part) for part in re.split(r"[-./]", plain)] if TYPED.fullmatch(plain) else []
    try:
        year, month, day = parts if parts and parts[0] > 31 else reversed(parts)
        found = date(year, month, day)
    except ValueError:
        found = date.min
    if FIRST <= found <= LAST:
        return found, None
    return None, Fault(name, "unreadable", {"typed": plain[:SHOWN]})


def carry_out(
    wish: Wish,
    person: Person,
    certification: Certification | None,
    by: By,
) -> Period | None:
    """Do what was wished; the round that began by it, if one did. Raises Refused, Stale."""
    if wish.act is None:
        raise Refused(wish.faults)
    if isinstance(wish.act, Excuse):
        granting.excuse(person, wish.act, wish.kind, by)
        return None
    if certification is None:
        raise Refused([Fault("scheme", "scheme")])
    if isinstance(wish.act, Waive):
        return granting.waive(person, certification, wish.act.subject, by)[1]
    if isinstance(wish.act, Extend):
        granting.extend(person, certification, wish.act, by)
    elif isinstance(wish.act, Lend):
        granting.certify_temporarily(person, certification, wish.act, by)
    elif isinstance(wish.act, Assign):
        assigning.assign_by_hand(person, certification, wish.act, by)
    else:
        _end(person, certification, by)
    return None


def _end(person: Person, certification: Certification, by: By) -> None:
    known = assignments_of([certification], {person.id}).get((person.id, certification.id))
    if known is None:
        raise Stale
    assigning.end_assignment(known, by)


def _act(name: str, days: Mapping[str, date | None], subject: str, subjects: Mapping[str, str]) -> Act:
    since, until, due_on = days.get("since"), days.get("until"), days.get("due_on")
    if name == "excuse" and since:
        return Excuse(since, until)
    if name == "certify-temporarily" and since and until:
        return Lend(since, until)
    if name == "waive":
        return Waive(subject, tuple(subjects))
    if due_on:
        return Extend(due_on) if name == "extend" else Assign(due_on)
    return EndAssignment()
