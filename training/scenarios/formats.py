"""The scenario file: its reader and its writer.

`parse` and `build` are the only ways in: besides types they check what a type cannot say (see `checks`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from pydantic import ValidationError

from . import checks, yamlout, yamltext
from .document import GRADE_POINTS, Grade, Node, Option, Points, ScenarioDoc, Speech, nearest
from .messages import explain, place

__all__ = [
    "GRADE_POINTS",
    "Grade",
    "InvalidScenario",
    "Node",
    "Option",
    "Points",
    "Problem",
    "ScenarioDoc",
    "Speech",
    "build",
    "dump",
    "parse",
]


@dataclass(frozen=True, order=True)
class Problem:
    """One fault in a file. `line` counts from 1; `path` is like `nodes.amplop.options[2].grade`, from 0."""

    file: str
    line: int | None
    path: str
    message: str

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        return f"{where}: {self.path}: {self.message}" if self.path else f"{where}: {self.message}"


class InvalidScenario(ValueError):
    """The file cannot be a scenario; `problems` lists every fault, in file order."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = tuple(problems)


def parse(text: str, *, name: str) -> ScenarioDoc:
    """Read a scenario file. `name` is shown in problems; if it ends in .yaml the id must equal its stem.

    Raises InvalidScenario with every problem found.
    """
    reading = yamltext.read(text)
    if reading.data is None and reading.faults:
        raise InvalidScenario([Problem(name, line, path, message) for path, line, message in reading.faults])
    found = [Problem(name, line, path, message) for path, line, message in reading.faults]
    return _judge(reading.data, name, reading.lines, found)


def build(data: Any, *, name: str) -> ScenarioDoc:
    """The same judgement for values that were not read from a file, such as a form. Problems have no line."""
    return _judge(data, name, {}, [])


def dump(doc: ScenarioDoc) -> str:
    """The scenario as our YAML. `dump(parse(dump(doc)))` is the same text, byte for byte."""
    data = doc.model_dump(exclude_defaults=True)
    return yamlout.write(data)


def _judge(data: Any, name: str, lines: Mapping[str, int], found: list[Problem]) -> ScenarioDoc:
    def add(path: str, message: str) -> None:
        found.append(Problem(name, nearest(lines, path), path, message))

    if not isinstance(data, dict):
        add("", "Isi berkas harus berupa kunci dan nilai, diawali “format: 1”.")
        raise InvalidScenario(found)
    doc = None
    try:
        doc = ScenarioDoc.model_validate(data)
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            add(place(detail["loc"]), explain(detail))
    for path, message in checks.story(data):
        add(path, message)
    file = PurePosixPath(name)
    if file.suffix in (".yaml", ".yml") and isinstance(data.get("id"), str) and data["id"] != file.stem:
        add("id", f"Harus sama dengan nama berkas: {file.stem}.")
    if found or doc is None:
        raise InvalidScenario(sorted(set(found), key=lambda problem: (problem.line or 0, problem.path)))
    doc._lines = dict(lines)
    return doc
