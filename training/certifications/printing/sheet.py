"""A certificate as an A4 page: what goes into the sheet as data, and the PDF that typst makes of it.

The same sheet gives the same bytes, whoever prints it, when and where: what people typed is data and never
markup, the moment in the file is the moment of issue, and no font but ours is looked at. A newer typst may
write other bytes; its version is pinned.
"""

import json
from dataclasses import asdict, dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from threading import Lock
from typing import Any

import segno

from ..models import Certificate
from ..paper import read_paper
from .glyphs import FONTS, printable

SHEETS = Path(__file__).parent / "sheets"
EDITIONS = {1: "sheet1.typ", 2: "sheet2.typ"}
STANDARDS = ["ua-1", "a-2a"]
INK = "#12303a"
TEXTS = ("name", "nip", "unit", "position", "agency", "title", "code_title", "decree")

_press = Lock()


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The ledger just after a certificate was issued: number of leaves and root in hex; and the signed note
    that was the last before, where there was one."""

    size: int
    root: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that a printing needs: the edition, its data as JSON, and the moment of issue in seconds."""

    edition: int
    data: str
    stamp: int


def sheet_of(certificate: Certificate, checkpoint: Checkpoint | None, *, origin: str) -> Sheet:
    """The sheet of a certificate under the edition it was issued with; `origin` is where it can be checked,
    such as `https://adab.example.go.id`."""
    paper = read_paper(certificate.frozen)
    code, address = certificate.verification_code, f"{origin}/verify/{certificate.verification_code}"
    said = _printable(paper.frozen()) | {
        "number": certificate.number,
        "code": code,
        "address": address,
        "place": f"{origin.partition('://')[2]}/verify",
        "mastery": min((module.mastery_percent for module in paper.passed), default=0),
        "qr": qr_square(address),
        "checkpoint": asdict(checkpoint) if checkpoint else None,
    }
    return Sheet(paper.template, json.dumps(said, sort_keys=True), int(certificate.issued_at.timestamp()))


def print_sheet(sheet: Sheet) -> bytes:
    """The PDF: tagged for readers of screens (PDF/UA-1) and fit for archives (PDF/A-2a).

    One at a time in a process, since typst holds the interpreter meanwhile. Raises KeyError for an edition
    that does not exist.
    """
    with _press:
        made = _compiler(EDITIONS[sheet.edition]).compile(
            format="pdf",
            sys_inputs={"paper": sheet.data},
            pdf_standards=STANDARDS,
            timestamp=sheet.stamp,
        )
    return bytes(made)


def qr_square(address: str) -> str:
    """The address as an SVG square of plain paths."""
    drawn = BytesIO()
    code = segno.make(address, error="m", micro=False)
    code.save(drawn, kind="svg", border=0, xmldecl=False, omitsize=True, dark=INK)
    return drawn.getvalue().decode()


@lru_cache
def _compiler(name: str) -> Any:
    import typst

    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
    return typst.Compiler(str(SHEETS / name), root=str(SHEETS), font_paths=fonts, ignore_system_fonts=True)


def _printable(frozen: dict[str, Any]) -> dict[str, Any]:
    """The frozen values, with every text by people as it can be shown."""
    texts = {name: printable(frozen[name]) for name in TEXTS}
    modules = [
        module | {"title": printable(module["title"]), "title_en": printable(module["title_en"])}
        for module in frozen["modules"]
    ]
    passed = [module for module in modules if not module["waived"]]
    waived = [module["title"] for module in modules if module["waived"]]
    return frozen | texts | {"modules": passed, "waived": waived}
