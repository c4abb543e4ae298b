"""What holds for the reading of any text at all."""

import re

from hypothesis import example, given, settings
from hypothesis import strategies as st

from training.codes.passages import clean_source
from training.codes.reader.cleaning import VISIBLE
from training.codes.reading import read
from training.codes.rules import source_lines

PIECES = [
    "KODE ETIK PETUGAS", "A. Kewajiban", "B. Larangan", "I. NILAI", "BAB I", "KETENTUAN UMUM", "Pasal 1", "Pasal 2 ayat (1)",
    "1. Menyapa pemohon;", "2. Mencatat berkas.", "3. Menjawab", "(1) Petugas wajib:", "a. hadir; dan", "b) pulang.", "1) segera;",
    ". Menjaga data;", "l. Jujur.", "S. Sopan;", "- Ramah", "• Teliti", "\uf0b7 Rapi", "Petugas dilarang:", "petugas wajib", "1", "2",
    "Menimbang : a. bahwa perlu;", "MEMUTUSKAN:", "KESATU : Petugas wajib hadir.", "LAMPIRAN", "Ditetapkan di Sagara", "Tembusan:",
    "| No | Kewajiban | Larangan |", "| 1 | Hadir | Absen |", "No\tKewajiban\tLarangan", "1\tHadir\tAbsen", "Hal. 1 dari 2", "perundang-",
    "undangan", "1.1 Rapi.", "wajib: (1) hadir; (2) pulang.", "DAFTAR ISI", "BAB I ..... 3", "", "", "## Larangan", "ra\u00admah",
    "✘ Absen", "✔\ufe0f Hadir", "Pertama, jujur.", "Kedua: sabar.", "SATU", "DUA", "☰ Menu", "Berita Terkait", "Nama : Sari", "NIP : 1",
    "Pasa1 l", "Pasal 3 (1) Hadir. (2) Pulang.", "1. Respect", "You must:", "aa. tertib;", "| A | **KEWAJIBAN** |", "## 1. Sikap", "b , rapi;",
    "NOTULEN RAPAT", "Slide 2", "(2) Nilai . . .", "[1] Lihat Pasal 2.", "hadir.[1]", "B. Mencatat;", "Integritas", "Unduh PDF 2 MB", "---  ---",
    "Petugas hadir lebih awal setiap hari dan menyapa semua tamu yang datang.", "JANJI LAYANAN", "Yth. 1. Camat;", "Lembar Persetujuan",
    "K O D E   E T I K", "1. N I L A I", "pela-", "yanan kepada warga.", "(2) Petugas ...", "- 2 -", "/2. Nilai", "Pasal 2 ...",
    "Kode Etik - Halaman 2 dari 3", "Dokumen ini telah ditandatangani secara elektronik.", "Majelis bertugas:", "Bagian Kesatu",
    "| hadir |    | pulang |", "+-------+    +--------+", "TENTANG", "EDISI KEDUA",
]  # fmt: skip
DOCUMENTS = st.lists(
    st.tuples(st.sampled_from(["", "  ", "\t", "\u00a0"]), st.sampled_from(PIECES)), max_size=40
).map(lambda lines: "\n".join(indent + piece for indent, piece in lines))
ENDS = st.sampled_from(["\n", "\n", "\r\n", "\r", "\x0c", "\n\x0c", "\x85", "\x0b", "\u2028", "\u2029"])
MIXED_ENDS = st.lists(st.tuples(st.sampled_from(PIECES), ENDS), max_size=40).map(
    lambda lines: "".join(piece + end for piece, end in lines)
)
TEXTS = st.one_of(st.text(), st.text(alphabet="A1a.)(|-: \n\tIl;Sab"), DOCUMENTS)


def printed(text: str) -> str:
    """The visible characters of a text, in order."""
    return "".join(text.translate(VISIBLE).split())


def stands_in_order(words: str, source: str) -> bool:
    """Whether the characters of `words` occur in `source` in the same order."""
    rest = iter(source)
    return all(character in rest for character in words)


def stands_whole(word: str, source: str) -> bool:
    """Whether a word stands in the source, at most parted by a hyphen at the end of a line; a page's head may
    stand between the two parts."""
    if word in source or word in source.replace("-", ""):
        return True
    return any(f"{word[:cut]}-" in source and word[cut:] in source for cut in range(1, len(word)))


@given(TEXTS)
@settings(max_examples=300, deadline=None)
@example("K0DE E00K 0E00000\r_-\rK0DE E00K 0E00000\rwAJ1B")
def test_reading_never_raises_and_words_are_the_sources(text: str) -> None:
    source = printed(text)
    for clause in read(text).clauses:
        assert clause.text.strip() == clause.text and clause.text
        words = [piece for word in clause.text.split() for piece in re.split(r"(?<=-)", word)]
        assert all(stands_whole(word, source) for word in words)
        assert stands_in_order(printed(clause.text), source)


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_addresses_are_unique_and_lines_exist(text: str) -> None:
    found = read(text)
    addresses = [clause.address for clause in found.clauses]
    assert all(addresses) and len(set(addresses)) == len(addresses)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    assert all(1 <= clause.line <= clause.last_line <= lines for clause in found.clauses)
    assert all(1 <= finding.line <= lines and finding.message for finding in found.findings)
    assert bool(found.sections) or [f.id for f in found.findings].count("no-articles") == 1


@given(MIXED_ENDS)
@settings(max_examples=300, deadline=None)
def test_line_numbers_are_those_the_review_screen_shows(text: str) -> None:
    shown = [printed(line) for line in source_lines(text)]
    assert len(clean_source(text)) <= len(shown)
    for clause in read(text).clauses:
        words = clause.text.replace("-", "").split() or [""]
        printed_there = "".join(shown[clause.line - 1 : clause.last_line]).replace("-", "")
        assert words[0][:6] in printed_there and words[-1][-6:] in printed_there
        assert words[-1][-2:] in shown[clause.last_line - 1].replace("-", "")


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_labels_are_printed_or_empty_or_marked_as_repaired(text: str) -> None:
    source = printed(text)
    for clause in read(text).clauses:
        assert clause.label in source or clause.confidence < 0.5


@given(DOCUMENTS)
@settings(max_examples=200, deadline=None)
def test_line_ends_and_a_byte_order_mark_change_nothing(text: str) -> None:
    assert read("\ufeff" + text.replace("\n", "\r\n")) == read(text)
