"""An office of any size with a past of some years, written in bulk: people, units, posts, rounds, decisions."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any

import sqlalchemy as sa

from training.certifications.expiry import add_months
from training.certifications.manual.models import Excusal
from training.certifications.models import Assignment, Certificate, Certification, Period
from training.certifications.spans.service import fill
from training.core.db import db
from training.core.ids import new_ref, new_verification_code
from training.people.models import EMPLOYMENT, POSITIONS, Agency, Person, Posting, Unit
from training.people.words import index_everybody

DAY = timedelta(days=1)
AT_ONCE = 5_000
FIRST = (
    "Agus",
    "Ayu",
    "Bambang",
    "Citra",
    "Dedi",
    "Endah",
    "Fitri",
    "Gilang",
    "Hendra",
    "Indah",
    "Joko",
    "Kartika",
)
MIDDLE = ("Adi", "Budi", "Cahya", "Dwi", "Eka", "Fajar", "Galih", "Hadi", "Intan", "Jaya", "Kusuma", "Laras")
LAST = (
    "Santoso",
    "Wijaya",
    "Lestari",
    "Nugroho",
    "Pratama",
    "Rahayu",
    "Saputra",
    "Utami",
    "Wibowo",
    "Yulianti",
)


def crowd(agency: Agency, people: int, today: date, chance: Random) -> None:
    """So many people more, each with a past; their stretches are kept and their words indexed."""
    scheme = db.session.scalars(sa.select(Certification).filter_by(agency_id=agency.id)).one()
    units = _units(agency, max(4, min(200, people // 10)))
    start = (db.session.scalar(sa.select(sa.func.max(Person.id))) or 0) + 1
    period = (db.session.scalar(sa.select(sa.func.max(Period.id))) or 0) + 1
    for first in range(0, people, AT_ONCE):
        numbers = range(start + first, start + min(first + AT_ONCE, people))
        told: dict[Any, list[dict[str, Any]]] = {}
        for number in numbers:
            for table, row in _life(agency, scheme, number, chance.choice(units), today, chance):
                if table is Period:
                    row["id"], period = period, period + 1
                    told.setdefault(Certificate, []).append(_paper(row))
                told.setdefault(table, []).append(row)
        for table in (Person, Posting, Assignment, Period, Certificate, Excusal):
            if told.get(table):
                db.session.execute(sa.insert(table.__table__), told[table])
        db.session.commit()
    _step_sequences()
    index_everybody()
    db.session.commit()
    fill(moment(today))
    db.session.commit()


def moment(day: date) -> datetime:
    return datetime.combine(day, time(2), UTC)


def _units(agency: Agency, count: int) -> list[int]:
    top = [Unit(agency_id=agency.id, name=f"Bidang {number:02}") for number in range(max(2, count // 20))]
    db.session.add_all(top)
    db.session.flush()
    below = [
        Unit(agency_id=agency.id, name=f"Seksi {number:03}", parent_id=top[number % len(top)].id)
        for number in range(count)
    ]
    db.session.add_all(below)
    db.session.commit()
    return [unit.id for unit in below]


def _life(
    agency: Agency, scheme: Certification, number: int, unit: int, today: date, chance: Random
) -> Iterator[tuple[Any, dict[str, Any]]]:
    joined = today - timedelta(days=chance.randrange(30, 1200))
    of = {"agency_id": agency.id, "person_id": number}
    yield Person, _person(agency, number, joined, chance)
    yield Posting, of | {
        "unit_id": unit, "position": "Petugas", "kind": chance.choice(POSITIONS), "since": joined,
        "until": None, "recorded_at": moment(joined), "withdrawn_at": None,
    }  # fmt: skip
    due = joined + timedelta(days=30)
    yield Assignment, of | {
        "ref": new_ref(), "certification_id": scheme.id, "due_on": due, "assigned_at": moment(joined),
        "source": "rule", "reason": "",
    }  # fmt: skip
    done = joined + timedelta(days=chance.choice((5, 12, 20, 28, 28, 45)))
    for place in range(1, 6):
        if done > today or chance.random() < 0.06:
            break
        until = add_months(done, 12) - DAY
        yield Period, _round(of | {"certification_id": scheme.id}, place, done, until, chance, today)
        done = until - timedelta(days=chance.choice((40, 20, 5, 5, -15)))
    if chance.random() < 0.03:
        since = today - timedelta(days=chance.randrange(0, 60))
        yield Excusal, of | {
            "ref": new_ref(), "reason": "Cuti.", "document": "", "recorded_at": moment(since),
            "recorded_by_id": number, "withdrawn_at": None, "withdrawn_reason": "", "kind": "leave",
            "since": since, "until": since + timedelta(days=90),
        }  # fmt: skip


def _person(agency: Agency, number: int, joined: date, chance: Random) -> dict[str, Any]:
    name = f"{chance.choice(FIRST)} {chance.choice(MIDDLE)} {chance.choice(LAST)}"
    return {
        "id": number, "ref": new_ref(), "agency_id": agency.id, "name": name,
        "nip": f"19{chance.randrange(60, 99)}0101{number:010}", "password_hash": "", "must_change_password": False,
        "active": True, "employment": chance.choice(EMPLOYMENT), "rank": "", "joined_on": joined, "rev": 0,
        "created_at": moment(joined),
    }  # fmt: skip


def _round(
    of: dict[str, Any], place: int, done: date, until: date, chance: Random, today: date
) -> dict[str, Any]:
    taken = done + timedelta(days=60) if chance.random() < 0.003 else None
    return of | {
        "ref": new_ref(), "round": place, "version_number": 1, "completed_on": done, "anchor": done,
        "certified_at": moment(done), "valid_from": done, "valid_until": until,
        "window_opens": add_months(until + DAY, -2), "revoked_reason": "",
        "revoked_at": moment(taken) if taken and taken <= today else None,
    }  # fmt: skip


def _paper(held: dict[str, Any]) -> dict[str, Any]:
    return {
        "ref": new_ref(), "period_id": held["id"], "number": f"UJI/{held['id']:07}", "frozen": {},
        "verification_code": new_verification_code(), "issued_at": held["certified_at"],
    }  # fmt: skip


def _step_sequences(tables: Iterable[str] = ("person", "period")) -> None:
    """PostgreSQL does not see ids that were written by hand."""
    if db.engine.dialect.name == "postgresql":
        for table in tables:
            told = f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))"
            db.session.execute(sa.text(told))
