"""Forms that choose people: who was added, who was found, and what stands in the way of each.

Whether somebody reported the case is left to the moment of saving, so that a search tells nobody.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask_babel import gettext as _

from ...acts import Fault
from ...finding import Found, Note
from ..procedure.conflicts import Party, doubts, interest
from ..procedure.stages import EXAMINERS, OFFICIAL, SUPERIOR
from ..wording.faults import fault_words
from ..wording.labels import seat_word

Rows = list[dict[str, str]]
FIRST_ROLES = {"ethics": ("chair", "secretary", "member", "member", "member", OFFICIAL)}


def roles_of(track: str) -> list[tuple[str, str]]:
    """The seats of a track with their words, that of the official last."""
    return [(role, seat_word(role)) for role in (*EXAMINERS[track], OFFICIAL)]


def with_one_more(track: str, rows: Rows, ref: str) -> Rows:
    """The rows with somebody added, on the first seat that is still free."""
    if any(row["person"] == ref for row in rows):
        return rows
    return [*rows, {"person": ref, "role": _free(track, rows), "rank": "", "excuse": ""}]


def without(rows: list[Any], place: int) -> list[Any]:
    """The rows without one of them."""
    return [row for number, row in enumerate(rows) if number != place]


def noted(found: Found, party: Party | None, subject: Party, track: str, role: str = "") -> Found:
    """Somebody with what stands in their way: a part in the matter, or a rank that asks for a reason."""
    if party is None or interest(replace(party, reported=False), subject):
        code = "interest" if party else "unknown_person"
        return replace(found, notes=(Note(fault_words(Fault("", code)), bad=True),))
    asks = doubts(party, subject, role or _seat(track), track)
    if not role:
        # Only an examiner's rank counts; the seat is not chosen yet.
        asks = tuple(each for each in asks if each != "not_direct")
    notes = tuple(Note(fault_words(Fault("", each))) for each in asks)
    if subject.superiors[:1] == (party.ref,):
        notes = (Note(_("Atasan langsung pegawai ini.")), *notes)
    return replace(found, notes=notes, rank=bool(asks))


def _free(track: str, rows: Rows) -> str:
    taken = [row["role"] for row in rows]
    for role in FIRST_ROLES.get(track, (SUPERIOR, OFFICIAL)):
        if role in taken:
            taken.remove(role)
        else:
            return role
    return ""


def _seat(track: str) -> str:
    return EXAMINERS[track][-1]
