"""`flask quizzes`: judge the content files of a code without touching the database."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

from ..codes.formats import BadFile, decode
from ..codes.reading import read
from ..modules.formats import read_lesson
from . import rules
from .document import ScenarioDoc
from .review import ERROR, fault, review
from .rules import Finding

group = AppGroup("quizzes", help="Isi pelatihan di quizzes/: periksa skenario dan pelajaran.")
folder_option = click.option(
    "--under", type=click.Path(path_type=Path, file_okay=False), help="Folder isi; bawaan: quizzes/."
)
code_argument = click.argument("code", required=False)


@dataclass(frozen=True, slots=True)
class Content:
    """One code's folder as read: its clause addresses, its valid scenarios, what was found in every file."""

    slug: str
    addresses: list[str]
    docs: list[ScenarioDoc]
    said: list[tuple[str, Finding]]
    files: int

    @property
    def errors(self) -> int:
        return sum(finding.severity == ERROR for _name, finding in self.said)


@group.command("lint", help="Periksa semua berkas CODE, atau semua kode. Keluar dengan 1 bila ada galat.")
@code_argument
@folder_option
def lint_command(code: str | None, under: Path | None) -> None:
    errors = 0
    for content in _contents(code, under):
        for name, finding in content.said:
            click.echo(_line(name, finding))
        errors += content.errors
        doubts = len(content.said) - content.errors
        click.echo(f"{content.slug}: {content.files} berkas, {content.errors} galat, {doubts} saran")
    raise SystemExit(1 if errors else 0)


@group.command("coverage", help="Tunjukkan skenario yang menguji setiap butir CODE, atau semua kode.")
@code_argument
@folder_option
def coverage_command(code: str | None, under: Path | None) -> None:
    errors = 0
    for content in _contents(code, under):
        found = rules.coverage(content.docs, content.addresses)
        for address, slugs in found.clauses.items():
            click.echo(f"{content.slug}  {address:<14} {len(slugs):>2}  {', '.join(slugs) or '(belum ada)'}")
        covered = len(found.clauses) - len(found.uncovered)
        click.echo(f"{content.slug}: {covered} dari {len(found.clauses)} butir diuji")
        for name, finding in content.said:
            if finding.severity == ERROR:
                click.echo(_line(name, finding), err=True)
        errors += content.errors
    raise SystemExit(1 if errors else 0)


def _contents(code: str | None, under: Path | None) -> Iterator[Content]:
    root = under or Path(current_app.root_path) / "quizzes"
    known = sorted(folder.parent for folder in root.glob("*/code.txt"))
    wanted = [folder for folder in known if code in (None, folder.name)]
    if not wanted:
        names = ", ".join(folder.name for folder in known) or "belum ada satu pun"
        raise click.ClickException(f"{code or root}: kode ini tidak ada. Yang ada: {names}.")
    for folder in wanted:
        yield _content(folder, root)


def _content(folder: Path, root: Path) -> Content:
    document = read(decode((folder / "code.txt").read_bytes(), name=str(folder / "code.txt")))
    addresses = [
        clause.address for section in document.sections if section.trainable for clause in section.clauses
    ]
    docs: list[ScenarioDoc] = []
    said: list[tuple[str, Finding]] = []
    scenarios, lessons = sorted(folder.glob("scenarios/*.yaml")), sorted(folder.glob("modules/*.md"))
    every = [clause.address for clause in document.clauses]
    for path in scenarios:
        name = str(path.relative_to(root.parent))
        doc, findings = _scenario(path, every)
        docs += [doc] if doc else []
        said += [(name, finding) for finding in findings]
    for path in lessons:
        said += [(str(path.relative_to(root.parent)), finding) for finding in _lesson(path)]
    said += [(str(folder.relative_to(root.parent)), finding) for finding in rules.lint_pool(docs, addresses)]
    return Content(folder.name, addresses, docs, said, len(scenarios) + len(lessons))


def _scenario(path: Path, clauses: list[str]) -> tuple[ScenarioDoc | None, tuple[Finding, ...]]:
    try:
        judged = review(decode(path.read_bytes(), name=path.name), slug=path.stem, clauses=clauses)
    except BadFile as bad:
        return None, _faults(bad)
    return judged.doc, judged.findings


def _lesson(path: Path) -> tuple[Finding, ...]:
    try:
        read_lesson(decode(path.read_bytes(), name=path.name), name=path.name)
    except BadFile as bad:
        return _faults(bad)
    return ()


def _faults(bad: BadFile) -> tuple[Finding, ...]:
    return tuple(fault(each.line or None, each.path, each.message) for each in bad.faults)


def _line(name: str, finding: Finding) -> str:
    place = f"{name}:{finding.line}" if finding.line else name
    kind = "" if finding.severity == ERROR else "saran: "
    return (
        f"{place}: {finding.path}: {kind}{finding.message}"
        if finding.path
        else f"{place}: {kind}{finding.message}"
    )
