"""The form in which a scheme's terms are set."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectMultipleField,
    StringField,
)
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length, Optional, Regexp
from wtforms.widgets import CheckboxInput, ListWidget

from ...core.i18n import TranslatedForm
from ...modules.models import Module
from ...people.rules import tidy_name
from ..models import Certification
from .audience import Audience
from .finding import terms_of
from .reach import UnitNode
from .terms import LONGEST_TITLE, Terms, flaws
from .words import employment_names, flaw_text, kind_names, mode_hints, mode_names


def _line(typed: str | None) -> str | None:
    return tidy_name(typed) if typed else typed


class _Ticks(SelectMultipleField):
    """Several choices, each a box to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class SchemeForm(TranslatedForm, FlaskForm):
    title = StringField(_l("Judul skema"), [InputRequired(), Length(max=LONGEST_TITLE)], [_line])
    modules = _Ticks(_l("Modul yang diminta"), [Optional()])
    short_modules = _Ticks(_l("Modul untuk perpanjangan"), [Optional()])
    attestation = BooleanField(_l("Minta pernyataan kesanggupan"))
    pass_percent = IntegerField(_l("Nilai lulus, dalam persen"), [Optional()])
    hours = IntegerField(_l("Jam pelajaran (JP)"), [Optional()])
    mode = RadioField(_l("Cara menghitung masa berlaku"))
    active_months = IntegerField(_l("Masa berlaku, dalam bulan"), [InputRequired()])
    window_months = IntegerField(_l("Masa perpanjangan sebelum berakhir, dalam bulan"), [InputRequired()])
    minimum_months = IntegerField(_l("Masa berlaku paling singkat, dalam bulan"), [InputRequired()])
    grace_days = IntegerField(_l("Masa tenggang sesudah berakhir, dalam hari"), [InputRequired()])
    due_days = IntegerField(_l("Tenggat putaran pertama, dalam hari"), [InputRequired()])
    closes_days = IntegerField(_l("Putaran pertama ditutup, hari sesudah tenggat"), [Optional()])
    units = _Ticks(_l("Unit kerja"), [Optional()])
    kinds = _Ticks(_l("Jenis jabatan"), [Optional()])
    employment = _Ticks(_l("Status kepegawaian"), [Optional()])
    joined_within_days = IntegerField(_l("Hanya yang masuk dalam sekian hari terakhir"), [Optional()])
    rev = HiddenField(validators=[Regexp(r"^\d{1,9}$")], filters=[str])

    known_modules: Sequence[str] = ()

    def validate(self, extra_validators: Any = None) -> bool:
        """Each field for itself, then what contradicts what, said at the field that should change."""
        if not super().validate(extra_validators):
            return False
        found = flaws(self.terms(), modules=self.known_modules)
        for flaw in found:
            field = self[flaw.field]
            field.errors = [*field.errors, flaw_text(flaw)]
        return not found

    def terms(self) -> Terms:
        """What is typed, as values. Only for a form whose numbers are numbers."""
        return Terms(
            title=self.title.data or "",
            modules=tuple(self.modules.data or ()),
            short_modules=tuple(self.short_modules.data or ()),
            attestation=bool(self.attestation.data),
            **{name: self[name].data for name in _NUMBERS},
            mode=self.mode.data or "",
            audience=self.audience(),
        )

    def audience(self) -> Audience:
        """Whom the ticked boxes are for."""
        return Audience(
            frozenset(self.units.data or ()),
            frozenset(self.kinds.data or ()),
            frozenset(self.employment.data or ()),
            self.joined_within_days.data,
        )


_NUMBERS = (
    "pass_percent",
    "hours",
    "active_months",
    "window_months",
    "minimum_months",
    "grace_days",
    "due_days",
    "closes_days",
)


def scheme_form(
    certification: Certification | None,
    *,
    title: str,
    modules: Sequence[Module],
    units: Sequence[UnitNode],
    language: str,
    posted: bool,
) -> SchemeForm:
    """The form over what is on record of a scheme, or over the usual terms for a new one. `posted` takes what
    was typed and nothing else: a box left empty is empty."""
    terms = terms_of(certification) if certification else Terms(title=title)
    kept = {} if posted else _shown(terms)
    form = SchemeForm(data=kept | {"rev": certification.terms_rev if certification else 0})
    names = {module.key: module.title_in(language) for module in modules}
    names |= {key: key for key in (*terms.modules, *terms.short_modules) if key not in names}
    open_units = [unit for unit in units if not unit.closed or unit.ref in terms.audience.units]
    form.known_modules = tuple(names)
    form.modules.choices = form.short_modules.choices = _choices(names)
    form.units.choices = _choices({unit.ref: unit.name for unit in open_units})
    form.kinds.choices, form.employment.choices = _choices(kind_names()), _choices(employment_names())
    hints = mode_hints()
    form.mode.choices = _choices({mode: f"{name}. {hints[mode]}" for mode, name in mode_names().items()})
    return form


def _shown(terms: Terms) -> dict[str, Any]:
    names = ("title", "modules", "short_modules", "attestation", "mode", *_NUMBERS)
    audience = terms.audience
    return {name: getattr(terms, name) for name in names} | {
        "units": sorted(audience.units),
        "kinds": sorted(audience.kinds),
        "employment": sorted(audience.employment),
        "joined_within_days": audience.joined_within_days,
    }


def _choices(names: dict[str, str]) -> list[SelectChoice]:
    return [SelectChoice(key, name) for key, name in names.items()]
