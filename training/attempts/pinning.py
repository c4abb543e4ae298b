"""Fixing a run at its start: which scenarios are asked, as they are now, with every clause they cite."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from ..codes.models import Clause
from ..codes.service import citation
from ..core.db import db
from ..modules.models import Module
from ..scenarios import formats
from ..scenarios.service import pool
from . import rules


class NothingToAsk(Exception):
    """The module has no published scenario yet."""


def pin_module(module: Module, chance: rules.Chance) -> dict[str, Any]:
    """What `Attempt.pinned` holds for a run on this module. Raises NothingToAsk."""
    addresses = [objective.clause.address for objective in module.objectives]
    versions = {version.scenario.slug: version for version in pool(module.version.code_id, addresses)}
    if not versions:
        raise NothingToAsk
    docs = {slug: formats.parse(version.source, name=slug) for slug, version in versions.items()}
    drawn = rules.draw(docs, addresses, chance)
    items = [rules.pin(docs[slug], versions[slug].number, chance) for slug in drawn]
    return {
        "items": items,
        "clauses": _clause_texts(module, _cited(items)),
        "citation": citation(module.version),
    }


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
