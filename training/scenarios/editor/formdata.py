"""What the forms of the editor send, read as edits. A field that was not sent is left as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from ..fitting import HEAD_TEXTS, MAX_OPTIONS, Data
from ..marking import ONE, RANK, SEVERAL
from ..spelling import clean, free_letter, name_of, one_line, unwrapped
from . import acts, authoring

GRADES: Final = ("best", "acceptable", "poor", "violation")
HEAD_FIELDS: Final = (*HEAD_TEXTS, "tags")
_LINES: Final = frozenset({"question", "who"})
_NODE: Final = ("clause", "situation", "who", "says", "question", "consequence", "next", "ending")
_OPTION: Final = ("text", "reason", "consequence", "feedback")
_MOST_ADDRESSES: Final = 40


class Sent:
    """A form as it came: the values of each name, none for a name that was not sent."""

    def __init__(self, values: Mapping[str, list[str]]) -> None:
        self._values = values

    def get(self, name: str, default: str = "") -> str:
        return next(iter(self.getlist(name)), default)

    def getlist(self, name: str) -> list[str]:
        return self._values.get(name, [])

    def __contains__(self, name: str) -> bool:
        return name in self._values

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)


def head_part(data: Data) -> dict[str, Any]:
    """What the form of the story's head shows."""
    return {name: data[name] for name in HEAD_FIELDS if name in data}


def scene_part(data: Data, key: str) -> Any:
    """What the form of a scene shows; None where there is no such scene."""
    return data["nodes"].get(key)


def with_head(data: Data, sent: Sent) -> Data:
    """The draft with the head as it was typed. Without an English title the Indonesian one stands in."""
    values: dict[str, Any] = {
        name: one_line(sent.get(f"head-{name}")) for name in HEAD_TEXTS if f"head-{name}" in sent
    }
    if "title" in values and "title_en" in values:
        values["title_en"] = values["title_en"] or values["title"]
    if "head-tags" in sent:
        typed = (one_line(tag) for tag in re.split("[,;\n]", sent.get("head-tags")))
        values["tags"] = list(dict.fromkeys(name_of(tag, otherwise="tag") for tag in typed if tag))
    return authoring.set_head(data, values)


def with_scene(data: Data, sent: Sent, key: str) -> Data:
    """The draft with one scene as it was typed, all its options included.

    Options go by their letters, so that a form made from an older state says the same. A scene that was taken
    out meanwhile is there again.
    """
    if key not in data["nodes"]:
        if not any(name in sent for name in ("situation", "ending")):
            return data
        blank = {"ending": ""} if "ending" in sent else authoring.blank_node("", 0)
        kind = {"kind": kind} if (kind := sent.get("kind")) in (SEVERAL, RANK) else {}
        data = {**data, "nodes": {**data["nodes"], key: kind | blank}}
    before = {**data["nodes"][key], **data["nodes"][key].get("speech", {})}
    values = {name: _kept(_text(sent, name), before.get(name)) for name in _NODE if name in sent}
    if "next" in values and not _leads(data, values["next"]):
        del values["next"]
    data = authoring.set_node(data, key, values)
    if "options-0-text" in sent:
        data["nodes"][key]["options"] = _options(data, sent, data["nodes"][key])
    return data


def command(sent: Sent) -> tuple[str, str]:
    """The button that was pressed as (what, of what): `up:2` is ("up", "2")."""
    what, _colon, of = sent.get("do", "save").partition(":")
    return what, of


def place_of(of: str) -> int:
    """The place a button names; -1, which is none, for anything else."""
    return int(of) if re.fullmatch("[0-9]", of) else -1


def _options(data: Data, sent: Sent, node: Data) -> list[Data]:
    """The options a form holds, each on top of the one with its letter; a letter nobody has is kept free."""
    known = {option["id"]: option for option in node.get("options", [])}
    found: list[Data] = []
    for place in range(MAX_OPTIONS):
        stem = f"options-{place}-"
        if f"{stem}text" not in sent:
            break
        letter = sent.get(f"{stem}id")
        if not re.fullmatch("[a-z]", letter) or any(letter == option["id"] for option in found):
            letter = free_letter([*known.values(), *found])
        before = known.get(letter) or acts.blank_option(letter, node.get("kind", ONE))
        found.append(acts.changed(before, _option(data, sent, stem, before)))
    return found


def _option(data: Data, sent: Sent, stem: str, option: Mapping[str, Any]) -> dict[str, Any]:
    values: dict[str, Any] = {
        name: _kept(clean(sent.get(stem + name)), option.get(name)) for name in _OPTION if stem + name in sent
    }
    if (grade := sent.get(f"{stem}grade")) in GRADES:
        values["grade"] = grade
    if f"{stem}next" in sent and _leads(data, target := sent.get(f"{stem}next")):
        values["next"] = target
    if f"{stem}text" in sent:
        # Boxes that are not ticked are not sent.
        for side in ("upholds", "violates"):
            values[side] = _addresses(sent.getlist(stem + side), option.get(side, []))
        if "grade" in option or "grade" in values:
            values["critical"] = f"{stem}critical" in sent
    return values


def _addresses(ticked: list[str], before: list[str]) -> list[str]:
    """The addresses that are ticked, those from before in their order."""
    found = list(dict.fromkeys(address for each in ticked if (address := one_line(each)[:60])))
    return sorted(found[:_MOST_ADDRESSES], key=lambda a: before.index(a) if a in before else len(before))


def _leads(data: Data, target: str) -> bool:
    return not target or target in data["nodes"]


def _kept(typed: str, before: Any) -> str:
    """A text as it was before, when the form shows the same with its paragraphs unwrapped."""
    return before if isinstance(before, str) and unwrapped(before) == unwrapped(typed) else typed


def _text(sent: Sent, name: str) -> str:
    return one_line(sent.get(name)) if name in _LINES else clean(sent.get(name))
