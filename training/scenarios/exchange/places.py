"""Where commands find codes and scenarios: the content folders, and a database if there is one."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from flask import current_app

from ...codes.formats import decode
from ...codes.models import Code
from ...codes.reading import read
from ...core.db import db
from .. import formats
from ..covering.scope import scope_of
from ..document import ScenarioDoc
from ..service import live_versions

Scenarios = list[tuple[ScenarioDoc, str]]


def addresses_by_code() -> dict[str, frozenset[str]]:
    """The clause addresses of every code this machine knows. Works before there is any database."""
    found = {folder.name: _addresses(folder) for folder in _folders()}
    for code in _codes():
        scope = scope_of(code.id)
        known = scope.addresses | frozenset(scope.upcoming)
        found |= {code.slug: known} if known else {}
    return found


def likely_code(named: frozenset[str], known: dict[str, frozenset[str]]) -> str | None:
    """The one code all these addresses can be of; the only code when there is but one."""
    if len(known) == 1:
        return next(iter(known))
    if not named:
        return None
    most = max(len(named & addresses) for addresses in known.values()) if known else 0
    best = [slug for slug, addresses in known.items() if most and len(named & addresses) == most]
    return best[0] if len(best) == 1 else None


def scenarios_of(slug: str) -> tuple[Scenarios, list[str]] | None:
    """The live scenarios of a code with their texts, and its clause addresses; None for an unknown code.

    From the database where it has the code, else from the content folder.
    """
    code = next((code for code in _codes() if code.slug == slug), None)
    if code is not None:
        texts = [(v.scenario.slug, v.source) for v in db.session.scalars(live_versions(code.id))]
        order = [clause.address for clause in scope_of(code.id).clauses]
        return _parsed(texts), order
    for folder in _folders():
        if folder.name == slug:
            files = sorted(folder.glob("scenarios/*.yaml"))
            return _parsed([(file.stem, file.read_text("utf-8")) for file in files]), _in_order(folder)
    return None


def code_by_slug(slug: str) -> Code | None:
    """A code of the database."""
    return next((code for code in _codes() if code.slug == slug), None)


def _parsed(texts: list[tuple[str, str]]) -> Scenarios:
    found = []
    for slug, text in sorted(texts):
        try:
            found.append((formats.parse(text, name=slug), text))
        except formats.InvalidScenario:
            continue
    return found


def _folders() -> list[Path]:
    root = Path(current_app.root_path) / "quizzes"
    return sorted(file.parent for file in root.glob("*/code.txt"))


def _in_order(folder: Path) -> list[str]:
    document = read(decode((folder / "code.txt").read_bytes(), name="code.txt"))
    return [clause.address for clause in document.clauses]


def _addresses(folder: Path) -> frozenset[str]:
    return frozenset(_in_order(folder))


def _codes() -> list[Code]:
    """The codes of the database; none where it is not there or not migrated. Never makes a file."""
    url = db.engine.url
    if url.get_backend_name() == "sqlite" and url.database and not Path(url.database).exists():
        return []
    try:
        return list(db.session.scalars(sa.select(Code).order_by(Code.slug)))
    except sa.exc.SQLAlchemyError:
        db.session.rollback()
        return []
