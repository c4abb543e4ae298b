"""Entries: made once about somebody else, withdrawn with a reason, read as they were known on a day."""

import threading
from dataclasses import replace
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from training.core.db import db
from training.decisions.entries import attendance, service
from training.decisions.entries.models import ATTENDANCE, COMPLAINT, OUTAGE, SANCTION, Entry
from training.decisions.entries.rules import Wanted
from training.decisions.entries.service import Refused
from training.ledger.models import LedgerLeaf

from ..office import MORNING, person_of

pytestmark = pytest.mark.usefixtures("board")
TODAY = date(2026, 11, 23)
REPRIMAND = Wanted(
    kind=SANCTION,
    track="discipline",
    level="light",
    title="Teguran tertulis",
    number="800/12/2026",
    since=date(2026, 3, 2),
)
FIGURES = Wanted(kind=ATTENDANCE, year=2025, percent=98.5, absent_days=1)


def entered(actor, about, wanted: Wanted = REPRIMAND, now=MORNING) -> Entry:
    person = person_of(about) if about else None
    made = service.enter(person_of(actor), person, wanted, now=now)
    db.session.commit()
    return made


def why_not(call, *arguments, **named) -> dict[str, str]:
    with pytest.raises(Refused) as caught:
        call(*arguments, **named)
    db.session.rollback()
    return caught.value.why


def leaves() -> list[str]:
    rows = sa.select(LedgerLeaf.kind).where(LedgerLeaf.record.startswith("entry:"))
    return list(db.session.scalars(rows.order_by(LedgerLeaf.idx)))


def refs_of(about, *, as_of=TODAY, known_by=MORNING, **more) -> list[str]:
    return [row.ref for row in service.entries_of(person_of(about), as_of=as_of, known_by=known_by, **more)]


def test_an_entry_is_on_record_with_all_it_says(app: Flask, cast) -> None:
    with app.app_context():
        made = entered(cast.hesti, cast.sari)
        assert (
            leaves() == ["entry.made"] and made.counted == {} and made.recorded_by.name == "Hesti Ramadhani"
        )
        assert made.fact()["level"] == "light" and made.fact()["person"] == person_of(cast.sari).ref


def test_the_same_entry_twice_is_one(app: Flask, cast) -> None:
    with app.app_context():
        first = entered(cast.hesti, cast.sari)
        again = replace(REPRIMAND, title=" Teguran tertulis ", number="800/12/2026 ")
        assert entered(cast.hesti, cast.sari, again).id == first.id and leaves() == ["entry.made"]
        other = replace(REPRIMAND, title="Teguran lisan")
        arguments = (person_of(cast.hesti), person_of(cast.sari), other)
        assert why_not(service.enter, *arguments, now=MORNING) == {"number": "known"}
        assert entered(cast.hesti, cast.joko).id != first.id


def test_nobody_enters_or_withdraws_about_themselves(app: Flask, cast) -> None:
    with app.app_context():
        hesti = person_of(cast.hesti)
        assert why_not(service.enter, hesti, hesti, REPRIMAND, now=MORNING) == {"person": "own"}
        made = entered(cast.ratna, cast.hesti)
        assert why_not(service.withdraw, person_of(cast.hesti), made, reason="x", now=MORNING) == {
            "person": "own"
        }
        assert leaves() == ["entry.made"]


def test_somebody_must_be_named_except_for_an_outage(app: Flask, cast) -> None:
    with app.app_context():
        assert why_not(service.enter, person_of(cast.hesti), None, REPRIMAND, now=MORNING) == {
            "person": "empty"
        }
        outage = Wanted(kind=OUTAGE, title="Padam", since=date(2026, 5, 4), until=date(2026, 5, 6))
        made = entered(cast.hesti, None, outage)
        assert made.person is None and made.until == date(2026, 5, 6)


def test_a_withdrawn_entry_keeps_its_reason_and_was_known_before(app: Flask, cast) -> None:
    with app.app_context():
        made, later = entered(cast.hesti, cast.sari), MORNING + timedelta(days=2)
        hesti = person_of(cast.hesti)
        assert why_not(service.withdraw, hesti, made, reason=" ", now=later) == {"reason": "empty"}
        service.withdraw(hesti, made, reason="Salah orang", now=later)
        db.session.commit()
        assert why_not(service.withdraw, hesti, made, reason="Lagi", now=later) == {"entry": "withdrawn"}
        assert made.withdrawn_reason == "Salah orang" and leaves() == ["entry.made", "entry.withdrawn"]
        assert refs_of(cast.sari, known_by=later - timedelta(seconds=1)) == [made.ref]
        assert refs_of(cast.sari, known_by=later) == [] and len(service.all_about(person_of(cast.sari))) == 1
        assert entered(cast.hesti, cast.sari, now=later).id != made.id


def test_entries_are_read_as_of_a_day_and_as_known_then(app: Flask, cast) -> None:
    with app.app_context():
        made = entered(cast.hesti, cast.sari)
        assert refs_of(cast.sari, as_of=date(2026, 3, 2)) == [made.ref]
        assert refs_of(cast.sari, as_of=date(2026, 3, 1)) == []
        assert refs_of(cast.sari, known_by=MORNING - timedelta(seconds=1)) == []
        assert refs_of(cast.sari, kinds={COMPLAINT}) == [] and refs_of(cast.joko) == []


def test_one_years_attendance_stands_once(app: Flask, cast) -> None:
    with app.app_context():
        made = entered(cast.hesti, cast.sari, FIGURES)
        assert made.counted == {"percent": 98, "hundredths": 9850, "absent_days": 1} and made.title == "2025"
        assert (made.since, made.until) == (date(2025, 1, 1), date(2025, 12, 31))
        assert entered(cast.hesti, cast.sari, FIGURES).id == made.id
        other = (person_of(cast.hesti), person_of(cast.sari), replace(FIGURES, percent=97))
        assert why_not(service.enter, *other, now=MORNING) == {"year": "known"}
        assert entered(cast.hesti, cast.sari, replace(FIGURES, year=2024)).id != made.id


def test_two_tabs_at_once_make_one_entry(app: Flask, cast) -> None:
    start, refs = threading.Barrier(3), []

    def make() -> None:
        with app.app_context():
            start.wait()
            refs.append(entered(cast.hesti, cast.sari).ref)
            db.session.remove()

    threads = [threading.Thread(target=make) for _tab in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with app.app_context():
        assert len(set(refs)) == 1 and len(refs) == 3 and leaves() == ["entry.made"]


def sheet(*members, percent: str = "98,5") -> bytes:
    return "\n".join(
        ["NIP;Tahun;Persen;Hari", *(f"{each.nip};2025;{percent};1" for each in members)]
    ).encode()


def test_a_sheet_is_shown_first_and_written_once(app: Flask, cast) -> None:
    with app.app_context():
        hesti, data = person_of(cast.hesti), sheet(cast.sari, cast.joko)
        planned = attendance.plan(hesti, data, now=MORNING)
        assert len(planned.new) == 2 and not planned.wrong and not leaves()
        assert attendance.write(hesti, planned.text().encode(), now=MORNING) == 2
        db.session.commit()
        assert attendance.write(hesti, data, now=MORNING) == 0
        db.session.commit()
        assert leaves() == ["entry.made"] * 2 and attendance.plan(hesti, data, now=MORNING).already == 2


def test_a_sheet_names_the_rows_it_leaves_out(app: Flask, cast) -> None:
    with app.app_context():
        hesti = person_of(cast.hesti)
        entered(cast.hesti, cast.joko, FIGURES)
        data = sheet(cast.sari, cast.hesti, cast.maya, cast.joko, percent="90")
        planned = attendance.plan(hesti, data, now=MORNING)
        assert [(each.row, each.column, each.code) for each in planned.wrong] == [
            (3, "nip", "own"),
            (4, "nip", "nobody"),
            (5, "year", "known"),
        ]
        assert attendance.write(hesti, data, now=MORNING) == 1
        db.session.commit()
        assert len(refs_of(cast.sari)) == 1 and not refs_of(cast.hesti)


@pytest.mark.parametrize("data", [b"x" * 200_001, b"\x00\x01\x00", b"<html>", b"1;2;3;4\n" * 1001])
def test_a_file_that_is_no_sheet_is_refused(app: Flask, cast, data: bytes) -> None:
    with app.app_context(), pytest.raises(ValueError):
        attendance.plan(person_of(cast.hesti), data, now=MORNING)
