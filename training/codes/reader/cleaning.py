"""From raw text to printed lines without invisible characters, and words compared in spite of a scan."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

INVISIBLE = dict.fromkeys(
    [
        0xAD,
        0xFEFF,
        *range(0x200B, 0x2010),
        *range(0x202A, 0x202F),
        *range(0x2060, 0x2065),
        *range(0xFE00, 0xFE10),
        *range(0xD800, 0xE000),
    ]
    + [c for c in range(0x20) if c not in (9, 10, 13)]
)
BULLETS = {0xF0B7: "•", 0xF0A7: "•", 0xF0D8: "•", 0xF076: "•", 0xF0FC: "•", 0xF0A8: "•", 0xF02D: "-"}
BREAKS = dict.fromkeys([0x0B, 0x0C, 0x85, 0x2028, 0x2029], "\n")
VISIBLE = INVISIBLE | BULLETS | BREAKS | {0x2502: "|", 0x2503: "|", 0x2551: "|"}

SPACED = re.compile(
    r"(?P<label>\s*(?:\(?(?:\d{1,2}|[A-Z]|[IVX]{1,5})[.)]\s+)?)(?P<letters>(?:[^\W\d_]\s+){3,}[^\W\d_]\s*[:.]?\s*)"
)
WIDE = re.compile(r"\s{2,}")
HEADING = (
    r"(?<=BAB)[IVX]+|BAB|PASAL|KODE|ETIKA|ETIK|PERILAKU|NILAI|DASAR|KEWAJIBAN|LARANGAN|SANKSI|HAK|DAN|UMUM|"
    r"KETENTUAN|PENUTUP|PENGHARGAAN|PEDOMAN|PELAYANAN|PEGAWAI|PETUGAS|TATA|TERTIB|KRAMA"
)

FOLD = str.maketrans({"l": "i", "|": "i", "!": "i", "1": "i", "0": "o", "’": "'", "‘": "'"})


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line: its number in the source, its words, its indent, and whether a blank stood above."""

    number: int
    text: str
    raw: str
    indent: int
    gap: bool


def clean_lines(text: str) -> list[Line]:
    """The non-blank lines of `text`, whitespace made plain and invisible characters removed.

    A form feed and its like end a line but start no new number: numbers agree with `rules.source_lines`.
    """
    lines, gap = [], True
    for number, source in enumerate(re.split(r"\r\n|\r|\n", text), start=1):
        for raw in source.translate(VISIBLE).split("\n"):
            raw = unspaced(raw)
            words = " ".join(raw.split())
            if not words:
                gap = True
                continue
            spread = raw.expandtabs(4) if len(raw) < 2000 else raw
            lines.append(Line(number, words, raw, len(spread) - len(spread.lstrip()), gap))
            gap = False
    return lines


def unspaced(raw: str) -> str:
    """A line of letters set apart (`K O D E   E T I K`), also behind a label, as the words they make."""
    found = SPACED.fullmatch(raw) if len(raw) < 200 and raw[-40:].count(" ") > 3 else None
    letters = re.findall(r"[^\W\d_]", found["letters"]) if found else []
    if not found or len(letters) < 4 or letters == sorted(set(letters)):
        return raw
    groups = [" ".join(found_words("".join(group.split()))) for group in WIDE.split(found["letters"].strip())]
    return found["label"] + " ".join(groups)


def found_words(letters: str) -> list[str]:
    """The words in a run of capitals, when they are those of common headings; else the run as one word."""
    return re.findall(HEADING, letters) if re.fullmatch(f"(?:{HEADING})+", letters) else [letters]


def fold(text: str) -> str:
    """A form of the first words of `text` in which l/1/I, O/0 and rn/m look alike, for recognising words."""
    return fold_head(text[:200])


@lru_cache(maxsize=16384)
def fold_head(head: str) -> str:
    if len(head) > 6 and all(len(word) == 1 for word in head.split()):
        head = head.replace(" ", "")
    return head.lower().translate(FOLD).replace("rn", "m")


def folded(pattern: str) -> re.Pattern[str]:
    """A pattern over plain words, compiled for text passed through `fold`."""
    parts = re.split(r"(\\.|\[[^\]]*\]|\(\?[:!=<])", pattern)
    return re.compile("".join(part if i % 2 else fold_words(part) for i, part in enumerate(parts)))


def fold_words(pattern: str) -> str:
    return pattern.replace("l", "i").replace("rn", "m")


def below(line: Line, *, gap: bool) -> Line:
    """The line, with a blank above it when something was taken away there."""
    return replace(line, gap=True) if gap and not line.gap else line
