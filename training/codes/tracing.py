"""Where clauses of a version stand in the other versions of their code, and what changed on the way."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from ..core.db import db
from .diffing import ClauseText
from .lineage import lineage
from .models import DRAFT, Amendment, Change, Clause, Code, CodeVersion, Section
from .rules import cite, heading, plain

Ends = tuple[int, str]
"""A version (id) and an address in it."""


@dataclass(frozen=True, slots=True)
class Issue:
    """A published version. It holds from `since`; `published_at` is when it came into this system."""

    id: int
    ref: str
    code_id: int
    code: str
    citation: str
    number: int
    since: date
    published_at: datetime
    content_hash: str
    lineage: str


@dataclass(frozen=True, slots=True)
class Place:
    """A clause in one version. `same_words` compares it with the clause that was asked about."""

    issue: Issue
    address: str
    text: str
    kind: str
    heading: str
    same_words: bool


@dataclass(frozen=True, slots=True)
class Weighed:
    """How much a published change weighs, and why it was judged so."""

    weight: str
    why: str


@dataclass(frozen=True, slots=True)
class Trail:
    """One clause through the published versions of its code, the oldest first. `change` is what was decided
    about the last change of its words after `here`; `issues` are all versions, also those without it."""

    here: Place
    places: tuple[Place, ...]
    issues: tuple[Issue, ...]
    change: Weighed | None = None

    def in_version(self, version_id: int) -> Place | None:
        """Where it stands in a version."""
        return next((place for place in self.places if place.issue.id == version_id), None)


def in_force_on(issues: Iterable[Issue], day: date) -> Issue | None:
    """The version that held on a day: the one that began last by then."""
    return max(
        (each for each in issues if each.since <= day),
        key=lambda each: (each.since, each.number),
        default=None,
    )


def trace(clauses: Iterable[Ends]) -> dict[Ends, Trail]:
    """What became of these clauses. Drafts are not looked at. Three statements at most."""
    wanted = list(dict.fromkeys(clauses))
    issues = _issues({version for version, _address in wanted})
    texts = _texts([each.id for each in issues])
    changes = _changes([each.id for each in issues]) if len(issues) > 1 else {}
    codes = {each.id: each.code_id for each in issues}
    return {
        ends: _trail(ends, [each for each in issues if each.code_id == codes[ends[0]]], texts, changes)
        for ends in wanted
        if ends[0] in codes and ends[1] in texts[ends[0]]
    }


@dataclass(frozen=True, slots=True)
class _Text:
    clause: ClauseText
    kind: str
    heading: str


Texts = Mapping[int, Mapping[str, _Text]]


def _trail(ends: Ends, issues: list[Issue], texts: Texts, changes: Mapping[Ends, Weighed]) -> Trail:
    here = texts[ends[0]][ends[1]]
    words = [tuple(each.clause for each in texts[issue.id].values()) for issue in issues]
    stages = lineage(words, [issue.id for issue in issues].index(ends[0]), ends[1])
    places = tuple(
        _place(issues[stage.version], texts[issues[stage.version].id][stage.clause.address], here)
        for stage in stages
        if stage.clause
    )
    own = next(place for place in places if place.issue.id == ends[0])
    after = [place for place in places if place.issue.number > own.issue.number]
    weighed = [changes[at] for place in after if (at := (place.issue.id, place.address)) in changes]
    return Trail(own, places, tuple(issues), weighed[-1] if weighed else None)


def _place(issue: Issue, text: _Text, here: _Text) -> Place:
    same = plain(text.clause.text) == plain(here.clause.text) and text.kind == here.kind
    return Place(issue, text.clause.address, text.clause.text, text.kind, text.heading, same)


def _issues(versions: Iterable[int]) -> list[Issue]:
    codes = sa.select(CodeVersion.code_id).where(CodeVersion.id.in_(versions), CodeVersion.state != DRAFT)
    rows = (
        sa.select(CodeVersion, Code.title)
        .join(Code, Code.id == CodeVersion.code_id)
        .where(CodeVersion.code_id.in_(codes), CodeVersion.state != DRAFT)
        .order_by(CodeVersion.code_id, CodeVersion.number)
    )
    return [_issue(version, title) for version, title in db.session.execute(rows)]


def _issue(version: CodeVersion, title: str) -> Issue:
    if version.in_force_from is None or version.published_at is None:
        raise LookupError(f"version {version.ref} was published without a day")
    return Issue(
        *(version.id, version.ref, version.code_id, title),
        cite(version.title, version.decree, version.decree_date),
        *(version.number, version.in_force_from, version.published_at),
        *(version.content_hash, version.lineage),
    )


def _texts(versions: list[int]) -> Texts:
    rows = (
        sa.select(
            *(Clause.version_id, Clause.address, Clause.text, Clause.kind, Section.label, Section.title)
        )
        .join(Section, Section.id == Clause.section_id)
        .where(Clause.version_id.in_(versions))
        .order_by(Clause.version_id, Clause.position)
    )
    found: defaultdict[int, dict[str, _Text]] = defaultdict(dict)
    for version, address, text, kind, label, title in db.session.execute(rows):
        found[version][address] = _Text(ClauseText(address, text), kind, heading(label, title))
    return found


def _changes(versions: list[int]) -> dict[Ends, Weighed]:
    rows = (
        sa.select(Amendment.new_version_id, Change.new_address, Change.weight, Change.reason)
        .join(Change, Change.amendment_id == Amendment.id)
        .where(Amendment.new_version_id.in_(versions), Amendment.published_at.is_not(None))
        .where(Change.weight.is_not(None), Change.new_address.is_not(None))
    )
    return {
        (version, address): Weighed(weight, why)
        for version, address, weight, why in db.session.execute(rows)
        if address and weight
    }
