"""Whom an act of a nomination cannot name: the nominee, who has an interest, who was at it before. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ...acts import Past
from .acts import TEAM
from .stages import Standing, counselled, involved, stand, team_of, took


@dataclass(frozen=True, slots=True)
class Setting:
    """What an act is judged by beside the steps. `below` are people whose superior the nominee is: they have
    an interest and take no part. `clearance`: a criterion asks who keeps cases. `objection_days` is how long
    the nominee may object, `kept` until when what is closed now is kept by the rules of retention, by why."""

    subject: str
    below: frozenset[str]
    today: date
    clearance: bool
    objection_days: int
    kept: Mapping[str, date] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Asked:
    """An act somebody wants to take, after these steps."""

    history: Sequence[Past]
    act: Any
    by: str
    standing: Standing
    setting: Setting


def conflict(history: Sequence[Past], kind: str, person: str, *, by: str, setting: Setting) -> str:
    """Why somebody cannot be named in an act of this kind (one of NAMING), as a code; or nothing."""
    standing = stand(history, objection_days=setting.objection_days)
    return NAMING[kind](Asked(history, None, by, standing, setting), person)


def _interest(asked: Asked, person: str) -> str:
    if person == asked.setting.subject:
        return "own"
    return "below" if person in asked.setting.below else ""


def _bias(asked: Asked, person: str) -> str:
    """Why somebody cannot weigh or decide."""
    proposers = took(asked.history, "nominated", "seconded")
    return _interest(asked, person) or ("proposer" if person in proposers else "")


def _was_at_it(asked: Asked, person: str) -> str:
    """Why somebody cannot look at an objection."""
    others = involved(asked.history) | {asked.by}
    return _interest(asked, person) or ("same_person" if person in others else "")


def _cannot_succeed(asked: Asked, person: str) -> str:
    """Whoever names does not take the seat; before the decision nobody does who weighed it, nor ever who
    refused what a review granted."""
    others = {asked.by} | took(asked.history, "declined")
    if asked.standing.stage == "proposed":
        others |= {ref for ref, role in team_of(asked.history).items() if role in TEAM}
        others |= took(asked.history, "proposed") | counselled(asked.history)
    return _bias(asked, person) or ("same_person" if person in others else "")


NAMING: dict[str, Callable[[Asked, str], str]] = {
    "appointed": _bias,
    "referred": _was_at_it,
    "succeeded": _cannot_succeed,
}
