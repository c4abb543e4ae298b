"""CSV as offices send it: any separator, any encoding, with or without a byte order mark."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO
from typing import Final

from .cells import Unusable, shown_cell
from .limits import LONGEST_CELL, MAX_COLUMNS, MAX_ROWS

DELIMITERS: Final = ";\t,|"
SAMPLE: Final = 64 * 1024
ENCODINGS: Final = ["cp1252", "mac_roman", "cp437"]


def decoded(data: bytes) -> str:
    """The text of a CSV file: UTF-8 or UTF-16 when it is, else the likeliest encoding. Raises Unusable."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    if data[1:SAMPLE:2].count(0) > len(data[:SAMPLE]) // 4:
        return data.decode("utf-16-le", "replace")
    if b"\x00" in data[:SAMPLE]:
        raise Unusable("not_a_table")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        from charset_normalizer import from_bytes

        best = from_bytes(data[:SAMPLE], cp_isolation=ENCODINGS).best()
        return data.decode(best.encoding if best else "cp1252", "replace")


def read_csv(data: bytes) -> list[list[str]]:
    """The rows of a CSV file. Raises Unusable."""
    text = decoded(data)
    if text[:200].lstrip().lower().startswith(("<!doctype", "<html", "{", "%pdf")):
        raise Unusable("not_a_table")
    if text.lower().startswith("sep="):
        text = text.partition("\n")[2]
    csv.field_size_limit(LONGEST_CELL * 8)
    try:
        return list(_lines(text, delimiter_of(text)))
    except csv.Error as error:
        raise Unusable("broken_csv", str(error)[:100]) from None


def _lines(text: str, delimiter: str) -> Iterator[list[str]]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    for number, row in enumerate(reader):
        if number > MAX_ROWS:
            raise Unusable("too_many_rows", str(MAX_ROWS))
        # The limit holds before anything is kept, so one long line cannot fill the memory.
        if len(row) > MAX_COLUMNS:
            raise Unusable("too_many_columns", str(MAX_COLUMNS))
        yield [shown_cell(cell) for cell in row]


def delimiter_of(text: str) -> str:
    """The separator that parts most of the first lines into the same number of cells."""
    lines = [line for line in text[:SAMPLE].splitlines()[:30] if line.strip()]

    def parted(sign: str) -> tuple[int, int]:
        counts = [len(row) for row in csv.reader(lines, delimiter=sign)]
        common = max(set(counts), key=lambda count: (counts.count(count), count), default=1)
        return (counts.count(common) if common > 1 else 0, common)

    try:
        return max(DELIMITERS, key=parted)
    except csv.Error:
        return ";"
