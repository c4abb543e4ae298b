"""What our fonts can show. An archival PDF may hold no sign without a shape, so others are replaced first."""

import re
from functools import lru_cache
from pathlib import Path
from struct import iter_unpack, unpack_from
from unicodedata import category, normalize

FONTS = Path(__file__).parent / "fonts"
UNKNOWN = "\u25a1"
LONGEST_WORD = 24
BREAK_HERE = "\u200b"

_WORD = re.compile(rf"\S{{{LONGEST_WORD}}}(?=\S)")


def printable(text: str) -> str:
    """The text as it can be printed: composed, no signs that steer instead of show, a square for each sign
    that no font of ours has, and a place to break in words longer than any real one."""
    shown = "".join(_shown(sign) for sign in normalize("NFC", text))
    return _WORD.sub(lambda word: word[0] + BREAK_HERE, " ".join(shown.split()))


@lru_cache
def covered() -> frozenset[int]:
    """Every code point that one of the fonts has a shape for."""
    return frozenset().union(*(_code_points(path.read_bytes()) for path in font_files()))


def font_files() -> list[Path]:
    """The fonts, in a fixed order."""
    return sorted(path for path in FONTS.iterdir() if path.suffix in {".otf", ".ttf"})


def _shown(sign: str) -> str:
    if sign.isspace():
        return " "
    kind = category(sign)
    if kind in {"Cc", "Cf"}:
        return ""
    return sign if kind not in {"Co", "Cn", "Cs"} and ord(sign) in covered() else UNKNOWN


def _code_points(font: bytes) -> set[int]:
    """The character map of an OpenType file: segments of format 4, groups of format 12 (OpenType, `cmap`)."""
    start = _table(font, b"cmap")
    (count,) = unpack_from(">H", font, start + 2)
    found: set[int] = set()
    for each in range(count):
        (offset,) = unpack_from(">I", font, start + 4 + 8 * each + 4)
        found |= _subtable(font, start + offset)
    return found


def _table(font: bytes, tag: bytes) -> int:
    (count,) = unpack_from(">H", font, 4)
    records = iter_unpack(">4sIII", font[12 : 12 + 16 * count])
    return next(offset for name, _checksum, offset, _length in records if name == tag)


def _subtable(font: bytes, at: int) -> set[int]:
    (kind,) = unpack_from(">H", font, at)
    if kind == 12:
        (count,) = unpack_from(">I", font, at + 12)
        groups = iter_unpack(">III", font[at + 16 : at + 16 + 12 * count])
        return {point for first, last, _glyph in groups for point in range(first, last + 1)}
    if kind == 4:
        (double,) = unpack_from(">H", font, at + 6)
        last = unpack_from(f">{double // 2}H", font, at + 14)
        first = unpack_from(f">{double // 2}H", font, at + 16 + double)
        return {
            point
            for low, high in zip(first, last, strict=True)
            for point in range(low, high + 1)
            if point != 0xFFFF
        }
    return set()
