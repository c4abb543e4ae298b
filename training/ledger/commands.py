"""`flask ledger`: the record from the command line."""

import json
import sys
from dataclasses import asdict

import click
import sqlalchemy as sa
from flask.cli import AppGroup

from .checking import verify

group = AppGroup("ledger", help="The append-only record.")


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
