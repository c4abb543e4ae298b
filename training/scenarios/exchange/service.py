"""What happens with questions from a file: held until confirmed, then written as drafts at once."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from ...codes.models import Code
from ...core.db import db
from ...people.models import Person
from .. import formats
from ..document import ScenarioDoc
from ..hands import sign
from ..keeping import describe, digest, hold, next_number
from ..models import DRAFT, Scenario, ScenarioVersion
from .judging import text_of_draft
from .models import Batch
from .planning import Planned, Standing, mark, merged, plan
from .result import Draft, Note, Reading

KEPT_FOR: Final = timedelta(days=1)


def hold_batch(person: Person, code: Code, reading: Reading, *, name: str, now: datetime) -> Batch:
    """Keep what was read until it is confirmed, in place of this person's earlier upload."""
    old = sa.or_(Batch.person_id == person.id, Batch.created_at < now - KEPT_FOR)
    db.session.execute(sa.delete(Batch).where(old))
    batch = Batch(
        agency_id=person.agency_id,
        code=code,
        person_id=person.id,
        name=name[:200],
        format=reading.format,
        drafts=[_plain(draft) for draft in reading.drafts],
        rejected=[asdict(note) for note in reading.rejected],
        remarks=[asdict(note) for note in reading.remarks],
        created_at=now,
    )
    db.session.add(batch)
    db.session.flush()
    return batch


def find_batch(person: Person, ref: str) -> Batch | None:
    """An upload of this person that waits."""
    return db.session.scalar(sa.select(Batch).where(Batch.ref == ref, Batch.person_id == person.id))


def reading_of(batch: Batch) -> Reading:
    """What was read."""
    return Reading(
        batch.format,  # type: ignore[arg-type]
        [Draft(**{**draft, "needs": tuple(draft["needs"])}) for draft in batch.drafts],
        [Note(**note) for note in batch.rejected],
        [Note(**note) for note in batch.remarks],
    )


def planned(code: Code, drafts: list[Draft]) -> list[Planned]:
    """What would happen with each draft now."""
    return plan(drafts, _standing(code.id), digest)


def confirm(
    code: Code, drafts: list[Draft], *, clause: str, author: Person | None, now: datetime
) -> Counter[str]:
    """Write the drafts; how many were new, changed, the same or kept. `clause` is for those without one."""
    todo = planned(code, drafts)
    for each in todo:
        if each.action == "new":
            _create(code, each.draft, clause, author, now)
    changed = {each.draft.slug: each.draft for each in todo if each.action == "changed"}
    for scenario in _scenarios(code.id) if changed else ():
        if scenario.slug in changed:
            _redraft(scenario, changed[scenario.slug], clause, author, now)
    db.session.flush()
    return Counter(each.action for each in todo)


def discard_batch(batch: Batch) -> None:
    """Forget an upload."""
    db.session.delete(batch)


def _create(code: Code, draft: Draft, clause: str, author: Person | None, now: datetime) -> None:
    scenario = Scenario(agency_id=code.agency_id, code_id=code.id, slug=draft.slug)
    version = ScenarioVersion(number=1, state=DRAFT, created_at=now, removed=[])
    doc = merged(draft, clause, None)
    _write(version, text_of_draft(draft, clause), doc, author, now)
    scenario.brought = mark(draft, version.content_hash)
    scenario.versions.append(version)
    db.session.add(scenario)


def _redraft(scenario: Scenario, draft: Draft, clause: str, author: Person | None, now: datetime) -> None:
    versions = hold(scenario)
    doc = merged(draft, clause or scenario.current.clause, _doc_of(scenario.current))
    text = draft.source if draft.source is not None else formats.dump(doc)
    version = scenario.draft
    if version is None:
        version = ScenarioVersion(number=next_number(versions), state=DRAFT, created_at=now, removed=[])
        _write(version, text, doc, author, now)
        scenario.versions.append(version)
    else:
        version.rev += 1
        _write(version, text, doc, author, now)
    scenario.brought = mark(draft, version.content_hash)


def _write(
    version: ScenarioVersion, text: str, doc: ScenarioDoc, author: Person | None, now: datetime
) -> None:
    version.source = text
    sign(version, author, now)
    describe(version, doc)


def _doc_of(version: ScenarioVersion) -> ScenarioDoc | None:
    try:
        return formats.parse(version.source, name=version.scenario.slug)
    except formats.InvalidScenario:
        return None


def _scenarios(code_id: int) -> list[Scenario]:
    rows = sa.select(Scenario).where(Scenario.code_id == code_id).options(selectinload(Scenario.versions))
    return list(db.session.scalars(rows))


def _standing(code_id: int) -> dict[str, Standing]:
    rows = (
        sa.select(Scenario.slug, Scenario.brought, ScenarioVersion.state, ScenarioVersion.content_hash)
        .join(ScenarioVersion, ScenarioVersion.scenario_id == Scenario.id)
        .where(Scenario.code_id == code_id)
    )
    found: dict[str, list[Any]] = {}
    for slug, *rest in db.session.execute(rows):
        found.setdefault(slug, []).append(rest)
    return {
        slug: Standing(
            brought=versions[0][0],
            draft=next((content for _, state, content in versions if state == DRAFT), None),
            hashes=frozenset(content for _, _, content in versions),
        )
        for slug, versions in found.items()
    }


def _plain(draft: Draft) -> dict[str, Any]:
    kept = ("line", "data", "needs", "source", "file")
    return {key: getattr(draft, key) for key in kept}
