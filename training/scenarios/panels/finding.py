"""Panels as pages look for them: of a draft, of one person, those that keep somebody from a draft."""

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, lazyload, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from ...core.db import db
from ...people.models import Person
from ..models import Scenario, ScenarioVersion
from .models import Panel, PanelVote


def newest(version: ScenarioVersion) -> Panel | None:
    """The last panel asked about a draft, with its experts."""
    rows = sa.select(Panel).where(Panel.version_id == version.id).order_by(Panel.id.desc()).limit(1)
    return db.session.scalars(rows.options(_experts())).first()


def find_vote(person: Person, ref: str) -> PanelVote | None:
    """This person's part in a panel."""
    rows = sa.select(PanelVote).join(Panel).where(Panel.ref == ref, PanelVote.person_id == person.id)
    return db.session.scalar(rows.options(joinedload(PanelVote.panel)))


def unanswered(person: Person) -> list[Panel]:
    """The panels that wait for this person. One statement."""
    rows = sa.select(Panel).join(PanelVote).where(PanelVote.person_id == person.id, *_waits())
    rows = rows.options(joinedload(Panel.version).defer(ScenarioVersion.source))
    return list(db.session.scalars(rows.order_by(Panel.id)))


def sealed_by(person_id: int, scenario_ref: str) -> str | None:
    """The panel about a draft of this scenario that waits for the person; its ref."""
    rows = sa.select(Panel.ref).join(PanelVote).where(PanelVote.person_id == person_id, *_waits())
    of_scenario = sa.select(ScenarioVersion.id).join(Scenario).where(Scenario.ref == scenario_ref)
    return db.session.scalar(rows.where(Panel.version_id.in_(of_scenario)).limit(1))


def _waits() -> tuple[sa.ColumnElement[bool], ...]:
    return (PanelVote.given_at.is_(None), PanelVote.declined_at.is_(None), Panel.closed_at.is_(None))


def _experts() -> ORMOption:
    return selectinload(Panel.votes).joinedload(PanelVote.person).options(lazyload(Person.grants))
