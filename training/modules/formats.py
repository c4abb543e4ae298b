"""The lesson file: front matter, opening, a part for each clause, recap. Faults carry file and line."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

from pydantic import Field

from ..codes.formats import BadFile, Fault, Shape, Words, decode, read_fields

FENCE = "---"
RECAP = "Ringkasan"
ADDRESS = re.compile(r"\w[\w-]*(\.[\w-]+)*")
FOREIGN = (
    (re.compile(r"<[A-Za-z/!]"), "HTML tidak dipakai dalam pelajaran."),
    (re.compile(r"!?\[[^\]]*\]\("), "Tautan dan gambar tidak dipakai dalam pelajaran."),
    (re.compile(r"^\s*\|"), "Tabel tidak dipakai dalam pelajaran."),
    (re.compile(r"^(#|#####+)\s"), "Judul hanya memakai ## untuk butir dan ### atau #### di dalamnya."),
)


class LessonFields(Shape):
    """The front matter of a lesson; `minutes` is an honest reading time."""

    module: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
    title: Annotated[Words, Field(max_length=200)]
    title_en: Annotated[Words, Field(max_length=200)]
    summary: Words
    summary_en: Words
    minutes: Annotated[int, Field(ge=1, le=120)]


@dataclass(frozen=True, slots=True)
class Part:
    """The lesson on one clause, in Markdown, with the line its heading stands on."""

    address: str
    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Lesson:
    """A lesson as its file tells it. `parts` is by address, in file order."""

    name: str
    module: str
    title: str
    title_en: str
    summary: str
    summary_en: str
    minutes: int
    opening: str = ""
    parts: dict[str, Part] = field(default_factory=dict)
    recap: str = ""


def read_lesson(text: str, *, name: str) -> Lesson:
    """A lesson from the text of its file. Raises BadFile with file and line of what is wrong."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    close = _front_matter_end(lines, name)
    fields = read_fields("\n".join(lines[1:close]), LessonFields, name=name, first_line=2)
    stem = Path(name).stem
    if name.endswith(".md") and fields.module != stem:
        raise BadFile(name, [Fault(2, "module", f"Harus sama dengan nama berkas: {stem}.")])
    chapters, faults = _chapters(lines, close + 1)
    opening, recap = chapters[0][2], ""
    parts: dict[str, Part] = {}
    for title, line, body in chapters[1:]:
        faults += _doubts(title, line, body, parts, after_recap=bool(recap))
        if title == RECAP:
            recap = body
        else:
            parts.setdefault(title, Part(title, line, body))
    if faults:
        raise BadFile(name, faults)
    return Lesson(name=name, opening=opening, parts=parts, recap=recap, **fields.model_dump())


def read_lessons(folder: Path) -> dict[str, Lesson]:
    """Every lesson of a folder by its module. Raises BadFile on the first file that cannot be used."""
    files = sorted(folder.glob("*.md"))
    lessons = [read_lesson(decode(file.read_bytes(), name=file.name), name=file.name) for file in files]
    return {lesson.module: lesson for lesson in lessons}


def _front_matter_end(lines: list[str], name: str) -> int:
    if lines[0].strip() != FENCE:
        raise BadFile(name, [Fault(1, "", "Berkas diawali baris --- lalu judul, ringkasan, dan menit.")])
    for number, line in enumerate(lines[1:], start=1):
        if line.strip() == FENCE:
            return number
    raise BadFile(name, [Fault(1, "", "Bagian kepala tidak ditutup dengan baris ---.")])


def _chapters(lines: list[str], start: int) -> tuple[list[tuple[str, int, str]], list[Fault]]:
    chapters: list[tuple[str, int, list[str]]] = [("", start + 1, [])]
    faults = []
    for number, line in enumerate(lines[start:], start=start + 1):
        if line.startswith("## "):
            chapters.append((line[3:].strip(), number, []))
            continue
        faults += [Fault(number, "", message) for pattern, message in FOREIGN if pattern.search(line)]
        chapters[-1][2].append(line)
    return [(title, line, "\n".join(body).strip()) for title, line, body in chapters], faults


def _doubts(title: str, line: int, body: str, parts: dict[str, Part], *, after_recap: bool) -> list[Fault]:
    found = []
    if after_recap:
        found.append(Fault(line, title, f"Bagian {RECAP} harus menjadi bagian terakhir, dan hanya satu."))
    if title != RECAP and not ADDRESS.fullmatch(title):
        found.append(Fault(line, title, "Judul ## harus alamat butir (D.4, B.wajib.6) atau Ringkasan."))
    if title in parts:
        found.append(Fault(line, title, f"Butir ini sudah dibahas di baris {parts[title].line}."))
    if not body:
        found.append(Fault(line, title, "Bagian ini masih kosong."))
    return found
