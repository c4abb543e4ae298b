"""The parts of a memorandum beside its clauses: lines under a title."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence, with the number of its proof, when it was, and the clause it is about."""

    text: str
    proof: int | None = None
    when: str = ""
    tab: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """Lines under a title; `empty` is said when there are none."""

    key: str
    title: str
    lines: tuple[Line, ...]
    empty: str = ""
    lead: str = ""
