"""Scenarios as Moodle XML: a multiple-choice question for each decision, its texts as Markdown."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape

from .questions import Answer, Question

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n'


def write_moodle(questions: Iterable[Question]) -> str:
    """A Moodle XML file of these questions."""
    return HEAD + "".join(_question(question) for question in questions) + "</quiz>\n"


def _question(question: Question) -> str:
    lines = [
        '<question type="multichoice">',
        f"  <name>{_text(question.name)}</name>",
        f'  <questiontext format="markdown">{_text(question.text)}</questiontext>',
        "  <defaultgrade>1</defaultgrade>",
        "  <penalty>0</penalty>",
        "  <hidden>0</hidden>",
        f"  <idnumber>{escape(question.id)}</idnumber>",
        f"  <single>{'true' if question.single else 'false'}</single>",
        "  <shuffleanswers>true</shuffleanswers>",
        "  <answernumbering>ABCD</answernumbering>",
        *(_answer(answer) for answer in question.answers),
        "  <tags>",
        *(f"    <tag>{_text(tag)}</tag>" for tag in question.tags),
        "  </tags>",
        "</question>",
        "",
    ]
    return "\n".join(lines)


def _answer(answer: Answer) -> str:
    said = f'<feedback format="markdown">{_text(answer.feedback)}</feedback>' if answer.feedback else ""
    weight = f"{answer.weight or 0.0:.7g}"
    return f'  <answer fraction="{weight}" format="markdown">{_text(answer.text)}{said}</answer>'


def _text(text: str) -> str:
    return f"<text>{escape(text)}</text>"
