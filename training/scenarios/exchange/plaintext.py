"""The text of a file or of a paste: decoded, composed, with line feeds; refused when it is no text."""

from __future__ import annotations

import unicodedata

from ...codes.formats import BadFile
from ...codes.kinds.plain import read_plain
from .result import MAX_BYTES, MEGABYTE, Note, Unusable

_BREAKS = str.maketrans({"\x0b": "\n", "\x0c": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n"})
_SPACES = str.maketrans(
    {"\u00a0": " ", "\u202f": " ", "\u2007": " ", "\u200b": None, "\ufeff": None, "\u00ad": None}
)
LONGEST_LINE = 200_000


def text_of(data: bytes, *, name: str = "berkas") -> tuple[str, list[Note]]:
    """The text of a file and what to know about its encoding. Raises Unusable, naming line and byte."""
    if len(data) > MAX_BYTES:
        raise Unusable(f"Berkas ini lebih besar dari {MAX_BYTES // MEGABYTE} MB. Bagilah berkasnya.")
    if not data.strip():
        raise Unusable("Berkas ini kosong.")
    try:
        source = read_plain(data, name=name)
    except BadFile as bad:
        fault = bad.faults[0]
        raise Unusable(fault.message, line=fault.line or 1) from None
    return tidy_text(source.text), [Note(1, note) for note in source.notes]


def tidy_text(text: str) -> str:
    """Line feeds only, composed. Raises Unusable at a control character or a line no person wrote."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").translate(_BREAKS))
    for number, line in enumerate(text.split("\n"), start=1):
        if len(line) > LONGEST_LINE:
            raise Unusable(f"Baris ini lebih dari {LONGEST_LINE:,} huruf.".replace(",", "."), line=number)
        if not line.isprintable() and (found := next((c for c in line if _bad(c)), None)):
            raise Unusable(f"Ada karakter kendali (U+{ord(found):04X}) di baris ini.", line=number)
    return text


def plain_spaces(text: str) -> str:
    """Text as pasted from a word processor, with ordinary spaces."""
    return text.translate(_SPACES)


def _bad(char: str) -> bool:
    return (unicodedata.category(char) in ("Cc", "Cs") and char != "\t") or 0xFDD0 <= ord(char) <= 0xFDEF
