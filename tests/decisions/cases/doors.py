"""What the house's own tests need of the pages of cases: addresses of one's own, and forms as they would go."""

from datetime import datetime, timedelta

from training.codes.service import version_in_force
from training.core.clock import day_in
from training.core.db import db
from training.decisions.cases.procedure.acts import Appointed, Closed, Member, Summoned
from training.decisions.models import Case
from training.decisions.stepping import add_step
from training.people.models import Person

from ..office import a_case, seat

FIELDS: dict[str, dict[str, str]] = {
    "cases.open_new": {
        "do": "look",
        "track": "ethics",
        "subject": "x",
        "subject_q": "a",
        "reporter_q": "a",
        "reporter": "x",
        "reporter-name": "Percobaan",
        "happened_on": "2026-11-02",
        "happened_until": "2026-11-03",
        "reported_on": "2026-11-04",
        "channel": "letter",
        "complaint_number": "1",
        "summary": "Percobaan",
        "clauses": "D.4",
        "protected": "y",
    },
    "cases.send_act": {
        "do": "save",
        "rev": "3",
        "on": "",
        "held_on": "2026-11-02",
        "place": "Percobaan",
        "mode": "online",
        "exchanges-0-asked": "Percobaan",
        "exchanges-0-answered": "Percobaan",
        "signed": "both",
        "refusal": "",
    },
    "cases.look": {"reason": "Perlu keterangan tambahan"},
    "cases.erase": {"second": "x", "password": "x"},
}


def addresses(person: Person, colleague: Person, *, now: datetime) -> dict[str, dict[str, object]]:
    """For each of these routes the values that name a case about a colleague in which this person sits."""
    running, closed = _case(person, colleague, now), _case(person, colleague, now)
    _examined(running, person, now)
    _closed(closed, person, now)
    db.session.commit()
    here, over = {"ref": running.ref}, {"ref": closed.ref}
    return {
        "cases.act": here | {"act": "minutes"},
        "cases.case": here,
        "cases.erase": over,
        "cases.erasure": over,
        "cases.look": here,
        "cases.reporter": here,
        "cases.send_act": here | {"act": "minutes"},
    }


def _case(person: Person, colleague: Person, now: datetime) -> Case:
    version = version_in_force(person.agency_id)
    made = a_case(person, colleague, clauses=(version.clauses[0].address,), now=now)
    seat(made, person, "chair")
    return made


def _examined(case: Case, person: Person, now: datetime) -> None:
    """Appointed and summoned, so that minutes may be written."""
    today = day_in(person.agency.zone, now)
    appointed = Appointed(decree="SK 1", members=(Member(person=person.ref, role="chair"),))
    summoned = Summoned(turn=1, letter="1", letter_on=today, hearing_on=today, hour="09.00", place="Kantor")
    for rev, act in enumerate((appointed, summoned), 1):
        add_step(case, act.kind, act.said(), on=today, by=person, rev=rev, now=now)


def _closed(case: Case, person: Person, now: datetime) -> None:
    """Closed, and its time is over."""
    today = day_in(person.agency.zone, now)
    act = Closed(why="unfounded", kept_until=today + timedelta(days=9))
    add_step(case, act.kind, act.said(), on=today, by=person, rev=1, now=now)
    case.closed_on, case.kept_until = today, today - timedelta(days=1)
