"""`flask ledger`: the record from the command line."""

import json
import sys
from dataclasses import asdict
from pathlib import Path

import click
import sqlalchemy as sa
from flask import current_app
from flask.cli import AppGroup

from ..core.clock import now
from ..people.service import find_by_identifier
from .alarms import NothingToAccept, accept_restore, sign_or_alarm
from .checking import verify
from .exporting import export
from .reading import NodesMissing
from .receipts import receipt
from .signing import RefusedToSign, origin_of, public_key
from .witness_commands import keep_command, witness_command

group = AppGroup("ledger", help="The append-only record.")
group.add_command(witness_command)


@group.command("verify")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def verify_command(as_json: bool) -> None:
    """Check leaves, root and current rows; exit 1 when anything does not hold."""
    try:
        report = verify()
    except sa.exc.DBAPIError as error:
        raise click.ClickException(f"the record cannot be read: {error.orig}") from None
    if as_json:
        click.echo(json.dumps(asdict(report), indent=1))
    else:
        click.echo(f"leaves   {report.size}\nroot     {report.root}\nrecords  {report.records}")
        for fault in report.faults:
            click.echo(f"FAULT    {fault.place}: {fault.message}", err=True)
        click.echo("Everything holds." if not report.faults else f"{len(report.faults)} fault(s).")
    sys.exit(bool(report.faults))


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
    try:
        note = sign_or_alarm(folder, origin, now=now())
    except RefusedToSign as refused:
        raise click.ClickException(f"not signed ({refused.reason}): {refused}") from None
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
    folder, origin = _place()
    person = find_by_identifier(by) if by else None
    if by and not (person and (person.may("people.manage") or person.may("agencies.manage"))):
        raise click.ClickException(f"{by} is no administrator or operator")
    try:
        note = accept_restore(folder, origin, reason=reason, by=person, now=now())
    except NothingToAccept:
        raise click.ClickException("nothing to accept: the record adds to what was signed") from None
    except RefusedToSign as refused:
        raise click.ClickException(f"still not signed ({refused.reason}): {refused}") from None
    except ValueError as wrong:
        raise click.ClickException(str(wrong)) from None
    click.echo(note, nl=False)


@group.command("receipt")
@click.argument("record")
def receipt_command(record: str) -> None:
    """Print the receipt (.tlog-proof) of the last leaf about RECORD, such as period:abc."""
    try:
        found = receipt(record)
    except NodesMissing as gone:
        raise click.ClickException(str(gone)) from None
    if found is None:
        raise click.ClickException("nothing signed covers it yet: run `flask ledger checkpoint`")
    click.echo(str(found), nl=False)


@group.command("export")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
def export_command(folder: Path) -> None:
    """Sign the record and write all of it into FOLDER, with the verifier that checks it without Adab."""
    keys, origin = _place()
    try:
        sign_or_alarm(keys, origin, now=now())
        size = export(folder, [public_key(keys, origin)], now=now())
    except RefusedToSign as refused:
        raise click.ClickException(f"not signed ({refused.reason}): {refused}") from None
    except FileExistsError:
        raise click.ClickException(f"{folder} is not empty") from None
    click.echo(f"{size} leaves in {folder}; check them with: python {folder / 'verifier.py'} {folder}")


def _place() -> tuple[Path, str]:
    settings = current_app.config
    return Path(settings["KEYS_FOLDER"]), origin_of(settings["ORIGIN"])
