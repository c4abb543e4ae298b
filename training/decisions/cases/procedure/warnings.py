"""What is unusual about a case and no obstacle: shown to who keeps it or sits in it. Pure.

Where the law was only seen second-hand nothing is refused by it; what does not fit it is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from ...acts import Past, all_of, last_of
from ...calendar.rules import WorkingDays
from ...penalties.rules import MEDIUM
from ...tracks import DISCIPLINE
from .acts import Appointed, Decided, Opened, Proposed, Referred, Reviewed, Summoned
from .outcomes import KindOf
from .past import Due, Terms, Warned
from .quorum import is_team

WARNINGS = (
    *("notice", "second_summons_late", "delivery_late", "sent_late", "objection_late", "answer_late"),
    *("no_dossier", "not_heard", "no_reply", "medium_without_team", "excused", "reviewer_below_official"),
    *("unknown_years", "unsure_kind", "recommends_discipline", "effect_after_review"),
    *("reported_late", "left_service"),
)
LONG_AGO = timedelta(days=366)
MISSING = {"handed_over": "no_dossier", "heard": "not_heard", "replied": "no_reply"}
LATE = {
    "second_summons": "second_summons_late",
    "delivery": "delivery_late",
    "sent_when_absent": "sent_late",
    "objection": "objection_late",
    "appeal_bpasn": "objection_late",
    "objection_decision": "answer_late",
    "appeal_decision": "answer_late",
}


def warnings_of(
    track: str,
    history: Sequence[Past],
    dues: Sequence[Due],
    kind_of: KindOf,
    *,
    days: WorkingDays,
    terms: Terms,
    here: bool = True,
) -> tuple[Warned, ...]:
    """Everything unusual, in the order of the steps; codes are WARNINGS. `here`: whether the officer is still
    in the agency's service."""
    found = [
        *([] if here else [Warned("left_service")]),
        *_report(history),
        *_notices(history, days, terms),
        *_excuses(history),
        *_decision(track, history, kind_of),
        *_late(dues),
    ]
    return tuple(sorted(found, key=lambda each: each.step or 0))


def _report(history: Sequence[Past]) -> Iterator[Warned]:
    for past, act in all_of(history, Opened):
        if act.reported_on - (act.happened_until or act.happened_on) > LONG_AGO:
            yield Warned("reported_late", past.number)


def _notices(history: Sequence[Past], days: WorkingDays, terms: Terms) -> Iterator[Warned]:
    for past, act in all_of(history, Summoned):
        term = terms("summons_notice", act.letter_on)
        if term is not None and not term.kept(days, act.letter_on, act.hearing_on):
            given = days.between(act.letter_on, act.hearing_on)
            values = {"days": term.days, "given": given, "direction": term.direction, "unit": term.unit}
            yield Warned("notice", past.number, values)


def _excuses(history: Sequence[Past]) -> Iterator[Warned]:
    for past, act in all_of(history, Appointed):
        for member in act.members:
            if member.excuse.strip():
                yield Warned("excused", past.number, {"person": member.person, "excuse": member.excuse})
    for past, referral in all_of(history, Referred):
        if referral.below:
            yield Warned("reviewer_below_official", past.number, {"people": referral.below})


def _decision(track: str, history: Sequence[Past], kind_of: KindOf) -> Iterator[Warned]:
    verdicts = [(past, act.verdict) for past, act in all_of(history, Proposed)]
    decided = all_of(history, Decided)
    for past, verdict in [*verdicts, *((past, act.verdict) for past, act in decided)]:
        before = [each for each in history if each.number < past.number]
        kind = kind_of(verdict.penalty) if verdict.penalty else None
        if kind and track == DISCIPLINE and kind.level == MEDIUM and not is_team(before):
            yield Warned("medium_without_team", past.number)
        if kind and kind.note:
            yield Warned("unsure_kind", past.number, {"note": kind.note})
    for past, act in decided:
        kinds = {each.kind for each in history if each.number < past.number}
        for step, code in MISSING.items():
            if step not in kinds:
                yield Warned(code, past.number)
        if act.verdict.recommends_discipline:
            yield Warned("recommends_discipline", past.number)
    if (reviewed := last_of(history, Reviewed)) and reviewed[1].result != "cancelled":
        yield Warned("effect_after_review", reviewed[0].number)


def _late(dues: Sequence[Due]) -> Iterator[Warned]:
    for due in dues:
        if due.late and due.met_on is not None and due.key in LATE:
            yield Warned(LATE[due.key], None, {"day": due.day, "met_on": due.met_on})
        if due.unknown_years:
            yield Warned("unknown_years", None, {"key": due.key, "years": due.unknown_years})
