"""What waits for one person: drafts to look at, panels to answer, comments on their own drafts."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from ...core.db import db
from ...people.models import Person
from ..models import DRAFT, DraftHand, Scenario, ScenarioVersion
from ..panels.models import Panel, PanelVote
from .models import Comment, Review

LOOK, GRADE, ANSWER = "look", "grade", "answer"
SHOWN = 20


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing to do: `ref` is that of the review, the panel or, for comments to answer, the scenario; of
    comments `count` says how many are open."""

    kind: str
    ref: str
    title: str
    clause: str
    count: int


def waiting_for(person: Person) -> list[Waiting]:
    """Everything that waits for a person, panels first, at most twenty. One statement."""
    found = sa.union_all(_panels(person), _reviews(person), _comments(person)).subquery()
    rows = sa.select(found).order_by(found.c.rank, found.c.title, found.c.ref).limit(SHOWN)
    return [Waiting(*each[1:]) for each in db.session.execute(rows)]


def _panels(person: Person) -> sa.Select[int, str, str, str, str, int]:
    rows = _row(1, GRADE, Panel.ref, sa.literal(1)).join(Panel, Panel.version_id == ScenarioVersion.id)
    rows = rows.join(PanelVote, PanelVote.panel_id == Panel.id)
    return rows.where(
        PanelVote.person_id == person.id,
        PanelVote.given_at.is_(None),
        PanelVote.declined_at.is_(None),
        Panel.closed_at.is_(None),
        ScenarioVersion.state == DRAFT,
    )


def _reviews(person: Person) -> sa.Select[int, str, str, str, str, int]:
    wrote = sa.select(DraftHand.version_id).where(DraftHand.person_id == person.id)
    rows = _row(2, LOOK, Review.ref, sa.literal(1)).join(Review, Review.version_id == ScenarioVersion.id)
    return rows.where(
        Review.agency_id == person.agency_id, Review.decision.is_(None), ScenarioVersion.id.not_in(wrote)
    )


def _comments(person: Person) -> sa.Select[int, str, str, str, str, int]:
    rows = _row(3, ANSWER, Scenario.ref, sa.func.count())
    rows = rows.join(Scenario, Scenario.id == ScenarioVersion.scenario_id)
    rows = rows.join(Comment, Comment.version_id == ScenarioVersion.id)
    rows = rows.join(DraftHand, DraftHand.version_id == ScenarioVersion.id)
    return rows.where(
        DraftHand.person_id == person.id, Comment.resolved_at.is_(None), ScenarioVersion.state == DRAFT
    ).group_by(Scenario.ref, ScenarioVersion.title, ScenarioVersion.clause)


def _row(
    rank: int, kind: str, ref: sa.SQLColumnExpression[str], count: sa.ColumnElement[int]
) -> sa.Select[int, str, str, str, str, int]:
    return sa.select(
        sa.literal(rank).label("rank"),
        sa.literal(kind).label("kind"),
        ref.label("ref"),
        ScenarioVersion.title.label("title"),
        ScenarioVersion.clause.label("clause"),
        count.label("count"),
    ).select_from(ScenarioVersion)
