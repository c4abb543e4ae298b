"""What happens to modules: a published version yields them, they are read step by step, in order."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import joinedload, selectinload

from ..codes.formats import BadFile, Fault
from ..codes.models import Clause, CodeVersion
from ..codes.service import version_in_force
from ..core.db import db
from ..ledger.service import Event
from ..people.models import Person
from .formats import Lesson
from .models import Module, Objective, Progress
from .rules import ModuleSketch, Place, compile_modules, steps_of, unlocked

PassedBy = Callable[[int, Collection[int]], set[int]]


def _nobody_passed(_person_id: int, _module_ids: Collection[int]) -> set[int]:
    return set()


passed_by: PassedBy = _nobody_passed
"""Which of these modules a person has passed. Runs belong further right: `attempts` puts its answer here."""


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
    def state(self) -> str:
        """`locked`, `new`, `reading`, `read` (the quiz is next) or `passed`."""
        if self.passed:
            return "passed"
        if not self.unlocked:
            return "locked"
        return "read" if self.place.complete else "reading" if self.place.read else "new"


def publish_modules(version: CodeVersion, lessons: Mapping[str, Lesson], *, now: datetime) -> list[Module]:
    """Make the version's modules, or bring their lessons up to date. A clause may be without a lesson.

    Raises BadFile when a lesson is for no module of this version, or speaks of a clause its module has not.
    """
    sketches = compile_modules(version)
    _refuse_strangers(sketches, lessons)
    clauses = {clause.address: clause for clause in version.clauses}
    known = {module.key: module for module in _modules_of(version.id)}
    modules = []
    for position, sketch in enumerate(sketches):
        module = known.get(sketch.key) or Module(agency_id=version.agency_id, version=version, key=sketch.key)
        module.position = position
        _fill(module, sketch, lessons.get(sketch.key), clauses)
        db.session.add(module)
        modules.append(module)
    db.session.flush()
    return modules


def course(person: Person) -> list[CourseModule]:
    """The modules of the code in force at the person's agency, in order, with how far the person is."""
    version = version_in_force(person.agency_id)
    return course_of(person, version.id) if version else []


def course_of(person: Person, version_id: int) -> list[CourseModule]:
    """The modules of one version, in order, with how far the person is."""
    rows = _modules_read_by(person, version_id)
    order = [module.id for module, _objectives, _read in rows]
    passed = passed_by(person.id, order)
    opened = unlocked(order, passed)
    first = next((module for module, *_rest in rows if module.id in opened and module.id not in passed), None)
    return [
        CourseModule(
            module=module,
            number=number,
            of=len(rows),
            place=Place(min(read or 0, steps_of(objectives)), steps_of(objectives)),
            passed=module.id in passed,
            waits_for=None if module.id in opened else first,
        )
        for number, (module, objectives, read) in enumerate(rows, start=1)
    ]


def met(person: Person, ref: str) -> CourseModule | None:
    """A module of the person's agency, with its clauses loaded, as the person meets it."""
    module = find(person, ref)
    if module is None:
        return None
    return next(met for met in course_of(person, module.version_id) if met.module.id == module.id)


def find(person: Person, ref: str) -> Module | None:
    """A module of the person's agency with its objectives and clauses."""
    rows = sa.select(Module).where(Module.ref == ref, Module.agency_id == person.agency_id)
    return db.session.scalar(rows.options(selectinload(Module.objectives), joinedload(Module.version)))


def is_unlocked(person: Person, module: Module) -> bool:
    """Whether the person may open the module: it is the first, passed, or the one before it is passed."""
    order = list(
        db.session.scalars(
            sa.select(Module.id).where(Module.version_id == module.version_id).order_by(Module.position)
        )
    )
    return module.id in unlocked(order, passed_by(person.id, order))


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
    """A version that comes into force has modules at once; their lessons may follow."""
    publish_modules(event.row, {}, now=event.at)


def _modules_of(version_id: int) -> list[Module]:
    rows = sa.select(Module).where(Module.version_id == version_id).order_by(Module.position)
    return list(db.session.scalars(rows))


def _modules_read_by(person: Person, version_id: int) -> list[tuple[Module, int, int | None]]:
    objectives = sa.select(sa.func.count()).where(Objective.module_id == Module.id).scalar_subquery()
    rows = (
        sa.select(Module, objectives, Progress.steps)
        .outerjoin(Progress, sa.and_(Progress.module_id == Module.id, Progress.person_id == person.id))
        .where(Module.version_id == version_id)
        .order_by(Module.position)
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


def _refuse_strangers(sketches: Sequence[ModuleSketch], lessons: Mapping[str, Lesson]) -> None:
    addresses = {sketch.key: {objective.address for objective in sketch.objectives} for sketch in sketches}
    for key, lesson in lessons.items():
        if key not in addresses:
            message = f"Kode ini tidak punya modul {key}. Yang ada: {', '.join(addresses) or '-'}."
            raise BadFile(lesson.name, [Fault(2, "module", message)])
        faults = [
            Fault(part.line, part.address, f"Modul {key} tidak memuat butir ini.")
            for part in lesson.parts.values()
            if part.address not in addresses[key]
        ]
        if faults:
            raise BadFile(lesson.name, faults)


def _fill(module: Module, sketch: ModuleSketch, lesson: Lesson | None, clauses: Mapping[str, Clause]) -> None:
    """Words come from the lesson, else from what the module had, else from the code's structure."""
    if lesson:
        module.title, module.title_en = lesson.title, lesson.title_en
        module.summary, module.summary_en = lesson.summary, lesson.summary_en
        module.minutes, module.opening, module.recap = lesson.minutes, lesson.opening, lesson.recap
    elif not module.title:
        module.title, module.minutes = sketch.title, sketch.minutes
    known = {objective.clause_id: objective for objective in module.objectives}
    for position, wanted in enumerate(sketch.objectives):
        clause = clauses[wanted.address]
        objective = known.get(clause.id)
        if objective is None:
            objective = Objective(clause=clause)
            module.objectives.append(objective)
        objective.position, objective.text = position, wanted.text
        if lesson:
            part = lesson.parts.get(wanted.address)
            objective.lesson = part.text if part else ""
