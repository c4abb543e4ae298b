"""One's own data as a file, with who has processed it (the right of access and to a copy).

Also practice answers, which nobody else sees. What a run is judged by stays inside: it is the office's.
"""

import json
from collections.abc import Iterator
from datetime import date, datetime
from enum import Enum
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _

from ...core.db import db
from ...people.models import Person
from . import more, trail
from .rulings import decided_about
from .selects import SELECTS


def own_data_json(person: Person, *, now: datetime) -> str:
    """Everything kept about a person, as JSON with names of fields in English and moments in UTC."""
    said = own_data(person, now=now)
    return json.dumps(said, ensure_ascii=False, indent=2, default=_plain) + "\n"


def own_data(person: Person, *, now: datetime) -> dict[str, Any]:
    """By kind of data. Nothing in it is about anybody else but the names of officials who acted."""
    return {
        "format": "adab-own-data-1",
        "made_at": now,
        "purpose": _purpose(),
        "person": _person(person),
        **{name: list(_rows(rows(person))) for name, rows in SELECTS.items()},
        "decisions": [
            {"text": d.text, "reason": d.reason, "by": d.by, "at": d.at, "withdrawn": d.withdrawn}
            for d in decided_about(person)
        ],
        **more.exports(person),
        "processing": {"seen_by": trail.seen_by(person), "ledger": trail.leaves_about(person)},
    }


def _purpose() -> str:
    return _(
        "Data ini dipakai untuk pelatihan dan sertifikasi kode etik, untuk penghargaan, dan sebagai salah "
        "satu bahan bila ada pemeriksaan. Jawaban latihan hanya untuk Anda. Nilai bukan bukti pelanggaran."
    )


def _person(person: Person) -> dict[str, Any]:
    columns = ("ref", "name", "nip", "email", "employment", "rank", "joined_on", "left_on", "active")
    found = {name: getattr(person, name) for name in (*columns, "locale", "created_at")}
    roles = [{"role": grant.role, "granted_at": grant.granted_at} for grant in person.grants]
    return found | {"agency": person.agency.name, "zone": person.agency.zone, "roles": roles}


def _rows(select: sa.Select[*tuple[Any, ...]]) -> Iterator[dict[str, Any]]:
    for row in db.session.execute(select):
        yield dict(row._mapping)


def _plain(value: object) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value.value if isinstance(value, Enum) else value)
