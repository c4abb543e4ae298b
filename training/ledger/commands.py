"""`flask ledger`: the record from the command line."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

import click
import sqlalchemy as sa
from flask import current_app
from flask.cli import AppGroup

from ..core.clock import now
from ..people.models import Person
from ..people.service import find_by_identifier
from .alarms import NothingToAccept, accept_restore, open_alarm, sign_or_alarm
from .checking import verify
from .exporting import export
from .keyfiles import BadKey
from .reading import NodesMissing
from .receipts import last_leaf_of, receipt
from .rotating import NothingToChange, change_key, public_keys
from .service import SYSTEM
from .signing import KEY, RefusedToSign, origin_of, public_key
from .witness_commands import keep_command, witness_command

group = AppGroup("ledger", help="The append-only record.")
group.add_command(witness_command)


@contextmanager
def in_one_line() -> Iterator[None]:
    """What went wrong as one line that names the place, instead of a traceback; exit 1."""
    try:
        yield
    except RefusedToSign as refused:
        raise click.ClickException(f"not signed ({refused.reason}): {refused}") from None
    except sa.exc.DBAPIError as error:
        raise click.ClickException(f"the record cannot be read or written: {error.orig}") from None
    except OSError as error:
        raise click.ClickException(f"{error.filename or 'a file'}: {error.strerror or error}") from None
    except (BadKey, NodesMissing) as wrong:
        raise click.ClickException(str(wrong)) from None


@group.command("verify")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def verify_command(as_json: bool) -> None:
    """Check leaves, root and current rows; exit 1 when anything does not hold, or is not signed any more."""
    with in_one_line():
        report, alarm = verify(), open_alarm()
    unsigned = f"not signed since {alarm.first_at:%Y-%m-%d %H:%M} UTC ({alarm.reason})" if alarm else ""
    if as_json:
        click.echo(json.dumps(asdict(report) | {"alarm": unsigned or None}, indent=1))
    else:
        click.echo(f"leaves   {report.size}\nroot     {report.root}\nrecords  {report.records}")
        for fault in report.faults:
            click.echo(f"FAULT    {fault.place}: {fault.message}", err=True)
        if unsigned:
            click.echo(f"ALARM    {unsigned}: {alarm.said if alarm else ''}", err=True)
        held = "Everything holds." if not unsigned else "What is there agrees with itself."
        click.echo(held if not report.faults else f"{len(report.faults)} fault(s).")
    sys.exit(bool(report.faults or alarm))


@group.command("checkpoint")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
@click.option("--cosigned", type=click.Path(path_type=Path), help="Keep what witnesses say in this file.")
@click.option("--witness-key", "keys", multiple=True, help="Beside those of ADAB_WITNESSES.")
def checkpoint_command(as_json: bool, cosigned: Path | None, keys: tuple[str, ...]) -> None:
    """Sign the record as it stands and print the note; exit 1 when it does not add to what was signed."""
    if cosigned is not None:
        keep_command(cosigned, keys)
        return
    folder, origin = _place()
    with in_one_line():
        note = sign_or_alarm(folder, origin, now=now())
        key = str(public_key(folder, origin))
    if as_json:
        click.echo(json.dumps({"note": note, "key": key}, indent=1))
    else:
        click.echo(f"{note or 'Nothing is on record yet.'}\nkey      {key}", nl=True)


@group.command("accept-restore")
@click.option("--reason", required=True, help="Why the record is older than what was signed; put on record.")
@click.option("--by", "by", help="E-mail or NIP of the administrator who decides.")
def accept_restore_command(reason: str, by: str | None) -> None:
    """Go on signing from a restored backup. Whoever holds a later checkpoint will see the break for good."""
    (folder, origin), person = _place(), _decider(by, reason)
    try:
        with in_one_line():
            note = accept_restore(folder, origin, reason=reason, by=person, now=now())
    except NothingToAccept:
        raise click.ClickException("nothing to accept: the record adds to what was signed") from None
    click.echo(note, nl=False)


@group.command("rotate-key")
@click.option("--reason", required=True, help="Why the key is changed; put on record, not shown in public.")
@click.option("--by", "by", help="E-mail or NIP of the administrator who decides.")
def rotate_key_command(reason: str, by: str | None) -> None:
    """Sign with another key from now on, because the old one was lost or seen by somebody.

    The old key signs the change wherever it is still there, and is then deleted. Publish the new one.
    """
    (folder, origin), person = _place(), _decider(by, reason)
    try:
        with in_one_line():
            change = change_key(folder, reason=reason, actor=person.ref if person else SYSTEM, now=now())
            said = (
                "agreed" if change.agreed else "was not there: give the new key to all who hold the old one"
            )
            click.echo(f"old key  {change.old_key}\nnew key  {change.new_key}\nThe old key {said}.", err=True)
            click.echo(sign_or_alarm(folder, origin, now=now()), nl=False)
    except NothingToChange:
        raise click.ClickException(f"nothing was signed yet: simply remove {folder / KEY}") from None


@group.command("receipt")
@click.argument("record")
def receipt_command(record: str) -> None:
    """Print the receipt (.tlog-proof) of the last leaf about RECORD, such as period:abc."""
    with in_one_line():
        found, known = receipt(record), last_leaf_of(record) is not None
    if not known:
        raise click.ClickException(f"no entry is about {record!r}")
    if found is None:
        raise click.ClickException("nothing signed covers it yet: run `flask ledger checkpoint`")
    click.echo(str(found), nl=False)


@group.command("export")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
def export_command(folder: Path) -> None:
    """Sign the record and write all of it into FOLDER, with the verifier that checks it without Adab."""
    keys, origin = _place()
    with in_one_line():
        sign_or_alarm(keys, origin, now=now())
        size = export(folder, public_keys(keys, origin), now=now())
    click.echo(f"{size} leaves in {folder}; check them with: python {folder / 'verifier.py'} {folder}")


def _decider(by: str | None, reason: str) -> Person | None:
    person = find_by_identifier(by) if by else None
    if by and not (person and (person.may("people.manage") or person.may("agencies.manage"))):
        raise click.ClickException(f"{by} is no administrator or operator")
    if not reason.strip():
        raise click.ClickException("--reason: say why, it goes on record")
    return person


def _place() -> tuple[Path, str]:
    settings = current_app.config
    return Path(settings["KEYS_FOLDER"]), origin_of(settings["ORIGIN"])
