"""What the forms of acts send, made into acts by the fields the acts themselves have.

A form names the fields of an act as they are nested: `letter`, `exchanges-0-asked`, `verdict-grounds-1-why`.
What was typed is kept as it was typed, so that nothing is lost when something is wrong.
"""

from __future__ import annotations

import re
import types
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as made
from datetime import date
from typing import Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from werkzeug.datastructures import MultiDict

from ....certifications.manual.asking import day_of

M = TypeVar("M", bound=BaseModel)
MOST_ROWS, SHOWN = 60, 40
# What is chosen by a mark, where nothing chosen is nothing typed.
MARKED = frozenset({"proven", "agreed"})
CODES = {
    "missing": "empty",
    "string_too_short": "empty",
    "too_short": "none",
    "string_too_long": "long",
    "literal_error": "choose",
    "date_type": "day",
    "date_from_datetime_parsing": "day",
    "date_parsing": "day",
    "int_parsing": "number",
    "int_type": "number",
    "greater_than_equal": "number",
    "less_than_equal": "number",
}


@dataclass(frozen=True, slots=True)
class Wrong:
    """Why a form cannot be taken: the field as the form names it, a code, and what the sentence names."""

    field: str
    code: str
    values: Mapping[str, Any] = made(default_factory=dict)


def typed_of(model: type[BaseModel], form: MultiDict[str, str], prefix: str = "") -> dict[str, Any]:
    """What was typed for a model: words by field, lists of words, lists of rows; empty rows are left out."""
    return {
        name: _typed(info.annotation, form, f"{prefix}{name}") for name, info in model.model_fields.items()
    }


def read(
    model: type[M], typed: Mapping[str, Any], given: Mapping[str, Any] | None = None
) -> tuple[M | None, list[Wrong]]:
    """The model that was typed, or why it is none; `given` are fields the page knows and nobody types."""
    values = _values(model, typed) | dict(given or {})
    try:
        return model.model_validate(values), []
    except ValidationError as error:
        found = [_wrong(each, typed) for each in error.errors()]
        # A list of which every row is wrong is not empty beside.
        return None, [each for each in found if each.code != "none" or not _begins(found, f"{each.field}-")]


def field_name(path: tuple[Any, ...]) -> str:
    """How a form names a place in an act: `verdict-grounds-0-why`."""
    return "-".join(str(part) for part in path)


def _typed(kind: Any, form: MultiDict[str, str], name: str) -> Any:
    kind = _inner(kind)
    if _is_model(kind):
        return typed_of(kind, form, f"{name}-")
    if get_origin(kind) is tuple:
        item = get_args(kind)[0]
        return _rows(item, form, name) if _is_model(item) else form.getlist(name)
    return form.get(name, "")


def _rows(model: type[BaseModel], form: MultiDict[str, str], name: str) -> list[dict[str, Any]]:
    places = {int(found[1]) for key in form if (found := re.match(rf"{name}-(\d{{1,3}})-", key))}
    rows = [typed_of(model, form, f"{name}-{place}-") for place in sorted(places)[:MOST_ROWS]]
    return [row for row in rows if _said(row)]


def _values(model: type[BaseModel], typed: Mapping[str, Any]) -> dict[str, Any]:
    found = {
        name: _value(info.annotation, typed[name])
        for name, info in model.model_fields.items()
        if name in typed
    }
    return {name: value for name, value in found.items() if value is not None}


def _value(kind: Any, typed: Any) -> Any:
    optional, kind = _is_optional(kind), _inner(kind)
    if _is_model(kind):
        return _values(kind, typed) if not optional or _said(typed) else None
    if get_origin(kind) is tuple:
        item = get_args(kind)[0]
        return [_values(item, row) for row in typed] if _is_model(item) else list(typed)
    if not typed.strip() and (optional or kind in {int, date, bool}):
        return None
    if kind is bool:
        return typed == "y"
    if kind is date:
        # A number alone would be read as a count of seconds.
        return day_of(typed, "")[0] or "unreadable"
    return typed


def _wrong(error: Any, typed: Mapping[str, Any]) -> Wrong:
    code, said = CODES.get(error["type"], "choose"), _at(typed, error["loc"])
    if code == "choose" and not said.strip():
        code = "unchosen"
    if code == "empty" and str(error["loc"][-1]) in MARKED:
        code = "unchosen"
    most = error.get("ctx", {}).get("max_length", "")
    return Wrong(field_name(error["loc"]), code, {"typed": said[:SHOWN], "most": most})


def _begins(found: list[Wrong], start: str) -> bool:
    return any(each.field.startswith(start) for each in found)


def _at(typed: Any, path: tuple[Any, ...]) -> str:
    """What was typed at a place, if it is words."""
    for part in path:
        try:
            typed = typed[part]
        except (KeyError, IndexError, TypeError):
            return ""
    return typed if isinstance(typed, str) else ""


def _said(typed: Any) -> bool:
    """Whether anything was typed in a part of a form."""
    parts = typed.values() if isinstance(typed, Mapping) else typed if isinstance(typed, list) else None
    return bool(str(typed).strip()) if parts is None else any(_said(part) for part in parts)


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def _is_optional(kind: Any) -> bool:
    return get_origin(kind) in {Union, types.UnionType} and type(None) in get_args(kind)


def _inner(kind: Any) -> Any:
    """What an optional field holds when it holds something."""
    if not _is_optional(kind):
        return kind
    return next(each for each in get_args(kind) if each is not type(None))
