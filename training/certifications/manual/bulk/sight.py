"""What a page shows of a decision about many: who is left out and why, what follows for the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from ....core.db import db
from ....core.paging import Page, page_of
from ....people.models import Person
from ..cases import Cases
from ..deciding import faults_of, today_of
from ..rules import Act, Fault, Outlook, outlook, turns
from ..words import brief_of, fault_words, status_words
from .carrying import standings_in, standings_of, wish_in
from .models import GRANTED, BulkDecision, BulkMember
from .service import stamp_in


@dataclass(frozen=True, slots=True)
class Row:
    """One of the people: why they are left out, or what follows."""

    name: str
    ref: str
    left_out: str
    follows: str = ""


@dataclass(frozen=True, slots=True)
class Sight:
    """A page of them, those left out first. `turns` counts how many go from one status to another today."""

    page: Page[Row]
    granted: int
    left_out: int
    turns: list[tuple[str, str, int]]
    stamp: str
    size: int


def sight_of(row: BulkDecision, reader: Person, number: int, now: datetime) -> Sight | None:
    """What would follow if it were confirmed now; None while the form does not say what to do."""
    wish = wish_in(row)
    if wish.act is None or wish.faults:
        return None
    cases, people, on = standings_in(row, reader), members_of(row), today_of(reader, now)
    faults = {
        each.id: faults_of(each, wish.act, standings_of(cases, each.id, row), actor=reader, on=on)
        for each in people
    }
    ordered = sorted(people, key=lambda each: (not faults[each.id], each.name, each.id))
    shown = page_of(ordered, number)
    rows = [_row(each, faults[each.id], wish.act, cases, row, on) for each in shown.rows]
    granted = [each for each in people if not faults[each.id]]
    return Sight(
        page=Page(rows, shown.page, shown.pages, shown.total),
        granted=len(granted),
        left_out=len(people) - len(granted),
        turns=_turns(granted, wish.act, cases, row, on),
        stamp=stamp_in(row, cases, [each.id for each in people]),
        size=len(people),
    )


def result_of(row: BulkDecision, number: int) -> Sight:
    """What became of it so far: who was left out and why, and how many were granted it."""
    people = members_of(row)
    out = [each for each in people if each.outcome not in {"", GRANTED}]
    shown = page_of(out, number)
    rows = [
        Row(each.name, each.ref, fault_words(Fault("", each.outcome, _read(each["values"]))))
        for each in (each._mapping for each in shown.rows)
    ]
    granted = sum(each.outcome == GRANTED for each in people)
    return Sight(Page(rows, shown.page, shown.pages, shown.total), granted, len(out), [], "", len(people))


def members_of(row: BulkDecision) -> Sequence[Any]:
    """Its people by name, in one statement."""
    rows = (
        sa.select(Person.id, Person.ref, Person.name, Person.active, BulkMember.outcome, BulkMember.values)
        .join(BulkMember, BulkMember.person_id == Person.id)
        .where(BulkMember.decision_id == row.id)
    )
    return db.session.execute(rows.order_by(Person.name, Person.id)).all()


def _row(
    person: Any, faults: Sequence[Fault], act: Act, cases: Cases, decision: BulkDecision, on: date
) -> Row:
    if faults:
        return Row(person.name, person.ref, fault_words(faults[0]))
    found = standings_of(cases, person.id, decision)
    said = [(each.certification.title, brief_of(turns(act, each.case, on))) for each in found]
    follows = said[0][1] if len(said) == 1 else " ".join(f"{title}: {text}" for title, text in said)
    return Row(person.name, person.ref, "", follows)


def _turns(
    people: Sequence[Any], act: Act, cases: Cases, decision: BulkDecision, on: date
) -> list[tuple[str, str, int]]:
    """How many go from which status to which, the most frequent first; late is late by however many days."""
    found: Counter[tuple[str, str]] = Counter()
    for each in people:
        for standing in standings_of(cases, each.id, decision):
            before, after = outlook(standing.case, on), outlook(act.upon(standing.case, on), on)
            found[_word(before), _word(after)] += 1
    return [(*words, count) for words, count in found.most_common()]


def _word(found: Outlook) -> str:
    return status_words(replace(found, late_days=0, holds_until=None))


def _read(values: Mapping[str, Any]) -> dict[str, Any]:
    """Days as they were before they were kept."""
    found = dict(values)
    for name, each in found.items():
        if isinstance(each, str):
            try:
                found[name] = date.fromisoformat(each)
            except ValueError:
                continue
    return found
