"""Read a code of ethics from plain text: sections, clauses with addresses, and findings with line numbers."""

from collections.abc import Sequence

from .reader.assembling import assemble
from .reader.cleaning import Line, clean_lines
from .reader.completeness import Element, completeness
from .reader.document import Clause, Document, Finding, Section
from .reader.doubts import number_findings, text_findings
from .reader.fields import without_fields
from .reader.furniture import without_furniture
from .reader.gate import code_in
from .reader.inline import split_inline
from .reader.prose import outline
from .reader.sites import without_site
from .reader.subject import subject_findings
from .reader.unrolling import unrolled
from .reader.zones import Parts
from .textform import read_form

__all__ = ["Clause", "Document", "Element", "Finding", "Section", "completeness", "read"]


def read(text: str) -> Document:
    """Read `text` as a code document. Never refuses, never renumbers: every doubt is a finding.

    A text in our own form (`textform`) is taken at its word.
    """
    if (written := read_form(text)) is not None:
        return from_form(written)
    source = unrolled(clean_lines(text))
    article = without_site(source)
    lines, findings = without_furniture(without_fields(article))
    place = code_in(lines, article, source)
    findings += left_out(source, article, "menu, tautan, atau isian laman web")
    findings += left_out(lines, lines[place.start :], place.genre or "daftar di atas judul")
    parts = place.parts
    if place.genre:
        parts.seen = {place.genre: None} | parts.seen
    tree = outline(parts.body, parts.title, prose=place.prose)
    split_inline(tree.root)
    built = assemble(tree.root, prose_at_root=place.prose)
    sections = tuple(built.sections)
    findings += tree.findings + built.findings + number_findings(built.lists) + text_findings(sections)
    if not any(section.clauses for section in sections):
        sections = ()
        findings = [finding for finding in findings if finding.id == "instruction-in-text"]
        findings.append(Finding("no-articles", 1, "error", nothing_found(parts, bool(lines))))
    findings = subject_findings(Document(parts.title, sections)) + findings
    unique = dict.fromkeys(sorted(findings, key=lambda finding: finding.line))
    return Document(parts.title, sections, tuple(unique))


def left_out(before: Sequence[Line], after: Sequence[Line], what: str) -> list[Finding]:
    """A note on the lines taken away between two readings, so that a person can look at them."""
    kept = {line.number for line in after}
    gone = [line.number for line in before if line.number not in kept]
    if not gone:
        return []
    message = f"Mulai baris {gone[0]}: {len(gone)} baris dibaca sebagai {what} dan tidak dijadikan butir."
    return [Finding("surroundings", gone[0], "note", message)]


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
