"""What somebody is told at home, and who is offered the page of what they sit in."""

import sqlalchemy as sa
from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from ..core.db import db
from ..people.models import Person, SignIn
from ..reports.notices import Notice
from .models import CASE, NOMINATION, Matter, Seat

SITS = "sits"
RUNNING = sa.and_(Matter.closed_on.is_(None), Matter.erased_at.is_(None))


def told_at_home(person: Person) -> list[Notice]:
    """The notices of a person, in one statement."""
    own = sa.select(sa.func.count()).select_from(Matter).where(Matter.subject_id == person.id, RUNNING)
    seats = sa.select(sa.func.count(Seat.matter_id.distinct())).where(_sits(person.id))
    counts = (own.where(Matter.kind == CASE), own.where(Matter.kind == NOMINATION), seats)
    cases, nominations, sits = db.session.execute(
        sa.select(*(each.scalar_subquery() for each in counts))
    ).one()
    told = []
    if cases:
        told.append(Notice(_("Tentang Anda"), _about_cases(cases), url_for("rights.matters"), _("Buka")))
    if nominations:
        said = _("Anda diusulkan untuk penghargaan. Baca alasannya, siapa yang menimbang, dan hak Anda.")
        told.append(Notice(_("Usulan penghargaan"), said, url_for("rights.matters"), _("Buka")))
    if sits:
        told.append(Notice(_("Sidang Anda"), _about_seats(sits), url_for("seats.seats"), _("Buka")))
    return told


def sits_somewhere() -> sa.ColumnElement[bool]:
    """Whether whoever a sign-in is of sits in something that runs."""
    return sa.exists().where(_sits(SignIn.person_id)).correlate(SignIn)


def _sits(person_id: sa.SQLColumnExpression[int] | int) -> sa.ColumnElement[bool]:
    return sa.and_(
        Seat.person_id == person_id, Seat.until_step.is_(None), Matter.id == Seat.matter_id, RUNNING
    )


def _about_cases(number: int) -> str:
    return ngettext(
        "Ada %(num)d perkara yang berjalan tentang Anda. Baca isinya, siapa yang memeriksa, dan hak Anda.",
        "Ada %(num)d perkara yang berjalan tentang Anda. Baca isinya, siapa yang memeriksa, dan hak Anda.",
        number,
    )


def _about_seats(number: int) -> str:
    return ngettext(
        "Anda duduk dalam %(num)d perkara atau usulan yang berjalan.",
        "Anda duduk dalam %(num)d perkara atau usulan yang berjalan.",
        number,
    )
