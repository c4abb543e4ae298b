"""What the invented office dealt with in its first weeks, so that on a first visit no desk is empty.

Everything is done by the services and by whom it takes, on working days of the weeks before.
"""

from datetime import datetime

import sqlalchemy as sa

from ..attempts.appeals.service import appeal
from ..attempts.models import SUBMITTED, Attempt
from ..certifications.models import Certificate, Period
from ..core.db import db
from ..decisions.auditing.looking import look_into
from ..decisions.models import Matter
from ..people.models import Agency
from . import words
from .cases import absent_days, sent_photo
from .days import Days, Story, days_between, person_of
from .honours import award_given, award_weighed, entered

OFFICE = "dinsos-banten"
BOARDS = (entered, award_given, sent_photo, absent_days, award_weighed)


def matters(opened: datetime, now: datetime) -> list[Story]:
    """The stories of cases, awards and questions between two moments; none where there is a matter."""
    if db.session.scalar(sa.select(Matter.id).limit(1)) is not None:
        return []
    agency = db.session.scalars(sa.select(Agency).filter_by(slug=OFFICE)).one()
    days = days_between(agency, opened, now)
    return [story(days) for story in (*BOARDS, _asks_about_item, _follows)]


def _asks_about_item(days: Days) -> Story:
    """Joko says what he thinks of a question he was examined by; nobody has answered yet."""
    at = yield days.at(len(days.worked) - 4, 13)
    rows = sa.select(Attempt).where(Attempt.person_id == person_of("joko").id, Attempt.state == SUBMITTED)
    attempt = db.session.scalars(rows.order_by(Attempt.id.desc()).limit(1)).one()
    appeal(attempt, 0, text=words.APPEAL, now=at)


def _follows(days: Days) -> Story:
    """Wahyu follows joko's certificate back to its answers, once."""
    at = yield days.at(len(days.worked) - 1, 9)
    rows = sa.select(Certificate.number).join(Certificate.period)
    number = db.session.scalars(rows.where(Period.person_id == person_of("joko").id)).one()
    look_into(person_of("wahyu"), typed=number, reason=words.WHY_AUDIT, now=at)
