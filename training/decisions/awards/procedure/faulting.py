"""Why a step of a nomination cannot be taken: two people and never the same one twice, nobody about
themselves or their superior. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from ...acts import Act, Fault, Past
from .acts import TEAM, Appointed, Proposed, Referred, Reviewed, Seconded, Weighed
from .stages import (
    REASONS,
    SUBJECT,
    WHO,
    Standing,
    Taker,
    asked_findings,
    first_of,
    involved,
    last_of,
    stand,
    team_of,
)


def faults(
    history: Sequence[Past],
    act: Act,
    *,
    by: Taker,
    subject: str,
    below: frozenset[str],
    today: date,
    clearance: bool = False,
    objection_days: int = 0,
) -> list[Fault]:
    """Why `by` cannot take the act now; empty when it may be taken.

    `below` are people whose superior the nominee is: they have an interest and take no part. `clearance` says
    that a criterion asks who keeps cases.
    """
    standing = stand(history, objection_days=objection_days)
    if act.kind not in standing.next_acts:
        return [Fault("", "stage", {"stage": standing.stage})]
    if (by.ref == subject) != (SUBJECT in WHO[act.kind]):
        return [Fault("", "own" if by.ref == subject else "seat")]
    if not WHO[act.kind] & by.seats:
        return [Fault("", "seat")]
    if by.ref in below and act.kind not in {"noted", "handed_over"}:
        return [Fault("", "below")]
    return [
        *_person_faults(history, act, by.ref),
        *_more(history, act, standing, subject, below, today, clearance),
    ]


def _person_faults(history: Sequence[Past], act: Act, by: str) -> Iterator[Fault]:
    """Two people, and never the same one twice."""
    if isinstance(act, Seconded) and by == history[0].by:
        yield Fault("", "same_person")
    if act.kind in {"decided", "declined"}:
        earlier = {
            past.by for past in history if past.kind in {"nominated", "seconded", "weighed", "proposed"}
        }
        if by in earlier:
            yield Fault("", "same_person")
    if isinstance(act, Reviewed):
        referred = last_of(history, "referred")
        before = history[: referred.number - 1] if referred else history
        if by in involved(before):
            yield Fault("", "same_person")


def _more(
    history: Sequence[Past],
    act: Act,
    standing: Standing,
    subject: str,
    below: frozenset[str],
    today: date,
    clearance: bool,
) -> Iterator[Fault]:
    if isinstance(act, Appointed):
        yield from _team_faults(history, act, subject, below)
    elif isinstance(act, Weighed):
        yield from _counsel_faults(history, act)
        if clearance and last_of(history, "cleared") is None:
            yield Fault("", "clearance")
    elif act.kind == "decided":
        yield from _decision_faults(history)
    elif isinstance(act, Referred):
        if act.person == subject:
            yield Fault("person", "own")
        elif act.person in below:
            yield Fault("person", "below")
        elif act.person in involved(history):
            yield Fault("person", "same_person")
    elif act.kind == "closed":
        yield from _closing_faults(act, standing, today)
    for name in ("decided_on", "given_on"):
        day = getattr(act, name, None)
        if day is not None and not _since(history, name) <= day <= today:
            yield Fault(name, "day", {"first": _since(history, name), "last": today})


def _since(history: Sequence[Past], name: str) -> date:
    """The first day on which something can be decided or given: that of what goes before."""
    if name == "given_on":
        days = [past.act.decided_on for past in history if hasattr(past.act, "decided_on")]
        return max(days, default=history[0].on)
    return history[0].on


def _team_faults(
    history: Sequence[Past], act: Appointed, subject: str, below: frozenset[str]
) -> Iterator[Fault]:
    roles = [each.role for each in act.members]
    if roles.count("chair") != 1 or roles.count("official") != 1 or "member" not in roles:
        yield Fault("members", "roles")
    if len({each.person for each in act.members}) < len(act.members):
        yield Fault("members", "twice")
    proposers = {history[0].by, *(past.by for past in history if past.kind == "seconded")}
    for each in act.members:
        code = "own" if each.person == subject else "below" if each.person in below else ""
        code = code or ("proposer" if each.person in proposers else "")
        if code:
            yield Fault("members", code, {"person": each.person})


def _counsel_faults(history: Sequence[Past], act: Weighed) -> Iterator[Fault]:
    team = {person for person, role in team_of(history).items() if role in TEAM}
    chair = {person for person, role in team_of(history).items() if role == "chair"}
    if not set(act.present) <= team or not chair <= set(act.present):
        yield Fault("present", "team")
    places = [each.place for each in act.findings]
    if len(set(places)) < len(places):
        yield Fault("findings", "twice")
    for place in asked_findings(history):
        if place not in places:
            yield Fault("findings", "missing", {"place": place})
    if any(place >= len(first_of(history).answers) for place in places):
        yield Fault("findings", "unknown")


def _decision_faults(history: Sequence[Past]) -> Iterator[Fault]:
    proposal = last_of(history, "proposed")
    if not (proposal and isinstance(proposal.act, Proposed) and proposal.act.outcome == "grant"):
        yield Fault("", "not_proposed")


def _closing_faults(act: Act, standing: Standing, today: date) -> Iterator[Fault]:
    usual = REASONS.get(standing.stage, ("moot",))
    if getattr(act, "why", "") not in usual:
        yield Fault("why", "reason", {"usual": usual})
    if getattr(act, "why", "") in {"moot", "not_seconded"} and not getattr(act, "note", ""):
        yield Fault("note", "empty")
    if getattr(act, "kept_until", today) < today:
        yield Fault("kept_until", "day")
    if standing.may_close and today < standing.may_close:
        yield Fault("", "wait", {"day": standing.may_close})
