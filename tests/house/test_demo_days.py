"""The days of the invented office: working days only, never out of them, and everything in its order."""

from datetime import UTC, date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from training.core.db import db
from training.demo.days import Days, Story, days_between, live
from training.people.models import Agency

JAKARTA = "Asia/Jakarta"
MORNING = datetime(2026, 11, 20, 1, tzinfo=UTC)
WEEK = tuple(date(2026, 11, day) for day in (16, 17, 18, 19, 20))


@given(st.integers(-30, 30), st.integers(0, 23), st.integers(0, 59))
def test_a_place_beyond_the_days_is_the_nearest_of_them(place: int, hour: int, minute: int) -> None:
    days = Days(JAKARTA, WEEK)
    assert days.on(place) == WEEK[max(0, min(place, 4))]
    there = days.at(place, hour, minute).astimezone(ZoneInfo(JAKARTA))
    assert (there.date(), there.hour, there.minute) == (days.on(place), hour, minute)


@pytest.mark.database
def test_only_days_that_were_worked_between_the_two_moments(app: Flask) -> None:
    with app.app_context():
        agency = db.session.scalars(sa.select(Agency).filter_by(slug="dinsos-banten")).one()
        # A Thursday and, on the clock of the office, the second Wednesday after: two weekends, and the day of Idulfitri
        # with what the government gave around it.
        last = datetime(2027, 3, 16, 17, 30, tzinfo=UTC)
        found = days_between(agency, datetime(2027, 3, 4, 3, tzinfo=UTC), last)
        assert found == Days(JAKARTA, (date(2027, 3, 5), date(2027, 3, 16)))
        with pytest.raises(ValueError, match="no working day"):
            days_between(agency, datetime(2027, 3, 6, 3, tzinfo=UTC), datetime(2027, 3, 8, 3, tzinfo=UTC))


@pytest.mark.database
def test_what_happens_first_is_lived_first_whoever_it_is_about(app: Flask) -> None:
    told = []

    def story(name: int, minutes: list[int]) -> Story:
        for minute in minutes:
            at = yield MORNING + timedelta(minutes=minute)
            told.append((at, name))

    chance = Random(7)
    days = [sorted(chance.sample(range(600), 9)) for _story in range(8)]
    with app.app_context():
        live(story(name, minutes) for name, minutes in enumerate(days))
    moments = [
        (MORNING + timedelta(minutes=minute), name) for name, each in enumerate(days) for minute in each
    ]
    assert told == sorted(moments)


@pytest.mark.database
def test_what_was_lived_is_kept_though_what_follows_fails(app: Flask) -> None:
    def renamed() -> Story:
        yield MORNING
        db.session.scalars(sa.select(Agency).filter_by(slug="dinsos-banten")).one().name = "Kantor Contoh"
        yield MORNING + timedelta(hours=1)
        raise LookupError

    with app.app_context():
        with pytest.raises(LookupError):
            live([renamed()])
        db.session.rollback()
        assert db.session.scalar(sa.select(Agency.name).filter_by(slug="dinsos-banten")) == "Kantor Contoh"
