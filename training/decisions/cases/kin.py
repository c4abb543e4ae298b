"""The case of the other track that belongs to one: what it came from, or what came of it."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa
from flask import url_for
from flask_babel import gettext as _

from ...core.db import db
from ..acts import Past, last_of
from ..models import Case
from .procedure import acts
from .procedure.past import Standing
from .reading import Reader


@dataclass(frozen=True, slots=True)
class Kin:
    """A link to the other case, or to where it is opened."""

    text: str
    url: str
    opens: bool = False


def kin_of(case: Case, reader: Reader, standing: Standing, history: list[Past]) -> Kin | None:
    """What a keeper is shown of the other track; nothing to who only sits: the two tracks never mix."""
    advised = standing.decided is not None and standing.decided.verdict.recommends_discipline
    closed = last_of(history, acts.Closed)
    moved = closed is not None and closed[1].why == "moved"
    if not reader.keeper or not (advised or moved or case.came_from_id):
        return None
    beside = Case.id == case.came_from_id if case.came_from_id else Case.came_from_id == case.id
    rows = sa.select(Case.number, Case.ref).where(beside, Case.agency_id == case.agency_id)
    found = db.session.execute(rows.limit(1)).first()
    if found is None:
        url = url_for("cases.new", _external=False, **{"from": case.ref})
        return Kin(_("Buka perkara pada jalur lain"), url, opens=True)
    if case.came_from_id:
        text = _("Lanjutan dari perkara %(number)s", number=found.number)
    else:
        text = _("Dilanjutkan sebagai perkara %(number)s", number=found.number)
    return Kin(text, url_for("cases.case", ref=found.ref))
