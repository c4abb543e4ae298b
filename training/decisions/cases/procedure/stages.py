"""The two procedures as data: which act leads where, what may come next, who may take it."""

from __future__ import annotations

from collections.abc import Sequence

from ...acts import Past, last_of
from ...tracks import DISCIPLINE, ETHICS
from .acts import Missed, Objected

KEEPER, SUBJECT, OFFICIAL, REVIEWER = "keeper", "subject", "official", "reviewer"
CHAIR, SECRETARY, MEMBER = PANEL = ("chair", "secretary", "member")
SUPERIOR, SUPERVISION, PERSONNEL = TEAM = ("superior", "supervision", "personnel")
EXAMINERS = {ETHICS: PANEL, DISCIPLINE: TEAM}

WHO: dict[str, frozenset[str]] = {
    **{
        kind: frozenset({KEEPER})
        for kind in (
            *("opened", "appointed", "summoned", "missed", "handed_over", "delivered", "referred"),
            *("remedied", "noted", "closed"),
        )
    },
    "heard": frozenset({KEEPER, *PANEL, *TEAM}),
    "replied": frozenset({SUBJECT, KEEPER}),
    "deliberated": frozenset({CHAIR, SECRETARY}),
    "proposed": frozenset({CHAIR, SECRETARY, *TEAM}),
    "returned": frozenset({OFFICIAL}),
    "decided": frozenset({OFFICIAL}),
    "objected": frozenset({SUBJECT, KEEPER}),
    "reviewed": frozenset({REVIEWER, KEEPER}),
}
"""Which seats may take each act. The keeper writes down what was said on paper, and what a board outside the
agency decided; nothing of an examination or a decision is the keeper's own."""

OPENED, CLOSED, TWICE = "opened", "closed", "missed_twice"
BEFORE = (
    *("opened", "appointed", "summoned", "missed", TWICE, "heard", "deliberated", "proposed", "returned"),
)
AFTER = ("decided", "delivered", "objected", "referred", "reviewed")
STAGES = (*(each for each in BEFORE if each != TWICE), *AFTER, CLOSED)

_SHARED: dict[str, tuple[str, ...]] = {
    "opened": ("appointed",),
    "appointed": ("summoned",),
    "summoned": ("heard", "missed", "summoned"),
    "missed": ("summoned",),
    "proposed": ("decided", "returned"),
    "decided": ("delivered",),
    "delivered": ("objected", "remedied"),
    "objected": ("referred", "handed_over"),
    "referred": ("reviewed", "referred", "handed_over"),
    "reviewed": ("delivered", "remedied"),
    CLOSED: (),
}
NEXT: dict[str, dict[str, tuple[str, ...]]] = {
    ETHICS: _SHARED
    | {
        TWICE: ("deliberated", "heard"),
        "heard": ("deliberated", "heard"),
        "deliberated": ("proposed", "deliberated"),
        "returned": ("proposed", "deliberated", "heard"),
    },
    DISCIPLINE: _SHARED
    | {
        TWICE: ("proposed", "heard"),
        "heard": ("proposed", "heard"),
        "returned": ("proposed", "heard"),
    },
}
MOVES = frozenset(
    {"summoned", "missed", "heard", "deliberated", "proposed", "returned", "decided", "objected", "referred"}
    | {"reviewed", "closed"}
)


def place_of(history: Sequence[Past]) -> str:
    """Where a case is after its steps: one of STAGES, or TWICE after the second time nobody came."""
    place = OPENED
    for past in history:
        if past.kind == "appointed" and place == OPENED:
            place = "appointed"
        elif past.kind == "delivered" and place == "decided":
            place = "delivered"
        elif past.kind in MOVES:
            place = TWICE if isinstance(past.act, Missed) and past.act.turn == 2 else past.kind
    return place


def stage_of(place: str) -> str:
    """The stage a place belongs to."""
    return "missed" if place == TWICE else place


def next_of(track: str, history: Sequence[Past]) -> tuple[str, ...]:
    """The acts that may come next by the procedure alone, those that lead on first. Whether there is anything
    left to object to, or to wait for before closing, is told by `outcomes`."""
    place = place_of(history)
    if place == CLOSED:
        return ()
    found = list(NEXT[track][place])
    if place == "reviewed" and _told(history):
        found.remove("delivered")
    if place == "objected" and _by_board(history):
        found.insert(0, "reviewed")
    if place in BEFORE:
        found += [each for each in ("appointed", "replied", "handed_over") if each not in found]
    if place == "proposed":
        # A proposal that lies before the official stands with those who made it.
        found.remove("appointed")
    return (*found, "noted", "closed")


def _told(history: Sequence[Past]) -> bool:
    """Whether what became of the objection reached the officer."""
    reviewed = max(past.number for past in history if past.kind == "reviewed")
    return any(past.kind == "delivered" and past.number > reviewed for past in history)


def _by_board(history: Sequence[Past]) -> bool:
    """Whether the officer appealed to a board outside the agency, whose decision is only written down."""
    found = last_of(history, Objected)
    return found is not None and found[1].way == "appeal"
