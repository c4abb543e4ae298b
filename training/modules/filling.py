"""How modules get their words: from a lesson file, from what they had, or from the code's structure."""

from collections.abc import Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from ..codes.formats import BadFile, Fault
from ..codes.models import Clause
from ..core.db import db
from .formats import Lesson
from .models import COURSE, DELTA, Module, Objective
from .rules import ModuleSketch


def refuse_strangers(sketches: Sequence[ModuleSketch], lessons: Mapping[str, Lesson]) -> None:
    """Raise BadFile when a lesson is for no module of these, or speaks of a clause its module has not."""
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


def fill(module: Module, sketch: ModuleSketch, lesson: Lesson | None, clauses: Mapping[str, Clause]) -> None:
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


def teach_delta(version_id: int) -> None:
    """Give the delta of a version the lessons its course has on the same clauses."""
    course, delta = aliased(Module), aliased(Module)
    taught = aliased(Objective)
    rows = (
        sa.select(Objective, taught.lesson)
        .join(delta, sa.and_(delta.id == Objective.module_id, delta.kind == DELTA))
        .join(taught, taught.clause_id == Objective.clause_id)
        .join(course, sa.and_(course.id == taught.module_id, course.kind == COURSE))
        .where(delta.version_id == version_id)
    )
    for objective, lesson in db.session.execute(rows):
        objective.lesson = lesson
