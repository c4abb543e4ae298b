"""The command that prepares a first visit."""

import click
import sqlalchemy as sa
from flask.cli import AppGroup
from flask_migrate import upgrade

from ..certifications.spans.service import fill
from ..codes.formats import BadFile
from ..core.access import Role
from ..core.clock import now
from ..core.db import db
from ..people.models import Agency
from ..scenarios.formats import InvalidScenario
from .cast import OFFICIALS, PASSWORD
from .days import live
from .history import OPENED, runs
from .loading import OFFICES, load, load_officials
from .matters import matters

SHOWN = ("sari", "bayu", "hesti", "agus", "dewi", "ratna", "yanti", "kartika", "wahyu", "ningsih", "rangga")

group = AppGroup("demo", help="The invented demo office.")


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


def sign_ins() -> list[tuple[str, str, str]]:
    """The demo accounts shown at start-up: (e-mail, name, role), the officer first."""
    offices = [(domain, (*people, *OFFICIALS.get(slug, ()))) for slug, (domain, people) in OFFICES.items()]
    cast = {person.key: (person, domain) for domain, people in offices for person in people}
    return [
        (f"{key}@{cast[key][1]}.contoh.id", cast[key][0].name, str(cast[key][0].role or Role.OFFICER))
        for key in SHOWN
    ]
