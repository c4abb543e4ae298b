"""Repairs of a draft: each verb is one recorded step. Words only move between clauses; none is written."""

from datetime import date

import sqlalchemy as sa

from ..core.db import db
from ..core.ids import new_ref
from . import passages
from .addressing import address_for, beneath, moved, place_of, prefix_of, section_prefix, unique
from .mending import MISSING, NUMBERS, Hand, Impossible, Step, step, unlabelled
from .models import Clause, CodeVersion, ReadingFinding, Repair, Section
from .rules import plain
from .service import source_text
from .snapshots import restore

KINDS = ("value", "standard", "obligation", "prohibition", "sanction", "award", "definition", "procedure")
ABOUT_CLAUSE = NUMBERS | {"labels-lost", "ocr-damage", "markup-in-text", "formula-in-text"}
UNSURE = 0.5


def set_label(version: CodeVersion, clause: Clause, label: str, hand: Hand) -> Clause:
    """The clause's label as the original prints it; empty when it prints none. Its address follows."""
    with step(version, "label", hand, clause.address) as made:
        _label(made, clause, plain(label))
    return clause


def number_run(version: CodeVersion, finding: ReadingFinding, first: int, hand: Hand) -> list[Clause]:
    """Number the clauses a finding lists as 1, 2, 3 … from `first`: a person has the original before them.

    Raises Impossible when none of them lacks its label.
    """
    run = unlabelled(version.clauses, finding)
    if not run:
        raise Impossible("no-run")
    with step(version, "number", hand, run[0].address) as made:
        for number, clause in enumerate(run, start=first):
            _label(made, clause, str(number))
    return run


def merge_with_previous(version: CodeVersion, clause: Clause, hand: Hand) -> Clause:
    """Make a clause the end of the one before it in its section. Raises Impossible for the first."""
    before = _previous(version, clause)
    text = passages.merged(before.text, clause.text, _mark(version, clause))
    with step(version, "merge", hand, before.address) as made:
        made.answer(clause.line, clause.last_line, NUMBERS)
        before.text, before.last_line = text, max(before.last_line, clause.last_line)
        made.take_out(clause)
        made.rebase(clause.address, before.address, before.label)
    return before


def split_at(
    version: CodeVersion, clause: Clause, hand: Hand, *, line: int = 0, phrase: str = "", label: str = ""
) -> Clause:
    """Cut a clause in two, at a source line or where a phrase begins; the second part is returned.

    A number printed at the cut becomes the second part's label. Raises Impossible when there is no such
    place inside the clause.
    """
    cut = passages.cut(clause.text, _lines(version), clause.line, clause.last_line, line=line, phrase=phrase)
    if cut is None:
        raise Impossible("no-place")
    with step(version, "split", hand, clause.address) as made:
        rest = Clause(
            section=clause.section,
            label=plain(label) or cut.label,
            text=cut.after,
            kind=clause.kind,
            group=clause.group,
            parent=clause.parent,
            line=cut.line,
            last_line=max(cut.line, clause.last_line),
            confidence=1.0,
            trainable=clause.trainable,
        )
        place = place_of(clause.address, clause.label)
        rest.ref, rest.address = new_ref(), address_for(place, rest.label, clause.address, made.taken())
        clause.text, clause.last_line = cut.before, min(cut.last_before, clause.last_line)
        version.clauses.append(rest)
        made.order.insert(made.order.index(clause) + 1, rest)
    return rest


def change_kind(version: CodeVersion, clause: Clause, kind: str, hand: Hand) -> Clause:
    """What a clause counts for. Raises Impossible for a kind that is none."""
    _known(kind)
    with step(version, "kind", hand, clause.address):
        clause.kind = kind
    return clause


def set_trainable(version: CodeVersion, what: Clause | Section, trainable: bool, hand: Hand) -> None:
    """Whether officers are trained in a clause or in a whole section."""
    address = what.address if isinstance(what, Clause) else ""
    with step(version, "trainable" if trainable else "not-trainable", hand, address):
        what.trainable = trainable


def mark_not_a_clause(version: CodeVersion, clause: Clause, hand: Hand) -> None:
    """Take out what only looked like a clause; clauses beneath it move up. The source keeps its words."""
    with step(version, "not-a-clause", hand, clause.address) as made:
        made.answer(clause.line, clause.last_line, ABOUT_CLAUSE)
        place = place_of(clause.address, clause.label)
        outer = next((other.label for other in made.order if other.address == place), "")
        made.take_out(clause)
        made.rebase(clause.address, place, outer)


def make_clause(
    version: CodeVersion, section: Section, hand: Hand, *, first: int, last: int, label: str = ""
) -> Clause:
    """Make a clause of source lines the reader left out. Raises Impossible for lines without words."""
    text, mark = passages.of_lines(_lines(version), first, last)
    if not text:
        raise Impossible("no-words")
    with step(version, "clause", hand) as made:
        before = [c for c in made.order if c.section is section and c.line <= first]
        near = before[-1] if before else None
        row = Clause(ref=new_ref(), section=section, label=plain(label) or mark, text=text)
        row.kind, row.line, row.last_line, row.confidence = section.kind, first, last, 1.0
        row.group, row.parent, row.trainable = (near.group if near else ""), "", True
        place = place_of(near.address, near.label) if near else section_prefix(section.label, section.title)
        row.address = address_for(place, row.label, near.address if near else "", made.taken())
        version.clauses.append(row)
        made.order.insert(made.order.index(near) + 1 if near else _start(made, section), row)
        made.answer(first, last, {"text-outside"})
    return row


def set_section(version: CodeVersion, clause: Clause, section: Section, hand: Hand) -> Clause:
    """Move a clause, with what lies beneath it, to the end of another section."""
    with step(version, "section", hand, clause.address) as made:
        _move(made, [clause], section, _prefix(section))
    return clause


def open_section(version: CodeVersion, clause: Clause, label: str, title: str, hand: Hand) -> Section:
    """Begin a new section at a clause: it and what follows in its section belong there."""
    old = clause.section
    with step(version, "new-section", hand, clause.address) as made:
        section = Section(ref=new_ref(), label=plain(label), title=plain(title), kind=clause.kind)
        section.position, section.line, section.trainable = old.position + 1, clause.line, old.trainable
        for other in version.sections:
            other.position += other.position > old.position
        version.sections.append(section)
        members = [c for c in made.order if c.section is old]
        used = {_prefix(other) for other in version.sections if other.clauses}
        prefix = unique(section_prefix(section.label, section.title), used)
        _move(made, members[members.index(clause) :], section, prefix)
    return section


def set_heading(
    version: CodeVersion, section: Section, label: str, title: str, kind: str, hand: Hand
) -> None:
    """A section's label, title and kind. Its clauses' addresses follow a new label, their kinds the kind."""
    _known(kind)
    with step(version, "heading", hand) as made:
        if plain(label) != section.label and section.clauses:
            used = {_prefix(other) for other in version.sections if other is not section and other.clauses}
            prefix = unique(section_prefix(plain(label), plain(title)), used)
            _move(made, [c for c in made.order if c.section is section], section, prefix)
        for clause in section.clauses:
            clause.kind = kind if clause.kind == section.kind else clause.kind
        section.label, section.title, section.kind = plain(label), plain(title), kind


def accept_finding(version: CodeVersion, finding: ReadingFinding, reason: str, hand: Hand) -> None:
    """A person looked, and the text stands as it was read. An error needs a reason. Raises Impossible."""
    if finding.severity == "error" and not plain(reason):
        raise Impossible("no-reason")
    with step(version, "accepted", hand) as made:
        made.resolve(finding, plain(reason))


def set_facts(
    version: CodeVersion,
    hand: Hand,
    *,
    title: str,
    decree: str,
    decree_date: date | None,
    in_force_from: date | None,
) -> None:
    """By which decree the text was set, and from which day it holds."""
    with step(version, "facts", hand):
        version.title, version.decree = plain(title), plain(decree)
        version.decree_date, version.in_force_from = decree_date, in_force_from


def undo_last(version: CodeVersion, hand: Hand) -> Repair:
    """Take back the last repair that still stands. Raises Impossible when there is none."""
    last = last_repair(version)
    if last is None:
        raise Impossible("nothing-to-undo")
    with step(version, "undo", hand, last.address_after, undoes=last) as made:
        restore(version, last.before)
        made.order[:] = sorted(version.clauses, key=lambda clause: clause.position)
    return last


def last_repair(version: CodeVersion) -> Repair | None:
    """The repair that would be taken back next."""
    undone = sa.select(Repair.undoes_id).where(Repair.version_id == version.id, Repair.undoes_id.is_not(None))
    rows = sa.select(Repair).where(Repair.version_id == version.id, Repair.kind != "undo")
    return db.session.scalar(rows.where(Repair.id.not_in(undone)).order_by(Repair.id.desc()).limit(1))


def _label(made: Step, clause: Clause, label: str) -> None:
    slugs = NUMBERS | ({"ocr-damage"} if clause.confidence < UNSURE else set())
    made.answer(clause.line, clause.line, slugs - MISSING)
    place = place_of(clause.address, clause.label)
    address = address_for(place, label, clause.address, made.taken(clause))
    clause.label, clause.confidence = label, 1.0
    made.readdress(clause, address)


def _move(made: Step, clauses: list[Clause], section: Section, prefix: str) -> None:
    """Put clauses into a section, at its end, with its part in their addresses."""
    root, home = _prefix(clauses[0].section), clauses[0].section
    tops = {clause.address for clause in clauses}
    family = [c for c in made.order if c in clauses or any(beneath(c.address, top) for top in tops)]
    for clause in family:
        clause.section = section
        clause.address = unique(moved(clause.address, root, prefix), made.taken(clause))
    if made.kind == "section" and section is not home:
        made.order[:] = [c for c in made.order if c not in family] + family


def _prefix(section: Section) -> str:
    first = next(iter(section.clauses), None)
    if first is None:
        return section_prefix(section.label, section.title)
    return prefix_of(first.address, first.label, first.group)


def _previous(version: CodeVersion, clause: Clause) -> Clause:
    members = [other for other in version.clauses if other.section_id == clause.section_id]
    place = members.index(clause)
    if not place:
        raise Impossible("first")
    return members[place - 1]


def _start(made: Step, section: Section) -> int:
    """Where the first clause of a section stands among all."""
    return sum(clause.section.position < section.position for clause in made.order)


def _known(kind: str) -> None:
    if kind not in KINDS:
        raise Impossible("kind")


def _lines(version: CodeVersion) -> list[str]:
    return passages.clean_source(source_text(version))


def _mark(version: CodeVersion, clause: Clause) -> str:
    lines = _lines(version)
    line = lines[clause.line - 1] if clause.line <= len(lines) else ""
    return passages.printed_mark(clause.label, clause.text, line)
