"""The title of a code, and the letterhead above it."""

import re
from collections.abc import Sequence

from .cleaning import Line, fold, folded
from .columns import opens_columns
from .divisions import division_of
from .labels import mark_of
from .nodes import joined
from .polarity import kind_of_heading

LETTERHEAD = folded(
    r"\W*(?:pemerintah|dinas|kementerian|badan|kantor|kabupaten|kota|provinsi|nomor|keputusan|peraturan|"
    r"surat|tentang|republik|"
    r"rumah sakit|government|ministry|office of)\b"
)
OFFICE = folded(
    r"(?:plt\.?|plh\.?|pj\.?|a\.?n\.?|u\.b\.|an\.)?\s*(?:kepala|bupati|wali\s?kota|gubernur|menteri|"
    r"direktur|sekretaris|camat|lurah|ketua|"
    r"rektor|inspektur|presiden|pimpinan|dekan|head of|director|the director|mayor|secretary|"
    r"ketua pengarah|pengarah|manajer|jaksa)\b"
)
TITLE = folded(
    r"\W*(?:naskah|rancangan|piagam|buku saku|pedoman|panduan|maklumat|sop|"
    r"standar operasional prosedur|tanya jawab|komitmen)?\s*(?:tentang\s+)?(?:kode etik|"
    r"kode perilaku|aturan perilaku|"
    r"pedoman perilaku|pedoman etik|etika|code of|standar perilaku|tata krama|tata tertib|"
    r"pakta integritas|ikrar|pedoman pelayanan|pedoman layanan|budaya kerja|"
    r"tata nilai|kod etika|kod tatalaku|"
    r"tatakelakuan|disiplin pegawai|janji layanan|maklumat|employee code|staff code|conduct rules|"
    r"standards? of|aturan etik|(?:staff |employee )?handbook|prinsip perilaku|kode)\b"
)
NAMED = folded(
    r"\W*(?:[a-z]+ ){0,3}(?:tentang\s+)?(?:kode etik|kode perilaku|code of|kod etika|kod tatalaku|"
    r"pedoman perilaku|tata tertib|tata krama|pakta integritas|janji layanan|maklumat)\b"
)
CITED = re.compile(
    r"(?:SALINAN )?(?:PERATURAN|KEPUTUSAN|INSTRUKSI|SURAT EDARAN)\b.{5,160}?\bTENTANG (?P<about>\S.+)"
)
AGENCY = re.compile(
    r"(?:PEMERINTAH|DINAS|KEMENTERIAN|BUPATI|WALI ?KOTA|NOMOR|RUMAH SAKIT|RSUD|MAJLIS|KERAJAAN|REPUBLIK|"
    r"BADAN|KANTOR|KECAMATAN|KELURAHAN|INSPEKTORAT|SEKRETARIAT|PROVINSI|KABUPATEN|KOTA|DENGAN RAHMAT|SALINAN|"
    r"PERATURAN(?!-)|KEPUTUSAN|MEMUTUSKAN)\b"
)
CONTACT = re.compile(
    r"https?://|www\.|[\w.]+@[\w.]+|\b(?:telp|telepon|tel|fax|faks|email|e-mail|website|situs|kode pos|"
    r"whatsapp|wa|jl|jalan)\b\s*[.:/]|"
    r"^\W*(?:jl|jln|jalan)\b|^\W*[+(]?\d[\d ()+-]{6,}$|\b\d{5}$",
    re.I,
)


def is_letterhead(line: Line) -> bool:
    return CONTACT.search(line.text[:200]) is not None or (
        len(line.text) < 100 and LETTERHEAD.match(fold(line.text)) is not None
    )


def front_length(lines: Sequence[Line]) -> int:
    """How many lines stand before the first label of the body; contact bullets do not count as labels."""
    for index, line in enumerate(lines):
        if division_of(line.text, "") or line.text.startswith("|"):
            return index
        mark = mark_of(line.text)
        if (
            mark
            and any(not r.repaired and r.family != "lost" for r in mark.readings)
            and not CONTACT.search(line.text[:200])
        ):
            return index
    return len(lines)


def title_of(lines: Sequence[Line], front: int) -> tuple[str, int]:
    """The title of the code and the index of the first line after it."""
    starts = [
        index
        for index, line in enumerate(lines[: min(front, 400)])
        if TITLE.match(fold(about(line.text)))
        and len(line.text) < 240
        and line.text[-1] not in ".;:,"
        and not OFFICE.match(fold(line.text))
        and not opens_columns(lines, index)
    ]
    if not starts:
        return heading_title(lines, front)
    starts = [index for index in starts if NAMED.match(fold(about(lines[index].text)))] or starts
    start = starts[-1] if front < len(lines) else starts[0]
    while start - 1 in starts and not lines[start].gap:
        start -= 1
    end = start + 1
    while end < front and not lines[end].gap and continues_title(lines[end].text, lines[start].text):
        end += 1
    words = joined([about(line.text) for line in lines[start:end]])
    while end in starts:
        end += 1
    return re.sub(r"^tentang\s+", "", words, flags=re.I).strip("* "), end


def about(text: str) -> str:
    """The words of a line without emphasis; of `PERATURAN … TENTANG …` only what it is about."""
    plain = bare(text)
    found = CITED.fullmatch(plain) if plain.isupper() else None
    return found["about"] if found else plain


def heading_title(lines: Sequence[Line], front: int) -> tuple[str, int]:
    """Without a known title word: what a decree is about, else the first capitals that are no letterhead."""
    for index, line in enumerate(lines[: min(front, 40)]):
        if line.text == "TENTANG":
            return decree_title(lines, index + 1, front)
    for index, line in enumerate(lines[: min(front, 40)]):
        text = about(line.text)
        plain = (
            3 < len(text) < 160 and text[-1] not in ".;:," and not CONTACT.search(text) and text[0].isalpha()
        )
        if plain and (text.isupper() or line.text.startswith("#")) and not AGENCY.match(text):
            return text, index + 1
    return "", 0


def decree_title(lines: Sequence[Line], start: int, front: int) -> tuple[str, int]:
    """The lines in capitals beneath `TENTANG`, as far as the next blank."""
    end = start
    while end < front and lines[end].text.isupper() and (end == start or not lines[end].gap):
        end += 1
    return joined([line.text for line in lines[start:end]]), end


def continues_title(text: str, first: str) -> bool:
    if mark_of(text) or text[-1] in ".;:," or text.startswith(("|", "DENGAN RAHMAT")):
        return False
    if text.isupper() and first.isupper() and not kind_of_heading(text):
        return TITLE.match(fold(text)) is None
    joins = re.match(r"(?:di|pada|bagi|untuk|dan|for|of|in|lingkungan)\b", text, re.I) is not None
    return joins and (text.isupper() or not first.isupper())


def bare(text: str) -> str:
    return text.strip("#*_ ") or text
