"""Questions pasted from a word processor or a sheet: rows with our headings, or lettered options."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from .aiken import KEY
from .plaintext import plain_spaces
from .questions import Answer, Question, Refused, draft_of
from .result import Note, Reading, Unusable
from .rows import Sheet
from .table import LOOK_FOR_HEADINGS, heading_row, rows_of

_MARKED = re.compile(r"\s*(?:\*+|✓|✔|√|\((?:benar|kunci|right)\)|\[x\])\s*$", re.I)
_MARK_BEFORE = re.compile(r"^\s*(?:\*+(?=\s*[A-Za-z][.)])|\*\s*(?=\S)|✓|✔|√)\s*")
_OPTION = re.compile(r"^\(?(?P<letter>[A-Za-z])[.)]\s*(?P<text>\S.*)$")
_BULLET = re.compile(r"^(?:[•●○▪■◦‣·–—\uf0b7\uf0a7\uf0d8-]|o(?=\s{2,}|\t))\s+(?P<text>\S.*)$")
_NUMBER = re.compile(r"^(?:soal\s*)?(?:no(?:mor)?\.?\s*)?\d{1,4}\s*[.):]\s*(?P<text>\S.*)$", re.I)
LETTERS: Final = "abcdefghij"


@dataclass
class _Open:
    """A question as far as its lines have been read."""

    line: int
    asked: list[str] = field(default_factory=list)
    options: list[str] = field(default_factory=list)
    right: list[int] = field(default_factory=list)


def delimiter_of(text: str) -> str:
    """What parts the cells of rows with our headings: a tab, `;` or `,`; empty for other texts."""
    top = text.lstrip("\n").split("\n", LOOK_FOR_HEADINGS)[:LOOK_FOR_HEADINGS]
    rows = {mark: [line.replace('"', "").split(mark) for line in top] for mark in "\t;,"}
    return next((mark for mark, cells in rows.items() if heading_row(cells) is not None), "")


def read_rows(text: str) -> Reading:
    """Rows copied from a sheet, headings first; cells of several lines stand in quotes. Raises Unusable."""
    cells, numbers, line = list[list[str]](), list[int](), 1
    lines = [f"{each}\n" for each in plain_spaces(text).split("\n")]
    reader = csv.reader(lines, delimiter=delimiter_of(text) or "\t")
    try:
        for row in reader:
            cells.append(row)
            numbers.append(line)
            line = reader.line_num + 1
    except csv.Error:
        raise Unusable("Baris ini tidak dapat dibaca; periksa tanda kutipnya.", line=line) from None
    rows, notes = rows_of(cells, numbers=numbers)
    sheet = Sheet()
    sheet.take(rows)
    refused = {note.line for note in notes}
    drafts = [draft for draft in sheet.drafts if not refused & set(draft.lines.values())]
    return Reading("table", drafts, [*notes, *sheet.rejected], sheet.remarks)


def read_list(text: str) -> Reading:
    """Questions as they are typed in a document: the right option bears a mark, or a line names the key."""
    reading = Reading("list")
    for found in _questions(plain_spaces(text)):
        try:
            reading.drafts.append(draft_of(_closed(found)))
        except Refused as refusal:
            reading.rejected.append(Note(found.line, str(refusal)))
    return reading


def _questions(text: str) -> Iterator[_Open]:
    found: _Open | None = None
    after_key = False
    for number, raw in enumerate(text.split("\n"), start=1):
        line = raw.strip()
        if not line:
            continue
        if key := KEY.match(line):
            if found:
                found.right += _places(key[1], found)
                after_key = True
            continue
        option = _option_in(line, found)
        if option is not None and found:
            text_of_option, right = option
            found.right += [len(found.options)] if right else []
            found.options.append(text_of_option)
            continue
        numbered = _NUMBER.match(line)
        if found and not after_key and not numbered and not found.options:
            found.asked.append(line)
            continue
        if found:
            yield found
        found, after_key = _Open(number, [numbered["text"] if numbered else line]), False
    if found:
        yield found


def _option_in(line: str, found: _Open | None) -> tuple[str, bool] | None:
    """The text of an option and whether it is marked as right; None for a line that is none."""
    bare, before = _MARK_BEFORE.subn("", line)
    named, bullet = _OPTION.match(bare), _BULLET.match(bare)
    if not named and not bullet and not (before and found and found.options):
        return None
    if named and found and named["letter"].lower() != LETTERS[min(len(found.options), 9)]:
        return None
    text = named["text"] if named else bullet["text"] if bullet else bare
    shown, after = _MARKED.subn("", text)
    return shown.strip() or text, bool(before or after)


def _places(key: str, found: _Open) -> list[int]:
    """The options a key line names: by letter, one or several, else by their words."""
    letters = re.fullmatch(r"([A-Za-z])[.)]?(?:\s*(?:,|;|dan|&|\s)\s*([A-Za-z])[.)]?)*\.?", key.strip())
    if letters:
        named = re.findall(r"\b[A-Za-z]\b", key)
        return [LETTERS.index(letter.lower()) for letter in named if letter.lower() in LETTERS]
    word = re.sub(r"^[A-Za-z][.)]\s*", "", key.strip()).casefold()
    return [place for place, option in enumerate(found.options) if option.casefold() == word]


def _closed(found: _Open) -> Question:
    if not found.options:
        raise Refused("Tidak ada pilihan jawaban; awali setiap pilihan dengan A., B., …")
    right = sorted({place for place in found.right if place < len(found.options)})
    if not right:
        raise Refused("Jawaban yang benar tidak ditandai: beri tanda * atau tulis “Jawaban: B”.")
    answers = tuple(
        Answer(text, (100.0 / len(right)) if place in right else None)
        for place, text in enumerate(found.options)
    )
    return Question(found.line, "\n".join(found.asked), answers, single=len(right) == 1)
