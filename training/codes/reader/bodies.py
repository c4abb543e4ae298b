"""The body of a document: what is left of its lines without surroundings, and its title."""

import re
from collections.abc import Sequence

from .cleaning import Line, fold
from .divisions import division_of
from .labels import dictum_of, mark_of
from .signs import ADOPTING
from .titles import OFFICE, front_length, is_letterhead, title_of
from .zones import Parts, states, zones_of


def parts_of(lines: Sequence[Line]) -> Parts:
    """Sort lines into body and surroundings. Never raises; a file with no body gives an empty one."""
    parts = Parts()
    zones = zones_of(lines, parts)
    body = [
        (zone, line) for zone, line in zip(zones, lines, strict=True) if zone in ("body", "dictum", "annex")
    ]
    body = without_adopting(body, parts)
    decree = next(
        (line.number for zone, line in zip(zones, lines, strict=True) if zone in ("recital", "enact")), 0
    )
    head = [line for _, line in body if line.number < decree]
    rest = [line for _, line in body if line.number >= decree]
    parts.title, start = title_of(rest, front_length(rest))
    if head and (parts.annexes > 1 or not parts.title):
        parts.title = title_of(head, len(head))[0] or parts.title
    named = bool(start) or bool(head)
    front = front_length(rest)
    cover = cover_of(lines, zones)
    parts.body = [
        line
        for i, line in enumerate(rest[start:])
        if line.number >= cover and (named or i >= front or not is_letterhead(line))
    ]
    cut_signature(parts)
    return parts


def cover_of(lines: Sequence[Line], zones: Sequence[str]) -> int:
    """The line on which the cover of a booklet ends, above its foreword or contents; 0 without a cover."""
    for zone, line in zip(zones, lines, strict=True):
        if zone in ("foreword", "contents"):
            return line.number
        if zone not in ("body", "annex") or states(line):
            return 0
    return 0


def without_adopting(body: list[tuple[str, Line]], parts: Parts) -> list[tuple[str, Line]]:
    """Drop dictums when an annex or articles carry the code, or when they only adopt one."""
    rest = [(zone, line) for zone, line in body if zone != "dictum"]
    dictums = [line for zone, line in body if zone == "dictum"]
    if not dictums:
        return body
    carries = any(mark_of(line.text) or division_of(line.text, "") for zone, line in rest if zone == "annex")
    carries = carries or any(division_of(line.text, "") for _, line in rest)
    texts: list[str] = []
    for line in dictums:
        if dictum_of(line.text):
            texts.append(line.text)
        elif texts:
            texts[-1] += " " + line.text[:300]
    own = [
        text for text in texts if not ADOPTING.search(fold(text[-200:])) and not ADOPTING.search(fold(text))
    ]
    if carries or not own:
        parts.seen["diktum penetapan"] = None
        return rest
    return [(zone, line) for zone, line in body if zone != "annex"]


def cut_signature(parts: Parts) -> None:
    """Cut the closing block of short lines that begins with an office or a date."""
    lines = parts.body
    start = len(lines)
    while start and len(lines[start - 1].text) < 70 and not is_sentence(lines[start - 1].text):
        start -= 1
    for index in range(max(start, 1), len(lines)):
        text = lines[index].text
        if (
            OFFICE.match(fold(text))
            and not mark_of(text)
            and (lines[index].gap or text[-1] == "," or text.isupper())
        ):
            parts.body = [*lines[:index]]
            parts.seen["blok tanda tangan"] = None
            return


def is_sentence(text: str) -> bool:
    return (
        text[-1] in ".;:" and not re.search(r"\b(?:S|M|Dr|Si|H|MM|SH|SE|Ph|M\.Si|S\.Sos)\.?\w{0,4}\.$", text)
    ) or mark_of(text) is not None
