"""Drafts against the scenario format, the code's clauses and each other: the faulty ones are refused."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, Final

from .. import formats
from ..document import ScenarioDoc, nearest
from .blanks import with_clause
from .columns import heading_of
from .questions import side_of
from .result import MAX_ITEMS, Draft, Note, Reading, Unusable, place_of

STAND_IN: Final = "A.1"
MOST_PER_DRAFT: Final = 5
ROWS: Final = frozenset({"xlsx", "table"})
QUESTIONS: Final = frozenset({"gift", "aiken", "moodle", "list"})


def judged(reading: Reading, clauses: frozenset[str]) -> Reading:
    """The reading with faulty and repeated drafts refused. Raises Unusable at too many."""
    if len(reading.drafts) > MAX_ITEMS:
        said = f"Ada {len(reading.drafts)} soal; sekali impor paling banyak {MAX_ITEMS}. Bagilah berkasnya."
        raise Unusable(said)
    kept: list[Draft] = []
    rejected = list(reading.rejected)
    if not reading.drafts and not rejected:
        rejected.append(Note(1, "Tidak ada soal yang terbaca di berkas ini."))
    remarks = list(reading.remarks)
    seen: dict[str, Draft] = {}
    for draft in reading.drafts:
        if clauses and reading.format in QUESTIONS and draft.data.get("clause", "") not in clauses:
            draft = without_clause(draft)
        if not draft.named:
            draft = _apart(draft, seen)
            if draft.slug in seen:
                again = f"Soal ini sama dengan soal di baris {seen[draft.slug].line}; diambil satu kali."
                remarks.append(Note(draft.line, again, draft.file))
                continue
        faults = list(_repeated(draft, seen)) or list(_faults(draft, reading.format, clauses))
        rejected += faults[:MOST_PER_DRAFT]
        if not faults:
            seen[draft.slug] = draft
            kept.append(draft)
    return replace(reading, drafts=kept, rejected=sorted(rejected, key=place_of), remarks=remarks)


def doc_of(draft: Draft, clause: str) -> ScenarioDoc:
    """The draft as a scenario, about `clause` where it names none. Raises formats.InvalidScenario."""
    return formats.build(completed(draft, clause), name=draft.slug)


def text_of_draft(draft: Draft, clause: str) -> str:
    """The scenario's text: that of its own file, byte for byte, else ours."""
    return draft.source if draft.source is not None else formats.dump(doc_of(draft, clause))


def completed(draft: Draft, clause: str) -> dict[str, Any]:
    """The plain values of the whole scenario."""
    return with_clause(draft.data, clause, side_of) if "clause" in draft.needs else draft.data


def without_clause(draft: Draft) -> Draft:
    """A question whose clause the code does not know, and which therefore asks for one."""
    if "clause" not in draft.data:
        return draft
    data = {key: value for key, value in draft.data.items() if key != "clause"}
    data["nodes"] = {key: _bare(node) for key, node in data["nodes"].items()}
    return replace(draft, data=data, needs=("clause", *draft.needs))


def _bare(node: dict[str, Any]) -> dict[str, Any]:
    cites = ("clause", "upholds", "violates")
    options = [{k: v for k, v in option.items() if k not in cites} for option in node.get("options", ())]
    return {**{k: v for k, v in node.items() if k not in cites}, "options": options}


def _apart(draft: Draft, seen: dict[str, Draft]) -> Draft:
    """A nameless question that asks what another asks, with other answers, by an id of its own."""
    asked, number = draft, 1
    while asked.slug in seen and asked.data != seen[asked.slug].data:
        number += 1
        asked = replace(draft, data=draft.data | {"id": f"{draft.slug}-{number}"})
    return asked


def _repeated(draft: Draft, seen: dict[str, Draft]) -> Iterable[Note]:
    if draft.slug in seen:
        message = f"Kode “{draft.slug}” sudah dipakai di baris {seen[draft.slug].line} berkas ini."
        yield Note(draft.line, message, draft.file)


def _faults(draft: Draft, kind: str, clauses: frozenset[str]) -> Iterator[Note]:
    if draft.source is None:
        try:
            doc_of(draft, STAND_IN)
        except formats.InvalidScenario as invalid:
            for problem in invalid.problems:
                yield _note(draft, kind, problem.path, problem.message)
            return
    for path, address in _cited(draft.data):
        if clauses and address not in clauses:
            yield _note(draft, kind, path, f"Butir {address} tidak ada dalam kode etik ini.")


def _note(draft: Draft, kind: str, path: str, message: str) -> Note:
    line = nearest(draft.lines, path) or draft.line
    place = f"Kolom {heading_of(path)}" if kind in ROWS else path if kind not in QUESTIONS else ""
    return Note(line, f"{place}: {message}" if place else message, draft.file)


def _cited(data: dict[str, Any]) -> Iterator[tuple[str, str]]:
    if "clause" in data:
        yield "clause", data["clause"]
    for key, node in data["nodes"].items():
        if "clause" in node:
            yield f"nodes.{key}.clause", node["clause"]
        for place, option in enumerate(node.get("options", ())):
            for side in ("upholds", "violates"):
                yield from ((f"nodes.{key}.options[{place}].{side}", each) for each in option.get(side, ()))
