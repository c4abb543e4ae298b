"""Verdicts on the screens: as they are read, and what a form offers for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from ....core.i18n import show_date
from ...calendar.words import sure_words
from ...models import ETHICS, Case
from ...penalties.catalogue import kind, kinds_on, regulation
from ...penalties.rules import Absence, Kind, Regulation
from ...penalties.words import kind_label, level_words, told_words
from ..procedure.acts import Verdict
from ..procedure.verdicts import is_open
from ..wording.labels import outcome_words
from ..words import penalty_name


@dataclass(frozen=True, slots=True)
class Reading:
    """A verdict in words; `by` put it forward."""

    outcome: str
    penalty: str
    grounds: list[dict[str, str]]
    considered: str
    recommends: bool
    source: str
    by: str


@dataclass(frozen=True, slots=True)
class Offer:
    """A kind of penalty a form offers; what is not applied yet is shown and cannot be chosen."""

    key: str
    name: str
    about: str
    applied: bool


def reading_of(case: Case, verdict: Verdict, by: str = "") -> Reading:
    """A verdict as the screens show it."""
    words, on = outcome_words(), case.happened_on
    found = kind(case.track, verdict.penalty, on) if verdict.penalty else None
    texts = {clause.address: clause.text for clause in case.clauses}
    grounds = [
        {
            "address": each.address,
            "text": texts.get(each.address, ""),
            "outcome": words["proven" if each.proven else "unproven"],
            "why": each.why,
        }
        for each in verdict.grounds
    ]
    return Reading(
        words[verdict.outcome],
        penalty_name(case.track, verdict.penalty, on, verdict.months) if verdict.penalty else "",
        grounds,
        verdict.considered,
        verdict.recommends_discipline,
        about_kind(found) if found else "",
        by,
    )


def offers(case: Case, employment: str) -> list[tuple[str, list[Offer]]]:
    """The penalties of the track and the day of the act for somebody so employed, level by level."""
    words = level_words()
    found: dict[str, list[Offer]] = {}
    for each in kinds_on(case.track, case.happened_on, employment):
        if each.sanction or each.opens:
            row = Offer(each.key, kind_label(each), about_kind(each), each.applied)
            found.setdefault(words.get(each.level, ""), []).append(row)
    return list(found.items())


def absences(case: Case, employment: str) -> list[str]:
    """The table of absences of the regulation and the day of the act, row by row, for somebody so employed.
    Help for who weighs a level; nothing follows from it."""
    found = regulation(case.track, case.happened_on)
    if found is None:
        return []
    theirs = {each.key for each in found.kinds_for(employment)}
    rows = [*found.absence, *([found.absence_in_a_row] if found.absence_in_a_row else [])]
    return [
        _absent(row, penalty_name(case.track, row.kind, case.happened_on, row.months), row in found.absence)
        for row in rows
        if row.kind in theirs
    ]


def regulation_words(case: Case) -> str:
    """By which regulation the penalties go, and how sure that is; that none is known, where none is."""
    found: Regulation | None = regulation(case.track, case.happened_on)
    if found is None:
        return _("Peraturan jalur ini pada hari kejadian belum ada dalam daftar, jadi tidak ada pilihan.")
    return _(
        "%(name)s, menurut hari kejadian %(day)s (%(sure)s; diperiksa %(checked)s).",
        name=found.name,
        day=show_date(case.happened_on),
        sure=sure_words()[found.sure],
        checked=show_date(found.checked_on),
    )


def legend(case: Case) -> str:
    """What the list of penalties is called on a track."""
    return _("Sanksi moral") if case.track == ETHICS else _("Hukuman disiplin")


def completed(case: Case, typed: Mapping[str, Any]) -> dict[str, Any]:
    """A typed verdict with what follows from the penalty alone: its only length, how it is told, whom it
    sends the matter to."""
    found = kind(case.track, str(typed.get("penalty", "")), case.happened_on)
    if found is None:
        return dict(typed)
    said = dict(typed) | {"openly": "y" if is_open(found) else ""}
    if len(found.months) == 1:
        said["months"] = str(found.months[0])
    if found.opens:
        said["recommends_discipline"] = "y"
    return said


def about_kind(each: Kind) -> str:
    """Article, how it is told, note and how sure that is, in one line."""
    words = told_words()
    told = "; ".join(words[how].lower() for how in each.told)
    parts = (
        each.article,
        _("lamanya %(months)s bulan", months=", ".join(map(str, each.months))) if each.months else "",
        _("disampaikan: %(how)s", how=told) if told else "",
        each.note,
        sure_words()[each.sure],
    )
    return " · ".join(part for part in parts if part)


def _absent(row: Absence, kind: str, in_all: bool) -> str:
    if not in_all:
        return _("%(days)s hari kerja berturut-turut: %(kind)s", days=row.least, kind=kind)
    if row.most is None:
        return _("%(days)s hari kerja atau lebih: %(kind)s", days=row.least, kind=kind)
    days = str(row.least) if row.most == row.least else f"{row.least}–{row.most}"
    return _("%(days)s hari kerja: %(kind)s", days=days, kind=kind)
