"""How much of a document was read right: clauses missing, invented, mislabelled or out of order."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
DOCUMENTS = sorted(HERE.glob("*.txt"))
OPENING = 25


@dataclass(frozen=True)
class Difference:
    """What an actual document lacks or adds against an expected one; empty lists mean they agree."""

    missing: list[str]
    extra: list[str]
    mislabelled: list[tuple[str, str, str]]
    in_order: bool

    @property
    def agrees(self) -> bool:
        return self.in_order and not (self.missing or self.extra or self.mislabelled)


def text_of(document: Path) -> str:
    """A corpus document exactly as it is stored, line ends included."""
    return document.read_bytes().decode("utf-8")


def expected_of(document: Path) -> dict[str, Any]:
    """The expected reading that lies beside a corpus document."""
    loaded: dict[str, Any] = json.loads(document.with_suffix(".expected.json").read_text(encoding="utf-8"))
    return loaded


def opening(text: str) -> str:
    """The first letters and digits of a text, which is enough to recognise a clause."""
    return "".join(c for c in text.lower() if c.isascii() and c.isalnum())[:OPENING]


def clauses_of(document: dict[str, Any]) -> list[tuple[str, str]]:
    return [
        (clause["label"], opening(clause.get("text_starts") or clause["text"]))
        for section in document["sections"]
        for clause in section["clauses"]
    ]


def difference(expected: dict[str, Any], actual: dict[str, Any]) -> Difference:
    """Pair the clauses of two documents by their openings, each at most once, then compare labels and order."""
    left = dict(enumerate(clauses_of(actual)))
    missing, mislabelled, places = [], [], []
    for label, start in clauses_of(expected):
        place = next(
            (i for i, (_, other) in left.items() if start.startswith(other) or other.startswith(start)), None
        )
        if place is None:
            missing.append(start)
            continue
        found, _ = left.pop(place)
        places.append(place)
        if label != found:
            mislabelled.append((start, label, found))
    return Difference(missing, [start for _, start in left.values()], mislabelled, places == sorted(places))
