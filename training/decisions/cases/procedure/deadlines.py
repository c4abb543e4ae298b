"""The days that are counted in a case: by when, by which rule, and whether it was done in time. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from ...acts import Past, all_of, last_of
from ...calendar.rules import WorkingDays
from ...calendar.rules_terms import AT_MOST
from .acts import Decided, Heard, Missed, Objected, Remedied, Replied, Reviewed, Summoned
from .outcomes import KindOf, decided_of, effect_of, receipt_of, way_of
from .past import Due, Terms
from .stages import CLOSED, place_of


def dues_of(
    history: Sequence[Past],
    kind_of: KindOf,
    *,
    today: date,
    days: WorkingDays,
    terms: Terms,
    trained: Mapping[int, date],
) -> tuple[Due, ...]:
    """Every day that is counted, in the order they were asked; what was done has `met_on`.
    `trained`: when the training a step asked was done, by its number."""
    found = [
        *_summons(history, days, terms),
        *_reply(history, days, terms),
        *_delivery(history, days, terms),
        *_effect(history, days, terms),
        *_objection(history, kind_of, days, terms),
        *_remedies(history, trained),
    ]
    return tuple(_judged(due, today, history) for due in found)


def summons_due(past: Past, act: Summoned, days: WorkingDays, terms: Terms) -> Due | None:
    """The day of the hearing that the letter leaves room for: the first or the last, as the term says."""
    return _due("summons_notice", act.letter_on, days, terms, met_on=act.hearing_on)


def _summons(history: Sequence[Past], days: WorkingDays, terms: Terms) -> Iterator[Due]:
    letters = all_of(history, Summoned)
    for past, act in letters:
        if due := summons_due(past, act, days, terms):
            yield due
    for past, missed in all_of(history, Missed):
        if missed.turn == 1:
            second = next((act.letter_on for _past, act in letters if act.turn == 2), None)
            heard = next((each.on for each in history if each.kind == "heard"), None)
            if due := _due("second_summons", past.on, days, terms, met_on=second or heard):
                yield due


def _reply(history: Sequence[Past], days: WorkingDays, terms: Terms) -> Iterator[Due]:
    heard = last_of(history, Heard)
    if heard is None:
        return
    replied = last_of(history, Replied)
    over = last_of(history, Decided)
    if replied is None and over is not None:
        return
    if due := _due("reply", heard[1].held_on, days, terms, met_on=replied[0].on if replied else None):
        yield due


def _delivery(history: Sequence[Past], days: WorkingDays, terms: Terms) -> Iterator[Due]:
    decided, receipt = last_of(history, Decided), receipt_of(history)
    if decided is None:
        return
    sent = receipt is not None and receipt[1].how == "sent"
    met = receipt[1].received_on if receipt else None
    if due := _due("delivery", decided[0].on, days, terms, met_on=met):
        yield due
        missed_on = receipt[1].absent_on if receipt else None
        if sent and missed_on is not None:
            sent_on = receipt[1].sent_on if receipt else None
            if later := _due("sent_when_absent", missed_on, days, terms, met_on=sent_on or met):
                yield later


def _effect(history: Sequence[Past], days: WorkingDays, terms: Terms) -> Iterator[Due]:
    settled, counted = decided_of(history), effect_of(history, days, terms)
    if settled is None or counted is None or settled.verdict.outcome == "unproven":
        return
    yield Due(
        "effect",
        counted.last,
        counted.since,
        terms("effect", counted.since),
        counted.unknown,
        counted.skipped,
    )


def _objection(history: Sequence[Past], kind_of: KindOf, days: WorkingDays, terms: Terms) -> Iterator[Due]:
    receipt, objected = receipt_of(history), last_of(history, Objected)
    if receipt is None:
        return
    since = receipt[1].received_on
    if objected is None:
        way = way_of(history, kind_of, terms)
        if way and (due := _due(way[1], since, days, terms)):
            yield due
        return
    past, act = objected
    own, others = {
        "objection": ("objection", "objection_decision"),
        "appeal": ("appeal_bpasn", "appeal_decision"),
    }[act.way]
    reviewed = last_of(history, Reviewed)
    for key, base, met in ((own, since, past.on), (others, past.on, reviewed[0].on if reviewed else None)):
        if due := _due(key, base, days, terms, met_on=met):
            yield due


def _remedies(history: Sequence[Past], trained: Mapping[int, date]) -> Iterator[Due]:
    for past, act in all_of(history, Remedied):
        yield Due("remedial", act.due_on, past.on, met_on=trained.get(past.number))


def _due(key: str, since: date, days: WorkingDays, terms: Terms, *, met_on: date | None = None) -> Due | None:
    term = terms(key, since)
    if term is None:
        return None
    counted = term.count(days, since)
    return Due(key, counted.last, since, term, counted.unknown, counted.skipped, met_on=met_on)


def _judged(due: Due, today: date, history: Sequence[Past]) -> Due:
    """Whether it is late: done after its day, or not done and the day over, while the case is open."""
    if due.key == "effect":
        return replace(due, met_on=due.day if due.day <= today else None)
    if due.term is not None and due.term.direction != AT_MOST:
        return due
    done = due.met_on or (None if place_of(history) == CLOSED else today)
    return replace(due, late=done is not None and done > due.day)
