"""GIFT, Moodle's text format: its reader.

Multiple choice and true/false become scenarios; the other kinds are refused by their name and line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from .htmltext import looks_like_html, markdown_of
from .questions import Answer, Question, Refused, draft_of
from .result import Note, Reading

# Escaped marks stand as characters that no file may hold until the text is cut at the bare ones.
_MARKS: Final = "~=#{}:n\\"
_HIDDEN: Final = {mark: chr(0xFDD0 + place) for place, mark in enumerate(_MARKS)}
_SHOWN: Final = str.maketrans({hidden: "\n" if mark == "n" else mark for mark, hidden in _HIDDEN.items()})
_ESCAPE = re.compile(r"\\([~=#{}:n\\])")
_WEIGHT = re.compile(r"%(-?\d{1,3}(?:[.,]\d+)?)%")
_FORMAT = re.compile(r"\[(html|markdown|moodle|plain)\]", re.I)
_ID = re.compile(r"\[id:((?:\\\]|[^\]])*)\]")
_TAG = re.compile(r"\[tag:((?:\\\]|[^\]])*)\]")
_TRUTH: Final = {"T": True, "TRUE": True, "F": False, "FALSE": False}
BLANK: Final = "_____"


class _Block:
    """One question's lines, without its comments, and what its comments name."""

    def __init__(self, line: int, lines: list[str]) -> None:
        self.line, self.id, self.tags = line, "", list[str]()
        kept = []
        for number, text in enumerate(lines):
            if not text.lstrip().startswith("//"):
                kept.append(text)
            else:
                self._comment(text)
            if not "".join(kept).strip():
                self.line = line + number + 1
        text = "\n".join(kept).strip()
        self.text = _ESCAPE.sub(lambda found: _HIDDEN[found[1]], text)

    def _comment(self, text: str) -> None:
        if found := _ID.search(text):
            self.id = self.id or found[1].replace("\\]", "]").strip()
        self.tags += [tag.replace("\\]", "]").strip() for tag in _TAG.findall(text)]


def read_gift(text: str) -> Reading:
    """Every question of a GIFT text."""
    reading, category = Reading("gift"), ""
    for block in _blocks(text):
        if block.text.startswith("$CATEGORY:"):
            first, _, rest = block.text.partition("\n")
            category = _plain(first.removeprefix("$CATEGORY:"))
            block.text = rest.strip()
            block.line += 1
        if not block.text:
            continue
        try:
            reading.drafts.append(draft_of(_question(block, category)))
        except Refused as refusal:
            reading.rejected.append(Note(block.line, str(refusal)))
    return reading


def _blocks(text: str) -> Iterator[_Block]:
    first, lines = 1, list[str]()
    for number, line in enumerate([*text.split("\n"), ""], start=1):
        if line.strip():
            lines.append(line)
            continue
        if lines:
            yield _Block(first, lines)
        first, lines = number + 1, []


def _question(block: _Block, category: str) -> Question:
    name, text = _name(block.text)
    before, inside, after = _cut(text)
    asked = f"{before.rstrip()} {BLANK}{_glue(after)}{after.lstrip()}" if after.strip() else before
    inside, _, general = inside.rpartition("####") if "####" in inside else (inside, "", "")
    _refuse_other_kinds(inside.strip())
    kind = _format_of(asked.strip(), "moodle")
    return Question(
        block.line,
        _shown(asked, "moodle", keep_lines=True),
        _truth(inside, kind) or _answers(inside, kind),
        name=_plain(name),
        id=block.id,
        single=_truth(inside, kind) != () or "=" in inside,
        general=_shown(general, kind, keep_lines=True),
        tags=(*block.tags, category.rpartition("/")[2].strip("$ ")),
    )


def _name(text: str) -> tuple[str, str]:
    if not text.startswith("::"):
        return "", text
    name, mark, rest = text[2:].partition("::")
    return (name, rest.strip()) if mark else ("", text[2:])


def _cut(text: str) -> tuple[str, str, str]:
    """What stands before, between and after the braces."""
    if "{" not in text and "}" not in text:
        raise Refused("Ini keterangan (description), bukan soal: tidak ada { }.")
    before, opened, rest = text.partition("{")
    inside, closed, after = rest.partition("}")
    if not opened or "}" in before:
        raise Refused("Ada } tanpa { sebelumnya. Untuk menulis tandanya sendiri: \\}.")
    if not closed:
        raise Refused("Tanda { tidak ditutup. Jangan ada baris kosong di antara { dan }.")
    if "{" in inside or "{" in after or "}" in after:
        raise Refused("Satu soal hanya memuat sepasang { }. Pisahkan soal dengan satu baris kosong.")
    return before, inside, after


def _glue(after: str) -> str:
    return "" if after.lstrip()[:1] in ".,;:!?" else " "


def _refuse_other_kinds(inside: str) -> None:
    if not inside:
        raise Refused("Soal uraian (essay) tidak dapat menjadi skenario.")
    if inside.startswith("#"):
        raise Refused("Soal angka (numerical) tidak dapat menjadi skenario.")
    if "~" in inside:
        return
    if "=" in inside and "->" in inside:
        raise Refused("Soal menjodohkan (matching) tidak dapat menjadi skenario.")
    if inside.partition("#")[0].strip().upper() not in _TRUTH:
        raise Refused("Soal isian singkat (short answer) tidak dapat menjadi skenario.")


def _truth(inside: str, kind: str) -> tuple[Answer, ...]:
    """The two answers of a true/false question; the first remark is for the wrong one. Empty for others."""
    word, *said = inside.split("#", 2)
    if word.strip().upper() not in _TRUTH:
        return ()
    true = _TRUTH[word.strip().upper()]
    wrong, right = (_shown(each, kind, keep_lines=True) for each in [*said, "", ""][:2])
    said_of = {true: right, not true: wrong}
    return tuple(
        Answer(name, 100.0 if value is true else None, said_of[value])
        for name, value in (("Benar", True), ("Salah", False))
    )


def _answers(inside: str, kind: str) -> tuple[Answer, ...]:
    first, *pieces = re.split(r"([~=])", inside)
    if first.strip():
        raise Refused("Ada teks sebelum jawaban pertama; awali setiap jawaban dengan = atau ~.")
    marks, texts = pieces[::2], pieces[1::2]
    return tuple(_answer(mark, text.strip(), kind) for mark, text in zip(marks, texts, strict=True))


def _answer(mark: str, text: str, kind: str) -> Answer:
    weight = 100.0 if mark == "=" else None
    if found := _WEIGHT.match(text):
        weight, text = float(found[1].replace(",", ".")), text[found.end() :]
        if abs(weight) > 100:
            raise Refused(f"Bobot {found[1]}% melewati 100%.")
    words, _, said = text.partition("#")
    return Answer(_shown(words, kind), weight, _shown(said, kind, keep_lines=True))


def _format_of(text: str, default: str) -> str:
    found = _FORMAT.match(text)
    return found[1].lower() if found else default


def _shown(text: str, default: str, *, keep_lines: bool = False) -> str:
    """A text as it is read: its format heeded, its marks unescaped, its lines joined unless they are kept."""
    text = text.strip()
    kind = _format_of(text, default)
    text = _FORMAT.sub("", text, count=1).strip() if _FORMAT.match(text) else text
    lines = [line.strip() for line in text.split("\n")]
    text = ("\n" if keep_lines else " ").join(lines).translate(_SHOWN).strip()
    if kind == "html" or (kind == "moodle" and looks_like_html(text)):
        return markdown_of(text if kind == "html" else text.replace("\n", "<br>"))
    return text


def _plain(text: str) -> str:
    return " ".join(text.translate(_SHOWN).split())
