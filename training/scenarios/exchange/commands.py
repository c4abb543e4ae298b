"""`flask quizzes import` and `export`: questions in from any format, scenarios out to any."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from ...core.clock import now
from ...core.db import db
from ..commands import group
from . import service
from .blanks import WORDS
from .detecting import KINDS, read_file
from .exporting import FORMS, Export, Form, export
from .judging import judged
from .places import Scenarios, addresses_by_code, code_by_slug, likely_code, scenarios_of
from .result import MAX_BYTES, Draft, Reading

DONE = {
    "new": "baru",
    "changed": "berubah",
    "same": "sudah ada",
    "kept": "dibiarkan: ada draf yang lebih baru",
}


@group.command(
    "import", help="Baca soal dari FILE (YAML, ZIP, XLSX, GIFT, Aiken, Moodle XML, teks) menjadi draf."
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--code", "slug", help="Nama pendek kode; boleh kosong bila dapat dikenali dari butirnya.")
@click.option("--format", "kind", type=click.Choice(KINDS), help="Jenis berkas; bawaan: dikenali sendiri.")
@click.option("--clause", default="", help="Butir untuk soal yang tidak menyebut butir.")
@click.option("--dry-run", is_flag=True, help="Hanya laporkan; tidak ada yang ditulis.")
@click.option("--json", "as_json", is_flag=True, help="Cetak sebagai JSON.")
def import_command(
    file: Path, slug: str | None, kind: str | None, clause: str, dry_run: bool, as_json: bool
) -> None:
    known = addresses_by_code()
    if slug and slug not in known:
        raise click.ClickException(
            f"{slug}: kode ini tidak ada. Yang ada: {', '.join(known) or 'belum ada'}."
        )
    reading = read_file(_bytes(file), name=file.name, kind=kind or "")
    slug = slug or likely_code(_named(reading), known)
    reading = judged(reading, known.get(slug or "", frozenset()))
    actions = {} if dry_run else _write(reading, slug, clause)
    _tell(reading, actions, as_json)
    raise SystemExit(1 if reading.rejected else 0)


@group.command("export", help="Tulis skenario terbit sebuah kode ke berkas.")
@click.option("--code", "slug", required=True, help="Nama pendek kode.")
@click.option("--format", "form", type=click.Choice(FORMS), default="yaml", show_default=True)
@click.option("--out", type=click.Path(path_type=Path), help="Berkas atau folder tujuan; bawaan: layar.")
@click.option("--json", "as_json", is_flag=True, help="Cetak ringkasan sebagai JSON.")
def export_command(slug: str, form: Form, out: Path | None, as_json: bool) -> None:
    found = scenarios_of(slug)
    if found is None:
        raise click.ClickException(f"{slug}: kode ini tidak ada.")
    scenarios, clauses = found
    if not scenarios:
        raise click.ClickException(f"{slug}: belum ada skenario terbit.")
    made = export(scenarios, form, clauses)
    files = _save(slug, scenarios, form, made, out) if out else []
    for left in made.left:
        click.echo(f"{left}: tidak dapat dimuat dalam {form}", err=True)
    if as_json:
        about = {"code": slug, "format": form, "scenarios": len(scenarios)}
        click.echo(
            json.dumps(about | {"files": files, "left": list(made.left)}, ensure_ascii=False, indent=1)
        )
    elif not out:
        click.echo(made.data, nl=False)


def _save(slug: str, scenarios: Scenarios, form: Form, made: Export, out: Path) -> list[str]:
    """Write the file; into a folder, our own scenarios one by one."""
    if not out.is_dir():
        out.write_bytes(made.data)
        return [str(out)]
    if form != "yaml":
        path = out / f"{slug}{made.ending}"
        path.write_bytes(made.data)
        return [str(path)]
    for doc, text in scenarios:
        (out / f"{doc.id}.yaml").write_bytes(text.encode())
    return [str(out / f"{doc.id}.yaml") for doc, _text in scenarios]


def _write(reading: Reading, slug: str | None, clause: str) -> dict[str, str]:
    """Write all drafts or none; what was done with each id."""
    if reading.rejected:
        return {}
    code = code_by_slug(slug) if slug else None
    if code is None:
        raise click.ClickException("Sebutkan kode tujuannya dengan --code; kode itu harus sudah diimpor.")
    lacking = [draft for draft in reading.drafts if "clause" in draft.needs]
    if lacking and clause not in addresses_by_code()[code.slug]:
        first = lacking[0]
        raise click.ClickException(
            f"{len(lacking)} soal belum menyebut butir (mulai baris {first.line}). "
            "Sebutkan --clause, misalnya D.4."
        )
    actions = {each.draft.slug: each.action for each in service.planned(code, reading.drafts)}
    service.confirm(code, reading.drafts, clause=clause, author=None, now=now())
    db.session.commit()
    return dict(actions)


def _tell(reading: Reading, actions: dict[str, str], as_json: bool) -> None:
    rejected = [{"line": note.line, "message": str(note)} for note in reading.rejected]
    if as_json:
        items = [about(draft) | _done(draft, actions) for draft in reading.drafts]
        told = {"accepted": len(items), "rejected": rejected, "items": items}
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
        return
    for draft in reading.drafts:
        needs = f" (belum ada: {', '.join(WORDS[need] for need in draft.needs)})" if draft.needs else ""
        done = f" — {DONE[actions[draft.slug]]}" if actions else ""
        click.echo(f"baris {draft.line}: {draft.slug}: {draft.data['title']}{done}{needs}")
    for note in rejected:
        click.echo(f"baris {note['line']}: ditolak: {note['message']}", err=True)
    for remark in reading.remarks:
        click.echo(f"catatan: {remark}", err=True)
    click.echo(f"{len(reading.drafts)} diterima, {len(rejected)} ditolak")


def about(draft: Draft) -> dict[str, Any]:
    """What a report says of a draft."""
    nodes = [node for node in draft.data["nodes"].values() if "ending" not in node]
    return {
        "id": draft.slug,
        "title": draft.data["title"],
        "line": draft.line,
        "clause": draft.data.get("clause"),
        "kind": nodes[0].get("kind", "one"),
        "decisions": len(nodes),
        "options": sum(len(node["options"]) for node in nodes),
        "needs": list(draft.needs),
    }


def _done(draft: Draft, actions: dict[str, str]) -> dict[str, str]:
    return {"action": actions[draft.slug]} if actions else {}


def _named(reading: Reading) -> frozenset[str]:
    return frozenset(draft.data["clause"] for draft in reading.drafts if "clause" in draft.data)


def _bytes(file: Path) -> bytes:
    try:
        with file.open("rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise click.ClickException(f"{file}: berkas tidak dapat dibaca ({error.strerror}).") from None
