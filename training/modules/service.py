"""What happens to modules: a published version yields them, they are read step by step, in order."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import joinedload, selectinload

from ..codes.amendments import amendment_of
from ..codes.models import CodeVersion
from ..codes.service import version_in_force
from ..core.db import db
from ..ledger.service import Event
from ..people.models import Person
from .carrying import carry_over
from .filling import fill, refuse_strangers, teach_delta
from .formats import Lesson
from .models import COURSE, DELTA, Module, Objective, Progress
from .rules import Place, compile_modules, steps_of, unlocked

PassedBy = Callable[[int, Collection[int]], set[int]]
ReadModule = tuple[Module, int, int | None]
DeltasAsked = Callable[[int], Collection[int] | None]


def _nobody_passed(_person_id: int, _module_ids: Collection[int]) -> set[int]:
    return set()


def _nothing_asked(_person_id: int) -> None:
    return None


passed_by: PassedBy = _nobody_passed
"""Which of these modules a person has passed. Runs belong further right: `attempts` puts its answer here."""

deltas_asked: DeltasAsked = _nothing_asked
"""The delta modules a person is asked for instead of the whole course, None where it is the course. Whom that
concerns is known further right: `certifications` puts its answer here."""


@dataclass(frozen=True, slots=True)
class CourseModule:
    """A module as one person meets it: the `number`-th `of` all; locked while `waits_for` is to be passed."""

    module: Module
    number: int
    of: int
    place: Place
    passed: bool
    waits_for: Module | None

    @property
    def unlocked(self) -> bool:
        return self.waits_for is None

    @property
    def preparing(self) -> bool:
        """Whether its certification run is not open yet. It can be read and practised meanwhile."""
        return not self.passed and not self.module.published

    @property
    def state(self) -> str:
        """`locked`, `new`, `reading`, `read` (the quiz is next), `preparing` (read, and its certification run
        is not open yet) or `passed`."""
        if self.passed:
            return "passed"
        if not self.unlocked:
            return "locked"
        if self.place.complete:
            return "preparing" if self.preparing else "read"
        return "reading" if self.place.read else "new"


def publish_modules(version: CodeVersion, lessons: Mapping[str, Lesson], *, now: datetime) -> list[Module]:
    """Make the version's modules, or bring their lessons up to date. A clause may be without a lesson.

    Raises BadFile when a lesson is for no module of this version, or speaks of a clause its module has not.
    """
    sketches = compile_modules(version)
    refuse_strangers(sketches, lessons)
    clauses = {clause.address: clause for clause in version.clauses}
    known = {module.key: module for module in _modules_of(version.id)}
    modules = []
    for position, sketch in enumerate(sketches):
        module = known.get(sketch.key) or Module(agency_id=version.agency_id, version=version, key=sketch.key)
        module.position = position
        fill(module, sketch, lessons.get(sketch.key), clauses)
        db.session.add(module)
        modules.append(module)
    db.session.flush()
    teach_delta(version.id)
    return modules


def course(person: Person) -> list[CourseModule]:
    """The modules of the code in force at the person's agency, in order, with how far the person is."""
    version = version_in_force(person.agency_id)
    return course_of(person, version.id) if version else []


def course_of(person: Person, version_id: int) -> list[CourseModule]:
    """The modules of one version's course, in order, with how far the person is."""
    return course_and_deltas(person, version_id, ())[0]


def deltas(person: Person, module_ids: Collection[int]) -> list[CourseModule]:
    """These delta modules as the person meets them. Each is open: none waits for another."""
    return course_and_deltas(person, None, module_ids)[1]


def course_and_deltas(
    person: Person, version_id: int | None, delta_ids: Collection[int]
) -> tuple[list[CourseModule], list[CourseModule]]:
    """The course of a version and these deltas beside it, in two statements."""
    course = sa.and_(Module.version_id == version_id, Module.kind == COURSE)
    asked = sa.and_(Module.id.in_(delta_ids), Module.kind == DELTA)
    rows = _modules_read_by(person, sa.or_(course, asked)) if version_id or delta_ids else []
    passed = passed_by(person.id, [module.id for module, *_rest in rows])
    return (
        _as_met([row for row in rows if row[0].kind == COURSE], passed),
        _as_met([row for row in rows if row[0].kind == DELTA], passed),
    )


def met(person: Person, ref: str) -> CourseModule | None:
    """A module of the person's agency, with its clauses loaded, as the person meets it."""
    module = find(person, ref)
    if module is None:
        return None
    if module.kind == DELTA:
        return deltas(person, [module.id])[0]
    return next(met for met in course_of(person, module.version_id) if met.module.id == module.id)


def find(person: Person, ref: str) -> Module | None:
    """A module of the person's agency with its objectives and clauses."""
    rows = sa.select(Module).where(Module.ref == ref, Module.agency_id == person.agency_id)
    return db.session.scalar(rows.options(selectinload(Module.objectives), joinedload(Module.version)))


def is_unlocked(person: Person, module: Module) -> bool:
    """Whether the person may open the module: a delta, the first, passed, or the one before it is passed."""
    if module.kind == DELTA:
        return True
    order = _modules_of(module.version_id)
    passed = passed_by(person.id, [row.id for row in order])
    return module.id in unlocked([row.id for row in order], passed, _unpublished(order))


def is_read(person: Person, module: Module) -> bool:
    """Whether the person has read every step of the module."""
    rows = sa.select(Progress.read_at).where(Progress.person_id == person.id, Progress.module_id == module.id)
    return db.session.scalar(rows) is not None


def mark_read(person: Person, module: Module, step: int, *, now: datetime) -> Place:
    """Remember that the person has read this step. A step out of turn, or read before, changes nothing."""
    total = steps_of(len(module.objectives))
    progress = _progress(person, module, now)
    if Place(progress.steps, total).reachable(step):
        db.session.execute(
            sa.update(Progress)
            .where(Progress.id == progress.id, Progress.steps < step)
            .values(steps=step, read_at=now if step == total else None)
        )
        db.session.refresh(progress)
    return Place(min(progress.steps, total), total)


def compile_published(event: Event) -> None:
    """A version that comes into force has modules at once; their lessons may follow. One that amends another
    takes over what went on unchanged, and has a delta of what did not."""
    modules = publish_modules(event.row, {}, now=event.at)
    amendment = amendment_of(event.row)
    if amendment is not None and amendment.published_at:
        carry_over(amendment, modules, actor=event.actor, now=event.at)


def _modules_of(version_id: int) -> list[Module]:
    rows = sa.select(Module).where(Module.version_id == version_id, Module.kind == COURSE)
    return list(db.session.scalars(rows.order_by(Module.position)))


def _as_met(rows: list[ReadModule], passed: Collection[int]) -> list[CourseModule]:
    course = [module for module, *_rest in rows if module.kind == COURSE]
    order = [module.id for module in course]
    shut = set(order) - unlocked(order, passed, _unpublished(course))
    first = next((m for m in course if m.published and m.id not in shut and m.id not in passed), None)
    return [
        CourseModule(
            module=module,
            number=number,
            of=len(rows),
            place=Place(min(read or 0, steps_of(objectives)), steps_of(objectives)),
            passed=module.id in passed,
            waits_for=first if module.id in shut else None,
        )
        for number, (module, objectives, read) in enumerate(rows, start=1)
    ]


def _unpublished(modules: Collection[Module]) -> set[int]:
    return {module.id for module in modules if not module.published}


def _modules_read_by(person: Person, which: sa.ColumnElement[bool]) -> list[ReadModule]:
    objectives = sa.select(sa.func.count()).where(Objective.module_id == Module.id).scalar_subquery()
    rows = (
        sa.select(Module, objectives, Progress.steps)
        .outerjoin(Progress, sa.and_(Progress.module_id == Module.id, Progress.person_id == person.id))
        .where(which)
        .order_by(Module.version_id, Module.position)
    )
    return [(module, count, read) for module, count, read in db.session.execute(rows)]


def _progress(person: Person, module: Module, now: datetime) -> Progress:
    rows = sa.select(Progress).where(Progress.person_id == person.id, Progress.module_id == module.id)
    if found := db.session.scalar(rows):
        return found
    try:
        with db.session.begin_nested():
            opened = Progress(person_id=person.id, module_id=module.id, steps=0, started_at=now)
            db.session.add(opened)
    except IntegrityError:
        return db.session.scalars(rows).one()
    return opened
