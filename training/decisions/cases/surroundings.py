"""What the rules are told about a case: its steps as plain values, the calendar and terms of the office, the
catalogue of the day of the act, and the people an act names with whoever leads them."""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, lazyload
from sqlalchemy.orm.attributes import set_committed_value

from ...certifications.reminders.superiors import Part, superior_of
from ...core.clock import day_in
from ...core.db import db
from ...people.models import Person, Unit
from ...people.posts import posts_on
from ..acts import Past
from ..calendar.rules import WorkingDays
from ..calendar.service import working_days
from ..calendar.terms import terms_of
from ..gate import keeps, seats_of
from ..models import Case, Step
from ..penalties.catalogue import regulation
from ..penalties.rules import Kind
from ..retention.catalogue import last_days
from .procedure.acts import Remedied, read_act
from .procedure.conflicts import Party
from .procedure.contents import EARLY_ENDS, LATE_ENDS
from .procedure.owed import trained_on
from .procedure.past import Terms
from .procedure.setting import Setting
from .procedure.stages import KEEPER, SUBJECT
from .remedies import remedies_of
from .reporter import reporters_of


def history_of(case: Case) -> list[Past]:
    """The steps of a case as plain values, in their order; of one that was erased nothing. At most one
    statement."""
    if case.erased_at is not None:
        return []
    if "steps" in sa.inspect(case).unloaded:
        load_steps([case])
    return [
        Past(step.number, step.kind, step.on, step.at, step.by.ref, read_act(step.kind, step.said))
        for step in case.steps
    ]


def load_steps(cases: Collection[Case]) -> None:
    """Bring the steps of many cases along, with who took them, in one statement; of none in none."""
    if not cases:
        return
    found: dict[int, list[Step]] = {case.id: [] for case in cases}
    by = joinedload(Step.by)
    rows = sa.select(Step).where(Step.matter_id.in_(found)).order_by(Step.number)
    for step in db.session.scalars(rows.options(by, by.options(lazyload(Person.grants)))):
        found[step.matter_id].append(step)
    for case in cases:
        set_committed_value(case, "steps", found[case.id])


def setting_of(
    case: Case,
    *,
    now: datetime,
    named: Iterable[str] = (),
    calendar: WorkingDays | None = None,
    terms: Terms | None = None,
) -> Setting:
    """What the rules must know of a case at a moment; `named` are the people an act names, by reference. What
    many cases of an office share can be passed in."""
    today = day_in(case.subject.agency.zone, now)
    people = parties(case, named, today) if (named := list(named)) else {}
    owed = remedies_of([case.id]) if _was_trained(case) else []
    return Setting(
        track=case.track,
        subject=people.get(case.subject.ref)
        or Party(case.subject.ref, case.subject.rank, here=case.subject.here_on(today)),
        employment=case.subject.employment,
        as_of=today,
        days=calendar or working_days(case.agency_id),
        terms=terms or terms_of(case.agency_id, case.track),
        kind_of=kind_of(case.track, case.happened_on),
        people=people,
        trained=trained_on(owed),
        owed=tuple(owed),
        kept=last_days(case.track, (*EARLY_ENDS, *LATE_ENDS), today),
    )


def kind_of(track: str, day: date) -> Callable[[str], Kind | None]:
    """The kinds of a track in force on the day of an act, by key."""
    found = regulation(track, day)
    return found.kind if found else lambda _key: None


def seats_for(person: Person, case: Case) -> set[str]:
    """Every seat somebody has in a case now, the keeper's and the subject's among them."""
    if person.id == case.subject_id:
        return {SUBJECT}
    return seats_of(person, case) | ({KEEPER} if keeps(person, case) else set())


def parties(case: Case, refs: Iterable[str], today: date) -> dict[str, Party]:
    """These people of the agency of a case and its subject, as far as conflicts go. Four statements, and one
    more for each case it came from."""
    wanted = {*refs, case.subject.ref}
    rows = sa.select(Person).where(Person.agency_id == case.agency_id, Person.ref.in_(wanted))
    people = list(db.session.scalars(rows.options(lazyload(Person.grants))))
    reporters = {row.person_id for row in reporters_of(case)}
    chains = superiors_of(case.agency_id, people, today)
    return {
        person.ref: Party(
            person.ref,
            person.rank,
            chains[person.id],
            here=person.here_on(today),
            reported=person.id in reporters,
        )
        for person in people
    }


def superiors_of(agency_id: int, people: Iterable[Person], today: date) -> dict[int, tuple[str, ...]]:
    """Who leads each of these people, the nearest first, by reference; by person id."""
    people = list(people)
    rows = sa.select(Unit.id, Unit.parent_id, Unit.head_id, Person.ref)
    rows = rows.outerjoin(Person, Person.id == Unit.head_id).where(Unit.agency_id == agency_id)
    units = db.session.execute(rows).all()
    parts = {unit: Part(parent, head) for unit, parent, head, _ref in units}
    refs = {head: ref for _unit, _parent, head, ref in units if head is not None}
    posts = posts_on([person.id for person in people], today)
    return {
        person.id: _chain(person.id, posts[person.id].unit_id if person.id in posts else None, parts, refs)
        for person in people
    }


def _was_trained(case: Case) -> bool:
    return any(step.kind == Remedied.kind for step in case.steps)


def _chain(
    person_id: int, unit_id: int | None, parts: Mapping[int, Part], refs: Mapping[int, str]
) -> tuple[str, ...]:
    found: list[int] = []
    while (head := superior_of(person_id, unit_id, parts, refs.keys() - set(found))) is not None:
        found.append(head)
    return tuple(refs[head] for head in found)
