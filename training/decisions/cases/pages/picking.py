"""The clauses that may be at issue: of the version in force on the day of the act, by section."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from ....codes.models import Clause, CodeVersion, Section
from ....codes.rules import cite
from ....core.db import db


@dataclass(frozen=True, slots=True)
class Part:
    """A section as the form shows it; `chosen` counts what is chosen in it."""

    heading: str
    clauses: list[Clause]
    chosen: int


@dataclass(frozen=True, slots=True)
class Picker:
    """What a form offers for a day: `lost` was chosen before and is not in this version."""

    day: date
    citation: str
    sections: list[Part]
    chosen: list[str]
    lost: list[str]


def picker(versions: Sequence[CodeVersion], day: date, chosen: Collection[str]) -> Picker | None:
    """The clauses of the versions of a day with those that are chosen; nothing where there is no version."""
    if not versions:
        return None
    rows = sa.select(Section).where(Section.version_id.in_([version.id for version in versions]))
    rows = rows.options(selectinload(Section.clauses)).order_by(Section.version_id, Section.position)
    sections = list(db.session.scalars(rows))
    there = {clause.address for section in sections for clause in section.clauses}
    parts = [
        Part(each.heading, each.clauses, sum(clause.address in chosen for clause in each.clauses))
        for each in sections
        if each.clauses
    ]
    return Picker(
        day,
        "; ".join(citation_of(version) for version in versions),
        parts,
        [each for each in chosen if each in there],
        [each for each in chosen if each not in there],
    )


def citation_of(version: CodeVersion) -> str:
    """How the version is cited."""
    return cite(version.title, version.decree, version.decree_date)
