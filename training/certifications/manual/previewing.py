"""What a page shows before anything is saved: for each certification concerned, what follows and when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from flask_babel import gettext as _

from ...core.i18n import show_date
from ...people.models import Person
from ..models import Certification
from .acts import Excuse, Extend, Lend, Waive
from .cases import Standing
from .deciding import faults_of, stamp
from .rules import Act, Fault, turns
from .undoing import EndAssignment, EndWaiver
from .words import Step, changes_of, steps_of


@dataclass(frozen=True, slots=True)
class Block:
    """What follows for one certification: the status day by day, and sentences."""

    certification: Certification
    steps: list[Step]
    notes: list[str]


@dataclass(frozen=True, slots=True)
class Preview:
    """What a page shows of an act, and the stamp of what that rests on; with `faults` nothing follows."""

    blocks: list[Block]
    stamp: str
    faults: list[Fault] = field(default_factory=list)


def preview_of(
    act: Act,
    person: Person,
    standings: Sequence[Standing],
    *,
    actor: Person,
    on: date,
    more: object = (),
    notes: Sequence[str] = (),
) -> Preview:
    """What follows from the act for each of these, or why it may not be."""
    faults = faults_of(person, act, standings, actor=actor, on=on)
    blocks = [] if faults else [block_of(act, each, on, notes) for each in standings]
    return Preview(blocks, stamp(standings, more), faults)


def block_of(act: Act, standing: Standing, on: date, notes: Sequence[str] = ()) -> Block:
    """What follows from the act for one certification."""
    found = turns(act, standing.case, on)
    if isinstance(act, Waive | EndWaiver):
        return Block(standing.certification, [], [*_notes(act, standing), *notes])
    late = isinstance(act, Excuse) and found[0].before.late_days and not standing.case.rounds
    if late and found[0].before.due_on == found[0].after.due_on:
        notes = [*notes, _("Tenggatnya sudah lewat sebelum pengecualian mulai, jadi tidak bergeser.")]
    said = [*changes_of(found), *_notes(act, standing), *notes]
    return Block(standing.certification, steps_of(found), said)


def _notes(act: Act, standing: Standing) -> list[str]:
    case = standing.case
    if isinstance(act, Extend) and case.due_on:
        day = show_date(case.due_on)
        return [_("Putaran sesudahnya tetap dihitung dari tenggat semula, %(day)s.", day=day)]
    if isinstance(act, Lend):
        return [_("Tidak ada sertifikat yang terbit; syaratnya tetap harus dipenuhi.")]
    if isinstance(act, EndAssignment):
        kept = _("Sertifikat yang sudah dipegang tetap berlaku sampai masanya habis.")
        return [*([kept] if case.rounds else []), _("Perpanjangan tenggatnya ikut dibatalkan.")]
    if isinstance(act, Waive):
        return [_("Berlaku satu kali, untuk putaran berikutnya.")]
    if isinstance(act, EndWaiver):
        return [_("Syarat itu diminta lagi.")]
    return []
