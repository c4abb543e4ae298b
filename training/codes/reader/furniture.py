"""Lines that are no part of a text: page furniture, adverts, opening hours and drawn boxes."""

import re
from collections.abc import Sequence
from dataclasses import replace

from .cleaning import Line, below
from .document import Finding
from .feet import counters, feet
from .pages import CATCHWORD, PAGE, PAGE_TAIL, ROMAN_PAGE, catchwords, repeated_heads

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
ELECTRONIC = re.compile(
    r"\W*(?:\d[.)]\s*)?(?:(?:dokumen|surat|naskah)(?: elektronik)? ini (?:telah |sudah )?ditanda\s?tangani\b|"
    r"this document (?:has been|was|is) (?:digitally|electronically) signed|"
    r"(?:catatan\s*:?\s*)?(?:uu|undang-undang) ite\b|"
    r"informasi elektronik dan\s?/?\s?atau dokumen elektronik|"
    r"(?:pindai|scan) (?:kode |the )?qr\b)",
    re.I,
)
CERTIFIED = re.compile(
    r"\b(?:sertifika[ts]\w*|bsre|bssn|sandi negara|alat bukti|hasil cetak\w*|certificates?)\b", re.I
)
ARROWS = re.compile(r"[→←↓↑➔➜⇒⇓▼►]|-{1,3}>|={1,2}>")
BOXED = re.compile(r"\|.*\||[|vV↓▼](?:\s+[|vV↓▼])*")
STROKE = re.compile(r"[|vV↓▼](?:\s+[|vV↓▼])*")
APART = re.compile(r"[+┐┘┤┌└├]\s{2,}[+┐┘┤┌└├]|-{1,3}>|[→►]")
DRAWN = re.compile(r"[\u2500-\u257f]|\+-{2,}|-{2,}\+")


def without_furniture(lines: Sequence[Line]) -> tuple[list[Line], list[Finding]]:
    """Drop comments at the top, page numbers, heads, feet, catchwords, adverts and flowchart boxes."""
    kept, findings = [], []
    running, caught = repeated_heads(lines), catchwords(lines)
    apart = caught | drawings(lines) | counters(lines)
    running |= {lines[index].number for index in feet(lines)}
    if caught:
        findings.append(caught_finding(lines, caught))
    top, gap, listing, signing = True, False, False, False
    for index, line in enumerate(lines):
        top = top and re.match(r"#\s*\w+\s*:\s", line.text) is not None
        listing = listing and not line.gap
        signing = is_electronic(line, goes_on=signing)
        if line.number in running:
            findings.append(Finding("running-head", line.number, "note", running_message(line)))
        aside = top or listing or signing or line.number in running or index in apart
        if aside or is_furniture(line, lines, index):
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


def is_electronic(line: Line, *, goes_on: bool) -> bool:
    """Whether a line says that the file is signed electronically, or goes on with that sentence."""
    if len(line.text) > 300:
        return False
    return ELECTRONIC.match(line.text) is not None or (
        goes_on and not line.gap and CERTIFIED.search(line.text) is not None
    )


def caught_finding(lines: Sequence[Line], caught: set[int]) -> Finding:
    first = lines[min(caught)].number
    message = (
        f"Mulai baris {first}: {len(caught)} baris dibaca sebagai kata penyambung di kaki halaman dan tidak "
        "dijadikan butir."
    )
    return Finding("surroundings", first, "note", message)


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


def drawings(lines: Sequence[Line]) -> set[int]:
    """Indexes of the lines of flowcharts: boxes side by side or joined by strokes, and the words in them."""
    found: set[int] = set()
    block: list[int] = []
    for index, line in enumerate(lines):
        if len(line.text) < 300 and (is_border(line.text) or BOXED.fullmatch(line.text)):
            block.append(index)
            continue
        found |= set(block) if is_flow([lines[i] for i in block]) else set()
        block = []
    return found | (set(block) if is_flow([lines[i] for i in block]) else set())


def is_border(text: str) -> bool:
    return DRAWN.search(text) is not None and re.search(r"[^\W\d_]{3}", text) is None


def is_flow(block: Sequence[Line]) -> bool:
    """Whether lines of boxes are a flowchart: no table has a gap, an arrow or a loose stroke between them."""
    bordered = any(is_border(line.text) for line in block)
    return bordered and any(APART.search(line.raw) or STROKE.fullmatch(line.text) for line in block)


def is_drawn(text: str, lines: Sequence[Line], index: int) -> bool:
    """Whether a line belongs to a flowchart: borders, arrows, or a box of one cell."""
    if is_border(text):
        return True
    arrows = len(ARROWS.findall(text))
    if arrows and (ARROWS.match(text) or arrows > 1 or len(text) < 60 or re.match(r"[\[(|]", text)):
        return True
    if re.fullmatch(r"\[[^\]]{1,60}\](?:\s*\[[^\]]{1,60}\])*", text):
        return True
    boxed = text[0] == "|" and text[-1] == "|" and text.count("|") == 2
    return boxed and len(text) > 2
