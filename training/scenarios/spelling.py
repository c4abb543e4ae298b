"""How typed words are kept: one spelling of a text, short names for scenes, letters for options."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any, Final

MAX_NAME: Final = 60
_UNSHOWABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_BLOCK = re.compile(r"\s|[-*+>#=`~|]|\d+[.)]")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def tidy(text: str) -> str:
    """Typed text as it is kept: line feeds only, and a visible mark for what no page could show."""
    return _UNSHOWABLE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def clean(text: str) -> str:
    """One spelling of a text, as the format has it: NFC, no spaces around lines and around the whole."""
    text = text.replace("\t", " ").replace("\x85", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    text = unicodedata.normalize("NFC", tidy(text))
    return "\n".join(line.rstrip() for line in text.split("\n")).strip()


def one_line(text: str) -> str:
    """The same on one line."""
    return " ".join(clean(text).split())


def unwrapped(text: str) -> str:
    """The text with each paragraph on one line, as Markdown reads it; lists and quotes keep their lines."""
    lines: list[str] = []
    for line in text.split("\n"):
        if lines and lines[-1] and line and not _BLOCK.match(line) and not _BLOCK.match(lines[-1]):
            lines[-1] += f" {line}"
        else:
            lines.append(line)
    return "\n".join(lines)


def name_of(text: str, taken: Iterable[str] = (), *, otherwise: str = "adegan") -> str:
    """A short name made of a text: lower case, digits, hyphens; a number is added when it is taken."""
    bare = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "-", bare).strip("-").lstrip("0123456789-")[:MAX_NAME].rstrip("-")
    stem, taken = stem or otherwise, set(taken)
    number, name = 1, stem
    while name in taken:
        number += 1
        name = f"{stem}-{number}"
    return name


def free_letter(options: Iterable[Mapping[str, Any]]) -> str:
    """The first letter no option has."""
    # Not a set: what somebody wrote in the place of a letter may be a list.
    taken = [option.get("id") for option in options]
    return next(letter for letter in _LETTERS if letter not in taken)
