"""The forms a new scenario begins with: an empty one, or the copy of another."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from ..core.i18n import TranslatedForm
from .spelling import clean, one_line


def _one_line(value: str | None) -> str | None:
    return one_line(value) if value else value


def _cleaned(value: str | None) -> str | None:
    return clean(value) if value else value


class NewScenarioForm(TranslatedForm, FlaskForm):
    title = StringField(_l("Judul"), [InputRequired(), Length(max=200)], [_one_line])
    clause = SelectField(_l("Butir yang diuji"), [InputRequired()])
    situation = TextAreaField(_l("Apa yang terjadi?"), [Optional(), Length(max=4000)], [_cleaned])


class CopyForm(TranslatedForm, FlaskForm):
    title = StringField(_l("Judul"), [InputRequired(), Length(max=200)], [_one_line])
    clause = SelectField(_l("Butir yang diuji"), [InputRequired()])
