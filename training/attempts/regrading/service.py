"""What happens to a regrade: a trainer proposes it with a reason, another person confirms it or turns it
down.

Who: the trainer knows the key, so proposes; certification facts reach HR, so HR sees whom it touches. A
trainer sees how many, never who. Either may confirm what somebody else proposed, but nobody a list that
changes a run of their own.
"""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import joinedload, lazyload, load_only

from ...core.db import affected, db
from ...core.jobs import CANCELLED, DONE, WAITING
from ...ledger.service import record
from ...people.changes import tell_done
from ...people.models import Person
from ...scenarios.formats import parse
from ...scenarios.models import Scenario, ScenarioVersion
from ..models import Assessment
from .applying import judge_again, waiting_runs
from .corrections import VOID, Correction
from .fitting import correction_of, key_changes, misfits_of, same_points
from .impact import Impact, impact_of
from .models import OPEN, PROPOSED, HeldItem, Regrade

AT_ONCE = 40
LONGEST_REASON = 1000


class NotRegradable(ValueError):
    """The proposal makes no sense: `why` is not_newer, same_key, unheld (no run holds it) or reason."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class AlreadyProposed(Exception):
    """The version has a proposal that waits or runs: `known`."""

    def __init__(self, known: Regrade) -> None:
        super().__init__(known.ref)
        self.known = known


class OwnWork(Exception):
    """Nobody confirms what they proposed (`proposed`), nor a list that changes a run of their own."""

    def __init__(self, *, proposed: bool) -> None:
        super().__init__(proposed)
        self.proposed = proposed


class Stale(Exception):
    """The list changed since the page was made, or somebody decided. Nothing was saved."""


def propose(
    version: ScenarioVersion, under: ScenarioVersion | None, *, reason: str, actor: Person, now: datetime
) -> Regrade:
    """Propose to judge the runs that hold `version` by the key of `under`, or to void it for them.

    Nothing else changes. Raises NotRegradable, AlreadyProposed.
    """
    if not 0 < len(reason.strip()) <= LONGEST_REASON:
        raise NotRegradable("reason")
    correction = _correction(version, under)
    if not held_by(version):
        raise NotRegradable("unheld")
    proposed = Regrade(
        agency_id=version.agency_id,
        version=version,
        under=under,
        state=PROPOSED,
        reason=reason.strip(),
        correction=correction,
        proposed_by=actor,
        proposed_at=now,
        queued_at=now,
    )
    try:
        with db.session.begin_nested():
            db.session.add(proposed)
    except IntegrityError:
        raise AlreadyProposed(_unfinished(version)) from None
    return proposed


def confirm(regrade: Regrade, *, stamp: str, actor: Person, now: datetime) -> None:
    """Have it done: at once for few runs, by the worker for many. Twice at once, it is done once.

    `stamp` is the list the page showed (see `Impact.stamp`). Raises OwnWork, Stale.
    """
    _hold_back_endings(regrade)
    db.session.refresh(regrade)
    if regrade.confirmed_at:
        return
    if regrade.proposed_by_id == actor.id:
        raise OwnWork(proposed=True)
    impact = impact_of(regrade, now=now)
    if impact.touches(actor.id):
        raise OwnWork(proposed=False)
    if stamp != impact.stamp or not _take(regrade, impact, actor, now):
        raise Stale
    db.session.refresh(regrade)
    record(f"scenario.{'regraded' if regrade.under_id else 'voided'}", regrade, actor=actor.ref, at=now)
    if regrade.total <= AT_ONCE:
        judge_again(regrade, list(db.session.scalars(waiting_runs(regrade))), actor=actor.ref, now=now)
        regrade.state, regrade.finished_at, regrade.done = DONE, now, regrade.total


def turn_down(regrade: Regrade, *, actor: Person, now: datetime) -> None:
    """Drop a proposal: whoever made it, or who was to confirm it. Raises Stale when it was decided."""
    rows = sa.update(Regrade).where(Regrade.id == regrade.id, Regrade.state == PROPOSED)
    if not affected(rows.values(state=CANCELLED, finished_at=now, ended_by_id=actor.id)):
        raise Stale
    tell_done("regrade.declined", regrade.ref, agency_id=regrade.agency_id, by=actor, now=now)


def find(person: Person, ref: str) -> Regrade | None:
    """A regrade of the person's agency."""
    return db.session.scalar(_rows(person).where(Regrade.ref == ref))


def regrades_of(person: Person) -> list[Regrade]:
    """Those of the person's agency: what waits for somebody first, then the latest."""
    first = sa.case((Regrade.state.in_((CANCELLED, DONE)), 1), else_=0)
    return list(db.session.scalars(_rows(person).order_by(first, Regrade.id.desc())))


def newer_versions(version: ScenarioVersion) -> list[ScenarioVersion]:
    """The published versions that came after, the latest first: whose key may be used."""
    later = (each for each in version.scenario.versions if each.number > version.number and each.published_at)
    return sorted(later, key=lambda each: -each.number)


def held_by(version: ScenarioVersion) -> int:
    """How many certification runs hold a version, open ones included."""
    rows = sa.select(sa.func.count(HeldItem.attempt_id)).where(HeldItem.version_id == version.id)
    return db.session.scalar(rows) or 0


def _correction(version: ScenarioVersion, under: ScenarioVersion | None) -> Correction:
    known = _in_force(version)
    if under is None:
        if known is not None and known.correction["void"]:
            raise NotRegradable("same_key")
        return VOID
    if under not in newer_versions(version):
        raise NotRegradable("not_newer")
    slug = version.scenario.slug
    old, new = parse(version.source, name=slug), parse(under.source, name=slug)
    judged_alike = same_points(old, new) and not key_changes(old, new) and not misfits_of(old, new)
    correction = correction_of(old, new, under=under.number)
    if known.correction == correction if known is not None else judged_alike:
        raise NotRegradable("same_key")
    return correction


def _take(regrade: Regrade, impact: Impact, actor: Person, now: datetime) -> bool:
    values = {"state": WAITING, "confirmed_by_id": actor.id, "confirmed_at": now, "queued_at": now}
    rows = sa.update(Regrade).where(Regrade.id == regrade.id, Regrade.state == PROPOSED)
    return bool(affected(rows.values(values | {"total": len(impact.changes)})))


def _hold_back_endings(regrade: Regrade) -> None:
    """Runs that end now wait until this is confirmed or not: each is either on the list, or sees it."""
    rows = sa.select(Assessment.id).where(Assessment.agency_id == regrade.agency_id)
    db.session.execute(rows.order_by(Assessment.id).with_for_update(key_share=True))


def _in_force(version: ScenarioVersion) -> Regrade | None:
    rows = sa.select(Regrade).where(Regrade.version_id == version.id, Regrade.confirmed_at.is_not(None))
    return db.session.scalar(rows.order_by(Regrade.confirmed_at.desc(), Regrade.id.desc()).limit(1))


def _unfinished(version: ScenarioVersion) -> Regrade:
    rows = sa.select(Regrade).where(Regrade.version_id == version.id, sa.text(OPEN))
    return db.session.scalars(rows).one()


def _rows(person: Person) -> sa.Select[Regrade]:
    names = (load_only(Person.name, Person.ref), lazyload(Person.agency), lazyload(Person.grants))
    return (
        sa.select(Regrade)
        .where(Regrade.agency_id == person.agency_id)
        .options(
            joinedload(Regrade.version).joinedload(ScenarioVersion.scenario).joinedload(Scenario.code),
            joinedload(Regrade.under).lazyload(ScenarioVersion.scenario),
            joinedload(Regrade.proposed_by).options(*names),
            joinedload(Regrade.confirmed_by).options(*names),
            joinedload(Regrade.ended_by).options(*names),
        )
    )
