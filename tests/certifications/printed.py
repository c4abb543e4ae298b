"""Shortcuts for tests of what is printed: a sheet without an office, and what a PDF says of itself."""

import io
import re
from datetime import UTC, datetime
from typing import Any

from pypdf import PdfReader

from training.certifications.models import Certificate
from training.certifications.paper import Paper, PassedModule
from training.certifications.printing.sheet import Checkpoint, Sheet, print_sheet, sheet_of

ISSUED = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
ORIGIN = "https://adab.contoh.id"
CODE = "7H2KQ-9XWZC-31MNP-T5R8V"
CHECKPOINT = Checkpoint(1234, "ab" * 32)


def passed(count: int) -> tuple[PassedModule, ...]:
    return tuple(
        PassedModule(str(n), f"Modul {n}", f"Module {n}", 75 + n % 3, "2026-11-23") for n in range(count)
    )


def sheet(*, checkpoint: Checkpoint | None = CHECKPOINT, modules: int = 5, **said: Any) -> Sheet:
    """A sheet that says what every certificate says, except where `said` says otherwise."""
    usual = {
        "name": "Sari Wulandari",
        "nip": "••••••••••••••2001",
        "unit": "Bidang Pelayanan Sosial",
        "position": "Pranata Layanan",
        "agency": "Dinas Sosial Provinsi Banten",
        "title": "Sertifikasi Kode Etik",
        "code_title": "Kode Etik Pegawai",
        "decree": "Keputusan Nomor 800 tanggal 12 Januari 2024",
        "version": 1,
        "content_hash": "8f3b2c1d" * 8,
        "attested_on": "2026-11-23",
        "score_rule": "every_module_without_critical_act",
        "valid_from": "2026-11-23",
        "valid_until": "2027-12-21",
        "issued_on": "2026-11-23",
    }
    paper = Paper(modules=passed(modules), **usual | said)
    certificate = Certificate(
        number="ADAB/DINSOS-BANTEN/2026/000001",
        verification_code=CODE,
        frozen=paper.frozen(),
        issued_at=ISSUED,
    )
    return sheet_of(certificate, checkpoint, origin=ORIGIN)


def read(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf))


def text_of(pdf: bytes) -> str:
    """Everything a PDF says, in one line."""
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in read(pdf).pages))


def printed(**said: Any) -> str:
    """What the sheet says on paper."""
    return text_of(print_sheet(sheet(**said)))


def fonts_of(pdf: bytes) -> dict[str, bool]:
    """Name of each font on any page: whether its shapes are in the file."""
    found = {}
    for page in read(pdf).pages:
        for font in page["/Resources"].get("/Font", {}).values():
            font = font.get_object()
            for inner in font.get("/DescendantFonts", [font]):
                described = inner.get_object()["/FontDescriptor"].get_object()
                found[str(font["/BaseFont"])] = any(
                    name in described for name in ("/FontFile2", "/FontFile3")
                )
    return found
