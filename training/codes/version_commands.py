"""`flask codes diff|publish|export`: what changed between two versions, put one in force, write one out."""

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click
import sqlalchemy as sa

from ..core.clock import now
from ..core.db import db
from . import amendments, service
from .commands import REASONS, group
from .diffing import ClauseText, Pair, Word
from .exports import FORMATS, about, edition, exported
from .models import IN_FORCE, Code, CodeVersion

KINDS = {
    "unchanged": "tidak berubah",
    "moved": "pindah",
    "edited": "berubah bunyi",
    "added": "baru",
    "removed": "dihapus",
}
AS_JSON = click.option("--json", "as_json", is_flag=True, help="Cetak sebagai JSON.")


@group.command(
    "diff", help="Tunjukkan apa yang berubah dari versi FROM ke versi TO kode CODE, kata demi kata."
)
@click.argument("slug", metavar="CODE")
@click.argument("old", metavar="FROM", type=click.IntRange(1))
@click.argument("new", metavar="TO", type=click.IntRange(1))
@AS_JSON
def diff_command(slug: str, old: int, new: int, as_json: bool) -> None:
    pairs = amendments.compare(_version(slug, old), _version(slug, new))
    counts = Counter(pair.kind for pair in pairs)
    if as_json:
        told = {"code": slug, "from": old, "to": new, "counts": {kind: counts[kind] for kind in KINDS}}
        _print(told | {"clauses": [_pair_as_json(pair) for pair in pairs]})
        return
    for pair in pairs:
        if pair.kind != "unchanged":
            click.echo(f"{_place(pair)}  {KINDS[pair.kind]}\n  {_marked(pair)}\n")
    click.echo(", ".join(f"{counts[kind]} {word}" for kind, word in KINDS.items()))


@group.command("publish", help="Terbitkan draf VERSION kode CODE; versi sebelumnya digantikan.")
@click.argument("slug", metavar="CODE")
@click.argument("number", metavar="VERSION", type=click.IntRange(1))
@AS_JSON
def publish_command(slug: str, number: int, as_json: bool) -> None:
    version = _version(slug, number)
    try:
        _publish(version)
    except service.NotPublishable as refusal:
        reason = REASONS.get(refusal.reason, refusal.reason)
        raise click.ClickException(f"{slug} versi {number} tidak diterbitkan: {reason}.") from None
    except amendments.Undecided as refusal:
        reason = f"{refusal.waiting} perubahan belum dinilai editorial atau substantif"
        if refusal.behind:
            reason = "naskahnya berubah sejak perubahannya dinilai"
        raise click.ClickException(f"{slug} versi {number} tidak diterbitkan: {reason}.") from None
    db.session.commit()
    if as_json:
        _print(about(edition(version)))
    else:
        click.echo(f"{slug} versi {number} berlaku sejak {version.in_force_from}.")


@group.command("export", help="Tulis kode CODE sebagai berkas; tanpa --version, versi yang sedang berlaku.")
@click.argument("slug", metavar="CODE")
@click.option("--version", "number", type=click.IntRange(1), help="Nomor versi.")
@click.option("--format", "form", required=True, type=click.Choice(list(FORMATS)), help="Bentuk berkas.")
@click.option(
    "-o", "--output", "file", type=click.Path(path_type=Path, dir_okay=False), help="Berkas tujuan."
)
def export_command(slug: str, number: int | None, form: str, file: Path | None) -> None:
    written = exported(_version(slug, number), form)
    if file is None:
        click.echo(written, nl=False)
        return
    try:
        file.write_bytes(written)
    except OSError as error:
        raise click.ClickException(f"{file}: tidak dapat ditulis ({error.strerror}).") from None
    click.echo(f"{file}: {len(written)} bita", err=True)


def _version(slug: str, number: int | None) -> CodeVersion:
    """The version of that number, or the one in force; said by name when there is none."""
    rows = sa.select(CodeVersion).join(Code, Code.id == CodeVersion.code_id).where(Code.slug == slug)
    known = list(db.session.scalars(rows.order_by(CodeVersion.number)))
    wanted = (v for v in known if (v.number == number if number else v.state == IN_FORCE))
    if found := next(wanted, None):
        return found
    if not known:
        codes = (
            ", ".join(db.session.scalars(sa.select(Code.slug).order_by(Code.slug))) or "belum ada satu pun"
        )
        raise click.ClickException(f"Kode {slug} tidak dikenal. Yang ada: {codes}.")
    versions = ", ".join(f"{v.number} ({v.state})" for v in known)
    missing = f"versi {number}" if number else "versi yang sedang berlaku"
    raise click.ClickException(f"{slug} tidak punya {missing}. Yang ada: {versions}.")


def _publish(version: CodeVersion) -> None:
    """A first version, or one whose changes were decided. Raises NotPublishable, Undecided."""
    moment, basis = now(), amendments.basis_of(version)
    if basis is None or version.state != "draft":
        service.publish(version, actor="system", now=moment)
        return
    amendment = amendments.amendment_of(version)
    if amendment is None:
        changed = Counter(pair.kind for pair in amendments.compare(basis, version))
        raise amendments.Undecided(changed["edited"] + changed["added"] + changed["removed"])
    stamp = amendments.stamp_of(amendment)
    amendments.publish_amendment(amendment, stamp=stamp, actor="system", now=moment)


def _place(pair: Pair) -> str:
    if pair.old and pair.new and pair.moved:
        return f"{pair.old.address} -> {pair.new.address}"
    return pair.address


def _marked(pair: Pair) -> str:
    """The words with what left in [-…-] and what came in {+…+}, in colour where the terminal has it."""
    return "".join(_word(word) for word in pair.words)


def _word(word: Word) -> str:
    if word.mark == "out":
        return click.style(f"[-{word.text}-]", fg="red")
    return click.style(f"{{+{word.text}+}}", fg="green") if word.mark == "in" else word.text


def _pair_as_json(pair: Pair) -> dict[str, Any]:
    return {
        "kind": pair.kind,
        "from": _clause(pair.old),
        "to": _clause(pair.new),
        "similarity": pair.similarity,
        "words": [[word.mark, word.text] for word in pair.words],
    }


def _clause(clause: ClauseText | None) -> dict[str, str] | None:
    return {"address": clause.address, "text": clause.text} if clause else None


def _print(told: dict[str, Any] | Iterable[Any]) -> None:
    click.echo(json.dumps(told, ensure_ascii=False, indent=1))
