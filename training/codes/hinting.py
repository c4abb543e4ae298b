"""What an edit looks like at first sight. A hint for the person who decides, never the decision."""

import re
from dataclasses import dataclass
from itertools import groupby

from .diffing import Pair, Word
from .models import EDITORIAL, SUBSTANTIVE

# Words that turn a rule around, narrow it, or open it.
TURNING = frozenset(
    (
        *("atau", "boleh", "bukan", "dan", "dapat", "dilarang", "hanya", "harus", "jangan", "kecuali"),
        *(
            "maksimal",
            "minimal",
            "paling",
            "sebagian",
            "selain",
            "semua",
            "setiap",
            "tanpa",
            "tidak",
            "wajib",
        ),
    )
)
SHORTEST_SLIP = 4
# Signs that a scan takes for one another.
SHAPES = (
    *(("rn", "m"), ("vv", "w"), ("1", "l"), ("i", "l"), ("|", "l"), ("cl", "d")),
    *(("0", "o"), ("5", "s"), ("8", "b")),
)
# Digits are a figure unless letters stand on both sides: "pe1ayanan" is a word that was misread.
FIGURE = re.compile(r"(?<![^\W\d_])\d+|\d+(?![^\W\d_])")


@dataclass(frozen=True, slots=True)
class Hint:
    """A likely weight and why: `new_rule`, `rule_gone`, `kind`, `figures`, `turning`, `signs` or `slips`."""

    weight: str
    why: str


def hint_of(pair: Pair) -> Hint | None:
    """What the change looks like; None where only reading tells."""
    if pair.kind == "added":
        return Hint(SUBSTANTIVE, "new_rule")
    if pair.kind == "removed":
        return Hint(SUBSTANTIVE, "rule_gone")
    if pair.kind != "edited" or pair.old is None or pair.new is None:
        return None
    if pair.similarity == 1:
        return Hint(SUBSTANTIVE, "kind")
    old, new = _words(pair.old.text), _words(pair.new.text)
    if FIGURE.findall(pair.old.text) != FIGURE.findall(pair.new.text):
        return Hint(SUBSTANTIVE, "figures")
    if _signless(pair.old.text) == _signless(pair.new.text):
        return Hint(EDITORIAL, "signs")
    if TURNING & (set(old) ^ set(new)):
        return Hint(SUBSTANTIVE, "turning")
    return Hint(EDITORIAL, "slips") if _only_slips(pair.words) else None


def misread(pair: Pair) -> bool:
    """Whether an edit is no more than signs, spaces, and words a printer or a scan got wrong."""
    found = hint_of(pair)
    return pair.kind == "edited" and found is not None and found.weight == EDITORIAL


def _only_slips(words: tuple[Word, ...]) -> bool:
    """Whether every change is a word of which the other could be a misprint, or a misreading."""
    changes = (run for same, run in groupby(words, lambda word: word.mark == "same") if not same)
    for change in changes:
        told = {word.mark: word.text for word in change}
        if not _slip(told.get("out", ""), told.get("in", "")):
            return False
    return True


def _slip(out: str, put: str) -> bool:
    if _shape(out) == _shape(put):
        return True
    old, new = _words(out), _words(put)
    digits = any(sign.isdigit() for sign in out + put)
    return not digits and len(old) == len(new) and all(map(_one_letter_off, old, new))


def _shape(text: str) -> str:
    """The letters of a text, those that look alike as one."""
    shape = _signless(text)
    for seen, meant in SHAPES:
        shape = shape.replace(seen, meant)
    return shape


def _signless(text: str) -> str:
    return "".join(re.findall(r"[^\W_]+", text.lower()))


def _one_letter_off(old: str, new: str) -> bool:
    if old == new:
        return True
    if min(len(old), len(new)) < SHORTEST_SLIP or abs(len(old) - len(new)) > 1:
        return False
    start = next((i for i, pair in enumerate(zip(old, new, strict=False)) if pair[0] != pair[1]), None)
    if start is None:
        return True
    tails = {
        len(new): (old[start + 1 :], new[start + 1 :]),
        len(new) - 1: (old[start:], new[start + 1 :]),
        len(new) + 1: (old[start + 1 :], new[start:]),
    }
    left, right = tails[len(old)]
    return left == right


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", text.lower())
