"""Scenarios from rows: a row is an option, with what belongs to its scene and its scenario on the first."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..marking import ONE
from .blanks import BLANKS, QUESTION, TIME
from .columns import (
    COLUMNS,
    GRADE_WORDS,
    HEADINGS,
    KIND_WORDS,
    NO,
    PLAIN,
    YES,
    grade_of,
    kind_of,
    list_in,
)
from .names import slug_of
from .result import Draft, Note
from .table import EXAMPLE, Row

FIRST = "awal"


class Sheet:
    """Takes rows in turn; `drafts` and `rejected` are complete after the last `close`."""

    def __init__(self) -> None:
        self.drafts: list[Draft] = []
        self.rejected: list[Note] = []
        self.remarks: list[Note] = []
        self.group: list[Row] = []

    def take(self, rows: Iterable[Row]) -> None:
        """Read rows; one whose code is empty or repeated goes on with the scenario above it."""
        for row in rows:
            code = row.cells.get("id", "")
            if not code and not self.group:
                self.rejected.append(Note(row.number, f"Kolom {HEADINGS['id']} kosong."))
                continue
            if self.group and code and code != self.group[0].cells["id"]:
                self.close()
            self.group.append(row)
        self.close()

    def close(self) -> None:
        """End the scenario being read."""
        group, self.group = self.group, []
        if not group:
            return
        if group[0].cells["id"].casefold() == EXAMPLE:
            self.remarks.append(Note(group[0].number, "Baris contoh dilewati."))
            return
        story = _Story(group)
        if story.notes:
            self.rejected += story.notes
        else:
            self.drafts.append(story.draft())


class _Story:
    """The rows of one scenario, put together."""

    def __init__(self, group: list[Row]) -> None:
        self.group, self.notes = group, list[Note]()
        self.head: dict[str, str] = {}
        self.nodes: dict[str, dict[str, str]] = {}
        self.options: dict[str, list[dict[str, Any]]] = {}
        self.lines = {"": group[0].number}
        key = ""
        for row in group:
            key = self._place(row, key)
            self._keep(row, key)

    def draft(self) -> Draft:
        """The scenario as plain values, with blanks for what a scenario must say."""
        head, needs = self.head, list[str]()
        first = next(iter(self.nodes))
        clause = head.get("clause") or next((n["about"] for n in self.nodes.values() if "about" in n), "")
        title = head.get("title") or self.nodes[first].get("question") or head["id"]
        given = {key: head[key] for key in PLAIN if key in head}
        needs += [] if clause else ["clause"]
        needs += [key for key in ("role", "place", "time") if key not in head]
        data: dict[str, Any] = {"format": 1, "id": slug_of(head["id"]), "title": title, "title_en": title}
        data |= {"clause": clause} if clause else {}
        data |= {"role": BLANKS["role"], "place": BLANKS["place"], "time": TIME, "start": first} | given
        data["time"] = data["time"].replace(":", ".").zfill(5)
        data |= {"tags": list_in(head["tags"])} if "tags" in head else {}
        data |= {"points": self._points(head["points"])} if "points" in head else {}
        data["nodes"] = {key: self._node(key, clause, needs) for key in self.nodes}
        return Draft(self.lines[""], data, tuple(dict.fromkeys(needs)), lines=self.lines)

    def _place(self, row: Row, current: str) -> str:
        """The scene a row belongs to."""
        named = row.cells.get("node", "")
        key = named or current or FIRST
        if key != current and key in self.nodes:
            self._refuse(row, "node", f"adegan “{key}” sudah ada di atas")
        if "ending" in row.cells and not named and current:
            self._refuse(row, "node", "beri nama pada adegan penutup")
        self.nodes.setdefault(key, {})
        self.options.setdefault(key, [])
        self.lines.setdefault(f"nodes.{key}", row.number)
        return key

    def _keep(self, row: Row, key: str) -> None:
        option: dict[str, str] = {}
        for column in COLUMNS:
            if column.key not in row.cells or column.key == "node":
                continue
            value = row.cells[column.key]
            if column.about == "option":
                option[column.key] = value
                continue
            kept = self.head if column.about == "scenario" else self.nodes[key]
            if kept.setdefault(column.key, value) != value:
                self._refuse(row, column.key, "isinya berbeda dengan baris di atasnya")
        if option:
            self._option(row, key, option)

    def _option(self, row: Row, key: str, cells: dict[str, str]) -> None:
        if "ending" in self.nodes[key]:
            self._refuse(row, "ending", "adegan penutup tidak memuat pilihan")
            return
        kind = self._kind(row, key)
        place = len(self.options[key])
        option: dict[str, Any] = {
            "id": cells.get("option", "abcdefghij"[min(place, 9)]).casefold().rstrip(".)")
        }
        option["text"] = cells.get("text", "")
        if not option["text"]:
            self._refuse(row, "text", "kosong")
        if kind != "rank" or "grade" in cells:
            grade = grade_of(cells.get("grade", ""))
            if grade is None:
                words = ", ".join(GRADE_WORDS.values())
                self._refuse(row, "grade", f"“{cells.get('grade', '')[:20]}”; pilih salah satu: {words}")
            option["grade"] = grade
        option |= {"reason": cells.get("reason", ""), "feedback": cells.get("feedback", "")}
        option |= {side: list_in(cells[side]) for side in ("upholds", "violates") if side in cells}
        self._critical(row, cells, option)
        onward = option if kind == ONE else self.nodes[key]
        onward |= {part: cells[part] for part in ("consequence", "next") if part in cells}
        self.lines[f"nodes.{key}.options[{place}]"] = row.number
        self.options[key].append(option)

    def _critical(self, row: Row, cells: dict[str, str], option: dict[str, Any]) -> None:
        word = cells.get("critical", "").casefold()
        if word in YES:
            option["critical"] = True
        elif word not in NO:
            self._refuse(row, "critical", f"“{word[:20]}”; tulis ya atau kosongkan")

    def _kind(self, row: Row, key: str) -> str:
        word = self.nodes[key].get("kind", ONE)
        kind = kind_of(word)
        if kind is None:
            words = ", ".join(KIND_WORDS.values())
            self._refuse(row, "kind", f"“{word[:20]}”; pilih salah satu: {words}")
        return kind or ONE

    def _node(self, key: str, clause: str, needs: list[str]) -> dict[str, Any]:
        cells = self.nodes[key]
        if "ending" in cells:
            return {"ending": cells["ending"]}
        kind = kind_of(cells.get("kind", ONE)) or ONE
        node: dict[str, Any] = {} if kind == ONE else {"kind": kind}
        node |= {"clause": about} if (about := cells.get("about", clause)) else {}
        if "situation" not in cells:
            needs.append("situation")
        node["situation"] = cells.get("situation", BLANKS["situation"])
        if "who" in cells or "says" in cells:
            node["speech"] = {"who": cells.get("who", ""), "says": cells.get("says", "")}
        node["question"] = cells.get("question", QUESTION)
        node["options"] = [
            {"consequence": "", **option} if kind == ONE else option for option in self.options[key]
        ]
        if kind != ONE:
            node["consequence"] = cells.get("consequence", "")
            node |= {"next": cells["next"]} if "next" in cells else {}
        return node

    def _points(self, cell: str) -> dict[str, Any]:
        words = cell.replace("/", " ").replace(",", " ").split()
        values: list[Any] = [int(word) if word.isdecimal() else word for word in words]
        return dict(zip(GRADE_WORDS, values, strict=False))

    def _refuse(self, row: Row, key: str, why: str) -> None:
        self.notes.append(Note(row.number, f"Kolom {HEADINGS[key]}: {why}."))
