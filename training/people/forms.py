"""The forms of a person's own account and of the administrator's desk."""

from datetime import date, timedelta
from typing import Any, Final

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, HiddenField, PasswordField, SelectField, SelectMultipleField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import (
    DataRequired,
    Email,
    EqualTo,
    InputRequired,
    Length,
    Optional,
    Regexp,
    ValidationError,
)
from wtforms.widgets import CheckboxInput, ListWidget

from ..core.clock import day_in
from ..core.i18n import ZONES, TranslatedForm
from .rules import tidy_name, tidy_nip

EARLIEST: Final = date(1940, 1, 1)
FARTHEST: Final = timedelta(days=3660)


def _line(typed: str | None) -> str | None:
    return tidy_name(typed) if typed else typed


def _nip(typed: str | None) -> str | None:
    return tidy_nip(typed) if typed else typed


def sensible_day(_form: Any, field: Any) -> None:
    """A day that can be meant: dates of other centuries are slips of the finger."""
    if field.data and not EARLIEST <= field.data <= day_in("Asia/Jakarta") + FARTHEST:
        raise ValidationError(gettext("Periksa tahunnya."))


class SignInForm(TranslatedForm, FlaskForm):
    identifier = StringField(
        _l("NIP atau surel"), [InputRequired(), Length(max=254)], render_kw={"autocomplete": "username"}
    )
    password = PasswordField(
        _l("Kata sandi"), [InputRequired(), Length(max=200)], render_kw={"autocomplete": "current-password"}
    )


class ChangePasswordForm(TranslatedForm, FlaskForm):
    current = PasswordField(
        _l("Kata sandi sekarang"), [InputRequired()], render_kw={"autocomplete": "current-password"}
    )
    new = PasswordField(
        _l("Kata sandi baru"),
        [InputRequired(), Length(min=10, max=200)],
        render_kw={"autocomplete": "new-password"},
    )
    again = PasswordField(
        _l("Ulangi kata sandi baru"),
        [InputRequired(), EqualTo("new", _l("Kedua kata sandi baru belum sama."))],
        render_kw={"autocomplete": "new-password"},
    )


class PersonForm(TranslatedForm, FlaskForm):
    name = StringField(_l("Nama lengkap"), [DataRequired(), Length(max=200)], [_line])
    nip = StringField(
        _l("NIP"),
        [Optional(), Regexp(r"^[0-9]{1,18}$", message=_l("NIP hanya memuat angka, paling banyak 18."))],
        [_nip],
        render_kw={"inputmode": "numeric"},
    )
    email = StringField(_l("Surel"), [Optional(), Length(max=254), Email()])
    unit = SelectField(_l("Unit kerja"), [InputRequired()])
    position = StringField(_l("Jabatan"), [Optional(), Length(max=200)], [_line])
    kind = SelectField(_l("Jenis jabatan"), [Optional()])
    employment = SelectField(_l("Jenis pegawai"), [Optional()])
    rank = StringField(_l("Golongan"), [Optional(), Length(max=12)], [_line])
    joined_on = DateField(_l("Bekerja di instansi ini sejak"), [Optional(), sensible_day])
    roles = SelectMultipleField(
        _l("Peran tambahan"),
        [Optional()],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    rev = HiddenField(validators=[Regexp(r"^\d{1,9}$")], filters=[str])

    def validate(self, extra_validators: Any = None) -> bool:
        """One of NIP and e-mail is needed: people sign in by it."""
        good = super().validate(extra_validators)
        if not (self.nip.data or self.email.data):
            self.nip.errors = [
                *self.nip.errors,
                gettext("Isi NIP atau surel: salah satunya dipakai untuk masuk."),
            ]
            return False
        return good


class UnitForm(TranslatedForm, FlaskForm):
    name = StringField(_l("Nama unit"), [DataRequired(), Length(max=200)], [_line])
    parent = SelectField(_l("Di bawah"), [Optional()])


class AgencyForm(TranslatedForm, FlaskForm):
    name = StringField(_l("Nama instansi"), [DataRequired(), Length(min=5, max=200)], [_line])
    zone = SelectField(_l("Zona waktu"), choices=[SelectChoice(*zone) for zone in ZONES.items()])
    administrator = StringField(_l("Nama administrator pertama"), [DataRequired(), Length(max=200)], [_line])
    email = StringField(_l("Surel administrator"), [InputRequired(), Length(max=254), Email()])
