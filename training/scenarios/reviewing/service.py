"""What happens between an author and a second person: asked, said, mended, approved or sent back."""

from datetime import datetime
from typing import Final

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from ...core.db import db
from ...ledger.service import Event
from ...people.models import Person
from ..hands import has_written
from ..keeping import Stale, hold
from ..models import DRAFT, Scenario, ScenarioVersion
from ..service import NotPublishable, judge, unchanged
from ..spelling import clean
from .finding import comments, waiting
from .models import APPROVED, RETURNED, WITHDRAWN, Comment, Review
from .people import reviewers_of
from .pointing import WHOLE, places, point

MOST_WORDS: Final = 4000
MOST_COMMENTS: Final = 200


class OwnWork(ValueError):
    """Whoever wrote a text of the draft cannot decide on it."""


class NobodyElse(ValueError):
    """There is no second person in the agency who may look."""


class NothingSaid(ValueError):
    """A draft is sent back with a word about why, or a comment that is open."""


class Full(ValueError):
    """The draft has as many comments as it may have."""


def ask(scenario: Scenario, *, stamp: str, note: str, actor: Person, now: datetime) -> Review:
    """Ask for a second person's look at the draft. Asking twice is one request, with the newer words.

    Raises Stale, NotPublishable (faults first; what waits for its clause may be looked at), Unchanged,
    NobodyElse.
    """
    hold(scenario)
    draft = _draft(scenario, stamp)
    judged = judge(scenario, draft.source)
    if judged.errors:
        raise NotPublishable(judged.findings)
    unchanged(scenario, draft)
    if not reviewers_of(draft):
        raise NobodyElse
    review = waiting(draft) or _opened(draft, actor, now)
    review.content_hash, review.note = draft.content_hash, clean(note)[:MOST_WORDS] or review.note
    db.session.flush()
    return review


def approve(review: Review, *, stamp: str, answer: str, actor: Person, now: datetime) -> ScenarioVersion:
    """Say yes to exactly the text of this stamp. Saying it again changes nothing. Raises Stale, OwnWork."""
    hold(review.version.scenario)
    db.session.refresh(review)
    version = _draft(review.version.scenario, stamp, review)
    if has_written(version, actor):
        raise OwnWork
    if review.decision == APPROVED and version.approved and version.approved_by_id == actor.id:
        return version
    _decide(review, APPROVED, answer, actor, now)
    review.content_hash = version.content_hash
    version.approved_hash, version.approved_by, version.approved_at = version.content_hash, actor, now
    db.session.flush()
    return version


def send_back(review: Review, *, answer: str, actor: Person, now: datetime) -> None:
    """Give the draft back to be mended. Raises Stale where it was decided, OwnWork, NothingSaid."""
    hold(review.version.scenario)
    db.session.refresh(review)
    if review.decision == RETURNED and review.decided_by_id == actor.id:
        return
    if has_written(review.version, actor):
        raise OwnWork
    if not clean(answer) and not any(each.resolved_at is None for each in comments(review.version)):
        raise NothingSaid
    _decide(review, RETURNED, answer, actor, now)
    review.content_hash = review.version.content_hash
    db.session.flush()


def withdraw(scenario: Scenario, *, actor: Person, now: datetime) -> None:
    """Ask nobody any more; nothing where nobody was asked."""
    hold(scenario)
    if scenario.draft and (review := waiting(scenario.draft)):
        _decide(review, WITHDRAWN, "", actor, now)


def say(
    version: ScenarioVersion, *, node: str, letter: str, text: str, actor: Person, now: datetime
) -> Comment:
    """A comment on a place of the draft; where the place is gone, on the nearest that is there.

    Raises NothingSaid for one without words, Full.
    """
    words = clean(text)[:MOST_WORDS]
    if not words:
        raise NothingSaid
    count = sa.select(sa.func.count()).select_from(Comment).where(Comment.version_id == version.id)
    if (db.session.scalar(count) or 0) >= MOST_COMMENTS:
        raise Full
    known = places(version.source)
    at = point(known, node, letter)
    quote = known[at].words if at != WHOLE else ""
    comment = Comment(
        version_id=version.id, node=at[0], letter=at[1], quote=quote[:200], text=words, by=actor, at=now
    )
    db.session.add(comment)
    db.session.flush()
    return comment


def resolve(comment: Comment, *, answer: str, actor: Person, now: datetime) -> None:
    """Say that a comment is answered or mended. The first word stands."""
    if comment.resolved_at is None:
        comment.answer, comment.resolved_by, comment.resolved_at = clean(answer)[:MOST_WORDS], actor, now


def close_open(event: Event) -> None:
    """What is published waits for nobody."""
    if review := waiting(event.row):
        review.decision, review.decided_at = WITHDRAWN, event.at


def _draft(scenario: Scenario, stamp: str, review: Review | None = None) -> ScenarioVersion:
    draft = scenario.draft
    if draft is None or draft.stamp != stamp or (review and review.version_id != draft.id):
        raise Stale(scenario.current)
    return draft


def _opened(draft: ScenarioVersion, actor: Person, now: datetime) -> Review:
    review = Review(agency_id=draft.agency_id, version=draft, asked_by=actor, asked_at=now)
    review.content_hash = draft.content_hash
    try:
        with db.session.begin_nested():
            db.session.add(review)
    except IntegrityError:
        raise Stale(draft) from None
    return review


def _decide(review: Review, decision: str, answer: str, actor: Person, now: datetime) -> None:
    if review.decision is not None or review.version.state != DRAFT:
        raise Stale(review.version)
    review.decision, review.decided_by, review.decided_at = decision, actor, now
    review.answer = clean(answer)[:MOST_WORDS]
