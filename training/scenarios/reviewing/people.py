"""Who may look at a draft: holders of the permission in its agency who wrote nothing of it."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import lazyload

from ...core.access import PERMISSIONS, Role
from ...core.db import db
from ...people.models import Person, RoleGrant
from ..models import DraftHand, ScenarioVersion

PERMISSION = "scenarios.review"


@dataclass(frozen=True, slots=True)
class Circle:
    """Who may approve the draft, and who can give somebody the role; both by name."""

    reviewers: list[Person]
    administrators: list[Person]


def circle_of(version: ScenarioVersion) -> Circle:
    """The circle of a draft. One statement."""
    wrote = sa.select(DraftHand.person_id).where(DraftHand.version_id == version.id)
    rules = sa.select(RoleGrant.person_id).where(RoleGrant.role == Role.ADMINISTRATOR)
    judges = sa.select(RoleGrant.person_id).where(RoleGrant.role.in_(PERMISSIONS[PERMISSION].roles))
    rows = sa.select(Person, Person.id.in_(wrote), Person.id.in_(rules))
    rows = rows.where(Person.agency_id == version.agency_id, Person.active, Person.id.in_(judges))
    found = db.session.execute(rows.options(lazyload(Person.grants)).order_by(Person.name, Person.id)).all()
    return Circle(
        [person for person, has_written, _rules in found if not has_written],
        [person for person, _has_written, is_administrator in found if is_administrator],
    )


def reviewers_of(version: ScenarioVersion) -> list[Person]:
    """Those who may approve the draft."""
    return circle_of(version).reviewers
