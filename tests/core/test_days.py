"""A run of days is told from its first to its last, and one day once."""

from datetime import date

import pytest
from flask_babel import force_locale

from training.core.i18n import show_days

FIRST, LAST = date(2026, 10, 29), date(2026, 11, 6)


@pytest.mark.parametrize(
    ("locale", "last", "said"),
    [
        ("id", LAST, "29 Oktober 2026 sampai 6 November 2026"),
        ("en", LAST, "29 October 2026 to 6 November 2026"),
        ("id", FIRST, "29 Oktober 2026"),
        ("id", None, "29 Oktober 2026"),
    ],
)
def test_days_are_told_in_the_readers_language(app, locale, last, said):
    with app.test_request_context(), force_locale(locale):
        assert show_days(FIRST, last) == said
