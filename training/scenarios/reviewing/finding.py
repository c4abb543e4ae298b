"""Requests and comments as pages look for them."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import QueryableAttribute, joinedload, lazyload
from sqlalchemy.orm.interfaces import ORMOption

from ...core.db import db
from ...people.models import Person
from ..models import DraftHand, ScenarioVersion
from .models import Comment, Review


def comments(version: ScenarioVersion) -> list[Comment]:
    """All that was said about the draft, in time."""
    rows = sa.select(Comment).where(Comment.version_id == version.id).order_by(Comment.at, Comment.id)
    return list(db.session.scalars(rows.options(_who(Comment.by), _who(Comment.resolved_by))))


def waiting(version: ScenarioVersion) -> Review | None:
    """The request that waits for a second person."""
    rows = sa.select(Review).where(Review.version_id == version.id, Review.decision.is_(None))
    return db.session.scalar(rows)


def reviews_of(version: ScenarioVersion) -> list[Review]:
    """Every request about the version, the last one first."""
    rows = sa.select(Review).where(Review.version_id == version.id).order_by(Review.id.desc())
    return list(db.session.scalars(rows.options(_who(Review.asked_by), _who(Review.decided_by))))


def waiting_for(person: Person) -> list[Review]:
    """The requests this person can take up: others' drafts of the agency, the oldest first. One statement."""
    wrote = sa.select(DraftHand.version_id).where(DraftHand.person_id == person.id)
    rows = sa.select(Review).where(Review.agency_id == person.agency_id, Review.decision.is_(None))
    rows = rows.where(Review.version_id.not_in(wrote)).order_by(Review.asked_at, Review.id)
    no_text = joinedload(Review.version).defer(ScenarioVersion.source)
    return list(db.session.scalars(rows.options(no_text, _who(Review.asked_by))))


def find(person: Person, ref: str) -> Review | None:
    """A request in the person's agency."""
    rows = sa.select(Review).where(Review.ref == ref, Review.agency_id == person.agency_id)
    return db.session.scalar(rows.options(_who(Review.asked_by), _who(Review.decided_by)))


def find_comment(version: ScenarioVersion, ref: str) -> Comment | None:
    """A comment on this version."""
    return db.session.scalar(sa.select(Comment).where(Comment.ref == ref, Comment.version_id == version.id))


def _who(person: QueryableAttribute[Any]) -> ORMOption:
    """A person by name: without what they may do."""
    return joinedload(person).options(lazyload(Person.grants))
