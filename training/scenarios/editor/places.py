"""Where a finding about a draft is mended: on which page, at which field, in words of the form."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

from ..fitting import Data
from ..kinds import ABSENT, EMPTY
from ..review import Review
from ..rules import Finding
from .outline import LETTERS, Spot
from .pieces import Piece, severed

ERROR, WARNING, WAITING, GAP = "error", "warning", "waiting", "gap"
HEAD, TEXT = "", "text"
_UNFILLED: Final = frozenset(
    {ABSENT, EMPTY, "Teks ini tidak boleh kosong.", "Kunci ini masih kosong; isilah atau hapus."}
)
_UNWRITTEN: Final = frozenset({"missing-feedback", "missing-consequence", "missing-reason", "placeholder"})
_HEAD_FIELDS: Final = ("title", "title_en", "role", "place", "time", "mood", "tags", "checked", "clause")
_NODE_FIELDS: Final = ("clause", "situation", "question", "consequence", "next", "ending", "kind")
_OPTION_FIELDS: Final = (
    *("text", "grade", "reason", "consequence", "feedback", "upholds", "violates", "next", "critical"),
)
_SPOKEN: Final = (
    (r"bernilai best\b", "bernilai “Pilihan terbaik”"),
    (r"\bbest\b", "“Pilihan terbaik”"),
    (r"\bpoor atau violation\b", "“Kurang tepat” atau “Melanggar kode etik”"),
    (r"\bviolation\b", "“Melanggar kode etik”"),
    (r" \(upholds\)| \(violates\)", ""),
    (r"Isi kunci “checked”", "Isi tanggal pemeriksaan"),
    (r"Pilihan dengan critical", "Pelanggaran kritis"),
)


@dataclass(frozen=True, slots=True)
class Note:
    """One thing to do. `node` is the key of its scene, "" for the head of the story; `field` is the id of the
    field on that page. What no form can show has `line` instead."""

    severity: str
    node: str
    field: str
    letter: str
    message: str
    line: int | None = None


def notes(data: Data, review: Review, pieces: Iterable[Piece] = ()) -> list[Note]:
    """What a draft lacks and what is doubted about it, in the order of the draft; each field once."""
    found = [_note(data, finding) for finding in review.findings if not _is_early(data, finding)]
    if review.doc is None:
        found += _unwritten(data)
    for key, letter in severed(data, pieces):
        field, shown = _field_of(data, key, letter)
        message = "Tadinya menuju adegan yang sudah dihapus. Pilih lanjutannya."
        found.append(Note(WARNING, key, field, shown, message))
    order = {key: place for place, key in enumerate(data["nodes"], start=1)}
    unique = {(note.node, note.field, note.message): note for note in reversed(found)}
    return sorted(unique.values(), key=lambda note: (order.get(note.node, 0), *_place_on_page(note.field)))


def of_scene(found: Iterable[Note], key: str) -> list[Note]:
    """Those about one scene."""
    return [note for note in found if note.node == key and note.line is None]


def at_fields(found: Collection[Note]) -> dict[str, list[str]]:
    """The messages to show beside each field: what is wrong or doubted, not what is merely unwritten."""
    shown: dict[str, list[str]] = {}
    for note in found:
        if note.severity != GAP and note.field:
            shown.setdefault(note.field, []).append(note.message)
    return shown


def counts(found: Iterable[Note], spots: Iterable[Spot]) -> dict[str, dict[str, int]]:
    """For each node how many notes of each severity it has."""
    counted = {spot.key: dict.fromkeys((ERROR, WARNING, WAITING, GAP), 0) for spot in spots}
    for note in found:
        if note.node in counted:
            counted[note.node][note.severity] += 1
    return counted


def spoken(message: str) -> str:
    """A finding's message with the words of the form in place of those of the file."""
    for pattern, words in _SPOKEN:
        message = re.sub(pattern, words, message)
    return message


def _is_early(data: Data, finding: Finding) -> bool:
    """Whether a finding is about the right number of grades, while there are options without one."""
    key = finding.path.removeprefix("nodes.").removesuffix(".options")
    options = data["nodes"].get(key, {}).get("options", [])
    is_about_grades = finding.path.endswith(".options") and "pilihan bernilai" in finding.message
    return is_about_grades and any("grade" not in option for option in options)


def _note(data: Data, finding: Finding) -> Note:
    path, message = finding.path, spoken(finding.message)
    severity: str = finding.severity
    if finding.message in _UNFILLED or finding.id in _UNWRITTEN or finding.id == "missing-clause":
        severity, message = GAP, "Butir belum dipilih." if finding.id == "missing-clause" else "Belum diisi."
    if path.startswith("nodes."):
        key = next((key for key in sorted(data["nodes"], key=len, reverse=True) if _is_in(path, key)), None)
        if key is None:
            return Note(severity, HEAD, "", "", message, finding.line or 1)
        return _in_node(data, key, path[len(f"nodes.{key}") :], severity, message, finding.line)
    name = re.split(r"[.\[]", path)[0]
    if name in _HEAD_FIELDS:
        return Note(severity, HEAD, f"head-{name}", "", message)
    if name in ("start", "nodes", "scenarios"):
        return Note(severity, HEAD, "scenes", "", message)
    return Note(severity, HEAD, "", "", message, finding.line or 1)


def _in_node(data: Data, key: str, rest: str, severity: str, message: str, line: int | None) -> Note:
    option = re.fullmatch(r"\.options\[(\d+)\](?:\.(\w+).*)?", rest)
    if option and int(option[1]) < len(data["nodes"][key].get("options", [])):
        name = option[2] if option[2] in _OPTION_FIELDS else "id" if option[2] in (None, "id") else ""
        if name:
            field = f"options-{option[1]}" + ("" if name == "id" else f"-{name}")
            return Note(severity, key, field, LETTERS[int(option[1])], message)
    name = re.split(r"[.\[]", rest.lstrip("."))[0]
    if name == "speech":
        return Note(severity, key, "says" if rest.endswith("says") else "who", "", message)
    if name in ("", "options", *_NODE_FIELDS) and not option:
        return Note(severity, key, name or "scene", "", message)
    return Note(severity, key, "", "", message, line or 1)


def _unwritten(data: Data) -> list[Note]:
    """What the lint would miss in each option, while the draft cannot be linted yet."""
    found: list[Note] = []
    for key, node in data["nodes"].items():
        for place, option in enumerate(node.get("options", [])):
            for name in ("consequence", "feedback", "reason"):
                if option.get(name) == "":
                    found.append(Note(GAP, key, f"options-{place}-{name}", LETTERS[place], "Belum diisi."))
            if not option.get("upholds") and not option.get("violates"):
                found.append(Note(GAP, key, f"options-{place}", LETTERS[place], "Butir belum dipilih."))
    return found


def _field_of(data: Data, key: str, letter: str) -> tuple[str, str]:
    letters = [option["id"] for option in data["nodes"][key].get("options", [])]
    if not letter:
        return "next", ""
    place = letters.index(letter)
    return f"options-{place}-next", LETTERS[place]


def _is_in(path: str, key: str) -> bool:
    rest = path.removeprefix(f"nodes.{key}")
    return path.startswith(f"nodes.{key}") and (not rest or rest[0] in ".[")


def _place_on_page(field: str) -> tuple[int, int]:
    if option := re.match(r"options-(\d+)(?:-([a-z]+))?", field):
        name = option[2] or "upholds"
        return len(_NODE_FIELDS) + int(option[1]), _OPTION_FIELDS.index(
            name
        ) if name in _OPTION_FIELDS else -1
    order = (*_HEAD_FIELDS, "who", "says", *_NODE_FIELDS)
    return 0 if field in order or field.startswith("head-") else -1, order.index(
        field
    ) if field in order else 0
