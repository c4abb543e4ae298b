"""The form that takes up a case: what it begins with, what its buttons change, and what was sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from ....certifications.manual.asking import day_of
from ....core.i18n import show_date
from ....people.models import Person
from ...finding import Found, people_by_ref, search, with_posts
from ...models import DISCIPLINE, ETHICS, Case
from ..opening import versions_on
from ..procedure.acts import Opened
from ..reporter import ReporterSaid
from .forms import Wrong, read, typed_of
from .picking import Picker, picker

REPORTER = ("name", "contact", "relation")
CHOSEN = ("subject", "reporter")
Typed = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Shown:
    """What the form shows beside what was typed."""

    subject: Found | None
    subjects: list[Found]
    reporter: Found | None
    reporters: list[Found]
    picker: Picker | None
    nothing_to_pick: str


def blank(today: date, source: Case | None) -> Typed:
    """An empty form; of a case that goes on on the other track, with what both share."""
    typed = sent(MultiDict({"reported_on": today.isoformat(), "protected": "y"}))
    if source is None:
        return typed
    return typed | {
        "track": DISCIPLINE if source.track == ETHICS else ETHICS,
        "subject": source.subject.ref,
        "happened_on": source.happened_on.isoformat(),
        "happened_until": source.happened_until.isoformat() if source.happened_until else "",
        "channel": "other_track",
        "complaint_number": source.complaint_number,
        "summary": source.summary,
        "clauses": [clause.address for clause in source.clauses],
    }


def sent(form: MultiDict[str, str]) -> Typed:
    """What was typed."""
    people = {name: form.get(name, "") for name in (*CHOSEN, "subject_q", "reporter_q")}
    reporter = {name: form.get(f"reporter-{name}", "") for name in REPORTER}
    return typed_of(Opened, form) | people | {"said": reporter}


def pressed(typed: Typed, do: str) -> Typed:
    """What was typed after a button that chooses somebody, or lets go of them: `subject:REF`, `reporter:`."""
    name, colon, ref = do.partition(":")
    return typed | {name: ref[:12], f"{name}_q": ""} if colon and name in CHOSEN else typed


def act_of(typed: Typed) -> tuple[Opened | None, list[Wrong]]:
    """The act that was typed, or why it is none; that nobody was chosen, too."""
    act, wrong = read(Opened, typed)
    return act, [*([] if typed["subject"] else [Wrong("subject", "unchosen")]), *wrong]


def reporter_of(typed: Typed) -> ReporterSaid | None:
    """Who reported, as typed; nobody when all of it was left empty."""
    said = {name: str(typed["said"][name]).strip() for name in REPORTER}
    if not any(said.values()) and not typed["reporter"]:
        return None
    return ReporterSaid(**said, person_ref=typed["reporter"] or None)


def shown(keeper: Person, typed: Typed, today: date) -> Shown:
    """The people found and chosen, and the clauses of the day that was typed."""
    chosen = people_by_ref(keeper.agency_id, [typed[name] for name in CHOSEN])
    lists = {
        name: [] if typed[name] in chosen else search(keeper.agency_id, typed[f"{name}_q"], today)
        for name in CHOSEN
    }
    everybody = [*chosen.values(), *lists["subject"], *lists["reporter"]]
    people = {each.ref: each for each in with_posts(everybody, today)}
    if typed["reporter"] in chosen and not typed["said"]["name"].strip():
        typed["said"]["name"] = chosen[typed["reporter"]].name
    day, _unreadable = day_of(typed["happened_on"], "")
    return Shown(
        people.get(typed["subject"]),
        _listed(people, lists["subject"]),
        people.get(typed["reporter"]),
        _listed(people, lists["reporter"]),
        picker(versions_on(keeper.agency_id, day), day, typed["clauses"]) if day else None,
        _nothing(day),
    )


def _listed(people: Mapping[str, Found], found: list[Person]) -> list[Found]:
    return [people[each.ref] for each in found]


def _nothing(day: date | None) -> str:
    if day is None:
        return _(
            "Isi hari kejadian dahulu: butirnya diambil dari versi kode etik yang berlaku pada hari itu."
        )
    return _(
        "Pada %(day)s belum ada kode etik yang berlaku di sistem ini, jadi tidak ada butir untuk dikutip. "
        "Periksa tanggalnya; bila benar, perkara ini tidak dapat dicatat di sini.",
        day=show_date(day),
    )
