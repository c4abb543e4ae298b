"""The forms of a person's own account."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import PasswordField, StringField
from wtforms.validators import EqualTo, InputRequired, Length

from ..core.i18n import TranslatedForm


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
