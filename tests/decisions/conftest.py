"""The officials join the demo office: who keeps cases, decides and audits."""

import pytest
import sqlalchemy as sa
from flask import Flask

from training.core.db import db
from training.demo.loading import load_officials
from training.people.models import Posting

from .office import MORNING


@pytest.fixture
def board(app: Flask) -> Flask:
    """The application with the officials in it (see `training.demo.cast`): ratna keeps cases, wahyu audits, kartika leads."""
    with app.app_context():
        load_officials(MORNING)
        # The office opened at the hour the tests run, which may be after this morning.
        late = sa.update(Posting).where(Posting.recorded_at > MORNING)
        db.session.execute(late.values(recorded_at=MORNING))
        db.session.commit()
        db.session.remove()
    return app
