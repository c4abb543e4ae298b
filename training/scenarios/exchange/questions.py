"""A quiz question, as other programs know it, as a scenario of one decision."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final

from ..kinds import MOST_OPTIONS
from ..marking import ONE, SEVERAL
from .blanks import BLANKS, QUESTION, TIME
from .names import address_in, slug_of, slug_of_text, tag_of
from .result import Draft

OURS: Final = "adab"
LINE_LENGTH: Final = 200
_SPEECH = re.compile(r"> \*\*(?P<who>[^\n]+?):\*\* (?P<says>[^\n]*(?:\n>[^\n]*)*)")
_LAST_SENTENCE = re.compile(r"(?s)(?P<before>.+[.!?…”\"])\s+(?P<last>[^.!?]+\?)")


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: its weight in percent, None where the file gives none, and what is said to it."""

    text: str
    weight: float | None = None
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A question that can become a scenario. `tags` may hold a clause's address and the mark OURS."""

    line: int
    text: str
    answers: tuple[Answer, ...]
    name: str = ""
    id: str = ""
    single: bool = True
    general: str = ""
    tags: tuple[str, ...] = ()


class Refused(ValueError):
    """A question that cannot become a scenario; the message says why."""


def draft_of(question: Question) -> Draft:
    """The question as a scenario of one decision, blanks where it says nothing. Raises Refused."""
    kind = ONE if question.single else SEVERAL
    least = 2 if question.single else 3
    if not least <= len(question.answers) <= MOST_OPTIONS:
        count, form = len(question.answers), "satu pilihan" if question.single else "beberapa pilihan"
        raise Refused(f"Ada {count} jawaban; skenario dengan {form} memuat {least} sampai {MOST_OPTIONS}.")
    grades = _grades(question)
    clause = address_in(question.tags)
    needs = ["clause"] if not clause else []
    node: dict[str, Any] = {"kind": kind} if kind != ONE else {}
    node |= _scene(question.text, needs)
    node["options"] = [
        _option(letter, answer, grade, question, clause, needs)
        for letter, answer, grade in zip("abcdef", question.answers, grades, strict=False)
    ]
    needs += ["role", "place", "time", "reason", "consequence"]
    if kind == SEVERAL:
        node["consequence"] = BLANKS["consequence"]
    if clause:
        node["clause"] = clause
    named = bool(slug_of(question.id) or slug_of(question.name))
    return Draft(question.line, _frame(question, clause, node), tuple(dict.fromkeys(needs)), named=named)


def _frame(question: Question, clause: str, node: dict[str, Any]) -> dict[str, Any]:
    title = " ".join((question.name or node["question"]).split())[:LINE_LENGTH]
    tags = [tag for word in question.tags if word != OURS and (tag := tag_of(word))]
    return {
        "format": 1,
        "id": slug_of(question.id) or slug_of(question.name) or slug_of_text(question.text),
        "title": title,
        "title_en": title,
        **({"clause": clause} if clause else {}),
        "role": BLANKS["role"],
        "place": BLANKS["place"],
        "time": TIME,
        **({"tags": tags} if tags else {}),
        "start": "awal",
        "nodes": {"awal": node},
    }


def _option(
    letter: str, answer: Answer, grade: str, question: Question, clause: str, needs: list[str]
) -> dict[str, Any]:
    feedback = "\n\n".join(filter(None, (answer.feedback.strip(), question.general.strip())))
    if not feedback:
        needs.append("feedback")
    if not answer.text.strip():
        raise Refused(f"Jawaban {letter.upper()} kosong.")
    return {
        "id": letter,
        "text": answer.text.strip(),
        "grade": grade,
        "reason": BLANKS["reason"],
        **({"consequence": BLANKS["consequence"]} if question.single else {}),
        "feedback": feedback or BLANKS["feedback"],
        **({side_of(grade): [clause]} if clause else {}),
    }


def side_of(grade: str | None) -> str:
    """Whether an option with this grade upholds the clause in question or violates it."""
    return "violates" if grade in ("poor", "violation") else "upholds"


def _scene(text: str, needs: list[str]) -> dict[str, Any]:
    """The situation, a line of speech and the question that a question's text holds."""
    situation, asked = _parted(text.strip())
    found: dict[str, Any] = {}
    head, _, last = situation.rpartition("\n\n")
    if speech := _SPEECH.fullmatch(last):
        first, *rest = speech["says"].split("\n")
        says = "\n".join([first, *(line.removeprefix(">").removeprefix(" ") for line in rest)])
        situation, found = head, {"speech": {"who": speech["who"], "says": says}}
    if not situation:
        needs.append("situation")
    if not asked:
        needs.append("question")
    return {"situation": situation or BLANKS["situation"], **found, "question": asked or QUESTION}


def _parted(text: str) -> tuple[str, str]:
    """What happens, and what is asked; either may be missing."""
    if not text:
        raise Refused("Teks soalnya kosong.")
    for before, last in (text.rpartition("\n\n")[::2], text.rpartition("\n")[::2]):
        one_line = " ".join(last.split())
        if before.strip() and len(one_line) <= LINE_LENGTH and ("\n\n" in text or one_line.endswith("?")):
            return before.strip(), one_line
    if (found := _LAST_SENTENCE.fullmatch(text)) and len(found["last"]) <= LINE_LENGTH:
        return found["before"].strip(), " ".join(found["last"].split())
    one_line = " ".join(text.split())
    return ("", one_line) if len(one_line) <= LINE_LENGTH else (text, "")


def _grades(question: Question) -> list[str]:
    """A grade for each answer. Only files of ours and negative weights call an answer a violation."""
    weights = [answer.weight or 0.0 for answer in question.answers]
    if not question.single:
        if not any(weight > 0 for weight in weights) or all(weight > 0 for weight in weights):
            raise Refused("Soal dengan beberapa jawaban harus memuat jawaban yang benar dan yang salah.")
        return ["best" if w > 0 else "violation" if w <= -100 else "poor" for w in weights]
    if not any(weight >= 100 for weight in weights):
        raise Refused("Tidak ada jawaban yang bernilai penuh (100%).")
    zero = "violation" if OURS in question.tags else "poor"
    grades = [
        "acceptable" if w >= 50 else "poor" if w > 0 else "violation" if w < 0 else zero for w in weights
    ]
    grades[weights.index(max(weights))] = "best"
    return grades
