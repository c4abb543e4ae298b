"""Edits of a draft: functions from fitted values (see `plain`) to new ones, whole or half-written.

`key` names a node, `place` counts a node's options from 0. A key or place that is not there changes nothing.
What is taken out is given back as a piece that `pieces.restore` puts in again.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Any, Final

from ..fitting import Data
from ..marking import ONE
from ..spelling import name_of
from .acts import blank_option, option_at, put
from .pieces import Piece, node_piece, suited

Origin = int | None
FIRST_QUESTION: Final = "Apa yang Anda lakukan?"


def set_head(data: Data, values: Mapping[str, Any]) -> Data:
    """Give the story these fields; an empty value takes an optional one away."""
    data = deepcopy(data)
    for name, value in values.items():
        if value or name not in ("mood", "checked", "tags"):
            data[name] = value
        else:
            data.pop(name, None)
    return data


def set_node(data: Data, key: str, values: Mapping[str, Any]) -> Data:
    """Give a node these fields; `who` and `says` make its line of speech."""
    data = deepcopy(data)
    if (node := data["nodes"].get(key)) is None:
        return data
    said = {name: values[name] for name in ("who", "says") if name in values}
    put(node, {name: value for name, value in values.items() if name not in said}, ("next",))
    if said:
        speech = {**node.get("speech", {}), **said}
        node["speech"] = speech
        if not any(speech.values()):
            del node["speech"]
    return data


def add_node(data: Data, *, ending: bool = False, clause: str = "") -> tuple[Data, str]:
    """A new scene with two empty options, or a new ending; its key."""
    data = deepcopy(data)
    key = name_of("akhir" if ending else "adegan", {*data["nodes"], "akhir", "adegan"})
    data["nodes"][key] = {"ending": ""} if ending else blank_node(clause or data.get("clause", ""), 2)
    if not ending and data.get("start") not in data["nodes"]:
        data["start"] = key
    return data, key


def add_copy(data: Data, key: str, node: Mapping[str, Any]) -> tuple[Data, str]:
    """This node under a name like `key` that nobody has, right after the one of that name; its key."""
    data = deepcopy(data)
    new, nodes = name_of(key, data["nodes"]), list(data["nodes"].items())
    at = list(data["nodes"]).index(key) + 1 if key in data["nodes"] else len(nodes)
    nodes.insert(at, (new, deepcopy(dict(node))))
    data["nodes"] = dict(nodes)
    return data, new


def connect(data: Data, key: str, place: Origin, target: str) -> Data:
    """Let an option, or with place None the node itself, lead to a node that is there; "" ends the story."""
    data = deepcopy(data)
    origin = data["nodes"].get(key) if place is None else option_at(data, key, place)
    if origin is not None and (target in data["nodes"] or not target):
        put(origin, {"next": target}, ("next",))
    return data


def connect_new(data: Data, key: str, place: Origin, *, ending: bool) -> tuple[Data, str]:
    """A new scene or ending that an option (or the node) leads to; its key, or the old one where none is."""
    origin = data["nodes"].get(key) if place is None else option_at(data, key, place)
    if origin is None:
        return deepcopy(data), key
    data, new = add_node(data, ending=ending, clause=data["nodes"][key].get("clause", ""))
    return connect(data, key, place, new), new


def remove_node(data: Data, key: str) -> tuple[Data, Piece | None]:
    """Take a node out. What led to it leads nowhere; if it was the start, the next scene is."""
    data = deepcopy(data)
    if key not in data["nodes"]:
        return data, None
    place = list(data["nodes"]).index(key)
    piece = node_piece(key, place, data["nodes"].pop(key), started=data.get("start") == key)
    for origin, where in origins(data):
        if origin.get("next") == key:
            del origin["next"]
            piece["cut"].append(where)
    if piece["started"]:
        data["start"] = next((name for name, node in data["nodes"].items() if "ending" not in node), "")
    return data, piece


def rename_node(data: Data, key: str, wanted: str) -> tuple[Data, str]:
    """Call a node something else, made into a short name nobody has; all that led to it still does."""
    data = deepcopy(data)
    if key not in data["nodes"]:
        return data, key
    name = name_of(wanted, data["nodes"].keys() - {key}, otherwise=key)
    data["nodes"] = {name if each == key else each: node for each, node in data["nodes"].items()}
    for origin, _where in origins(data):
        if origin.get("next") == key:
            origin["next"] = name
    if data.get("start") == key:
        data["start"] = name
    return data, name


def set_start(data: Data, key: str) -> Data:
    """Begin the story with this scene."""
    data = deepcopy(data)
    if key in data["nodes"] and "ending" not in data["nodes"][key]:
        data["start"] = key
    return data


def change_kind(data: Data, key: str, kind: str) -> tuple[Data, Piece | None]:
    """Ask another kind of question. Consequence and way on move between options and node.

    The piece is the node as it was asked before.
    """
    data = deepcopy(data)
    node = data["nodes"].get(key)
    if node is None or "ending" in node or kind == node.get("kind", ONE):
        return data, None
    place = list(data["nodes"]).index(key)
    piece = node_piece(key, place, deepcopy(node), started=data.get("start") == key, what="kind")
    (_spread if kind == ONE else _gather)(node)
    node.pop("kind", None)
    if kind != ONE:
        node["kind"] = kind
    node["options"] = [suited(option, kind) for option in node.get("options", [])]
    return data, piece


def blank_node(clause: str, options: int, situation: str = "") -> Data:
    """A scene nobody has written yet."""
    blanks = [blank_option("abcdef"[place]) for place in range(options)]
    return {"clause": clause, "situation": situation, "question": FIRST_QUESTION, "options": blanks}


def origins(data: Data) -> list[tuple[Data, tuple[str, str]]]:
    """All that may lead on: each option and each node, with (key of the node, letter of the option or "")."""
    found: list[tuple[Data, tuple[str, str]]] = []
    for key, node in data["nodes"].items():
        found.append((node, (key, "")))
        found += [(option, (key, option["id"])) for option in node.get("options", [])]
    return found


def _gather(node: Data) -> None:
    """What the best option tells becomes what the scene tells."""
    options = node.get("options", [])
    best = next((option for option in options if option.get("grade") == "best"), None)
    told: Data = best or next(iter(options), {})
    node.setdefault("consequence", told.get("consequence", ""))
    if "next" not in node and "next" in told:
        node["next"] = told["next"]


def _spread(node: Data) -> None:
    """What the scene tells becomes what each option tells."""
    told, onward = node.pop("consequence", ""), node.pop("next", None)
    for option in node.get("options", []):
        option.setdefault("consequence", told)
        if onward:
            option.setdefault("next", onward)
