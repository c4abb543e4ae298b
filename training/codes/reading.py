"""Read a code of ethics from plain text: sections, clauses with addresses, and findings with line numbers."""

from .assembling import assemble
from .cleaning import clean_lines, fold, without_furniture
from .completeness import Element, completeness
from .document import Clause, Document, Finding, Section
from .doubts import number_findings, text_findings
from .inline import split_inline
from .prose import outline
from .titles import TITLE
from .zones import Parts, parts_of

__all__ = ["Clause", "Document", "Element", "Finding", "Section", "completeness", "read"]


def read(text: str) -> Document:
    """Read `text` as a code document. Never refuses, never renumbers: every doubt is a finding."""
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


def nothing_found(parts: Parts, printed: bool) -> str:
    """The message for a file without a single clause."""
    if not printed:
        return "Tidak ditemukan pasal atau butir; berkas tampaknya kosong atau hanya berisi gambar."
    seen = ", ".join(parts.seen) or "uraian tanpa butir bernomor"
    return f"Tidak ditemukan pasal atau butir; berkas tampaknya hanya berisi {seen}."
