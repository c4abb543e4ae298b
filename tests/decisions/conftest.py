"""The officials join the demo office: who keeps cases, decides and audits."""

import pytest
from flask import Flask

from training import demo
from training.core.db import db

from .office import MORNING


@pytest.fixture
def board(app: Flask) -> Flask:
    """The application with the officials in it (ratna keeps cases, wahyu audits, kartika leads; see demo_cast)."""
    with app.app_context():
        demo.load_officials(MORNING)
        db.session.remove()
    return app
