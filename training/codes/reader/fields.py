"""Filled-in fields (`Nama : …`), addressees and footnotes: printed beside a code, never part of it."""

import re
from collections.abc import Sequence

from .cleaning import Line, below, fold, folded

FIELD = folded(
    r"\W*(?:nama(?: [a-z]+){0,2}|nip|nik|nrp|jabatan|pangkat[^:]{0,14}|golongan|unit kerja|instansi|alamat|"
    r"tempat[^:]{0,16}|hari(?:[,/ ]+tanggal)?|tanggal(?: [a-z]+)?|pukul|waktu|jam|acara|agenda|"
    r"nomor(?: [a-z]+)?|no\.?|sifat|lampiran|hal|perihal|kepada|dari|status|versi|revisi|edisi|owner|version|"
    r"approved|next review|(?:disahkan|dibuat|disusun|diperiksa|disetujui) oleh|judul|penulis|editor|notulis|"
    r"notulen|pimpinan(?: rapat)?|pemimpin rapat|peserta|ruang|uraian|tanda tangan|date|time|place|venue|to|"
    r"from|subject|name|position|department|effective(?: date)?|doc(?:ument)?\.? (?:no|number)\.?|chair|"
    r"present|apologies)\s*:(?:\s|$)"
)
ADDRESSEE = folded(r"\W*(?:yth\b|kepada\s*:?\s*(?:yth\b|\W*$|[\di]\s?[.)]\s)|to\s*:\s*$)")
SHEETED = folded(
    r"\W*(?:dasar hukum|keterkaitan|kualifikasi pelaksana|peralatan[^:]{0,20}|perlengkapan|"
    r"pencatatan[^:]{0,20})\s*:\s*$"
)
HEADED = re.compile(r"\W*(?:lampiran|annex|appendix|attachment)\s*:?\s*(?!:?\s*(?:\d|-|satu|$))", re.I)
NOTED = re.compile(r"\S\[(\d{1,2})\]")
NOTE = re.compile(r"\[(\d{1,2})\]\s|[\u00b9\u00b2\u00b3\u2074-\u2079]+\s?\w")


def without_fields(lines: Sequence[Line]) -> list[Line]:
    """The lines without blocks of two fields or more and their wrapped values, addressees and footnotes."""
    fields = [len(line.text) < 400 and is_field(line) for line in lines]
    cited = {number for line in lines for number in NOTED.findall(line.text[:2000])}
    kept: list[Line] = []
    gap, column, noting, addressed, sheeted = False, -1, False, False, False
    for index, line in enumerate(lines):
        paired = fields[index] and any(fields[max(0, index - 1) : index] + fields[index + 1 : index + 2])
        wrapped = column >= 0 and not line.gap and line.indent >= column + 8
        addressed = ADDRESSEE.match(fold(line.text)) is not None or (addressed and not line.gap)
        sheeted = SHEETED.match(fold(line.text)) is not None or (sheeted and not line.gap)
        noting = is_note(line, cited) or (noting and not line.gap)
        column = line.indent if paired else column if wrapped or (column >= 0 and fields[index]) else -1
        if paired or wrapped or noting or addressed or sheeted:
            gap = True
            continue
        kept.append(below(line, gap=gap))
        gap = False
    return kept


def is_field(line: Line) -> bool:
    return FIELD.match(fold(line.text)) is not None and not HEADED.match(line.text)


def is_note(line: Line, cited: set[str]) -> bool:
    """A footnote: a raised figure, or a figure in brackets that an earlier word carries."""
    found = NOTE.match(line.text)
    return found is not None and (found[1] is None or found[1] in cited)
