"""What the pages of a scheme show: its list, its form, its sample person and whom it reaches."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from flask_babel import gettext as _
from wtforms import Field

from ...codes.models import Code
from ...core.clock import day_in
from ...core.db import db
from ...core.i18n import current_language
from ...people.models import Agency
from ..models import Assignment, Certification
from .audience import Audience
from .consequences import Reach, reach_of
from .finding import modules_of, schemes_of, terms_of
from .forms import SchemeForm, scheme_form
from .pictures import Drawn, drawn
from .reach import UnitNode, tree_of
from .samples import sample_of
from .terms import Terms, changed
from .words import audience_text, said_terms


@dataclass(frozen=True, slots=True)
class Listed:
    """A scheme in the list: how many it asks and for whom it is."""

    certification: Certification
    asked: int
    audience: str


@dataclass(frozen=True, slots=True)
class Desk:
    """A scheme at hand, or a new one for `code`, with its form and the tree its units stand in."""

    code: Code
    certification: Certification | None
    form: SchemeForm
    units: Sequence[UnitNode]

    @property
    def ref(self) -> str:
        return self.certification.ref if self.certification else "new"

    @property
    def depths(self) -> dict[str, int]:
        return {unit.ref: min(unit.depth, 4) for unit in self.units}

    @property
    def facts(self) -> list[tuple[str, str]]:
        """The terms on record, each with its name."""
        return self._said(terms_of(self.certification)) if self.certification else []

    @property
    def typed(self) -> list[tuple[str, str]]:
        """Every field as it was typed, to be sent along once more."""
        pairs = [(field.name, value) for field in self.form for value in _values(field)]
        return [(name, value) for name, value in pairs if name != "csrf_token"]

    @property
    def changes(self) -> list[tuple[str, str, str]]:
        """What saving would change, term by term."""
        return self.differences(self.form.terms())

    def differences(self, typed: Terms) -> list[tuple[str, str, str]]:
        """(name, as it stands, as it was typed) of what differs."""
        if self.certification is None:
            return []
        stands = terms_of(self.certification)
        if not changed(stands, typed):
            return []
        pairs = zip(self._said(stands), self._said(typed), strict=True)
        return [(name, now, then) for (name, now), (_name, then) in pairs if now != then]

    def _said(self, terms: Terms) -> list[tuple[str, str]]:
        modules = {choice.value: str(choice.label) for choice in self.form.modules.choices}
        return said_terms(terms, modules=modules, units={unit.ref: unit.name for unit in self.units})


@dataclass(frozen=True, slots=True)
class Calculation:
    """What the live part of the form shows; no drawing while the terms contradict themselves."""

    drawn: Drawn | None
    reach: Reach | None
    faults: tuple[tuple[str, str], ...] = ()


def listed(agency_id: int) -> list[Listed]:
    """Every scheme of an agency with how many it asks, in three statements."""
    rows = (
        sa.select(Assignment.certification_id, sa.func.count())
        .where(Assignment.agency_id == agency_id, Assignment.ended_at.is_(None))
        .group_by(Assignment.certification_id)
    )
    asked = dict(db.session.execute(rows).all())
    units = {unit.ref: unit.name for unit in tree_of(agency_id)}
    return [
        Listed(each, asked.get(each.id, 0), audience_text(Audience.read(each.audience), units))
        for each in schemes_of(agency_id)
    ]


def desk_for(code: Code, certification: Certification | None, *, posted: bool) -> Desk:
    """A scheme and its form, as typed or as on record."""
    units = tree_of(code.agency_id)
    form = scheme_form(
        certification,
        title=_("Sertifikasi %(code)s", code=code.title)[:300],
        modules=modules_of(code),
        units=units,
        language=current_language(),
        posted=posted,
    )
    return Desk(code, certification, form, units)


def calculation(desk: Desk, now: datetime) -> Calculation:
    """The sample person of what is typed and whom it reaches, or what must be put right first."""
    form = desk.form
    if form.is_submitted() and not form.validate():
        faults = tuple((field.label.text, " ".join(field.errors)) for field in form if field.errors)
        return Calculation(None, None, faults)
    terms, zone = form.terms(), db.session.get_one(Agency, desk.code.agency_id).zone
    today = day_in(zone, now)
    reach = reach_of(desk.code.agency_id, desk.certification, terms.audience, now)
    return Calculation(drawn(terms, sample_of(terms, today), today), reach)


def _values(field: Field) -> list[str]:
    """What a browser sends of a field: nothing of what is empty or not ticked."""
    values = field.data if isinstance(field.data, list) else [field.data]
    return [str(value) for value in values if value is not None and value is not False and value != ""]
