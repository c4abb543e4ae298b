"""The forms of the code desk: a decree taken in, and a note on a clause."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import DateField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from ..core.i18n import TranslatedForm


class IntakeForm(TranslatedForm, FlaskForm):
    file = FileField(_l("Berkas naskah"), [Optional()])
    text = TextAreaField(_l("Atau tempelkan teksnya"), [Optional(), Length(max=2_000_000)])
    code = SelectField(_l("Naskah ini"), [Optional()])
    slug = StringField(_l("Nama pendek"), [Optional(), Length(max=80)])
    title = StringField(_l("Judul"), [Optional(), Length(max=400)])
    decree = StringField(_l("Keputusan dan nomornya"), [Optional(), Length(max=400)])
    decree_date = DateField(_l("Tanggal ditetapkan"), [Optional()])
    in_force_from = DateField(_l("Berlaku mulai"), [Optional()])


class NoteForm(TranslatedForm, FlaskForm):
    note = TextAreaField(_l("Catatan"), [InputRequired(), Length(max=2000)])
