"""The small office of `office.py`, furnished before the test that asks for it."""

import pytest
from flask import Flask

from .office import Office, furnish


@pytest.fixture
def office(app: Flask) -> Office:
    with app.app_context():
        return furnish()
