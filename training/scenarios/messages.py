"""What a fault in a scenario file is called in the language of those who write the files."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

from .document import Node, Option, Points, ScenarioDoc, Speech
from .yamltext import join

_KEYS = sorted({key for shape in (ScenarioDoc, Points, Node, Speech, Option) for key in shape.model_fields})

_MESSAGES = {
    "missing": "Kunci ini wajib ada.",
    "string_type": "Harus berupa teks; apit dengan tanda kutip.",
    "bool_type": "Isi dengan true atau false.",
    "int_type": "Harus berupa bilangan bulat.",
    "tuple_type": "Harus berupa daftar.",
    "dict_type": "Harus berupa kunci dan nilai.",
    "model_type": "Harus berupa kunci dan nilai.",
}


def place(loc: tuple[int | str, ...]) -> str:
    """A pydantic location as a path: ('nodes', 'a', 'options', 2) is `nodes.a.options[2]`."""
    path = ""
    for part in loc:
        if part != "[key]":
            path = join(path, part)
    return path


def explain(detail: Mapping[str, Any]) -> str:
    """One Indonesian sentence for one pydantic error."""
    kind, ctx = detail["type"], detail.get("ctx", {})
    if kind == "value_error":
        return str(ctx["error"])
    if kind == "extra_forbidden":
        return _unknown(str(detail["loc"][-1]))
    if kind == "literal_error":
        return f"Pilih salah satu: {ctx['expected'].replace(' or ', ', ')}."
    if kind == "string_too_long":
        return f"Paling panjang {ctx['max_length']} karakter."
    if detail["input"] is None and kind != "missing":
        return "Kunci ini masih kosong; isilah atau hapus."
    return _MESSAGES.get(kind, "Nilai ini tidak dapat dipakai.")


def _unknown(key: str) -> str:
    near = get_close_matches(key, _KEYS, n=1)
    return f"Kunci “{key}” tidak dikenal di sini." + (
        f" Maksud Anda “{near[0]}”?" if near and near[0] != key else ""
    )
