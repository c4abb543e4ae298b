"""`flask reminders preview`: what the worker will write on a day."""

import json
from datetime import date, datetime
from typing import Any

import click
import sqlalchemy as sa
from flask.cli import AppGroup

from ...core.clock import day_in
from ...core.db import db, reading
from ...people.models import Agency
from .outlook import Line, outlook_of

reminders = AppGroup("reminders", help="Surat pengingat.")


@reminders.command("preview", help="Tampilkan surat pengingat yang akan ditulis pada suatu hari.")
@click.option("--on", "day", type=click.DateTime(["%Y-%m-%d"]), help="Hari itu; tanpa ini, hari ini.")
@click.option("--json", "as_json", is_flag=True, help="Cetak sebagai JSON.")
def preview(day: datetime | None, as_json: bool) -> None:
    with reading():
        agencies = list(db.session.scalars(sa.select(Agency).order_by(Agency.slug)))
        found = [line for agency in agencies for line in _lines(agency, day.date() if day else None)]
        db.session.rollback()
    click.echo(json.dumps(found, ensure_ascii=False, indent=2) if as_json else _table(found))


def _lines(agency: Agency, day: date | None) -> list[dict[str, Any]]:
    outlook = outlook_of(agency, day or day_in(agency.zone), days_ahead=0)
    return [_plain(agency, line) for line in outlook.on(outlook.first)]


def _plain(agency: Agency, line: Line) -> dict[str, Any]:
    reminder = line.reminder
    return {
        "agency": agency.slug,
        "on": reminder.on.isoformat(),
        "kind": reminder.kind.value,
        "about": reminder.deadline.about.value,
        "person": line.who.ref,
        "name": line.who.name,
        "due_on": reminder.deadline.due_on.isoformat(),
        "days_left": reminder.days_left,
        "certification": line.title,
        "reachable": line.reachable,
        "key": reminder.key,
    }


def _table(found: list[dict[str, Any]]) -> str:
    rows = [
        f"{each['on']}  {each['kind']:8} {each['due_on']}  {each['name']}"
        + ("" if each["reachable"] else "  (tanpa surel)")
        for each in found
    ]
    return "\n".join([*rows, f"{len(found)} surat"])
