"""Taking an act of a case: judged by the rules, written down once, with all that follows from it."""

from collections.abc import Iterable
from datetime import date, datetime

from ...people.models import Person
from ..acts import Act, Fault, Past, Refused
from ..models import Case, Step
from ..stepping import Stale, add_step
from .effects import apply, settle_effects
from .looking import knows, refuse_guess, veiled
from .procedure.acts import Appointed, Deliberated, Referred, Remedied
from .procedure.conflicts import INTEREST
from .procedure.dating import day_of
from .procedure.setting import Setting
from .remedies import training_faults
from .rules import faults
from .surroundings import history_of, parties, seats_for, setting_of


def take(case: Case, act: Act, *, by: Person, rev: int, now: datetime, on: date | None = None) -> Step:
    """Write an act down as the step after number `rev`, which must be the last one `by` has seen.

    `on` is its day where the act itself has none and it is not today. Seats, loans, entries and the end of
    the case follow in the same transaction. Raises Refused (Guessed: what is on record of it is to be
    committed), and Stale when another step came meanwhile.
    """
    history = history_of(case)
    if not history or history[-1].number != rev:
        raise Stale(f"{case.number} has had another step")
    setting = setting_of(case, now=now, named=[by.ref, *named_in(act)])
    act = completed(act, history, setting)
    _refuse(history, act, setting, case=case, by=by, on=on, now=now)
    day = day_of(act, history, on=on, today=setting.as_of)
    step = add_step(case, act.kind, act.said(), on=day, by=by, rev=rev, now=now, inner=act.inner)
    apply(case, step, act, by=by, now=now)
    settle_effects(case, now)
    return step


def named_in(act: Act) -> Iterable[str]:
    """The people an act gives a seat, by reference."""
    if isinstance(act, Appointed):
        return [member.person for member in act.members]
    return act.members if isinstance(act, Referred) else ()


def completed(act: Act, history: list[Past], setting: Setting) -> Act:
    """The act with what the office knows and nobody types: the ranks of those appointed, and who of those who
    judge an objection is led by the official."""
    people = setting.people
    if isinstance(act, Appointed):
        members = tuple(
            member.model_copy(update={"rank": people[member.person].rank if member.person in people else ""})
            for member in act.members
        )
        return act.model_copy(update={"members": members})
    if isinstance(act, Referred):
        deciders = {past.by for past in history if past.kind == "decided"}
        below = tuple(ref for ref in act.members if ref in people and deciders & set(people[ref].superiors))
        return act.model_copy(update={"below": below})
    return act


def _refuse(
    history: list[Past], act: Act, setting: Setting, *, case: Case, by: Person, on: date | None, now: datetime
) -> None:
    party, named = setting.people.get(by.ref), list(named_in(act))
    if party is None:
        raise LookupError(f"{by.ref} is of another agency")
    blind = bool(named) and not knows(by, case)
    told = veiled(setting, named) if blind else setting
    found = faults(history, act, told, by=party, by_seats=seats_for(by, case), on=on)
    if not found and isinstance(act, Remedied):
        found = training_faults(case, act)
    if not found and isinstance(act, Deliberated):
        found = _partial(case, act, day_of(act, history, on=on, today=setting.as_of))
    if found:
        raise Refused(found)
    if blind:
        refuse_guess(case, by, setting, named, now=now)


def _partial(case: Case, act: Deliberated, day: date) -> list[Fault]:
    """Who cannot have counselled: on that day the officer led them, though not when appointed."""
    people = parties(case, act.present, day)
    led = [each for each in act.present if each in people and case.subject.ref in people[each].superiors]
    return [Fault("present", INTEREST)] if led else []
