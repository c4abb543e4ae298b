"""Who changed in this transaction: noted as it happens, followed once, just before it commits."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import event
from sqlalchemy.orm import Session, SessionTransaction

from ...attempts.models import CERTIFICATION
from ...core.db import db
from ...ledger.service import Event
from .service import forget_counts, people_of, refresh

NOTED, AGENCIES = "spans_noted", "spans_agencies"


def note(person_ids: Collection[int], now: datetime) -> None:
    """These people's stretches are to follow their facts before this transaction commits."""
    noted = db.session.info.setdefault(NOTED, {})
    for person in person_ids:
        noted[person] = max(noted.get(person, now), now)


def note_event(happened: Event) -> None:
    """What happened bears on the person it is about."""
    note([happened.row.person_id], happened.at)


def note_run(happened: Event) -> None:
    """A run that passed, or passes or fails since it was judged anew."""
    run = happened.row
    if run.purpose == CERTIFICATION and (happened.kind != "attempt.submitted" or _passed(run)):
        note([run.person_id], happened.at)


def note_agency(happened: Event) -> None:
    """A code was published or amended: it bears on everybody."""
    db.session.info.setdefault(AGENCIES, {})[happened.row.agency_id] = happened.at


def note_terms(happened: Event) -> None:
    """The terms of a scheme were set: its counts speak of other days of grace."""
    forget_counts(happened.row.id)
    note_agency(happened)


def watch_commits() -> None:
    """Follow what was noted just before each commit, and forget it when that is rolled back."""
    factory = db.session.session_factory
    if not event.contains(factory, "before_commit", _follow):
        event.listen(factory, "before_commit", _follow, insert=True)
        event.listen(factory, "after_soft_rollback", _forget)


def _follow(session: Session) -> None:
    if session.in_nested_transaction():
        return
    agencies, noted = session.info.pop(AGENCIES, {}), session.info.pop(NOTED, {})
    if not agencies and not noted:
        return
    session.flush()
    for agency, at in agencies.items():
        noted |= {person: max(at, noted.get(person, at)) for person in people_of(agency)}
    if noted:
        refresh(list(noted), max(noted.values()))


def _forget(session: Session, rolled_back: SessionTransaction) -> None:
    if not rolled_back.nested:
        session.info.pop(NOTED, None)
        session.info.pop(AGENCIES, None)


def _passed(run: object) -> bool:
    outcome = getattr(run, "outcome", None)
    return bool(outcome and outcome.passed)
