"""A zip from a stranger, opened with suspicion: counted before it is unpacked, and while it is."""

from __future__ import annotations

import lzma
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Final

from .result import MAX_UNPACKED, MEGABYTE, Unusable

MEMBERS: Final = 2_000
RATIO: Final = 500
DAMAGE: Final = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, NotImplementedError)


def opened(data: bytes) -> zipfile.ZipFile:
    """The archive, if its directory promises no more than is taken. Raises Unusable."""
    try:
        archive = zipfile.ZipFile(BytesIO(data))
        members = archive.infolist()
    except (*DAMAGE, ValueError, RuntimeError):
        raise Unusable("Berkas ini rusak atau terpotong. Unduh atau simpan ulang.") from None
    if len(members) > MEMBERS:
        raise Unusable(f"Arsip ini berisi {len(members)} berkas; paling banyak {MEMBERS}.")
    if sum(member.file_size for member in members) > MAX_UNPACKED:
        raise too_large()
    for member in members:
        if member.flag_bits & 1:
            raise Unusable("Berkas ini dikunci kata sandi. Simpan salinan tanpa kata sandi.")
        if member.file_size > MEGABYTE and member.file_size > RATIO * max(member.compress_size, 1):
            raise Unusable("Isi arsip ini dimampatkan tidak wajar, seperti berkas yang dibuat untuk merusak.")
    return archive


def contents(archive: zipfile.ZipFile, endings: tuple[str, ...]) -> Iterator[tuple[str, bytes]]:
    """The members with these endings as (name, bytes), never more than the limit in all."""
    left = MAX_UNPACKED
    for member in archive.infolist():
        name = member.filename
        if member.is_dir() or not name.lower().endswith(endings) or name.startswith("__MACOSX/"):
            continue
        try:
            with archive.open(member) as stream:
                data = stream.read(left + 1)
        except (*DAMAGE, ValueError, RuntimeError):
            raise Unusable("Bagian ini rusak.", file=name[:200]) from None
        left -= len(data)
        if left < 0:
            raise too_large()
        yield name[:200], data


def too_large() -> Unusable:
    return Unusable(f"Isi berkas ini setelah dibuka lebih dari {MAX_UNPACKED // MEGABYTE} MB.")
