"""The remarks (`# …`) of a text. No form shows them, so a form keeps them at the head of the text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError


def remarks(text: str) -> list[str]:
    """Every remark of a readable text in order, each a line that starts with #."""
    if "#" not in text:
        return []
    try:
        tokens = list(YAML(pure=True).scan(text.removeprefix("\ufeff")))
    except YAMLError:
        return []
    found: dict[tuple[int, int], str] = {}
    for token in tokens:
        for comment in _flat(getattr(token, "_comment", None)):
            found[comment.start_mark.line, comment.start_mark.column] = comment.value
    lines = [line.strip() for place in sorted(found) for line in found[place].split("\n")]
    return [line for line in lines if line.startswith("#")]


def scattered(text: str) -> int:
    """How many remarks do not stand at the head, and so would be moved there by a form."""
    head = 0
    for line in text.removeprefix("\ufeff").split("\n"):
        if line.startswith("#"):
            head += 1
        elif line.strip():
            break
    return len(remarks(text)) - head


def _flat(comment: Any) -> Iterator[Any]:
    if isinstance(comment, list):
        for each in comment:
            yield from _flat(each)
    elif comment is not None:
        yield comment
