"""What a file or a paste is, by what is in it and not by its name; and every question it holds."""

from __future__ import annotations

import re
from typing import Final

from .aiken import read_aiken
from .archive import opened
from .bundle import ENDINGS, read_yaml, read_zip
from .gift import read_gift
from .judging import judged
from .moodle_xml import read_moodle
from .paste import delimiter_of, read_list, read_rows
from .plaintext import text_of
from .result import MAX_BYTES, MEGABYTE, Note, Reading, Unusable
from .xlsx import OLD_OFFICE, read_xlsx

KINDS: Final = ("yaml", "zip", "xlsx", "gift", "aiken", "moodle", "table", "list")
_XML = re.compile(rb"\s*<(?:\?xml|quiz)\b")
_HTML = re.compile(r"\s*<(?:!doctype\s+html|html|head|body)\b", re.I)
_OURS = re.compile(r"(?m)^(?:format:\s*\d|nodes:\s*$)")
_GIFT = re.compile(r"(?m)^\s*(?:::|\$CATEGORY:)|(?<!\\)\{\s*(?:[=~#}]|T(?:RUE)?\b|F(?:ALSE)?\b)")
OTHERS: Final = (
    (b"%PDF-", "Ini PDF. Salin soalnya lalu tempelkan, atau pakai templat XLSX."),
    (b"{\\rtf", "Ini dokumen RTF. Salin soalnya lalu tempelkan."),
    (b"\x89PNG", "Ini gambar, bukan berkas soal."),
    (b"\xff\xd8\xff", "Ini gambar, bukan berkas soal."),
    (b"\x1f\x8b", "Ini arsip gzip. Keluarkan isinya dahulu."),
    (b"7z\xbc\xaf", "Ini arsip 7z. Keluarkan isinya dahulu, atau pakai ZIP."),
    (b"Rar!", "Ini arsip RAR. Keluarkan isinya dahulu, atau pakai ZIP."),
)


def read_file(data: bytes, *, name: str, kind: str = "", clauses: frozenset[str] = frozenset()) -> Reading:
    """Every question of a file as judged drafts. Never raises: a useless file is one refusal with its place.

    `kind` is one of KINDS, or empty to be found out; `clauses` are the code's addresses, where it is known.
    """
    try:
        return judged(_read(data, name, kind), clauses)
    except Unusable as unusable:
        return Reading(kind or "list", rejected=[unusable.note])  # type: ignore[arg-type]


def kind_of_bytes(data: bytes, name: str) -> str:
    """The kind of a file; `text` where its words must tell. Raises Unusable for what no reader takes."""
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        parts = opened(data).namelist()
        if any(part.startswith("xl/") for part in parts):
            return "xlsx"
        if any(part.startswith("word/") for part in parts):
            raise Unusable("Ini dokumen Word. Salin soalnya lalu tempelkan di kotak teks.")
        return "zip"
    if data.startswith(OLD_OFFICE):
        return "xlsx"
    if _XML.match(data[:200].removeprefix(b"\xef\xbb\xbf")):
        return "moodle"
    for start, message in OTHERS:
        if data.startswith(start):
            raise Unusable(message)
    return "text"


def kind_of_text(text: str, name: str) -> str:
    """What a text is taken for: its ending decides only between kinds that look alike."""
    if _HTML.match(text):
        raise Unusable("Ini halaman web (HTML). Salin soalnya lalu tempelkan.")
    ending = "." + name.lower().rpartition(".")[2]
    if ending in ENDINGS or _OURS.search(text):
        return "yaml"
    if delimiter_of(text):
        return "table"
    if ending == ".gift" or _GIFT.search(text):
        return "gift"
    if re.search(r"(?m)^\s*ANSWER\s*:", text) and not re.search(r"(?m)^\s*(?:\*|\d+\s*[.)])", text):
        return "aiken"
    return "list"


def _read(data: bytes, name: str, kind: str) -> Reading:
    if len(data) > MAX_BYTES:
        raise Unusable(f"Berkas ini lebih besar dari {MAX_BYTES // MEGABYTE} MB. Bagilah berkasnya.")
    if not data.strip():
        raise Unusable("Berkas ini kosong.")
    kind = kind or kind_of_bytes(data, name)
    if kind == "xlsx":
        return read_xlsx(data)
    if kind == "zip":
        return read_zip(data)
    if kind == "moodle":
        return read_moodle(data)
    text, notes = text_of(data, name=name)
    kind = kind_of_text(text, name) if kind == "text" else kind
    readers = {
        "yaml": read_yaml,
        "gift": read_gift,
        "aiken": read_aiken,
        "table": read_rows,
        "list": read_list,
    }
    reading = readers[kind](text)
    reading.remarks.extend(Note(note.line, note.message) for note in notes)
    return reading
