"""Where a case stands after its steps, and whether an act may follow them. Pure: everything is passed in.

Two procedures that never mix: an ethics panel finds a moral sanction, discipline finds a penalty. Nobody
decides alone: who examined proposes, the official decides, and an objection is judged by others.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from ..acts import Act, Fault, Past, all_of
from .procedure.acts import Decided, Deliberated, Reviewed
from .procedure.conflicts import ACTED, INTEREST, Party, interest, keeper_fault
from .procedure.contents import content_faults
from .procedure.dating import day_faults, day_of
from .procedure.deadlines import dues_of
from .procedure.outcomes import decided_of, effect_of, final_from, is_contested, way_of
from .procedure.past import Standing
from .procedure.quorum import who_examined
from .procedure.setting import Setting
from .procedure.stages import AFTER, CLOSED, KEEPER, REVIEWER, SUBJECT, WHO, next_of, place_of, stage_of
from .procedure.warnings import warnings_of


def stand(history: Sequence[Past], setting: Setting) -> Standing:
    """Where a case stands after its steps on `setting.as_of`."""
    track, kind_of, days, terms = setting.track, setting.kind_of, setting.days, setting.terms
    place, today = place_of(history), setting.as_of
    dues = dues_of(history, kind_of, today=today, days=days, terms=terms, trained=setting.trained)
    effect = effect_of(history, days, terms)
    settled = decided_of(history)
    proven = settled is not None and settled.verdict.outcome == "proven"
    since = final_from(history, kind_of, days, terms)
    final = since is not None and since <= today
    return Standing(
        stage=stage_of(place),
        next_acts=_open_acts(history, setting, final=final, proven=proven),
        due=tuple(due for due in dues if due.met_on is None),
        decided=settled,
        effective_on=effect.last if effect and proven else None,
        closed=place == CLOSED,
        met=tuple(due for due in dues if due.met_on is not None),
        final=final,
        warnings=warnings_of(
            track,
            history,
            dues,
            kind_of,
            days=days,
            terms=terms,
            here=setting.subject.here or place == CLOSED,
        ),
    )


def acts_for(standing: Standing, seats: Collection[str]) -> tuple[str, ...]:
    """What somebody with these seats may do next."""
    return tuple(kind for kind in standing.next_acts if WHO[kind] & set(seats))


def faults(
    history: Sequence[Past],
    act: Act,
    setting: Setting,
    *,
    by: Party,
    by_seats: Collection[str],
    on: date | None = None,
) -> list[Fault]:
    """Why an act cannot be taken now by somebody with these seats; empty when it can.

    First who may (`by`: `not_yours`, `interest`, `acted`, `second_person`), then whether its turn has come
    (`not_now`), then what it says and its days.
    """
    seats = _seats(by, by_seats, setting)
    if not WHO[act.kind] & seats:
        barred = keeper_fault(by, setting.subject, by_seats) if KEEPER in by_seats else ""
        return [Fault("by", barred or "not_yours")]
    if fault := _alone(history, act, by, seats, setting):
        return [Fault("by", fault)]
    if act.kind not in stand(history, setting).next_acts:
        return [Fault("", "not_now", {"stage": stage_of(place_of(history))})]
    day = day_of(act, history, on=on, today=setting.as_of)
    return [
        *content_faults(history, act, setting, seats),
        *day_faults(act, history, on=day, today=setting.as_of),
    ]


def _seats(by: Party, by_seats: Collection[str], setting: Setting) -> set[str]:
    """The seats that count: the subject has no other, a keeper who has a part in it keeps nothing."""
    if by.ref == setting.subject.ref:
        return {SUBJECT}
    seats = set(by_seats) - {SUBJECT}
    return seats - {KEEPER} if keeper_fault(by, setting.subject, seats) else seats


def _open_acts(history: Sequence[Past], setting: Setting, *, final: bool, proven: bool) -> tuple[str, ...]:
    found = list(next_of(setting.track, history))
    closed_for = set()
    if way_of(history, setting.kind_of, setting.terms) is None:
        closed_for.add("objected")
    if not proven or is_contested(history):
        closed_for.add("remedied")
    if place_of(history) in AFTER and not final:
        closed_for.add("closed")
    return tuple(kind for kind in found if kind not in closed_for)


def _alone(history: Sequence[Past], act: Act, by: Party, seats: set[str], setting: Setting) -> str:
    """Whether somebody would decide what they made themselves, or has a part in the matter."""
    if SUBJECT not in seats and interest(by, setting.subject):
        return INTEREST
    if isinstance(act, Decided):
        mine = {past.by for past in history if past.kind in ("heard", "deliberated", "proposed")}
        present = {ref for _past, each in all_of(history, Deliberated) for ref in each.present}
        return "second_person" if by.ref in mine | present else ""
    if isinstance(act, Reviewed) and REVIEWER in seats:
        return ACTED if by.ref in who_examined(history) else ""
    return ""
