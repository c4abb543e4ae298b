"""Scenarios as GIFT: a question for each decision, the id, the clause and the tags in its comment."""

from __future__ import annotations

import re
from collections.abc import Iterable

from .questions import Answer, Question

_MARKS = re.compile(r"([\\~=#{}:])")


def write_gift(questions: Iterable[Question]) -> str:
    """A GIFT file of these questions, as UTF-8 text."""
    return "\n".join(_question(question) for question in questions)


def _question(question: Question) -> str:
    named = [f"[id:{_bracketed(question.id)}]", *(f"[tag:{_bracketed(tag)}]" for tag in question.tags)]
    lines = [
        f"// {' '.join(named)}",
        f"::{_text(question.name)}::[markdown]{_text(question.text)} {{",
        *(f"\t{_answer(answer, single=question.single)}" for answer in question.answers),
    ]
    return "\n".join([*lines, "}", ""])


def _answer(answer: Answer, *, single: bool) -> str:
    weight = answer.weight or 0.0
    mark = f"~%{weight:.5g}%" if not single or weight < 100 else "="
    if single and weight >= 100 and answer.text.startswith("%"):
        mark = "=%100%"
    said = f"#{_part(answer.feedback)}" if answer.feedback else ""
    return f"{mark}{_part(answer.text)}{said}"


def _part(text: str) -> str:
    return ("[markdown]" if text.startswith("[") else "") + _text(text)


def _text(text: str) -> str:
    return _MARKS.sub(r"\\\1", text).replace("\n", "\\n")


def _bracketed(text: str) -> str:
    return text.replace("]", "\\]")
