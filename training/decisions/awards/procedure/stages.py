"""Where a nomination stands, and who may do what next: computed from its steps. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ...acts import Past
from .acts import Appointed, Nominated, Referred, Reviewed, Succeeded, Weighed

KEEPER, REGISTRAR, SUBJECT = "keeper", "registrar", "subject"
SECONDER, CHAIR, MEMBER, OFFICIAL, REVIEWER = "seconder", "chair", "member", "official", "reviewer"
WHO: dict[str, frozenset[str]] = {
    "seconded": frozenset({KEEPER, SECONDER}),
    "replied": frozenset({SUBJECT}),
    "withdrawn": frozenset({SUBJECT}),
    "objected": frozenset({SUBJECT}),
    "cleared": frozenset({REGISTRAR}),
    "weighed": frozenset({CHAIR}),
    "proposed": frozenset({CHAIR, MEMBER}),
    "returned": frozenset({OFFICIAL}),
    "decided": frozenset({OFFICIAL}),
    "declined": frozenset({OFFICIAL}),
    "revoked": frozenset({OFFICIAL}),
    "reviewed": frozenset({REVIEWER}),
    **dict.fromkeys(("appointed", "handed_over", "referred", "awarded", "succeeded"), frozenset({KEEPER})),
    **dict.fromkeys(("noted", "closed"), frozenset({KEEPER})),
}
AFTER_GIVING = ("revoked", "succeeded")
NEXT: dict[str, tuple[str, ...]] = {
    "nominated": ("seconded", "withdrawn"),
    "seconded": ("appointed", "cleared", "withdrawn", "handed_over"),
    "weighing": ("weighed", "cleared", "appointed", "withdrawn", "handed_over"),
    "weighed": ("proposed", "weighed", "cleared", "appointed", "withdrawn", "handed_over"),
    "proposed": ("decided", "declined", "returned", "succeeded", "withdrawn", "handed_over"),
    "granted": ("awarded", "withdrawn"),
    "declined": ("objected",),
    "objected": ("referred", "handed_over"),
    "referred": ("reviewed", "referred", "handed_over"),
    "upheld": (),
    "awarded": AFTER_GIVING,
    "revoked": (),
    "withdrawn": (),
}
OPEN_ENDED = ("replied", "noted", "closed")
# What an official granted, and an objection, come to their end before anybody closes anything.
PENDING = frozenset({"granted", "objected", "referred"})
LEADS = {
    "nominated": "nominated",
    "seconded": "seconded",
    "appointed": "weighing",
    "weighed": "weighed",
    "proposed": "proposed",
    "returned": "weighed",
    "decided": "granted",
    "declined": "declined",
    "objected": "objected",
    "referred": "referred",
    "awarded": "awarded",
    "revoked": "revoked",
    "withdrawn": "withdrawn",
}
REASONS: dict[str, tuple[str, ...]] = {
    "nominated": ("not_seconded", "moot"),
    "declined": ("declined",),
    "upheld": ("declined",),
    "awarded": ("awarded",),
    "revoked": ("revoked",),
    "withdrawn": ("withdrawn",),
}

ENDS = tuple(dict.fromkeys((*(why for whys in REASONS.values() for why in whys), "moot")))


@dataclass(frozen=True, slots=True)
class Standing:
    """`stage` is one of the keys of NEXT or `closed`; `was` where it stood when it was closed. `may_close` is
    the first day on which a declined nomination can be closed, so that the nominee can object."""

    stage: str
    next_acts: tuple[str, ...]
    closed: bool = False
    was: str = ""
    may_close: date | None = None


@dataclass(frozen=True, slots=True)
class Taker:
    """Who takes an act, and the seats they have."""

    ref: str
    seats: frozenset[str]


def stand(history: Sequence[Past], *, objection_days: int = 0) -> Standing:
    """Where a nomination stands after its steps."""
    stage, may_close = "nominated", None
    for past in history:
        if past.kind == "closed":
            return _closed(history, stage)
        if past.kind == "reviewed" and isinstance(past.act, Reviewed):
            stage = "granted" if past.act.result == "changed" else "upheld"
        elif past.kind == "appointed":
            stage = "weighing"
        else:
            stage = LEADS.get(past.kind, stage)
        may_close = past.on + timedelta(days=objection_days) if past.kind == "declined" else may_close
    ended = tuple(kind for kind in OPEN_ENDED if kind != "closed" or stage not in PENDING)
    return Standing(stage, (*NEXT[stage], *ended), may_close=may_close if stage == "declined" else None)


def acts_for(standing: Standing, taker: Taker) -> list[str]:
    """What somebody may do next, in the order of the stage."""
    return [kind for kind in standing.next_acts if WHO[kind] & taker.seats]


def first_of(history: Sequence[Past]) -> Nominated:
    """The nomination itself."""
    return next(past.act for past in history if isinstance(past.act, Nominated))


def last_of(history: Sequence[Past], kind: str) -> Past | None:
    """The last step of a kind."""
    return next((past for past in reversed(history) if past.kind == kind), None)


def team_of(history: Sequence[Past]) -> dict[str, str]:
    """Who sits by the last appointment, and by who took the seat of the official since: reference to role."""
    seated: dict[str, str] = {}
    for past in history:
        if isinstance(past.act, Appointed):
            seated = {each.person: each.role for each in past.act.members}
        elif isinstance(past.act, Succeeded):
            seated = {ref: role for ref, role in seated.items() if role != OFFICIAL}
            # Of the team, too: whoever weighed it may have become the official since.
            seated[past.act.person] = OFFICIAL
    return seated


def asked_findings(history: Sequence[Past]) -> list[int]:
    """The places of the criteria that the record alone did not show to be met: the team finds about them."""
    return [at for at, said in enumerate(first_of(history).answers) if said.get("met") != "yes"]


def took(history: Sequence[Past], *kinds: str) -> set[str]:
    """Who took a step of one of these kinds."""
    return {past.by for past in history if past.kind in kinds}


def counselled(history: Sequence[Past]) -> set[str]:
    """Who was present when the team weighed."""
    return {ref for past in history if isinstance(past.act, Weighed) for ref in past.act.present}


def involved(history: Sequence[Past]) -> set[str]:
    """Who took any step so far, or was named to take one."""
    acted = {past.by for past in history}
    seated = {each.person for past in history if isinstance(past.act, Appointed) for each in past.act.members}
    named = {past.act.person for past in history if isinstance(past.act, Referred | Succeeded)}
    return acted | seated | named | ({first_of(history).seconder} - {""})


def _closed(history: Sequence[Past], stage: str) -> Standing:
    """Closed from a stage; an award that was given can still be withdrawn, once."""
    if any(past.kind == "revoked" for past in history):
        stage = "revoked"
    after = AFTER_GIVING if stage == "awarded" else ()
    return Standing("closed", after, closed=True, was=stage)
