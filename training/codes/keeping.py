"""A document as read, as the rows of a version."""

from .models import Clause, CodeVersion, ReadingFinding, Section
from .reading import Document


def keep(document: Document, version: CodeVersion) -> None:
    """Give a new version the sections, clauses and findings of the document it was read as."""
    position = 0
    for order, section in enumerate(document.sections):
        kept = Section(
            position=order,
            label=section.label,
            title=section.title,
            kind=section.kind,
            line=section.line,
            trainable=section.trainable,
        )
        version.sections.append(kept)
        for clause in section.clauses:
            row = Clause(
                section=kept,
                position=position,
                label=clause.label,
                address=clause.address,
                text=clause.text,
                kind=clause.kind,
                group=clause.group or "",
                parent=clause.parent or "",
                line=clause.line,
                last_line=clause.last_line,
                confidence=clause.confidence,
                trainable=clause.trainable,
            )
            version.clauses.append(row)
            position += 1
    version.findings.extend(
        ReadingFinding(slug=found.id, line=found.line, severity=found.severity, message=found.message)
        for found in document.findings
    )
