"""What is wrong at one decision, and what the key of many together betrays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from .document import Node, Option
from .marking import ONE, RANK
from .wording import alike, words

Severity = Literal["error", "warning", "waiting"]
Raw = tuple[str, Severity, str, str]


@dataclass(frozen=True, slots=True)
class Key:
    """Whether every option of a decision's key is longer than all others, and where the key stands."""

    longest: bool
    places: tuple[int, ...]


def decision(path: str, node: Node, max_words: int) -> Iterator[Raw]:
    """Findings at one decision as (id, severity, path, message)."""
    length = len(words(node.situation or ""))
    if length > max_words:
        message = f"Situasi terdiri dari {length} kata; paling banyak {max_words}."
        yield "long-situation", "warning", f"{path}.situation", message
    if node.kind != ONE:
        yield from _onward(path, node)
    for index, option in enumerate(node.options):
        yield from _option(f"{path}.options[{index}]", node.kind, option)
    for (_first, one), (at, other) in combinations(enumerate(node.options), 2):
        if alike(one.text, other.text):
            message = f"Pilihan {other.id} hampir sama dengan pilihan {one.id}: bedakan tindakannya."
            weight: Severity = "error" if node.kind == RANK else "warning"
            yield "near-identical", weight, f"{path}.options[{at}].text", message


def keys_of(decisions: Iterable[Node]) -> list[Key]:
    """What could betray the keys of these decisions. An order has no key among its options."""
    return [Key(_is_longest(node), _places(node)) for node in decisions if node.kind != RANK]


def habits(keys: Iterable[Key], path: str, *, every: float, enough: int) -> Iterator[Raw]:
    """The key can be guessed without reading when it is the longest, or in one place, nearly every time.

    Only from `enough` decisions on.
    """
    keyed = list(keys)
    if len(keyed) < enough:
        return
    least = every * len(keyed)
    longest = sum(key.longest for key in keyed)
    if longest >= least:
        message = f"Pilihan terbaik adalah yang terpanjang pada {longest} dari {len(keyed)} keputusan."
        yield "key-longest", "warning", path, message
    places = [key.places for key in keyed]
    common = max(places, key=places.count)
    if places.count(common) >= least:
        share = f"{places.count(common)} dari {len(places)}"
        where = " dan ".join(f"ke-{place + 1}" for place in common)
        yield "key-place", "warning", path, f"Pilihan terbaik ada di tempat {where} pada {share} keputusan."


def _onward(path: str, origin: Node | Option) -> Iterator[Raw]:
    """Whether the story goes on from a decision, or from an option, with words."""
    if not origin.consequence and origin.next is None:
        message = "Cerita berhenti di sini tanpa kelanjutan: tulis akibatnya atau arahkan ke adegan lain."
        yield "dead-end", "error", f"{path}.consequence", message
    elif not origin.consequence:
        yield "missing-consequence", "warning", f"{path}.consequence", "Akibat dalam cerita belum ditulis."


def _option(path: str, kind: str, option: Option) -> Iterator[Raw]:
    if not option.feedback:
        yield "missing-feedback", "error", f"{path}.feedback", "Umpan balik belum ditulis."
    if kind == ONE:
        yield from _onward(path, option)
    if kind == RANK:
        if not option.reason:
            message = "Alasan urutannya belum ditulis; petugas membacanya dalam pembahasan."
            yield "missing-reason", "error", f"{path}.reason", message
        return
    if not option.reason:
        yield "missing-reason", "warning", f"{path}.reason", "Alasan penilaian belum ditulis."
    yield from _clauses(path, option)


def _clauses(path: str, option: Option) -> Iterator[Raw]:
    if not option.upholds and not option.violates:
        message = "Sebutkan butir yang ditegakkan (upholds) atau dilanggar (violates)."
        yield "missing-clause", "error", path, message
    elif option.grade == "violation" and not option.violates:
        message = "Pelanggaran harus menyebut butir yang dilanggar (violates)."
        yield "violation-without-clause", "warning", path, message
    elif option.grade == "best" and option.violates:
        yield "best-violates", "warning", f"{path}.violates", "Pilihan terbaik tidak boleh melanggar butir."


def _key(node: Node) -> tuple[Option, ...]:
    return (node.best,) if node.kind == ONE else node.right


def _places(node: Node) -> tuple[int, ...]:
    return tuple(node.options.index(option) for option in _key(node))


def _is_longest(node: Node) -> bool:
    """Every option of the key is longer than every other one."""
    key = _key(node)
    others = [len(option.text) for option in node.options if option not in key]
    return min(len(option.text) for option in key) > max(others)
