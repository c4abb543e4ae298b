"""The sections and clauses of a code as the hierarchy of an Akoma Ntoso document."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby
from xml.etree import ElementTree as ET

from .rules import plain
from .textform import KINDS, ClauseLike, SectionLike

# The element a division word stands for, and its rank: a chapter holds the articles that follow it.
DIVISIONS = {
    "bab": ("chapter", 1),
    "chapter": ("chapter", 1),
    "bagian": ("part", 2),
    "part": ("part", 2),
    "paragraf": ("subpart", 3),
    "pasal": ("article", 4),
    "article": ("article", 4),
}
SECTION = ("section", 4)
SHORT = {"chapter": "chp", "section": "sec", "article": "art", "paragraph": "para", "alinea": "al"}
DIVISION = re.compile(rf"({'|'.join(DIVISIONS)})\b\W*(.*)", re.I)
UNWRITABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]")


@dataclass
class _Branch:
    """A clause with the clauses beneath it."""

    clause: ClauseLike
    children: list["_Branch"] = field(default_factory=list)


class _Names:
    """Identifiers by structure, each used once in the document."""

    def __init__(self) -> None:
        self.taken: set[str] = set()
        self.untrained: list[str] = []
        self.counted: Counter[str] = Counter()

    def name(self, parent: str, tag: str, label: str) -> str:
        """`sec_B__point_3`; what has no number counts among its like."""
        base = f"{parent}__{SHORT.get(tag, tag)}" if parent else SHORT.get(tag, tag)
        own = re.sub(r"[^A-Za-z0-9]+", "-", label).strip("-")
        wanted = name = f"{base}_{own}" if own else self._next(base)
        while name in self.taken:
            self.counted[wanted] += 1
            name = f"{wanted}-{self.counted[wanted] + 1}"
        self.taken.add(name)
        return name

    def _next(self, base: str) -> str:
        self.counted[base] += 1
        return f"{base}_n{self.counted[base]}"


def add_hierarchy(body: ET.Element, sections: Sequence[SectionLike]) -> list[str]:
    """Sections inside the division that is open; one of the same rank closes it.

    Returns the identifiers of those nobody is trained in.
    """
    names, opened = _Names(), [(0, body, "")]
    for section in sections:
        tag, rank, own = _division(section.label)
        while opened[-1][0] >= rank:
            opened.pop()
        name = names.name(opened[-1][2], tag, own)
        element = _element(opened[-1][1], tag, name, section.kind)
        opened.append((rank, element, name))
        names.untrained += [] if section.trainable else [name]
        if section.label:
            add_text(element, "num", section.label)
        if plain(section.title) and section.title != section.label:
            add_text(element, "heading", section.title)
        for group, branches in groupby(_tree(section.clauses), key=lambda branch: branch.clause.group or ""):
            _add_group(element, name, group, list(branches), names, tag)
    for element in list(body.iter()):
        if element.tag in {*(tag for tag, _rank in DIVISIONS.values()), SECTION[0]} and _is_bare(element):
            ET.SubElement(ET.SubElement(element, "content"), "p")
    if not sections:
        ET.SubElement(ET.SubElement(_element(body, *("section", "sec_n1"), ""), "content"), "p")
    return names.untrained


def add_text(parent: ET.Element, tag: str, words: str) -> None:
    """A child that holds these words."""
    ET.SubElement(parent, tag).text = writable(words)


def writable(text: str) -> str:
    """Words as every format can hold them: composed, single spaces, a mark where a character has no form."""
    return UNWRITABLE.sub("\ufffd", plain(text))


def _add_group(
    parent: ET.Element, name: str, group: str, branches: list[_Branch], names: _Names, within: str
) -> None:
    if group:
        name = names.name(name, "hcontainer", group)
        parent = _element(parent, "hcontainer", name, "")
        parent.set("name", "group")
        add_text(parent, "heading", group)
    for branch in branches:
        _add_clause(parent, name, branch, names, within)


def _add_clause(parent: ET.Element, above: str, branch: _Branch, names: _Names, within: str) -> None:
    clause = branch.clause
    tag = _clause_tag(clause.label, within)
    name = names.name(above, tag, clause.label)
    names.untrained += [] if clause.trainable else [name]
    element = _element(parent, tag, name, clause.kind)
    element.set("title", writable(clause.address))
    if clause.label:
        add_text(element, "num", clause.label)
    add_text(ET.SubElement(element, "intro" if branch.children else "content"), "p", clause.text)
    for child in branch.children:
        _add_clause(element, name, child, names, "point")


def _element(parent: ET.Element, tag: str, name: str, kind: str) -> ET.Element:
    element = ET.SubElement(parent, tag, eId=name)
    if kind in KINDS:
        element.set("refersTo", f"#{kind}")
    return element


def _is_bare(element: ET.Element) -> bool:
    return all(child.tag in {"num", "heading"} for child in element)


def _division(label: str) -> tuple[str, int, str]:
    """Element, rank and number of a section by its label: `BAB II` is chapter II."""
    if found := DIVISION.fullmatch(plain(label)):
        return *DIVISIONS[found[1].lower()], found[2]
    return *SECTION, label


def _clause_tag(label: str, within: str) -> str:
    """In an article the numbered ones are its paragraphs; else a point, an unnumbered text, or a dash."""
    if not label:
        return "alinea"
    if not any(sign.isalnum() for sign in label):
        return "indent"
    return "paragraph" if within == "article" and label.strip("()").isdecimal() else "point"


def _tree(clauses: Sequence[ClauseLike]) -> list[_Branch]:
    """Clauses beneath those their address begins with, in the order of the text."""
    branches: dict[str, _Branch] = {}
    tops: list[_Branch] = []
    for clause in clauses:
        branch = branches[clause.address] = _Branch(clause)
        place = clause.address if clause.parent else ""
        while place and (place := place.rpartition(".")[0]) not in branches:
            pass
        (branches[place].children if place else tops).append(branch)
    return tops
