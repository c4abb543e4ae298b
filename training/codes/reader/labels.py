"""What counts as a label at the start of a line: enumerators, bullets, and numbers a scan has damaged."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from .divisions import WORDS, roman

Family = Literal["digit", "lower", "upper", "roman", "minor", "decimal", "bullet", "dictum", "lost"]
LOOKS = {
    "l": "1",
    "I": "1",
    "i": "1",
    "|": "1",
    "!": "1",
    "]": "1",
    "Z": "2",
    "z": "2",
    "A": "4",
    "S": "5",
    "s": "5",
}
LOOKS |= {"b": "6", "G": "6", "T": "7", "B": "8", "g": "9", "q": "9", "O": "0", "o": "0", "D": "0", "Q": "0"}
LETTERS = {"8": "B", "0": "D", "6": "G", "5": "S", "4": "A"}
BULLET = re.compile(r"([•●○◦▪▫■□▢❑❒❖◆◇➢➤➔➜►▶▸▹‣⁃∙✓✔✅☑☒☐✗✘✕✖❌✦✧★☆·*»›]|[-–—](?!\d)|o(?=\s))\s*(?=\S)")
ENUMERATOR = re.compile(
    r"\**(?P<open>[(\[]\s?)?(?P<value>\d{1,3}|[a-z]{1,5}|[A-Z]{1,6}|[|!\]]|[lI|"
    r"SZOo\d]{2})\s?(?P<close>[.)\]}:,])(?P<space>\s*)(?=\S|$)"
)
DECIMAL = re.compile(r"\**(\d{1,2}(?:\.\d{1,2}){1,3})(?:[.)]\s*|\s+)(?=[^\W\d_\s(<=“\"])")
BARE = re.compile(r"(\d{1,3}(?=\s+[A-Z“\"])|[b-hj-z](?=\s+[a-z]{3}))\s+")
LOST = re.compile(r"['‘’`\"^~]{0,2}\s?[.,)]\s+(?=\S)")
DICTUM = re.compile(r"\W{0,3}(?P<word>[A-Z]{5,12})(?:\s*:\s*|\s{2,}|\s*$)")


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to understand a mark: the family it counts in and its place there."""

    family: Family
    value: int
    repaired: bool = False
    label: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A printed mark before a text, the ways to read it (best first), and the text itself."""

    printed: str
    label: str
    style: str
    rest: str
    readings: tuple[Reading, ...]

    def reads(self, family: Family, value: int) -> bool:
        """Whether the mark can be this number."""
        return any(reading.family == family and reading.value == value for reading in self.readings)


def dictum_of(text: str) -> Mark | None:
    """KESATU, KEDUA, … before a colon or a wide space."""
    found = DICTUM.match(text)
    if not found or found["word"].lower() not in WORDS or not found["word"].startswith(("KE", "PERT")):
        return None
    word = found["word"]
    return Mark(
        word, word, "dictum", text[found.end() :], (Reading("dictum", WORDS[word.lower()], label=word),)
    )


def mark_of(text: str) -> Mark | None:
    """The enumerator, bullet or remains of a number at the start of a line, or None."""
    return remembered(text) if len(text) < 160 else read_mark(text)


@lru_cache(maxsize=16384)
def remembered(text: str) -> Mark | None:
    return read_mark(text)


def read_mark(text: str) -> Mark | None:
    return (
        dictum_of(text)
        or bullet_of(text)
        or decimal_of(text)
        or enumerator_of(text)
        or bare_of(text)
        or lost_of(text)
    )


def bullet_of(text: str) -> Mark | None:
    found = BULLET.match(text)
    if not found or text.startswith("**") or re.match(r"\*\S[^*]{0,200}\*", text):
        return None
    sign = found.group(1)
    inner = text[found.end() :]
    if numbered := enumerator_of(inner):
        return numbered
    return Mark(sign, sign, sign, inner, (Reading("bullet", 0, label=sign),))


def decimal_of(text: str) -> Mark | None:
    if not (found := DECIMAL.match(text)):
        return None
    label = found.group(1)
    depth = label.count(".")
    return Mark(
        label,
        label,
        f"decimal{depth}",
        text[found.end() :],
        (Reading("decimal", int(label.split(".")[-1]), label=label),),
    )


def enumerator_of(text: str) -> Mark | None:
    found = ENUMERATOR.match(text)
    if not found:
        return None
    value, close, rest = found["value"], found["close"], text[found.end() :]
    if close == ":" and not found["open"] and (len(value) > 1 or not value.isupper()):
        return None
    if (
        not found["space"]
        and rest
        and (rest[0].isdecimal() or (len(value) > 1 and not value.isdecimal()) or close in ",:")
    ):
        return None
    if not found["space"] and rest and not value.isdecimal() and not re.match(r"[A-Za-z]{4}", rest):
        return None
    style = ("(" if found["open"] else "") + {"]": ")", "}": ")", ",": ".", ":": "."}.get(close, close)
    readings = readings_of(
        value,
        comma=close == "," and not (len(value) == 1 and rest.replace("l", "I").isupper() and len(rest) > 3),
    )
    if not readings:
        return None
    printed = found.group().strip().strip("*")
    if len(value) == 1 and value.isalpha() and not rest.isupper():
        readings = (*readings, Reading("lost", 0, label=value))
    return Mark(printed, value, style, rest, readings)


def readings_of(value: str, *, comma: bool) -> tuple[Reading, ...]:
    """Every family a value may belong to, as printed first and then as a damaged digit."""
    found: list[Reading] = []
    if value.isdecimal():
        found.append(Reading("digit", int(value), comma, value))
    elif comma and len(value) == 1 and value.islower() and value.isalpha():
        found.append(Reading("lower", ord(value) - 96, True, value))
    elif not comma:
        if number := roman(value):
            found.append(Reading("roman", number, label=value))
        if number := roman(value.upper()) if value.islower() else 0:
            found.append(Reading("minor", number, label=value))
        if len(value) == 1 and value.isalpha():
            family: Family = "upper" if value.isupper() else "lower"
            found.append(Reading(family, ord(value.upper()) - 64, label=value))
        elif (
            len(value) == 2
            and value[0] == value[1]
            and value.isascii()
            and value.isalpha()
            and value.islower()
        ):
            found.append(Reading("lower", ord(value[0]) - 70, label=value))
    found += damaged_heads(value)
    digits = "".join(LOOKS.get(c, c) for c in value)
    if not value.isdecimal() and digits.isdecimal() and len(digits) < 3 and int(digits):
        found.append(Reading("digit", int(digits), True, str(int(digits))))
    return tuple(found)


def damaged_heads(value: str) -> list[Reading]:
    """The letter or roman numeral of a heading that a scan may have turned into `8` or `lll`."""
    found: list[Reading] = []
    if letter := LETTERS.get(value):
        found.append(Reading("upper", ord(letter) - 64, True, letter))
    numeral = re.sub(r"[l1|!]", "I", value)
    if numeral != value and len(value) > 1 and roman(numeral):
        found.append(Reading("roman", roman(numeral), True, numeral))
    return found


def bare_of(text: str) -> Mark | None:
    """`3 Menyapa pemohon`, `b menyapa`: a number or letter whose dot was lost, or a row without ruling."""
    if not (found := BARE.match(text)):
        return None
    label = found.group(1)
    if label.isalpha():
        return Mark(label, label, " ", text[found.end() :], (Reading("lower", ord(label) - 96, label=label),))
    return Mark(label, label, " ", text[found.end() :], (Reading("digit", int(label), label=label),))


def lost_of(text: str) -> Mark | None:
    """`. Memperhatikan …`: the punctuation of a number that cannot be read."""
    if not (found := LOST.match(text)):
        return None
    return Mark(found.group().strip(), "", ".", text[found.end() :], (Reading("lost", 0),))
