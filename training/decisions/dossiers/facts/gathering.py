"""What the other folders know about one officer, asked for once and kept as frozen values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import lazyload

from ....attempts.answers_on import RunOn, answers_on
from ....attempts.appeals.pending import Waiting, pending_of
from ....attempts.extra.granting import history as extra_time_of
from ....attempts.extra.models import ExtraTime
from ....attempts.regrading.pending import regrades_pending
from ....attestations.kept import Declaration, declarations_of
from ....certifications.corrections.models import Correction
from ....certifications.corrections.service import corrections_of
from ....certifications.kept import (
    AssignmentKept,
    DutyKept,
    RoundKept,
    assignments_kept,
    duties_kept,
    rounds_kept,
)
from ....certifications.manual.decided import Decided, decided_about
from ....codes.tracing import Trail, trace
from ....core.db import db
from ....modules.lessons import LessonKept, lessons_about
from ....people.models import Person
from ....people.work import DepartureKept, PostKept, departures_kept, posts_kept
from ...entries.models import OUTAGE, Entry
from ...models import Case, Matter, Opening, Step

REPORTER = "reporter"
REPLIED, OBJECTED, REVIEWED, REMEDIED = "replied", "objected", "reviewed", "remedied"
OPENLY = (REPLIED, OBJECTED, REVIEWED)


@dataclass(frozen=True, slots=True)
class StepSaid:
    """What was said in a step that may be told: a reply, an objection, training that was asked."""

    record: str
    own: bool
    kind: str
    on: date
    at: datetime
    said: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Looked:
    """An opening with the name of who opened."""

    record: str
    name: str
    what: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Gathered:
    """Everything on record about one officer that a dossier may speak of. `trails` are the clauses at issue
    by their address; `pending` since when a regrade of a scenario version is asked for, `appeals` the
    officer's own that nobody answered yet."""

    matter_id: int
    person: Person
    zone: str
    trails: Mapping[str, Trail]
    lessons: Sequence[LessonKept]
    runs: Sequence[RunOn]
    declarations: Sequence[Declaration]
    assignments: Sequence[AssignmentKept]
    rounds: Sequence[RoundKept]
    duties: Sequence[DutyKept]
    decided: Sequence[Decided]
    extra_time: Sequence[ExtraTime]
    corrections: Sequence[Correction]
    posts: Sequence[PostKept]
    departures: Sequence[DepartureKept]
    entries: Sequence[Entry]
    steps: Sequence[StepSaid]
    openings: Sequence[Looked]
    pending: Mapping[int, datetime]
    appeals: Sequence[Waiting] = ()

    def at_issue(self, version_id: int, address: str) -> str | None:
        """Which clause at issue stands at an address of a version."""
        for key, trail in self.trails.items():
            place = trail.in_version(version_id)
            if place is not None and place.address == address:
                return key
        return None


def gather(matter: Matter) -> Gathered:
    """Ask everybody. Raises LookupError when the matter was erased: nobody is left to ask about; and for a
    clause at issue that no published text has: leaving it out would tell less than was asked."""
    person = matter.subject
    if person is None:
        raise LookupError(matter.number)
    trails = _trails(matter)
    places = [(place.issue.id, place.address) for trail in trails.values() for place in trail.places]
    runs = _runs(person, places)
    asked = {each.version_id for run in runs for each in run.answers if each.version_id is not None}
    return Gathered(
        matter_id=matter.id,
        person=person,
        zone=person.agency.zone,
        trails=trails,
        lessons=lessons_about(person.id, places) if places else [],
        runs=runs,
        declarations=declarations_of(person.id),
        assignments=assignments_kept(person.id),
        rounds=rounds_kept(person.id),
        duties=duties_kept(person.id),
        decided=decided_about(person.id),
        extra_time=extra_time_of(person.id),
        corrections=corrections_of(person),
        posts=posts_kept(person.id),
        departures=departures_kept(person.id),
        entries=_entries(person),
        steps=_steps(matter),
        openings=_openings(matter),
        pending=regrades_pending(asked) if asked else {},
        appeals=pending_of(person.id) if asked else [],
    )


def _runs(person: Person, places: Sequence[tuple[int, str]]) -> list[RunOn]:
    addresses = {version: {a for v, a in places if v == version} for version, _address in places}
    return answers_on(person.id, addresses) if places else []


def _trails(matter: Matter) -> dict[str, Trail]:
    if not isinstance(matter, Case):
        return {}
    ends = [(each.version_id, each.address) for each in matter.clauses]
    traced = trace(ends)
    if lost := [address for version, address in ends if (version, address) not in traced]:
        raise LookupError(f"{matter.number}: no published text of {lost}")
    return {address: traced[version, address] for version, address in ends}


def _entries(person: Person) -> list[Entry]:
    """What was entered about the person, withdrawn or not, and the outages of the agency."""
    outage = sa.and_(Entry.agency_id == person.agency_id, Entry.kind == OUTAGE)
    rows = sa.select(Entry).where(sa.or_(Entry.person_id == person.id, outage))
    plain = (lazyload(Entry.person), lazyload(Entry.matter))
    return list(db.session.scalars(rows.order_by(Entry.since, Entry.id).options(*plain)))


def _steps(matter: Matter) -> list[StepSaid]:
    """What the officer said in this matter and what became of objections; training asked in other cases of
    the same track."""
    own = sa.and_(Step.matter_id == matter.id, Step.kind.in_(OPENLY), Step.inner.is_(False))
    rows = sa.select(Step)
    if isinstance(matter, Case):
        other = sa.select(Case.id).where(
            Case.subject_id == matter.subject_id, Case.track == matter.track, Case.id != matter.id
        )
        rows = rows.where(sa.or_(own, sa.and_(Step.matter_id.in_(other), Step.kind == REMEDIED)))
    else:
        rows = rows.where(own)
    rows = rows.where(Step.on_record()).order_by(Step.at, Step.id)
    return [
        StepSaid(
            record=f"{row.record_kind}:{row.ref}",
            own=row.matter_id == matter.id,
            kind=row.kind,
            on=row.on,
            at=row.at,
            said=row.said,
        )
        for row in db.session.scalars(rows)
    ]


def _openings(matter: Matter) -> list[Looked]:
    """Who opened it, but for looks at who reported: that would say that there is somebody to protect."""
    rows = (
        sa.select(Opening.ref, Person.name, Opening.what, Opening.reason, Opening.at)
        .join(Person, Person.id == Opening.person_id)
        .where(Opening.matter_id == matter.id, Opening.what != REPORTER)
        .order_by(Opening.at, Opening.id)
    )
    return [
        Looked(f"{Opening.record_kind}:{ref}", name, what, reason, at)
        for ref, name, what, reason, at in db.session.execute(rows)
    ]
