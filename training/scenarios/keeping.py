"""How versions are kept: the scenario is held while it changes, and columns repeat what its text says."""

from collections.abc import Iterable
from hashlib import sha256

import sqlalchemy as sa

from ..core.db import db
from . import formats
from .document import ScenarioDoc
from .gist import gist_of, packed
from .models import Scenario, ScenarioVersion


class Stale(Exception):
    """The text was changed since the page was made; `current` is what stands now. Nothing was changed."""

    def __init__(self, current: ScenarioVersion) -> None:
        super().__init__(current.stamp)
        self.current = current


def hold(scenario: Scenario) -> list[ScenarioVersion]:
    """Lock the scenario and see its versions as they are now, not as this page first read them."""
    db.session.execute(sa.select(Scenario.id).where(Scenario.id == scenario.id).with_for_update())
    db.session.expire(scenario, ["versions"])
    rows = sa.select(ScenarioVersion).where(ScenarioVersion.scenario_id == scenario.id)
    versions = list(db.session.scalars(rows.execution_options(populate_existing=True)))
    return sorted(versions, key=lambda version: version.number)


def next_number(versions: Iterable[ScenarioVersion]) -> int:
    """One more than the highest."""
    return max((version.number for version in versions), default=0) + 1


def write(version: ScenarioVersion, text: str, slug: str) -> None:
    """Give the version this text. Where it is no valid scenario, the columns keep what they said before."""
    version.source = text
    try:
        doc = formats.parse(text, name=f"{slug}.yaml")
    except formats.InvalidScenario:
        version.content_hash = sha256(text.encode()).hexdigest()
        return
    describe(version, doc)


def describe(version: ScenarioVersion, doc: ScenarioDoc) -> None:
    """Repeat in the columns what lists need of the text."""
    version.title, version.title_en, version.clause = doc.title, doc.title_en, doc.clause
    version.clauses, version.content_hash = sorted(_cited(doc)), digest(doc)
    version.tags = list(doc.tags)
    version.gist = packed(gist_of(doc))


def digest(doc: ScenarioDoc) -> str:
    """The hash a scenario's content is known by, however its file is spelled."""
    return sha256(formats.dump(doc).encode()).hexdigest()


def _cited(doc: ScenarioDoc) -> set[str]:
    options = [option for node in doc.nodes.values() for option in node.options]
    return {doc.clause}.union(*(option.upholds + option.violates for option in options))
