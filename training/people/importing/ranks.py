"""Pangkat and golongan, kinds of employment and of positions, as sheets write them."""

from __future__ import annotations

import re
from typing import Final

from .days import is_nothing

PANGKAT: Final = {
    "juru muda": "I/a",
    "juru muda tingkat i": "I/b",
    "juru": "I/c",
    "juru tingkat i": "I/d",
    "pengatur muda": "II/a",
    "pengatur muda tingkat i": "II/b",
    "pengatur": "II/c",
    "pengatur tingkat i": "II/d",
    "penata muda": "III/a",
    "penata muda tingkat i": "III/b",
    "penata": "III/c",
    "penata tingkat i": "III/d",
    "pembina": "IV/a",
    "pembina tingkat i": "IV/b",
    "pembina utama muda": "IV/c",
    "pembina utama madya": "IV/d",
    "pembina utama": "IV/e",
}
# fmt: off
GOLONGAN_PPPK: Final = frozenset({
    "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX",
    "X", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII",
})
# fmt: on
_PNS = re.compile(r"(?<![a-z])(iv|i{1,3}|[1-4])\s*[/. -]?\s*([a-e])(?![a-z])", re.IGNORECASE)
_PPPK = re.compile(r"(?:(?:gol(?:ongan)?|pppk|p3k)[\s.:]*)*([ivx]{1,5})\.?", re.IGNORECASE)
_ROMAN: Final = {"1": "I", "2": "II", "3": "III", "4": "IV"}

# The first pattern found decides, so what is told more exactly stands before what is told in general.
EMPLOYMENT_WORDS: Final = (
    ("pppk_part", re.compile(r"paruh waktu|(pppk|p3k)[ -]?(pw|paruh)")),
    ("pppk", re.compile(r"pppk|p3k|perjanjian kerja")),
    (
        "non_asn",
        re.compile(r"non ?-?(asn|pns)|honor|outsourc|alih daya|kontrak|harian|tenaga ahli|sukarela|magang"),
    ),
    ("non_asn", re.compile(r"\b(thl|phl|pjlp|tkk|tks|ppnpn|blud|satpam)\b")),
    ("pns", re.compile(r"pns|pegawai negeri|\basn\b")),
)
KIND_WORDS: Final = (
    ("executor", re.compile(r"pelaksana|fungsional umum|\bjfu\b|\bstaf")),
    ("functional", re.compile(r"fungsional|\bjft?\b|keahlian|keterampilan")),
    (
        "managerial",
        re.compile(r"struktural|manajerial|pimpinan tinggi|\bjpt\b|administrator|pengawas|eselon|kepala"),
    ),
    ("managerial", re.compile(r"^[iv]+[/.]?[ab]$")),
)
Words = tuple[tuple[str, re.Pattern[str]], ...]


def rank_of(text: str) -> str:
    """`III/b` of `Penata Muda Tingkat I, III/b`, `IX` of `Golongan IX`; empty for an empty cell.

    Raises ValueError when nothing like it is there.
    """
    plain = " ".join(text.replace("\u00a0", " ").split())
    if is_nothing(plain):
        return ""
    if found := _PNS.search(plain):
        return _grade(found[1].upper(), found[2].lower(), text)
    name = _spelt(plain)
    if name in PANGKAT:
        return PANGKAT[name]
    alone = _PPPK.fullmatch(plain)
    if alone and alone[1].upper() in GOLONGAN_PPPK:
        return alone[1].upper()
    raise ValueError(text)


def employment_of(text: str) -> str:
    """One of `EMPLOYMENT`; empty for an empty cell. Raises ValueError on an unknown kind."""
    return _worded(text, EMPLOYMENT_WORDS)


def kind_of(text: str) -> str:
    """One of `POSITIONS`; empty for an empty cell. Raises ValueError on an unknown kind."""
    return _worded(text, KIND_WORDS)


def _worded(text: str, table: Words) -> str:
    plain = " ".join(text.lower().replace("_", " ").split())
    if is_nothing(plain):
        return ""
    for value, words in table:
        if words.search(plain):
            return value
    raise ValueError(text)


def _grade(level: str, letter: str, text: str) -> str:
    roman = _ROMAN.get(level, level)
    if letter == "e" and roman != "IV":
        raise ValueError(text)
    return f"{roman}/{letter}"


def _spelt(plain: str) -> str:
    """`Penata Muda Tk. I` as `penata muda tingkat i`."""
    words = re.sub(r"\b(tk|tkt|tingkat)\b\.?\s*(i|1)\b", "tingkat i", plain.lower())
    return re.sub(r"[^a-z ]", "", words).strip()
