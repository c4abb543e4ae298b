"""Fits the values of a draft into the one shape that forms show.

Fitted means: `nodes` maps short names to mappings, `options` are mappings with letters of their own, texts
are texts. What cannot be fitted without losing something is `NotEditable`: work for the text editor.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from . import yamltext
from .checks import MAX_NODES
from .spelling import clean, free_letter, name_of, one_line

Data = dict[str, Any]

HEAD_TEXTS: Final = ("title", "title_en", "clause", "role", "place", "time", "mood", "checked")
NODE_TEXTS: Final = ("clause", "situation", "question", "consequence", "next", "ending", "kind")
OPTION_TEXTS: Final = ("text", "grade", "reason", "consequence", "feedback", "next")
DROPPED_WHEN_EMPTY: Final = frozenset({"mood", "checked", "kind", "next", "grade"})
MAX_OPTIONS: Final = 10


class NotEditable(ValueError):
    """A text no form can show; `line` says where, the message why."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


def fit(data: Mapping[str, Any], lines: Mapping[str, int]) -> Data:
    """The values of a draft, fitted; `lines` of its paths are for the message. Raises NotEditable."""
    return _Fitting(lines).story(data)


class _Fitting:
    """Puts values of any shape into the one forms know, or names the line of what will not go."""

    def __init__(self, lines: Mapping[str, int]) -> None:
        self.lines = lines

    def story(self, data: Mapping[str, Any]) -> Data:
        story = {key: _cleaned(value) for key, value in data.items() if key != "nodes"}
        self.texts(story, HEAD_TEXTS, "")
        if isinstance(raw := data.get("time"), float):
            story["time"] = f"{raw:05.2f}"
        self.list_of_texts(story, "tags", "")
        _drop_empty(story)
        nodes = data.get("nodes")
        if nodes is not None and not isinstance(nodes, dict):
            raise self.no("nodes", "Daftar adegan tidak dapat dibaca sebagai formulir.")
        if len(nodes or {}) > MAX_NODES:
            raise self.no("nodes", f"Paling banyak {MAX_NODES} adegan.")
        names = _names(nodes or {})
        story["nodes"] = {names[key]: self.node(key, value, names) for key, value in (nodes or {}).items()}
        start = one_line(_text(story.get("start")))
        story["start"] = names.get(start, start)
        return story

    def node(self, key: str, value: Any, names: Mapping[str, str]) -> Data:
        path = yamltext.join("nodes", key)
        node = self.mapping(value, path, "situation")
        raw = node.pop("options", None)
        node = {name: _cleaned(each) for name, each in node.items()}
        self.texts(node, NODE_TEXTS, path)
        if "speech" in node:
            node["speech"] = self.mapping(node["speech"], yamltext.join(path, "speech"), "says")
            self.texts(node["speech"], ("who", "says"), path)
        _drop_empty(node)
        _follow(node, names)
        if raw is not None or "ending" not in node:
            node["options"] = self.options(raw, yamltext.join(path, "options"), names)
        return node

    def options(self, raw: Any, path: str, names: Mapping[str, str]) -> list[Data]:
        if raw is not None and (not isinstance(raw, list) or len(raw) > MAX_OPTIONS):
            raise self.no(path, "Daftar pilihan tidak dapat dibaca sebagai formulir.")
        options: list[Data] = []
        for place, value in enumerate(raw or []):
            options.append(self.option(value, yamltext.join(path, place), names))
        seen: list[Data] = []
        for option in options:
            letter = option.get("id")
            if not isinstance(letter, str) or not re.fullmatch("[a-z]", letter) or _has(seen, letter):
                option["id"] = free_letter(options)
            seen.append(option)
        return options

    def option(self, value: Any, path: str, names: Mapping[str, str]) -> Data:
        option = {name: _cleaned(each) for name, each in self.mapping(value, path, "text").items()}
        self.texts(option, OPTION_TEXTS, path)
        for side in ("upholds", "violates"):
            self.list_of_texts(option, side, path)
        if "critical" in option and not isinstance(option["critical"], bool):
            option["critical"] = str(option["critical"]).lower() in ("ya", "yes", "1")
        _drop_empty(option)
        _follow(option, names)
        return option

    def mapping(self, value: Any, path: str, spoken: str) -> Data:
        """A mapping as it is, nothing as an empty one, a bare text as its `spoken` field."""
        if value is None or isinstance(value, dict):
            return dict(value or {})
        if isinstance(value, list):
            raise self.no(path, "Bagian ini tidak dapat dibaca sebagai formulir.")
        return {spoken: _text(value)}

    def texts(self, values: Data, names: Iterable[str], path: str) -> None:
        for name in names:
            if name in values:
                if isinstance(values[name], dict | list):
                    raise self.no(yamltext.join(path, name), "Isian ini harus berupa teks.")
                values[name] = clean(_text(values[name]))

    def list_of_texts(self, values: Data, name: str, path: str) -> None:
        if (raw := values.get(name)) is None:
            values.pop(name, None)
            return
        items = raw if isinstance(raw, list) else [raw]
        if any(isinstance(item, dict | list) for item in items):
            raise self.no(yamltext.join(path, name), "Isian ini harus berupa daftar teks.")
        values[name] = [text for item in items if (text := one_line(_text(item)))]

    def no(self, path: str, message: str) -> NotEditable:
        while path and path not in self.lines:
            path = path[: max(path.rfind("."), path.rfind("["), 0)]
        return NotEditable(self.lines.get(path, 1), message)


def _has(options: list[Data], letter: str) -> bool:
    return any(option["id"] == letter for option in options)


def _drop_empty(values: Data) -> None:
    for name in DROPPED_WHEN_EMPTY & values.keys():
        if values[name] == "":
            del values[name]


def _follow(origin: Data, names: Mapping[str, str]) -> None:
    if target := origin.get("next"):
        origin["next"] = names.get(target, target)


def _names(nodes: Mapping[str, Any]) -> dict[str, str]:
    """For each key the short name it goes by: itself where it is one."""
    good = {key for key in nodes if re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", key) and len(key) <= 80}
    names: dict[str, str] = {}
    for key in nodes:
        names[key] = key if key in good else name_of(key, good | set(names.values()))
    return names


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def _cleaned(value: Any) -> Any:
    """The same value with each text in it cleaned."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {key: _cleaned(each) for key, each in value.items()}
    return [_cleaned(item) for item in value] if isinstance(value, list) else value
