"""A case as the officer it is about reads it: few statements, no inner step, nothing about who reported."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import joinedload, lazyload
from sqlalchemy.orm.attributes import set_committed_value

from ...codes.models import CodeVersion
from ...codes.rules import cite
from ...core.clock import day_in
from ...core.db import db
from ...core.i18n import show_date
from ...people.models import Person
from .. import gate
from ..calendar.service import working_days
from ..cases.procedure.outcomes import APPEAL, way_of
from ..cases.procedure.owed import Owed
from ..cases.procedure.past import Standing
from ..cases.procedure.stages import SUBJECT
from ..cases.rules import acts_for, stand
from ..cases.surroundings import history_of, load_steps, setting_of
from ..cases.wording.counting import Counted, counted, skipped_words
from ..cases.wording.labels import seat_word
from ..cases.words import penalty_name, sentence
from ..models import Case, CaseClause, Dossier, Seat, Step
from ..own_steps import open_steps
from ..papers.facts import Quoted
from .rules import CONSIDERED, OWN_ACTS, last_seen, own_stage
from .words import act_words, appeal_words, next_words, stage_words

SHOWN = {"replied": "text", "objected": "text", "reviewed": "why", "closed": "note", "opened": "summary"}
LONGEST_SHOWN = 600


@dataclass(frozen=True, slots=True)
class Told:
    """A step as the officer reads it; `more` is the beginning of what was said, the whole is in its paper."""

    number: int
    on: date
    text: str
    more: str


@dataclass(frozen=True, slots=True)
class Doing:
    """Something the officer may do: its address, the words of the button, the page and its purpose."""

    name: str
    button: str
    title: str
    purpose: str
    due: Counted | None


@dataclass(frozen=True, slots=True)
class Own:
    """Everything the page shows. `skipped` names the days a count left out, by its key; `seen` is the number
    of the last step the officer can see, `appeals` whether the way against the decision is the board,
    `trainings` the modules to be passed again."""

    case: Case
    stage: str
    next: str
    decided: str
    effective: str
    undecided: bool
    clauses: tuple[Quoted, ...]
    due: tuple[Counted, ...]
    skipped: dict[str, str]
    may: tuple[Doing, ...]
    steps: tuple[Told, ...]
    seats: tuple[tuple[str, str], ...]
    dossiers: tuple[Dossier, ...]
    seen: int
    appeals: bool
    trainings: tuple[Owed, ...] = ()

    def doing(self, name: str) -> Doing | None:
        """One thing the officer may do now."""
        return next((each for each in self.may if each.name == name), None)


def own_case(subject: Person, ref: str, *, now: datetime) -> Own | None:
    """A case about somebody as they read it; None for what is not about them. Nine statements."""
    case = gate.find_own(subject, Case, ref)
    if case is None:
        return None
    set_committed_value(case, "subject", subject)
    load_steps([case])
    today, calendar = day_in(subject.agency.zone, now), working_days(case.agency_id)
    setting = setting_of(case, now=now, calendar=calendar)
    history = history_of(case)
    standing = stand(history, setting)
    due = tuple(counted(each, calendar, today) for each in standing.due)
    way = way_of(history, setting.kind_of, setting.terms)
    appeals = way is not None and way[0] == APPEAL
    names, seats = _seats(case)
    stage, steps = own_stage(standing.stage), open_steps(case.steps)
    return Own(
        case=case,
        stage=stage_words()[stage],
        next=next_words()[stage],
        decided=_decided(case, standing) if stage != CONSIDERED else "",
        effective=_effective(standing) if stage != CONSIDERED else "",
        undecided=all(step.kind != "decided" for step in steps),
        clauses=clauses_of(case),
        due=due,
        skipped={each.key: skipped_words(each.skipped) for each in standing.due if each.skipped},
        may=_may(standing, due, appeals=appeals),
        steps=tuple(_told(step, names) for step in steps),
        seats=seats,
        dossiers=_dossiers(case),
        seen=last_seen(case.steps),
        appeals=appeals,
        trainings=setting.owed,
    )


def clauses_of(case: Case) -> tuple[Quoted, ...]:
    """The clauses at issue, word for word, with the decree they stand in."""
    rows = (
        sa.select(CaseClause.address, CaseClause.text, CodeVersion.title, CodeVersion.decree)
        .add_columns(CodeVersion.decree_date)
        .join(CodeVersion, CodeVersion.id == CaseClause.version_id)
        .where(CaseClause.case_id == case.id)
        .order_by(CaseClause.id)
    )
    return tuple(Quoted(row[0], row[1], cite(*row[2:])) for row in db.session.execute(rows))


def _may(standing: Standing, due: tuple[Counted, ...], *, appeals: bool) -> tuple[Doing, ...]:
    """What is open to the officer, each with the day until when."""
    words, open_acts = act_words(), acts_for(standing, {SUBJECT})
    by_key = {each.key: each for each in due}
    found = []
    for name, kind in OWN_ACTS.items():
        if kind in open_acts:
            said = appeal_words() if name == "objection" and appeals else words[name]
            key = "reply" if name == "reply" else "appeal_bpasn" if appeals else "objection"
            found.append(Doing(name, *said, by_key.get(key)))
    return tuple(found)


def _seats(case: Case) -> tuple[dict[str, str], tuple[tuple[str, str], ...]]:
    """Names by reference of all who sit, sat or wrote a step, and who sits now, as what."""
    person = joinedload(Seat.person)
    rows = sa.select(Seat).where(Seat.matter_id == case.id).order_by(Seat.id)
    seats = list(db.session.scalars(rows.options(person, person.options(lazyload(Person.grants)))))
    people = [*(seat.person for seat in seats), *(step.by for step in case.steps)]
    names = {each.ref: each.name for each in people}
    return names, tuple((each.person.name, seat_word(each.role)) for each in seats if each.until_step is None)


def _told(step: Step, names: dict[str, str]) -> Told:
    more = str(step.said.get(SHOWN.get(step.kind, ""), "") or "")
    if len(more) > LONGEST_SHOWN:
        more = more[:LONGEST_SHOWN].rstrip() + "…"
    return Told(step.number, step.on, sentence(step, names), more)


def _decided(case: Case, standing: Standing) -> str:
    settled = standing.decided
    if settled is None:
        return ""
    if settled.verdict.outcome == "unproven":
        return _("Keputusan %(number)s: dugaan tidak terbukti.", number=settled.number)
    what = penalty_name(case.track, settled.verdict.penalty, case.happened_on, settled.verdict.months)
    return _("Keputusan %(number)s: %(what)s.", number=settled.number, what=what or _("terbukti"))


def _effective(standing: Standing) -> str:
    day = standing.effective_on
    return _("Berlaku mulai %(day)s.", day=show_date(day)) if day else ""


def _dossiers(case: Case) -> tuple[Dossier, ...]:
    rows = sa.select(Dossier).where(Dossier.matter_id == case.id, Dossier.erased_at.is_(None))
    return tuple(db.session.scalars(rows.order_by(Dossier.number)))
