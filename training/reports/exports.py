"""The desk as files: CSV as Indonesian Excel reads it, XLSX ready to filter and print.

Both hold one header row, one row a person, and who exported it, when, and what a score does not prove.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from flask_babel import gettext as _

from ..core import cells
from ..core.cells import text_number
from ..core.i18n import show_date, show_datetime
from .rules import Row
from .words import state_word

BOOK = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "dd-mm-yyyy",
}
KEPT_IN_MEMORY = 4 * 1024 * 1024
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Origin:
    """What an export is about and where it comes from."""

    agency: str
    title: str
    on: date
    exporter: str
    at: datetime
    modules: int

    def sentences(self) -> list[str]:
        """What stands with every export: subject, day, disclaimer, exporter."""
        return [
            _("%(title)s · %(agency)s", title=self.title, agency=self.agency),
            _("Keadaan per %(day)s.", day=show_date(self.on)),
            _("Nilai bukan bukti pelanggaran. Keputusan tetap pada pejabat yang berwenang."),
            _("Diekspor oleh %(name)s pada %(at)s.", name=self.exporter, at=show_datetime(self.at)),
        ]


def csv_lines(rows: Iterable[Row], origin: Origin) -> Iterator[str]:
    """Lines of the CSV file, one at a time: byte order mark, `;`, ISO dates, NIP with an apostrophe."""
    return cells.csv_lines(_csv_rows(rows, origin))


def xlsx_file(rows: Iterable[Row], origin: Origin) -> IO[bytes]:
    """The XLSX file, at its start: frozen header, filters, NIP as text, a second sheet about the export."""
    from xlsxwriter import Workbook

    file = SpooledTemporaryFile(max_size=KEPT_IN_MEMORY)  # noqa: SIM115 - the response closes it
    book = Workbook(file, BOOK)
    book.set_properties({"title": origin.title, "author": origin.exporter, "company": origin.agency})
    _people_sheet(book, rows, origin)
    _about_sheet(book, origin)
    book.close()
    file.seek(0)
    return file


def _header() -> list[str]:
    return [
        _("NIP"),
        _("Nama"),
        _("Unit"),
        _("Jabatan"),
        _("Status"),
        _("Tenggat"),
        _("Berlaku mulai"),
        _("Berlaku sampai"),
        _("Modul lulus"),
        _("Jumlah modul"),
        _("Nomor sertifikat"),
        _("Versi kode etik"),
        _("Pembaruan versi"),
        _("Tenggat pembaruan"),
    ]


WIDTHS = (21, 30, 30, 30, 18, 13, 13, 15, 12, 13, 34, 14, 16, 18)


def _cells(row: Row, modules: int) -> list[Any]:
    """The values of a person's row, in the order of the header."""
    return [
        row.nip,
        row.name,
        row.unit,
        row.position,
        state_word(row.state),
        row.due_on,
        row.valid_from,
        row.valid_until,
        row.passed,
        modules,
        row.number,
        row.version,
        row.delta_version,
        row.delta_due,
    ]


def _csv_rows(rows: Iterable[Row], origin: Origin) -> Iterator[list[Any]]:
    yield _header()
    for row in rows:
        nip, *rest = _cells(row, origin.modules)
        yield [text_number(nip), *rest]
    yield []
    for sentence in origin.sentences():
        yield [sentence]


def _people_sheet(book: Any, rows: Iterable[Row], origin: Origin) -> None:
    sheet = book.add_worksheet(_("Pegawai"))
    bold, text = book.add_format({"bold": True, "bottom": 1}), book.add_format({"num_format": "@"})
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width, text if column == 0 else None)
    sheet.write_row(0, 0, _header(), bold)
    last = 0
    for last, row in enumerate(rows, start=1):
        _write_person(sheet, last, _cells(row, origin.modules), text)
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, max(last, 1), len(WIDTHS) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_footer(_footer(origin))


def _write_person(sheet: Any, line: int, cells: list[Any], text: Any) -> None:
    for column, value in enumerate(cells):
        if isinstance(value, str):
            sheet.write_string(line, column, value, text if column == 0 else None)
        elif isinstance(value, date):
            sheet.write_datetime(line, column, value)
        elif value is not None:
            sheet.write_number(line, column, value)


def _about_sheet(book: Any, origin: Origin) -> None:
    sheet = book.add_worksheet(_("Keterangan"))
    sheet.set_column(0, 0, 100)
    for line, sentence in enumerate(origin.sentences()):
        sheet.write_string(line, 0, sentence)


def _footer(origin: Origin) -> str:
    """XlsxWriter reads `&` as a code and takes 255 characters at most."""
    _title, _day, disclaimer, exporter = (sentence.replace("&", "&&") for sentence in origin.sentences())
    return f"&L&8{disclaimer[:110]}&R&8{exporter[:120]}"
