"""Modules as an office has them that has written its scenarios: open for certification.

How many scenarios the demo or a small office of the tests has is no matter of most tests.
"""

import sqlalchemy as sa

from training.core.clock import now
from training.core.db import db
from training.modules.models import KEPT, Module


def open_modules(*which: sa.ColumnElement[bool]) -> None:
    """Open every module, or those that fit, without asking how many scenarios there are. Commits."""
    closed = sa.update(Module).where(Module.published_at.is_(None), *which)
    db.session.execute(closed.values(publication=KEPT, published_at=now()))
    db.session.commit()
