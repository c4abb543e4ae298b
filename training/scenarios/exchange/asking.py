"""The decisions of a scenario as quiz questions, for programs that know nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ..document import Node, Option, ScenarioDoc
from ..marking import ONE, RANK
from .questions import OURS, Answer, Question

WEIGHTS: Final = {"best": 100.0, "acceptable": 75.0, "poor": 25.0, "violation": 0.0}


def questions_of(doc: ScenarioDoc) -> Iterator[tuple[Question | None, str]]:
    """Each decision as (question, key); None for one no question can hold, such as actions put in order."""
    alone = len(doc.decisions) == 1
    for key, node in doc.decisions.items():
        if node.kind == RANK:
            yield None, key
            continue
        yield (
            Question(
                line=0,
                id=doc.id if alone else f"{doc.id}-{key}",
                name=doc.title if alone else f"{doc.title} ({key})",
                text=_told(node),
                single=node.kind == ONE,
                answers=tuple(
                    Answer(option.text, weight, option.feedback)
                    for option, weight in zip(node.options, _weights(node), strict=True)
                ),
                tags=(OURS, node.clause or doc.clause, *doc.tags),
            ),
            key,
        )


def _weights(node: Node) -> list[float]:
    """What a ticked or chosen option brings, in percent, as other programs count it."""
    if node.kind == ONE:
        return [WEIGHTS[option.grade or ""] for option in node.options]
    share = round(100 / len(node.right), 5)
    wrong = {"poor": -min(share, 50.0), "violation": -100.0}
    return [_ticked(option, share, wrong) for option in node.options]


def _ticked(option: Option, share: float, wrong: dict[str, float]) -> float:
    return wrong.get(option.grade or "", share)


def _told(node: Node) -> str:
    """The scene as one text: what happens, who says what, and the question as its last paragraph."""
    parts = [node.situation or ""]
    if node.speech:
        says = "\n> ".join(node.speech.says.split("\n")).replace("> \n", ">\n")
        parts.append(f"> **{node.speech.who}:** {says}")
    return "\n\n".join([*parts, node.question or ""])
