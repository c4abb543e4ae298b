"""What a page prints around its text: its number, its running head and foot, and its catchword."""

import re
from collections import Counter
from collections.abc import Sequence

from .cleaning import Line, fold
from .divisions import division_of
from .labels import mark_of

PAGE = re.compile(
    r"^(?:\S{1,3}\s+(?=-\s?\d{1,3}\s?-))?[-–—~\s]*"
    r"(?:(?:ha[l1i|](?:aman)?|page|muka surat|laman|slide|salindia|lembar)\b\.?\s*:?\s*)?"
    r"[-–—~]?\s*\d{1,4}"
    r"(?:\s*(?:dari|of|/)\s*\d{1,4})?\s*[-–—~\s]*$",
    re.I,
)
ROMAN_PAGE = re.compile(r"[-–—\s]*(?:[ivx]{2,6}|[-–—]\s*[ivx])[-–—\s]*$")
CATCHWORD = re.compile(r"(?:\s\.){3}$|\s…$")
TRAILING = re.compile(r"(?<![.\s…])\s*(?:(?:\.\s?){2,5}|…)$")
LEADING = re.compile(r"(?:/\s?|(?:\.\s?){2,5}|…\s?)(?=[\w(])")
COUNT = r"\d{1,4}(?P<of>\s*(?:dari|of|/)\s*\d{1,4})?"
PAGE_TAIL = re.compile(rf"(?:\s{{2,}}|\t)(?:hal(?:aman)?|page)\b\.?\s*{COUNT}\s*$", re.I)
PAGE_END = re.compile(rf"\b(?:hal(?:aman)?|page)?\.?\s*{COUNT}$|\s+[ivx]{{1,5}}$", re.I)


def is_page_number(text: str) -> bool:
    """Whether a line is a page number that cannot be a label: with a word, a rule or a total."""
    return len(text) < 40 and not text.isdecimal() and PAGE.match(text) is not None and text[-1] not in ".)"


def catchwords(lines: Sequence[Line]) -> set[int]:
    """Indexes of catchwords: the first words of a page, printed above its number at the foot of the last.

    Dots or a stroke show one; without them it must be a label or two words that come back beneath the number.
    """
    return {
        index
        for index, line in enumerate(lines)
        if len(line.text) < 70 and line.text[-1] not in ";:," and is_catchword(lines, index)
    }


def is_catchword(lines: Sequence[Line], index: int) -> bool:
    text = lines[index].text
    shown = TRAILING.search(text) or LEADING.match(text)
    under = index + 1
    while (
        under < len(lines)
        and under < index + 4
        and len(lines[under].text) < 40
        and PAGE.match(lines[under].text)
    ):
        under += 1
    words = words_of(LEADING.sub("", TRAILING.sub("", text), count=1))
    if not words or (not shown and (text[-1] == "." or not is_beside_number(lines, index))):
        return False
    paged = under > index + 1
    beneath = [words_of(after.text) for after in lines[under : under + (3 if paged else 1)]]
    again = any(after[: len(words)] == words for after in beneath)
    if not shown:
        return again and (len(words) < 3 or (len(words) < 8 and is_labelled(text)))
    known = not is_labelled(text) or any(after[:1] == words[:1] for after in beneath)
    return again or text[0] == "/" or (paged and known and len(words) < 8)


def is_beside_number(lines: Sequence[Line], index: int) -> bool:
    """Whether the page number of a foot stands right beneath, or that of a head right above a label."""
    below, above = lines[index + 1 : index + 2], lines[max(0, index - 1) : index]
    if below and is_page_number(below[0].text):
        return True
    return bool(above) and is_page_number(above[0].text) and is_labelled(lines[index].text)


def is_labelled(text: str) -> bool:
    return mark_of(text) is not None or division_of(text, "") is not None


def words_of(text: str) -> list[str]:
    return re.findall(r"\w+", fold(text))


def repeated_heads(lines: Sequence[Line]) -> set[int]:
    """Line numbers of unnumbered lines that come back three times or more, short words apart."""
    keys: dict[int, str] = {}
    for index, line in enumerate(lines):
        if 12 < len(line.text) < 120 and line.text[-1] not in ".;:,|" and line.text[0].isalpha():
            key = re.sub(r"\d+", "#", fold(PAGE_END.sub("#", line.text)))
            if len(key.split()) >= 4 or beside_page_number(lines, index):
                keys[line.number] = key
    counts = Counter(keys.values())
    first: set[str] = set()
    running = set()
    for number, key in keys.items():
        if counts[key] >= 3 and (key in first or "#" in key or number > 30):
            running.add(number)
        first.add(key)
    return running


def beside_page_number(lines: Sequence[Line], index: int) -> bool:
    near = [lines[i].text for i in (index - 1, index + 1) if 0 <= i < len(lines)]
    return any(len(text) < 40 and PAGE.match(text) for text in near)
