"""Certificates and runs that are judged anew: what would be issued, and what rests on a pass that falls away.

Nothing is taken back by itself. A certificate that loses a pass beneath it stays valid and is put before HR.
"""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import joinedload, lazyload, load_only

from ..attempts.models import Attempt, Outcome
from ..attempts.regrading.impact import Stakes
from ..attempts.regrading.weighing import GAINED, LOST, Change
from ..core.db import affected, db
from ..ledger.service import Event, record
from ..people.models import Person
from .completing import would_complete
from .models import CertificateDoubt, Period
from .resting import Lost, resting_on

LONGEST_REASON = 1000


class Stale(Exception):
    """Somebody decided since the page was made. Nothing was saved."""


def foresee_regrade(agency_id: int, changes: Sequence[Change], now: datetime) -> list[Stakes]:
    """Which certificates these changes would bring, and which rest on a pass that falls away."""
    found = []
    if issued := would_complete(agency_id, [each for each in changes if each.turn == GAINED], now):
        sentence = ngettext("%(num)s sertifikat terbit.", "%(num)s sertifikat terbit.", len(issued))
        found.append(Stakes(sentence, dict.fromkeys(issued, _("Sertifikat terbit"))))
    lost = [
        Lost(each.attempt_id, each.person_id, each.module_id, each.at)
        for each in changes
        if each.turn == LOST
    ]
    if resting := resting_on(lost):
        sentence = ngettext(
            "%(num)s sertifikat bertumpu pada uji yang tidak lagi lulus. Sertifikatnya tetap berlaku sampai "
            "bagian kepegawaian memutuskannya.",
            "%(num)s sertifikat bertumpu pada uji yang tidak lagi lulus. Sertifikatnya tetap berlaku sampai "
            "bagian kepegawaian memutuskannya.",
            len({number for held in resting.values() for _id, number in held}),
        )
        said = {
            run: _("Menopang sertifikat %(number)s", number=", ".join(number for _id, number in held))
            for run, held in resting.items()
        }
        found.append(Stakes(sentence, said))
    return found


def raise_doubts(event: Event) -> None:
    """A run no longer passes since it was judged anew: the certificate that rests on it is put before HR."""
    attempt: Attempt = event.row
    outcome = attempt.outcome
    if outcome is None or not outcome.no_longer_passed:
        return
    lost = Lost(attempt.id, attempt.person_id, attempt.assessment.module_id, outcome.at)
    for period_id, _number in resting_on([lost]).get(attempt.id, ()):
        db.session.add(
            CertificateDoubt(
                agency_id=attempt.agency_id, period_id=period_id, outcome_id=outcome.id, raised_at=event.at
            )
        )


def open_doubts(reader: Person) -> list[CertificateDoubt]:
    """What waits for a decision in the reader's agency, the oldest first: not where the run passes again, or
    the certificate was revoked."""
    return list(db.session.scalars(_doubts(reader).where(*_waits()).order_by(CertificateDoubt.id)))


def count_doubts(reader: Person) -> int:
    """How many wait for a decision."""
    rows = sa.select(sa.func.count(CertificateDoubt.id))
    rows = rows.join(CertificateDoubt.period).join(CertificateDoubt.outcome)
    return db.session.scalar(rows.where(CertificateDoubt.agency_id == reader.agency_id, *_waits())) or 0


def decided_doubts(reader: Person, *, at_most: int) -> list[CertificateDoubt]:
    """What was decided, the latest first: certificates that were kept, and those that were revoked."""
    decided = sa.func.coalesce(CertificateDoubt.decided_at, Period.revoked_at)
    rows = _doubts(reader).where(decided.is_not(None)).order_by(decided.desc())
    return list(db.session.scalars(rows.limit(at_most)))


def find_doubt(reader: Person, ref: str) -> CertificateDoubt | None:
    """One of the reader's agency."""
    return db.session.scalar(_doubts(reader).where(CertificateDoubt.ref == ref))


def keep(doubt: CertificateDoubt, *, reason: str, actor: Person, now: datetime) -> None:
    """Decide that the certificate stays, and why. Raises Stale; ValueError without a reason or for one's own
    certificate."""
    if not 0 < len(reason.strip()) <= LONGEST_REASON or doubt.period.person_id == actor.id:
        raise ValueError(reason)
    rows = sa.update(CertificateDoubt).where(
        CertificateDoubt.id == doubt.id, CertificateDoubt.decided_at.is_(None)
    )
    if not affected(rows.values(decided_at=now, decided_by_id=actor.id, reason=reason.strip())):
        raise Stale
    db.session.refresh(doubt)
    record("certificate.kept", doubt, actor=actor.ref, at=now)


def _waits() -> tuple[sa.ColumnElement[bool], ...]:
    return (
        CertificateDoubt.decided_at.is_(None),
        Outcome.superseded_at.is_(None),
        Period.revoked_at.is_(None),
    )


def _doubts(reader: Person) -> sa.Select[CertificateDoubt]:
    names = (load_only(Person.name, Person.ref), lazyload(Person.agency), lazyload(Person.grants))
    return (
        sa.select(CertificateDoubt)
        .join(CertificateDoubt.period)
        .join(CertificateDoubt.outcome)
        .where(CertificateDoubt.agency_id == reader.agency_id)
        .options(
            joinedload(CertificateDoubt.period).joinedload(Period.person).options(*names),
            joinedload(CertificateDoubt.period).joinedload(Period.revoked_by).options(*names),
            joinedload(CertificateDoubt.decided_by).options(*names),
            joinedload(CertificateDoubt.outcome).joinedload(Outcome.regrade),
            joinedload(CertificateDoubt.outcome).joinedload(Outcome.supersedes),
        )
    )
