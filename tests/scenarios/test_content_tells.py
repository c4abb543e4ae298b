"""No word betrays the best act of the course that ships.

How often an option that holds a word is the best one, against how often one picked blindly would be. Readers who
saw the whole pool found the key by these words: confession and superiors were nearly always right, delay and
half measures nearly never.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

import pytest

from training.scenarios.document import Node, Option
from training.scenarios.wording import words

from .shipped import decisions, tell

SUSPECTS = {
    "confessing": "mengaku|mengakui|menceritakan",
    "reporting": "melapor|melaporkan",
    "a superior": "atasan|koordinator|kepala (?:seksi|bidang|dinas)|ketua(?: tim| panitia)?|pimpinan",
    "later": "besok|lusa|esok|nanti",
    "first": "dahulu|dulu",
    "waiting": "menunggu|ditunggu",
    "after": "sesudah|setelah|seusai",
    "only": "saja|sekali|sedikit|sebentar|hanya",
    "purpose": "agar|supaya",
    "reason": "sebab|karena",
    "refusing": "menolak|menolaknya",
}
LEAST, MOST = 0.6, 1.5
COMMON = 40
RARELY, MOSTLY = 1 / 3, 2.0


@pytest.mark.parametrize("pattern", SUSPECTS.values(), ids=list(SUSPECTS))
def test_a_suspect_stands_with_the_best_about_as_often_as_with_the_rest(pattern: str) -> None:
    held = re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE)
    best, blind, names = 0, 0.0, []
    for name, node, option in single_options():
        if held.search(option.text):
            best += option is node.best
            blind += 1 / len(node.options)
            names += [f"{name}: {option.id}"] if option is node.best else []
    found = f"{best} are the best, {blind:.1f} by chance"
    assert LEAST * blind <= best <= MOST * blind, found + tell(names)


def test_no_common_word_gives_the_best_away() -> None:
    count, best, blind = Counter[str](), Counter[str](), defaultdict[str, float](float)
    for _name, node, option in single_options():
        for word in set(words(option.text)):
            count[word] += 1
            best[word] += option is node.best
            blind[word] += 1 / len(node.options)
    bad = [
        f"{word}: {best[word]} of {count[word]} are the best, {blind[word]:.1f} by chance"
        for word in count
        if count[word] >= COMMON and not RARELY * blind[word] <= best[word] <= MOSTLY * blind[word]
    ]
    assert not bad, tell(bad)


def single_options() -> Iterator[tuple[str, Node, Option]]:
    """Every option of every decision that chooses one."""
    for name, node in decisions():
        if node.kind == "one":
            yield from ((name, node, option) for option in node.options)
