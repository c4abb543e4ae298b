"""What pages, covers and lead-ins print around a code never becomes a clause nor takes a clause's address."""

import pytest

from training.codes.reader.nodes import joined
from training.codes.reading import read

TITLE = "KODE ETIK PEGAWAI DINAS CONTOH\n\n"
PAGES = {
    "paragraph, letter and article": (
        "Pasal 1\n(1) Pegawai hadir.\n\n          (2) Pegawai wajib ...\n\n- 2 -\n\n(2) Pegawai wajib rapi.\n\nPasal 2\nPegawai wajib:\n"
        "a. ramah;\n\n          b. sabar dan ...\n\n- 3 -\n\nb. sabar dan tenang.\n\n          Pasal 3 ...\n\n- 4 -\n\nPasal 3\nPegawai jujur.\n",
        ["Pasal 1.1", "Pasal 1.2", "Pasal 2.a", "Pasal 2.b", "Pasal 3"],
    ),
    "right above the number": (
        "Pasal 1\n(1) Pegawai hadir.\n(2) Pegawai wajib ...\n- 2 -\n(2) Pegawai wajib rapi.\n",
        ["Pasal 1.1", "Pasal 1.2"],
    ),
    "a stroke before it": (
        "Pasal 1\nPegawai wajib:\na. hadir;\n          /b. menjaga\n\n- 2 -\nb. menjaga rahasia.\n\n          /Pasal 2 . . .\n\x0c- 3 -\n"
        "Pasal 2\nPegawai jujur.\n",
        ["Pasal 1.a", "Pasal 1.b", "Pasal 2"],
    ),
    "dots before it": (
        "Pasal 1\nPegawai hadir.\n\n          ...Pasal 2\n- 2 -\nPasal 2\na. rapi;\n          …b. menjaga\n3\nb. menjaga rahasia.\n",
        ["Pasal 1", "Pasal 2.a", "Pasal 2.b"],
    ),
    "a form feed without a number": (
        "Pasal 1\na. hadir;\n          b. menjaga . . .\n\x0cb. menjaga rahasia.\n          Pasal 2 . . .\n\x0cPasal 2\nPegawai jujur.\n",
        ["Pasal 1.a", "Pasal 1.b", "Pasal 2"],
    ),
    "at the head of the next page": (
        "Pasal 1\na. hadir;\n\n- 2 -\n\nb. menjaga . . .\n\nb. menjaga rahasia.\n\n- 3 -\nPasal 2\n\nPasal 2\nPegawai jujur.\n",
        ["Pasal 1.a", "Pasal 1.b", "Pasal 2"],
    ),
    "without dots": (
        "Pasal 1\na. hadir;\n          b. menjaga\n- 2 -\nb. menjaga rahasia.\n          Pasal 2\n- 3 -\nPasal 2\nPegawai jujur.\n",
        ["Pasal 1.a", "Pasal 1.b", "Pasal 2"],
    ),
    "a foot beneath a heading": (
        "1. KEWAJIBAN\n1.1 Hadir.\n\n2. LARANGAN\n\nDinas Contoh - Halaman 2 dari 3\n\n2.1 Menerima uang.\n\n3. SANKSI\n3.1 Ditegur.\n",
        ["1.1", "2.1", "3.1"],
    ),
    "a foot in English": (
        "1. Duties\n1.1 Be honest.\n\n2. Gifts\n\nWestmere Council - Rules   Page 2 of 3\n\n2.1 Refuse cash.\n2.2 Report gifts.\n",
        ["1.1", "2.1", "2.2"],
    ),
    "a foot with a bar": (
        "1. KEWAJIBAN\nKode Etik Pegawai | 2\n1.1 Hadir.\n\n3 | Kode Etik Pegawai\n\n2. LARANGAN\n2.1 Menerima uang.\n",
        ["1.1", "2.1"],
    ),
    "an electronic signature at every foot": (
        "A. LARANGAN\n\nDokumen ini ditandatangani secara elektronik   Hal. 3\n\n1. merokok;\n\nDokumen ini telah ditandatangani secara elektronik "
        "menggunakan\nsertifikat elektronik yang diterbitkan BSrE\n\n2. tidur.\n",
        ["A.1", "A.2"],
    ),
    "a signature above the electronic one": (
        "I. LARANGAN\n1. merokok.\n\nII. PENUTUP\nKode etik ini ditinjau setiap dua tahun.\n\nDIREKTUR RSUD CEMARA,\n\ndr. SARI, Sp.PD\n\n"
        "Dokumen ini telah ditandatangani secara elektronik.\n",
        ["I.1", "II"],
    ),
    "a title with its page number": (
        "Pasal 1\na. hadir;\n\nKODE ETIK PEGAWAI DINAS CONTOH 2\n\nb. rapi.\n\nKODE ETIK PEGAWAI DINAS CONTOH 3\n\nPasal 2\nPegawai jujur.\n",
        ["Pasal 1.a", "Pasal 1.b", "Pasal 2"],
    ),
    "page numbers in brackets": (
        "(1)\n\nBUPATI CONTOH\n\nBAB I\nETIKA\nPasal 1\na. hadir;\n\n(2)\n\nb. rapi.\n\nPasal 2\n\nPegawai mencatat tamu.\n\n(3)\n\n"
        "Pasal 3\nPegawai jujur.\n",
        ["Pasal 1.a", "Pasal 1.b", "Pasal 2", "Pasal 3"],
    ),
    "a page number damaged by a scan": (
        "Pasal 1\na. hadir;\n\nb. rapi ...\nf! -2-\n\nb. rapi.\nji - 3 -\nPasal 2\nPegawai jujur.\n",
        ["Pasal 1.a", "Pasal 1.b", "Pasal 2"],
    ),
    "a whole page on one line": (
        "2 MEMUTUSKAN: BAB I ETIKA Pasal 1 Pegawai wajib: a. hadir tepat waktu; dan b. mencatat tamu yang datang. Pasal 2 (1) Pegawai "
        "dilarang: a. tidur; dan b. merokok. (2) Larangan pada ayat (1) berlaku sejak Pasal 1 diumumkan.\n",
        ["Pasal 1.a", "Pasal 1.b", "Pasal 2.1", "Pasal 2.1.a", "Pasal 2.1.b", "Pasal 2.2"],
    ),
    "letters that lost their dots": (
        "Pasal 1\nEtika pegawai meliputi\na hidup sederhana,\nb bersikap ramah, dan\nc menjaga alam\nPasal 2\nPegawai jujur.\n",
        ["Pasal 1.a", "Pasal 1.b", "Pasal 1.c", "Pasal 2"],
    ),
    "a drawing after a list": (
        "A. KEWAJIBAN\n1. mencatat;\n2. melapor.\n\n+---------+      +---------+\n| Pemohon | ---> | Petugas |\n| antre   |      | periksa |\n"
        "+---------+      +---------+\n                      |\n                      v\n\nB. LARANGAN\n1. menunda.\n",
        ["A.1", "A.2", "B.1"],
    ),
}  # fmt: skip
LEADS = {
    "an article": (
        "Pasal 2\nMajelis bertugas:\na. memeriksa; dan\nb. memutus.\n",
        ["Pasal 2.a", "Pasal 2.b"],
    ),
    "an article after a page": ("Pasal 2\nRuang lingkup ini meliputi:\n\n- 2 -\n\na. etik.\n", ["Pasal 2.a"]),
    "a letter": ("B. Tim\n\nTim kode etik bertugas:\n\n1. memeriksa.\n", ["B.1"]),
    "a second list": (
        "C. Penegakan\n\nMajelis bertugas:\n1. memutus.\n\nProsedur pengaduan:\n1. lapor.\n",
        ["C.majelis-bertugas.1", "C.prosedur-pengaduan.1"],
    ),
    "a capital under a numeral": (
        "II. KEWAJIBAN\nA. Di loket, petugas:\n1. menyapa.\nB. Di luar, petugas:\n1. melapor.\n",
        ["II.A", "II.A.1", "II.B", "II.B.1"],
    ),
    "a number under a letter": (
        "Pasal 1\nPegawai dilarang:\na. merundung:\n   1) siulan; dan\n   2) ejekan; dan\nb. berjudi.\n",
        ["Pasal 1.a", "Pasal 1.a.1)", "Pasal 1.a.2)", "Pasal 1.b"],
    ),
}
TITLES = {
    "PERATURAN BUPATI LAWANG NOMOR 15 TAHUN 2018 TENTANG KODE ETIK PENYELENGGARA PERIZINAN\n\nDENGAN RAHMAT TUHAN YANG MAHA "
    "ESA\n\nBUPATI LAWANG,\n\nMEMUTUSKAN:\n\nPasal 1\nPegawai jujur.\n": "KODE ETIK PENYELENGGARA PERIZINAN",
    "INSPEKTORAT DAERAH\n\nKODE ETIK AUDITOR\n\nPRINSIP PERILAKU\n- jujur;\n- adil.\n": "KODE ETIK AUDITOR",
    "K O D E   E T I K\nPETUGAS ARSIP\n\nA. N I L A I\n1. Jujur.\n": "KODE ETIK PETUGAS ARSIP",
    "K O D E E T I K\n\nA. NILAI\n1. Jujur.\n": "KODE ETIK",
}  # fmt: skip
CHART = (
    "PERATURAN BUPATI\nTENTANG\nSUSUNAN ORGANISASI DINAS ARSIP\n\nMEMUTUSKAN:\n\nPasal 1\nDinas terdiri atas:\na. Kepala;\nb. Sekretariat; dan\n"
    "c. Bidang Arsip.\n\nPasal 2\nKepala mempunyai tugas memimpin Dinas.\n"
)


@pytest.mark.parametrize("name", PAGES)
def test_what_a_page_prints_is_no_clause(name: str) -> None:
    text, addresses = PAGES[name]
    found = read(TITLE + text)
    assert [clause.address for clause in found.clauses] == addresses
    assert not any(mark in clause.text for clause in found.clauses for mark in ("...", "…", ". . .", "/"))
    assert not any(finding.severity == "warning" for finding in found.findings)


@pytest.mark.parametrize("name", LEADS)
def test_a_lead_in_leaves_its_heading_in_the_address(name: str) -> None:
    text, addresses = LEADS[name]
    assert [clause.address for clause in read(TITLE + text).clauses] == addresses


@pytest.mark.parametrize("text", TITLES)
def test_a_code_is_called_what_it_calls_itself(text: str) -> None:
    found = read(text)
    assert found.title == TITLES[text] and found.clauses


def test_catchwords_are_mentioned_once() -> None:
    findings = read(TITLE + PAGES["paragraph, letter and article"][0]).findings
    assert [finding.id for finding in findings] == ["surroundings"]
    assert "3 baris dibaca sebagai kata penyambung" in findings[0].message


def test_dots_that_come_back_nowhere_are_part_of_a_rule() -> None:
    found = read(TITLE + "Pegawai membawa:\na. tas, buku, dll ...\n\n- 2 -\n\nb. pena.\n")
    assert [clause.text for clause in found.clauses] == ["tas, buku, dll ...", "pena."]


def test_a_cover_with_its_year_is_no_rule() -> None:
    found = read(
        "KODE ETIK PEGAWAI\n\nEDISI KEDUA\nLawang, 2022\n\nKATA PENGANTAR\n\nPuji syukur.\n\nDAFTAR ISI\nBAB I NILAI .... 1\n"
    )
    assert not found.sections and [finding.id for finding in found.findings] == ["no-articles"]
    assert "kata pengantar, daftar isi" in found.findings[0].message
    assert not read("KODE ETIK PEGAWAI\n\nEDISI KEDUA\n2022\n").clauses


def test_parts_begin_anew_in_every_chapter() -> None:
    text = (
        "BAB I\nUMUM\nBagian Kesatu\nNilai\n1. jujur.\n\nBAB II\nLAIN\nBagian Kesatu\nSanksi\n1. ditegur.\n"
    )
    found = read(TITLE + text)
    assert [clause.address for clause in found.clauses] == ["Bagian Kesatu.1", "BAB II.Bagian Kesatu.1"]
    assert not found.findings
    again = read(TITLE + text.replace("BAB II\nLAIN\n", ""))
    assert [finding.id for finding in again.findings] == ["section-repeated"]


def test_a_regulation_about_something_else_is_quoted_with_a_warning_at_its_top() -> None:
    found = read(CHART)
    assert found.title == "SUSUNAN ORGANISASI DINAS ARSIP"
    assert [clause.address for clause in found.clauses] == ["Pasal 1.a", "Pasal 1.b", "Pasal 1.c", "Pasal 2"]
    first = found.findings[0]
    assert (first.id, first.line, first.severity) == ("not-a-code", 1, "warning")
    assert "tampaknya bukan kode etik" in first.message


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("layan-|an", "layanan"),
        ("LARANG-|AN", "LARANGAN"),
        ("perundang-|undangan", "perundang-undangan"),
        ("UNDANG-|UNDANG", "UNDANG-UNDANG"),
        ("bolak-|balik", "bolak-balik"),
        ("warna-|warni", "warna-warni"),
        ("se-|Indonesia", "se-Indonesia"),
        ("COVID-|19", "COVID-19"),
        ("KTP-|el", "KTP-el"),
        ("self-|assessment", "self-assessment"),
        ("pra-|dan pascabencana", "pra- dan pascabencana"),
        ("hadir -|pulang", "hadir - pulang"),
        ("me-|laksana-|kan", "melaksanakan"),
    ],
)
def test_a_word_broken_at_its_hyphen_is_one_word(broken: str, whole: str) -> None:
    assert joined(broken.split("|")) == whole
    assert (
        read(f"{TITLE}1. Pegawai wajib {broken.replace('|', chr(10))} hari ini.\n")
        .clauses[0]
        .text.endswith(f"wajib {whole} hari ini.")
    )
