"""The files of a batch: printed sheets wait in a folder of their own until all are there, then go into a ZIP.

Each file appears whole or not at all, so that whoever takes over after a crash goes on where it ended; and
the same certificates give the same ZIP.
"""

import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from unicodedata import normalize
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from flask import current_app

from ...core.cells import csv_lines
from ..models import Certificate
from ..printing.views import file_name

END_OF_PDF = b"%%EOF"
PIECE = 1 << 20
LONGEST_NAME = 60
LIST_NAME = "daftar.csv"
HEADER = ["nomor", "nama", "nip", "unit", "berlaku_dari", "berlaku_sampai", "kode_verifikasi", "berkas"]


class Store:
    """The folder of one batch."""

    def __init__(self, ref: str) -> None:
        self.root = Path(current_app.config["SLOTS_FOLDER"]) / "batches"
        self.sheets, self.zip = self.root / ref, self.root / f"{ref}.zip"

    def open(self) -> None:
        """Make it, readable by this system's user only."""
        for folder in (self.root, self.sheets):
            folder.mkdir(exist_ok=True, mode=0o700)

    def has(self, number: int) -> bool:
        """Whether a certificate is printed already, and whole: a machine may have lost its power."""
        try:
            with self._sheet(number).open("rb") as file:
                file.seek(-16, 2)
                return END_OF_PDF in file.read()
        except OSError:
            return False

    def keep(self, number: int, pdf: bytes) -> None:
        """Put a printed certificate aside."""
        draft = self._sheet(number).with_suffix(".part")
        draft.write_bytes(pdf)
        draft.replace(self._sheet(number))

    def read(self, number: int) -> bytes:
        """A printed certificate."""
        return self._sheet(number).read_bytes()

    @contextmanager
    def packing(self) -> Iterator[ZipFile]:
        """The ZIP while it is filled; it gets its name when it is whole."""
        draft = self.zip.with_suffix(".part")
        with ZipFile(draft, "w", ZIP_STORED, allowZip64=True) as packed:
            yield packed
        draft.chmod(0o600)
        draft.replace(self.zip)

    def clear(self) -> None:
        """Remove what was printed, but not the ZIP."""
        shutil.rmtree(self.sheets, ignore_errors=True)
        self.zip.with_suffix(".part").unlink(missing_ok=True)

    def remove(self) -> None:
        """Remove everything."""
        self.clear()
        self.zip.unlink(missing_ok=True)

    def _sheet(self, number: int) -> Path:
        return self.sheets / f"{number}.pdf"


def add(packed: ZipFile, certificate: Certificate, pdf: bytes) -> None:
    """Put a certificate into the ZIP under its own moment, since a ZIP made twice must be the same file."""
    packed.writestr(_entry(name_of(certificate), certificate.issued_at), pdf)


def add_list(packed: ZipFile, rows: Iterable[list[str]], at: datetime) -> None:
    """Put the list of all certificates into the ZIP, as Indonesian Excel reads it."""
    entry = _entry(LIST_NAME, at)
    entry.compress_type = ZIP_DEFLATED
    with packed.open(entry, "w") as file:
        for line in csv_lines([HEADER, *rows]):
            file.write(line.encode())


def row_of(certificate: Certificate) -> list[str]:
    """The line of a certificate in the list."""
    said = certificate.frozen
    return [
        certificate.number,
        *(said[name] for name in ("name", "nip", "unit", "valid_from", "valid_until")),
        certificate.verification_code,
        name_of(certificate),
    ]


def name_of(certificate: Certificate) -> str:
    """`ADAB-DINSOS-BANTEN-2026-000123 Sari Wulandari.pdf`; of names only letters that every system keeps."""
    plain = normalize("NFKD", certificate.frozen["name"])
    kept = "".join(sign for sign in plain if sign.isascii() and (sign.isalnum() or sign in " -"))
    name = " ".join(kept.split())[:LONGEST_NAME].strip()
    return f"{file_name(certificate.number)} {name}".strip() + ".pdf"


def digest(file: Path) -> str:
    """SHA-256 of a file of any size."""
    found = sha256()
    with file.open("rb") as opened:
        while piece := opened.read(PIECE):
            found.update(piece)
    return found.hexdigest()


def _entry(name: str, at: datetime) -> ZipInfo:
    return ZipInfo(name, at.astimezone(UTC).timetuple()[:6])
