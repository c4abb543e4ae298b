"""The shape of a scenario: typed, strict and frozen. Made by `formats.parse` or `formats.build` only."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, PrivateAttr

from .paths import Edge

Grade = Literal["best", "acceptable", "poor", "violation"]
GRADE_POINTS: Final[dict[str, int]] = {"best": 4, "acceptable": 3, "poor": 1, "violation": 0}

_BREAKS = str.maketrans({"\x85": "\n", "\u2028": "\n", "\u2029": "\n", "\t": " "})


def _clean(text: str) -> str:
    """One spelling of every text: NFC, line feeds, no spaces at the ends of lines."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").translate(_BREAKS))
    if any(unicodedata.category(char) in ("Cc", "Cs") and char != "\n" for char in text):
        raise ValueError("Teks memuat karakter kendali.")
    return "\n".join(line.rstrip() for line in text.split("\n")).strip()


def _one_line(text: str) -> str:
    return " ".join(_clean(text).split())


def _filled(text: str) -> str:
    if not text:
        raise ValueError("Teks ini tidak boleh kosong.")
    return text


def _pattern(pattern: str, message: str) -> AfterValidator:
    compiled = re.compile(pattern)

    def check(text: str) -> str:
        if not compiled.fullmatch(text):
            raise ValueError(message)
        return text

    return AfterValidator(check)


def _iso_day(value: object) -> object:
    if isinstance(value, date):
        return value
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        with suppress(ValueError):
            return date.fromisoformat(value)
    raise ValueError("Tulis tanggal sebagai tahun-bulan-hari, misalnya 2026-11-21.")


Text = Annotated[str, AfterValidator(_clean)]
FilledText = Annotated[str, AfterValidator(_clean), AfterValidator(_filled)]
Line = Annotated[str, Field(max_length=200), AfterValidator(_one_line), AfterValidator(_filled)]
Address = Annotated[
    str,
    Field(max_length=60),
    _pattern(r"\w[\w-]*(\.[\w-]+)*", "Alamat butir ditulis seperti D.4 atau B.wajib.6."),
]
Slug = Annotated[
    str,
    Field(max_length=80),
    _pattern(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", "Hanya huruf kecil, angka, dan tanda hubung; diawali huruf."),
]
Letter = Annotated[str, _pattern(r"[a-z]", "Kode pilihan adalah satu huruf kecil: a, b, c, …")]
Hour = Annotated[
    str, _pattern(r"([01]\d|2[0-3])\.[0-5]\d", 'Tulis waktu seperti "10.40", dengan tanda kutip.')
]
Day = Annotated[date, BeforeValidator(_iso_day)]


class _Shape(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class Speech(_Shape):
    """A line somebody says in the scene."""

    who: Line
    says: FilledText


class Option(_Shape):
    """One act the officer can choose. `next` names the node the story goes to; without it the story ends."""

    id: Letter
    text: FilledText
    grade: Grade
    reason: Text
    consequence: Text
    feedback: Text
    upholds: Annotated[tuple[Address, ...], Field(strict=False)] = ()
    violates: Annotated[tuple[Address, ...], Field(strict=False)] = ()
    next: Slug | None = None
    critical: bool = False

    @property
    def points(self) -> int:
        return GRADE_POINTS[self.grade]


class Node(_Shape):
    """A decision (situation, question, options) or, when `ending` is set, the last words of the story."""

    clause: Address | None = None
    situation: FilledText | None = None
    speech: Speech | None = None
    question: Line | None = None
    options: Annotated[tuple[Option, ...], Field(strict=False)] = ()
    ending: FilledText | None = None

    @property
    def best(self) -> Option:
        """The one option graded best. Only a decision has it."""
        return next(option for option in self.options if option.grade == "best")


class ScenarioDoc(_Shape):
    """One scenario as it stands in its file. Equality ignores the lines it was read from."""

    format: Literal[1]
    id: Slug
    title: Line
    title_en: Line
    clause: Address
    role: Line
    place: Line
    time: Hour
    mood: Line | None = None
    tags: Annotated[tuple[Slug, ...], Field(strict=False)] = ()
    checked: Day | None = None
    start: Slug
    nodes: dict[Slug, Node]

    _lines: Mapping[str, int] = PrivateAttr(default_factory=dict)

    @property
    def decisions(self) -> dict[str, Node]:
        """The nodes where something is chosen, in file order."""
        return {key: node for key, node in self.nodes.items() if node.ending is None}

    def graph(self) -> dict[str, list[Edge]]:
        """The decisions and the ways out of each."""
        return {
            key: [Edge(option.id, option.points, option.next, option.critical) for option in node.options]
            for key, node in self.decisions.items()
        }

    def line(self, path: str) -> int | None:
        """The line of a path in the file it was read from, or of the nearest thing around it."""
        return nearest(self._lines, path)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ScenarioDoc) and self.model_dump() == other.model_dump()

    __hash__ = None  # type: ignore[assignment]


def nearest(lines: Mapping[str, int], path: str) -> int | None:
    """The line of a path, or of the nearest thing around it that has one."""
    while path and path not in lines:
        cut = max(path.rfind("."), path.rfind("["))
        path = path[:cut] if cut > 0 else ""
    return lines.get(path)
