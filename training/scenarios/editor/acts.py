"""Edits of the options of a scene; see `authoring`."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from ..fitting import Data
from ..kinds import MOST_OPTIONS
from ..marking import ONE
from ..spelling import free_letter
from .pieces import Piece, option_piece


def set_option(data: Data, key: str, place: int, values: Mapping[str, Any]) -> Data:
    """Give an option these fields."""
    data = deepcopy(data)
    if option_at(data, key, place) is not None:
        options = data["nodes"][key]["options"]
        options[place] = changed(options[place], values)
    return data


def changed(option: Mapping[str, Any], values: Mapping[str, Any]) -> Data:
    """The option with these fields; an empty value takes an optional one away."""
    option = dict(option)
    put(option, values, ("next", "grade", "upholds", "violates", "critical"))
    return option


def add_option(data: Data, key: str) -> tuple[Data, int]:
    """An empty option at the end; its place. Nothing changes where there are as many as may be."""
    data = deepcopy(data)
    options = _options(data, key)
    if options is None or len(options) >= MOST_OPTIONS:
        return data, len(options or ()) - 1
    options.append(blank_option(free_letter(options), data["nodes"][key].get("kind", ONE)))
    return data, len(options) - 1


def duplicate_option(data: Data, key: str, place: int) -> tuple[Data, int]:
    """The same option again right after it, with a letter of its own; its place."""
    data = deepcopy(data)
    options = _options(data, key)
    if options is None or not 0 <= place < len(options) or len(options) >= MOST_OPTIONS:
        return data, place
    options.insert(place + 1, deepcopy(options[place]) | {"id": free_letter(options)})
    return data, place + 1


def move_option(data: Data, key: str, place: int, by: int) -> tuple[Data, int]:
    """Change places with a neighbour; where the option stands now."""
    data = deepcopy(data)
    options = _options(data, key) or []
    if not (0 <= place < len(options) and 0 <= place + by < len(options)):
        return data, place
    options.insert(place + by, options.pop(place))
    return data, place + by


def remove_option(data: Data, key: str, place: int) -> tuple[Data, Piece | None]:
    """Take an option out."""
    data = deepcopy(data)
    if option_at(data, key, place) is None:
        return data, None
    return data, option_piece(key, place, data["nodes"][key]["options"].pop(place))


def blank_option(letter: str, kind: str = ONE) -> Data:
    """An option nobody has written yet."""
    told = {"consequence": ""} if kind == ONE else {}
    return {"id": letter, "text": "", "reason": "", **told, "feedback": ""}


def put(values: Data, new: Mapping[str, Any], optional: tuple[str, ...]) -> None:
    """Give a mapping these values; an empty one takes an optional name away."""
    for name, value in new.items():
        if value or name not in optional:
            values[name] = value
        else:
            values.pop(name, None)


def _options(data: Data, key: str) -> list[Data] | None:
    node = data["nodes"].get(key)
    if node is None or "ending" in node:
        return None
    options: list[Data] = node.setdefault("options", [])
    return options


def option_at(data: Data, key: str, place: int) -> Data | None:
    """The option at this place of this node; None where there is none."""
    options = data["nodes"].get(key, {}).get("options", [])
    return options[place] if 0 <= place < len(options) else None
