"""Who may not sit in a case, and who only for a reason that is written down. Pure.

Whom it is about, whoever that person leads, and who reported it share one code: that somebody is refused
tells nobody which of them it was.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from ...tracks import DISCIPLINE
from .stages import EXAMINERS, SUPERIOR

INTEREST, ACTED, UNKNOWN = "interest", "acted", "unknown_person"
RANK_LOWER, RANK_UNKNOWN, NOT_DIRECT = "rank_lower", "rank_unknown", "not_direct"
PNS_RANKS = tuple(
    f"{level}/{letter}"
    for level in ("I", "II", "III", "IV")
    for letter in "abcde"[: 5 if level == "IV" else 4]
)
# fmt: off
PPPK_RANKS = (
    "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX",
    "X", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII",
)
# fmt: on


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody as far as conflicts go: `superiors` are those who lead them, the nearest first; `here` whether
    they are of the agency and in service; `reported` whether they reported the case."""

    ref: str
    rank: str = ""
    superiors: tuple[str, ...] = ()
    here: bool = True
    reported: bool = False


def interest(candidate: Party, subject: Party) -> bool:
    """Whether somebody has a part in the matter: it is about them, about somebody who leads them, or they
    reported it."""
    own = candidate.ref == subject.ref
    return own or candidate.reported or subject.ref in candidate.superiors


def seat_fault(candidate: Party | None, subject: Party, role: str, track: str, excuse: str) -> str:
    """Why somebody may not have a seat: UNKNOWN, INTEREST, or without an excuse one of `doubts`."""
    if candidate is None or not candidate.here:
        return UNKNOWN
    if interest(candidate, subject):
        return INTEREST
    return "" if excuse.strip() else next(iter(doubts(candidate, subject, role, track)), "")


def doubts(candidate: Party, subject: Party, role: str, track: str) -> tuple[str, ...]:
    """What asks for a reason: RANK_LOWER, RANK_UNKNOWN (empty, or of another kind of employment) of whoever
    examines; NOT_DIRECT of a superior who is not the direct one."""
    if role not in EXAMINERS[track]:
        return ()
    found = [fault] if (fault := rank_fault(candidate.rank, subject.rank)) else []
    if track == DISCIPLINE and role == SUPERIOR and subject.superiors[:1] != (candidate.ref,):
        found.append(NOT_DIRECT)
    return tuple(found)


def rank_fault(rank: str, subject: str) -> str:
    """Whether a rank is below another (RANK_LOWER), or cannot be compared with it (RANK_UNKNOWN)."""
    for ladder in (PNS_RANKS, PPPK_RANKS):
        if rank in ladder and subject in ladder:
            return RANK_LOWER if ladder.index(rank) < ladder.index(subject) else ""
    return RANK_UNKNOWN


def review_fault(candidate: Party | None, subject: Party, acted: Collection[str]) -> str:
    """Why somebody may not judge an objection: UNKNOWN, INTEREST, or ACTED (sat in it, or decided it)."""
    if candidate is None or not candidate.here:
        return UNKNOWN
    if interest(candidate, subject):
        return INTEREST
    return ACTED if candidate.ref in acted else ""


def keeper_fault(keeper: Party, subject: Party, seats: Collection[str]) -> str:
    """Why somebody may not keep a case: INTEREST, or ACTED when they decide in it or judge an objection."""
    if interest(keeper, subject):
        return INTEREST
    return ACTED if {"official", "reviewer"} & set(seats) else ""
