"""What a story must be besides well-typed. Works on plain values, so it speaks even when types are wrong."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .paths import MAX_LOOP, Edge, components
from .yamltext import join

MAX_NODES = 60
Fault = tuple[str, str]


def story(data: dict[str, Any]) -> Iterator[Fault]:
    """Faults of the story as (path, message): references, kinds of node, grades, loops too large to judge."""
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
        if key in ("clause", "situation", "speech", "question", "options"):
            yield join(path, key), "Adegan akhir hanya memuat “ending”."


def _decision(path: str, node: dict[str, Any], nodes: dict[str, Any]) -> Iterator[Fault]:
    for key in ("clause", "situation", "question", "options"):
        if key not in node:
            yield join(path, key), "Kunci ini wajib ada."
        elif node[key] is None:
            yield join(path, key), "Kunci ini masih kosong; isilah."
    options = node.get("options")
    if not isinstance(options, list | tuple):
        return
    path = join(path, "options")
    if not 2 <= len(options) <= 6:
        yield path, f"Harus ada 2 sampai 6 pilihan; di sini {len(options)}."
    best = sum(isinstance(option, dict) and option.get("grade") == "best" for option in options)
    if best != 1:
        yield path, f"Harus ada tepat satu pilihan bernilai best; di sini {best}."
    seen: set[str] = set()
    for index, option in enumerate(options):
        if isinstance(option, dict):
            yield from _option(join(path, index), option, nodes, seen)


def _option(path: str, option: dict[str, Any], nodes: dict[str, Any], seen: set[str]) -> Iterator[Fault]:
    key = option.get("id")
    if isinstance(key, str):
        if key in seen:
            yield join(path, "id"), f"Kode pilihan “{key}” sudah dipakai di adegan ini."
        seen.add(key)
    if option.get("critical") is True and option.get("grade") != "violation":
        yield join(path, "critical"), "Pilihan dengan critical harus bernilai violation."
    target = option.get("next")
    if isinstance(target, str) and target not in nodes:
        yield join(path, "next"), f"Adegan “{target}” tidak ada."


def _tangles(nodes: dict[str, Any]) -> Iterator[Fault]:
    graph = {key: [Edge("", 0, target) for target in _targets(node)] for key, node in nodes.items()}
    large = {part for part in components(graph).values() if len(part) > MAX_LOOP}
    for part in large:
        first = next(key for key in nodes if key in part)
        yield join("nodes", first), f"Cerita berputar di antara {len(part)} adegan; paling banyak {MAX_LOOP}."


def _targets(node: Any) -> list[str]:
    options = node.get("options") if isinstance(node, dict) else None
    if not isinstance(options, list | tuple):
        return []
    targets = [option.get("next") for option in options if isinstance(option, dict)]
    return [target for target in targets if isinstance(target, str)]
