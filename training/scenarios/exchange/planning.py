"""What an import will do with each draft, given what stands; what a trainer wrote is not lost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from .. import formats
from ..document import Node, Option, ScenarioDoc
from .blanks import is_blank
from .judging import STAND_IN, completed, doc_of
from .result import Draft

Action = Literal["new", "changed", "same", "kept"]
HALF: Final = 32


@dataclass(frozen=True, slots=True)
class Standing:
    """What a code has under an id: the mark of its last import, its draft's hash if any, all its hashes."""

    brought: str | None
    draft: str | None
    hashes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Planned:
    """A draft and what will happen with it: kept is a draft that a person has written in since."""

    draft: Draft
    action: Action


def plan(drafts: Iterable[Draft], standing: Mapping[str, Standing], hash_of: Any) -> list[Planned]:
    """The plan for each draft. `hash_of(doc)` is the hash a version is known by."""
    return [Planned(draft, _action(draft, standing.get(draft.slug), hash_of)) for draft in drafts]


def mark(draft: Draft, content_hash: str) -> str:
    """What is kept of an import: what the file said, and the text that it became."""
    return draft.digest[:HALF] + content_hash[:HALF]


def _action(draft: Draft, stands: Standing | None, hash_of: Any) -> Action:
    if stands is None:
        return "new"
    said, became = (stands.brought or "")[:HALF], (stands.brought or "")[HALF:]
    if said == draft.digest[:HALF] or hash_of(doc_of(draft, STAND_IN)) in stands.hashes:
        return "same"
    if stands.draft and stands.draft[:HALF] != became:
        return "kept"
    return "changed"


def merged(draft: Draft, clause: str, before: ScenarioDoc | None) -> ScenarioDoc:
    """The draft as a scenario; where the file says nothing, what stood there before stays."""
    doc = doc_of(draft, clause)
    if before is None or not draft.needs or len(before.decisions) != 1 or len(doc.decisions) != 1:
        return doc
    data = completed(draft, before.clause)
    kept: dict[str, Any] = {
        key: getattr(before, key) for key in ("role", "place", "time") if key in draft.needs
    }
    kept |= {"mood": before.mood} if before.mood and "mood" not in data else {}
    ((key, old),) = before.decisions.items()
    (new,) = (node for node in data["nodes"].values() if "ending" not in node)
    nodes = {
        each: _node(new, old, draft.needs) if each == key else {"ending": node.ending}
        for each, node in before.nodes.items()
    }
    try:
        return formats.build({**data, **kept, "start": before.start, "nodes": nodes}, name=draft.slug)
    except formats.InvalidScenario:
        return doc


def _node(new: dict[str, Any], old: Node, needs: tuple[str, ...]) -> dict[str, Any]:
    node = dict(new)
    if "situation" in needs and old.situation:
        node["situation"] = old.situation
        node |= {"speech": old.speech.model_dump()} if old.speech and "speech" not in new else {}
    if is_blank(node.get("consequence")) and old.consequence:
        node["consequence"] = old.consequence
    if new.get("kind", "one") != "one" and old.next:
        node["next"] = old.next
    known = {option.text: option for option in old.options}
    return node | {"options": [_option(option, known.get(option["text"]), new) for option in new["options"]]}


def _option(new: dict[str, Any], old: Option | None, node: dict[str, Any]) -> dict[str, Any]:
    """The option with what was written for the same act before."""
    if old is None:
        return new
    option = dict(new)
    for key in ("reason", "consequence", "feedback"):
        if is_blank(new.get(key)) and getattr(old, key):
            option[key] = getattr(old, key)
    if node.get("kind", "one") == "one" and old.next:
        option["next"] = old.next
    if option.get("grade") == old.grade:
        cites = {"upholds": list(old.upholds), "violates": list(old.violates)}
        option |= {side: addresses for side, addresses in cites.items() if addresses}
        option |= {"critical": True} if old.critical else {}
    return option
