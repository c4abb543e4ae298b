"""The form a link opens."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import PasswordField
from wtforms.validators import EqualTo, InputRequired, Length

from ...core.i18n import TranslatedForm


class AcceptForm(TranslatedForm, FlaskForm):
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
