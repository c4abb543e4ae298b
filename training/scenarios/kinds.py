"""What a decision of each kind must hold, and what it must not. Works on plain values, as `checks` does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from .marking import ONE, RANK, RIGHT, SEVERAL
from .yamltext import join

MOST_OPTIONS = 6
Fault = tuple[str, str]

EMPTY = "Kunci ini masih kosong; isilah."
ABSENT = "Kunci ini wajib ada."
_ON_OPTIONS = "Dengan kind one, kunci ini ditulis pada setiap pilihan, bukan pada adegan."
_ON_NODE = "Dengan kind {kind}, kunci ini ditulis pada adegan, bukan pada pilihan."
_ORDER_IS_KEY = "Kind rank tidak memakai kunci ini: urutan tindakan di berkas adalah kuncinya."


@dataclass(frozen=True)
class _Rule:
    least: int
    of_node: tuple[str, ...]
    of_option: tuple[str, ...]


_RULES = {
    ONE: _Rule(2, (), ("grade", "consequence")),
    SEVERAL: _Rule(3, ("consequence",), ("grade",)),
    RANK: _Rule(3, ("consequence",), ()),
}


def shape(path: str, node: dict[str, Any]) -> Iterator[Fault]:
    """Faults of a decision as (path, message): keys its kind asks for or forbids, number and key of options.

    A kind nobody knows is not judged here: its name is the fault.
    """
    kind = node.get("kind", ONE)
    rule = _RULES.get(kind) if isinstance(kind, str) else None
    if rule is None:
        return
    yield from lacking(path, node, ("clause", "situation", "question", "options", *rule.of_node))
    if kind == ONE:
        yield from ((join(path, key), _ON_OPTIONS) for key in ("consequence", "next") if key in node)
    options = node.get("options")
    if not isinstance(options, list | tuple):
        return
    path = join(path, "options")
    if not rule.least <= len(options) <= MOST_OPTIONS:
        yield path, f"Harus ada {rule.least} sampai {MOST_OPTIONS} pilihan; di sini {len(options)}."
    yield from _key(path, kind, options)
    for index, option in enumerate(options):
        if isinstance(option, dict):
            yield from _option(join(path, index), kind, rule, option)


def lacking(path: str, values: dict[str, Any], keys: Sequence[str]) -> Iterator[Fault]:
    """The keys that are absent, or there without a value."""
    for key in keys:
        if key not in values:
            yield join(path, key), ABSENT
        elif values[key] is None:
            yield join(path, key), EMPTY


def _key(path: str, kind: str, options: Sequence[Any]) -> Iterator[Fault]:
    grades = [option.get("grade") for option in options if isinstance(option, dict)]
    best = grades.count("best")
    if kind == ONE and best != 1:
        yield path, f"Harus ada tepat satu pilihan bernilai best; di sini {best}."
    if kind == SEVERAL and not best:
        yield path, "Harus ada paling sedikit satu pilihan bernilai best."
    if kind == SEVERAL and all(isinstance(grade, str) and grade in RIGHT for grade in grades):
        yield path, "Harus ada paling sedikit satu pilihan yang tidak tepat (poor atau violation)."


def _option(path: str, kind: str, rule: _Rule, option: dict[str, Any]) -> Iterator[Fault]:
    yield from lacking(path, option, rule.of_option)
    if kind == ONE:
        return
    yield from (
        (join(path, key), _ON_NODE.format(kind=kind)) for key in ("consequence", "next") if key in option
    )
    if kind == RANK:
        yield from ((join(path, key), _ORDER_IS_KEY) for key in ("grade", "critical") if key in option)
