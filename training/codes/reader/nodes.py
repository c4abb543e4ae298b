"""A place in the outline, and what the ends and beginnings of its words tell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from .divisions import REFERRING
from .labels import Mark, Reading

JOINING = re.compile(r"(?<=[;,.])\s*(?:dan\s?/\s?atau|dan|atau|serta|and/or|and|or)\s*$", re.I)
COMPOUND = re.compile(r"(\w{3,})\w*-\1\w*", re.I)
BROKEN = re.compile(r"(\w+)-$")
BEGUN = re.compile(r"\w+")
SUSPENDED = re.compile(r"dan|atau|maupun|serta|and|or|to", re.I)
BOUND = re.compile(r"self|well|non|ex|eks|e|co|cross|part|full|long|short|third", re.I)
VOWEL = re.compile(r"[aiueo]")
CONJUNCTION = re.compile(r"\b(?:dan|atau|and|or|to|by|of|dengan|dari|tahun)\s*,?$", re.I)


@dataclass(eq=False)
class Node:
    """A place in the outline. `value` is the last number read in its list, `lost` the unreadable since."""

    role: str
    line: int
    parent: Node | None = None
    mark: Mark | None = None
    reading: Reading | None = None
    rank: int = 9
    label: str = ""
    title: str = ""
    indent: int = 0
    value: int = 0
    lost: int = 0
    lead: str | None = None
    lead_line: int = 0
    group: str | None = None
    doubt: str = ""
    parts: list[tuple[int, str]] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)
    next_lead: tuple[int, str] | None = None
    listing: bool = False
    listed: bool = False
    headed: bool = False
    naming: bool = False

    @property
    def text(self) -> str:
        """The words of the node, line wraps joined by a space."""
        return joined([text for _, text in self.parts])

    @property
    def head(self) -> str:
        """The beginning of the words, without joining them all."""
        return " ".join(text[:160] for _, text in self.parts[:3])[:160]

    @property
    def tail(self) -> str:
        """The end of the words so far, without joining them all."""
        return self.parts[-1][1][-40:] if self.parts else ""

    @property
    def family(self) -> str:
        return self.reading.family if self.reading else ""

    @property
    def style(self) -> str:
        return self.mark.style if self.mark else ""

    def add(self, child: Node) -> Node:
        """Append a child under the lead-in now in force."""
        child.parent = self
        if self.next_lead:
            child.lead_line, child.lead = self.next_lead
        self.children.append(child)
        self.listed = self.listed or child.role == "item"
        return child


def joined(texts: Sequence[str]) -> str:
    """Join wrapped lines with a space; a word broken at its hyphen is closed up again."""
    return "".join(glued(texts))


def glued(texts: Sequence[str]) -> list[str]:
    """The lines of a text as they follow each other: with the space between, without the hyphen of a break.

    `layan-` / `an` is one word; `perundang-` / `undangan` and `se-` / `Indonesia` keep their hyphen.
    """
    found: list[str] = []
    for text in texts:
        broken = BROKEN.search(found[-1][-40:]) if found else None
        after = BEGUN.match(text[:40])
        if broken is None or after is None or SUSPENDED.fullmatch(after.group()):
            found.append(" " + text if found else text)
            continue
        if not keeps_hyphen(broken[1], after.group()):
            found[-1] = found[-1][:-1]
        found.append(text)
    return found


def keeps_hyphen(before: str, after: str) -> bool:
    """Whether two parts of a word have a hyphen between them: said twice, a name, a number, a bound form."""
    if (before + after).isalpha() and (before + after).isupper():
        return COMPOUND.search(f"{before}-{after}") is not None
    if not after[0].islower() or (before.isupper() and len(before) > 1) or BOUND.fullmatch(before):
        return True
    first, second = before.lower(), after.lower()
    sounds = VOWEL.sub("", first) == VOWEL.sub("", second) and len(first) > 3
    ends = len(first) > 2 and (first[:3] == second[:3] or first[-3:] == second[-3:])
    return sounds or ends or COMPOUND.search(f"{before}-{after}") is not None


def complete(text: str) -> bool:
    """Whether a text ends as a sentence or list item does."""
    text = JOINING.sub("", text[-40:]).rstrip("\"”’' )*‘_")
    return text[-1:] in (".", ";", ":", "!", "?", "—") or text.endswith((";,", ".,"))


def opens(text: str) -> bool:
    """Whether a text begins as a new sentence does."""
    first = text.lstrip("\"“‘'(*#_ ")[:1]
    return first.isupper() or first.isdigit()


def heading_like(text: str) -> bool:
    """Short, begun with a capital, without the punctuation of a sentence."""
    return (
        len(text) <= 110
        and len(text.split()) <= 14
        and text[-1] not in ".;,?!"
        and (opens(text) or text[0] in "=")
    )


def refers_on(before: str, mark: Mark) -> bool:
    """Whether a mark at the start of a line only ends a reference: `… dalam ayat` / `(1) huruf b`."""
    if complete(before) or not REFERRING.search(before):
        return False
    return mark.style.startswith("(") or not CONJUNCTION.search(before)
