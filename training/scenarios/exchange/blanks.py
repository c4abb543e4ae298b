"""What stands where a file says nothing, for a person to write; the lint finds each of these."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any, Final

TIME: Final = "09.00"
QUESTION: Final = "Apa yang Anda lakukan?"
BLANKS: Final = {
    "role": "[Tuliskan peran petugas]",
    "place": "[Tuliskan tempatnya]",
    "situation": "[Tuliskan dua sampai lima kalimat pendek: siapa yang datang, dan apa yang terjadi.]",
    "reason": "[Tuliskan mengapa pilihan ini dinilai demikian.]",
    "consequence": "[Tuliskan apa yang terjadi kemudian, tanpa menilai.]",
    "feedback": "[Tuliskan apa yang perlu dipahami petugas, dan kepada siapa melapor.]",
}
WORDS: Final = {
    "clause": "butir kode etik",
    "role": "peran petugas",
    "place": "tempat",
    "time": "waktu",
    "situation": "situasi",
    "question": "pertanyaan",
    "reason": "alasan penilaian",
    "consequence": "akibat setiap pilihan",
    "feedback": "umpan balik",
}


Side = Callable[[str | None], str]


def is_blank(text: object) -> bool:
    """Whether a text is one that still has to be written."""
    return text in BLANKS.values()


def with_clause(data: dict[str, Any], clause: str, side: Side) -> dict[str, Any]:
    """A scenario that named no clause, about this one: its decisions and those options that cite none."""
    nodes = {key: _about(node, clause, side) for key, node in data["nodes"].items()}
    order = ("format", "id", "title", "title_en")
    head = {key: data[key] for key in order if key in data}
    return {**head, "clause": clause, **{k: v for k, v in data.items() if k not in head}, "nodes": nodes}


def _about(node: dict[str, Any], clause: str, side: Side) -> dict[str, Any]:
    if "ending" in node or node.get("clause"):
        return node
    options = [_citing(option, clause, side) for option in node.get("options", ())]
    return {**node, "clause": clause, "options": options}


def _citing(option: dict[str, Any], clause: str, side: Side) -> dict[str, Any]:
    cites: Collection[str] = [*option.get("upholds", ()), *option.get("violates", ())]
    return option if cites else {**option, side(option.get("grade")): [clause]}
