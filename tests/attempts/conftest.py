"""The small office of `office.py`, furnished before the test that asks for it."""

import pytest
from flask import Flask

from .office import Quiz, furnish


@pytest.fixture
def quiz(app: Flask) -> Quiz:
    """A module ready to be tested on, and two officers who have read it."""
    with app.app_context():
        return furnish()
