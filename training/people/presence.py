"""Who works for an agency on a day, asked of the database."""

from datetime import date

import sqlalchemy as sa

from .models import Person


def here(on: date) -> sa.ColumnElement[bool]:
    """Not switched off, and the last day, where one is known, is not past."""
    return sa.and_(Person.active.is_(True), sa.or_(Person.left_on.is_(None), Person.left_on >= on))
