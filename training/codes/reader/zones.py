"""Which zone every line of a document stands in: its body, or a surrounding that is not read."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from .cleaning import Line, fold
from .divisions import division_of
from .labels import dictum_of, mark_of
from .polarity import kind_of_heading
from .signs import (
    ANNEX,
    CLOSING,
    CONTENTS,
    COPIES,
    ENACT,
    EXPLAIN,
    FOREWORD,
    FORM,
    LEADERS,
    PAGED,
    RECITAL,
    SHEET,
    SIGNED,
)
from .titles import OFFICE, TITLE


@dataclass
class Parts:
    """The body lines, the title, and what else the file was seen to hold (Indonesian names, in order)."""

    body: list[Line] = field(default_factory=list)
    title: str = ""
    seen: dict[str, None] = field(default_factory=dict)
    annexes: int = 0


def zones_of(lines: Sequence[Line], parts: Parts) -> list[str]:
    """The zone of every line: body, dictum, annex, or a surrounding that is not read."""
    zone, base, found = "body", "body", []
    listed: dict[str, bool] = {}
    ruled = False
    names = {
        "recital": "konsiderans",
        "enact": "penetapan",
        "signature": "blok tanda tangan",
        "copies": "tembusan",
    }
    names |= {
        "contents": "daftar isi",
        "foreword": "kata pengantar",
        "explain": "penjelasan",
        "form": "formulir",
    }
    for index, line in enumerate(lines):
        before = lines[index - 1].text if index else ""
        after = lines[index + 1].text if index + 1 < len(lines) else ""
        new = next_zone(zone, line, before, after, listed)
        if new == "contents" and zone != "contents":
            listed = {}
        elif new == "contents" and len(listed) < 400:
            listed[without_page(fold(line.text))] = PAGED.search(line.text[-60:]) is not None
        if new == "annex" and zone != "annex":
            base = "annex"
        if new in ("body", "resume"):
            new = base
        ruled = ruled or new not in ("body", "signature") or states(line)
        if new == "signature" and zone == "body" and not ruled:
            found.append(new)
            continue
        zone = new
        parts.annexes += new == "annex" and ANNEX.match(fold(line.text)) is not None
        if zone == "annex" and ANNEX.match(fold(line.text)) and len(line.text.split()) < 3:
            found.append("head")
            continue
        skip = LEADERS.search(line.text[-120:]) and zone in ("body", "annex") and len(line.text) < 200
        found.append("contents" if skip else zone)
        if name := names.get(found[-1]):
            parts.seen[name] = None
    return found


def states(line: Line) -> bool:
    """Whether a line is more than letterhead: it has a label, or ends a sentence."""
    sentence = len(line.text) > 40 and line.text[-1] in ".;:"
    return sentence or mark_of(line.text) is not None or division_of(line.text, "") is not None


def next_zone(zone: str, line: Line, before: str, after: str, listed: dict[str, bool]) -> str:
    """The zone a line belongs to, given the zone of the line above."""
    text = line.text
    key = fold(text)
    short = len(text) < 120
    if zone == "contents" and short and (LEADERS.search(text) or PAGED.search(text)):
        return zone
    if (
        short
        and ANNEX.match(key)
        and (text.isupper() or text.istitle() or text.startswith(("Lampiran", "LAMPIRAN")))
    ):
        return "form" if FORM.match(key + " " + fold(after)) else "annex"
    if short and EXPLAIN.match(key) and zone != "contents":
        return "explain"
    if (
        short
        and (line.gap or text.isupper())
        and zone in ("body", "annex")
        and SHEET.match(key)
        and opens_sheet(text)
    ):
        return "form"
    if zone in ("explain", "form"):
        return zone
    if short and CONTENTS.match(key):
        return "contents"
    if zone == "contents":
        return contents_or_body(line, key, listed)
    if RECITAL.match(key) and opens_recital(text, zone):
        return "recital"
    if (
        ENACT.match(key)
        and text.strip("* -")[:1].isupper()
        and (len(text) < 30 or ":" in text[:20] or zone in ("recital", "enact"))
    ):
        return "enact"
    if CLOSING.match(key) or (short and SIGNED.match(key) and not text.endswith((";", "."))):
        return "foreword" if zone == "foreword" else "signature"
    if short and COPIES.match(key):
        return "copies"
    if zone in ("recital", "enact", "dictum") and dictum_of(text):
        return "dictum"
    if zone in ("recital", "enact", "dictum", "signature", "copies", "foreword"):
        return leave(zone, text, before, key)
    if short and FOREWORD.match(key) and not mark_of(text) and not text.endswith((".", ";")):
        return "foreword"
    return zone


def opens_recital(text: str, zone: str) -> bool:
    head = text[:24]
    return (
        ":" in head
        or text.isupper()
        or len(text) < 24
        or (zone in ("recital",) and head[0].isupper())
        or "bahwa" in text[:30]
    )


def opens_sheet(text: str) -> bool:
    return text.isupper() or text.istitle() or len(text.split()) < 5


def contents_or_body(line: Line, key: str, listed: dict[str, bool]) -> str:
    """A table of contents runs while lines end with page numbers, or until one of its entries comes back."""
    if PAGED.search(line.text[-60:]):
        return "contents"
    paged = sum(listed.values()) * 2 > len(listed)
    if key in listed or (paged and (line.gap or division_of(line.text, ""))):
        return "body"
    return "contents" if len(line.text) < 90 and not line.text.endswith((".", ";")) else "body"


def without_page(key: str) -> str:
    return re.sub(r"[\s.…_]+[ivxio\d]{1,4}$", "", key)


def leave(zone: str, text: str, before: str, key: str) -> str:
    """Whether a surrounding ends at this line: at a division, at the title of a code, at a heading."""
    if division_of(text, before):
        return "body"
    office = OFFICE.match(key)
    titled = TITLE.match(key) and len(text) < 160 and not office and not text.endswith((".", ";", ","))
    if zone in ("signature", "copies", "foreword") and titled and (text.isupper() or zone == "foreword"):
        return "resume"
    if zone == "enact" and re.match(r"(?:A|I|1)\s?[.)]\s", text):
        return "body"
    if zone == "foreword" and (
        re.match(r"(?:A|I)\s?[.)]\s", text) or (text.isupper() and kind_of_heading(text))
    ):
        return "body"
    if zone == "enact" and re.match(r"\((?:1|a)\)\s", text):
        return "body"
    return zone
