"""These tests live on fixed days."""

from collections.abc import Iterator

import pytest
import time_machine
from flask import Flask

from .office import MORNING, settle_calendar


@pytest.fixture
def app(app: Flask) -> Flask:
    """The office, where everybody was assigned on 22 November 2026."""
    with app.app_context():
        settle_calendar()
    return app


@pytest.fixture
def that_morning() -> Iterator[time_machine.Traveller]:
    """The clock stands at 23 November 2026, 09.00 WIB, and can be moved."""
    with time_machine.travel(MORNING, tick=False) as clock:
        yield clock
