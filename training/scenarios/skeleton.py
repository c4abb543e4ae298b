"""The draft a new scenario starts from: everything the trainer has said, and empty fields for the rest."""

from __future__ import annotations

from . import plain
from .editor.authoring import blank_node

FIRST = "awal"


def skeleton(*, slug: str, title: str, title_en: str, clause: str, situation: str = "") -> str:
    """The text of one scene about `clause` with three empty options: to be kept, not yet to be published."""
    return plain.write(
        {
            "format": 1,
            "id": slug,
            "title": title,
            "title_en": title_en or title,
            "clause": clause,
            "role": "Petugas loket",
            "place": "Loket 1",
            "time": "09.00",
            "start": FIRST,
            "nodes": {FIRST: blank_node(clause, 3, situation)},
        }
    )
