"""The duty to catch up begins when a code changes in substance: whom it asks, by when, seen beforehand."""

from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from flask_babel import gettext as _
from flask_babel import ngettext

from ..codes.amendments import Consequence
from ..codes.models import Amendment
from ..core.clock import day_in
from ..core.db import db
from ..core.i18n import show_date
from ..ledger.service import Event
from ..modules.models import DELTA, Module
from ..people.models import Agency, Person
from .models import Certification, DeltaDuty
from .rules import delta_due
from .service import set_delta_days
from .standing import SchemeInForce, holders

FORM = "certifications/_deadline.html"


@dataclass(frozen=True, slots=True)
class Deadline:
    """By when holders would catch up if the amendment were published on a day, given so many days for it. One
    for all schemes of the code, the oldest first; what is on record for the oldest counts."""

    amendment: Amendment
    certifications: tuple[Certification, ...]
    days: int
    published_on: date

    @property
    def certification(self) -> Certification:
        return self.certifications[0]

    @property
    def titles(self) -> str:
        return "”, “".join(each.title for each in self.certifications)

    @property
    def due_on(self) -> date:
        return delta_due(self.published_on, self.days)

    @property
    def saved(self) -> bool:
        return self.days == self.certification.delta_days

    @property
    def term(self) -> tuple[str, str]:
        """The field that sets it, with the value on record."""
        return "days", str(self.certification.delta_days)


def ask_holders(event: Event) -> None:
    """A code changed in substance: whoever holds a certificate for an older version, by whichever scheme, is
    asked once to catch up, `delta_days` from today. The certificate stays as it is."""
    amendment: Amendment = event.row
    deadline = deadline_of(amendment, event.at)
    if deadline is None:
        return
    version = amendment.new_version
    module = sa.select(Module.id).where(Module.version_id == version.id, Module.kind == DELTA)
    module_id = db.session.scalar(module)
    db.session.add_all(
        DeltaDuty(
            agency_id=amendment.agency_id,
            certification_id=certification_id,
            person_id=person_id,
            version_id=version.id,
            module_id=module_id,
            held_version=number,
            asked_at=event.at,
            due_on=deadline.due_on,
        )
        for person_id, (certification_id, number) in _holders(deadline).items()
    )
    db.session.flush()


def deadline_of(amendment: Amendment, now: datetime, *, days: int | None = None) -> Deadline | None:
    """The deadline if it were published today, with the days on record or others; None where nobody is asked
    to catch up."""
    schemes = tuple(_schemes_of(amendment)) if amendment.substantive else ()
    if not schemes:
        return None
    given = schemes[0].delta_days if days is None else days
    return Deadline(amendment, schemes, given, day_in(_zone_of(amendment), now))


def set_days(deadline: Deadline, days: int, *, rev: int, actor: Person, now: datetime) -> None:
    """Give holders so many days, whichever the scheme they hold. `rev` is of the oldest. Raises ValueError,
    Stale as `service.set_delta_days`."""
    oldest, *others = deadline.certifications
    set_delta_days(oldest, days, rev=rev, actor=actor, now=now)
    for each in others:
        set_delta_days(each, days, rev=each.terms_rev, actor=actor, now=now)


def foresee(amendment: Amendment, now: datetime) -> list[Consequence]:
    """What publishing the amendment today would ask of whom."""
    deadline = deadline_of(amendment, now)
    if deadline is None:
        return []
    people = len(_holders(deadline))
    if not people:
        nobody = _("Belum ada pegawai yang memegang sertifikat kode etik ini.")
        return [Consequence(nobody, form=FORM, about=deadline, term=deadline.term)]
    due = show_date(deadline.due_on)
    return [
        Consequence(
            ngettext(
                "%(num)s pegawai memegang sertifikat untuk versi sebelumnya. Sertifikatnya tetap berlaku.",
                "%(num)s pegawai memegang sertifikat untuk versi sebelumnya. Sertifikatnya tetap berlaku.",
                people,
            ),
            weighty=True,
        ),
        Consequence(
            _(
                "Mereka diminta menyelesaikan pembaruan dan membuat pernyataan lagi, paling lambat %(day)s.",
                day=due,
            ),
            weighty=True,
            form=FORM,
            about=deadline,
            term=deadline.term,
        ),
    ]


def _holders(deadline: Deadline) -> dict[int, tuple[int, int]]:
    """Whoever holds a certificate of one of the schemes: the scheme (the oldest, if several) and the latest
    version they hold."""
    found: dict[int, tuple[int, int]] = {}
    for certification in deadline.certifications:
        scheme = SchemeInForce(certification, deadline.amendment.new_version)
        held = holders(scheme, on=deadline.published_on, zone=_zone_of(deadline.amendment))
        for person, number in held.items():
            first, known = found.get(person, (certification.id, number))
            found[person] = (first, max(number, known))
    return found


def _schemes_of(amendment: Amendment) -> list[Certification]:
    """The schemes of the code that still ask, the oldest first."""
    rows = sa.select(Certification).where(Certification.code_id == amendment.code_id)
    return list(db.session.scalars(rows.where(Certification.closed_at.is_(None)).order_by(Certification.id)))


def _zone_of(amendment: Amendment) -> str:
    return db.session.get_one(Agency, amendment.agency_id).zone
