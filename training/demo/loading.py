"""Loading the invented offices: two agencies with people and codes, for a first visit."""

from datetime import date, datetime

import sqlalchemy as sa

from ..certifications.models import Certification
from ..certifications.schemes.assigning import assign_audience
from ..content import folders, load_folder
from ..core.clock import day_in
from ..core.db import db
from ..people.models import Agency, Person, Posting, RoleGrant, Unit
from ..people.service import hasher
from .cast import DINSOS, DISDUKCAPIL, HEADS, OFFICIALS, PASSWORD, RANKS, Character

SINCE = date(2024, 1, 2)

OFFICES = {"dinsos-banten": ("dinsos", DINSOS), "disdukcapil-palangkaraya": ("disdukcapil", DISDUKCAPIL)}


def load(moment: datetime) -> None:
    """Load everything a first visit needs and commit; running it again changes nothing."""
    for folder in folders():
        certification = load_folder(folder, moment)
        _load_people(certification.agency_id, moment)
        assign_audience(certification, now=moment)
    db.session.commit()


def load_officials(moment: datetime) -> None:
    """Add those who keep cases, decide and audit, with ranks and heads of units, and commit; once only."""
    for slug, characters in OFFICIALS.items():
        agency = db.session.scalars(sa.select(Agency).filter_by(slug=slug)).one()
        domain = OFFICES[slug][0]
        if _of(agency, domain, characters[0].key):
            continue
        _add_people(agency, domain, characters, moment)
        for character in (*OFFICES[slug][1], *characters):
            person = _of(agency, domain, character.key)
            if person:
                person.employment, person.rank = "pns", RANKS.get(character.key, "III/a")
        for unit, key in HEADS[slug].items():
            found = db.session.scalars(sa.select(Unit).filter_by(agency_id=agency.id, name=unit)).one()
            found.head = _of(agency, domain, key)
        for certification in db.session.scalars(sa.select(Certification).filter_by(agency_id=agency.id)):
            assign_audience(certification, now=moment)
    db.session.commit()


def _load_people(agency_id: int, moment: datetime) -> None:
    agency = db.session.get_one(Agency, agency_id)
    domain, characters = OFFICES.get(agency.slug, ("", ()))
    if not characters or db.session.scalar(
        sa.select(Person.id).where(Person.agency_id == agency_id).limit(1)
    ):
        return
    _add_people(agency, domain, characters, moment)


def _of(agency: Agency, domain: str, key: str) -> Person | None:
    rows = sa.select(Person).filter_by(agency_id=agency.id, email=f"{key}@{domain}.contoh.id")
    return db.session.scalar(rows)


def _add_people(agency: Agency, domain: str, characters: tuple[Character, ...], moment: datetime) -> None:
    password_hash = hasher.hash(PASSWORD)
    units = _units_named(agency, [character.unit for character in characters])
    for character in characters:
        person = Person(
            agency=agency,
            name=character.name,
            nip=character.nip,
            email=f"{character.key}@{domain}.contoh.id",
            password_hash=password_hash,
            created_at=moment,
            grants=[RoleGrant(role=character.role)] if character.role else [],
        )
        since = min(SINCE, day_in(agency.zone, moment))
        db.session.add(
            Posting(
                agency_id=agency.id,
                person=person,
                unit=units[character.unit],
                position=character.position,
                since=since,
                recorded_at=moment,
            )
        )
    db.session.flush()


def _units_named(agency: Agency, names: list[str]) -> dict[str, Unit]:
    rows = sa.select(Unit).where(Unit.agency_id == agency.id, Unit.name.in_(names))
    known = {unit.name: unit for unit in db.session.scalars(rows)}
    new = {name: Unit(agency_id=agency.id, name=name) for name in dict.fromkeys(names) if name not in known}
    db.session.add_all(new.values())
    return known | new
