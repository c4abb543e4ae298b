"""What the queue must know of an agency's schemes: how long each takes, what cannot be met, what overlaps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from math import ceil

import sqlalchemy as sa

from ....codes.models import IN_FORCE, CodeVersion
from ....core.db import db
from ....modules.models import COURSE, Module
from ...models import Certification
from ..cases import open_schemes

MINUTES_A_DAY = 30


@dataclass(frozen=True, slots=True)
class SchemeFacts:
    """One open scheme: what it asks for, the days its course needs at half an hour a day, and how many of its
    modules are not published."""

    certification: Certification
    keys: frozenset[str]
    needed_days: int
    unpublished: int


def facts_of(agency_id: int) -> list[SchemeFacts]:
    """Every open scheme, in two statements."""
    schemes, modules = open_schemes(agency_id), _modules(agency_id)
    return [_facts(each, modules[each.code_id]) for each in schemes]


def overlaps(schemes: Iterable[SchemeFacts]) -> list[tuple[int, int]]:
    """Pairs of schemes of one code that ask for a module both, by id."""
    pairs = combinations(sorted(schemes, key=lambda each: each.certification.id), 2)
    return [
        (one.certification.id, other.certification.id)
        for one, other in pairs
        if one.certification.code_id == other.certification.code_id and one.keys & other.keys
    ]


def _facts(scheme: Certification, modules: list[sa.Row[int, str, int, bool]]) -> SchemeFacts:
    asked = [each for each in modules if not scheme.modules or each.key in scheme.modules]
    return SchemeFacts(
        certification=scheme,
        keys=frozenset(each.key for each in asked),
        needed_days=max(1, ceil(sum(each.minutes for each in asked) / MINUTES_A_DAY)),
        unpublished=sum(not each.published for each in asked),
    )


def _modules(agency_id: int) -> defaultdict[int, list[sa.Row[int, str, int, bool]]]:
    rows = (
        sa.select(
            *(CodeVersion.code_id, Module.key, Module.minutes),
            Module.published_at.is_not(None).label("published"),
        )
        .join(CodeVersion, CodeVersion.id == Module.version_id)
        .where(Module.agency_id == agency_id, Module.kind == COURSE, CodeVersion.state == IN_FORCE)
    )
    found: defaultdict[int, list[sa.Row[int, str, int, bool]]] = defaultdict(list)
    for row in db.session.execute(rows):
        found[row.code_id].append(row)
    return found
