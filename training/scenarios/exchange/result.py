"""What reading a file of questions gives: drafts, refusals and remarks, each with its place."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Final, Literal

Format = Literal["yaml", "zip", "xlsx", "gift", "aiken", "moodle", "table", "list"]

MEGABYTE = 1024 * 1024
MAX_BYTES: Final = 10 * MEGABYTE
MAX_UNPACKED: Final = 30 * MEGABYTE
MAX_ITEMS: Final = 10_000
MAX_ROWS: Final = 20_000
MAX_YAML: Final = 500
PLACEHOLDER: Final = "[Tuliskan"


@dataclass(frozen=True, slots=True)
class Note:
    """A refusal or a remark: the line or row, from 1; the file within an archive; what is to be known."""

    line: int
    message: str
    file: str = ""

    def __str__(self) -> str:
        return f"{self.file}: {self.message}" if self.file else self.message


@dataclass(frozen=True, slots=True)
class Draft:
    """A scenario as it was read. `data` are its plain values, without `clause` where the file names none.

    `needs` are what the format cannot say or the file left out and a person has to write: `clause`, `role`,
    `place`, `time`, `situation`, `consequence`, `feedback`, … `source` is the text of a file of our own;
    `lines` maps a path like `nodes.awal.options[2]` to its line or row; `named` is False for an id made of
    the question's words.
    """

    line: int
    data: dict[str, Any]
    needs: tuple[str, ...] = ()
    source: str | None = None
    file: str = ""
    lines: Mapping[str, int] = field(default_factory=dict)
    named: bool = True

    @property
    def slug(self) -> str:
        return str(self.data.get("id", ""))

    @property
    def digest(self) -> str:
        """What a file said, so that the same again is known whatever was added since."""
        return sha256(json.dumps(self.data, sort_keys=True, default=str).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything a file held. `format` is what it was taken for."""

    format: Format
    drafts: list[Draft] = field(default_factory=list)
    rejected: list[Note] = field(default_factory=list)
    remarks: list[Note] = field(default_factory=list)


class Unusable(ValueError):
    """The file as a whole cannot be read; `note` says where and why."""

    def __init__(self, message: str, *, line: int = 1, file: str = "") -> None:
        super().__init__(message)
        self.note = Note(line, message, file)


def place_of(note: Note) -> tuple[str, int]:
    """The order in which notes are shown."""
    return note.file, note.line
