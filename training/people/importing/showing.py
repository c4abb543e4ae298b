"""What the pages of an import show: a page of its rows, and how it went."""

from __future__ import annotations

from typing import Any, Final

import sqlalchemy as sa

from ...core.db import db
from ...core.paging import page_of
from ..models import Person
from . import parts
from .models import PeopleImport
from .planning import CHANGED, NEW, REJECTED, Entry
from .trying import entries_of
from .undoing import kept_steps
from .wording import fault_words, meaning_names, value_words

SHOWN_IMPORTS: Final = 25
MOST_KEPT: Final = 200
MISSING: Final = "missing"
LISTS: Final = (REJECTED, NEW, CHANGED, MISSING)


def trial_of(row: PeopleImport, show: str, page: int) -> dict[str, Any]:
    """What the trial's page needs: one list, a page of it, in words."""
    show = show if show in LISTS else next((name for name in LISTS if row.counts.get(name)), NEW)
    told = parts.take_many(row.id, ["units", "wanted"])
    shown = {"show": show, "units": told.get("units", []), "wanted": told.get("wanted", [])}
    if show == MISSING:
        return shown | missing_of(row, page)
    headings = headings_of(row)
    rows = page_of(entries_of(row, show), page)
    return shown | {"page": rows, "lines": [_line(entry, headings) for entry in rows.rows]}


def outcome_of(row: PeopleImport, page: int) -> dict[str, Any]:
    """What the outcome's page needs: who is not in the sheet, and what was not taken back."""
    kept = kept_steps(row.id, MOST_KEPT) if row.undone_at else []
    return missing_of(row, page) | {"kept": kept, "most": MOST_KEPT}


def missing_of(row: PeopleImport, page: int) -> dict[str, Any]:
    """A page of who works in the sheet's units and is not in it, as far as they have not left by now."""
    ids = parts.take(row.id, MISSING) or []
    rows = page_of(ids, page)
    people = {
        person.id: person
        for person in db.session.scalars(
            sa.select(Person).where(Person.id.in_(rows.rows), Person.agency_id == row.agency_id)
        )
    }
    return {"page": rows, "people": [people[number] for number in rows.rows if number in people]}


def headings_of(row: PeopleImport) -> dict[int, str]:
    """The headings of the sheet by place."""
    return {column["place"]: column["heading"] for column in row.about["columns"]}


def _line(entry: Entry, headings: dict[int, str]) -> dict[str, Any]:
    names = meaning_names()
    return {
        "row": entry.row,
        "name": entry.name or "—",
        "ref": entry.ref,
        "unit": entry.told.get("unit", ""),
        "nip": entry.told.get("nip", ""),
        "changes": [
            (names[field], value_words(field, old), value_words(field, new))
            for field, old, new in entry.changes
        ],
        "faults": [fault_words(fault, headings) for fault in entry.faults],
        "doubts": [fault_words(fault, headings) for fault in entry.doubts],
    }
