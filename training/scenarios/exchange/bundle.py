"""Our own files: one scenario or several in a YAML text, or a zip of such files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from .. import formats, yamltext
from .archive import contents, opened
from .plaintext import text_of
from .result import MAX_YAML, Draft, Note, Reading, Unusable

_APART = re.compile(r"(?m)^---[ \t]*(?:#.*)?\n")
ENDINGS: Final = (".yaml", ".yml")


def read_yaml(text: str, *, file: str = "") -> Reading:
    """Every document of a YAML text; documents are parted by a line of three hyphens."""
    reading = Reading("yaml")
    for number, (line, document) in enumerate(_documents(text), start=1):
        if number > MAX_YAML:
            raise Unusable(f"Lebih dari {MAX_YAML} skenario dalam satu berkas.", line=line, file=file)
        _read(document, line - 1, file, reading)
    if not reading.drafts and not reading.rejected:
        raise Unusable("Tidak ada skenario di dalam berkas ini.", file=file)
    return reading


def read_zip(data: bytes) -> Reading:
    """Every YAML file of a zip. Other files in it are named, not read."""
    archive, reading = opened(data), Reading("zip")
    others = sorted(
        member.filename[:100]
        for member in archive.infolist()
        if not member.is_dir() and not member.filename.lower().endswith(ENDINGS)
    )
    for name, found in contents(archive, ENDINGS):
        if len(reading.drafts) + len(reading.rejected) >= MAX_YAML:
            raise Unusable(f"Arsip ini berisi lebih dari {MAX_YAML} skenario.")
        try:
            each = read_yaml(text_of(found, name=name)[0], file=name)
        except Unusable as unusable:
            reading.rejected.append(Note(unusable.note.line, unusable.note.message, name))
            continue
        reading.drafts.extend(each.drafts)
        reading.rejected.extend(each.rejected)
    if not reading.drafts and not reading.rejected:
        raise Unusable("Tidak ada berkas .yaml di dalam arsip ini.")
    if others:
        message = f"{len(others)} berkas lain di arsip tidak dibaca: {', '.join(others[:3])}."
        reading.remarks.append(Note(1, message))
    return reading


def _documents(text: str) -> Iterator[tuple[int, str]]:
    start, line = 0, 1
    for mark in [*_APART.finditer(text), None]:
        document = text[start : mark.start() if mark else len(text)]
        if re.search(r"(?m)^\s*[^#\s]", document):
            yield line, document
        if mark:
            line += text.count("\n", start, mark.end())
            start = mark.end()


def _read(document: str, above: int, file: str, reading: Reading) -> None:
    found = yamltext.read(document)
    lines = {path: line + above for path, line in found.lines.items()}
    first = lines.get("", above + 1)
    if found.faults or not isinstance(found.data, dict):
        faults = found.faults or [("", 1, "Isi berkas harus berupa kunci dan nilai, diawali “format: 1”.")]
        reading.rejected.extend(
            Note(line + above, f"{path}: {message}" if path else message, file)
            for path, line, message in faults
        )
        return
    try:
        formats.build(found.data, name="")
    except formats.InvalidScenario as invalid:
        from ..document import nearest

        for problem in invalid.problems:
            said = f"{problem.path}: {problem.message}" if problem.path else problem.message
            reading.rejected.append(Note(nearest(lines, problem.path) or first, said, file))
        return
    reading.drafts.append(Draft(first, found.data, source=document, file=file, lines=lines))
