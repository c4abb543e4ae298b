"""What a decree says of itself: who decided what under which number, on which day, and from when it holds."""

import re
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from .rules import MONTHS, plain

HEAD = 8000
DAYS = ("decree_date", "in_force_from")
MONTH_NUMBERS = {name.lower(): number for number, name in enumerate(MONTHS.split(), start=1)}
DAY = rf"(?P<day>[\dlIO]{{1,2}})\s+(?P<month>{'|'.join(MONTH_NUMBERS)})\s+(?P<year>\d{{4}})"
DECREE = re.compile(
    r"\b(?P<issuer>(?:keputusan|peraturan|surat edaran|instruksi|maklumat)\b"
    r"(?:(?!\bnomor\b|\bno\.)[^:;]){0,240}?)"
    r"[\s,]*\b(?:nomor|no\.)\s*:?\s*(?P<number>[^\n;]{1,60}?(?:\s+tahun\s+\d{4})?)\s*\n*\s*\btentang\b",
    re.I,
)
SUBJECT = re.compile(
    r"\s*(?P<title>.{5,400}?)(?=\n\s*\n|\.\s|\.$|\n\s*(?:dengan rahmat|menimbang|kepala |bupati |"
    r"wali\s?kota |gubernur |menteri |direktur |$))",
    re.I | re.S,
)
PREAMBLE = re.compile(r"\b(?:menimbang|mengingat)\b\s*:?", re.I)
SET_ON = re.compile(rf"\bditetapkan\b.{{0,120}}?\btanggal\b\s*:?\s*{DAY}", re.I | re.S)
ANNOUNCED_ON = re.compile(rf"\bdiundangkan\s+di\b.{{0,120}}?\btanggal\b\s*:?\s*{DAY}", re.I | re.S)
ANY_DAY = re.compile(rf"\bpada\s+tanggal\s*:?\s*{DAY}", re.I)
HOLDS = re.compile(
    rf"\bmulai\s+berlaku\s+(?:sejak|pada)\s+tanggal\s+(?:(?P<set>ditetapkan)|(?P<announced>diundangkan)|{DAY})",
    re.I,
)
SMALL = frozenset(["dan", "di", "ke", "dari", "pada", "untuk", "dalam", "tentang", "serta", "atau", "yang"])
SHORT = frozenset(["RSUD", "RSU", "ASN", "KTP", "UPT", "UPTD", "PTSP", "DPRD", "NIK", "BLUD", "PNS", "RI"])


@dataclass(frozen=True, slots=True)
class Facts:
    """What was found; empty or None where the text does not say."""

    title: str = ""
    decree: str = ""
    decree_date: date | None = None
    in_force_from: date | None = None

    def to_dict(self) -> dict[str, Any]:
        """Plain values; days as `2026-11-21`."""
        return {
            name: value.isoformat() if isinstance(value, date) else value
            for name, value in asdict(self).items()
        }

    @classmethod
    def of(cls, values: dict[str, Any]) -> "Facts":
        """The facts that `to_dict` gave."""
        days = {name: values[name] and date.fromisoformat(values[name]) for name in DAYS}
        return cls(**values | days)


def facts_of(text: str) -> Facts:
    """Read title, decree, its day and the first day it holds from a document's text."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ")
    decree, title = _decree(text)
    found = SET_ON.search(text) or ANY_DAY.search(text)
    decided = _day(found)
    return Facts(title, decree, decided, _holds_from(text, decided))


def _decree(text: str) -> tuple[str, str]:
    preamble = PREAMBLE.search(text[:HEAD])
    head = text[: preamble.start() if preamble else HEAD]
    found = DECREE.search(head)
    if found is None:
        return "", ""
    subject = SUBJECT.match(head[found.end() :] + "\n")
    number = re.sub(r"\s*([/-])\s*", r"\1", plain(found["number"]))
    return (
        f"{_calm(found['issuer'])} Nomor {_calm(number) if ' ' in number else number}",
        _calm(subject["title"]) if subject else "",
    )


def _holds_from(text: str, decided: date | None) -> date | None:
    found = HOLDS.search(text)
    if found is None:
        return None
    if found["set"]:
        return decided
    return _day(ANNOUNCED_ON.search(text)) if found["announced"] else _day(found)


def _day(found: re.Match[str] | None) -> date | None:
    if found is None:
        return None
    number = re.sub("[lI]", "1", found["day"]).replace("O", "0")
    try:
        return date(int(found["year"]), MONTH_NUMBERS[found["month"].lower()], int(number))
    except ValueError:
        return None


def _calm(words: str) -> str:
    """Words in capitals as they are written in a sentence; others as they are."""
    words = plain(words).strip(" *_#,.")
    if words != words.upper():
        return words
    calm = [
        word if word in SHORT else word.lower() if word.lower() in SMALL else word.capitalize()
        for word in words.split()
    ]
    return " ".join(calm)
