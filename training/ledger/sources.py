"""Where a witness looks at a log: a folder that was exported, or the public address of the record."""

from __future__ import annotations

import json
from collections.abc import Sequence
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from .notes import BadNote, Checkpoint, read_hashes
from .tree import Frontier, consistency_holds, leaf_hash
from .witnessing import Source, Unavailable

SECONDS, LARGEST = 15, 1024 * 1024
LOOPBACK = {"localhost", "127.0.0.1", "::1"}


def source_of(place: str) -> Source:
    """The folder or address that a person names. Raises Unavailable for one that is neither."""
    parts = urlsplit(place)
    if parts.scheme in {"http", "https"}:
        if parts.scheme == "http" and parts.hostname not in LOOPBACK:
            raise Unavailable("a log is looked at over https, or on this machine")
        return Address(place.rstrip("/"))
    folder = Path(place)
    if not folder.is_dir():
        raise Unavailable(f"{place} is no folder and no https address")
    return Exported(folder)


class Exported:
    """A folder written by `flask ledger export`. All its leaves are hashed anew."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def key(self) -> str:
        return self._read("keys").splitlines()[-1] if self._read("keys") else ""

    def note(self) -> str:
        try:
            notes = json.loads(self._read("checkpoints"))
            return max(notes, key=lambda note: int(note.split("\n")[1]))
        except (ValueError, TypeError, AttributeError, IndexError):
            raise BadNote("the export holds no checkpoints") from None

    def grows(self, old: Checkpoint | None, new: Checkpoint) -> bool:
        wanted = {each.size: each.root for each in (old, new) if each is not None}
        frontier = Frontier()
        for line in self._read("leaves.jsonl").split("\n")[:-1]:
            frontier.append(leaf_hash(line.encode()))
            if frontier.size in wanted and wanted[frontier.size] != frontier.root():
                return False
        return frontier.size >= new.size

    def _read(self, name: str) -> str:
        try:
            return (self.folder / name).read_text("utf-8")
        except (OSError, ValueError) as wrong:
            raise Unavailable(f"{name}: {wrong}") from None


class Address:
    """The public pages of a record, such as https://adab.contoh.go.id/ledger."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.opener = build_opener(_Stay())

    def key(self) -> str:
        return self._get("key").strip()

    def note(self) -> str:
        return self._get("checkpoint")

    def grows(self, old: Checkpoint | None, new: Checkpoint) -> bool:
        if old is None:
            return True
        text = self._get(f"proof?old={old.size}&new={new.size}")
        return consistency_holds(old.size, new.size, old.root, new.root, _hashes(text, old.size))

    def _get(self, name: str) -> str:
        request = Request(f"{self.address}/{name}", headers={"Accept": "text/plain"})  # noqa: S310 - see source_of
        try:
            with self.opener.open(request, timeout=SECONDS) as answer:
                content: bytes = answer.read(LARGEST + 1)
        except (URLError, OSError, HTTPException) as wrong:
            raise Unavailable(f"{request.full_url}: {wrong}") from None
        if len(content) > LARGEST:
            raise Unavailable(f"{request.full_url} answers with more than {LARGEST} bytes")
        try:
            return content.decode("utf-8")
        except ValueError:
            raise Unavailable(f"{request.full_url} answers with no text") from None


class _Stay(HTTPRedirectHandler):
    """The log is looked at where it was asked for, and nowhere else."""

    def redirect_request(self, *_args: Any, **_kwargs: Any) -> None:
        return None


def _hashes(text: str, old: int) -> Sequence[bytes]:
    """The proof in a request to a witness (C2SP tlog-witness, add-checkpoint). Raises BadNote."""
    head, border, _note = text.partition("\n\n")
    lines = head.split("\n")
    if not border or lines[0] != f"old {old}":
        raise BadNote("a proof begins with the old size, and a checkpoint follows")
    return read_hashes(lines[1:])
