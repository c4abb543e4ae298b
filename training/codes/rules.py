"""What is true about a code's text: its canonical form, its hash, how it is cited, what it lacks."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from hashlib import sha256
from itertools import groupby
from typing import Protocol, TypeVar

import rfc8785

MONTHS = "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember"


class ClauseText(Protocol):
    """What of a clause is fixed by publication."""

    @property
    def address(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def text(self) -> str: ...


class Grouped(Protocol):
    @property
    def group(self) -> str | None: ...


G = TypeVar("G", bound=Grouped)


def canonical_text(clauses: Iterable[ClauseText]) -> bytes:
    """The bytes a version is fixed by: address, printed label and words of each clause in order (RFC 8785).

    Line breaks and runs of spaces do not count: the same words reflowed are the same text.
    """
    return rfc8785.dumps([{"address": c.address, "label": c.label, "text": plain(c.text)} for c in clauses])


def content_hash(clauses: Iterable[ClauseText]) -> str:
    """SHA-256 of the canonical text, in hexadecimal."""
    return sha256(canonical_text(clauses)).hexdigest()


def plain(text: str) -> str:
    """The words of a text: composed (NFC), with single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def cite(title: str, decree: str, decree_date: date | None) -> str:
    """How a version is cited in print, in Indonesian wherever it is shown: decree and day, else its title."""
    if not decree:
        return title
    return f"{decree}, {indonesian_day(decree_date)}" if decree_date else decree


def heading(label: str, title: str) -> str:
    """Label and title of a section in one line: `A. Nilai Dasar`, `BAB II Kewajiban`, `Pasal 3`."""
    label, title = plain(label), plain(title)
    if not label or not title or label == title:
        return label or title
    return f"{label} {title}" if " " in label or label.endswith((".", ")")) else f"{label}. {title}"


def anchor(address: str) -> str:
    """The id of a clause on a page: `butir-B.wajib.6`."""
    return "butir-" + "_".join(address.split())


def indonesian_day(day: date) -> str:
    """`19 Februari 2024`, as decrees write it."""
    return f"{day.day} {MONTHS.split()[day.month - 1]} {day.year}"


def grouped(clauses: Iterable[G]) -> list[tuple[str, list[G]]]:
    """Clauses as the lists they stand in: (group or '', clauses), in the order of the text."""
    return [(group, list(members)) for group, members in groupby(clauses, key=lambda c: c.group or "")]


def placed(message: str, line: int) -> tuple[str, str]:
    """A finding's message as its place and its words: (`Baris 5–13`, `7 butir kehilangan nomornya.`)."""
    found = re.match(r"(Baris \d+(?:–\d+)?): ", message)
    return (found[1], message[found.end() :]) if found else (f"Baris {line}", message)


def small_number(typed: str, default: int = -1) -> int:
    """A number that a form or an address carries, if it is one that every database can hold."""
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 10 else default


def last_line_of(message: str, line: int) -> int:
    """The last line a finding speaks of: 13 for `Baris 5–13: …`, else its own line."""
    found = re.match(r"Baris \d+–(\d+): ", message)
    return int(found[1]) if found else line


def source_lines(text: str) -> list[str]:
    """The lines of a source text, broken where the reader breaks them, so that line numbers agree."""
    return re.split(r"\r\n|\r|\n", text)
