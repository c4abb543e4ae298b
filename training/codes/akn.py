"""A code version as Akoma Ntoso 3.0 (OASIS LegalDocML): an `act` with its identification and hierarchy."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from xml.etree import ElementTree as ET

from .rules import plain
from .textform import KINDS, ClauseLike, SectionLike

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
OWN_NAMESPACE = "urn:adab:code"
LANGUAGE = "ind"
# Element, its mark in an eId, and how deep it stands: a chapter holds the articles that follow it.
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
NUMBER = re.compile(r"\b(?:Nomor|No\b\.?)\s*:?\s*(\S.*?)(?=\s+tentang\b|$)", re.I)
UNWRITABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Edition:
    """A version as it is written out. `began` is the first day of the work, `day` that of this version."""

    code: str
    publisher: str
    publisher_name: str
    number: int
    state: str
    title: str
    decree: str
    decree_date: date | None
    in_force_from: date | None
    content_hash: str
    began: date
    day: date
    made: date
    sections: Sequence[SectionLike]


@dataclass
class _Branch:
    """A clause with the clauses beneath it."""

    clause: ClauseLike
    children: list["_Branch"] = field(default_factory=list)


class _Names:
    """Identifiers by structure, each used once in the document."""

    def __init__(self) -> None:
        self.taken: set[str] = set()
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


def to_xml(edition: Edition) -> bytes:
    """The whole document: UTF-8, indented, every text escaped; what XML cannot hold becomes U+FFFD."""
    root = ET.Element("akomaNtoso", {"xmlns": NAMESPACE, "xmlns:adab": OWN_NAMESPACE})
    act = ET.SubElement(root, "act", {"name": "kode-etik", "contains": "singleVersion"})
    _add_meta(act, edition)
    paragraph = ET.SubElement(ET.SubElement(ET.SubElement(act, "preface"), "longTitle"), "p")
    _text(paragraph, "docTitle", edition.title)
    _add_body(ET.SubElement(act, "body"), edition.sections)
    ET.indent(root, " ")
    return ET.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"


def writable(text: str) -> str:
    """Words as every format can hold them: composed, single spaces, a mark where a character has no form."""
    return UNWRITABLE.sub("\ufffd", plain(text))


def decree_number(decree: str) -> str:
    """`188.4/2/127` from the name of a decree; empty where none is printed."""
    found = NUMBER.search(plain(decree))
    return found[1].rstrip(" .,;") if found else ""


def _add_meta(act: ET.Element, edition: Edition) -> None:
    meta = ET.SubElement(act, "meta")
    identification = ET.SubElement(meta, "identification", source="#publisher")
    work = f"/akn/id/act/kode-etik/{edition.publisher}/{edition.began}/{edition.code}"
    expression = f"{work}/{LANGUAGE}@{edition.day}.v{edition.number}"
    described = _level(identification, "FRBRWork", f"{work}/!main", work, edition.began, "decree")
    number = decree_number(edition.decree)
    facts = [("country", "id"), ("subtype", "kode-etik"), ("number", number), ("name", edition.code)]
    for name, value in facts:
        if value:
            ET.SubElement(described, f"FRBR{name}", value=writable(value))
    described = _level(
        identification, "FRBRExpression", f"{expression}/!main", expression, edition.day, "in-force"
    )
    ET.SubElement(described, "FRBRversionNumber", value=str(edition.number))
    ET.SubElement(described, "FRBRlanguage", language=LANGUAGE)
    file = f"{expression}.xml"
    described = _level(
        identification, "FRBRManifestation", f"{expression}/!main.xml", file, edition.made, "made"
    )
    ET.SubElement(described, "FRBRformat", value="application/akn+xml")
    _add_publication(meta, edition, number)
    lifecycle = ET.SubElement(meta, "lifecycle", source="#publisher")
    happened = {"eId": "event_1", "date": str(edition.day), "source": "#publisher", "type": "generation"}
    ET.SubElement(lifecycle, "eventRef", happened)
    _add_references(meta, edition)
    own = ET.SubElement(meta, "proprietary", source="#publisher")
    ET.SubElement(own, "adab:state").text = edition.state
    if edition.content_hash:
        ET.SubElement(own, "adab:fingerprint", method="SHA-256").text = edition.content_hash


def _level(parent: ET.Element, tag: str, this: str, uri: str, day: date, name: str) -> ET.Element:
    described = ET.SubElement(parent, tag)
    ET.SubElement(described, "FRBRthis", value=this)
    ET.SubElement(described, "FRBRuri", value=uri)
    ET.SubElement(described, "FRBRdate", date=str(day), name=name)
    ET.SubElement(described, "FRBRauthor", href="#publisher")
    return described


def _add_publication(meta: ET.Element, edition: Edition, number: str) -> None:
    if edition.decree and edition.decree_date:
        known = {"date": str(edition.decree_date), "name": "decree", "showAs": writable(edition.decree)}
        ET.SubElement(meta, "publication", known | ({"number": writable(number)} if number else {}))


def _add_references(meta: ET.Element, edition: Edition) -> None:
    references = ET.SubElement(meta, "references", source="#publisher")
    publisher = f"/akn/ontology/organization/id/{edition.publisher}"
    _concept(references, "TLCOrganization", "publisher", publisher, edition.publisher_name)
    used = {clause.kind for section in edition.sections for clause in section.clauses}
    for kind in sorted((used | {section.kind for section in edition.sections}) & KINDS.keys()):
        _concept(references, "TLCConcept", kind, f"/akn/ontology/concept/id/{kind}", KINDS[kind])


def _concept(parent: ET.Element, tag: str, name: str, href: str, shown: str) -> None:
    ET.SubElement(parent, tag, eId=name, href=href, showAs=writable(shown) or name)


def _add_body(body: ET.Element, sections: Sequence[SectionLike]) -> None:
    """Sections inside the division that is open; one of the same rank closes it."""
    names, opened = _Names(), [(0, body, "")]
    for section in sections:
        tag, rank, own = _division(section.label)
        while opened[-1][0] >= rank:
            opened.pop()
        name = names.name(opened[-1][2], tag, own)
        element = _element(opened[-1][1], tag, name, section.kind)
        opened.append((rank, element, name))
        if section.label:
            _text(element, "num", section.label)
        if plain(section.title) and section.title != section.label:
            _text(element, "heading", section.title)
        for group, branches in groupby(_tree(section.clauses), key=lambda branch: branch.clause.group or ""):
            _add_group(element, name, group, list(branches), names, tag)
    for element in list(body.iter()):
        if element.tag in {*(tag for tag, _rank in DIVISIONS.values()), SECTION[0]} and _is_bare(element):
            ET.SubElement(ET.SubElement(element, "content"), "p")
    if not sections:
        ET.SubElement(ET.SubElement(_element(body, *("section", "sec_n1"), ""), "content"), "p")


def _add_group(
    parent: ET.Element, name: str, group: str, branches: list[_Branch], names: _Names, within: str
) -> None:
    if group:
        name = names.name(name, "hcontainer", group)
        parent = _element(parent, "hcontainer", name, "")
        parent.set("name", "group")
        _text(parent, "heading", group)
    for branch in branches:
        _add_clause(parent, name, branch, names, within)


def _add_clause(parent: ET.Element, above: str, branch: _Branch, names: _Names, within: str) -> None:
    clause = branch.clause
    tag = _clause_tag(clause.label, within)
    name = names.name(above, tag, clause.label)
    element = _element(parent, tag, name, clause.kind)
    element.set("title", writable(clause.address))
    if clause.label:
        _text(element, "num", clause.label)
    _text(ET.SubElement(element, "intro" if branch.children else "content"), "p", clause.text)
    for child in branch.children:
        _add_clause(element, name, child, names, "point")


def _element(parent: ET.Element, tag: str, name: str, kind: str) -> ET.Element:
    element = ET.SubElement(parent, tag, eId=name)
    if kind in KINDS:
        element.set("refersTo", f"#{kind}")
    return element


def _text(parent: ET.Element, tag: str, words: str) -> None:
    ET.SubElement(parent, tag).text = writable(words)


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
