"""The routes of entries with an id, and what their forms take, for the tests of every door."""

from datetime import date, datetime

from training.core.db import db
from training.decisions.entries import service
from training.decisions.entries.rules import COMMENDATION, Wanted
from training.people.models import Person

FIELDS: dict[str, dict[str, str]] = {
    "entries.enter": {
        "title": "Percobaan",
        "number": "800/1",
        "since": "2026-03-02",
        "note": "Percobaan",
    },
    "entries.enter_outage": {"title": "Padam", "since": "2026-05-04", "until": "2026-05-06", "note": "x"},
    "entries.withdraw": {"reason": "Percobaan"},
    "entry_sheets.check": {"text": "199001012020122001;2025;98,5;0"},
    "entry_sheets.confirm": {"text": "199001012020122001;2025;98,5;0"},
}


def addresses(person: Person, colleague: Person, *, now: datetime) -> dict[str, dict[str, object]]:
    """An entry that `person` made about a colleague."""
    wanted = Wanted(kind=COMMENDATION, title="Petugas teladan", since=date(2026, 2, 2))
    row = service.enter(person, colleague, wanted, now=now)
    db.session.commit()
    return {
        "entries.enter": {"ref": colleague.ref, "kind": "commendation"},
        "entries.entry": {"ref": row.ref},
        "entries.new": {"ref": colleague.ref, "kind": "commendation"},
        "entries.withdraw": {"ref": row.ref},
    }
