"""Which lines of a document are its body: no recitals, signatures, copies, contents or forewords."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from .cleaning import Line, fold, folded
from .divisions import division_of
from .labels import dictum_of, mark_of
from .polarity import kind_of_heading
from .titles import OFFICE, TITLE, front_length, is_letterhead, title_of

RECITAL = folded(
    r"[\W]*(?:menimbang|mengingat|memperhatikan|membaca|mendengar|considering|whereas|having regard|"
    r"menyedari)\b"
)
ENACT = folded(r"\W*(?:memutuskan|menetapkan|mengadaptasi|it is hereby|hereby decides|dengan persetujuan)\b")
SIGNED = folded(
    r"\W*(?:ditetapkan (?:di|oleh)|disahkan (?:di|oleh)|diundangkan di|dikeluarkan di|ditandatangani|"
    r"dibuat di|issued at|signed (?:at|by)|"
    r"pada tanggal [\doi.:]|salinan sesuai|dikeluarkan oleh|done at|bertarikh|mengetahui\s*[,:]|ttd\b|"
    r"t\.t\.d|"
    r"nip\b[. :]|"
    r"[a-z .]{3,30}, (?:[\doi.…_]{1,12} )?(?:januari|februari|maret|april|mei|juni|juli|agustus|"
    r"september|oktober|november|desember) [\doi]{4}$)"
)
CLOSING = folded(r"\W*(?:agar (?:setiap|semua) orang|supaya setiap orang|in order that every)")
COPIES = folded(
    r"\W*(?:tembusan|salinan kepada|distribusi|disampaikan kepada|copy to|copies to|s\.k\.|cc\s*:|"
    r"salinan\s*:)"
)
ANNEX = folded(
    r"\W*(?:lampiran|annex|appendix|attachment)\b(?!\s+(?:ini|keputusan ini|peraturan ini|yang|merupakan))"
)
FORM = folded(
    r".*\b(?:formulir|format surat|contoh surat|berita acara|surat panggilan|surat pernyataan|blangko|form\b)"
)
SHEET = folded(
    r"\W*(?:lembar (?:persetujuan|pengesahan|tanda tangan|pernyataan|pengaduan|aduan|isian|jawaban)|"
    r"daftar (?:hadir|tanda tangan)|formulir|"
    r"(?:contoh |format )(?:surat|formulir)|blangko|sign(?:ature|-off) (?:page|sheet)|"
    r"acknowledge?ment form)\b[^.;:]{0,60}$"
)
CONTENTS = folded(
    r"\W*(?:daftar isi|table of contents|contents|isi kandungan|kandungan|"
    r"daftar (?:lampiran|tabel|gambar|bagan|singkatan)|"
    r"list of (?:tables|figures))\W*$"
)
FOREWORD = folded(
    r"\W*(?:kata pengantar|sambutan|prakata|foreword|preface|kata-kata aluan|prolog|ucapan terima kasih|"
    r"latar belakang|pendahuluan|"
    r"mukadimah|mukaddimah|pembukaan|preambul|preamble|sekapur sirih)\b.{0,60}$"
)
EXPLAIN = folded(
    r"\W*(?:penjelasan(?: atas)?|pasal demi pasal|daftar pustaka|referensi|bibliography|references|"
    r"explanatory notes)\W*$"
)
LEADERS = re.compile(r"(?:\.\s?){4,}\s*[ivxl\d]*$|…+\s*\d+$|_{4,}\s*\d+$")
PAGED = re.compile(r"[\s.…_](?:[ivx]{1,5}|\d{1,3})$")
ADOPTING = folded(
    r"lampiran|tercantum|mulai berlaku|keputusan ini berlaku|merupakan pedoman|menjadi pedoman|kekeliruan|"
    r"dibebankan|"
    r"sebagai pedoman|disampaikan kepada|"
    r"dengan ketentuan|dicabut"
)


@dataclass
class Parts:
    """The body lines, the title, and what else the file was seen to hold (Indonesian names, in order)."""

    body: list[Line] = field(default_factory=list)
    title: str = ""
    seen: dict[str, None] = field(default_factory=dict)
    annexes: int = 0


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
    parts.body = [
        line for i, line in enumerate(rest[start:]) if named or i >= front or not is_letterhead(line)
    ]
    cut_signature(parts)
    return parts


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
