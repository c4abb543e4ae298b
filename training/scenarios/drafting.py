"""A trainer's draft: opened, saved at every stage, thrown away."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from ..codes.models import Code
from ..core.db import db
from ..people.models import Person
from .hands import sign
from .keeping import Stale, hold, next_number, write
from .models import DRAFT, RETIRED, Scenario, ScenarioVersion
from .skeleton import skeleton
from .spelling import name_of, tidy


class SlugTaken(ValueError):
    """The code has a scenario by this id."""


def open_scenario(
    code: Code,
    *,
    slug: str,
    title: str,
    clause: str,
    author: Person,
    now: datetime,
    title_en: str = "",
    situation: str = "",
) -> Scenario:
    """A new scenario with a draft of one scene and empty options. Raises SlugTaken."""
    text = skeleton(slug=slug, title=title, title_en=title_en, clause=clause, situation=situation)
    draft = first_draft(title, title_en or title, clause, author=author, now=now)
    write(draft, text, slug)
    return keep_new(code, slug, draft)


def first_draft(title: str, title_en: str, clause: str, *, author: Person, now: datetime) -> ScenarioVersion:
    """Version 1 of a scenario that is to be: titled and signed, its text still to be written."""
    draft = ScenarioVersion(number=1, state=DRAFT, created_at=now)
    sign(draft, author, now)
    draft.title, draft.title_en, draft.clause, draft.clauses = title, title_en, clause, [clause]
    return draft


def keep_new(code: Code, slug: str, draft: ScenarioVersion) -> Scenario:
    """A scenario of the code with this draft. Raises SlugTaken."""
    scenario = Scenario(agency_id=code.agency_id, code=code, slug=slug)
    try:
        with db.session.begin_nested():
            db.session.add(scenario)
            scenario.versions.append(draft)
    except IntegrityError:
        raise SlugTaken(slug) from None
    return scenario


def free_slug(code: Code, title: str) -> str:
    """A short name made of a title that no scenario of the code has."""
    taken = db.session.scalars(sa.select(Scenario.slug).where(Scenario.code_id == code.id))
    return name_of(title, taken, otherwise="skenario")


def save_draft(
    scenario: Scenario, text: str, *, stamp: str, author: Person, now: datetime
) -> ScenarioVersion:
    """Keep `text` as the draft, also when it is no valid scenario yet. The same text again changes nothing.

    `stamp` is that of the version the text was written from. Raises Stale when another text stands there now.
    What was withdrawn becomes a draft again.
    """
    versions = hold(scenario)
    text, current = tidy(text), scenario.current
    if current.source == text and current.state != RETIRED:
        return current
    if current.stamp != stamp:
        raise Stale(current)
    if current.state == DRAFT:
        draft = current
        draft.rev += 1
    else:
        draft = _next(versions, current)
        draft.created_at = now
        scenario.versions.append(draft)
    sign(draft, author, now)
    write(draft, text, scenario.slug)
    db.session.flush()
    return draft


def discard(scenario: Scenario, *, stamp: str) -> bool:
    """Throw the draft away, and the scenario with it when nothing else was ever published.

    True when the scenario still exists. Raises Stale when the draft is not the one the page showed.
    """
    versions = hold(scenario)
    draft = scenario.draft
    if draft is None or draft.stamp != stamp:
        raise Stale(scenario.current)
    db.session.delete(draft)
    db.session.flush()
    if len(versions) == 1:
        db.session.expire(scenario, ["versions"])
        db.session.delete(scenario)
        db.session.flush()
    return len(versions) > 1


def _next(versions: list[ScenarioVersion], before: ScenarioVersion) -> ScenarioVersion:
    """An unwritten draft that follows; until its text can be read, lists show what they showed before."""
    return ScenarioVersion(
        number=next_number(versions),
        state=DRAFT,
        title=before.title,
        title_en=before.title_en,
        clause=before.clause,
        clauses=before.clauses,
    )
