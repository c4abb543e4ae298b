"""`flask credentials`: an agency's signing keys from the command line."""

import click
from flask.cli import AppGroup

from ...core.clock import now
from ...core.db import db
from .service import change_key, find_agency

group = AppGroup("credentials", help="Signing keys of credentials.")


@group.command("rotate-key")
@click.argument("agency")
def rotate_key(agency: str) -> None:
    """Sign AGENCY's credentials (its slug) with a new key from now on; the old one stays published."""
    found = find_agency(agency)
    if found is None:
        raise click.ClickException(f"there is no agency {agency!r}")
    made = change_key(found, by=None, now=now())
    db.session.commit()
    click.echo(made)
