"""From raw text to lines worth reading: invisible characters, page furniture, adverts and drawn boxes."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from .document import Finding

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

FOLD = str.maketrans({"l": "i", "|": "i", "!": "i", "1": "i", "0": "o", "’": "'", "‘": "'"})
PAGE = re.compile(
    r"^[-–—~\s]*(?:(?:ha[l1i|](?:aman)?|page|muka surat|laman|slide|salindia|lembar)\b\.?\s*:?\s*)?"
    r"[-–—~]?\s*\d{1,4}"
    r"(?:\s*(?:dari|of|/)\s*\d{1,4})?\s*[-–—~\s]*$",
    re.I,
)
ROMAN_PAGE = re.compile(r"[-–—\s]*(?:[ivx]{2,6}|[-–—]\s*[ivx])[-–—\s]*$")
CATCHWORD = re.compile(r"(?:\s\.){3}$|\s…$")
PAGE_TAIL = re.compile(
    r"(?:\s{2,}|\t)(?:hal(?:aman)?|page)\b\.?\s*\d{1,4}(?:\s*(?:dari|of|/)\s*\d{1,4})?\s*$", re.I
)
PAGE_END = re.compile(
    r"\b(?:hal(?:aman)?|page)?\.?\s*\d{1,4}(?:\s*(?:dari|of|/)\s*\d{1,4})?$|\s+[ivx]{1,5}$", re.I
)
ADVERT = re.compile(
    r"^\W*(?:baca juga|baca selengkapnya|lihat juga|iklan\b|advertisement|sponsored|scroll (?:to|untuk)|"
    r"bagikan\b|share (?:this|on)|"
    r"copyright|hak cipta|©|klik (?:di sini|disini|link)|click here|berlangganan|subscribe|ikuti kami|"
    r"follow us|unduh aplikasi|"
    r"download (?:app|aplikasi)|beranda\s*[>»/|]|tags?\s*:|komentar\b|promo\b|diskon\b|dapatkan (?:diskon|"
    r"promo|penawaran)|"
    r"pasang iklan|artikel terkait|berita terkait|related (?:posts|articles)|dibaca \d|views? \d|cookie)",
    re.I,
)
ADDRESS = re.compile(
    r"\W*(?:[+(]?\d[\d ()+./-]{7,}|[\w.+-]+@[\w.-]+|(?:https?://|www\.)\S+|(?:telp|telepon|tel|fax|faks|"
    r"e-?mail|website|situs|"
    r"whatsapp|wa|hubungi kami|kontak|hotline|call cent(?:er|re)|instagram|facebook|"
    r"kode pos)\b\s*[.:/].{0,100})\W*$",
    re.I,
)
HOURS = re.compile(
    r"\W*(?:senin|selasa|rabu|kamis|jum'?at|sabtu|minggu|setiap hari|mon|tue|wed|thu|fri|sat|sun)\w*\b"
    r"(?:[^.;\d]{0,40}\d{1,2}[.:]\d\d\s*(?:-|–|—|s\.?d\.?|to)\s*\d{1,2}[.:]\d\d|.{0,30}\b(?:tutup|libur|closed))"
    r"[\s\w]{0,8}[.;,]?",
    re.I,
)
ARROWS = re.compile(r"[→←↓↑➔➜⇒⇓▼►]|-{1,3}>|={1,2}>")
DRAWN = re.compile(r"[\u2500-\u257f]|\+-{2,}|-{2,}\+")


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
            words = " ".join(raw.split())
            if not words:
                gap = True
                continue
            spread = raw.expandtabs(4) if len(raw) < 2000 else raw
            lines.append(Line(number, words, raw, len(spread) - len(spread.lstrip()), gap))
            gap = False
    return lines


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


def without_furniture(lines: Sequence[Line]) -> tuple[list[Line], list[Finding]]:
    """Drop comments at the top, page numbers, running heads, adverts and flowchart boxes."""
    kept, findings = [], []
    running = repeated_heads(lines)
    top, gap, listing = True, False, False
    for index, line in enumerate(lines):
        top = top and re.match(r"#\s*\w+\s*:\s", line.text) is not None
        listing = listing and not line.gap
        if line.number in running:
            findings.append(Finding("running-head", line.number, "note", running_message(line)))
        if top or listing or line.number in running or is_furniture(line, lines, index):
            listing = listing or (ADVERT.match(line.text) is not None and line.text.endswith(":"))
            gap = gap or line.gap
            continue
        if tail := PAGE_TAIL.search(line.raw[-80:]):
            raw = line.raw[: len(line.raw) - len(tail.group())]
            line = replace(line, raw=raw, text=" ".join(raw.split()))
            if not line.text:
                gap = True
                continue
        kept.append(below(line, gap=gap))
        gap = False
    return kept, findings


def below(line: Line, *, gap: bool) -> Line:
    """The line, with a blank above it when something was taken away there."""
    return replace(line, gap=True) if gap and not line.gap else line


def running_message(line: Line) -> str:
    return f"Baris {line.number}: “{line.text[:60]}” dibaca sebagai kepala halaman dan tidak dijadikan butir."


def is_furniture(line: Line, lines: Sequence[Line], index: int) -> bool:
    """Whether one line is a page number, an advert or part of a drawing."""
    text = line.text
    if len(text) > 300:
        return False
    if ADDRESS.match(text) or HOURS.match(text):
        return True
    if PAGE.match(text) and not text.isdecimal() and not re.match(r"\d+[.)]?$", text):
        return True
    if ROMAN_PAGE.match(text) or (len(text) < 60 and CATCHWORD.search(text)):
        return True
    ruled = len(text) > 2 and text[0] != "|"
    if ADVERT.match(text) or not any(c.isalnum() or (c in "|:-*•" and not ruled) for c in text):
        return not (text[0] == "|" and text.count("|") > 2)
    return is_drawn(text, lines, index)


def is_drawn(text: str, lines: Sequence[Line], index: int) -> bool:
    """Whether a line belongs to a flowchart: borders, arrows, or a box of one cell."""
    if DRAWN.search(text) and not re.search(r"[^\W\d_]{3}", text):
        return True
    arrows = len(ARROWS.findall(text))
    if arrows and (ARROWS.match(text) or arrows > 1 or len(text) < 60 or re.match(r"[\[(|]", text)):
        return True
    if re.fullmatch(r"\[[^\]]{1,60}\](?:\s*\[[^\]]{1,60}\])*", text):
        return True
    boxed = text[0] == "|" and text[-1] == "|" and text.count("|") == 2
    return boxed and len(text) > 2


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
    return any(PAGE.match(near.text) for near in neighbours(lines, index))


def neighbours(lines: Sequence[Line], index: int) -> Iterable[Line]:
    return [lines[i] for i in (index - 1, index + 1) if 0 <= i < len(lines) and len(lines[i].text) < 40]
