"""The foot or head of a page that names its document beside a page number, and page numbers in brackets."""

import re
from collections import Counter
from collections.abc import Sequence

from .cleaning import Line
from .divisions import division_of
from .labels import mark_of
from .pages import COUNT, words_of

FOOT = re.compile(
    rf"(?P<name>\S.{{2,100}}?)(?P<apart>\s{{2,}}|\t|\s*[|–—•·-]\s*|\s)(?:hal(?:aman)?|page)\b\.?\s*:?\s*{COUNT}$",
    re.I,
)
TURNED = re.compile(
    rf"(?:hal(?:aman)?|page)\b\.?\s*:?\s*{COUNT}(?P<apart>\s{{2,}}|\t|\s*[|–—•·-]\s*)(?P<name>\S.{{2,100}})$",
    re.I,
)
BARRED = re.compile(r"\d{1,3}\s*\|\s*(?P<first>[^|]{3,100})$|(?P<last>[^|]{3,100}?)\s*\|\s*\d{1,3}$")
NUMBERED = re.compile(r"(?P<name>\S.{10,100}?)\s+\d{1,3}$")
PAPER = re.compile(r"(?:dokumen|document|this document|salinan) (?:ini|is|this)\b", re.I)
CITING = re.compile(r"\b(?:nomor|no\.?|tahun|pasal|ayat|angka|butir|bab|number|article|section)$", re.I)
COUNTER = re.compile(r"\((\d{1,3})\)")


def feet(lines: Sequence[Line]) -> set[int]:
    """Indexes of lines that are a name and a page number.

    How sure that is depends on what parts the number from the name: a word (`Halaman 2`), a bar, nothing.
    """
    named = {index: foot for index, line in enumerate(lines) if (foot := foot_of(line))}
    if not named:
        return set()
    front = {word for line in lines[:15] if len(line.text) < 200 for word in words_of(line.text)}
    times = Counter(" ".join(words_of(name)) for _, name in named.values())
    found = set()
    for index, (sign, name) in named.items():
        words = words_of(name)
        again = times[" ".join(words)] > 1
        known = index > 0 and sum(word in front for word in words) >= (1 if sign == "none" else 0.8) * len(
            words
        )
        alone = sign == "word" and (lines[index].gap or PAPER.match(name) is not None)
        if (again and known) if sign == "none" else (again or known or alone):
            found.add(index)
    return found


def foot_of(line: Line) -> tuple[str, str] | None:
    """How a foot such as `Kode Etik BLUD - Halaman 2 dari 3` shows its number, and its name; else None."""
    raw = line.raw.strip()
    if len(raw) > 200 or not raw[-1:].isalnum() or not re.search(r"\d", raw):
        return None
    sign, name = "word", ""
    if found := FOOT.fullmatch(raw) or TURNED.fullmatch(raw):
        name = found["name"] if found["apart"] != " " or found["of"] else ""
    elif found := BARRED.fullmatch(raw):
        sign, name = "bar", found["first"] or found["last"]
    elif found := NUMBERED.fullmatch(raw):
        sign, name = "none", found["name"] if len(found["name"].split()) > 3 else ""
    words = name.split()
    if not 0 < len(words) < 15 or not name[0].isupper() or name[-1] in ".;:" or CITING.search(name.rstrip()):
        return None
    return None if mark_of(name) or division_of(name, "") else (sign, " ".join(words))


def counters(lines: Sequence[Line]) -> set[int]:
    """Indexes of `(1)`, `(2)`, … alone on their lines when they count pages from above the first article."""
    places = [
        (index, int(found[1])) for index, line in enumerate(lines) if (found := COUNTER.fullmatch(line.text))
    ]
    if len(places) < 2 or [value for _, value in places] != list(range(1, len(places) + 1)):
        return set()
    articles = next((index for index, line in enumerate(lines) if division_of(line.text, "")), 0)
    return {index for index, _ in places} if places[0][0] < articles else set()
