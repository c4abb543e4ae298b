"""The content files of a code as they stand in a folder: read and judged without touching a database."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ...codes.formats import BadFile, decode
from ...codes.reader.document import Document
from ...codes.reading import read
from ...modules.formats import read_lesson
from ...modules.rules import compile_modules
from .. import rules
from ..decisions import keys_of
from ..document import ScenarioDoc
from ..review import ERROR, fault, review
from ..rules import Finding
from .tally import Line, Tally


@dataclass(frozen=True, slots=True)
class Said:
    """A finding about a file, by its path beside the folder that holds all codes."""

    file: str
    finding: Finding


@dataclass(frozen=True, slots=True)
class Content:
    """One code's folder as read: how its clauses are tested by its valid scenarios, and what was found."""

    tally: Tally
    said: list[Said]
    files: int

    @property
    def errors(self) -> list[Said]:
        return [each for each in self.said if each.finding.severity == ERROR]


class UnknownCode(LookupError):
    """There is no such folder; `known` are those there are."""

    def __init__(self, known: list[str]) -> None:
        super().__init__(", ".join(known))
        self.known = known


def contents(code: str | None, root: Path) -> Iterator[Content]:
    """The content of one code, or of every code in the folder. Raises UnknownCode."""
    known = sorted(folder.parent for folder in root.glob("*/code.txt"))
    wanted = [folder for folder in known if code in (None, folder.name)]
    if not wanted:
        raise UnknownCode([folder.name for folder in known])
    for folder in wanted:
        yield _content(folder, root)


def _content(folder: Path, root: Path) -> Content:
    document = read(decode((folder / "code.txt").read_bytes(), name=str(folder / "code.txt")))
    docs: list[ScenarioDoc] = []
    said: list[Said] = []
    scenarios, lessons = sorted(folder.glob("scenarios/*.yaml")), sorted(folder.glob("modules/*.md"))
    every = [clause.address for clause in document.clauses]
    for path in scenarios:
        doc, findings = _scenario(path, every)
        docs += [doc] if doc else []
        said += [Said(str(path.relative_to(root.parent)), finding) for finding in findings]
    for path in lessons:
        said += [Said(str(path.relative_to(root.parent)), finding) for finding in _lesson(path)]
    tally = _tally(folder.name, document, docs)
    general = rules.lint_pool(keys_of(node for doc in docs for node in doc.decisions.values()))
    general += rules.thin({line.address: line.live for line in tally.lines if line.trainable})
    said += [Said(str(folder.relative_to(root.parent)), finding) for finding in general]
    return Content(tally, said, len(scenarios) + len(lessons))


def _tally(slug: str, document: Document, docs: list[ScenarioDoc]) -> Tally:
    homes = {o.address: module.key for module in compile_modules(document) for o in module.objectives}
    found = rules.coverage(docs, homes).clauses
    lines = [
        Line(clause.address, clause.kind, clause.address in homes, tuple(found.get(clause.address, ())))
        for clause in document.clauses
    ]
    return Tally(slug, lines)


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
