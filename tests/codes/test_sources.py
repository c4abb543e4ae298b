"""A decree as it comes: text in any encoding, Word with the numbers only Word knows, PDF with its lines."""

import sys
import zipfile
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tests.codes.papers import (
    PICTURE,
    add_item,
    add_xml,
    define_list,
    make_list,
    pdf_of_pages,
    pdf_of_text,
    repacked,
    saved,
    text_at,
    word_of_text,
    word_with_lists,
)
from tests.corpus.comparing import DOCUMENTS, text_of
from training.codes.kinds.layout import Word
from training.codes.kinds.numbering import in_format
from training.codes.kinds.scan import RapidRecogniser, placed
from training.codes.reading import read
from training.codes.sources import Unreadable, WithoutText, extract, pasted

CODES = sorted((Path(__file__).parents[2] / "quizzes").glob("*/code.txt"))
SENTENCE = "Petugas dilarang menerima pemberian dalam bentuk apa pun dari pemohon layanan."


def lines(data: bytes, name: str = "a.docx") -> list[str]:
    return [" ".join(line.split()) for line in extract(data, name=name).text.splitlines() if line.strip()]


def clauses(text: str) -> list[tuple[str, str, str]]:
    return [(clause.address, clause.label, clause.text) for clause in read(text).clauses]


# Text


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "mac_roman"]
)
def test_text_reads_the_same_whatever_encoding_it_was_saved_in(encoding: str) -> None:
    text = "1. Petugas wajib bersikap “jujur” – tanpa kecuali.\r\n2. Petugas wajib hadir tepat waktu.\r\n"
    source = extract(text.encode(encoding), name="a.txt")
    assert source.text == text and source.kind == "txt"
    assert bool(source.notes) == (encoding in {"cp1252", "mac_roman"})


def test_a_guessed_encoding_is_said() -> None:
    source = extract(b"Sikap \x93jujur\x94 di loket.", name="a.txt")
    assert source.encoding == "cp1252" and "cp1252" in source.notes[0]


def test_letters_are_composed() -> None:
    assert extract("cafe\u0301 Pasal".encode(), name="a.txt").text == "caf\u00e9 Pasal"
    assert pasted("cafe\u0301").text == "caf\u00e9" and pasted("a").kind == "pasted"


def test_damaged_utf8_is_named_by_its_byte_and_line() -> None:
    data = "“Jujur” – “santun”\n".encode() + b"Ramah \x93"
    with pytest.raises(Unreadable, match=rf"^a\.txt:2: Byte ke-{len(data)} \(0x93\) bukan UTF-8"):
        extract(data, name="a.txt")


@pytest.mark.parametrize("path", CODES, ids=lambda path: path.parent.name)
def test_a_text_file_is_taken_as_it_is(path: Path) -> None:
    assert extract(path.read_bytes(), name=path.name).text == path.read_text(encoding="utf-8")


# Word


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_a_document_reads_the_same_from_word(path: Path) -> None:
    text = text_of(path).lstrip("\ufeff")
    assert clauses(extract(word_of_text(text), name="a.docx").text) == clauses(text)


@pytest.mark.parametrize("path", CODES, ids=lambda path: path.parent.name)
def test_a_code_reads_the_same_when_word_counts_its_lists(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    data = word_with_lists(text)
    assert clauses(extract(data, name="a.docx").text) == clauses(text)


def test_a_list_may_be_defined_by_a_style() -> None:
    document = Document()
    defined = define_list(document, 70, [("upperLetter", "%1)")])
    style = parse_xml(
        f'<w:style {nsdecls("w")} w:type="numbering" w:styleId="Etik"><w:pPr><w:numPr><w:numId w:val="{defined}"/>'
        "</w:numPr></w:pPr></w:style>"
    )
    document.styles.element.append(style)
    link = (
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="75"><w:numStyleLink w:val="Etik"/></w:abstractNum>'
    )
    document.part.numbering_part.element.insert(0, parse_xml(link))
    linking = make_list(document, 85, 75)
    add_item(document, "satu", linking)
    add_item(document, "dua", linking)
    assert lines(saved(document)) == ["A) satu", "B) dua"]


def test_the_whole_chain_of_numbers_is_computed_and_begins_again() -> None:
    document = Document()
    chain = define_list(
        document,
        70,
        [("upperRoman", "BAB %1"), ("decimal", "Pasal %2"), ("decimal", "(%3)"), ("lowerLetter", "%4."),
         ("decimal", "%5)")],
        {1: '<w:lvlRestart w:val="0"/>'},
    )  # fmt: skip
    for depth, text in [
        (0, "Umum"), (1, ""), (2, "Satu"), (3, "rincian"), (3, "rincian"), (4, "sub"), (4, "sub"), (2, "Dua"),
        (3, "rincian"), (0, "Kewajiban"), (1, ""), (2, "Tiga"), (3, "rincian"), (4, "sub"),
    ]:  # fmt: skip
        add_item(document, text, chain, depth)
    assert lines(saved(document)) == [
        "BAB I Umum", "Pasal 1", "(1) Satu", "a. rincian", "b. rincian", "1) sub", "2) sub", "(2) Dua",
        "a. rincian", "BAB II Kewajiban", "Pasal 2", "(1) Tiga", "a. rincian", "1) sub",
    ]  # fmt: skip


def test_numbered_articles_read_as_a_code() -> None:
    document = Document()
    document.add_paragraph("KODE ETIK PETUGAS LOKET")
    articles = define_list(document, 70, [("decimal", "Pasal %1")])
    points = define_list(document, 71, [("lowerLetter", "%1.")])
    for number, (lead, items) in enumerate(
        [
            ("Petugas wajib:", ["menyapa pemohon;", "menjaga rahasia."]),
            ("Petugas dilarang:", ["meminta uang."]),
        ]
    ):
        add_item(document, "", articles)
        document.add_paragraph(lead)
        fresh = make_list(document, 80 + number, 71, {0: 1}) if number else points
        for item in items:
            add_item(document, item, fresh)
    found = clauses(extract(saved(document), name="a.docx").text)
    assert [(label, text) for _, label, text in found] == [
        ("a", "menyapa pemohon;"),
        ("b", "menjaga rahasia."),
        ("a", "meminta uang."),
    ]
    assert read(extract(saved(document), name="a.docx").text).sections[1].kind == "prohibition"


def test_levels_within_levels_print_all_their_numbers() -> None:
    document = Document()
    deep = define_list(document, 70, [("decimal", "%1."), ("decimal", "%1.%2"), ("upperLetter", "%1.%2.%3")])
    for depth in (0, 1, 2, 2, 1, 0, 1):
        add_item(document, "x", deep, depth)
    assert [line.split()[0] for line in lines(saved(document))] == [
        "1.", "1.1", "1.1.A", "1.1.B", "1.2", "2.", "2.1"
    ]  # fmt: skip


def test_a_list_may_start_elsewhere_and_two_lists_of_one_kind_go_on() -> None:
    document = Document()
    first = define_list(document, 70, [("decimal", "%1.")])
    again = make_list(document, 81, 70, {0: 5})
    further = make_list(document, 82, 70)
    for number in (first, first, again, again, further):
        add_item(document, "x", number)
    assert lines(saved(document)) == ["1. x", "2. x", "5. x", "6. x", "7. x"]


def test_a_style_carries_its_number() -> None:
    document = Document()
    number = define_list(
        document, 70, [("upperLetter", "%1."), ("decimal", "%2)")], {1: '<w:pStyle w:val="Heading2"/>'}
    )
    for style, depth in (("Heading 1", '<w:ilvl w:val="0"/>'), ("Heading 2", "")):
        properties = document.styles[style].element.get_or_add_pPr()
        listed = f'<w:numPr {nsdecls("w")}>{depth}<w:numId w:val="{number}"/></w:numPr>'
        properties.insert(0, parse_xml(listed))
    for level, text in ((1, "Nilai"), (2, "Jujur"), (2, "Santun"), (1, "Larangan"), (2, "Berdusta")):
        document.add_heading(text, level)
    off = document.add_heading("Penutup", 1)
    off._p.get_or_add_pPr().append(parse_xml(f'<w:numPr {nsdecls("w")}><w:numId w:val="0"/></w:numPr>'))
    assert lines(saved(document)) == [
        "A. Nilai",
        "1) Jujur",
        "2) Santun",
        "B. Larangan",
        "1) Berdusta",
        "Penutup",
    ]


def test_built_in_lists_of_word_have_their_signs() -> None:
    document = Document()
    for style in ("List Number", "List Number", "List Bullet"):
        document.add_paragraph("x", style=style)
    assert lines(saved(document)) == ["1. x", "2. x", "• x"]


@pytest.mark.parametrize(
    ("value", "kind", "printed"),
    [
        (28, "lowerLetter", "bb"), (3, "upperLetter", "C"), (14, "upperRoman", "XIV"), (9, "lowerRoman", "ix"),
        (7, "decimalZero", "07"), (4, "decimal", "4"), (5, "chineseCounting", "5"),
    ],
)  # fmt: skip
def test_numbers_are_written_as_word_writes_them(value: int, kind: str, printed: str) -> None:
    assert in_format(value, kind) == printed


def test_deeper_items_stand_further_in() -> None:
    document = Document()
    nested = define_list(document, 70, [("decimal", "%1."), ("lowerLetter", "%2.")])
    add_item(document, "luar", nested)
    add_item(document, "dalam", nested, 1)
    outer, inner = [line for line in extract(saved(document), name="a.docx").text.splitlines() if line]
    assert len(inner) - len(inner.lstrip()) > len(outer) - len(outer.lstrip()) + 1


def test_tables_of_clauses_become_rows_in_their_place() -> None:
    document = Document()
    document.add_paragraph("KODE PERILAKU PETUGAS LOKET")
    table = document.add_table(3, 3)
    for row, cells in enumerate(
        [
            ("No", "Kewajiban", "Larangan"),
            ("", "Menyapa pemohon", "Meminta uang"),
            ("", "Memberi tanda terima", "-"),
        ]
    ):
        for column, text in enumerate(cells):
            table.cell(row, column).text = text
    number = define_list(document, 70, [("decimal", "%1.")])
    for row in (1, 2):
        listed = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
        table.cell(row, 0).paragraphs[0]._p.get_or_add_pPr().append(parse_xml(listed))
    document.add_paragraph("Penutup")
    assert lines(saved(document)) == [
        "KODE PERILAKU PETUGAS LOKET",
        "| No | Kewajiban | Larangan |",
        "| 1. | Menyapa pemohon | Meminta uang |",
        "| 2. | Memberi tanda terima | - |",
        "Penutup",
    ]
    found = read(extract(saved(document), name="a.docx").text)
    assert [(c.label, c.kind) for c in found.clauses] == [
        ("1", "obligation"), ("1", "prohibition"), ("2", "obligation")
    ]  # fmt: skip


def test_a_table_that_only_places_words_is_read_as_words() -> None:
    document = Document()
    table = document.add_table(1, 3)
    for column, text in enumerate(("Menimbang", ":", "a. bahwa petugas perlu berpegang pada etika;")):
        table.cell(0, column).text = text
    table.cell(0, 2).add_paragraph("b. bahwa kode etik perlu ditetapkan;")
    assert lines(saved(document)) == [
        "Menimbang : a. bahwa petugas perlu berpegang pada etika;",
        "b. bahwa kode etik perlu ditetapkan;",
    ]


def test_only_what_is_printed_in_the_body_is_read() -> None:
    document = Document()
    document.sections[0].header.paragraphs[0].text = "KEPALA SURAT"
    document.sections[0].footer.paragraphs[0].text = "Halaman 1"
    add_xml(
        document,
        "<w:r><w:t>Petugas </w:t></w:r><w:ins><w:r><w:t>wajib </w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>boleh </w:delText></w:r></w:del><w:r><w:rPr><w:vanish/></w:rPr><w:t>rahasia</w:t></w:r>"
        "<w:r><w:rPr><w:caps/></w:rPr><w:t>jujur</w:t></w:r><w:r><w:footnoteReference w:id='2'/></w:r>"
        "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>kotak</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"
        "<w:r><w:fldChar w:fldCharType='begin'/><w:instrText>PAGE</w:instrText><w:noBreakHyphen/></w:r>",
    )
    source = extract(saved(document), name="a.docx")
    assert source.text.strip() == "Petugas wajib JUJUR-"
    assert len(source.notes) == 3


def test_a_paragraph_whose_end_was_deleted_goes_on_and_is_not_counted() -> None:
    document = Document()
    number = define_list(document, 70, [("decimal", "%1.")])
    for text in ("satu", "dua ", "tiga"):
        add_item(document, text, number)
    mark = parse_xml(f"<w:rPr {nsdecls('w')}><w:del/></w:rPr>")
    document.paragraphs[1]._p.get_or_add_pPr().append(mark)
    assert lines(saved(document)) == ["1. satu", "2. dua tiga"]


# PDF


@pytest.mark.parametrize("path", CODES, ids=lambda path: path.parent.name)
def test_a_code_reads_the_same_from_pdf(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    source = extract(pdf_of_text(text), name="a.pdf")
    assert source.pages > 0 and not source.notes
    assert clauses(source.text) == clauses(text)


def test_pages_come_in_order_and_broken_words_keep_their_hyphen() -> None:
    pages = [
        text_at(50, 700, "sesuai peraturan perundang-") + text_at(50, 687, "undangan."),
        text_at(50, 700, "Akhir"),
    ]
    assert lines(pdf_of_pages(pages), "a.pdf") == ["sesuai peraturan perundang-", "undangan.", "Akhir"]


def test_a_table_keeps_its_columns() -> None:
    drawn = "".join(
        text_at(x, y, text)
        for y, row in [
            (700, ("No", "Kewajiban", "Larangan")),
            (680, ("1", "Menyapa pemohon dengan", "Menerima titipan")),
            (667, ("", "salam", "berkas dari calo")),
            (650, ("2", "Menyebutkan tarif", "Meminta uang jasa")),
        ]
        for x, text in zip((50, 80, 300), row, strict=True)
        if text
    )
    found = clauses(
        extract(pdf_of_pages([text_at(50, 730, "KODE PERILAKU PETUGAS") + drawn]), name="a.pdf").text
    )
    assert [(label, text) for _, label, text in found] == [
        ("1", "Menyapa pemohon dengan salam"),
        ("1", "Menerima titipan berkas dari calo"),
        ("2", "Menyebutkan tarif"),
        ("2", "Meminta uang jasa"),
    ]


def test_the_second_column_of_a_page_follows_the_first() -> None:
    drawn = "".join(
        text_at(x, 780 - 13 * line, f"Baris {side} {line} dari uraian ini") for x, side in ((50, "kiri"), (320, "kanan"))
        for line in range(20)
    )  # fmt: skip
    found = lines(pdf_of_pages([drawn]), "a.pdf")
    assert [line.split()[1] for line in found] == ["kiri"] * 20 + ["kanan"] * 20


def test_a_watermark_across_the_page_is_not_text() -> None:
    mark = "0.7 0.7 -0.7 0.7 200 300 Tm (SALINAN) Tj\n"
    assert lines(pdf_of_pages([text_at(50, 700, SENTENCE) + mark]), "a.pdf") == [SENTENCE]


@pytest.mark.parametrize("matrix", ["0 1 -1 0 {right} 50", "0 -1 1 0 {left} 800", "-1 0 0 -1 500 {right}"])
def test_a_page_drawn_sideways_is_read_upright(matrix: str) -> None:
    drawn = "".join(
        matrix.format(right=100 + 13 * n, left=400 - 13 * n) + f" Tm (Baris {n} dari halaman melintang) Tj\n"
        for n in range(4)
    )
    assert lines(pdf_of_pages([drawn]), "a.pdf") == [f"Baris {n} dari halaman melintang" for n in range(4)]


# Scans


class Reader:
    """A recogniser that has learnt one sentence."""

    def words(self, page: object) -> list[Word]:
        return [Word("2. kedua", 50, 600, 120, 610), Word("1. pertama", 50, 650, 120, 660)]


def test_a_pdf_of_pictures_says_so_and_names_the_recogniser() -> None:
    with pytest.raises(WithoutText, match=r"tidak memuat teks.*pip install rapidocr"):
        extract(pdf_of_pages([PICTURE]), name="pindaian.pdf")


def test_a_recogniser_reads_pictures_page_by_page_and_only_those() -> None:
    told: list[tuple[int, int]] = []
    source = extract(
        pdf_of_pages([text_at(50, 700, SENTENCE), PICTURE]), name="a.pdf", recogniser=Reader(),
        progress=lambda page, pages: told.append((page, pages)),
    )  # fmt: skip
    assert [line for line in source.text.splitlines() if line] == [SENTENCE, "1. pertama", "2. kedua"]
    assert told == [(1, 2), (2, 2)] and "Halaman 2 dibaca dari gambar" in source.notes[0]


def test_a_picture_among_pages_of_text_is_named() -> None:
    source = extract(pdf_of_pages([text_at(50, 700, SENTENCE), PICTURE]), name="a.pdf")
    assert source.unread == (2,) and "Halaman 2" in source.notes[0]


def test_the_recogniser_gets_the_page_as_a_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    class Page:
        def get_size(self) -> tuple[float, float]:
            return 595.0, 20_000.0

        def render(self, *, scale: float) -> "Page":
            assert scale * 20_000 <= 4000
            return self

        def to_numpy(self) -> str:
            return "gambar"

    class Engine:
        def __init__(self, params: dict[str, object]) -> None:
            assert params == {"Global.use_cls": False}

        def __call__(self, picture: str) -> SimpleNamespace:
            assert picture == "gambar"
            return SimpleNamespace(
                boxes=[[[0, 0], [9, 0], [9, 5], [0, 5]]], txts=("1. Jujur",), scores=(0.9,)
            )

    monkeypatch.setitem(sys.modules, "rapidocr", SimpleNamespace(RapidOCR=Engine))
    assert [word.text for word in RapidRecogniser().words(Page())] == ["1. Jujur"]


def test_recognised_lines_stand_where_they_were_seen() -> None:
    def box(x: float, y: float) -> list[list[float]]:
        return [[x, y], [x + 50, y], [x + 50, y + 10], [x, y + 10]]

    found = placed([box(10, 90), box(10, 40), box(10, 60)], ["bawah", "atas", "~"], [0.9, 0.9, 0.2])
    assert [word.text for word in found] == ["atas", "bawah"] and found[0].bottom > found[1].top


def test_the_name_does_not_decide_and_a_wrong_one_is_noted() -> None:
    for data, name, kind in (
        (pdf_of_pages([text_at(50, 700, SENTENCE)]), "a.docx", "pdf"),
        (word_of_text(SENTENCE), "a.pdf", "docx"),
        (SENTENCE.encode(), "a.pdf", "txt"),
    ):
        source = extract(data, name=name)
        assert (source.text.strip(), source.kind) == (SENTENCE, kind)
        assert f"berakhiran .{name[2:]}" in source.notes[0]


def test_another_name_for_the_body_is_followed() -> None:
    data = word_of_text(SENTENCE)
    with zipfile.ZipFile(BytesIO(data)) as parts:
        rels = parts.read("_rels/.rels").replace(b"word/document.xml", b"word/document2.xml")
        body = parts.read("word/document.xml")
    moved = repacked(data, {"_rels/.rels": rels, "word/document2.xml": body, "word/document.xml": b""})
    assert extract(moved, name="a.docx").text.strip() == SENTENCE
