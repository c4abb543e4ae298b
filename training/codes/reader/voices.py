"""Who a text speaks of: a code speaks of anyone at any time, a record of someone, once.

A record names days, persons, past events, sums and counts, or leaves blanks to fill in. The share of its
sentences that do tells a report, a register, a press piece or a form about a code from the code itself.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .cleaning import Line, fold
from .divisions import division_of
from .labels import mark_of
from .nodes import complete
from .polarity import MODAL

MONTH = (
    r"(?:januari|februari|maret|april|mei|juni|juli|agustus|september|oktober|november|desember|january|"
    r"february|march|may|june|july|august|october|december)"
)
DAY = (
    r"(?:senin|selasa|rabu|kamis|jum'?at|sabtu|minggu|monday|tuesday|wednesday|thursday|friday|saturday|"
    r"sunday)"
)
CITED = re.compile(r"\b(?:nomor|number|no\.)\s+\S+\s+(?:tahun|of)\s+\d{4}", re.I)
ONCE = re.compile(
    rf"\b\d{{1,2}} {MONTH}\b|\b{MONTH} \d{{4}}|\b\d{{1,2}}[/-]\d{{1,2}}(?:[/-]\d{{2,4}}\b|\))|\b{DAY}\s*[,(]|"
    rf"\b(?:bulan|pada|sejak|in|since) {MONTH}\b|"
    r"(?<!\d )\b(?:tahun|sejak|in|since) (?:19|20)\d\d\b|"
    r"(?<!yang )\b(?:telah|sudah|belum|tercatat|terdapat|dihadiri|sebanyak|berjumlah|ditemukan|disepakati|"
    r"menambahkan|mengatakan|mengusulkan|menuturkan|menyampaikan (?:bahwa|hal)|menegaskan bahwa|"
    r"menjelaskan bahwa|menurutnya|pihaknya|selama ini|responden|penelitian)\b|"
    r"\b(?:was|were|had|has been|have been|said|found|told)\b|"
    r"\d,\d{1,2}$|[\"”’]\s*(?:ujar|kata|tutur|ungkap|jelas|tegas|ucap|imbuh|papar|terang|sebut)\w*\b",
    re.I,
)
SOMEONE = re.compile(
    r"\b(?:Sdr|Sdri|Bpk|Drs|Dra|Mr|Mrs|Ms)\.\s?[A-Z]|\b[A-Z]\.\s?[A-Z]\.(?:\s|,|$)|\bNIP\b|, [SM]\.[A-Z]|"
    r"\.{6,}|_{4,}|…{2,}|\[\s?\]"
)
COUNTED = re.compile(
    r"\bRp\.?\s?\d|\b\d{1,3}(?:\.\d{3})+\b|[$€£]\s?\d|\b\d{1,2}[.:]\d\d\b|\d\s?%|"
    r"\b\d+ (?:persen|orang|peserta|pegawai|laporan|perkara|buah|unit|lembar|kali|kecamatan|staff|people|"
    r"tahun|bulan|percent)\b|\(\d+ [a-z]{1,10}\)|\?$|\bapakah\b",
    re.I,
)
TITLED, UNTITLED = 0.35, 0.2
ENOUGH = 600


@dataclass(frozen=True, slots=True)
class Voice:
    """How many sentences a text has, how many speak of one event or person, and how many only count."""

    sentences: int
    particular: int
    counting: int

    def records(self, *, titled: bool) -> bool:
        """Whether the text is a record; what calls itself a code needs stronger evidence against it."""
        weight = self.particular + self.counting / 2
        enough = self.particular + self.counting > 1
        return enough and weight > (TITLED if titled else UNTITLED) * self.sentences


def voice_of(lines: Sequence[Line]) -> Voice:
    """The voice of some lines. A sum, an hour or a count within a duty or a ban speaks of no one event."""
    particular = counting = 0
    texts = sentences(lines[:ENOUGH])
    for text in texts:
        plain = CITED.sub("", text)
        if ONCE.search(plain) or SOMEONE.search(plain):
            particular += 1
        elif COUNTED.search(plain) and not MODAL.search(fold(text)):
            counting += 1
    return Voice(len(texts), particular, counting)


def sentences(lines: Sequence[Line]) -> list[str]:
    """The items and paragraphs of some lines, of three words and more, wraps joined."""
    found: list[str] = []
    above = ""
    for line in lines:
        text = line.text[:1000]
        begins = line.gap or text[0] == "|" or mark_of(text) or division_of(text, "")
        if begins or not above or complete(above) or len(above) < 45:
            found.append(text)
        elif len(found[-1]) < 2000:
            found[-1] += " " + text
        above = text
    return [text for text in found if len(text.split()) > 2]


def is_exam(lines: Sequence[Line]) -> bool:
    """Whether a text asks and offers answers: several questions, each with the same three options or more."""
    asked: list[int] = []
    for line in lines:
        mark = mark_of(line.text[:300])
        if line.text.endswith("?"):
            asked.append(0)
        elif asked and mark and mark.readings[0].family in ("lower", "upper", "roman"):
            asked[-1] += 1
    return len(asked) > 1 and asked[0] > 2 and len(set(asked)) == 1
