"""Marks and headings told only by their run: lone numbers, ordinal words, short headings above prose."""

import re
from collections.abc import Sequence
from itertools import pairwise

from .cleaning import Line, fold
from .divisions import WORDS, Division
from .labels import ENUMERATOR, Mark, Reading, bare_of, dictum_of
from .nodes import complete, heading_like, opens
from .titles import OFFICE

FIRST = re.compile(r"a\s+[a-z]{3}")
ORDINAL = re.compile(r"\W{0,3}(?P<word>[A-Z][a-z]{2,12}|[A-Z]{3,12})\s*(?:[,:]\**\s+|[.:]?\s*$|[–—-]\s)")


def lone_numbers(texts: Sequence[str]) -> dict[int, Mark | None]:
    """Lines that are only digits: labels when they count up before texts, page numbers (None) if not."""
    places = [index for index, text in enumerate(texts) if len(text) < 4 and text.isdecimal()]
    runs: list[list[int]] = []
    for index in places:
        value, last = int(texts[index]), int(texts[runs[-1][-1]]) if runs else -1
        if runs and value == last + 1:
            runs[-1].append(index)
        else:
            runs.append([index])
    found: dict[int, Mark | None] = dict.fromkeys(places)
    for run in runs:
        labelled = [
            i for i in run if i + 1 < len(texts) and i + 1 not in found and not ENUMERATOR.match(texts[i + 1])
        ]
        near = run[-1] - run[0] < 12 * len(run)
        if (
            len(run) > 1
            and len(labelled) == len(run)
            and near
            and (texts[run[0]] == "1" or any(found.values()))
        ):
            found |= {
                i: Mark(texts[i], texts[i], "lone", "", (Reading("digit", int(texts[i]), label=texts[i]),))
                for i in run
            }
    return found


def first_letters(texts: Sequence[str]) -> dict[int, Mark]:
    """Lines that begin with a bare `a`, the first of a list whose `b` stands bare a few lines below."""
    found: dict[int, Mark] = {}
    for index, text in enumerate(texts):
        if not FIRST.match(text):
            continue
        below = (bare_of(other) for other in texts[index + 1 : index + 6])
        after = next((mark for mark in below if mark is not None), None)
        if after is not None and after.label == "b":
            found[index] = Mark("a", "a", " ", text[1:].lstrip(), (Reading("lower", 1, label="a"),))
    return found


def ordinals_of(texts: Sequence[str]) -> dict[int, Mark]:
    """Lines that begin `Pertama, …`, `Kedua: …`: labels where the words count up from one."""
    found: dict[int, Mark] = {}
    run: dict[int, Mark] = {}
    for index, text in enumerate(texts):
        mark = ordinal_of(text)
        if mark is None or dictum_of(text):
            continue
        value = mark.readings[0].value
        run = run if run and value == max(m.readings[0].value for m in run.values()) + 1 else {}
        if run or value == 1:
            run[index] = mark
            found |= run if len(run) == 2 else {index: mark} if len(run) > 2 else {}
    return found


def ordinal_of(text: str) -> Mark | None:
    shown = ORDINAL.match(text)
    value = WORDS.get(shown["word"].lower(), 0) if shown else 0
    if not shown or not value:
        return None
    word = shown["word"]
    return Mark(word, word, "ordinal", text[shown.end() :], (Reading("dictum", value, label=word),))


def unwrapped(lines: Sequence[Line]) -> bool:
    """Whether every long line of some prose ends a sentence, so that a line is a paragraph."""
    long = [line.text for line in lines if len(line.text) > 40]
    return len(long) > 5 and sum(map(complete, long)) >= 0.9 * len(long)


def prose_heads(
    lines: Sequence[Line], marks: Sequence[Mark | None], divisions: Sequence[Division | None]
) -> set[int]:
    """Short lines after a blank or a full stop with a paragraph beneath: headings of prose, when several."""
    found = set()
    for index, (line, after) in enumerate(pairwise(lines)):
        if marks[index] or divisions[index] or marks[index + 1] or divisions[index + 1]:
            continue
        if not (line.gap or index == 0 or (lines[index - 1].text[-1] == "." and not after.gap)):
            continue
        text = line.text.strip("#*_ ") or line.text
        short = len(text) < 60 and len(text.split()) < 8 and heading_like(text) and text[-1] not in ':"”)'
        prose = len(after.text.split()) > 4 and opens(after.text) and not after.text.isupper()
        whole = len(after.text) > 50 or complete(after.text)
        if short and prose and whole and not OFFICE.match(fold(text)):
            found.add(index)
    return found if len(found) > 1 else set()
