"""Words of the source as clauses take them: found on their lines, cut in two, put together again."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .reader.cleaning import clean_lines
from .reader.labels import mark_of
from .reader.nodes import joined
from .rules import plain

HEAD = 24
NUMBER = re.compile(r"[(\[]?\s?(?:\d{1,3}|[A-Za-z])[.)\]]")


@dataclass(frozen=True, slots=True)
class Cut:
    """A clause's words before and after a cut, the label printed there, and the lines on either side."""

    before: str
    after: str
    label: str
    last_before: int
    line: int


def clean_source(text: str) -> list[str]:
    """The lines of a source as the reader sees them; line `n` is at `n - 1`."""
    lines = clean_lines(text)
    found = [""] * (lines[-1].number if lines else 0)
    for line in lines:
        found[line.number - 1] = f"{found[line.number - 1]} {line.text}".strip()
    return found


def cut(
    text: str, lines: Sequence[str], first: int, last: int, *, line: int = 0, phrase: str = ""
) -> Cut | None:
    """Cut a clause that stands on lines `first` to `last`: where a line or a phrase begins, between words.

    None when there is no such place inside the text.
    """
    if line:
        if not first < line <= min(last, len(lines)):
            return None
        phrase = lines[line - 1]
    place = _start(text, plain(phrase))
    if place < 1:
        return None
    own = line or _line_of(text[place:], lines, first, last)
    label, after = numbered(text[place:])
    return Cut(text[:place].rstrip(), after, label, own - bool(line), own)


def numbered(text: str) -> tuple[str, str]:
    """A number or letter printed before words, and the words; no label when there is none."""
    mark = mark_of(text)
    if mark and mark.rest and mark.label.isalnum() and NUMBER.fullmatch(mark.printed):
        return mark.label, mark.rest
    return "", text


def merged(before: str, after: str, mark: str) -> str:
    """Two texts as one; the number printed between them is a word again."""
    return " ".join(filter(None, (before, mark, after)))


def printed_mark(label: str, text: str, line: str) -> str:
    """How a clause's label is printed before its words on their line; empty if nothing stands there."""
    place = _start(line, text)
    word = line[:place].split()[-1:] if place > 0 else []
    return word[0] if word and label and NUMBER.fullmatch(word[0]) and label.strip("()") in word[0] else ""


def of_lines(lines: Sequence[str], first: int, last: int) -> tuple[str, str]:
    """The words of source lines as a clause's text, and the label printed before them."""
    text = joined([words for words in lines[first - 1 : last] if words]) if first > 0 else ""
    label, rest = numbered(text)
    return (rest, label) if any(letter.isalnum() for letter in rest) else ("", "")


def _start(text: str, phrase: str) -> int:
    """Where a phrase, or the beginning of it, begins a word of the text; -1 if nowhere."""
    for length in (len(phrase), HEAD):
        head = phrase[:length].strip()
        place = text.find(head) if head else -1
        while place > 0 and not text[place - 1].isspace():
            place = text.find(head, place + 1)
        if place >= 0:
            return place
    return -1


def _line_of(rest: str, lines: Sequence[str], first: int, last: int) -> int:
    """The source line on which a text begins: the last one that holds its first words."""
    words = rest.split()
    for count in (4, 2, 1):
        head = " ".join(words[:count])
        found = [n for n in range(first, min(last, len(lines)) + 1) if head in lines[n - 1]]
        if found:
            return found[-1]
    return first
