"""What somebody is told at home: that there is a matter about them, or one in which they sit."""

import sqlalchemy as sa
from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from ..core.db import db
from ..people.models import Person
from ..reports.notices import Notice
from .models import Matter, Seat


def told_at_home(person: Person) -> list[Notice]:
    """The notices of a person, in one statement."""
    running = sa.and_(Matter.closed_on.is_(None), Matter.erased_at.is_(None))
    own = sa.select(sa.func.count()).select_from(Matter).where(Matter.subject_id == person.id, running)
    seats = (
        sa.select(sa.func.count(Seat.matter_id.distinct()))
        .join(Matter, Matter.id == Seat.matter_id)
        .where(Seat.person_id == person.id, Seat.until_step.is_(None), running)
    )
    about, sits = db.session.execute(sa.select(own.scalar_subquery(), seats.scalar_subquery())).one()
    found = []
    if about:
        said = ngettext(
            "Ada %(num)d perkara atau usulan yang berjalan tentang Anda. Baca isinya, siapa yang memeriksa, "
            "dan apa hak Anda.",
            "Ada %(num)d perkara atau usulan yang berjalan tentang Anda. Baca isinya, siapa yang memeriksa, "
            "dan apa hak Anda.",
            about,
        )
        found.append(Notice(_("Tentang Anda"), said, url_for("rights.matters"), _("Buka")))
    if sits:
        said = ngettext(
            "Anda duduk dalam %(num)d perkara atau usulan yang berjalan.",
            "Anda duduk dalam %(num)d perkara atau usulan yang berjalan.",
            sits,
        )
        found.append(Notice(_("Sidang Anda"), said, url_for("cases.seats"), _("Buka")))
    return found
