"""Names of questions as ids of scenarios, and words that stand for a clause."""

from __future__ import annotations

import re
import unicodedata
from hashlib import sha256

LONGEST = 80
ADDRESS = re.compile(r"[A-Za-z]{1,3}(?:\.[\w-]+){1,3}|[IVX]{1,5}(?:\.[\w-]+){1,3}")
_APART = re.compile(r"[^a-z0-9]+")


def slug_of(name: str) -> str:
    """A name as an id: `Amplop di Loket 3` is `amplop-di-loket-3`. Empty when nothing of it can stay."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    slug = _APART.sub("-", plain).strip("-")
    if not slug:
        return ""
    return (slug if slug[0].isalpha() else f"soal-{slug}")[:LONGEST].rstrip("-")


def slug_of_text(text: str) -> str:
    """An id for a question nobody named: its first words and a mark of the whole, the same every time."""
    mark = sha256(text.encode()).hexdigest()[:6]
    words = "-".join(slug_of(" ".join(text.split())[:200]).split("-")[:8])[:60].strip("-")
    return f"{words or 'soal'}-{mark}"


def address_in(words: list[str] | tuple[str, ...]) -> str:
    """The first of these words that is written like a clause's address; empty when none is."""
    return next((word.strip() for word in words if ADDRESS.fullmatch(word.strip())), "")


def tag_of(word: str) -> str:
    """A word as a tag of ours; empty when nothing of it can stay."""
    return slug_of(word) if not ADDRESS.fullmatch(word.strip()) else ""
