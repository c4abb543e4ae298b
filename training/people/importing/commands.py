"""`flask people import`: the same trial and the same writing, without a browser."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import click
import sqlalchemy as sa
from flask.cli import AppGroup

from ...core.clock import day_in, now
from ...core.db import db
from ...core.ids import new_ref
from ..models import Agency, Person
from . import parts, queueing, receiving
from .apart import sheet_apart
from .cells import Unusable
from .headings import letters
from .models import PeopleImport
from .options import Options
from .planning import REJECTED, Plan
from .receiving import BadMapping
from .showing import headings_of
from .trying import try_out
from .wording import fault_words, mapping_words, unusable_words

group = AppGroup("people", help="Pegawai: baca dari berkas kepegawaian.")


@group.command("import", help="Baca pegawai dari FILE (CSV atau XLSX) ke sebuah instansi.")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--agency", "slug", required=True, help="Nama pendek instansi.")
@click.option("--dry-run", is_flag=True, help="Hanya laporkan; tidak ada yang ditulis.")
@click.option(
    "--mapping", type=click.Path(exists=True, path_type=Path), help='JSON: {"B": "nip", "E": "name"}.'
)
@click.option("--create-units", is_flag=True, help="Buat unit yang belum ada.")
@click.option("--json", "as_json", is_flag=True, help="Cetak sebagai JSON.")
def import_command(
    file: Path, slug: str, dry_run: bool, mapping: Path | None, create_units: bool, as_json: bool
) -> None:
    agency = db.session.scalar(sa.select(Agency).where(Agency.slug == slug))
    if agency is None:
        raise click.ClickException(f"{slug}: instansi ini tidak ada.")
    row = _read(file, _keeper(agency), mapping)
    today = day_in(agency.zone)
    found = try_out(row, Options(today, create_units=create_units), today=today)
    told = _told(row, found)
    if dry_run:
        db.session.rollback()
    elif row.total:
        _write(row)
        told["written"] = row.done
    else:
        parts.discard(row)
        db.session.commit()
    _say(told, as_json, dry_run)
    raise SystemExit(1 if found.entries and told["counts"].get(REJECTED) else 0)


def _read(file: Path, person: Person, mapping: Path | None) -> PeopleImport:
    db.session.rollback()
    try:
        about, packed = sheet_apart(file.read_bytes())
        row = receiving.keep(person, about, packed, name=file.name, now=now())
        receiving.match(row, _meanings(mapping) if mapping else row.meanings, now=now())
    except Unusable as error:
        raise click.ClickException(f"{file.name}: {unusable_words(error)}") from None
    except BadMapping as error:
        raise click.ClickException(f"{file.name}: {mapping_words(error)}") from None
    return row


def _meanings(mapping: Path) -> dict[str, str]:
    """Places by number from a file that names columns by letter."""
    try:
        told = json.loads(mapping.read_text("utf-8"))
        places = {letters(place): str(place) for place in range(200)}
        return {places[column.upper()]: str(meaning) for column, meaning in told.items()}
    except (ValueError, KeyError, AttributeError) as error:
        raise click.ClickException(f"{mapping.name}: {error}") from None


def _keeper(agency: Agency) -> Person:
    """In whose name it is done: the first administrator of the agency."""
    rows = sa.select(Person).where(Person.agency_id == agency.id, Person.active).order_by(Person.id)
    found = next((person for person in db.session.scalars(rows) if person.may("people.manage")), None)
    if found is None:
        raise click.ClickException(f"{agency.slug}: belum ada administrator.")
    return found


def _write(row: PeopleImport) -> None:
    queueing.confirm(row, row.stamp, by=None, now=now())
    db.session.commit()
    queueing.carry_out(row, new_ref())
    db.session.refresh(row)


def _told(row: PeopleImport, found: Plan) -> dict[str, Any]:
    headings = headings_of(row)
    return {
        "counts": Counter(entry.action for entry in found.entries),
        "units": [name for name, _parent in found.units],
        "refused_columns": {
            letters(column["place"]): column["refused"]
            for column in row.about["columns"]
            if column["refused"]
        },
        "mapping": {letters(int(place)): meaning for place, meaning in row.meanings.items()},
        "rejected": [
            {"row": entry.row, "reasons": [fault_words(fault, headings) for fault in entry.faults]}
            for entry in found.entries
            if entry.action == REJECTED
        ],
    }


def _say(told: dict[str, Any], as_json: bool, dry_run: bool) -> None:
    if as_json:
        click.echo(json.dumps(told | {"dry_run": dry_run}, ensure_ascii=False, indent=1))
        return
    for entry in told["rejected"]:
        click.echo(f"baris {entry['row']}: {'; '.join(entry['reasons'])}", err=True)
    words = {"new": "baru", "changed": "berubah", "same": "tetap", "rejected": "ditolak"}
    click.echo(", ".join(f"{told['counts'].get(action, 0)} {word}" for action, word in words.items()))
    if dry_run:
        click.echo("Uji coba: tidak ada yang ditulis.")
