"""YAML as text with places: plain values, the line of every path, and every fault found on the way.

The file format needs only mappings, lists, texts, whole numbers and yes/no. Anchors, aliases, tags and
directives are refused, so a short file can never unfold into a large one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

MAX_BYTES = 200 * 1024
MAX_DEPTH = 12

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_WHOLE = re.compile(r"[-+]?[0-9]+")
_DECIMAL = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_WORDS: dict[str, Any] = {"": None, "~": None, "null": None, "true": True, "false": False}
_HINTS = (
    (
        "cannot start any token",
        "Ada tanda yang tidak dapat mengawali isi (misalnya tab): pakai spasi atau apit dengan tanda kutip.",
    ),
    (
        "mapping values are not allowed",
        "Titik dua di sini tidak dapat dibaca: apit teksnya dengan tanda kutip.",
    ),
    ("unexpected end of stream", "Tanda kutip dibuka tetapi tidak ditutup."),
    ("could not find expected ':'", "Baris ini tidak memuat titik dua setelah kunci."),
    ("expected <block end>", "Indentasi tidak sejajar dengan baris di atasnya."),
    ("unknown escape", "Tanda \\ di dalam kutip ganda tidak dikenal: pakai kutip tunggal."),
    ("undefined alias", "Tanda * (alias) tidak dipakai di sini: apit teksnya dengan tanda kutip."),
)


@dataclass
class Reading:
    """`data` is what was read; `lines` maps a path like `nodes.a.options[2]` to its line, from 1."""

    data: Any = None
    lines: dict[str, int] = field(default_factory=dict)
    faults: list[tuple[str, int, str]] = field(default_factory=list)

    def fault(self, path: str, line: int, message: str) -> None:
        self.faults.append((path, line, message))


def read(text: str) -> Reading:
    """Read one YAML document. Never raises: faults are listed as (path, line, message)."""
    reading = Reading()
    text = text.removeprefix("\ufeff")
    if len(text.encode("utf-8", "replace")) > MAX_BYTES:
        reading.fault("", 1, f"Berkas lebih besar dari {MAX_BYTES // 1024} KB.")
        return reading
    if found := _FORBIDDEN.search(text):
        line = text.count("\n", 0, found.start()) + 1
        reading.fault("", line, f"Ada karakter yang tidak boleh dipakai (U+{ord(found.group()):04X}).")
        return reading
    try:
        _Builder(text, reading).document()
    except _TooDeepError as error:
        reading.fault("", error.line, "Susunan bertingkat terlalu dalam.")
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        reading.fault("", mark.line + 1 if mark else 1, _explain(error.problem or ""))
    except YAMLError:
        reading.fault("", 1, _explain(""))
    return reading


def join(path: str, key: str | int) -> str:
    """The path of a child: `nodes.a` + `options` is `nodes.a.options`, + 2 is `nodes.a.options[2]`."""
    if isinstance(key, int):
        return f"{path}[{key}]"
    return f"{path}.{key}" if path else key


class _TooDeepError(Exception):
    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


class _Builder:
    """Turns the parser's events into values, lazily, so that a hostile file is left at its first excess."""

    def __init__(self, text: str, reading: Reading) -> None:
        self.events: Iterator[Any] = iter(YAML(typ="safe", pure=True).parse(text))
        self.reading = reading

    def document(self) -> None:
        seen = False
        for event in self.events:
            if not isinstance(event, DocumentStartEvent):
                continue
            line = event.start_mark.line + 1
            if seen:
                self.reading.fault("", line, "Satu berkas hanya boleh memuat satu dokumen.")
                return
            if event.version or event.tags:
                self.reading.fault("", line, "Baris arahan YAML (%…) tidak dipakai di sini.")
            self.reading.data = self.value(next(self.events), "", 0)
            seen = True
        if not seen:
            self.reading.fault("", 1, "Berkas kosong.")

    def value(self, event: Any, path: str, depth: int) -> Any:
        line = event.start_mark.line + 1
        if depth > MAX_DEPTH:
            raise _TooDeepError(line)
        self.reading.lines.setdefault(path, line)
        if isinstance(event, AliasEvent) or event.anchor:
            self.reading.fault(path, line, "Jangkar (&) dan alias (*) YAML tidak dipakai di sini.")
        elif event.tag is not None:
            self.reading.fault(path, line, "Penanda jenis YAML (!) tidak dipakai di sini.")
        if isinstance(event, ScalarEvent):
            return _plain(event.value) if event.style is None else event.value
        if isinstance(event, SequenceStartEvent):
            return self.sequence(path, depth)
        if isinstance(event, MappingStartEvent):
            return self.mapping(path, depth)
        return None

    def sequence(self, path: str, depth: int) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := next(self.events), SequenceEndEvent):
            items.append(self.value(event, join(path, len(items)), depth + 1))
        return items

    def mapping(self, path: str, depth: int) -> dict[str, Any]:
        entries: dict[str, Any] = {}
        while not isinstance(event := next(self.events), MappingEndEvent):
            line = event.start_mark.line + 1
            if not isinstance(event, ScalarEvent) or event.tag is not None or event.anchor:
                self.reading.fault(path, line, "Kunci harus berupa satu kata atau teks pendek.")
                self.value(event, join(path, "?"), depth + 1)
                self.value(next(self.events), join(path, "?"), depth + 1)
                continue
            key = event.value
            place = join(path, key)
            if key in entries:
                first = self.reading.lines[place]
                self.reading.fault(place, line, f"Kunci “{key}” sudah ada di baris {first}.")
                self.value(next(self.events), place, depth + 1)
                continue
            self.reading.lines.setdefault(place, line)
            entries[key] = self.value(next(self.events), place, depth + 1)
        return entries


def _plain(text: str) -> Any:
    """An unquoted scalar by the YAML 1.2 core rules, as far as the format knows them; all else is text."""
    if text.lower() in _WORDS and text in (text.lower(), text.upper(), text.capitalize()):
        return _WORDS[text.lower()]
    if _WHOLE.fullmatch(text) and len(text) < 20:
        return int(text)
    if _DECIMAL.fullmatch(text):
        return float(text)
    return text


def _explain(problem: str) -> str:
    for part, message in _HINTS:
        if part in problem:
            return message
    return "Susunan YAML di baris ini tidak dapat dibaca."
