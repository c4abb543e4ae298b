"""The same fixed days as the tests of certification."""

import pytest
from flask import Flask

from training.certifications.spans.service import people_of, refresh
from training.core.db import db

from ..certifications.conftest import app as calendar
from ..certifications.conftest import that_morning
from ..certifications.office import ASSIGNED

__all__ = ["calendar", "that_morning"]


@pytest.fixture
def app(calendar: Flask) -> Flask:
    """The calendar was set past the application: what is kept ready follows it."""
    with calendar.app_context():
        refresh(people_of(), ASSIGNED)
        db.session.commit()
    return calendar
