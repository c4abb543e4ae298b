"""Reports as XLSX and CSV: row by row, so that memory does not grow with the office."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import IO, Any

from flask_babel import gettext as _

from ...core import cells
from ...core.i18n import show_date, show_time
from .tables import NIP, Column, Report, Table, Tally
from .words import disclaimer

BOOK = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "dd-mm-yyyy",
}
LONGEST_IN_FOOTER = 60


@dataclass(frozen=True, slots=True)
class Mark:
    """Who takes the file away, when, and its reference: on every sheet and page."""

    name: str
    at: datetime
    ref: str

    def words(self, longest: int = 200) -> str:
        when = f"{show_date(self.at)} {show_time(self.at)}"
        return _(
            "Rahasia · diunduh oleh %(name)s, %(when)s · %(ref)s",
            name=self.name[:longest],
            when=when,
            ref=self.ref,
        )


def write_xlsx(report: Report, mark: Mark, file: IO[bytes]) -> Tally:
    """A sheet for each table, and one about the file."""
    from xlsxwriter import Workbook

    book, tally = Workbook(file, BOOK), Tally()
    book.set_properties({"title": report.title, "author": mark.name, "company": report.agency})
    styles = {"bold": book.add_format({"bold": True}), "text": book.add_format({"num_format": "@"})}
    styles["head"] = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    for table in report.tables:
        _write_sheet(book.add_worksheet(table.name[:31]), report, table, mark, tally, styles)
    _write_about(book.add_worksheet(_("Keterangan")), report, mark)
    book.close()
    return tally


def write_csv(report: Report, mark: Mark, file: IO[bytes]) -> Tally:
    """The first table; a bare one holds nothing but its rows."""
    tally = Tally()
    for line in cells.csv_lines(_csv_rows(report, mark, tally)):
        file.write(line.encode())
    return tally


def above(report: Report, mark: Mark) -> list[str]:
    """What stands above each table that is not bare."""
    title = f"{report.title} · {report.subject}"
    return [title, report.time, mark.words(), disclaimer()]


def _write_sheet(
    sheet: Any, report: Report, table: Table, mark: Mark, tally: Tally, styles: dict[str, Any]
) -> None:
    for column, each in enumerate(table.columns):
        sheet.set_column(column, column, each.width, styles["text"] if each.kind == NIP else None)
    head = 0
    if not table.bare:
        for head, sentence in enumerate(above(report, mark)):
            sheet.write_string(head, 0, sentence, styles["bold"] if head == 0 else None)
        head += 2
    sheet.write_row(head, 0, [column.label for column in table.columns], styles["head"])
    last = head
    for last, line in enumerate(tally.watch(table.rows(None)), start=head + 1):
        _write_line(sheet, last, line, table.columns, styles["text"])
    sheet.freeze_panes(head + 1, 2)
    sheet.autofilter(head, 0, max(last, head + 1), len(table.columns) - 1)
    _set_page(sheet, head, mark)


def _write_line(sheet: Any, number: int, line: Any, columns: tuple[Column, ...], text: Any) -> None:
    for place, value in enumerate(line):
        if isinstance(value, str):
            sheet.write_string(number, place, value, text if columns[place].kind == NIP else None)
        elif isinstance(value, date):
            sheet.write_datetime(number, place, value)
        elif value is not None:
            sheet.write_number(number, place, value)


def _set_page(sheet: Any, head: int, mark: Mark) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(head)
    # XlsxWriter reads `&` as a code and takes 255 characters at most.
    said = [disclaimer()[:90], mark.words(LONGEST_IN_FOOTER)]
    left, right = (sentence.replace("&", "&&") for sentence in said)
    sheet.set_footer(f"&L&8{left}&R&8{right[:140]}")


def _write_about(sheet: Any, report: Report, mark: Mark) -> None:
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 100)
    said: list[tuple[str, ...]] = [(sentence,) for sentence in above(report, mark)]
    said += [(), *report.facts, (), *((note,) for note in report.notes[1:])]
    for number, line in enumerate(said):
        for place, text in enumerate(line):
            sheet.write_string(number, place, text)
    _set_page(sheet, 0, mark)


def _csv_rows(report: Report, mark: Mark, tally: Tally) -> Iterator[list[Any]]:
    table = report.main
    yield [column.label for column in table.columns]
    nips = {place for place, column in enumerate(table.columns) if column.kind == NIP}
    for line in tally.watch(table.rows(None)):
        yield [
            cells.text_number(str(value)) if place in nips and value else value
            for place, value in enumerate(line)
        ]
    if not table.bare:
        yield []
        for sentence in (*above(report, mark), *report.notes[1:]):
            yield [sentence]
