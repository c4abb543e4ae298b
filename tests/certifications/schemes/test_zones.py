"""The day of completion is the agency's: one moment begins a round on different days in WIB, WITA and WIT."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.certifications.office import complete, person_of, scheme_for
from training.certifications.expiry import add_months
from training.core.db import db

NEW_YEARS_EVE = datetime(2026, 12, 31, 16, 30, tzinfo=UTC)


@pytest.mark.parametrize("mode", ["completion", "expiry", "fixed"])
@pytest.mark.parametrize(
    ("zone", "completed"),
    [
        ("Asia/Jakarta", date(2026, 12, 31)),
        ("Asia/Makassar", date(2027, 1, 1)),
        ("Asia/Jayapura", date(2027, 1, 1)),
    ],
)
def test_a_round_begins_on_the_agencys_day(app, cast, mode, zone, completed):
    with app.app_context():
        sari = person_of(cast.sari)
        scheme = scheme_for(sari)
        sari.agency.zone, scheme.mode = zone, mode
        db.session.commit()
        period = complete(sari, NEW_YEARS_EVE)
        assert period.completed_on == period.valid_from == completed
        if mode == "completion":
            assert period.valid_until == add_months(completed, 12) - timedelta(days=1)
        assert period.window_opens == add_months(period.valid_until + timedelta(days=1), -2)
