"""Why a step of a nomination cannot be taken: two people and never the same one twice, nobody about
themselves or their superior. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from ...acts import Act, Fault, Past
from ...retention.rules import short_faults
from .acts import TEAM, Proposed, Ruling
from .naming import NAMING, Asked, Setting
from .stages import (
    CHAIR,
    MEMBER,
    OFFICIAL,
    REASONS,
    SUBJECT,
    WHO,
    Taker,
    asked_findings,
    counselled,
    first_of,
    involved,
    last_of,
    stand,
    team_of,
    took,
)


def faults(history: Sequence[Past], act: Act, by: Taker, setting: Setting) -> list[Fault]:
    """Why `by` cannot take the act now; empty when it may be taken."""
    standing = stand(history, objection_days=setting.objection_days)
    if act.kind not in standing.next_acts:
        return [Fault("", "stage", {"stage": standing.stage})]
    if by.ref == setting.subject and SUBJECT not in WHO[act.kind]:
        return [Fault("", "own")]
    if not WHO[act.kind] & by.seats:
        return [Fault("", "seat")]
    if by.ref in setting.below and act.kind not in {"noted", "handed_over"}:
        return [Fault("", "below")]
    asked = Asked(history, act, by.ref, standing, setting)
    more = _MORE.get(act.kind)
    return [*(more(asked) if more else ()), *_days(asked)]


def _seconded(asked: Asked) -> Iterator[Fault]:
    if asked.by == asked.history[0].by:
        yield Fault("", "same_person")


def _appointed(asked: Asked) -> Iterator[Fault]:
    roles = [each.role for each in asked.act.members]
    if roles.count(CHAIR) != 1 or roles.count(OFFICIAL) != 1 or MEMBER not in roles:
        yield Fault("members", "roles")
    if len({each.person for each in asked.act.members}) < len(asked.act.members):
        yield Fault("members", "twice")
    for each in asked.act.members:
        if code := NAMING["appointed"](asked, each.person):
            yield Fault("members", code, {"person": each.person})


def _weighed(asked: Asked) -> Iterator[Fault]:
    seated = team_of(asked.history)
    team = {person for person, role in seated.items() if role in TEAM}
    chair = {person for person, role in seated.items() if role == CHAIR}
    if not chair < set(asked.act.present) <= team:
        yield Fault("present", "team")
    if asked.setting.below & set(asked.act.present):
        yield Fault("present", "below")
    places = [each.place for each in asked.act.findings]
    if len(set(places)) < len(places):
        yield Fault("findings", "twice")
    for place in asked_findings(asked.history):
        if place not in places:
            yield Fault("findings", "missing", {"place": place})
    if any(place >= len(first_of(asked.history).answers) for place in places):
        yield Fault("findings", "unknown")
    if asked.setting.clearance and last_of(asked.history, "cleared") is None:
        yield Fault("", "clearance")


def _decided(asked: Asked) -> Iterator[Fault]:
    yield from _declined(asked)
    proposal = last_of(asked.history, "proposed")
    if not (proposal and isinstance(proposal.act, Proposed) and proposal.act.outcome == "grant"):
        yield Fault("", "not_proposed")


def _declined(asked: Asked) -> Iterator[Fault]:
    earlier = took(asked.history, "nominated", "seconded", "proposed")
    if asked.by in earlier | counselled(asked.history):
        yield Fault("", "same_person")


def _named(asked: Asked) -> Iterator[Fault]:
    if code := NAMING[asked.act.kind](asked, asked.act.person):
        yield Fault("person", code)


def _reviewed(asked: Asked) -> Iterator[Fault]:
    referred = last_of(asked.history, "referred")
    before = [past for past in asked.history if referred and past.number < referred.number]
    if asked.by in involved(before):
        yield Fault("", "same_person")


def _revoked(asked: Asked) -> Iterator[Fault]:
    if asked.by in took(asked.history, "declined"):
        yield Fault("", "same_person")


def _closed(asked: Asked) -> Iterator[Fault]:
    act, standing, today = asked.act, asked.standing, asked.setting.today
    usual = REASONS.get(standing.stage, ("moot",))
    if act.why not in usual:
        yield Fault("why", "reason", {"usual": usual})
    if act.why in {"moot", "not_seconded"} and not act.note:
        yield Fault("note", "empty")
    if act.kept_until < today:
        yield Fault("kept_until", "day")
    else:
        yield from short_faults(act, asked.setting.kept)
    if standing.may_close and today < standing.may_close:
        yield Fault("", "wait", {"day": standing.may_close})


def _days(asked: Asked) -> Iterator[Fault]:
    """What is decided or given lies after what goes before, and not in the future."""
    rulings = [past.act.decided_on for past in asked.history if isinstance(past.act, Ruling)]
    first, today = max(rulings, default=asked.history[0].on), asked.setting.today
    for name in ("decided_on", "given_on"):
        day = getattr(asked.act, name, None)
        if day is not None and not first <= day <= today:
            yield Fault(name, "day", {"first": first, "last": today})


_MORE: dict[str, Callable[[Asked], Iterator[Fault]]] = {
    **{"seconded": _seconded, "appointed": _appointed, "weighed": _weighed, "decided": _decided},
    **{"declined": _declined, "referred": _named, "reviewed": _reviewed, "succeeded": _named},
    **{"revoked": _revoked, "closed": _closed},
}
