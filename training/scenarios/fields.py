"""The kinds of text, day and key that a scenario is made of, each cleaned or refused with a reason."""

from __future__ import annotations

import re
import unicodedata
from contextlib import suppress
from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field

_BREAKS = str.maketrans({"\x85": "\n", "\u2028": "\n", "\u2029": "\n", "\t": " "})


def _clean(text: str) -> str:
    """One spelling of every text: NFC, line feeds, no spaces at the ends of lines."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").translate(_BREAKS))
    if any(unicodedata.category(char) in ("Cc", "Cs") and char != "\n" for char in text):
        raise ValueError("Teks memuat karakter kendali.")
    return "\n".join(line.rstrip() for line in text.split("\n")).strip()


def _one_line(text: str) -> str:
    return " ".join(_clean(text).split())


def _filled(text: str) -> str:
    if not text:
        raise ValueError("Teks ini tidak boleh kosong.")
    return text


def _pattern(pattern: str, message: str) -> AfterValidator:
    compiled = re.compile(pattern)

    def check(text: str) -> str:
        if not compiled.fullmatch(text):
            raise ValueError(message)
        return text

    return AfterValidator(check)


def _iso_day(value: object) -> object:
    if isinstance(value, date):
        return value
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        with suppress(ValueError):
            return date.fromisoformat(value)
    raise ValueError("Tulis tanggal sebagai tahun-bulan-hari, misalnya 2026-11-21.")


Text = Annotated[str, AfterValidator(_clean)]
FilledText = Annotated[str, AfterValidator(_clean), AfterValidator(_filled)]
Line = Annotated[str, Field(max_length=200), AfterValidator(_one_line), AfterValidator(_filled)]
Address = Annotated[
    str,
    Field(max_length=60),
    _pattern(r"\w[\w-]*(\.[\w-]+)*", "Alamat butir ditulis seperti D.4 atau B.wajib.6."),
]
Slug = Annotated[
    str,
    Field(max_length=80),
    _pattern(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", "Hanya huruf kecil, angka, dan tanda hubung; diawali huruf."),
]
Letter = Annotated[str, _pattern(r"[a-z]", "Kode pilihan adalah satu huruf kecil: a, b, c, …")]
Hour = Annotated[
    str, _pattern(r"([01]\d|2[0-3])\.[0-5]\d", 'Tulis waktu seperti "10.40", dengan tanda kutip.')
]
Day = Annotated[date, BeforeValidator(_iso_day)]
