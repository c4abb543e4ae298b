"""The zip around a Word file, opened with suspicion: counted before it is unpacked, parsed without DTDs."""

import lzma
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import IO
from xml.etree.ElementTree import Element

from .limits import MEGABYTE, Limits
from .source import Locked, TooLarge, Unreadable, Unsafe, WrongKind

STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
USUAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = "[Content_Types].xml"
DAMAGE = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError),
    *(OSError, NotImplementedError, RuntimeError, ValueError),
)
OFFICE = {"xl/": "lembar kerja Excel", "ppt/": "salindia PowerPoint", "content.xml": "dokumen OpenDocument"}


@dataclass(slots=True)
class Package:
    """An opened Word file. Its parts are read by name; what they unpack to is counted together."""

    name: str
    archive: zipfile.ZipFile
    limits: Limits
    unpacked: int = field(default=0)

    def has(self, part: str) -> bool:
        """Whether the package holds a part."""
        return part in self.archive.NameToInfo

    def parts(self) -> list[str]:
        """The names of all parts."""
        return self.archive.namelist()

    def read(self, part: str) -> bytes:
        """The bytes of a part, never more than the limit whatever the directory says."""
        try:
            with self.archive.open(part) as stream:
                data = stream.read(self.limits.unpacked - self.unpacked + 1)
        except DAMAGE:
            message = "Bagian ini rusak. Buka di Word lalu simpan ulang."
            raise Unreadable(self.name, message, place=part) from None
        self.unpacked += len(data)
        if self.unpacked > self.limits.unpacked:
            raise too_large(self.name, self.limits)
        return data

    def tree(self, part: str) -> Element | None:
        """The root of a part, or None when there is no such part."""
        if not self.has(part):
            return None
        root: Element | None = None
        for event, element in self.events(part):
            if event == "start" and root is None:
                root = element
        return root

    def events(self, part: str) -> Iterator[tuple[str, Element]]:
        """Start and end events of a part's elements. DTDs, entities and towers of elements are refused."""
        from xml.etree.ElementTree import ParseError

        from defusedxml.common import DefusedXmlException
        from defusedxml.ElementTree import iterparse

        stream: IO[bytes] = BytesIO(self.read(part).replace(STRICT, USUAL))
        depth = 0
        try:
            for event, element in iterparse(stream, events=("start", "end"), forbid_dtd=True):
                depth += 1 if event == "start" else -1
                if depth > self.limits.depth:
                    raise Unsafe(self.name, "Susunan berkas ini bertingkat terlalu dalam.", place=part)
                yield event, element
        except DefusedXmlException:
            message = "Bagian ini memuat deklarasi DTD atau entitas, yang tidak pernah ada di berkas Word."
            raise Unsafe(self.name, message, place=part) from None
        except (ParseError, ValueError, LookupError) as error:
            if isinstance(error, Unreadable | Unsafe):
                raise
            line = getattr(error, "position", (0, 0))[0]
            message = "Bagian ini rusak. Buka di Word lalu simpan ulang."
            raise Unreadable(self.name, message, place=part, line=line) from None


@dataclass(frozen=True, slots=True)
class Link:
    """A relationship of a part: the last word of its type, and the part or outside address it points at."""

    kind: str
    target: str
    outside: bool


def links_of(package: Package, part: str) -> list[Link]:
    """The relationships of a part; of the package itself when `part` is empty."""
    folder, file = posixpath.split(part)
    root = package.tree(posixpath.join(folder, "_rels", f"{file}.rels"))
    found = []
    for each in root if root is not None else ():
        target = each.get("Target", "")
        outside = each.get("TargetMode") == "External"
        place = target if outside else posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        found.append(Link(each.get("Type", "").rsplit("/", 1)[-1], place, outside))
    return found


def main_part(package: Package) -> str:
    """The part that holds the document's body."""
    named = [link.target for link in links_of(package, "") if link.kind == "officeDocument"]
    main = next((part for part in named if package.has(part)), "")
    if main and posixpath.dirname(main) == "word":
        return main
    for start, kind in OFFICE.items():
        if any(part.startswith(start) for part in package.parts()):
            raise WrongKind(package.name, f"Ini {kind}. Simpan sebagai .docx atau PDF.")
    if any(part.startswith("word/") for part in package.parts()):
        raise Unreadable(package.name, "Isi dokumen Word ini tidak ditemukan. Simpan ulang di Word.")
    raise WrongKind(package.name, "Ini arsip zip, bukan dokumen Word. Keluarkan dokumennya dahulu.")


def open_package(data: bytes, *, name: str, limits: Limits) -> Package:
    """A Word file's parts. Raises Refused on bombs, macros, passwords and what is another kind of file."""
    try:
        archive = zipfile.ZipFile(BytesIO(data))
        members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError):
        raise Unreadable(name, "Berkas ini rusak atau terpotong. Unduh atau simpan ulang.") from None
    if len(members) > limits.members:
        raise Unsafe(name, f"Berkas ini berisi {len(members)} bagian; batasnya {limits.members}.")
    if sum(member.file_size for member in members) > limits.unpacked:
        raise too_large(name, limits)
    for member in members:
        if member.flag_bits & 1:
            raise Locked(name, "Berkas ini dikunci kata sandi. Simpan salinan tanpa kata sandi.")
        if member.file_size > MEGABYTE and member.file_size > limits.ratio * max(member.compress_size, 1):
            message = "Bagian ini dimampatkan tidak wajar, seperti berkas yang dibuat untuk merusak."
            raise Unsafe(name, message, place=member.filename)
    package = Package(name, archive, limits)
    names = [member.filename for member in members]
    if len(set(names)) < len(names):
        raise Unsafe(name, "Ada dua bagian dengan nama yang sama.")
    refuse_macros(package)
    return package


def too_large(name: str, limits: Limits) -> TooLarge:
    return TooLarge(name, f"Isi berkas ini setelah dibuka lebih dari {limits.unpacked // MEGABYTE} MB.")


def refuse_macros(package: Package) -> None:
    project = next((part for part in package.parts() if re.search(r"vba(project|data)", part, re.I)), "")
    types = package.read(TYPES) if package.has(TYPES) else b""
    if project or b"macroenabled" in types.lower():
        message = "Dokumen ini memuat makro. Simpan ulang sebagai .docx, tanpa makro."
        raise Unsafe(package.name, message, place=project)
