"""A page copied as one long line, parted again where chapters, articles, paragraphs and recitals begin."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from .cleaning import Line

LONG, MANY = 160, 2
WORDS = ("Pasal ", "BAB ", "Menimbang", "MEMUTUSKAN")
HEAD = (
    r"BAB [IVXL]{1,6}\b|Bagian Ke[a-z]+\b|Pasal \d{1,3}\b(?! (?:ayat|huruf|angka|dan|atau|sampai)\b)|"
    r"Menimbang ?:|Mengingat ?:|Memperhatikan ?:|MEMUTUSKAN\b|Menetapkan ?:|DENGAN RAHMAT\b|TENTANG [A-Z]{3}|"
    r"(?:Ditetapkan|Diundangkan) di\b|LAMPIRAN\b"
)
BEGINS = re.compile(rf"(?:(?<=[.;:,] )|(?<=[A-Z]{{2}} ))(?={HEAD})|(?<=[.;] )(?=\(\d{{1,2}}\) [A-Z])")
ARTICLE = re.compile(r"(Pasal \d{1,3}) (?=[A-Z(])")
PAGED = re.compile(r"\d{1,3} (?=[A-Z]|\d{1,2}\. )")


def unrolled(lines: Sequence[Line]) -> list[Line]:
    """The lines, those parted in which two heads and more run on; every part keeps the number of its line."""
    found: list[Line] = []
    for line in lines:
        long = len(line.text) > LONG and any(word in line.text for word in WORDS)
        places = [match.start() for match in BEGINS.finditer(line.text)] if long else []
        if len(places) < MANY:
            found.append(line)
            continue
        bounds = [0, *places, len(line.text)]
        words = [line.text[start:end].strip() for start, end in pairwise(bounds)]
        words[0] = PAGED.sub("", words[0], count=1) if PAGED.match(words[0]) else words[0]
        parts = [part for text in words for part in ARTICLE.sub("\\1\n", text, count=1).split("\n") if part]
        found += [
            replace(line, text=part, raw=part, indent=0, gap=line.gap or i > 0)
            for i, part in enumerate(parts)
        ]
    return found
