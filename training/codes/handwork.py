"""From a form of the review screen to one repair, and to where the screen goes on afterwards."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from . import repairs
from .mending import Hand, Impossible
from .models import Clause, CodeVersion, ReadingFinding, Section
from .rules import small_number

LONGEST = {"label": 20, "title": 400, "phrase": 400, "reason": 1000, "decree": 400}
Fields = Mapping[str, str]
Where = dict[str, Any]


def perform(version: CodeVersion, fields: Fields, hand: Hand) -> Where:
    """Make the repair that `fields["do"]` names; returns the review address that shows what became of it.

    Raises LookupError for a clause, section or finding that is not there; Impossible, Stale, Frozen.
    """
    for name, most in LONGEST.items():
        if len(fields.get(name, "")) > most:
            raise Impossible("too-long")
    verb = VERBS.get(fields.get("do", ""))
    if verb is None:
        raise Impossible("unknown")
    return verb(version, fields, hand)


def _label(version: CodeVersion, fields: Fields, hand: Hand) -> Where:
    return _at(repairs.set_label(version, _clause(version, fields), fields.get("label", ""), hand))


def _number(version: CodeVersion, fields: Fields, hand: Hand) -> Where:
    first = _whole(fields, "first")
    if not 1 <= first <= 999:
        raise Impossible("no-number")
    return _at(repairs.number_run(version, _finding(version, fields), first, hand)[0])


def _merge(version: CodeVersion, fields: Fields, hand: Hand) -> Where:
    return _at(repairs.merge_with_previous(version, _clause(version, fields), hand))


def _split(version: CodeVersion, fields: Fields, hand: Hand) -> Where:
    clause, line, phrase = _clause(version, fields), _whole(fields, "line"), fields.get("phrase", "")
    return _at(
        repairs.split_at(version, clause, hand, line=line, phrase=phrase, label=fields.get("label", ""))
    )


def _kind(version: CodeVersion, fields: Fields, hand: Hand) -> Where:
    return _at(repairs.change_kind(version, _clause(version, fields), fields.get("kind", ""), hand))


def _trainable(version: CodeVersion, fields: Fields, hand: Hand) -> Where:
    what: Clause | Section = _clause(version, fields) if "clause" in fields else _section(version, fields)
    repairs.set_trainable(version, what, fields.get("trainable") == "1", hand)
    return _at(what)


def _not_a_clause(version: CodeVersion, fields: Fields, hand: Hand) -> Where:
    clause = _clause(version, fields)
    home = clause.section.position
    repairs.mark_not_a_clause(version, clause, hand)
    return {"section": home}


def _make(version: CodeVersion, fields: Fields, hand: Hand) -> Where:
    first = _whole(fields, "line")
    last = _whole(fields, "last") or first
    if not 1 <= first <= last <= first + 400:
        raise Impossible("no-words")
    section = _section(version, fields)
    return _at(
        repairs.make_clause(version, section, hand, first=first, last=last, label=fields.get("label", ""))
    )


def _move(version: CodeVersion, fields: Fields, hand: Hand) -> Where:
    return _at(repairs.set_section(version, _clause(version, fields), _section(version, fields), hand))


def _open_section(version: CodeVersion, fields: Fields, hand: Hand) -> Where:
    if not (fields.get("title", "").strip() or fields.get("label", "").strip()):
        raise Impossible("no-title")
    clause = _clause(version, fields)
    return _at(repairs.open_section(version, clause, fields.get("label", ""), fields.get("title", ""), hand))


def _heading(version: CodeVersion, fields: Fields, hand: Hand) -> Where:
    section = _section(version, fields)
    repairs.set_heading(
        version, section, fields.get("label", ""), fields.get("title", ""), fields.get("kind", ""), hand
    )
    return _at(section)


def _accept(version: CodeVersion, fields: Fields, hand: Hand) -> Where:
    finding = _finding(version, fields)
    repairs.accept_finding(version, finding, fields.get("reason", ""), hand)
    return {"finding": finding.id}


def _facts(version: CodeVersion, fields: Fields, hand: Hand) -> Where:
    title = fields.get("title", "").strip()
    if not title:
        raise Impossible("no-title")
    repairs.set_facts(
        version,
        hand,
        title=title,
        decree=fields.get("decree", ""),
        decree_date=_day(fields, "decree_date"),
        in_force_from=_day(fields, "in_force_from"),
    )
    return {}


def _undo(version: CodeVersion, _fields: Fields, hand: Hand) -> Where:
    address = repairs.undo_last(version, hand).address_before
    return {"clause": address} if address else {}


VERBS: dict[str, Callable[[CodeVersion, Fields, Hand], Where]] = {
    "label": _label,
    "number": _number,
    "merge": _merge,
    "split": _split,
    "kind": _kind,
    "trainable": _trainable,
    "not-a-clause": _not_a_clause,
    "clause": _make,
    "section": _move,
    "new-section": _open_section,
    "heading": _heading,
    "accept": _accept,
    "facts": _facts,
    "undo": _undo,
}


def _at(what: Clause | Section) -> Where:
    return {"clause": what.address} if isinstance(what, Clause) else {"section": what.position}


def _clause(version: CodeVersion, fields: Fields) -> Clause:
    return _one(version.clauses, lambda clause: clause.address == fields.get("clause"))


def _section(version: CodeVersion, fields: Fields) -> Section:
    return _one(version.sections, lambda section: str(section.position) == fields.get("section"))


def _finding(version: CodeVersion, fields: Fields) -> ReadingFinding:
    return _one(version.findings, lambda finding: str(finding.id) == fields.get("finding"))


def _one(rows: list[Any], wanted: Callable[[Any], bool]) -> Any:
    for row in rows:
        if wanted(row):
            return row
    raise LookupError


def _whole(fields: Fields, name: str) -> int:
    return small_number(fields.get(name, "").strip(), 0)


def _day(fields: Fields, name: str) -> date | None:
    if not (typed := fields.get(name, "").strip()):
        return None
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise Impossible("no-day") from None
