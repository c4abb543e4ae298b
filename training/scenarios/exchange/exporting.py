"""Scenarios as files in every format, and what each format leaves behind."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Final, Literal

from ..document import ScenarioDoc
from . import aiken, xlsx_writer
from .asking import questions_of
from .gift_writer import write_gift
from .moodle_writer import write_moodle
from .questions import Question

Form = Literal["yaml", "gift", "aiken", "moodle", "xlsx"]
FORMS: Final[tuple[Form, ...]] = ("yaml", "xlsx", "gift", "moodle", "aiken")
ENDINGS: Final = {"yaml": ".yaml", "xlsx": ".xlsx", "gift": ".gift", "moodle": ".xml", "aiken": ".txt"}
TYPES: Final = {
    ".yaml": "application/yaml",
    ".zip": "application/zip",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".gift": "text/plain; charset=utf-8",
    ".xml": "application/xml",
    ".txt": "text/plain; charset=utf-8",
}
EPOCH: Final = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Export:
    """A finished file, its ending, and the scenes that the format cannot say, as `id` or `id: scene`."""

    data: bytes
    ending: str
    left: tuple[str, ...] = ()

    @property
    def mimetype(self) -> str:
        return TYPES[self.ending]


def export(scenarios: Sequence[tuple[ScenarioDoc, str]], form: Form, clauses: Sequence[str] = ()) -> Export:
    """These scenarios, each with its text, as one file; several of our own texts are a zip."""
    if form == "yaml":
        return _ours(scenarios)
    docs = [doc for doc, _text in scenarios]
    if form == "xlsx":
        held = [doc for doc in docs if xlsx_writer.fits(doc)]
        left = tuple(doc.id for doc in docs if doc not in held)
        return Export(xlsx_writer.write_xlsx(held, clauses), ".xlsx", left)
    questions: list[Question] = []
    gone: list[str] = []
    for doc, question, key in _questions(docs):
        if question is None or (form == "aiken" and not aiken.fits(question)):
            gone.append(f"{doc.id}: {key}")
        else:
            questions.append(question)
    write = {"gift": write_gift, "moodle": write_moodle, "aiken": aiken.write_aiken}[form]
    return Export(write(questions).encode(), ENDINGS[form], tuple(gone))


def _ours(scenarios: Sequence[tuple[ScenarioDoc, str]]) -> Export:
    if len(scenarios) == 1:
        return Export(scenarios[0][1].encode(), ".yaml")
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for doc, text in scenarios:
            archive.writestr(zipfile.ZipInfo(f"{doc.id}.yaml", EPOCH), text, zipfile.ZIP_DEFLATED)
    return Export(file.getvalue(), ".zip")


def _questions(docs: Sequence[ScenarioDoc]) -> Iterator[tuple[ScenarioDoc, Question | None, str]]:
    for doc in docs:
        for question, key in questions_of(doc):
            yield doc, question, key
