"""Whether what an act says may be said after the steps before it. Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from ...acts import Act, Fault, Past, all_of, last_of
from ...retention.rules import short_faults
from .acts import (
    Appointed,
    Closed,
    Decided,
    Deliberated,
    Heard,
    Missed,
    Objected,
    Proposed,
    Referred,
    Remedied,
    Replied,
    Reviewed,
    Summoned,
)
from .conflicts import ACTED, review_fault, seat_fault
from .outcomes import decided_of, way_of
from .past import at_issue
from .quorum import counsel_faults, seating_faults, sitting, who_examined
from .setting import Setting
from .stages import BEFORE, OFFICIAL, REVIEWER, SUBJECT, place_of
from .verdicts import verdict_faults

EARLY_ENDS, LATE_ENDS = ("unfounded", "moved", "withdrawn"), ("decided", "unproven")


def content_faults(
    history: Sequence[Past], act: Act, setting: Setting, seats: Collection[str]
) -> list[Fault]:
    """What an act says that does not fit: by field, the codes of the functions below and of `quorum`,
    `verdicts` and `conflicts`. `needed`: `on_paper` of what the officer did not write here, `refusal`,
    `reason` of another appointment; `turn`; `not_proposed`, `not_counsel`; `other_way`; `unchanged`;
    `own_number`; `left`; `undecided`, `decided_otherwise`; `kept_short`."""
    if isinstance(act, Replied | Objected) and SUBJECT not in seats and not act.on_paper:
        return [Fault("on_paper", "needed")]
    if isinstance(act, Appointed):
        return _appointed(history, act, setting)
    if isinstance(act, Summoned | Missed):
        return _turn(history, act)
    if isinstance(act, Heard):
        needed = act.signed == "refused" and not act.refusal.strip()
        return [Fault("refusal", "needed")] if needed else []
    if isinstance(act, Deliberated):
        return counsel_faults(history, act)
    if isinstance(act, Proposed | Decided):
        return _verdict(history, act, setting)
    return _afterwards(history, act, setting, seats)


def _appointed(history: Sequence[Past], act: Appointed, setting: Setting) -> list[Fault]:
    found = seating_faults(setting.track, act.members)
    # Whoever examined before and left does not come back to decide.
    before = who_examined(history) - {ref for ref, role in sitting(history).items() if role == OFFICIAL}
    for place, member in enumerate(act.members):
        known = setting.people.get(member.person)
        code = seat_fault(known, setting.subject, member.role, setting.track, member.excuse)
        if not code and member.role == OFFICIAL and member.person in before:
            code = ACTED
        if code:
            found.append(Fault(f"members-{place}-person", code))
    if all_of(history, Appointed) and not act.reason.strip():
        found.append(Fault("reason", "needed"))
    return found


def _turn(history: Sequence[Past], act: Summoned | Missed) -> list[Fault]:
    letters, missed = all_of(history, Summoned), all_of(history, Missed)
    turn = letters[-1][1].turn if isinstance(act, Missed) else 1 + bool(missed)
    return [] if act.turn == turn else [Fault("turn", "turn", {"turn": turn})]


def _verdict(history: Sequence[Past], act: Proposed | Decided, setting: Setting) -> list[Fault]:
    if isinstance(act, Decided):
        proposed = last_of(history, Proposed)
        same = proposed is not None and proposed[1].verdict == act.verdict
        return [] if same else [Fault("verdict", "not_proposed")]
    found = verdict_faults(setting.track, history, act.verdict, setting.kind_of, setting.employment)
    counsel = last_of(history, Deliberated)
    if counsel is not None and counsel[1].conclusion != act.verdict.outcome:
        found.append(Fault("verdict-outcome", "not_counsel", {"conclusion": counsel[1].conclusion}))
    return found


def _afterwards(history: Sequence[Past], act: Act, setting: Setting, seats: Collection[str]) -> list[Fault]:
    if isinstance(act, Objected):
        way = way_of(history, setting.kind_of, setting.terms)
        return [] if way and way[0] == act.way else [Fault("way", "other_way", {"way": way and way[0]})]
    if isinstance(act, Referred):
        acted = who_examined(history)
        known = [(place, setting.people.get(ref)) for place, ref in enumerate(act.members)]
        codes = [(place, review_fault(party, setting.subject, acted)) for place, party in known]
        found = [Fault(f"members-{place}", code) for place, code in codes if code]
        return found + ([Fault("members", "twice")] if len(set(act.members)) < len(act.members) else [])
    if isinstance(act, Reviewed):
        return _reviewed(history, act, setting, seats)
    if isinstance(act, Remedied):
        if not setting.subject.here:
            return [Fault("clauses", "left")]
        clauses = at_issue(history)
        strange = [(place, each) for place, each in enumerate(act.clauses) if each not in clauses]
        return [Fault(f"clauses-{place}", "unknown_clause", {"clause": each}) for place, each in strange]
    if isinstance(act, Closed):
        return _closing(history, act) or short_faults(act, setting.kept)
    return []


def _reviewed(
    history: Sequence[Past], act: Reviewed, setting: Setting, seats: Collection[str]
) -> list[Fault]:
    objected = last_of(history, Objected)
    board = objected is not None and objected[1].way == "appeal"
    if not board and REVIEWER not in seats:
        return [Fault("by", "not_yours")]
    settled = decided_of(history)
    if settled is not None and settled.number.casefold() == act.number.casefold():
        return [Fault("number", "own_number")]
    if (act.result == "changed") != (act.verdict is not None):
        return [Fault("verdict", "needed" if act.verdict is None else "none_allowed")]
    if act.verdict is None:
        return []
    if settled is not None and settled.verdict == act.verdict:
        return [Fault("verdict", "unchanged")]
    return verdict_faults(setting.track, history, act.verdict, setting.kind_of, setting.employment)


def _closing(history: Sequence[Past], act: Closed) -> list[Fault]:
    if place_of(history) in BEFORE:
        return [] if act.why in EARLY_ENDS else [Fault("why", "undecided")]
    settled = decided_of(history)
    unproven = settled is None or settled.verdict.outcome == "unproven"
    if act.why not in LATE_ENDS or (act.why == "unproven") != unproven:
        return [Fault("why", "decided_otherwise", {"why": "unproven" if unproven else "decided"})]
    return []
