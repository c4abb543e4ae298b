"""What goes on when a version replaces another: modules that stayed the same, and a delta of what did not."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from flask_babel import ngettext
from sqlalchemy.orm import selectinload

from ..codes.amendments import Consequence
from ..codes.models import SUBSTANTIVE, Amendment, Change, Clause, Section
from ..core.db import db
from .models import COURSE, DELTA, Module, Objective, Progress
from .publishing import carry_publication, open_delta
from .rules import Origin, minutes_for, predecessor, steps_of

TITLE, TITLE_EN = "Pembaruan versi {}", "Update to version {}"
SUMMARY = "Hanya butir yang berubah sejak versi {}."
SUMMARY_EN = "Only the clauses that changed since version {}."


def carry_over(
    amendment: Amendment, modules: Sequence[Module], *, actor: str, now: datetime
) -> Module | None:
    """Tie the modules of the new version to those they go on from, with their words and everybody's reading,
    and what was published stays so where it can; the delta that came of it, if any clause to be learned
    changed."""
    old = _modules_of(amendment.old_version_id)
    changes = {change.new_address: change for change in amendment.changes if change.new_address}
    lessons = {o.clause.address: o.lesson for module in old for o in module.objectives}
    home = {o.clause.address: module for module in old for o in module.objectives}
    for module in modules:
        origins = [_origin(o.clause.address, changes) for o in module.objectives]
        found, whole = predecessor(origins, {address: owner.id for address, owner in home.items()})
        source = next((each for each in old if each.id == found), None)
        if source is None:
            continue
        _take_words(module, source, whole=whole)
        for objective, origin in zip(module.objectives, origins, strict=True):
            if not origin.changed and origin.address:
                objective.lesson = objective.lesson or lessons.get(origin.address, "")
        if whole:
            module.predecessor_id = source.id
            _take_reading(module, source)
        carry_publication(module, source, whole=whole, actor=actor, now=now)
    delta = _open_delta(amendment, modules, changes)
    if delta is not None:
        open_delta(delta, actor=actor, now=now)
    return delta


def foresee(amendment: Amendment, _now: datetime) -> list[Consequence]:
    """How much of the new version there would be to learn anew."""
    changed = [c.new_address for c in amendment.changes if c.new_address and c.weight == SUBSTANTIVE]
    rows = sa.select(Clause.address).join(Section, Section.id == Clause.section_id)
    rows = rows.where(Clause.version_id == amendment.new_version_id, Clause.address.in_(changed))
    taught = rows.where(Clause.trainable, Section.trainable).order_by(Clause.position)
    asked = list(db.session.scalars(taught)) if changed else []
    if not asked:
        return []
    said = ngettext(
        "Modul pembaruan dibuka dengan %(num)s butir: %(clauses)s.",
        "Modul pembaruan dibuka dengan %(num)s butir: %(clauses)s.",
        len(asked),
        clauses=", ".join(asked),
    )
    return [Consequence(said)]


def _open_delta(amendment: Amendment, modules: Sequence[Module], changes: dict[str, Change]) -> Module | None:
    asked = [o for m in modules for o in m.objectives if _origin(o.clause.address, changes).changed]
    if not asked:
        return None
    taken, key = {module.key for module in modules}, DELTA
    while key in taken:
        key += "-2"
    old, new = amendment.old_version.number, amendment.new_version.number
    delta = Module(
        agency_id=amendment.agency_id,
        version=amendment.new_version,
        kind=DELTA,
        key=key,
        position=len(modules),
        title=TITLE.format(new),
        title_en=TITLE_EN.format(new),
        summary=SUMMARY.format(old),
        summary_en=SUMMARY_EN.format(old),
        minutes=minutes_for(objective.clause.text for objective in asked),
        objectives=[
            Objective(clause=o.clause, position=position, text=o.text, lesson=o.lesson)
            for position, o in enumerate(asked)
        ],
    )
    db.session.add(delta)
    db.session.flush()
    return delta


def _origin(address: str, changes: dict[str, Change]) -> Origin:
    change = changes.get(address)
    if change is None:
        return Origin(address, changed=False)
    return Origin(change.old_address, changed=change.weight == SUBSTANTIVE)


def _modules_of(version_id: int) -> list[Module]:
    rows = sa.select(Module).where(Module.version_id == version_id, Module.kind == COURSE)
    return list(db.session.scalars(rows.order_by(Module.position).options(selectinload(Module.objectives))))


def _take_words(module: Module, source: Module, *, whole: bool) -> None:
    """A recap sums up every clause of a module, so it goes on only where all of them did."""
    module.title, module.title_en = source.title, source.title_en
    module.summary, module.summary_en = source.summary, source.summary_en
    module.opening = module.opening or source.opening
    if whole:
        module.minutes, module.recap = source.minutes, module.recap or source.recap


def _take_reading(module: Module, source: Module) -> None:
    steps = sa.case((Progress.read_at.is_not(None), steps_of(len(module.objectives))), else_=Progress.steps)
    read = sa.select(
        Progress.person_id, sa.literal(module.id), steps, Progress.started_at, Progress.read_at
    ).where(Progress.module_id == source.id)
    columns = ["person_id", "module_id", "steps", "started_at", "read_at"]
    db.session.execute(sa.insert(Progress).from_select(columns, read))
