"""`flask ledger witness`, for who watches an office, and what the office does with the answer."""

import sys
from pathlib import Path

import click
from flask import current_app

from ..core.clock import now
from ..core.db import db
from .notes import BadNote
from .sources import source_of
from .witnesses import NotOurs, NoWitness, keep_cosignatures, witness_keys
from .witnessing import RefusedToWitness, Unavailable, witness, witness_key


@click.command("witness")
@click.argument("source")
@click.option("--keys", "folder", required=True, type=click.Path(path_type=Path, file_okay=False))
@click.option("--name", default="", help="Such as inspektorat.example.go.id; needed the first time.")
@click.option("--log-key", default="", help="The public key of the log, if you were given it.")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write it to a file.")
def witness_command(source: str, folder: Path, name: str, log_key: str, output: Path | None) -> None:
    """Look at the log of an office (an export, or the address of its /ledger) and cosign its checkpoint.

    Run it elsewhere than the office, with a folder of your own. Exit 1 when the log does not add to what you
    saw last: rollback, rewritten, key or unsigned. Exit 2 when it could not be looked at.
    """
    try:
        note = witness(source_of(source), folder, name=name, log_key=log_key, now=now())
    except RefusedToWitness as refused:
        raise click.ClickException(f"not cosigned ({refused.reason}): {refused}") from None
    except (Unavailable, ValueError, OSError) as wrong:
        click.echo(f"Not looked at: {wrong}", err=True)
        sys.exit(2)
    click.echo(f"witness  {witness_key(folder)}", err=True)
    if output is None:
        click.echo(note, nl=False)
        return
    try:
        output.write_text(note, "utf-8")
    except OSError as wrong:
        raise click.ClickException(f"cosigned, and kept in {folder}, but: {wrong}") from None


def keep_command(cosigned: Path, keys: tuple[str, ...]) -> None:
    """Keep the lines of witnesses under a checkpoint of ours, and say whose they are."""
    try:
        known = witness_keys(" ".join((current_app.config["WITNESSES"], *keys)))
        seen = keep_cosignatures(cosigned.read_text("utf-8"), known)
    except (BadNote, NotOurs, NoWitness, OSError, ValueError) as wrong:
        raise click.ClickException(f"{cosigned}: {wrong}") from None
    db.session.commit()
    for each in seen:
        click.echo(f"cosigned by {each.name}, {each.at.isoformat()}")
