"""A case as somebody reads it: its steps as sentences, what is due, who sits, what they may do next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask import url_for
from flask_babel import gettext as _

from ....core.i18n import show_date
from ....people.models import Person
from ...calendar.rules import WorkingDays
from ...models import Case
from ..procedure.past import Standing
from ..procedure.stages import WHO
from ..reading import ADDRESSES, Reader, address_of, clauses_of
from ..wording.counting import Counted, counted
from ..wording.labels import act_buttons, channel_words, seat_word, stage_word
from ..words import penalty_name
from .picking import citation_of
from .timeline import Told, timeline

# What never is the one thing to do next.
ASIDE = ("replied", "objected", "remedied", "noted", "closed")


@dataclass(frozen=True, slots=True)
class Sitting:
    """Somebody who sits: `you` is the reader."""

    name: str
    role: str
    rank: str
    you: bool


@dataclass(frozen=True, slots=True)
class Button:
    """An act the reader may take now."""

    label: str
    url: str
    main: bool


@dataclass(frozen=True, slots=True)
class View:
    """Everything the page of a case shows beside the case itself."""

    stage: str
    decided: str
    effective: str
    due: list[Counted]
    waits_for: str
    readers: str
    acts: list[Button]
    timeline: list[Told]
    seats: list[Sitting]
    facts: list[tuple[str, str]]
    citation: str
    dossier_url: str


def view_of(case: Case, reader: Reader, standing: Standing, days: WorkingDays, today: date) -> View:
    """What the page of a case shows to this reader."""
    return View(
        stage=stage_word(standing.stage),
        decided=decided_words(case, standing),
        effective=_effective(standing, today),
        due=[counted(each, days, today) for each in standing.due],
        waits_for=_waits_for(case, standing),
        readers=_readers(case),
        acts=buttons(case, reader, standing),
        timeline=timeline(case),
        seats=_seats(case, reader.person),
        facts=_facts(case),
        citation=citation(case),
        dossier_url=f"{address_of(case)}/dossier",
    )


def buttons(case: Case, reader: Reader, standing: Standing) -> list[Button]:
    """The acts this reader may take now, the one that leads on first."""
    words, first = act_buttons(), next(iter(standing.next_acts), "")
    return [
        Button(
            words[kind],
            url_for("cases.act", ref=case.ref, act=ADDRESSES[kind]),
            kind == first and kind not in ASIDE,
        )
        for kind in standing.next_acts
        if kind in words and reader.may(kind)
    ]


def decided_words(case: Case, standing: Standing) -> str:
    """The decision that stands, in one line; nothing before there is one."""
    settled = standing.decided
    if settled is None:
        return ""
    verdict = settled.verdict
    if verdict.outcome == "unproven":
        return _("%(number)s: tidak terbukti.", number=settled.number)
    what = penalty_name(case.track, verdict.penalty, case.happened_on, verdict.months)
    return _("%(number)s: %(what)s.", number=settled.number, what=what or _("terbukti"))


def citation(case: Case) -> str:
    """How the versions are cited in which the clauses at issue stand."""
    _clauses, versions = clauses_of(case)
    return "; ".join(citation_of(version) for version in versions)


def _effective(standing: Standing, today: date) -> str:
    day = standing.effective_on
    if day is None:
        return ""
    if day > today:
        return _("Mulai berlaku %(day)s.", day=show_date(day))
    return _("Berlaku sejak %(day)s.", day=show_date(day))


def _waits_for(case: Case, standing: Standing) -> str:
    """Who takes the step that leads on: the people of its seats, else the secretariat."""
    kind = next((each for each in standing.next_acts if each not in ASIDE and each in ADDRESSES), None)
    if kind is None:
        return ""
    seats = [seat for seat in case.seats if seat.until_step is None and seat.role in WHO[kind]]
    named = ", ".join(dict.fromkeys(f"{seat.person.name} ({seat_word(seat.role).lower()})" for seat in seats))
    return _("Berikutnya pada %(who)s.", who=named or _("sekretariat majelis"))


def _readers(case: Case) -> str:
    sitting = len({seat.person_id for seat in case.seats if seat.until_step is None})
    if not sitting:
        return _(
            "Hanya sekretariat majelis. Pegawai membaca langkah yang tidak bertanda catatan internal; "
            "pelapor tidak tampak bagi siapa pun di halaman ini."
        )
    return _(
        "Sekretariat majelis dan %(count)s orang yang ditunjuk. Pegawai membaca langkah yang tidak bertanda "
        "catatan internal; pelapor tidak tampak bagi siapa pun di halaman ini.",
        count=sitting,
    )


def _seats(case: Case, person: Person) -> list[Sitting]:
    return [
        Sitting(each.person.name, seat_word(each.role), each.rank, each.person_id == person.id)
        for each in case.seats
        if each.until_step is None
    ]


def _facts(case: Case) -> list[tuple[str, str]]:
    rows = [
        (_("Dilaporkan"), show_date(case.reported_on)),
        (_("Saluran laporan"), channel_words().get(case.channel, case.channel)),
        (_("Nomor pengaduan"), case.complaint_number),
        (_("Disimpan sampai"), show_date(case.kept_until) if case.kept_until else ""),
    ]
    return [(name, value) for name, value in rows if value]
