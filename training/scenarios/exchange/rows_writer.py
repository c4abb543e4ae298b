"""Scenarios as rows, so that nothing of them is lost."""

from __future__ import annotations

from collections.abc import Iterator

from ..document import Node, Option, ScenarioDoc
from ..marking import ONE
from .columns import GRADE_WORDS, KIND_WORDS, PLAIN


def rows_of_doc(doc: ScenarioDoc) -> Iterator[dict[str, str]]:
    """The rows of a scenario, as cells by key."""
    head = {key: str(value) for key in PLAIN if (value := getattr(doc, key)) is not None}
    head |= {"id": doc.id, "tags": ", ".join(doc.tags)}
    if doc.points:
        head["points"] = "/".join(str(value) for value in doc.points.model_dump().values())
    for key, node in doc.nodes.items():
        for row in _rows_of_node(key, node):
            yield head | row
            head = {}


def _rows_of_node(key: str, node: Node) -> Iterator[dict[str, str]]:
    if node.ending is not None:
        yield {"node": key, "ending": node.ending}
        return
    cells = {
        "node": key,
        "kind": KIND_WORDS[node.kind],
        "about": node.clause or "",
        "situation": node.situation or "",
        "question": node.question or "",
        "consequence": node.consequence or "",
        "next": node.next or "",
    }
    if node.speech:
        cells |= {"who": node.speech.who, "says": node.speech.says}
    for option in node.options:
        yield cells | _of_option(option) | (_onward(option) if node.kind == ONE else {})
        cells = {}


def _of_option(option: Option) -> dict[str, str]:
    return {
        "option": option.id,
        "text": option.text,
        "grade": GRADE_WORDS.get(option.grade or "", ""),
        "critical": "ya" if option.critical else "",
        "reason": option.reason,
        "feedback": option.feedback,
        "upholds": ", ".join(option.upholds),
        "violates": ", ".join(option.violates),
    }


def _onward(option: Option) -> dict[str, str]:
    return {"consequence": option.consequence or "", "next": option.next or ""}
