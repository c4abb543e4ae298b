"""The form a new scenario begins with."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import SelectField, StringField
from wtforms.validators import InputRequired, Length, Optional, Regexp

from ..core.i18n import TranslatedForm
from .drafting import tidy


def _one_line(value: str | None) -> str | None:
    return " ".join(tidy(value).split()) if value else value


class NewScenarioForm(TranslatedForm, FlaskForm):
    title = StringField(_l("Judul"), [InputRequired(), Length(max=200)], [_one_line])
    title_en = StringField(_l("Judul dalam bahasa Inggris"), [Optional(), Length(max=200)], [_one_line])
    slug = StringField(
        _l("Kode skenario"),
        [
            InputRequired(),
            Length(max=80),
            Regexp(
                r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$",
                message=_l(
                    "Pakai huruf kecil, angka, dan tanda hubung; diawali huruf. Contoh: amplop-di-loket."
                ),
            ),
        ],
        [_one_line],
        render_kw={"autocapitalize": "none", "spellcheck": "false"},
    )
    clause = SelectField(_l("Butir yang diuji"), [InputRequired()])
