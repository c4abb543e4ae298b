"""What can be noticed in the words of a scenario without understanding them."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

# Manners, not acts: two options that differ only in these say the same.
_MANNERS = re.compile(
    r"\b(?:dengan|secara|sangat|agak|lebih|santun|sopan|ramah|halus|lembut|tegas|baik|hormat|sabar|tenang|pelan"
    r"|perlahan|segera|maaf|mohon|permisi|silakan|tolong|terima kasih|senyum|tersenyum|sambil|sembari|lalu"
    r"|kemudian|saya|anda|bapak|ibu|pak|bu|beliau|itu|tersebut|yang|dan|kepada)\b"
)
_NEGATIONS = frozenset({"tidak", "tanpa", "jangan", "bukan", "belum", "menolak", "tolak"})
_NUMBER = (
    r"(?:\d[\d.,]*|se(?:puluh|belas|ratus)|puluh|belas|ratus"
    r"|satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan)"
)
_FIGURE = re.compile(rf"\bRp\s?\d|{_NUMBER}\s+(?:hari|jam|bulan|tahun|rupiah|juta)\b", re.IGNORECASE)
_LEGAL = re.compile(
    r"hari kerja|paling (?:lambat|lama|banyak|sedikit|tinggi|singkat)|selambat|maksim|minim|batas|denda"
    r"|pidana|penjara|ancaman|undang-undang|peraturan|pasal|\bUU\b|\bPP\b|\bKPK\b",
    re.IGNORECASE,
)


def words(text: str) -> list[str]:
    """The words of a text, in lower case and without marks."""
    return re.findall(r"\w+(?:-\w+)*", text.lower())


def alike(one: str, other: str) -> bool:
    """Whether two options differ only in manners, or in so little that they say the same."""
    first, second = _acts(one), _acts(other)
    if first == second:
        return True
    if (set(first) ^ set(second)) & _NEGATIONS:
        return False
    return SequenceMatcher(None, first, second, autojunk=False).ratio() >= 0.9


def legal_figure(text: str) -> str | None:
    """The first sentence that quotes a sum or a number of days as law does; None when there is none."""
    for sentence in re.split(r"(?<=[.!?;])\s+|\n", text):
        if _FIGURE.search(sentence) and _LEGAL.search(sentence):
            return sentence.strip()
    return None


def _acts(text: str) -> list[str]:
    return words(_MANNERS.sub("", text.lower()))
