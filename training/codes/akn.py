"""A code version as Akoma Ntoso 3.0 (OASIS LegalDocML): an `act` with its identification and hierarchy."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from xml.etree import ElementTree as ET

from .hierarchy import add_hierarchy, add_text, writable
from .rules import plain
from .textform import KINDS, SectionLike

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
OWN_NAMESPACE = "urn:adab:code"
LANGUAGE = "ind"
NUMBER = re.compile(r"\b(?:Nomor|No\b\.?)\s*:?\s*(\S.*?)(?=\s+tentang\b|$)", re.I)


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


def to_xml(edition: Edition) -> bytes:
    """The whole document: UTF-8, indented, every text escaped; what XML cannot hold becomes U+FFFD."""
    root = ET.Element("akomaNtoso", {"xmlns": NAMESPACE, "xmlns:adab": OWN_NAMESPACE})
    act = ET.SubElement(root, "act", {"name": "kode-etik", "contains": "singleVersion"})
    own = _add_meta(act, edition)
    paragraph = ET.SubElement(ET.SubElement(ET.SubElement(act, "preface"), "longTitle"), "p")
    add_text(paragraph, "docTitle", edition.title)
    for name in add_hierarchy(ET.SubElement(act, "body"), edition.sections):
        ET.SubElement(own, "adab:notTrained", href=f"#{name}")
    ET.indent(root, " ")
    return ET.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"


def decree_number(decree: str) -> str:
    """`188.4/2/127` from the name of a decree; empty where none is printed."""
    found = NUMBER.search(plain(decree))
    return found[1].rstrip(" .,;") if found else ""


def _add_meta(act: ET.Element, edition: Edition) -> ET.Element:
    """The standard's own facts; returns the place for those it has no word for."""
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
    return own


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
