"""A draft's outline as plain values: what changed between two moments, and how to put it back."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from ..core.db import db
from .models import Clause, CodeVersion, ReadingFinding, Section

Snapshot = dict[str, dict[str, dict[str, Any]]]
Change = dict[str, dict[str, dict[str, Any] | None]]

CLAUSE = (
    "position", "label", "address", "text", "kind", "group", "parent",
    "line", "last_line", "confidence", "trainable",
)  # fmt: skip
SECTION = ("position", "label", "title", "kind", "line", "trainable")
FINDING = ("resolved_at", "resolved_by_id", "resolution", "reason")
VERSION = ("title", "decree", "decree_date", "in_force_from")


def snapshot(version: CodeVersion) -> Snapshot:
    """Every field a repair may change, by table and row."""
    return {
        "version": {version.ref: _fields(version, VERSION)},
        "sections": {section.ref: _fields(section, SECTION) for section in version.sections},
        "clauses": {
            clause.ref: _fields(clause, CLAUSE) | {"section": clause.section.ref}
            for clause in version.clauses
        },
        "findings": {str(found.id): _fields(found, FINDING) for found in version.findings},
    }


def changes(old: Snapshot, new: Snapshot) -> tuple[Change, Change]:
    """What differs, as it was and as it is: the fields that changed, or whole rows that came or went."""
    before: Change = {}
    after: Change = {}
    for table, rows in old.items():
        for ref in rows | new[table]:
            was, now = rows.get(ref), new[table].get(ref)
            if was != now:
                names = [n for n in was if was[n] != now[n]] if was and now else [*(was or now or {})]
                before.setdefault(table, {})[ref] = {n: was[n] for n in names} if was else None
                after.setdefault(table, {})[ref] = {n: now[n] for n in names} if now else None
    return before, after


def restore(version: CodeVersion, change: Mapping[str, Mapping[str, Mapping[str, Any] | None]]) -> None:
    """Put a version's rows back to what a change says they were. The caller flushes."""
    sections = {section.ref: section for section in version.sections}
    for ref, fields in change.get("sections", {}).items():
        if fields is not None and ref not in sections:
            sections[ref] = Section(ref=ref)
            version.sections.append(sections[ref])
        if fields is not None:
            _set(sections[ref], fields)
    clauses = {clause.ref: clause for clause in version.clauses}
    for ref, fields in change.get("clauses", {}).items():
        if fields is None:
            drop(version, clauses[ref])
            continue
        row = clauses.get(ref) or Clause(ref=ref)
        if "section" in fields:
            row.section = sections[fields["section"]]
        _set(row, {name: value for name, value in fields.items() if name != "section"})
        if ref not in clauses:
            version.clauses.append(row)
    for ref, fields in change.get("sections", {}).items():
        if fields is None:
            version.sections.remove(sections[ref])
    _restore_findings(version.findings, change.get("findings", {}))
    for fields in change.get("version", {}).values():
        _set(version, fields or {})


def drop(version: CodeVersion, clause: Clause) -> None:
    """Take a clause out of its version and its section."""
    clause.section.clauses.remove(clause)
    version.clauses.remove(clause)


def _restore_findings(findings: list[ReadingFinding], change: Mapping[str, Mapping[str, Any] | None]) -> None:
    for found in findings:
        _set(found, change.get(str(found.id)) or {})


def _fields(row: Any, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: _plain(getattr(row, name)) for name in names}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _set(row: Any, fields: Mapping[str, Any]) -> None:
    for name, value in fields.items():
        if value is not None and name == "resolved_at":
            value = datetime.fromisoformat(value)
        elif value is not None and name in ("decree_date", "in_force_from"):
            value = date.fromisoformat(value)
        setattr(row, name, value)


def refresh(version: CodeVersion) -> None:
    """Forget what is loaded, so that lists come back in their new order."""
    for section in version.sections:
        db.session.expire(section, ["clauses"])
    db.session.expire(version, ["sections", "clauses", "findings"])
