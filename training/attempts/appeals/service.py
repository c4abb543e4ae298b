"""What happens to appeals of items: an officer makes one, somebody else answers it once."""

from collections.abc import Collection, Mapping
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, lazyload, load_only

from ...core.clock import day_in
from ...core.db import affected, db
from ...core.jobs import CANCELLED
from ...ledger.service import record
from ...people.models import Person
from ...scenarios.models import ScenarioVersion
from ..models import CERTIFICATION, Attempt
from ..models import OPEN as RUNNING
from ..regrading.models import HeldItem, Regrade
from .models import ItemAppeal
from .rules import OPEN, UPHELD, answer_faults, text_fault
from .terms import term_for

ANSWERS = "outcomes.confirm"


class Refused(ValueError):
    """Nothing was saved. `why` names what must change, by field: the codes of `rules`, or `person` with
    `answered` (somebody was quicker)."""

    def __init__(self, why: Mapping[str, str]) -> None:
        super().__init__(str(dict(why)))
        self.why = dict(why)


class NotAppealable(LookupError):
    """There is no such item, or the run is no certification run that has ended."""


def appeal(attempt: Attempt, item: int, *, text: str, now: datetime) -> ItemAppeal:
    """The person of a run says why its item at a place (from 0) is wrong; one that was made before is
    returned as it is. Raises NotAppealable, Refused."""
    version = version_at(attempt, item)
    if fault := text_fault(text):
        raise Refused({"text": fault})
    # Of two requests at once, one sees the other.
    db.session.execute(sa.select(Attempt.id).where(Attempt.id == attempt.id).with_for_update())
    if (known := appeal_of(attempt, item)) is not None:
        return known
    made = ItemAppeal(agency_id=attempt.agency_id, person=attempt.person, attempt=attempt, item=item)
    made.version, made.text, made.asked_at = version, text.strip(), now
    made.due_at = term_for(day_in(attempt.person.agency.zone, now)).due(now)
    db.session.add(made)
    db.session.flush()
    record("item.appealed", made, actor=attempt.person.ref, at=now)
    return made


def answer(made: ItemAppeal, *, decision: str, reason: str, actor: Person, now: datetime) -> None:
    """Uphold an appeal whose item is being put right, or dismiss it, with the reason the officer is told.
    Raises Refused."""
    regrade = regrade_of(made.version)
    why = answer_faults(
        decision,
        reason,
        own=made.person_id == actor.id,
        authored=made.version.author_id == actor.id,
        put_right=regrade is not None and regrade.confirmed_at is not None,
    )
    if why:
        raise Refused(why)
    values = {"state": decision, "reason": reason.strip(), "answered_at": now, "answered_by_id": actor.id}
    values["regrade_id"] = regrade.id if regrade and decision == UPHELD else None
    first = sa.update(ItemAppeal).where(ItemAppeal.id == made.id, ItemAppeal.state == OPEN)
    if not affected(first.values(values).execution_options(synchronize_session=False)):
        db.session.refresh(made)
        raise Refused({"person": "answered"})
    db.session.refresh(made)
    record("item.answered", made, actor=actor.ref, at=now)


def version_at(attempt: Attempt, item: int) -> ScenarioVersion:
    """The scenario version at a place of an ended certification run. Raises NotAppealable."""
    if attempt.purpose != CERTIFICATION or attempt.state == RUNNING:
        raise NotAppealable(attempt.ref)
    rows = sa.select(ScenarioVersion).join(HeldItem, HeldItem.version_id == ScenarioVersion.id)
    found = db.session.scalar(rows.where(HeldItem.attempt_id == attempt.id, HeldItem.item == item))
    if found is None:
        raise NotAppealable(attempt.ref)
    return found


def appeal_of(attempt: Attempt, item: int) -> ItemAppeal | None:
    """The appeal of an item of a run, if there is one."""
    rows = _rows().where(ItemAppeal.attempt_id == attempt.id, ItemAppeal.item == item)
    return db.session.scalar(rows)


def states_of(attempt_ids: Collection[int]) -> dict[tuple[int, int], str]:
    """How the appeals of these runs stand, by run and place of the item."""
    rows = sa.select(ItemAppeal.attempt_id, ItemAppeal.item, ItemAppeal.state)
    found = db.session.execute(rows.where(ItemAppeal.attempt_id.in_(attempt_ids)))
    return {(attempt_id, item): state for attempt_id, item, state in found}


def regrade_of(version: ScenarioVersion) -> Regrade | None:
    """The last regrade of a version that was not turned down, agreed on or still proposed."""
    rows = sa.select(Regrade).where(Regrade.version_id == version.id, Regrade.state != CANCELLED)
    return db.session.scalar(rows.order_by(Regrade.id.desc()).limit(1))


def find(reader: Person, ref: str) -> ItemAppeal | None:
    """An appeal within the reader's agency."""
    rows = _rows().where(ItemAppeal.ref == ref, ItemAppeal.agency_id == reader.agency_id)
    return db.session.scalar(rows)


def queue(agency_id: int) -> list[ItemAppeal]:
    """What waits for an answer in an agency, what is due first."""
    rows = _rows().where(ItemAppeal.agency_id == agency_id, ItemAppeal.state == OPEN)
    return list(db.session.scalars(rows.order_by(ItemAppeal.due_at, ItemAppeal.id)))


def answered(agency_id: int, *, limit: int) -> list[ItemAppeal]:
    """What was answered last in an agency."""
    rows = _rows().where(ItemAppeal.agency_id == agency_id, ItemAppeal.state != OPEN)
    return list(
        db.session.scalars(rows.order_by(ItemAppeal.answered_at.desc(), ItemAppeal.id.desc()).limit(limit))
    )


def appeals_by(person: Person) -> list[ItemAppeal]:
    """What somebody said is wrong about items, the latest first. One statement."""
    run = joinedload(ItemAppeal.attempt).options(load_only(Attempt.ref), lazyload("*"))
    rows = _rows().options(run).where(ItemAppeal.person_id == person.id)
    return list(db.session.scalars(rows.order_by(ItemAppeal.asked_at.desc(), ItemAppeal.id.desc())))


def _rows() -> sa.Select[ItemAppeal]:
    names = (load_only(Person.name, Person.ref), lazyload(Person.agency), lazyload(Person.grants))
    return sa.select(ItemAppeal).options(
        joinedload(ItemAppeal.version),
        joinedload(ItemAppeal.person).options(*names),
        joinedload(ItemAppeal.answered_by).options(*names),
        joinedload(ItemAppeal.regrade).options(load_only(Regrade.ref, Regrade.state)),
    )
