"""Fixing a run at its start: which scenarios are asked, as they are now, with every clause they cite."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from ..codes.models import Clause
from ..codes.service import citation
from ..core.db import db, insert_into
from ..modules.models import Module
from ..people.models import Person
from ..scenarios import formats
from ..scenarios.models import Scenario
from ..scenarios.service import pool
from . import rules
from .drawing import LEAST, touching
from .models import Given
from .timing import scenes_of


class NothingToAsk(Exception):
    """The module has no published scenario yet, or none about the clauses asked for."""


def pin_module(
    module: Module, chance: rules.Chance, *, person: Person | None = None, only: Collection[str] = ()
) -> dict[str, Any]:
    """What `Attempt.pinned` holds for a run on this module, or on `only` these clauses of it.

    What `person` was not given yet comes first. Raises NothingToAsk.
    """
    addresses = [objective.clause.address for objective in module.objectives]
    versions = {version.scenario.slug: version for version in pool(module.version.code_id, addresses)}
    docs = {slug: formats.parse(version.source, name=slug) for slug, version in versions.items()}
    asked = [address for address in addresses if address in only]
    if asked:
        docs = touching(docs, asked)
    if not docs:
        raise NothingToAsk
    given = _given(person, module.version.code_id) if person else {}
    drawn = rules.draw(docs, asked or addresses, chance, given=given, least=1 if asked else LEAST)
    items = [rules.pin(docs[slug], versions[slug].number, chance) for slug in drawn]
    return {
        "items": items,
        "clauses": _clause_texts(module, _cited(items)),
        "citation": citation(module.version),
        "scenes": scenes_of(docs[slug] for slug in drawn),
        "only": asked,
    }


def remember(person: Person, module: Module, pinned: dict[str, Any], *, now: datetime) -> None:
    """Note that the person was given these scenarios now."""
    slugs = sorted({item["scenario"] for item in pinned["items"]})
    rows = sa.select(sa.literal(person.id), Scenario.id, sa.literal(now, Given.at.type)).where(
        Scenario.code_id == module.version.code_id, Scenario.slug.in_(slugs)
    )
    told = insert_into(Given).from_select(["person_id", "scenario_id", "at"], rows.order_by(Scenario.id))
    keys = [Given.person_id, Given.scenario_id]
    db.session.execute(told.on_conflict_do_update(index_elements=keys, set_={"at": now}))


def _given(person: Person, code_id: int) -> dict[str, datetime]:
    rows = sa.select(Scenario.slug, Given.at).join(Given, Given.scenario_id == Scenario.id)
    rows = rows.where(Given.person_id == person.id, Scenario.code_id == code_id)
    return dict(db.session.execute(rows).all())


def _cited(items: Sequence[rules.PinnedItem]) -> set[str]:
    nodes = [node for item in items for node in item["nodes"].values()]
    options = [option for node in nodes for option in node["options"]]
    own = {item["clause"] for item in items} | {address for node in nodes if (address := node["clause"])}
    return own.union(*(option["upholds"] + option["violates"] for option in options))


def _clause_texts(module: Module, addresses: set[str]) -> dict[str, str]:
    rows = sa.select(Clause.address, Clause.text).where(
        Clause.version_id == module.version_id, Clause.address.in_(addresses)
    )
    return {row.address: row.text for row in db.session.execute(rows)}
