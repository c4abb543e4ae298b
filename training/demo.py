"""The invented demo office: two agencies with people and codes, for a first visit."""

from datetime import date, datetime

import click
import sqlalchemy as sa
from flask import Flask
from flask.cli import AppGroup
from flask_migrate import upgrade

from .certifications.models import Certification
from .certifications.schemes.assigning import assign_audience
from .certifications.spans.service import fill
from .codes.formats import BadFile
from .content import folders, load_folder
from .core.access import Role
from .core.clock import day_in, now
from .core.db import db
from .demo_cast import DINSOS, DISDUKCAPIL, HEADS, OFFICIALS, RANKS, Character
from .demo_days import live
from .demo_history import OPENED, runs
from .demo_matters import matters
from .people.models import Agency, Person, Posting, RoleGrant, Unit
from .people.service import hasher
from .scenarios.formats import InvalidScenario

PASSWORD = "loket-pagi-2026"  # noqa: S105 - printed at start-up, only for the invented office
SINCE = date(2024, 1, 2)

group = AppGroup("demo", help="The invented demo office.")


OFFICES = {"dinsos-banten": ("dinsos", DINSOS), "disdukcapil-palangkaraya": ("disdukcapil", DISDUKCAPIL)}
SHOWN = ("sari", "bayu", "hesti", "agus", "dewi", "ratna", "yanti", "kartika", "wahyu", "ningsih", "rangga")


def register(app: Flask) -> None:
    """Attach the demo commands to the application."""
    app.cli.add_command(group)


@group.command("prepare")
@click.option("--port", default=5000, help="The port to name in the address.")
def prepare_command(port: int) -> None:
    """Migrate, load codes, modules, scenarios and the demo office, and print how to sign in.

    What is there already stays as it is, and where everybody stands is kept ready. A new office opened some
    weeks ago: some have their certificate, and cases and awards are on their way.
    """
    upgrade()
    fresh = db.session.scalar(sa.select(Agency.id).limit(1)) is None
    opened = now() - OPENED if fresh else now()
    try:
        load(opened)
        if fresh:
            load_officials(opened)
            live([*runs(PASSWORD, opened), *matters(opened, now())])
        fill(now())
        db.session.commit()
    except (BadFile, InvalidScenario) as bad:
        raise click.ClickException(str(bad)) from None
    click.echo(f"Adab  http://127.0.0.1:{port}")
    click.echo(f"Kata sandi semua akun contoh: {PASSWORD}")
    for address, name, role in sign_ins():
        click.echo(f"  {role:<14} {address:<32} {name}")


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


def sign_ins() -> list[tuple[str, str, str]]:
    """The demo accounts shown at start-up: (e-mail, name, role), the officer first."""
    offices = [(domain, (*people, *OFFICIALS.get(slug, ()))) for slug, (domain, people) in OFFICES.items()]
    cast = {person.key: (person, domain) for domain, people in offices for person in people}
    return [
        (f"{key}@{cast[key][1]}.contoh.id", cast[key][0].name, str(cast[key][0].role or Role.OFFICER))
        for key in SHOWN
    ]


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
