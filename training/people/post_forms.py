"""The forms of posts: transfer or correction, departure, return."""

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, HiddenField, SelectField, StringField
from wtforms.validators import DataRequired, InputRequired, Length, Optional, Regexp

from ..core.i18n import TranslatedForm
from .forms import _line, sensible_day


class PostForm(TranslatedForm, FlaskForm):
    unit = SelectField(_l("Unit kerja"), [InputRequired()])
    position = StringField(_l("Jabatan"), [Optional(), Length(max=200)], [_line])
    kind = SelectField(_l("Jenis jabatan"), [Optional()])
    since = DateField(_l("Mulai"), [InputRequired(), sensible_day])
    until = DateField(_l("Sampai (hari terakhir)"), [Optional(), sensible_day])
    rev = HiddenField(validators=[Regexp(r"^\d{1,9}$")], filters=[str])

    def validate(self, extra_validators: Any = None) -> bool:
        """A post ends on the day it begins, or later."""
        good = super().validate(extra_validators)
        if good and self.until.data and self.until.data < self.since.data:
            self.until.errors = [gettext("Hari terakhir tidak boleh sebelum hari pertama.")]
            return False
        return good


class DepartureForm(TranslatedForm, FlaskForm):
    last = DateField(_l("Hari terakhir bekerja"), [InputRequired(), sensible_day])
    reason = StringField(_l("Alasan"), [DataRequired(), Length(max=200)], [_line])
    rev = HiddenField(validators=[Regexp(r"^\d{1,9}$")], filters=[str])
