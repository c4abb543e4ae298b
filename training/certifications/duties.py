"""The duty to catch up: it begins when a code changes in substance, and ends when the change has been learned
and the code declared again."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from flask_babel import gettext as _
from flask_babel import ngettext

from ..attempts.service import passed_module_ids
from ..attestations.models import Attestation
from ..codes.amendments import Consequence
from ..codes.models import Amendment, CodeVersion
from ..core.clock import day_in
from ..core.db import db
from ..core.i18n import show_date
from ..ledger.service import Event, record
from ..modules.models import COURSE, DELTA, Module
from ..people.models import Agency, Person
from .models import Certification, DeltaDuty, Period
from .requirements import may_complete
from .rules import delta_due
from .standing import SchemeInForce, holders

FORM = "certifications/_deadline.html"


@dataclass(frozen=True, slots=True)
class Deadline:
    """By when holders would catch up if the amendment were published on a day, given so many days for it."""

    amendment: Amendment
    certification: Certification
    days: int
    published_on: date

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
    """A code changed in substance: whoever holds a certificate for an older version is asked to catch up,
    `delta_days` from today. The certificate stays as it is."""
    amendment: Amendment = event.row
    certification = _certification_of(amendment)
    if certification is None or not amendment.substantive:
        return
    version = amendment.new_version
    today = day_in(_zone_of(amendment), event.at)
    module = sa.select(Module.id).where(Module.version_id == version.id, Module.kind == DELTA)
    module_id = db.session.scalar(module)
    held = holders(SchemeInForce(certification, version), on=today, zone=_zone_of(amendment))
    db.session.add_all(
        DeltaDuty(
            agency_id=amendment.agency_id,
            certification_id=certification.id,
            person_id=person_id,
            version_id=version.id,
            module_id=module_id,
            held_version=number,
            asked_at=event.at,
            due_on=delta_due(today, certification.delta_days),
        )
        for person_id, number in held.items()
    )
    db.session.flush()


def settle(event: Event) -> None:
    """After a passed run, a declaration or a certificate: what of the person's duties that was the last of is
    met, and goes on record."""
    if not may_complete(event):
        return
    person: Person = event.row.person
    for duty in _open_duties(person.id):
        if _certified(duty) or (_learned(duty) and _declared(duty)):
            duty.met_at = event.at
            db.session.flush()
            record("delta.met", duty, actor=person.ref, at=event.at)


def asked_of(person_id: int) -> Collection[int] | None:
    """The delta modules somebody is asked for instead of the whole course; None while none is."""
    duties = _open_duties(person_id)
    return {duty.module_id for duty in duties if duty.module_id} if duties else None


def deadline_of(amendment: Amendment, now: datetime, *, days: int | None = None) -> Deadline | None:
    """The deadline if it were published today, with the days on record or others; None where nobody is asked
    to catch up."""
    certification = _certification_of(amendment)
    if certification is None or not amendment.substantive:
        return None
    given = certification.delta_days if days is None else days
    return Deadline(amendment, certification, given, day_in(_zone_of(amendment), now))


def foresee(amendment: Amendment, now: datetime) -> list[Consequence]:
    """What publishing the amendment today would ask of whom."""
    deadline = deadline_of(amendment, now)
    if deadline is None:
        return []
    scheme = SchemeInForce(deadline.certification, amendment.new_version)
    people = len(holders(scheme, on=deadline.published_on, zone=_zone_of(amendment)))
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


def _open_duties(person_id: int) -> list[DeltaDuty]:
    rows = sa.select(DeltaDuty).where(DeltaDuty.person_id == person_id, DeltaDuty.met_at.is_(None))
    return list(db.session.scalars(rows.order_by(DeltaDuty.asked_at, DeltaDuty.id)))


def _learned(duty: DeltaDuty) -> bool:
    """The delta is passed, or everything the version teaches."""
    if duty.module_id is None or passed_module_ids(duty.person_id, [duty.module_id]):
        return True
    course = sa.select(Module.id).where(Module.version_id == duty.version_id, Module.kind == COURSE)
    every = set(db.session.scalars(course))
    return every == passed_module_ids(duty.person_id, every)


def _declared(duty: DeltaDuty) -> bool:
    """The version is attested, in any wording, or one that came after it."""
    version = duty.version
    later = sa.or_(CodeVersion.lineage == version.lineage, CodeVersion.published_at > version.published_at)
    rows = (
        sa.select(Attestation.id)
        .join(CodeVersion, CodeVersion.id == Attestation.version_id)
        .where(Attestation.person_id == duty.person_id, CodeVersion.code_id == version.code_id, later)
    )
    return db.session.scalar(rows.limit(1)) is not None


def _certified(duty: DeltaDuty) -> bool:
    """A certificate was earned on this version or one that came after it."""
    rows = (
        sa.select(Period.id)
        .join(Certification, Certification.id == Period.certification_id)
        .join(
            CodeVersion,
            sa.and_(
                CodeVersion.code_id == Certification.code_id, CodeVersion.number == Period.version_number
            ),
        )
        .where(Period.person_id == duty.person_id, Period.certification_id == duty.certification_id)
        .where(CodeVersion.published_at >= duty.version.published_at)
    )
    return db.session.scalar(rows.limit(1)) is not None


def _certification_of(amendment: Amendment) -> Certification | None:
    return db.session.scalar(sa.select(Certification).where(Certification.code_id == amendment.code_id))


def _zone_of(amendment: Amendment) -> str:
    return db.session.get_one(Agency, amendment.agency_id).zone
