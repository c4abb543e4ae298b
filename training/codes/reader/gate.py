"""Whether a file holds a code, and where: what it calls itself first, then whom it speaks of."""

from collections.abc import Sequence
from dataclasses import dataclass

from .bodies import parts_of
from .cleaning import Line, fold
from .divisions import division_of
from .genres import genre_of
from .labels import mark_of
from .polarity import MODAL, NORMATIVE, kind_of_heading
from .titles import TITLE
from .voices import ENOUGH, is_exam, sentences, voice_of
from .zones import Parts

RECORD = "catatan peristiwa, orang, atau angka"
TRIES = 4


@dataclass(frozen=True, slots=True)
class Place:
    """Where a code begins (the number of lines when nowhere), its parts, and what else the file is."""

    parts: Parts
    start: int
    genre: str
    prose: bool = False


def code_in(lines: Sequence[Line], article: Sequence[Line], page: Sequence[Line]) -> Place:
    """The code a file is or carries; no body when there is none.

    `lines` are what is left to read of the `article`, which is the `page` without its web furniture.
    """
    genre = genre_of(article, page) or ("soal" if is_exam(lines) else "")
    starts = embedded(lines, strict=bool(genre))
    if not genre:
        starts = [first_line(lines, starts), *starts]
    for start in list(dict.fromkeys(starts))[:TRIES]:
        parts = parts_of(lines[start:])
        titled = TITLE.match(fold(parts.title)) is not None
        if not voice_of(parts.body).records(titled=titled and not genre):
            return Place(silent(parts), start, genre, titled or commands(parts.body))
        genre = genre or RECORD
    return Place(Parts(seen={genre: None}), len(lines), genre)


def commands(lines: Sequence[Line]) -> bool:
    """Whether a third of the sentences of a text state a duty, a ban or a sanction."""
    found = sentences(lines[:ENOUGH])
    rules = sum(NORMATIVE.search(fold(text)) is not None for text in found)
    return rules > 1 and rules * 3 >= len(found)


def silent(parts: Parts) -> Parts:
    """The parts, without a body when it never speaks like a code and has no title either."""
    if not normative(parts.body) and not parts.title:
        parts.body = []
    return parts


def first_line(lines: Sequence[Line], starts: Sequence[int]) -> int:
    """The first line to read of a code: below other lists, if its title stands beneath them."""
    above = lines[: starts[0]] if starts else []
    return starts[0] if any(mark_of(line.text) for line in above) and not normative(above) else 0


def embedded(lines: Sequence[Line], *, strict: bool) -> list[int]:
    """Where a code may begin inside a file: its title in capitals with labels beneath.

    When `strict`, a word of duty, ban, value or sanction must stand beneath as well.
    """
    found: list[int] = []
    marks = rules = 0
    for index in range(len(lines) - 1, 0, -1):
        line = lines[index]
        if opens_code(line) and marks > 1 and (rules or not strict):
            found.append(index)
        marks += mark_of(line.text) is not None
        rules += named(line)
    return found[::-1]


def opens_code(line: Line) -> bool:
    """Whether a line is the title of a code in capitals, after a blank."""
    text = line.text
    titled = line.gap and text.isupper() and len(text) < 160 and text[-1] != "." and not mark_of(text)
    return titled and TITLE.match(fold(text)) is not None


def normative(lines: Sequence[Line]) -> bool:
    """Whether a file speaks like a code anywhere at all: a title, a division, a heading or a modal."""
    return any(division_of(line.text, "") or named(line) for line in lines)


def named(line: Line) -> bool:
    key = fold(line.text)
    return bool(
        MODAL.search(fold(line.text[-200:])) or MODAL.search(key) or TITLE.match(key) or kind_of_heading(key)
    )
