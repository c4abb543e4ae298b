"""A draft as plain values: read from its text for a form, changed by `authoring`, and written back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from . import yamlout, yamltext
from .document import Node, Option, ScenarioDoc
from .fitting import Data, NotEditable, fit
from .remarks import remarks
from .yamltext import MAX_BYTES

__all__ = ["MAX_BYTES", "Data", "NotEditable", "digest", "fitted", "ordered", "read", "write"]

_ORDER = tuple(ScenarioDoc.model_fields), tuple(Node.model_fields), tuple(Option.model_fields)


def read(text: str) -> Data:
    """The draft as fitted values. Raises NotEditable."""
    reading = yamltext.read(text)
    for _path, line, message in reading.faults:
        raise NotEditable(line, message)
    if not isinstance(reading.data, dict):
        raise NotEditable(1, "Isi berkas harus berupa kunci dan nilai, diawali “format: 1”.")
    return fit(reading.data, reading.lines)


def write(data: Mapping[str, Any], before: str = "") -> str:
    """The text of fitted values. Remarks of the text `before` stand at its head: none of them is lost."""
    notes = "".join(f"{line}\n" for line in remarks(before))
    return notes + yamlout.write(ordered(data))


def fitted(data: Mapping[str, Any]) -> Data:
    """Any values as fitted ones. Raises NotEditable, with line 1."""
    return fit(data, {})


def ordered(data: Mapping[str, Any]) -> Data:
    """The keys of the story, its nodes and options in the order of the format; strange ones last."""
    head, node, option = _ORDER
    story = _sorted(data, head)
    nodes = {key: _sorted(value, node) for key, value in data.get("nodes", {}).items()}
    for value in nodes.values():
        if "options" in value:
            value["options"] = [_sorted(each, option) for each in value["options"]]
    return {**story, "nodes": nodes}


def digest(part: Any) -> str:
    """A short name for the content of a part, so that a form can say what it was made from."""
    return hashlib.sha256(json.dumps(part, sort_keys=True).encode()).hexdigest()[:16]


def _sorted(values: Mapping[str, Any], order: tuple[str, ...]) -> Data:
    known = {key: values[key] for key in order if key in values}
    return known | {key: value for key, value in values.items() if key not in known}
