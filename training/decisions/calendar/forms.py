"""The forms of the calendar: a day, the week, a year that is complete, a term."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, IntegerField, RadioField, StringField
from wtforms.validators import Optional

from ...core.i18n import TranslatedForm
from ...people.forms import sensible_day
from .words import direction_words, sentences, week_words


class _Told(TranslatedForm, FlaskForm):
    def tell(self, why: Mapping[str, str]) -> None:
        """Say at each field what must change."""
        for name, sentence in sentences(why).items():
            self[name].errors = [sentence]


class DayForm(_Told):
    day = DateField(_l("Tanggal"), [Optional()])
    working = RadioField(_l("Hari itu"), [Optional()], default="")
    name = StringField(_l("Nama hari"))
    reason = StringField(_l("Dasar"))

    def __init__(self, **settings: Any) -> None:
        super().__init__(prefix="day", **settings)
        self.working.choices = [("", _l("Libur")), ("y", _l("Tetap hari kerja"))]


class WeekForm(_Told):
    week = RadioField(_l("Hari kerja dalam seminggu"), [Optional()])
    reason = StringField(_l("Dasar"))

    def __init__(self, **settings: Any) -> None:
        super().__init__(prefix="week", **settings)
        self.week.choices = [(str(days), word) for days, word in week_words().items()]


class YearForm(_Told):
    year = IntegerField(_l("Tahun"), [Optional()])
    reason = StringField(_l("Dasar"))

    def __init__(self, **settings: Any) -> None:
        super().__init__(prefix="year", **settings)

    def tell(self, why: Mapping[str, str]) -> None:
        """Say at the only field what must change, the year itself included."""
        self.reason.errors = list(sentences(why).values())


class SettingForm(_Told):
    days = IntegerField(_l("Jumlah hari"), [Optional()])
    direction = RadioField(_l("Arah hitungan"), [Optional()])
    since = DateField(_l("Mulai berlaku"), [Optional(), sensible_day])
    reason = StringField(_l("Dasar"))

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.direction.choices = list(direction_words().items())
