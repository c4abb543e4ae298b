"""The forms of the exchange pages: a file or pasted words, and the clause of those that name none."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import SelectField, TextAreaField
from wtforms.validators import Length, Optional

from ...core.i18n import TranslatedForm


class UploadForm(TranslatedForm, FlaskForm):
    file = FileField(_l("Berkas soal"), [Optional()])
    text = TextAreaField(_l("Atau tempelkan di sini"), [Optional(), Length(max=1_000_000)])


class ConfirmForm(TranslatedForm, FlaskForm):
    clause = SelectField(_l("Butir untuk soal yang belum menyebut butir"), [Optional()])
