"""Read a code of ethics from plain text: sections, clauses with addresses, and findings with line numbers."""

from .reader.assembling import assemble
from .reader.cleaning import clean_lines, fold, without_furniture
from .reader.completeness import Element, completeness
from .reader.document import Clause, Document, Finding, Section
from .reader.doubts import number_findings, text_findings
from .reader.inline import split_inline
from .reader.prose import outline
from .reader.titles import TITLE
from .reader.zones import Parts, parts_of
from .textform import read_form

__all__ = ["Clause", "Document", "Element", "Finding", "Section", "completeness", "read"]


def read(text: str) -> Document:
    """Read `text` as a code document. Never refuses, never renumbers: every doubt is a finding.

    A text in our own form (`textform`) is taken at its word.
    """
    if (written := read_form(text)) is not None:
        return from_form(written)
    lines, findings = without_furniture(clean_lines(text))
    parts = parts_of(lines)
    tree = outline(parts.body, parts.title)
    split_inline(tree.root)
    built = assemble(tree.root, prose_at_root=TITLE.match(fold(parts.title)) is not None)
    sections = tuple(built.sections)
    findings += tree.findings + built.findings + number_findings(built.lists) + text_findings(sections)
    if not any(section.clauses for section in sections):
        sections = ()
        findings = [finding for finding in findings if finding.id == "instruction-in-text"]
        findings.append(Finding("no-articles", 1, "error", nothing_found(parts, bool(lines))))
    unique = dict.fromkeys(sorted(findings, key=lambda finding: finding.line))
    return Document(parts.title, sections, tuple(unique))


def from_form(written: Document) -> Document:
    """A document in our own form, with the doubts about its words."""
    findings = [*written.findings, *text_findings(written.sections)]
    if not written.clauses:
        findings.append(Finding("no-articles", 1, "error", nothing_found(Parts(), True)))
    ordered = dict.fromkeys(sorted(findings, key=lambda finding: finding.line))
    return Document(written.title, written.sections if written.clauses else (), tuple(ordered))


def nothing_found(parts: Parts, printed: bool) -> str:
    """The message for a file without a single clause."""
    if not printed:
        return "Tidak ditemukan pasal atau butir; berkas tampaknya kosong atau hanya berisi gambar."
    seen = ", ".join(parts.seen) or "uraian tanpa butir bernomor"
    return f"Tidak ditemukan pasal atau butir; berkas tampaknya hanya berisi {seen}."
