"""The forms of an import."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import BooleanField, DateField, HiddenField, StringField
from wtforms.validators import InputRequired, Length

from ...core.i18n import TranslatedForm
from ..forms import sensible_day


class SheetForm(TranslatedForm, FlaskForm):
    file = FileField(_l("Berkas CSV atau XLSX"))


class OptionsForm(TranslatedForm, FlaskForm):
    since = DateField(_l("Jabatan dan unit yang baru berlaku sejak"), [InputRequired(), sensible_day])
    create_units = BooleanField(_l("Buat unit yang belum ada"))
    same_by_name = BooleanField(_l("Anggap nama dan unit yang sama sebagai orang yang sama"))
    keep_names = BooleanField(_l("Jangan ubah nama yang sudah tercatat"))


class ConfirmForm(TranslatedForm, FlaskForm):
    stamp = HiddenField(validators=[InputRequired(), Length(max=12)])


class LeaversForm(TranslatedForm, FlaskForm):
    last = DateField(_l("Hari terakhir"), [InputRequired(), sensible_day])
    reason = StringField(_l("Alasan"), [InputRequired(), Length(max=200)])
