"""`flask certifications check` and `rebuild`: what is kept ready, against the facts."""

from typing import Any

import click
from flask import Flask
from flask.cli import with_appcontext

from ...core.clock import now
from ...core.db import db
from ...people.models import Person
from ..models import Certification
from .counting import recount
from .rules import Span
from .service import differences, fill, people_of, refresh


def register(app: Flask) -> None:
    """Put the commands beside the others about certifications."""
    from ..schemes.commands import group

    group.add_command(check_command)
    group.add_command(rebuild_command)


@click.command("check")
@click.option("--repair", is_flag=True, help="Perbaiki yang berbeda.")
@with_appcontext
def check_command(repair: bool) -> None:
    """Hitung ulang keadaan setiap pegawai dari catatannya; sebut setiap perbedaan dengan yang tersimpan."""
    moment, people = now(), people_of()
    found = list(differences(people))
    for each in found:
        person = db.session.get_one(Person, each.person_id)
        scheme = db.session.get_one(Certification, each.certification_id)
        click.echo(f"{person.ref} · {scheme.title}: {_told(each.kept, each.wanted)}")
    if repair:
        refresh({each.person_id for each in found}, moment)
    wrong = recount(moment)
    db.session.commit() if repair else db.session.rollback()
    click.echo(f"{len(people)} pegawai diperiksa; {len(found)} berbeda; {wrong} hitungan hari berbeda.")
    if (found or wrong) and not repair:
        raise SystemExit(1)


@click.command("rebuild")
@with_appcontext
def rebuild_command() -> None:
    """Simpan keadaan pegawai yang belum tersimpan, sejauh catatannya bercerita. Boleh diulang."""
    count = fill(now())
    db.session.commit()
    click.echo(f"{count} pegawai.")


def _told(kept: frozenset[Span], wanted: frozenset[Span]) -> str:
    """The stretches that are too many (-) and those that are missing (+)."""
    return "; ".join(
        [*(f"-{_days(span)}" for span in kept - wanted), *(f"+{_days(span)}" for span in wanted - kept)]
    )


def _days(span: Span) -> str:
    dates: dict[str, Any] = {"due": span.due_on, "until": span.valid_until, "unit": span.unit_id}
    named = " ".join(f"{name} {value}" for name, value in dates.items() if value is not None)
    return f"{span.first_day}..{span.last_day} {span.phase} {named}".rstrip()
