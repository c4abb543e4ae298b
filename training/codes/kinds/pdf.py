"""A PDF as text, line by line as printed; pages that are pictures go to a recogniser, if there is one.

PDFium gives every character its box, also where a file's own spacing and ligatures mislead simpler readers.
It runs no scripts and opens no attachments here.
"""

import re
from collections.abc import Iterator
from math import pi
from typing import Any

from .layout import Row, Word, left_of, lines_of, rows_of
from .limits import Limits
from .plain import composed
from .scan import Recogniser
from .source import Locked, Progress, Source, TooLarge, Unreadable, WithoutText

WORD = re.compile(r"[^\s\x02\ufffe]+[\x02\ufffe]?|[\x02\ufffe]")
UNKNOWN = re.compile(r"[\ufffd\ue000-\uefff\uf900\x00-\x08\x0e-\x1f]")
FEW = 50
END_WITHIN = 65_536
PASSWORD_ERROR = 4
WITHOUT_TEXT = (
    "PDF ini tidak memuat teks, hanya gambar (hasil pindai). Minta berkas aslinya (.docx atau PDF teks), "
    "atau minta pengelola memasang pengenal tulisan rapidocr: pip install rapidocr onnxruntime."
)


def read_pdf(
    data: bytes,
    *,
    name: str,
    limits: Limits,
    recogniser: Recogniser | None = None,
    progress: Progress | None = None,
) -> Source:
    """The text of a PDF, pages in order. `progress(page, pages)` is called after every page.

    Raises Locked, TooLarge, Unreadable, and WithoutText when no page has text and there is no recogniser.
    """
    document = opened(data, name)
    pages = len(document)
    if pages > limits.pages:
        many = f"{pages:,}".replace(",", ".")
        raise TooLarge(
            name, f"PDF ini {many} halaman; batasnya {limits.pages}. Kirim bagian kode etiknya saja."
        )
    sheets: list[list[Row]] = []
    unread: list[int] = []
    length = 0
    for number in range(1, pages + 1):
        rows, scanned = page_rows(document, number, name, recogniser)
        sheets.append(rows)
        unread += [number] if scanned else []
        length += sum(len(word.text) + 1 for row in rows for word in row.words)
        if length > limits.characters:
            raise TooLarge(name, f"Teksnya lebih dari {limits.characters:,} huruf.".replace(",", "."))
        if progress:
            progress(number, pages)
    if not any(sheets):
        raise WithoutText(name, WITHOUT_TEXT if recogniser is None else "Tidak ada tulisan yang dikenali.")
    notes = notes_on(document, unread, recogniser)
    text = composed("\n".join(text_lines(sheets)) + "\n", name=name)
    return Source(text, "pdf", pages=pages, notes=notes, unread=() if recogniser else tuple(unread))


def opened(data: bytes, name: str) -> Any:
    """The document in PDFium. A file without its end is refused: what is cut off may be the clauses."""
    import pypdfium2

    if b"%%EOF" not in data[-END_WITHIN:]:
        message = "PDF ini terpotong: penutupnya (%%EOF) tidak ada. Unduh atau simpan ulang."
        raise Unreadable(name, message, place=f"byte {len(data)}")
    try:
        document = pypdfium2.PdfDocument(data)
        pages = len(document)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == PASSWORD_ERROR or "password" in str(error).lower():
            raise Locked(name, "PDF ini dikunci kata sandi. Simpan salinan tanpa kata sandi.") from None
        raise Unreadable(name, "PDF ini rusak dan tidak dapat dibuka. Unduh atau simpan ulang.") from None
    if not pages:
        raise Unreadable(name, "PDF ini tidak mempunyai halaman yang dapat dibaca. Simpan ulang.")
    return document


def page_rows(document: Any, number: int, name: str, recogniser: Recogniser | None) -> tuple[list[Row], bool]:
    """The lines of a page, and whether it is a picture of a page; the recogniser reads those."""
    import pypdfium2

    try:
        page = document[number - 1]
        words = upright(list(words_of(page)))
        scanned = is_picture(page, words)
        if scanned and recogniser:
            words = recogniser.words(page)
        page.close()
    except pypdfium2.PdfiumError:
        message = "Halaman ini rusak dan tidak dapat dibaca. Simpan ulang PDF-nya."
        raise Unreadable(name, message, place=f"halaman {number}") from None
    return rows_of(words) if recogniser or not scanned else [], scanned


def words_of(page: Any) -> Iterator[tuple[int, Word]]:
    """The words of a page in the order they are drawn, each with its quarter turn."""
    from pypdfium2 import raw

    textpage = page.get_textpage()
    text = textpage.get_text_range(errors="replace")
    for found in WORD.finditer(text):
        first = raw.FPDFText_GetCharIndexFromTextIndex(textpage, found.start())
        last = raw.FPDFText_GetCharIndexFromTextIndex(textpage, found.end() - 1)
        if first < 0 or last < 0:
            continue
        left, bottom, right, top = textpage.get_charbox(first, loose=True)
        if last > first:
            box = textpage.get_charbox(last, loose=True)
            left, bottom = min(left, box[0]), min(bottom, box[1])
            right, top = max(right, box[2]), max(top, box[3])
        turn = round(raw.FPDFText_GetCharAngle(textpage, first) / (pi / 12))
        word = re.sub(r"[\x02\ufffe]", "-", found.group())
        if turn % 6 == 0:
            yield turn // 6 % 4, Word(word, left, bottom, right, top)
    textpage.close()


def upright(words: list[tuple[int, Word]]) -> list[Word]:
    """The words that run the way most of the page does, turned upright; stamps and watermarks fall away."""
    turns = [turn for turn, _ in words]
    most = max(set(turns), key=turns.count, default=0)
    return [turned(word, most) for turn, word in words if turn == most]


def turned(word: Word, turn: int) -> Word:
    """A word's box after undoing quarter turns clockwise."""
    for _ in range(turn):
        word = Word(word.text, -word.top, word.left, -word.bottom, word.right)
    return word


def is_picture(page: Any, words: list[Word]) -> bool:
    """Whether a page shows an image and has hardly a readable letter of its own."""
    from pypdfium2 import raw

    text = "".join(word.text for word in words)
    readable = len(text) - 2 * len(UNKNOWN.findall(text))
    if readable >= FEW:
        return False
    garbled = bool(text) and readable < len(text) // 2
    return garbled or next(page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3), None) is not None


def text_lines(sheets: list[list[Row]]) -> Iterator[str]:
    """The lines of all pages; even and odd pages may have margins of their own."""
    for number, rows in enumerate(sheets):
        lefts = [left for other in sheets[number % 2 :: 2] if (left := left_of(other)) is not None]
        yield from lines_of(rows, min(lefts, default=min((row.left for row in rows), default=0.0)))


def notes_on(document: Any, unread: list[int], recogniser: Recogniser | None) -> tuple[str, ...]:
    """What a person should know: pages that are pictures, attachments and scripts that were left alone."""
    from pypdfium2 import raw

    notes = []
    shown = ", ".join(map(str, unread[:20])) + (" …" if len(unread) > 20 else "")
    if unread and recogniser:
        notes.append(f"Halaman {shown} dibaca dari gambar; cocokkan setiap kata dan nomor dengan aslinya.")
    elif unread:
        notes.append(f"Halaman {shown} tampaknya gambar dan tidak terbaca; periksa apakah memuat aturan.")
    if raw.FPDFDoc_GetAttachmentCount(document) > 0:
        notes.append("Berkas yang dilampirkan di dalam PDF diabaikan.")
    if raw.FPDFDoc_GetJavaScriptActionCount(document) > 0:
        notes.append("Skrip di dalam PDF tidak dijalankan.")
    return tuple(notes)
