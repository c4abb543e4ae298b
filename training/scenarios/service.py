"""What happens with scenarios: published, withdrawn, imported from files, drawn from by a quiz.

Drafts are in `drafting`.
"""

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from ..codes.models import Code
from ..core.db import db
from ..ledger.service import record
from ..people.models import Person
from . import formats
from .covering.scope import scope_of
from .covering.uprooted import is_uprooted
from .document import ScenarioDoc
from .keeping import Stale, digest, hold, next_number, write
from .models import DRAFT, PUBLISHED, RETIRED, Scenario, ScenarioVersion
from .panels.key import key_of
from .review import ERROR, Review, doubts, review
from .rules import Finding


class NotPublishable(ValueError):
    """The draft has faults, or is about a clause that is not in force yet; `findings` says so, with lines."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__(f"{len(findings)} findings")
        self.findings = findings


class NotApproved(ValueError):
    """No second person has said yes to exactly this text."""


class Unchanged(ValueError):
    """The draft says what the published version says; `live` is that version."""

    def __init__(self, live: ScenarioVersion) -> None:
        super().__init__(live.ref)
        self.live = live


def find(person: Person, ref: str) -> Scenario | None:
    """A scenario of the person's agency with its versions; their texts are fetched when asked for."""
    rows = sa.select(Scenario).where(Scenario.ref == ref, Scenario.agency_id == person.agency_id)
    versions = selectinload(Scenario.versions)
    return db.session.scalar(rows.options(joinedload(Scenario.code), versions.defer(ScenarioVersion.source)))


def author_name(version: ScenarioVersion) -> str:
    """Who wrote the version; empty for one that came from a file."""
    rows = sa.select(Person.name).where(Person.id == version.author_id)
    return (db.session.scalar(rows) or "") if version.author_id else ""


def names_behind(version: ScenarioVersion) -> dict[int | str, str]:
    """The names of all who had a part in a version, by id and by reference. One statement."""
    ids = {version.author_id, version.approved_by_id, version.retired_by_id} - {None}
    refs = (version.key or {}).get("experts", [])
    rows = sa.select(Person.id, Person.ref, Person.name).where(
        Person.agency_id == version.agency_id, sa.or_(Person.id.in_(ids), Person.ref.in_(refs))
    )
    return {key: name for each, ref, name in db.session.execute(rows) for key in (each, ref)}


def judge(scenario: Scenario, text: str) -> Review:
    """What there is to say about a text of this scenario, as the code stands and is about to stand."""
    scope = scope_of(scenario.code_id)
    return review(text, slug=scenario.slug, clauses=scope.addresses, upcoming=scope.upcoming)


def publish(scenario: Scenario, *, stamp: str, actor: Person, now: datetime) -> ScenarioVersion:
    """Freeze the draft as the next version, for attempts that start from now on.

    Publishing again what this stamp published changes nothing. Raises Stale, NotPublishable, Unchanged,
    NotApproved.
    """
    versions = hold(scenario)
    asked = next((version for version in versions if version.stamp == stamp), None)
    if asked is not None and asked.state == PUBLISHED:
        return asked
    if asked is None or asked.state != DRAFT:
        raise Stale(scenario.current)
    judged = judge(scenario, asked.source)
    if judged.errors or judged.waiting:
        raise NotPublishable(judged.findings)
    unchanged(scenario, asked)
    if not asked.approved:
        raise NotApproved
    asked.number = next_number(version for version in versions if version is not asked)
    asked.state, asked.published_at = PUBLISHED, now
    asked.key = key_of(asked)
    scenario.archived_at = None
    db.session.flush()
    record("scenario.published", asked, actor=actor.ref, at=now)
    return asked


def unchanged(scenario: Scenario, draft: ScenarioVersion) -> None:
    """Raises Unchanged where the draft says what the published version says."""
    if (live := scenario.live) and live.content_hash == draft.content_hash:
        raise Unchanged(live)


def retire(scenario: Scenario, *, reason: str, actor: Person, now: datetime) -> None:
    """Give the scenario to no new attempt. Open attempts keep theirs; a draft stays a draft.

    Withdrawing what is withdrawn changes nothing.
    """
    live = [version for version in hold(scenario) if version.state == PUBLISHED]
    for version in live:
        version.state, version.retired_at, version.retired_by = RETIRED, now, actor
        version.retired_reason = reason
    db.session.flush()
    for version in live:
        record("scenario.retired", version, actor=actor.ref, at=now)


def import_scenario(code: Code, text: str, *, name: str, actor: str, now: datetime) -> ScenarioVersion:
    """Publish a scenario file as the next version of its scenario.

    A content that was published before, even if it was replaced or withdrawn since, is that version: loading
    files again never undoes what trainers did. `actor` is a person's reference or `system`. Raises
    formats.InvalidScenario, also for what the lint calls an error, like a clause that is not in force.
    """
    doc = formats.parse(text, name=name)
    scenario = db.session.scalar(
        sa.select(Scenario).where(Scenario.code_id == code.id, Scenario.slug == doc.id)
    )
    if scenario is None:
        scenario = Scenario(agency_id=code.agency_id, code=code, slug=doc.id)
        db.session.add(scenario)
        db.session.flush()
    versions = hold(scenario)
    content_hash = digest(doc)
    for known in reversed(versions):
        if known.state != DRAFT and known.content_hash == content_hash:
            return known
    _refuse_faulty(doc, name, scope_of(code.id).addresses)
    version = ScenarioVersion(number=next_number(versions), state=PUBLISHED, created_at=now, saved_at=now)
    version.published_at = now
    write(version, text, doc.id)
    scenario.versions.append(version)
    db.session.flush()
    record("scenario.published", version, actor=actor, at=now)
    return version


def _refuse_faulty(doc: ScenarioDoc, name: str, clauses: Collection[str]) -> None:
    faults = [each for each in doubts(doc, clauses) if each.severity == ERROR]
    if clauses and faults:
        raise formats.InvalidScenario(
            [formats.Problem(name, each.line, each.path, each.message) for each in faults]
        )


def pool(code_id: int, clause_addresses: Collection[str]) -> list[ScenarioVersion]:
    """The highest published version of each scenario of the code whose main clause is among the addresses,
    but for those whose clause has left that address since."""
    rows = (
        live_versions(code_id)
        .where(ScenarioVersion.clause.in_(clause_addresses), ~is_uprooted())
        .order_by(Scenario.slug)
    )
    return list(db.session.scalars(rows))


def live_versions(code_id: int) -> sa.Select[ScenarioVersion]:
    """The highest published version of each scenario of the code."""
    newest = (
        sa.select(ScenarioVersion.scenario_id, sa.func.max(ScenarioVersion.number).label("number"))
        .where(ScenarioVersion.state == PUBLISHED)
        .group_by(ScenarioVersion.scenario_id)
        .subquery()
    )
    of_newest = sa.and_(
        newest.c.scenario_id == ScenarioVersion.scenario_id, newest.c.number == ScenarioVersion.number
    )
    return (
        sa.select(ScenarioVersion)
        .join(ScenarioVersion.scenario)
        .join(newest, of_newest)
        .where(Scenario.code_id == code_id)
    )
