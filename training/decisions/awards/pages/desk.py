"""A nomination as a page shows it to one reader: loaded through the reader, with what they may do next."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload, lazyload

from ....core.clock import day_in
from ....core.db import db
from ....people.models import Person
from ...acts import Past
from ...finding import people_by_ref
from ...gate import keeps
from ...models import NOMINATION, Nomination
from ...retention.catalogue import rule_for
from ..checks.criteria import read_criteria
from ..models import AwardScheme, AwardVersion
from ..procedure.acts import TEAM, Appointed, Referred, Succeeded, Weighed
from ..procedure.stages import (
    REASONS,
    REGISTRAR,
    SUBJECT,
    Standing,
    Taker,
    acts_for,
    asked_findings,
    first_of,
    last_of,
    team_of,
)
from ..service import history_of, standing_of, taker_of
from ..wording.steps import seat_words, sentence, stage_words
from .act_fields import About
from .screens import Row, rows_of


@dataclass(frozen=True, slots=True)
class Shown:
    """A nomination, its version, steps, where it stands, who reads it and what they may do."""

    nomination: Nomination
    version: AwardVersion
    history: list[Past]
    standing: Standing
    taker: Taker
    names: Mapping[str, str]

    @property
    def acts(self) -> list[str]:
        """What the reader may do next; the file is handed over on its own page."""
        return [kind for kind in acts_for(self.standing, self.taker) if kind != "handed_over"]

    @property
    def tells_case(self) -> bool:
        """Whether the reader may know if something is being examined."""
        return bool({REGISTRAR, "chair", "official"} & self.taker.seats)

    @property
    def clearance(self) -> str:
        """What who keeps cases said, for those who may know it."""
        last = last_of(self.history, "cleared")
        return sentence(last.act, self.names, tells_case=True) if last and self.tells_case else ""

    @property
    def own(self) -> bool:
        return SUBJECT in self.taker.seats

    @property
    def stage(self) -> str:
        return stage_words()[self.standing.stage]

    @property
    def steps(self) -> list[dict[str, Any]]:
        """The steps the reader may read, each as a sentence; inner ones are not for the nominee."""
        return [
            {
                "past": past,
                "inner": past.act.inner,
                "text": sentence(past.act, self.names, tells_case=self.tells_case),
                "by": self.names.get(past.by, ""),
            }
            for past in self.history
            if not (past.act.inner and self.own)
        ]

    @property
    def seats(self) -> list[tuple[str, str]]:
        """Who sits, by the last appointment."""
        words, first = seat_words(), first_of(self.history)
        referred = last_of(self.history, "referred")
        pairs = [("seconder", first.seconder)] if first.seconder else []
        pairs += [(role, ref) for ref, role in team_of(self.history).items()]
        if referred and isinstance(referred.act, Referred):
            pairs.append(("reviewer", referred.act.person))
        return [(words[role], self.names.get(ref, "–")) for role, ref in pairs]

    def rows(self, today: list[dict[str, Any]] | None = None) -> list[Row]:
        """The frozen check, beside that of today where it was made. The team's findings stay inside."""
        criteria = read_criteria(self.version.criteria)
        counsel = None if self.own else last_of(self.history, "weighed")
        answers = first_of(self.history).answers
        return rows_of(criteria, answers, today=today, counsel=counsel, tells_case=self.tells_case)

    def about(self, reader: Person, now: datetime) -> About:
        """What the forms of its acts need."""
        today = day_in(reader.agency.zone, now)
        seated = team_of(self.history)
        team = {ref: self.names[ref] for ref, role in seated.items() if role in TEAM}
        reasons = REASONS.get(self.standing.stage, ("moot",))
        return About(
            places=asked_findings(self.history),
            seated=seated,
            team=team,
            reasons=reasons,
            today=today,
            kept_until=rule_for(NOMINATION, reasons[0], today).last_day(today),
        )


def show(reader: Person, ref: str) -> Shown | None:
    """A nomination the reader keeps or sits in, never their own."""
    found = _load(sa.and_(Nomination.ref == ref, Nomination.agency_id == reader.agency_id))
    if found is None or found[0].subject_id == reader.id:
        return None
    taker = taker_of(reader, found[0])
    return _shown(*found, taker) if keeps(reader, found[0]) or taker.seats else None


def show_own(subject: Person, ref: str) -> Shown | None:
    """A nomination of oneself."""
    found = _load(sa.and_(Nomination.ref == ref, Nomination.subject_id == subject.id))
    return _shown(*found, Taker(subject.ref, frozenset({SUBJECT}))) if found else None


def _load(which: sa.ColumnElement[bool]) -> tuple[Nomination, AwardVersion] | None:
    """A nomination with its version and its nominee, in one statement."""
    subject = joinedload(Nomination.subject)
    rows = (
        sa.select(Nomination, AwardVersion)
        .join(AwardVersion, AwardVersion.id == Nomination.version_id)
        .join(AwardScheme, AwardScheme.id == AwardVersion.scheme_id)
        .where(which, Nomination.erased_at.is_(None))
        .options(subject, subject.options(lazyload(Person.grants)), contains_eager(AwardVersion.scheme))
    )
    row = db.session.execute(rows).unique().first()
    return (row[0], row[1]) if row else None


def _shown(nomination: Nomination, version: AwardVersion, taker: Taker) -> Shown:
    history = history_of(nomination)
    people = people_by_ref(nomination.agency_id, _refs(history))
    names = {ref: person.name for ref, person in people.items()}
    return Shown(nomination, version, history, standing_of(nomination, history), taker, names)


def _refs(history: list[Past]) -> set[str]:
    refs = {past.by for past in history} | {first_of(history).seconder}
    for past in history:
        if isinstance(past.act, Appointed):
            refs |= {each.person for each in past.act.members}
        elif isinstance(past.act, Weighed):
            refs |= set(past.act.present)
        elif isinstance(past.act, Referred | Succeeded):
            refs.add(past.act.person)
    return refs - {""}
