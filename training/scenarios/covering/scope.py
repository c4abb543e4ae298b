"""Which clauses scenarios of a code may be about: those in force, and those a draft of the code will bring.

A scenario about a clause to come can be written and reviewed at once; it is published when the clause holds.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from ...codes.diffing import ClauseText
from ...codes.models import DRAFT, IN_FORCE, Clause, Code, CodeVersion, ReadingFinding
from ...codes.rules import indonesian_day
from ...codes.service import version_in_force
from ...core.db import db

# The address of a clause whose label was lost, until somebody fills it in.
UNSETTLED = "?"


@dataclass(frozen=True, slots=True)
class Scope:
    """The clauses in force, and those only `version` has, which begins on a day (None: once published)."""

    clauses: tuple[ClauseText, ...] = ()
    coming: tuple[ClauseText, ...] = ()
    version: int | None = None
    begins: date | None = None

    @property
    def addresses(self) -> frozenset[str]:
        """The addresses in force."""
        return frozenset(clause.address for clause in self.clauses)

    @property
    def upcoming(self) -> Mapping[str, str]:
        """The addresses to come, each with what it waits for, as findings say it."""
        waits = f"menunggu versi {self.version} terbit"
        if self.begins:
            waits = f"berlaku mulai {indonesian_day(self.begins)} dengan versi {self.version}"
        return {clause.address: waits for clause in self.coming}


def scope_of(code_id: int) -> Scope:
    """The scope of one code; an empty one where nothing of it can be cited."""
    return _scopes(CodeVersion.code_id == code_id).get(code_id, Scope())


def scopes_of(agency_id: int) -> dict[int, Scope]:
    """The scopes of an agency's codes by code id. One statement."""
    return _scopes(CodeVersion.agency_id == agency_id)


def code_to_write_for(agency_id: int) -> Code | None:
    """The code in force; before any is, the newest one that has a draft fit to write for."""
    version = version_in_force(agency_id)
    if version:
        return version.code
    waiting = scopes_of(agency_id)
    return db.session.get(Code, max(waiting)) if waiting else None


def _scopes(condition: sa.ColumnElement[bool]) -> dict[int, Scope]:
    rows = (
        sa.select(
            *(CodeVersion.code_id, CodeVersion.state, CodeVersion.number, CodeVersion.in_force_from),
            *(Clause.address, Clause.text),
        )
        .join(Clause, Clause.version_id == CodeVersion.id)
        .where(condition, sa.or_(CodeVersion.state == IN_FORCE, _is_next()))
        .order_by(CodeVersion.number, Clause.position)
    )
    found: defaultdict[int, dict[tuple[str, int, date | None], list[ClauseText]]] = defaultdict(dict)
    for code_id, state, number, begins, address, text in db.session.execute(rows):
        found[code_id].setdefault((state, number, begins), []).append(ClauseText(address, text))
    return {code_id: _scope(versions) for code_id, versions in found.items()}


def _scope(versions: Mapping[tuple[str, int, date | None], list[ClauseText]]) -> Scope:
    """`versions` holds at most one in force and the draft that is to follow it."""
    held = next((clauses for (state, *_), clauses in versions.items() if state == IN_FORCE), [])
    for (state, number, begins), clauses in versions.items():
        if state == DRAFT:
            known = {clause.address for clause in held}
            coming = tuple(c for c in clauses if c.address not in known and UNSETTLED not in c.address)
            return Scope(tuple(held), coming, number, begins)
    return Scope(tuple(held))


def _is_next() -> sa.ColumnElement[bool]:
    """The newest version of its code, a draft without an unanswered error: its addresses are settled."""
    later = aliased(CodeVersion)
    newer = sa.select(later.id).where(later.code_id == CodeVersion.code_id, later.number > CodeVersion.number)
    doubts = sa.select(ReadingFinding.id).where(
        ReadingFinding.version_id == CodeVersion.id,
        ReadingFinding.severity == "error",
        ReadingFinding.resolved_at.is_(None),
    )
    return sa.and_(CodeVersion.state == DRAFT, ~newer.exists(), ~doubts.exists())
