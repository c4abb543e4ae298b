"""Read a decree as it comes: text, Word or PDF, told apart by what is in the file and not by its name."""

import re
from pathlib import PurePath

from .kinds.limits import LIMITS, MEGABYTE, Limits
from .kinds.plain import composed, read_plain
from .kinds.scan import Recogniser
from .kinds.source import (
    Locked,
    Progress,
    Refused,
    Source,
    Stopped,
    TooLarge,
    Unreadable,
    Unsafe,
    WithoutText,
    WrongKind,
)

__all__ = [
    "Locked",
    "Refused",
    "Source",
    "Stopped",
    "TooLarge",
    "Unreadable",
    "Unsafe",
    "WithoutText",
    "WrongKind",
    "extract",
    "pasted",
]

HTML = re.compile(rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
OTHERS: tuple[tuple[bytes, str], ...] = (
    (b"{\\rtf", "Ini dokumen RTF. Buka di Word lalu simpan sebagai .docx."),
    (b"\x89PNG", "Ini gambar. Jadikan PDF, atau ketik ulang teksnya."),
    (b"\xff\xd8\xff", "Ini gambar. Jadikan PDF, atau ketik ulang teksnya."),
    (b"GIF8", "Ini gambar. Jadikan PDF, atau ketik ulang teksnya."),
    (b"II*\0", "Ini gambar. Jadikan PDF, atau ketik ulang teksnya."),
    (b"MM\0*", "Ini gambar. Jadikan PDF, atau ketik ulang teksnya."),
    (b"\x1f\x8b", "Ini arsip. Keluarkan dokumennya dahulu."),
    (b"7z\xbc\xaf", "Ini arsip. Keluarkan dokumennya dahulu."),
    (b"Rar!", "Ini arsip. Keluarkan dokumennya dahulu."),
    (b"MZ", "Ini program, bukan dokumen."),
    (b"\x7fELF", "Ini program, bukan dokumen."),
)
OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
NAMED = {".docx": "docx", ".pdf": "pdf", ".txt": "txt", ".text": "txt", ".md": "txt"}
SHOWN = {"docx": "Word", "pdf": "PDF", "txt": "teks"}


def extract(
    data: bytes,
    *,
    name: str,
    limits: Limits = LIMITS,
    recogniser: Recogniser | None = None,
    progress: Progress | None = None,
) -> Source:
    """The text of a document's bytes. For what strangers send, use `extraction.extract_apart` instead.

    `recogniser` reads pages that are pictures; `progress(page, pages)` is called after each page of a PDF.
    Raises Refused (a BadFile), one of its kinds below, with the place and the way out in Indonesian.
    """
    if len(data) > limits.upload:
        raise TooLarge(name, f"Berkas ini lebih besar dari {limits.upload // MEGABYTE} MB.")
    if not data.strip():
        raise Unreadable(name, "Berkas ini kosong.")
    source = dispatch(data, name, limits, recogniser, progress)
    if len(source.text) > limits.characters:
        raise TooLarge(name, f"Teksnya lebih dari {limits.characters:,} huruf.".replace(",", "."))
    if not source.text.strip():
        raise Unreadable(name, "Dokumen ini tidak memuat teks.")
    return with_name_checked(source, name)


def pasted(text: str) -> Source:
    """Text from a form field. Raises Refused as `extract` does."""
    if len(text) > LIMITS.characters:
        raise TooLarge("tempelan", f"Teksnya lebih dari {LIMITS.characters:,} huruf.".replace(",", "."))
    return Source(composed(text, name="tempelan"), "pasted")


def dispatch(
    data: bytes, name: str, limits: Limits, recogniser: Recogniser | None, progress: Progress | None
) -> Source:
    """Hand the bytes to the reader of their kind."""
    if b"%PDF-" in data[:1024]:
        from .kinds.pdf import read_pdf

        return read_pdf(data, name=name, limits=limits, recogniser=recogniser, progress=progress)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        from .kinds.word import read_word

        return read_word(data, name=name, limits=limits)
    refuse_others(data, name)
    return read_plain(data, name=name)


def refuse_others(data: bytes, name: str) -> None:
    """Say what a file is that is neither text nor Word nor PDF."""
    if data.startswith(OLD_WORD):
        if ENCRYPTED in data:
            raise Locked(name, "Dokumen ini dikunci kata sandi. Simpan salinan tanpa kata sandi.")
        raise WrongKind(name, "Ini dokumen Office lama (.doc). Buka di Word lalu simpan sebagai .docx.")
    if HTML.match(data[:4096].removeprefix(b"\xef\xbb\xbf")):
        raise WrongKind(name, "Ini halaman web (HTML). Salin teksnya lalu tempelkan, atau kirim PDF-nya.")
    if b'progid="Word.Document"' in data[:1024]:
        raise WrongKind(name, "Ini dokumen Word XML lama. Buka di Word lalu simpan sebagai .docx.")
    for start, message in OTHERS:
        if data.startswith(start) and (b"\0" in data[:4096] or len(start) > 2):
            raise WrongKind(name, message)


def with_name_checked(source: Source, name: str) -> Source:
    """A note when the name says another kind than the contents."""
    from dataclasses import replace

    said = NAMED.get(PurePath(name).suffix.lower())
    if said is None or said == source.kind:
        return source
    note = f"Nama berkas berakhiran {PurePath(name).suffix}, tetapi isinya {SHOWN[source.kind]}."
    return replace(source, notes=(note, *source.notes))
