"""What reading a code document yields: sections, clauses and findings, as frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True)
class Clause:
    """One rule, word for word. `label` is what is printed (or ''); `address` is unique in the document.

    `trainable` is False where a person decided so; the reader decides it of whole sections only.
    """

    label: str
    address: str
    text: str
    kind: str
    line: int
    last_line: int
    parent: str | None = None
    group: str | None = None
    confidence: float = 1.0
    trainable: bool = True

    def to_dict(self) -> dict[str, Any]:
        """The clause as JSON; `group` and `parent` only when present, `trainable` only when it is not."""
        found: dict[str, Any] = {
            "label": self.label,
            "address": self.address,
            "text": self.text,
            "kind": self.kind,
            "line": self.line,
            "last_line": self.last_line,
            "confidence": self.confidence,
        }
        found |= {name: value for name in ("group", "parent") if (value := getattr(self, name))}
        return found if self.trainable else found | {"trainable": False}


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the clauses beneath it; `trainable` is False for definitions and procedure."""

    label: str
    title: str
    kind: str
    line: int
    trainable: bool
    clauses: tuple[Clause, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The section as JSON, with its clauses."""
        return {
            "label": self.label,
            "title": self.title,
            "kind": self.kind,
            "line": self.line,
            "trainable": self.trainable,
            "clauses": [clause.to_dict() for clause in self.clauses],
        }


@dataclass(frozen=True, slots=True)
class Finding:
    """A doubt about the text, with its line. `id` is a stable slug, `message` is Indonesian."""

    id: str
    line: int
    severity: Severity
    message: str

    def to_dict(self) -> Mapping[str, Any]:
        """The finding as JSON."""
        return {"id": self.id, "line": self.line, "severity": self.severity, "message": self.message}


@dataclass(frozen=True, slots=True)
class Document:
    """A document as read: its title, sections in order, and findings by line."""

    title: str
    sections: tuple[Section, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """Every clause, in the order of the text."""
        return tuple(clause for section in self.sections for clause in section.clauses)

    def to_dict(self) -> dict[str, Any]:
        """The JSON shape of `flask codes read --json`."""
        return {
            "title": self.title,
            "sections": [section.to_dict() for section in self.sections],
            "findings": [dict(finding.to_dict()) for finding in self.findings],
        }
