"""`flask codes`: read a document without keeping it, or import it as a version of an agency's code."""

import json
import re
from datetime import date, datetime
from pathlib import Path

import click
import sqlalchemy as sa
from flask.cli import AppGroup

from ..core.clock import now
from ..core.db import db
from ..people.models import Agency
from . import service
from .amendments import basis_of
from .exports import about, edition
from .extraction import extract_apart
from .formats import SLUG, BadFile, CodeFields, decode, read_code
from .kinds.limits import LIMITS
from .models import DRAFT, Code, CodeVersion
from .reading import Document, read

group = AppGroup("codes", help="Naskah kode etik: baca, impor, bandingkan, terbitkan, ekspor.")
DAY = click.DateTime(["%Y-%m-%d"])
REASONS = {
    "not_draft": "versi ini sudah pernah diterbitkan",
    "no_clauses": "tidak ada butir yang terbaca",
    "errors": "masih ada temuan berat; periksa naskahnya dahulu",
    "too_early": "tanggal mulai berlakunya belum tiba",
    "changed": "naskahnya baru saja diubah; periksa sekali lagi",
}


@group.command("read", help="Baca FILE dan tunjukkan bagian, butir, dan temuannya. Tidak ada yang disimpan.")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Cetak sebagai JSON.")
def read_command(file: Path, as_json: bool) -> None:
    document = read(_source_text(file))
    if as_json:
        click.echo(json.dumps(document.to_dict(), ensure_ascii=False, indent=1))
    else:
        _tell(document)


@group.command(
    "import",
    help="Baca FILE dan simpan sebagai versi baru kode CODE; teks yang sama tidak disimpan dua kali.",
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--code", "slug", required=True, help="Nama pendek kode, misalnya dinsos-banten-2024.")
@click.option(
    "--agency", help="Nama pendek instansi; boleh kosong bila kodenya sudah ada atau instansinya satu."
)
@click.option("--title", default="", help="Judul kode.")
@click.option("--decree", default="", help="Nama dan nomor keputusan.")
@click.option("--date", "decree_date", type=DAY, help="Tanggal keputusan.")
@click.option("--in-force-from", type=DAY, help="Hari pertama berlaku.")
@click.option("--publish", is_flag=True, help="Langsung terbitkan.")
@click.option("--json", "as_json", is_flag=True, help="Cetak sebagai JSON.")
def import_command(
    file: Path,
    slug: str,
    agency: str | None,
    title: str,
    decree: str,
    decree_date: datetime | None,
    in_force_from: datetime | None,
    publish: bool,
    as_json: bool,
) -> None:
    if not re.fullmatch(SLUG, slug) or len(slug) > 80:
        raise click.ClickException(f"{slug}: nama kode hanya memuat huruf kecil, angka, dan tanda hubung.")
    text, moment, beside = _source_text(file), now(), _fields_beside(file, slug)
    try:
        version = service.import_text(
            _agency(agency, slug, beside),
            slug=slug,
            text=text,
            source_name=file.name,
            title=title or (beside.title if beside else ""),
            title_en=beside.title_en if beside else "",
            decree=decree or (beside.decree if beside else ""),
            decree_date=_day(decree_date) or (beside.decree_date if beside else None),
            in_force_from=_day(in_force_from) or (beside.in_force_from if beside else None),
            now=moment,
        )
        if publish:
            _refuse_unweighed(version)
            service.publish(version, actor="system", now=moment)
    except service.SlugTaken:
        raise click.ClickException(f"{slug}: nama kode ini sudah dipakai instansi lain.") from None
    except service.NotPublishable as refusal:
        raise click.ClickException(
            f"{file}: tidak diterbitkan karena {REASONS.get(refusal.reason, refusal.reason)}."
        ) from None
    db.session.commit()
    _tell_import(version, as_json)


def _refuse_unweighed(version: CodeVersion) -> None:
    if version.state == DRAFT and (held := basis_of(version)):
        raise click.ClickException(
            f"{held.code.slug} versi {held.number} sedang berlaku. Impor tanpa --publish, nilai setiap "
            f"perubahannya di layar, lalu terbitkan dengan `flask codes publish`."
        )


def _tell_import(version: CodeVersion, as_json: bool) -> None:
    findings = [found for found in version.findings if found.open]
    if as_json:
        doubts = [
            {name: getattr(found, name) for name in ("line", "severity", "message")} for found in findings
        ]
        told = about(edition(version)) | {"clauses": len(version.clauses), "findings": doubts}
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
        return
    slug, count = version.code.slug, len(version.clauses)
    click.echo(f"{slug} versi {version.number} ({version.state}): {count} butir, {len(findings)} temuan.")


def _source_text(file: Path) -> str:
    """The text of a document of any kind; what to know about it is told on the side."""
    try:
        source = extract_apart(_bytes(file), name=str(file), progress=_tell_page)
    except BadFile as error:
        raise click.ClickException(str(error)) from None
    for note in source.notes:
        click.echo(f"{file}: {note}", err=True)
    return source.text


def _bytes(file: Path) -> bytes:
    try:
        with file.open("rb") as stream:
            return stream.read(LIMITS.upload + 1)
    except OSError as error:
        raise click.ClickException(f"{file}: berkas tidak dapat dibaca ({error.strerror}).") from None


def _tell_page(page: int, pages: int) -> None:
    click.echo(f"Mengenali tulisan: halaman {page} dari {pages}", err=True)


def _fields_beside(file: Path, slug: str) -> CodeFields | None:
    """What the `code.yaml` in the code's own folder says, so that nobody types the decree again."""
    beside = file.resolve().parent / "code.yaml"
    if beside.parent.name != slug or not beside.exists():
        return None
    try:
        return read_code(decode(_bytes(beside), name=str(beside)), name=str(beside))
    except BadFile as error:
        raise click.ClickException(str(error)) from None


def _agency(asked: str | None, slug: str, beside: CodeFields | None) -> Agency:
    """The agency named, else whose code it already is, else as the file says, else the only one."""
    agencies = {agency.slug: agency for agency in db.session.scalars(sa.select(Agency).order_by(Agency.slug))}
    if not asked:
        owner = db.session.scalar(
            sa.select(Agency).join(Code, Code.agency_id == Agency.id).where(Code.slug == slug)
        )
        if owner:
            return owner
        asked = beside.agency.slug if beside else next(iter(agencies)) if len(agencies) == 1 else None
    if asked in agencies:
        return agencies[asked]
    known = ", ".join(agencies) or "belum ada satu pun"
    raise click.ClickException(
        f"Instansi {asked} tidak dikenal. Yang ada: {known}."
        if asked
        else f"Sebutkan --agency. Yang ada: {known}."
    )


def _day(value: datetime | None) -> date | None:
    return value.date() if value else None


def _tell(document: Document) -> None:
    click.echo(document.title or "(tanpa judul)")
    for section in document.sections:
        click.echo(f"\n{' '.join(filter(None, (section.label, section.title)))}  [{section.kind}]")
        for clause in section.clauses:
            click.echo(f"  {clause.address:<12} {clause.text}")
    click.echo(f"\n{len(document.clauses)} butir, {len(document.findings)} temuan")
    for finding in document.findings:
        click.echo(f"  baris {finding.line} [{finding.severity}] {finding.message}")
