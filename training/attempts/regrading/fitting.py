"""How the key of a newer version fits the decisions of an older one: what it judges otherwise, and what it
cannot judge."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from training.scenarios.document import Node, Option, ScenarioDoc
from training.scenarios.marking import ONE, RANK
from training.scenarios.rules import span

from .corrections import Correction, NodeKey, OptionKey

GONE, OTHER_KIND, NO_OPTION, NO_BEST = "gone", "other_kind", "no_option", "no_best"


@dataclass(frozen=True, slots=True)
class Misfit:
    """A decision which the newer version cannot judge: it is `gone`, of another kind, lacks an option that
    was offered, or has its best answer in one that was not."""

    node: str
    why: str


@dataclass(frozen=True, slots=True)
class KeyChange:
    """One option judged otherwise. `was` and `now` are grades, or places in the right order from 1.

    `other_words`: the newer version says the act in other words, so a person must see that it is still the
    same.
    """

    node: str
    question: str
    kind: str
    option: str
    text: str
    newer_text: str
    was: str | int
    now: str | int
    was_critical: bool
    now_critical: bool

    @property
    def other_words(self) -> bool:
        return self.text.split() != self.newer_text.split()


def correction_of(old: ScenarioDoc, new: ScenarioDoc, *, under: int) -> Correction:
    """The key of `new` for the items pinned from `old`."""
    misfits = {each.node for each in misfits_of(old, new)}
    nodes = {
        key: _judged_by(node, new.nodes[key]) for key, node in old.decisions.items() if key not in misfits
    }
    scale = new.scale
    corrected = old.model_copy(update={"nodes": {**old.nodes, **nodes}, "points": new.points})
    return Correction(
        void=False,
        under=under,
        maximum=span(corrected).maximum,
        nodes={key: _node_key(node, scale) for key, node in nodes.items()},
        unmapped=sorted(misfits),
    )


def misfits_of(old: ScenarioDoc, new: ScenarioDoc) -> list[Misfit]:
    """The decisions of `old` which `new` cannot judge, in file order."""
    found = ((key, _why_not(node, new.nodes.get(key))) for key, node in old.decisions.items())
    return [Misfit(key, why) for key, why in found if why]


def key_changes(old: ScenarioDoc, new: ScenarioDoc) -> list[KeyChange]:
    """Every option which `new` judges otherwise, in the order of the old file."""
    misfits = {each.node for each in misfits_of(old, new)}
    found = (
        _change(key, node, new.nodes[key], option)
        for key, node in old.decisions.items()
        if key not in misfits
        for option in node.options
    )
    return [each for each in found if (each.was, each.was_critical) != (each.now, each.now_critical)]


def same_points(old: ScenarioDoc, new: ScenarioDoc) -> bool:
    """Whether every grade is worth the same in both."""
    return old.scale == new.scale


def _why_not(node: Node, newer: Node | None) -> str:
    if newer is None or newer.ending is not None:
        return GONE
    if newer.kind != node.kind:
        return OTHER_KIND
    offered, known = {option.id for option in node.options}, {option.id for option in newer.options}
    if not offered <= known or (node.kind == RANK and offered != known):
        return NO_OPTION
    right = {option.id for option in newer.right} if node.kind != ONE else {newer.best.id}
    return "" if right & offered else NO_BEST


def _judged_by(node: Node, newer: Node) -> Node:
    """The older decision with the newer one's key; of an order, its options in the right one."""
    said = {option.id: option for option in newer.options}
    judging = ("grade", "critical", "reason", "feedback", "upholds", "violates")
    options = [
        option.model_copy(update={name: getattr(said[option.id], name) for name in judging})
        for option in node.options
    ]
    if node.kind == RANK:
        places = list(said)
        options.sort(key=lambda option: places.index(option.id))
    return node.model_copy(update={"options": tuple(options)})


def _node_key(node: Node, scale: Mapping[str, int]) -> NodeKey:
    key = NodeKey(options={option.id: _option_key(option, scale) for option in node.options})
    if node.kind != ONE:
        key["points"] = scale["best"]
    if node.kind == RANK:
        key["order"] = [option.id for option in node.options]
    return key


def _option_key(option: Option, scale: Mapping[str, int]) -> OptionKey:
    return OptionKey(
        grade=option.grade or "",
        points=scale.get(option.grade or "", 0),
        critical=option.critical,
        reason=option.reason,
        feedback=option.feedback,
        upholds=list(option.upholds),
        violates=list(option.violates),
    )


def _change(key: str, node: Node, newer: Node, option: Option) -> KeyChange:
    said = next(each for each in newer.options if each.id == option.id)
    ranks = node.kind == RANK
    return KeyChange(
        node=key,
        question=node.question or "",
        kind=node.kind,
        option=option.id,
        text=option.text,
        newer_text=said.text,
        was=node.options.index(option) + 1 if ranks else option.grade or "",
        now=newer.options.index(said) + 1 if ranks else said.grade or "",
        was_critical=option.critical,
        now_critical=said.critical,
    )
