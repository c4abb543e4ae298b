"""Two languages, Indonesian first; dates, times and numbers as an Indonesian office writes them."""

from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from babel.support import NullTranslations, Translations
from flask import Flask, g, has_request_context, session
from flask_babel import (
    Babel,
    force_locale,
    format_date,
    format_decimal,
    get_locale,
    gettext,
    to_user_timezone,
)
from flask_login import current_user
from wtforms import Form

LOCALES = ("id", "en")
ZONES = {"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}
CATALOGUES = Path(__file__).parent.parent / "translations"

babel = Babel()


def init_i18n(app: Flask) -> None:
    """Attach language choice and the template filters `date`, `days`, `time`, `datetime`, `number`."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(CATALOGUES)
    babel.init_app(app, locale_selector=choose_locale, timezone_selector=choose_zone)
    app.jinja_env.filters.update(
        date=show_date, days=show_days, time=show_time, datetime=show_datetime, number=show_number
    )
    app.context_processor(lambda: {"locale": current_language()})


def choose_locale() -> str:
    """The person's own choice, else this browser's choice, else Indonesian."""
    if not has_request_context():
        return "id"
    chosen = getattr(current_user, "locale", None) or session.get("locale")
    return chosen if chosen in LOCALES else "id"


def choose_zone() -> str:
    """The zone of the agency whose page this is."""
    return g.get("zone") or "Asia/Jakarta"


def current_language() -> str:
    """`id` or `en`, for the `lang` attribute."""
    return str(get_locale() or "id")[:2]


def show_date(value: date | datetime) -> str:
    """`21 November 2026`; a moment is shown as the day it was in the agency's zone."""
    return format_date(_local(value), "d MMMM y") if isinstance(value, datetime) else _day(value)


def show_days(first: date, last: date | None = None) -> str:
    """`2 November 2026 sampai 4 November 2026`; of one day its date alone."""
    if last is None or last == first:
        return show_date(first)
    return gettext("%(first)s sampai %(last)s", first=show_date(first), last=show_date(last))


def show_time(value: datetime) -> str:
    """`13.05 WIB`."""
    local = _local(value)
    return f"{local:%H.%M} {ZONES.get(choose_zone(), '')}".strip()


def show_datetime(value: datetime) -> str:
    """`21 November 2026, 13.05 WIB`."""
    return f"{show_date(value)}, {show_time(value)}"


def show_number(value: Any) -> str:
    """`1.234,5` in Indonesian, `1,234.5` in English."""
    return format_decimal(value)


class TranslatedForm(Form):
    """Mixin: WTForms ships no Indonesian, so its messages come from our catalogue."""

    class Meta:
        def get_translations(self, form: Form) -> NullTranslations:
            return _catalogue(current_language())


@lru_cache
def _catalogue(language: str) -> NullTranslations:
    return Translations.load(CATALOGUES, [language])


def _day(value: date) -> str:
    return format_date(value, "d MMMM y", rebase=False)


def _local(value: datetime) -> datetime:
    return to_user_timezone(value)


__all__ = ["LOCALES", "ZONES", "babel", "force_locale", "init_i18n"]
