"""Lesson files: what is wrong is said with file and line."""

from pathlib import Path

import pytest

from training.codes.formats import BadFile
from training.codes.reading import read
from training.modules.formats import read_lesson, read_lessons
from training.modules.rules import compile_modules

GOOD = """---
module: d
title: Larangan
title_en: Prohibitions
summary: Satu kalimat.
summary_en: One sentence.
minutes: 7
---
Pembukaan satu.

Pembukaan dua.

## D.1

### Artinya
Korupsi menyalahgunakan wewenang.

## B.wajib.2
### Lakukan
- Tolak.

## Ringkasan
- Ingat.
"""
CODES = sorted(card.parent for card in (Path(__file__).parents[2] / "quizzes").glob("*/code.yaml"))


def faults(text: str, name: str = "d.md") -> list[tuple[int, str]]:
    with pytest.raises(BadFile) as caught:
        read_lesson(text, name=name)
    return [(fault.line, fault.path) for fault in caught.value.faults]


def test_a_lesson_has_opening_parts_and_recap() -> None:
    lesson = read_lesson(GOOD, name="d.md")
    assert (lesson.module, lesson.minutes) == ("d", 7)
    assert lesson.opening == "Pembukaan satu.\n\nPembukaan dua."
    assert [(part.address, part.line) for part in lesson.parts.values()] == [("D.1", 13), ("B.wajib.2", 18)]
    assert lesson.parts["D.1"].text.startswith("### Artinya")
    assert lesson.recap == "- Ingat."


def test_line_ends_and_a_byte_order_mark_do_not_matter() -> None:
    assert read_lesson("\ufeff" + GOOD.replace("\n", "\r\n"), name="d.md") == read_lesson(GOOD, name="d.md")


@pytest.mark.parametrize("folder", CODES, ids=lambda folder: folder.name)
def test_every_clause_of_the_real_codes_has_a_lesson(folder: Path) -> None:
    lessons = read_lessons(folder / "modules")
    sketches = compile_modules(read((folder / "code.txt").read_text(encoding="utf-8")))
    expected = {sketch.key: [objective.address for objective in sketch.objectives] for sketch in sketches}
    assert {key: list(lesson.parts) for key, lesson in lessons.items()} == expected
    assert all(lesson.opening and lesson.recap for lesson in lessons.values())


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("module: d\n", "", (2, "module")),
        ("module: d", "module: e", (2, "module")),
        ("minutes: 7", "minutes: tujuh", (7, "minutes")),
        ("minutes: 7", "minutes: 0", (7, "minutes")),
        ("title: Larangan", "title: Larangan: KKN", (3, "")),
        ("title_en: Prohibitions", "titel_en: Prohibitions", (4, "titel_en")),
        ("summary: Satu kalimat.", "summary:", (5, "summary")),
        ("## B.wajib.2", "## D.1", (18, "D.1")),
        ("## B.wajib.2", "## Apa saja boleh", (18, "Apa saja boleh")),
        ("- Tolak.", "", (18, "B.wajib.2")),
        ("### Lakukan\n- Tolak.", "", (18, "B.wajib.2")),
        ("## Ringkasan\n- Ingat.", "## Ringkasan\n- Ingat.\n\n## D.2\nLagi.", (25, "D.2")),
        ("- Tolak.", "<b>Tolak</b>", (20, "")),
        ("- Tolak.", "[sini](http://contoh)", (20, "")),
        ("- Tolak.", "| a | b |", (20, "")),
        ("- Tolak.", "# Judul", (20, "")),
    ],
)
def test_what_is_wrong_is_named_with_its_line(old: str, new: str, place: tuple[int, str]) -> None:
    text = GOOD.replace(old, new, 1)
    if old == "- Tolak.":
        text = text.replace("### Lakukan\n", "### Lakukan\n" if new else "", 1)
    assert place in faults(text)


@pytest.mark.parametrize("text", ["", "Tanpa kepala.", "---\nmodule: d\n", "---\n---\n", "---\n- a\n---\n"])
def test_a_file_without_a_proper_head_is_refused(text: str) -> None:
    assert faults(text)


def test_the_message_reads_file_line_path() -> None:
    with pytest.raises(BadFile, match=r"^d\.md:2: module: Harus sama dengan nama berkas: d\.$"):
        read_lesson(GOOD.replace("module: d", "module: e"), name="d.md")
