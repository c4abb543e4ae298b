"""The sheet itself: the same bytes everywhere, tagged, archivable, and text is only ever text."""

import hashlib
import os
import pickle
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdfium2 import PdfDocument

from training.certifications.printing import sheet as sheets
from training.certifications.printing.glyphs import FONTS, covered, printable
from training.certifications.printing.sheet import EDITIONS, SHEETS, Checkpoint, print_sheet

from .printed import CODE, ISSUED, fonts_of, printed, read, sheet, text_of

ROOT = Path(__file__).parents[2]
FROZEN = {
    "sheet1.typ": "62f7956ff3cdd6632d0bcbd7c0b384545405e9f0ecba5e3ef9e2175c65c1a703",
    "sheet2.typ": "5b1a653942fde5a20de3de54b190c5ee1322331f1d5d06a138c30db9ee9672fd",
}
PRINT_ELSEWHERE = """
import hashlib, pickle, sys
from training.certifications.printing.sheet import print_sheet
print(hashlib.sha256(print_sheet(pickle.loads(bytes.fromhex(sys.argv[1])))).hexdigest())
"""


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def test_the_same_sheet_gives_the_same_bytes_in_another_place_and_language():
    wanted, carried = sheet(), ""
    carried = pickle.dumps(wanted).hex()
    for zone, language in (("Asia/Jayapura", "id_ID.UTF-8"), ("America/New_York", "C")):
        made = subprocess.run(
            [sys.executable, "-c", PRINT_ELSEWHERE, carried],
            cwd=ROOT,
            env=os.environ | {"TZ": zone, "LC_ALL": language, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=True,
        )
        assert made.stdout.strip() == digest(print_sheet(wanted))


def test_it_says_all_it_must():
    said = printed(hours=4)
    for words in (
        "DINAS SOSIAL PROVINSI BANTEN",
        "Sari Wulandari",
        "2001",
        "Bidang Pelayanan Sosial",
        "Kode Etik Pegawai",
        "Keputusan Nomor 800",
        "23 November 2026",
        "21 Desember 2027",
        "4 JP",
        "ADAB/DINSOS-BANTEN/2026/000001",
        CODE,
        "adab.contoh.id/verify",
        "paling sedikit 75%",
        "Nilai bukan bukti pelanggaran",
        "Modul 4",
        "Module 4",
        "Valid until",
        "1234 entri",
        "ab" * 32,
    ):
        assert words in said, words


def test_what_is_not_granted_or_asked_is_not_claimed():
    said = printed(hours=None, attested_on="")
    assert "JP" not in said and "Jam pelajaran" not in said
    assert "menyatakan" not in said and "declared" not in said


def test_it_is_tagged_and_archivable():
    pdf = read(print_sheet(sheet()))
    root = pdf.trailer["/Root"]
    about = root["/Metadata"].get_data().decode()
    assert root["/MarkInfo"]["/Marked"].value is True and root["/StructTreeRoot"]
    assert root["/Lang"] == "id" and root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert re.search(r"<pdfuaid:part>1<", about)
    assert re.search(r"<pdfaid:part>2<", about) and re.search(r"<pdfaid:conformance>A<", about)
    assert "/OutputIntents" in root and "/JavaScript" not in str(root) and "/AcroForm" not in root
    assert pdf.metadata.title == "Sertifikat ADAB/DINSOS-BANTEN/2026/000001"
    assert pdf.metadata.creation_date == ISSUED
    box = pdf.pages[0].mediabox
    assert (round(float(box.width) / 72 * 25.4), round(float(box.height) / 72 * 25.4)) == (210, 297)


def test_every_picture_is_described_and_every_table_has_headings():
    kinds, described = [], []

    def walk(node):
        node = node.get_object()
        if not isinstance(node, dict):
            return
        if "/S" in node:
            kinds.append(node["/S"])
            if node["/S"] == "/Figure":
                described.append(node.get("/Alt"))
        below = node.get("/K", [])
        for child in below if isinstance(below, list) else [below]:
            if not isinstance(child, int):
                walk(child)

    walk(read(print_sheet(sheet())).trailer["/Root"]["/StructTreeRoot"])
    assert "/H1" in kinds and kinds.count("/TH") == 2 and kinds.count("/TD") == 10
    assert described == [f"Kode QR menuju https://adab.contoh.id/verify/{CODE}"]


def test_every_font_is_ours_and_in_the_file():
    fonts = fonts_of(print_sheet(sheet(name="عمر بن الخطّاب")))
    assert fonts and all(fonts.values()), fonts
    assert all("Source" in name or "DejaVu" in name for name in fonts)


@pytest.mark.parametrize(
    "name",
    [
        '#import "@preview/x:1.0.0"',
        "#panic()",
        "$sum$ @ref <label> *b* _i_ `c` // com",
        "= Judul\n- butir",
        '#eval(read("/etc/passwd"))',
        "\\u{41} ~ --- ...",
        "[x] {y} (z)",
        '"; #sys.inputs',
        "<script>alert(1)</script>",
        "%s %(x)s {{ 7*7 }}",
    ],
)
def test_a_name_is_never_markup(name):
    assert " ".join(name.split()) in printed(name=name)


def test_signs_that_steer_are_dropped_and_signs_without_a_shape_are_seen_as_such():
    assert printable("Sari\u202e\u200f\x00\ufeff\tW") == "Sari W"
    assert (
        printable("漢\ue000😀\ud800".encode("utf-8", "surrogatepass").decode("utf-8", "replace")[:2]) == "□□"
    )
    assert printable("e\u0301") == "é" and ord("عمر"[0]) in covered()
    print_sheet(sheet(name="漢字 \ue000 عمر بن الخطّاب \u202eabc", unit="\U0001f600" * 40))


@settings(max_examples=40)
@given(st.text(max_size=120))
def test_any_text_can_be_printed(name):
    assert print_sheet(sheet(name=name, position=name, decree=name)).startswith(b"%PDF-1.7")


@pytest.mark.parametrize("edition", sorted(EDITIONS))
def test_very_long_texts_stay_on_the_page(edition):
    pdf = print_sheet(
        sheet(name="M" * 200, unit="U" * 200, position="P " * 100, title="T" * 300, template=edition)
    )
    edges = [edge for page in PdfDocument(pdf) for edge in sides(page.get_textpage())]
    assert len(read(pdf).pages) <= 2 and min(edges) > 0 and max(edges) < 595


def sides(text):
    """The left and right edge of each sign on a page."""
    for number in range(text.count_chars()):
        left, _bottom, right, _top = text.get_charbox(number)
        yield from (left, right) if right > left else ()


def test_three_hundred_modules_go_to_an_annex():
    pdf = print_sheet(sheet(modules=300))
    said = text_of(pdf)
    assert "300 modul tercantum pada lampiran" in said and "Modul 299" in said
    assert f"Halaman {len(read(pdf).pages)} dari {len(read(pdf).pages)}" in said


def test_a_signed_note_is_printed_where_there_is_one():
    note = "adab\n1234\nq6urq6s=\n\n— adab Zm9v+bar"
    said = printed(checkpoint=Checkpoint(1234, "ab" * 32, note))
    assert "q6urq6s=" in said and "— adab Zm9v+bar" in said
    assert "Buku catatan" not in printed(checkpoint=None)


def test_a_certificate_keeps_the_edition_it_was_issued_under(monkeypatch):
    first, second = sheet(template=1), sheet(template=2)
    before = digest(print_sheet(first)), digest(print_sheet(second))
    assert before[0] != before[1]
    assert "Certificate" not in text_of(print_sheet(first)) and "menerangkan bahwa" in text_of(
        print_sheet(first)
    )
    monkeypatch.setattr("training.certifications.paper.TEMPLATE_VERSION", 3)
    assert (digest(print_sheet(sheet(template=1))), digest(print_sheet(sheet(template=2)))) == before


def test_editions_are_never_changed_only_added():
    """Certificates name the edition they were issued under; another look gets a file and number of its own."""
    kept = {path.name: digest(path.read_bytes()) for path in SHEETS.glob("*.typ")}
    assert kept == FROZEN and set(EDITIONS.values()) == set(FROZEN)


def test_an_edition_that_does_not_exist_is_an_error():
    with pytest.raises(KeyError):
        print_sheet(sheets.Sheet(99, "{}", 0))


FONT_ROW = re.compile(
    r"^\| `(?P<name>[^`]+)` \| [^|]*\d+\.\d+\.\d+[^|]* \| `(?P<hash>[0-9a-f]{64})` \|", re.MULTILINE
)


def test_fonts_are_the_published_ones():
    written = {row["name"]: row["hash"] for row in FONT_ROW.finditer((FONTS / "README.md").read_text())}
    kept = {path.name: digest(path.read_bytes()) for path in FONTS.iterdir() if path.name != "README.md"}
    assert kept == written
