"""Aiken: a question, lettered answers, and a line that names the right one. Reader and writer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from .questions import Answer, Question, Refused, draft_of
from .result import Note, Reading

OPTION = re.compile(r"([A-Za-z])[.)]\s+(\S.*)")
KEY = re.compile(r"(?:ANSWER|JAWABAN|KUNCI)\s*:\s*(.*)", re.I)


@dataclass
class _Open:
    """A question as far as its lines have been read."""

    line: int
    asked: list[str] = field(default_factory=list)
    letters: list[str] = field(default_factory=list)
    options: list[str] = field(default_factory=list)


def read_aiken(text: str) -> Reading:
    """Every question of an Aiken text."""
    reading = Reading("aiken")
    for line, found in _questions(text):
        try:
            if isinstance(found, Refused):
                raise found
            reading.drafts.append(draft_of(found))
        except Refused as refusal:
            reading.rejected.append(Note(line, str(refusal)))
    return reading


def write_aiken(questions: Iterable[Question]) -> str:
    """An Aiken file: each question on one line, and the letter of the best answer."""
    return "\n".join(_written(question) for question in questions)


def fits(question: Question) -> bool:
    """Whether Aiken can say it: one answer chosen, and a question that is not taken for something else."""
    asked = _line(question.text)
    return question.single and not OPTION.match(asked) and not KEY.match(asked)


def _written(question: Question) -> str:
    best = max(range(len(question.answers)), key=lambda place: question.answers[place].weight or 0.0)
    options = [f"{'ABCDEF'[n]}. {_line(answer.text)}" for n, answer in enumerate(question.answers)]
    return "\n".join([_line(question.text), *options, f"ANSWER: {'ABCDEF'[best]}", ""])


def _line(text: str) -> str:
    return " ".join(text.split())


def _questions(text: str) -> Iterator[tuple[int, Question | Refused]]:
    found: _Open | None = None
    for number, raw in enumerate(text.split("\n"), start=1):
        line = raw.strip()
        option, key = OPTION.match(line), KEY.match(line)
        if not line:
            continue
        if key and found:
            closed = _closed(found, key[1].strip())
            yield (found.line if isinstance(closed, Question) else number), closed
            found = None
        elif key:
            yield number, Refused("Ada kunci jawaban tanpa soal sebelumnya.")
        elif option and found:
            found.letters.append(option[1].upper())
            found.options.append(option[2])
        elif found and found.options:
            yield found.line, Refused("Baris kunci (ANSWER: B) tidak ada setelah pilihan-pilihannya.")
            found = _Open(number, [line])
        elif found:
            found.asked.append(line)
        else:
            found = _Open(number, [line])
    if found:
        lacking = "Baris kunci (ANSWER: B) tidak ada" if found.options else "Tidak ada pilihan A., B., …"
        yield found.line, Refused(f"{lacking}; soal ini tampaknya terpotong.")


def _closed(found: _Open, key: str) -> Question | Refused:
    expected = [chr(ord("A") + place) for place in range(len(found.letters))]
    if not expected:
        return Refused("Pilihan A., B., … tidak ada di atas baris kunci.")
    if found.letters != expected:
        return Refused(f"Huruf pilihannya {', '.join(found.letters)}; seharusnya urut dari A.")
    letter = key.rstrip(".) ").upper()
    if letter not in expected:
        return Refused(f"Kunci “{key[:20]}” bukan salah satu pilihannya.")
    answers = (
        Answer(text, 100.0 if mine == letter else None)
        for mine, text in zip(expected, found.options, strict=True)
    )
    return Question(found.line, "\n".join(found.asked), tuple(answers))
