"""What a story must be besides well-typed. Works on plain values, so it speaks even when types are wrong."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from . import kinds
from .kinds import Fault
from .paths import MAX_LOOP, Edge, components
from .yamltext import join

MAX_NODES = 60
MAX_POINTS = 10


def story(data: dict[str, Any]) -> Iterator[Fault]:
    """Faults of the story as (path, message): references, kinds of node, grades, loops too large to judge."""
    yield from _points(data.get("points"))
    nodes = data.get("nodes")
    if not isinstance(nodes, dict):
        return
    if len(nodes) > MAX_NODES:
        yield "nodes", f"Paling banyak {MAX_NODES} adegan."
        return
    yield from _start(data.get("start"), nodes)
    for key, node in nodes.items():
        path = join("nodes", key)
        if not isinstance(node, dict):
            continue
        if "ending" in node:
            yield from _ending(path, node)
        else:
            yield from _decision(path, node, nodes)
    yield from _tangles(nodes)


def _start(start: Any, nodes: dict[str, Any]) -> Iterator[Fault]:
    if not isinstance(start, str):
        return
    if start not in nodes:
        yield "start", f"Adegan “{start}” tidak ada."
    elif isinstance(nodes[start], dict) and "ending" in nodes[start]:
        yield "start", "Cerita harus dimulai dari adegan yang berisi pilihan."


def _ending(path: str, node: dict[str, Any]) -> Iterator[Fault]:
    for key in node:
        if key in ("kind", "clause", "situation", "speech", "question", "options", "consequence", "next"):
            yield join(path, key), "Adegan akhir hanya memuat “ending”."


def _points(points: Any) -> Iterator[Fault]:
    """A right act may never be worth less than a worse one, and a violation is worth nothing."""
    if not isinstance(points, dict):
        return
    grades = ("best", "acceptable", "poor", "violation")
    worth = [each for grade in grades if isinstance(each := points.get(grade), int)]
    if len(worth) < len(grades):
        return
    best, acceptable, poor, violation = worth
    if not best > acceptable > poor >= violation:
        yield "points", "Nilai harus menurun: best lebih dari acceptable, acceptable lebih dari poor."
    if violation != 0:
        yield "points.violation", "Pelanggaran selalu bernilai 0."
    if best > MAX_POINTS:
        yield "points.best", f"Paling tinggi {MAX_POINTS}."


def _decision(path: str, node: dict[str, Any], nodes: dict[str, Any]) -> Iterator[Fault]:
    yield from kinds.shape(path, node)
    yield from _leads(path, node, nodes)
    options = node.get("options")
    if not isinstance(options, list | tuple):
        return
    seen: set[str] = set()
    for index, option in enumerate(options):
        if isinstance(option, dict):
            yield from _option(join(join(path, "options"), index), option, nodes, seen)


def _option(path: str, option: dict[str, Any], nodes: dict[str, Any], seen: set[str]) -> Iterator[Fault]:
    key = option.get("id")
    if isinstance(key, str):
        if key in seen:
            yield join(path, "id"), f"Kode pilihan “{key}” sudah dipakai di adegan ini."
        seen.add(key)
    if option.get("critical") is True and option.get("grade") != "violation":
        yield join(path, "critical"), "Pilihan dengan critical harus bernilai violation."
    yield from _leads(path, option, nodes)


def _leads(path: str, origin: dict[str, Any], nodes: dict[str, Any]) -> Iterator[Fault]:
    target = origin.get("next")
    if isinstance(target, str) and target not in nodes:
        yield join(path, "next"), f"Adegan “{target}” tidak ada."


def _tangles(nodes: dict[str, Any]) -> Iterator[Fault]:
    graph = {key: [Edge("", 0, target) for target in _targets(node)] for key, node in nodes.items()}
    large = {part for part in components(graph).values() if len(part) > MAX_LOOP}
    for part in large:
        first = next(key for key in nodes if key in part)
        yield join("nodes", first), f"Cerita berputar di antara {len(part)} adegan; paling banyak {MAX_LOOP}."


def _targets(node: Any) -> list[str]:
    if not isinstance(node, dict):
        return []
    options = node.get("options")
    origins = [node, *(options if isinstance(options, list | tuple) else ())]
    targets = [origin.get("next") for origin in origins if isinstance(origin, dict)]
    return [target for target in targets if isinstance(target, str)]
