"""Our spelling of YAML: indent 2, `|` for several lines, `>-` for long ones, quotes only where needed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

WIDTH = 100

_PLAIN = re.compile(r"[A-Za-zÀ-ɏ]([\w .,;!?()/%'“”’–—…-]|:(?=\S))*")
_RESERVED = re.compile(r"(?i:null|true|false|yes|no|on|off|y|n)")


def write(data: Mapping[str, Any]) -> str:
    """A mapping of mappings, lists, texts, numbers, booleans, days and nothing as YAML text."""
    return "".join(f"{line}\n" for line in _mapping(data, 0))


def _mapping(data: Mapping[str, Any], indent: int) -> Iterator[str]:
    for key, value in data.items():
        name = " " * indent + _short(key) + ":"
        if isinstance(value, Mapping) and value:
            yield name
            yield from _mapping(value, indent + 2)
        elif isinstance(value, Mapping | list | tuple) and not _is_block(value):
            yield f"{name} {_flow(value)}"
        elif isinstance(value, list | tuple):
            yield name
            yield from _sequence(value, indent + 2)
        elif isinstance(value, str):
            yield from _text(name, value, indent + 2)
        else:
            yield f"{name} {_scalar(value)}"


def _sequence(items: list[Any] | tuple[Any, ...], indent: int) -> Iterator[str]:
    for item in items:
        lines = list(_mapping(item, indent + 2))
        yield " " * indent + "- " + lines[0].lstrip()
        yield from lines[1:]


def _is_block(value: Mapping[str, Any] | list[Any] | tuple[Any, ...]) -> bool:
    """Whether a value is a list of mappings with something in each; others are written on one line."""
    return bool(value) and all(isinstance(item, Mapping) and item for item in value)


def _flow(value: Any) -> str:
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{_short(key, flow=True)}: {_flow(item)}' for key, item in value.items())}}}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(_flow(item) for item in value)}]"
    return _short(value, flow=True) if isinstance(value, str) else _scalar(value)


def _scalar(value: bool | float | date | None) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value in (float("inf"), float("-inf")):
        return "1e999" if value > 0 else "-1e999"
    return value.isoformat() if isinstance(value, date) else str(value)


def _text(name: str, text: str, indent: int) -> Iterator[str]:
    pad = " " * indent
    if "\n" in text and all(line.isprintable() for line in text.split("\n")):
        yield f"{name} |"
        yield from (pad + line if line else "" for line in text.split("\n"))
    elif (
        text == text.strip()
        and len(name) + len(text) >= WIDTH
        and text.isprintable()
        and "\n" not in text
        and "  " not in text
    ):
        yield f"{name} >-"
        yield from (pad + line for line in _fold(text, WIDTH - indent))
    else:
        yield f"{name} {_short(text)}"


def _fold(text: str, width: int) -> Iterator[str]:
    line = ""
    for word in text.split(" "):
        if line and len(line) + 1 + len(word) > width:
            yield line
            line = word
        else:
            line = f"{line} {word}" if line else word
    yield line


def _short(text: str, *, flow: bool = False) -> str:
    plain = _PLAIN.fullmatch(text) and not text.endswith(" ") and not _RESERVED.fullmatch(text)
    if plain and not (flow and re.search(r"[,?:]", text)):
        return text
    return "".join(
        char if char.isprintable() else _escape(char) for char in json.dumps(text, ensure_ascii=False)
    )


def _escape(char: str) -> str:
    code = ord(char)
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"
