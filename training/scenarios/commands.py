"""`flask quizzes lint|coverage`: judge the content files of a code, count what is live."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import sqlalchemy as sa
from flask import current_app
from flask.cli import AppGroup

from ..core.db import db, snapshot
from .covering.filed import Content, Said, UnknownCode, contents
from .covering.tally import Tally, codes_in_force, tally_of
from .review import ERROR

group = AppGroup("quizzes", help="Isi pelatihan di quizzes/: periksa skenario dan pelajaran.")
folder_option = click.option(
    "--under", type=click.Path(path_type=Path, file_okay=False), help="Folder isi; bawaan: quizzes/."
)
code_argument = click.argument("code", required=False)
code_option = click.option("--code", "slug", metavar="SLUG", help="Sama dengan CODE.")
json_option = click.option("--json", "as_json", is_flag=True, help="Cetak sebagai JSON.")


@group.command("lint", help="Periksa semua berkas CODE, atau semua kode. Keluar dengan 1 bila ada galat.")
@code_argument
@code_option
@folder_option
@json_option
def lint_command(code: str | None, slug: str | None, under: Path | None, as_json: bool) -> None:
    found = list(_files(_one(code, slug), under))
    errors = sum(len(content.errors) for content in found)
    if as_json:
        files = sum(content.files for content in found)
        told = [_as_data(each) for content in found for each in content.said]
        _print({"files": files, "errors": errors, "findings": told})
    else:
        for content in found:
            for each in content.said:
                click.echo(_line(each))
            bad = len(content.errors)
            click.echo(
                f"{content.tally.code}: {content.files} berkas, {bad} galat, {len(content.said) - bad} saran"
            )
    raise SystemExit(1 if errors else 0)


@group.command(
    "coverage",
    help="Tunjukkan skenario yang menguji setiap butir CODE, atau semua kode: yang terbit menurut basis "
    "data; tanpa basis data, atau dengan --under, yang ada di berkas.",
)
@code_argument
@code_option
@folder_option
@json_option
def coverage_command(code: str | None, slug: str | None, under: Path | None, as_json: bool) -> None:
    wanted = _one(code, slug)
    tallies, errors = ([], []) if under else (_live(wanted), [])
    if not tallies:
        found = list(_files(wanted, under))
        tallies, errors = [c.tally for c in found], [e for c in found for e in c.errors]
    if as_json:
        told = [tally.as_data() for tally in tallies]
        _print(told[0] if wanted else told)
    else:
        for tally in tallies:
            _show(tally)
    for each in errors:
        click.echo(_line(each), err=True)
    raise SystemExit(1 if errors else 0)


def _one(code: str | None, slug: str | None) -> str | None:
    if code and slug and code != slug:
        raise click.UsageError(f"CODE ({code}) dan --code ({slug}) tidak sama.")
    return code or slug


def _files(code: str | None, under: Path | None) -> Iterator[Content]:
    root = under or Path(current_app.root_path) / "quizzes"
    try:
        yield from contents(code, root)
    except UnknownCode as unknown:
        names = ", ".join(unknown.known) or "belum ada satu pun"
        raise click.ClickException(f"{code or root}: kode ini tidak ada. Yang ada: {names}.") from None


def _live(code: str | None) -> list[Tally]:
    """What is live in the database; nothing where there is none, or it does not know the code."""
    file = db.engine.url.database
    if db.engine.dialect.name == "sqlite" and file and not Path(file).exists():
        return []
    try:
        with snapshot():
            return [tally_of(key) for name, key in codes_in_force() if code in (None, name)]
    except sa.exc.SQLAlchemyError:
        return []


def _show(tally: Tally) -> None:
    for line in tally.taught:
        names = ", ".join(line.slugs) or "(belum ada)"
        lacks = f"  [perlu {line.missing} lagi]" if line.missing else ""
        click.echo(f"{tally.code}  {line.address:<14} {line.live:>2}  {names}{lacks}")
    tested = sum(line.live > 0 for line in tally.taught)
    ready = sum(not line.missing for line in tally.taught)
    click.echo(
        f"{tally.code}: {tested} dari {len(tally.taught)} butir diuji, {ready} cukup untuk terbitnya modul"
    )


def _as_data(said: Said) -> dict[str, Any]:
    found = said.finding
    return {
        "file": said.file,
        "line": found.line,
        "path": found.path,
        "severity": found.severity,
        "message": found.message,
    }


def _print(told: Any) -> None:
    click.echo(json.dumps(told, ensure_ascii=False, indent=2))


def _line(said: Said) -> str:
    found = said.finding
    place = f"{said.file}:{found.line}" if found.line else said.file
    kind = "" if found.severity == ERROR else "saran: "
    return (
        f"{place}: {found.path}: {kind}{found.message}" if found.path else f"{place}: {kind}{found.message}"
    )
