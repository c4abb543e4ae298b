"""Our workbook: scenarios with drop-downs, an example row, and a sheet that explains every column."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from typing import Any, Final

from ..document import ScenarioDoc
from .columns import COLUMNS, GRADE_WORDS, KIND_WORDS
from .rows_writer import rows_of_doc
from .table import EXAMPLE, letters
from .xlsx import LISTS

BOOK: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
LONGEST_CELL: Final = 32_767
ROOM: Final = 2_000
RISKY: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
INTRODUCTION: Final = (
    "Setiap baris adalah satu pilihan. Baris pertama skenario juga memuat judul, butir, dan adegannya.",
    "Kosongkan kolom Kode pada baris lanjutan, atau ulangi kode yang sama.",
    "Untuk cerita bercabang, isi kolom Adegan dan Lanjut ke. Adegan akhir hanya memuat Penutup.",
    "Nilai: tepat satu “terbaik” pada Jenis satu. Jenis beberapa: 3 sampai 6 pilihan, yang tepat dan tidak.",
    "Jenis urutan: tulis tindakan dalam urutan yang benar, tanpa nilai.",
    "Rumus tidak dihitung; hanya hasil yang tersimpan di sel yang dibaca.",
    "Baris dengan kode “contoh” dilewati saat diimpor. Boleh dihapus.",
)
SAMPLE: Final[tuple[Mapping[str, str], ...]] = (
    {
        "id": EXAMPLE,
        "title": "Map yang tertukar",
        "role": "Petugas loket",
        "place": "Loket 2",
        "time": "09.15",
        "kind": "satu",
        "situation": "Dua pemohon bernama sama. Map yang Anda serahkan ternyata milik orang lain.",
        "question": "Apa yang Anda lakukan?",
        "text": "Meminta maaf, mengambil kembali map itu, dan mencatat kejadiannya.",
        "grade": "terbaik",
        "reason": "Data pribadi dijaga dan kejadiannya tercatat.",
        "consequence": "Kedua pemohon menunggu sebentar, lalu menerima map yang benar.",
        "feedback": "Akui, perbaiki, catat. Laporkan kepada atasan langsung.",
    },
    {
        "text": "Membiarkannya, karena isinya hampir sama.",
        "grade": "pelanggaran",
        "reason": "Data orang lain keluar dari kantor.",
        "consequence": "Sore itu pemohon yang lain datang menanyakan datanya.",
        "feedback": "Data pribadi yang terlanjur keluar segera dilaporkan.",
    },
)


def fits(doc: ScenarioDoc) -> bool:
    """Whether every text of the scenario has room in a cell."""
    return all(len(text) <= LONGEST_CELL for row in rows_of_doc(doc) for text in row.values())


def write_xlsx(docs: Iterable[ScenarioDoc], clauses: Sequence[str]) -> bytes:
    """A workbook of these scenarios; of the example when there are none."""
    from xlsxwriter import Workbook

    file = BytesIO()
    book = Workbook(file, BOOK)
    sheet = book.add_worksheet("Skenario")
    _guide(book)
    _lists(book, clauses)
    rows = [row for doc in docs for row in rows_of_doc(doc)]
    _headings(book, sheet)
    _drop_downs(sheet, max(len(rows) + 200, ROOM), len(clauses))
    plain = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    quoted = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@", "quote_prefix": True})
    for line, row in enumerate(rows or SAMPLE, start=1):
        for place, column in enumerate(COLUMNS):
            if text := row.get(column.key, ""):
                sheet.write_string(line, place, text, quoted if text.startswith(RISKY) else plain)
    book.close()
    return file.getvalue()


def _headings(book: Any, sheet: Any) -> None:
    bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    text = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    for place, column in enumerate(COLUMNS):
        sheet.set_column(place, place, column.width, text)
        sheet.write_string(0, place, column.heading, bold)
    sheet.freeze_panes(1, 1)


def _drop_downs(sheet: Any, last: int, clauses: int) -> None:
    lists: dict[str, Any] = {
        "grade": list(GRADE_WORDS.values()),
        "kind": list(KIND_WORDS.values()),
        "critical": ["ya", "tidak"],
    }
    if clauses:
        lists |= dict.fromkeys(("clause", "about"), f"={LISTS}!$A$1:$A${clauses}")
    for place, column in enumerate(COLUMNS):
        if column.key in lists:
            sheet.data_validation(
                1,
                place,
                last,
                place,
                {
                    "validate": "list",
                    "source": lists[column.key],
                    "error_title": column.heading,
                    "error_message": "Pilih dari daftar.",
                },
            )


def _guide(book: Any) -> None:
    sheet = book.add_worksheet("Petunjuk")
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 14)
    sheet.set_column(2, 2, 80, wrapped)
    sheet.write_string(0, 0, "Cara mengisi", bold)
    for line, sentence in enumerate(INTRODUCTION, start=1):
        sheet.write_string(line, 2, sentence, wrapped)
    top = len(INTRODUCTION) + 2
    for place, heading in enumerate(("Kolom", "Tempat", "Isi")):
        sheet.write_string(top, place, heading, bold)
    about = {"scenario": "skenario", "node": "adegan", "option": "pilihan"}
    for line, column in enumerate(COLUMNS, start=top + 1):
        sheet.write_string(line, 0, f"{letters(line - top - 1)}. {column.heading}")
        sheet.write_string(line, 1, about[column.about])
        sheet.write_string(line, 2, column.hint, wrapped)


def _lists(book: Any, clauses: Sequence[str]) -> None:
    sheet = book.add_worksheet(LISTS)
    for line, address in enumerate(clauses):
        sheet.write_string(line, 0, address)
    sheet.hide()
