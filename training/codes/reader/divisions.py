"""Heading words with a number: BAB, Bagian, Pasal, Article; and references that only look like them."""

import re
from dataclasses import dataclass

ORDINALS = [
    "kesatu pertama",
    "kedua",
    "ketiga",
    "keempat",
    "kelima",
    "keenam",
    "ketujuh",
    "kedelapan",
    "kesembilan",
    "kesepuluh",
    "kesebelas",
    "keduabelas",
    "ketigabelas",
    "keempatbelas",
    "kelimabelas",
]
WORDS = {word: n for n, names in enumerate(ORDINALS, start=1) for word in names.split()}
WORDS |= {
    word: n
    for n, word in enumerate(
        ["satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh"], start=1
    )
}
WORDS |= {
    word: n
    for n, word in enumerate(
        ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"],
        start=1,
    )
}
WORDS |= {
    word: n
    for n, word in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"], start=1
    )
}
DIVISION = re.compile(
    r"[#*\s]*(?P<word>BAB|BAHAGIAN|BAGIAN|PARAGRAF|PASAL|FASAL|PERKARA|PART|CHAPTER|ARTICLE|SECTION|BUTIR|"
    r"Bab|Bahagian|Bagian|Paragraf"
    r"|Pasal|Fasal|Perkara|Part|Chapter|Article|Section|Principle|PRINCIPLE|Rule|RULE|Prinsip|"
    r"PRINSIP|P\s?[aA]\s?[sS5]\s?[aA]\s?[l1Ii|!L])\s*(?P<number>\d{1,3}[A-Z]?|[IVXLl1]{1,7}|[\dlIOoSZB|!]{1,3}|[A-Za-z]{3,14}|[A-Z])"
    r"(?P<rest>$|[\s.:*–—-].*)",
    re.S,
)
RANKS = {"bab": 0, "bahagian": 0, "part": 0, "chapter": 0, "bagian": 1, "paragraf": 2}
SCANNED = str.maketrans("lI|!OoSZB", "111100528")
ROMAN = re.compile(r"(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})$")
REFERRING = re.compile(
    r"\b(?:pasal|ayat|huruf|angka|butir|nomor|dalam|pada|dengan|dan|atau|dari|terhadap|menurut|berdasarkan|"
    r"sampai|tahun|"
    r"dimaksud|ketentuan|section|article|in|under|of|and|or|to|by|di bawah|seksyen)\s*,?$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Division:
    """A heading word with a number: BAB, Bagian, Pasal, Article. Rank 3 holds clauses."""

    label: str
    rank: int
    value: int
    rest: str


def roman(text: str) -> int:
    """The value of a roman numeral below forty, or 0."""
    if not ROMAN.match(text):
        return 0
    total = 0
    values = [{"I": 1, "V": 5, "X": 10}[c] for c in text]
    for value, after in zip(values, [*values[1:], 0], strict=True):
        total += -value if value < after else value
    return total


def division_of(text: str, before: str) -> Division | None:
    """The division a line opens, unless it is a reference that wrapped (`before` is the line above)."""
    if not (found := DIVISION.match(text)):
        return None
    word, number = found["word"], found["number"]
    rest = found["rest"].lstrip(" .:*–—-#").rstrip()
    value = ordinal(number)
    if not value or (rest and not opens_title(rest)):
        return None
    if word.lower() not in RANKS and REFERRING.search(before[-20:]) and not rest:
        return None
    if word.lower()[:1] == "p" and fold_word(word) == "pasal":
        word = "PASAL" if word.isupper() else "Pasal"
    return Division(f"{word} {number}", RANKS.get(word.lower(), 3), value, rest)


def fold_word(word: str) -> str:
    """A heading word with the look-alikes of a scan put right: `Pasa1`, `P a s a I`."""
    return word.replace(" ", "").lower().replace("5", "s")[:4] + "l"


def ordinal(number: str) -> int:
    """The place a number, roman numeral, letter or Indonesian ordinal word stands for, or 0."""
    if digits := re.match(r"\d+", number):
        return int(digits.group())
    if number.lower() in WORDS:
        return WORDS[number.lower()]
    if value := roman(number.replace("l", "I").replace("1", "I")):
        return value
    if len(number) == 1 and number.isupper():
        return ord(number) - 64
    scanned = number.translate(SCANNED)
    return int(scanned) if scanned.isdecimal() and re.search(r"[\dlI|!]", number) else 0


def opens_title(rest: str) -> bool:
    """Whether the words after `Pasal 5` can be its title or text rather than the tail of a reference."""
    if rest[0].islower() or re.match(r"(?:Tahun|Nomor|Ayat|Undang|Peraturan)\b", rest):
        return rest[:60].lower().startswith("(1)")
    return rest[0].isalpha() or rest.startswith("(1)") or rest[0] in '“"'
