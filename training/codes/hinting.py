"""What an edit looks like at first sight. A hint for the person who decides, never the decision."""

import re
from dataclasses import dataclass

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
    if re.findall(r"\d+", pair.old.text) != re.findall(r"\d+", pair.new.text):
        return Hint(SUBSTANTIVE, "figures")
    if "".join(old) == "".join(new):
        return Hint(EDITORIAL, "signs")
    if TURNING & (set(old) ^ set(new)):
        return Hint(SUBSTANTIVE, "turning")
    return Hint(EDITORIAL, "slips") if _only_slips(pair.words) else None


def _only_slips(words: tuple[Word, ...]) -> bool:
    """Whether every changed word is one letter off a word it could be a misprint of."""
    out = [word for run in words if run.mark == "out" for word in _words(run.text)]
    put = [word for run in words if run.mark == "in" for word in _words(run.text)]
    return len(out) == len(put) and all(map(_one_letter_off, out, put))


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
