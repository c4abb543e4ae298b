"""The invented demo office: two agencies with people and codes, for a first visit."""

from dataclasses import dataclass
from datetime import date, datetime

import click
import sqlalchemy as sa
from flask import Flask
from flask.cli import AppGroup
from flask_migrate import upgrade

from .certifications.schemes.assigning import assign_audience
from .certifications.spans.service import fill
from .codes.formats import BadFile
from .content import folders, load_folder
from .core.access import Role
from .core.clock import day_in, now
from .core.db import db
from .demo_history import OPENED, relive
from .people.models import Agency, Person, Posting, RoleGrant, Unit
from .people.service import hasher
from .scenarios.formats import InvalidScenario

PASSWORD = "loket-pagi-2026"  # noqa: S105 - printed at start-up, only for the invented office
SINCE = date(2024, 1, 2)

group = AppGroup("demo", help="The invented demo office.")


@dataclass(frozen=True, slots=True)
class Character:
    """An invented person: e-mail name, full name, NIP, unit, position, role beside officer."""

    key: str
    name: str
    nip: str
    unit: str
    position: str
    role: Role | None = None


SERVICE, REHAB, SECRETARIAT = "Bidang Pelayanan Sosial", "Bidang Rehabilitasi Sosial", "Sekretariat"
COUNTER, REGISTRY = "Loket Pelayanan", "Bidang Pencatatan Sipil"

DINSOS = (
    Character("sari", "Sari Wulandari", "199803122024032001", SERVICE, "Petugas loket bantuan sosial"),
    Character("bayu", "Bayu Prasetyo", "198507212010011002", SECRETARIAT, "Pelatih", Role.TRAINER),
    Character("hesti", "Hesti Ramadhani", "198209052008042003", SECRETARIAT, "Analis kepegawaian", Role.HR),
    Character(
        "agus", "Agus Santoso", "197911142005011004", SECRETARIAT, "Pranata komputer", Role.ADMINISTRATOR
    ),
    Character("dewi", "Dewi Lestari", "198812302012122005", SECRETARIAT, "Pengelola sistem", Role.OPERATOR),
    Character("joko", "Joko Supriyadi", "199001152015031006", REHAB, "Pekerja sosial"),
    Character("ningsih", "Ningsih Handayani", "199406222019032007", SERVICE, "Petugas pengaduan"),
    Character("farid", "Farid Maulana", "198703082011011008", REHAB, "Pendamping rehabilitasi"),
)
DISDUKCAPIL = (
    Character("rangga", "Rangga Saputra", "199512102020121001", COUNTER, "Petugas loket KTP"),
    Character("maya", "Maya Kusuma", "198604182009012002", COUNTER, "Analis kepegawaian", Role.HR),
    Character("yusuf", "Yusuf Hidayat", "198801272012011003", REGISTRY, "Pelatih", Role.TRAINER),
    Character("lina", "Lina Marlina", "199202142016032004", REGISTRY, "Administrator", Role.ADMINISTRATOR),
)
OFFICES = {"dinsos-banten": ("dinsos", DINSOS), "disdukcapil-palangkaraya": ("disdukcapil", DISDUKCAPIL)}
SHOWN = ("sari", "bayu", "hesti", "agus", "dewi", "rangga")


def register(app: Flask) -> None:
    """Attach the demo commands to the application."""
    app.cli.add_command(group)


@group.command("prepare")
@click.option("--port", default=5000, help="The port to name in the address.")
def prepare_command(port: int) -> None:
    """Migrate, load codes, modules, scenarios and the demo office, and print how to sign in.

    What is there already stays as it is, and where everybody stands is kept ready. A new office opened some
    weeks ago, and some have their certificate.
    """
    upgrade()
    fresh = db.session.scalar(sa.select(Agency.id).limit(1)) is None
    opened = now() - OPENED if fresh else now()
    try:
        load(opened)
        if fresh:
            relive(PASSWORD, opened)
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


def sign_ins() -> list[tuple[str, str, str]]:
    """The demo accounts shown at start-up: (e-mail, name, role), the officer first."""
    cast = {person.key: (person, domain) for domain, people in OFFICES.values() for person in people}
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
    password_hash = hasher.hash(PASSWORD)
    units = {name: Unit(agency_id=agency.id, name=name) for name in dict.fromkeys(c.unit for c in characters)}
    db.session.add_all(units.values())
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
            )
        )
    db.session.flush()
