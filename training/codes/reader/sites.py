"""What a web page prints around its article: menus, trails, bylines, link lists, downloads, comment forms."""

import re
from collections.abc import Sequence

from .cleaning import Line, below, fold, folded
from .divisions import division_of
from .furniture import ADVERT
from .labels import mark_of
from .polarity import MODAL, NORMATIVE, kind_of_heading
from .titles import TITLE

BLOCK = folded(
    r"\W*(?:menu(?: utama)?|navigasi|main menu|kategori|categories|arsip|archives?|"
    r"(?:berita|artikel|pos|posting|informasi|konten) (?:terkait|terpopuler|populer|terbaru|terkini|lainnya)|"
    r"(?:recent|related|popular|latest) (?:posts?|articles?|news|pages?|links?)|terpopuler|baca juga|"
    r"tautan (?:cepat|terkait|penting|luar)|(?:link|situs) terkait|quick links|tinggalkan (?:komentar|"
    r"balasan)|leave a (?:reply|comment)|komentar|comments|kontak(?: kami)?|hubungi kami|contact(?: us)?|"
    r"media sosial|ikuti kami|follow us|(?:hasil pencarian|search results)\b.{0,60}|statistik pengunjung|"
    r"unduhan|berkas unduhan|downloads?|peta situs|site ?map|bagikan(?: artikel| halaman)?(?: ini)?|"
    r"share this(?: page)?|newsletter|berlangganan)\W*(?:\(\d+\)\W*)?$"
)
ASIDE = re.compile(
    r"^\W*(?:lewati ke|skip to|situs resmi|official (?:web)?site|"
    r"(?:apakah|was|is) (?:halaman|laman|this page|informasi) .{0,30}(?:membantu|berguna|helpful|useful)|"
    r"(?:oleh|by|penulis|reporter|editor|fotografer|author)\s*:|home\s*[»>/|›]|beranda\s*[›→]|"
    r"situs (?:web )?ini menggunakan|this (?:web)?site uses|alamat (?:surel|email) anda|"
    r"your email address|(?:masuk|login|sign in|log in)\s*[|/]|cari(?: \w+)?\s*(?:\.\.\.|…)|"
    r"search\s*(?:\.\.\.|…)|"
    r"[«‹<]+\s*(?:sebelumnya|previous)|(?:sebelumnya|previous)\b.*\b(?:berikutnya|next)|"
    r"(?:terakhir )?(?:diperbarui|dimutakhirkan|diposting|diterbitkan)(?: pada)?\s*:|"
    r"last (?:updated|modified)|"
    r"posted (?:on|by)|tag(?:ar|s)?\s*:|(?:cetak|print)\s*[|/]|kirim komentar|terima semua|accept all)"
    r"|\bdibaca\s*:?\s*[\d.,]+|\b[\d.,]+ (?:kali dibaca|views|komentar|comments)\b|©|"
    r"\b(?:kebijakan privasi|privacy policy)\s*[|·]|[|·]\s*(?:kebijakan privasi|privacy policy)|"
    r"\b\d{1,2}[.:]\d\d\s*(?:WIB|WITA|WIT)\s*(?:×|x|$)|"
    r"\b(?:pdf|docx?|xlsx?)\b.{0,20}\d\s*[kmg]b\b|\d\s*[kmg]b\b.{0,12}\b(?:unduh|download)\b|\s×$",
    re.I,
)
COUNTED = re.compile(r"\W*\w.{0,60}\(\d{1,3}(?:\.\d{3})*\)$")
OPENER = re.compile(r"^\s*[☰≡]")
MENU = re.compile(
    r"[A-Z][\w'’]+(?: [\w'’&]+){0,2}(?:(?:\s{2,}|\s?[|·•›»]\s?)[A-Z][\w'’]+(?: [\w'’&]+){0,2}){2,}"
)
ENTRY = re.compile(r"[A-Z][a-z]+(?: [A-Z&][a-z]*){0,2}")


def without_site(lines: Sequence[Line]) -> list[Line]:
    """The lines without the furniture of a web page. A block runs until a heading of rules after a blank."""
    kept: list[Line] = []
    blocked, gap, page = False, False, has_menu(lines)
    for index, line in enumerate(lines):
        short = len(line.text) < 200
        if short and opens_block(line, lines[index + 1] if index + 1 < len(lines) else None):
            blocked = True
        elif blocked and (not short or closes_block(line)):
            blocked = False
        if blocked or (short and is_aside(lines, index)):
            gap = page = True
            continue
        kept.append(below(line, gap=gap))
        gap = False
    return without_foot(kept) if page else kept


def has_menu(lines: Sequence[Line]) -> bool:
    """Whether the names of pages stand above the article, side by side or beneath each other."""
    top = [line.raw.strip() for line in lines[:8]]
    return any(MENU.fullmatch(raw) for raw in top) or any(
        all(ENTRY.fullmatch(raw) for raw in top[start : start + 4]) for start in range(len(top) - 3)
    )


def without_foot(lines: Sequence[Line]) -> list[Line]:
    """The lines without the lists of links at the end, when those of the article end as sentences do."""
    end = len(lines)
    for index in range(len(lines) - 1, 0, -1):
        line = lines[index]
        if ADVERT.match(line.text):
            continue
        if line.text[-1] in ".;:" or len(line.text.split()) > 9 or MODAL.search(fold(line.text)):
            break
        if line.gap:
            if kind_of_heading(line.text) or division_of(line.text, "") or TITLE.match(fold(line.text)):
                break
            end = index
    items = [line.text for line in lines[:end] if mark_of(line.text)]
    finished = sum(text[-1] in ".;" for text in items)
    return list(lines[:end] if finished * 2 > len(items) else lines)


def opens_block(line: Line, after: Line | None) -> bool:
    """Whether a line names a block of links: a menu, related news, comments."""
    if OPENER.match(line.text):
        return True
    named = BLOCK.match(fold(line.text)) is not None and not line.text.endswith((".", ";"))
    return named and (line.gap or (after is not None and mark_of(after.text) is not None))


def closes_block(line: Line) -> bool:
    """Whether a line takes up the article again: a title, a division, or a heading or lead-in of rules."""
    text = line.text
    mark = mark_of(text)
    if mark is not None:
        lettered = mark.readings[0].family in ("upper", "roman")
        return lettered and bool(kind_of_heading(mark.rest)) and len(mark.rest) < 80
    if division_of(text, ""):
        return True
    if not line.gap or text.endswith(".") or len(text) > 160:
        return False
    leads = text.endswith(":") and bool(NORMATIVE.search(fold(text)))
    return (
        leads
        or TITLE.match(fold(text.strip("#*_ "))) is not None
        or (bool(kind_of_heading(text)) and len(text.split()) < 8)
    )


def is_aside(lines: Sequence[Line], index: int) -> bool:
    """One line of page furniture: a byline, a cookie notice, a download, a counted category."""
    text = lines[index].text
    if ASIDE.search(text):
        return True
    near = [lines[i].text for i in (index - 1, index + 1) if 0 <= i < len(lines)]
    return COUNTED.match(text) is not None and any(
        len(other) < 200 and COUNTED.match(other) is not None and mark_of(other) for other in near
    )
