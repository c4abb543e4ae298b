"""The officials join the demo office: who keeps cases, decides and audits."""

import pytest
from flask import Flask

from training.core.db import db
from training.demo.loading import load_officials

from .office import MORNING


@pytest.fixture
def board(app: Flask) -> Flask:
    """The application with the officials in it (ratna keeps cases, wahyu audits, kartika leads; see training.demo.cast)."""
    with app.app_context():
        load_officials(MORNING)
        db.session.remove()
    return app
