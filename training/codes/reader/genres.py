"""What a file calls itself when it is no code: minutes, invitations, letters, press pieces, forms."""

import re
from collections.abc import Sequence

from .cleaning import Line, fold, folded
from .divisions import division_of
from .labels import mark_of
from .titles import TITLE

GENRES = {
    "notulen rapat": folded(r"\W*(?:notul(?:en|a|ensi)|risalah|minutes\b|meeting minutes|hasil rapat)"),
    "undangan": folded(r"\W*(?:surat )?undangan|\W*invitation"),
    "susunan acara": folded(
        r"\W*(?:susunan acara|agenda|rundown|jadwal|schedule|daftar hadir|silabus|kurikulum)\b"
    ),
    "siaran pers": folded(r"\W*(?:siaran pers|press release|media release)"),
    "pengumuman": folded(r"\W*(?:pengumuman|lowongan|seleksi|persyaratan|syarat|announcement|vacanc|job )"),
    "laporan": folded(
        r"\W*(?:laporan|proposal|kerangka acuan|terms of reference|resume|report\b|ringkasan eksekutif)"
    ),
    "daftar": folded(
        r"\W*(?:register|rekap(?:itulasi)?|buku (?:register|catatan))\b|"
        r"\W*daftar (?:peraturan|produk hukum|nama|pegawai|harga|inventaris|alamat|kontak|penerima|peserta|"
        r"dokumen|informasi)\b"
    ),
    "formulir": folded(
        r"\W*(?:formulir|kuesioner|angket|survei|blangko|questionnaire|kuis\b|"
        r"(?:(?:latihan|contoh|bank) )?soal\b|lembar (?:pengaduan|aduan|isian|jawaban))"
    ),
    "berita acara": folded(
        r"\W*(?:berita acara|putusan|surat tugas|surat perintah|surat keterangan|surat kuasa)"
    ),
    "daftar pertanyaan": folded(
        r"\W*(?:tanya jawab|pertanyaan (?:yang )?(?:sering|umum)|faq|frequently asked)"
        r"(?!.*(?:etik|perilaku|conduct))"
    ),
}
CALL = folded(
    r"(?:.*\b(?:lowongan|rekrutmen|rekruitmen|siaran pers|susunan acara|vacancy|we are hiring|tender|lelang)|"
    r"\W*(?:(?:di)?buka|informasi|jadwal)?\s*(?:penerimaan (?:pegawai|calon|tenaga)|seleksi|pendaftaran))\b"
)
APPLICANT = folded(
    r"\W*(?:kualifikasi|requirements|qualifications|kami menawarkan|what we offer|"
    r"cara melamar|how to apply)\W*$"
)
CODELIKE = folded(r"etik|perilaku|conduct|ethic|disiplin")
SUBJECT = folded(r"\W*(?:hal|perihal|subject|re)\s*:\s*(?!.*surat edaran)\S")
ADDRESSED = folded(r"\W*(?:yth\b|kepada\s*:?\s*yth|dear\b|dengan hormat)")
DATELINE = re.compile(
    r"[A-Z][A-Z .]{2,30}(?:,\s*[A-Z][\w. ]{2,30}|\s*\([\w. ]{2,20}\))?\s*(?:–|—|--| - )\s*[A-Z]\w"
)
SPEECH = re.compile(
    r"[,.?!]?[\"”’]\s*(?:ujar|kata|tutur|ungkap|jelas|tegas|ucap|imbuh|papar|terang|sebut|said|says)\w*\b",
    re.I,
)
BYLINE = re.compile(
    r"^\W*(?:penulis|editor|reporter|oleh|by)\s*:|\b(?:WIB|WITA|WIT)\b|^\W*tags?\s*:|\(\w{2,5}/\w{2,5}\)\s*$|"
    r"^\W*baca juga\b",
    re.I,
)


def genre_of(lines: Sequence[Line], page: Sequence[Line]) -> str:
    """The Indonesian name of a file that is no code, or ''; `page` is the file with its web furniture."""
    news = is_news(page) and not divided(lines)
    top = front(lines)
    head = [fold(line.text) for line in top]
    if any(TITLE.match(key) for key in head[:1]):
        return "berita" if news else ""
    for name, pattern in GENRES.items():
        if any(pattern.match(key) and stands_out(top, i) for i, key in enumerate(head)) and not divided(
            lines
        ):
            return name
    if any(
        CALL.match(key) and not CODELIKE.search(key) and headline(line)
        for key, line in zip(head, top, strict=True)
    ):
        return "" if divided(lines) else "pengumuman"
    if any(APPLICANT.match(fold(line.text)) for line in lines if len(line.text) < 60):
        return "" if divided(lines) else "pengumuman"
    if any(SUBJECT.match(key) for key in head) and any(ADDRESSED.match(key) for key in head):
        return "" if any("surat edaran" in line.text.lower() for line in top) else "surat"
    return "berita" if news else ""


def stands_out(lines: Sequence[Line], index: int) -> bool:
    """Whether a line is printed as a name of its file: first, in capitals, or marked."""
    text = lines[index].text
    return index == 0 or text.isupper() or text[0] in "#*"


def headline(line: Line) -> bool:
    return len(line.text) < 120 and (line.text.isupper() or line.text.istitle())


def front(lines: Sequence[Line]) -> list[Line]:
    """The short lines with which a file names itself, before its first label, sentence or code title."""
    found: list[Line] = []
    for line in lines[:25]:
        named = found and line.gap and TITLE.match(fold(line.text))
        if named or len(line.text) > 160 or line.text.endswith(";") or mark_of(line.text):
            break
        found.append(line)
    return found


def divided(lines: Sequence[Line]) -> bool:
    """Whether a file has at least two articles of its own."""
    found = [division_of(line.text, "") for line in lines if len(line.text) < 200]
    return sum(division is not None and division.rank == 3 for division in found) > 1


def is_news(lines: Sequence[Line]) -> bool:
    """Whether a file is a news item: a dateline or reported speech, and a byline, date or tag line."""
    some = [line.text for line in lines[:80]]
    lined = any(len(text) > 60 and DATELINE.match(text[:80]) for text in some)
    spoken = any(SPEECH.search(text[:1500]) for text in some)
    signed = any(len(text) < 400 and BYLINE.search(text) for text in some)
    return lined + spoken + signed > 1 and (lined or spoken)
