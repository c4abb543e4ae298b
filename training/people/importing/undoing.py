"""Taking an import back: who it added goes, what it changed is as before, unless something happened since."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any, Final

import sqlalchemy as sa

from ...core.clock import now
from ...core.db import db
from ..changes import tell_changed
from ..models import Person, Posting, Unit
from ..posting import Post
from ..posts import posts_of
from ..removal import kept_by, let_go, remove
from .models import CHANGED, CREATED, KEPT, UNDONE, UNIT, ImportStep

CHUNK: Final = 100


def take_back(number: int, *, hold: Callable[[int], None], pulse: Callable[[], None]) -> None:
    """Take back every step, people before units. `hold` is called with how many are done, in each chunk's
    transaction; it raises Lost."""
    done = 0
    for kinds in ((CREATED, CHANGED), (UNIT,)):
        while True:
            pulse()
            steps = _next(number, kinds)
            if not steps:
                break
            done += len(steps)
            hold(done)
            moment = now()
            if free := _free([step for step in steps if step.kind == CREATED]):
                let_go(list(free), moment)
                db.session.commit()
                hold(done)
                _remove(free)
            _restore([step for step in steps if step.kind == CHANGED], moment)
            _drop_units([step for step in steps if step.kind == UNIT])
            db.session.commit()


def kept_steps(number: int, most: int) -> list[tuple[ImportStep, str]]:
    """What was not taken back, with the name of the person or unit, in the order of the sheet."""
    rows = (
        sa.select(ImportStep, sa.func.coalesce(Person.name, Unit.name))
        .outerjoin(Person, Person.id == ImportStep.person_id)
        .outerjoin(Unit, Unit.id == ImportStep.unit_id)
        .where(ImportStep.import_id == number, ImportStep.outcome == KEPT)
        .order_by(ImportStep.row, ImportStep.id)
        .limit(most)
    )
    return [(step, name) for step, name in db.session.execute(rows)]


def _next(number: int, kinds: Sequence[str]) -> list[ImportStep]:
    rows = sa.select(ImportStep).where(
        ImportStep.import_id == number, ImportStep.outcome == "", ImportStep.kind.in_(kinds)
    )
    return list(db.session.scalars(rows.order_by(ImportStep.id.desc()).limit(CHUNK)))


def _free(steps: Sequence[ImportStep]) -> dict[int, ImportStep]:
    """The steps whose people may go, by person; the others are settled."""
    people = {step.person_id: step for step in steps if step.person_id}
    revs = dict(db.session.execute(sa.select(Person.id, Person.rev).where(Person.id.in_(people))).all())
    kept = kept_by(list(people)) if people else {}
    free: dict[int, ImportStep] = {}
    for step in steps:
        if step.person_id not in revs:
            _settle(step, UNDONE)
        elif revs[step.person_id] != step.rev:
            _settle(step, KEPT, "changed")
        elif step.person_id in kept:
            _settle(step, KEPT, kept[step.person_id])
        else:
            free[step.person_id] = step
    db.session.flush()
    return free


def _remove(free: dict[int, ImportStep]) -> None:
    for step in free.values():
        _settle(step, UNDONE)
    db.session.flush()
    remove(list(free))
    db.session.expire_all()


def _restore(steps: Sequence[ImportStep], moment: datetime) -> None:
    ids = [step.person_id for step in steps if step.person_id]
    people = {row.id: row for row in db.session.scalars(sa.select(Person).where(Person.id.in_(ids)))}
    told = []
    for step in steps:
        person = people.get(step.person_id or 0)
        if person is None or person.rev != step.rev:
            _settle(step, KEPT, "changed")
            continue
        if why := _cannot(person, step.before):
            _settle(step, KEPT, why)
            continue
        for name, value in step.before.items():
            if name != "posts":
                setattr(person, name, date.fromisoformat(value) if name == "joined_on" and value else value)
        if "posts" in step.before:
            _restore_posts(person, step.before["posts"], moment)
        person.rev += 1
        _settle(step, UNDONE)
        told.append(person.id)
    db.session.flush()
    tell_changed(told, moment)


def _cannot(person: Person, before: dict[str, Any]) -> str:
    """Why a person's number cannot be given back: somebody else has it now."""
    for name in ("nip", "email"):
        value = before.get(name)
        column = getattr(Person, name)
        if value and db.session.scalar(sa.select(Person.id).where(column == value, Person.id != person.id)):
            return "taken"
    return ""


def _restore_posts(person: Person, posts: dict[str, list[int]], moment: datetime) -> None:
    for row in posts_of(person):
        if row.id in posts["added"]:
            row.withdrawn_at = moment
    earlier = sa.select(Posting).where(Posting.id.in_(posts["withdrawn"]), Posting.person_id == person.id)
    for row in db.session.scalars(earlier):
        again = Post(row.unit, row.position, row.kind, row.since, row.until)
        db.session.add(again.of(person, moment))


def _drop_units(steps: Sequence[ImportStep]) -> None:
    """The latest made first: those beneath before those above."""
    for step in steps:
        number = step.unit_id
        posted = sa.select(Posting.id).where(Posting.unit_id == number)
        above = sa.select(Unit.id).where(Unit.parent_id == number)
        if number and db.session.scalar(sa.select(posted.exists() | above.exists())):
            _settle(step, KEPT, "used")
            continue
        _settle(step, UNDONE)
        db.session.flush()
        db.session.execute(sa.delete(Unit).where(Unit.id == number))


def _settle(step: ImportStep, outcome: str, why: str = "") -> None:
    step.outcome, step.why = outcome, why[:40]
