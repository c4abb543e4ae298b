"""`flask certifications`: count how long a round would hold, and list the schemes."""

import json
from datetime import datetime
from typing import Any

import click
import sqlalchemy as sa
from flask.cli import AppGroup
from flask_babel import gettext as _

from ...core.db import db
from ...core.i18n import show_date
from ...people.models import Agency
from ..expiry import MODES, BadScheme, Counted, Scheme, count
from ..models import Assignment, Certification
from .terms import Flaw
from .words import flaw_text

group = AppGroup("certifications", help="Skema sertifikasi: hitung masa berlaku, daftar skema.")
DAY = click.DateTime(["%Y-%m-%d"])
MONTHS = click.IntRange(min=0, max=1200)
OPTIONS = {"mode": "--mode", "window_months": "--window", "minimum_months": "--minimum"}


@group.command("preview")
@click.option("--mode", type=click.Choice(MODES), default="expiry", help="Cara menghitung.")
@click.option("--active", type=MONTHS, default=12, help="Masa berlaku, dalam bulan.")
@click.option("--window", type=MONTHS, default=None, help="Masa perpanjangan sebelum berakhir, dalam bulan.")
@click.option("--minimum", type=MONTHS, default=None, help="Masa berlaku paling singkat, dalam bulan.")
@click.option("--due", type=DAY, help="Tenggat putaran pertama.")
@click.option("--expires", type=DAY, help="Hari pertama putaran sebelumnya tidak berlaku lagi.")
@click.option("--completed", type=DAY, required=True, help="Hari semua syarat terpenuhi.")
@click.option("--json", "as_json", is_flag=True, help="Cetak sebagai JSON.")
def preview_command(
    mode: str,
    active: int,
    window: int | None,
    minimum: int | None,
    due: datetime | None,
    expires: datetime | None,
    completed: datetime,
    as_json: bool,
) -> None:
    """How long a round completed on a day would hold, by the same rule as every certificate."""
    scheme = _scheme(mode, active, window, minimum)
    try:
        counted = count(
            scheme,
            completed.date(),
            due=due.date() if due else None,
            expires=expires.date() if expires else None,
        )
    except (ValueError, OverflowError):
        asked = "--expires" if expires else "--due" if due else "--completed"
        raise click.BadParameter(
            _("Hitungannya keluar dari kalender (tahun 1 sampai 9999)."), param_hint=asked
        ) from None
    click.echo(json.dumps(_as_json(counted)) if as_json else _sentence(counted))


@group.command("schemes")
@click.option("--agency", help="Nama pendek instansi; kosong: semua.")
@click.option("--json", "as_json", is_flag=True, help="Cetak sebagai JSON.")
def schemes_command(agency: str | None, as_json: bool) -> None:
    """The schemes of every agency, or of one."""
    found = [_listed(*row) for row in db.session.execute(_schemes(agency))]
    if agency and not db.session.scalar(sa.select(Agency.id).filter_by(slug=agency)):
        raise click.BadParameter(_("Instansi %(slug)s tidak ada.", slug=agency), param_hint="--agency")
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False))
        return
    for each in found:
        state = _("ditutup") if each["closed_at"] else _("berjalan")
        click.echo(f"{each['ref']}  {each['agency']}  {each['title']}  {each['mode']}  {state}")


def _scheme(mode: str, active: int, window: int | None, minimum: int | None) -> Scheme:
    """What is not said follows from the rest: two months' window and half a year at least, where they fit."""
    asked = min(2, max(active - 1, 0)) if window is None else window
    least = max(min(6, active), asked) if minimum is None else minimum
    try:
        return Scheme(active, asked, least, mode)
    except BadScheme as bad:
        hint = OPTIONS.get(bad.field, "--active")
        raise click.BadParameter(flaw_text(Flaw(bad.field, bad.reason)), param_hint=hint) from None


def _as_json(counted: Counted) -> dict[str, str]:
    return {
        "base": counted.base.isoformat(),
        "expires": counted.expires.isoformat(),
        "valid_until": counted.valid_until.isoformat(),
        "window_opens": counted.window_opens.isoformat(),
    }


def _sentence(counted: Counted) -> str:
    return _(
        "Dihitung dari %(base)s; berlaku sampai %(last)s; dapat diperpanjang mulai %(opens)s.",
        base=show_date(counted.base),
        last=show_date(counted.valid_until),
        opens=show_date(counted.window_opens),
    )


def _schemes(agency: str | None) -> sa.Select[Certification, str, int]:
    assigned = sa.select(sa.func.count(Assignment.id)).where(
        Assignment.certification_id == Certification.id, Assignment.ended_at.is_(None)
    )
    rows = sa.select(Certification, Agency.slug, assigned.scalar_subquery())
    rows = rows.join(Agency, Agency.id == Certification.agency_id)
    rows = rows.where(Agency.slug == agency) if agency else rows
    return rows.order_by(Agency.slug, Certification.id)


def _listed(scheme: Certification, agency: str, assigned: int) -> dict[str, Any]:
    return {
        "ref": scheme.ref,
        "agency": agency,
        "title": scheme.title,
        "assigned": assigned,
        "closed_at": scheme.closed_at.isoformat() if scheme.closed_at else None,
        "attestation": scheme.attestation,
        "code": scheme.code.slug,
        "modules": scheme.modules,
        "short_modules": scheme.short_modules,
        "pass_percent": scheme.pass_percent,
        "hours": scheme.hours,
        "mode": scheme.mode,
        "active_months": scheme.active_months,
        "window_months": scheme.window_months,
        "minimum_months": scheme.minimum_months,
        "grace_days": scheme.grace_days,
        "due_days": scheme.due_days,
        "closes_days": scheme.closes_days,
        "audience": scheme.audience,
    }
