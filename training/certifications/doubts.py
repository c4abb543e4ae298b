"""Certificates and runs that are judged anew: what would be issued, and what rests on a pass that falls away.

Nothing is taken back by itself. A certificate that loses a pass beneath it stays valid and is put before HR.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import joinedload, lazyload, load_only

from ..attempts.models import CERTIFICATION, Assessment, Attempt, Outcome
from ..attempts.regrading.impact import Stakes
from ..attempts.regrading.weighing import GAINED, LOST, Change
from ..attestations.models import Attestation
from ..codes.models import CodeVersion
from ..core.clock import day_in
from ..core.db import affected, db
from ..ledger.service import Event, record
from ..modules.models import COURSE, Module
from ..modules.succession import counts_as
from ..people.models import Agency, Person
from .models import Certificate, CertificateDoubt, Period
from .requirements import passed_this_round, passes
from .standing import SchemeInForce, scheme_of, standings

CHUNK = 500
LONGEST_REASON = 1000


class Lost(NamedTuple):
    """A run that no longer passes: whose, of which module, when it ended."""

    attempt_id: int
    person_id: int
    module_id: int
    at: datetime


class Stale(Exception):
    """Somebody decided since the page was made. Nothing was saved."""


def foresee_regrade(agency_id: int, changes: Sequence[Change], now: datetime) -> list[Stakes]:
    """Which certificates these changes would bring, and which rest on a pass that falls away."""
    found = []
    if issued := _would_complete(agency_id, [each for each in changes if each.turn == GAINED], now):
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
            len({number for _id, number in resting.values()}),
        )
        said = {run: _("Menopang sertifikat %(number)s", number=held) for run, (_id, held) in resting.items()}
        found.append(Stakes(sentence, said))
    return found


def resting_on(lost: Sequence[Lost]) -> dict[int, tuple[int, str]]:
    """The certificate beneath which each of these runs was the only pass of its module: run to (period id,
    number). Three statements for every `CHUNK` of runs."""
    found = {}
    for start in range(0, len(lost), CHUNK):
        some = lost[start : start + CHUNK]
        people = {each.person_id for each in some}
        rounds, others = _rounds(people), _passes(people)
        for each in some:
            before = [row for row in rounds[each.person_id] if row.certified_at < each.at]
            held = next((row for row in rounds[each.person_id] if row.certified_at >= each.at), None)
            since = before[-1].certified_at if before else None
            if held and not _covered(each, others[each.person_id, each.module_id], since, held.certified_at):
                found[each.attempt_id] = (held.id, held.number)
    return found


def raise_doubts(event: Event) -> None:
    """A run no longer passes since it was judged anew: the certificate that rests on it is put before HR."""
    attempt: Attempt = event.row
    outcome = attempt.outcome
    if outcome is None or not outcome.no_longer_passed:
        return
    lost = Lost(attempt.id, attempt.person_id, attempt.assessment.module_id, outcome.at)
    for period_id, _number in resting_on([lost]).values():
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


def _would_complete(agency_id: int, gained: list[Change], now: datetime) -> set[int]:
    """The runs whose pass would be the last thing missing for a certificate."""
    scheme = scheme_of(agency_id) if gained else None
    if scheme is None:
        return set()
    zone = db.session.get_one(Agency, agency_id).zone
    on = day_in(zone, now)
    known, made = standings(scheme, on=on, zone=zone), passes(scheme, on=on, zone=zone)
    declared, counts = _declared(scheme), _counts(scheme)
    asked = set(counts.values())
    found = set()
    for each in gained:
        ever = made.get(each.person_id, {})
        had = passed_this_round(ever, known[each.person_id].rounds, zone)
        module = counts.get(each.module_id, each.module_id)
        passed = {**ever, module: max(each.at, ever.get(module, each.at))}
        has = passed_this_round(passed, known[each.person_id].rounds, zone)
        if each.person_id in declared and asked <= has and not asked <= had:
            found.add(each.attempt_id)
    return found


def _counts(scheme: SchemeInForce) -> dict[int, int]:
    """For each module: the module of the version in force as which a pass of it counts."""
    pairs = counts_as(Module.version_id == scheme.version.id, Module.kind == COURSE)
    return {taken: asked for asked, taken in db.session.execute(sa.select(pairs.c.asked, pairs.c.taken))}


def _declared(scheme: SchemeInForce) -> set[int]:
    """Everybody who attested the version in force, in any wording of it."""
    rows = (
        sa.select(Attestation.person_id)
        .join(CodeVersion, CodeVersion.id == Attestation.version_id)
        .where(CodeVersion.code_id == scheme.version.code_id, CodeVersion.lineage == scheme.version.lineage)
    )
    return set(db.session.scalars(rows))


def _rounds(people: Collection[int]) -> defaultdict[int, list[sa.Row[int, int, datetime, str]]]:
    rows = (
        sa.select(Period.person_id, Period.id, Period.certified_at, Certificate.number)
        .join(Certificate, Certificate.period_id == Period.id)
        .where(Period.person_id.in_(people), Period.revoked_at.is_(None))
        .order_by(Period.certified_at)
    )
    found: defaultdict[int, list[sa.Row[int, int, datetime, str]]] = defaultdict(list)
    for row in db.session.execute(rows):
        found[row.person_id].append(row)
    return found


def _passes(people: Collection[int]) -> defaultdict[tuple[int, int], list[tuple[int, datetime]]]:
    """Every pass that counts: (person, module) to (run, when)."""
    rows = (
        sa.select(Attempt.person_id, Assessment.module_id, Attempt.id, Outcome.at)
        .join(Attempt.outcome)
        .join(Attempt.assessment)
        .where(Attempt.person_id.in_(people), Attempt.purpose == CERTIFICATION, Outcome.passed)
    )
    found: defaultdict[tuple[int, int], list[tuple[int, datetime]]] = defaultdict(list)
    for person, module, run, at in db.session.execute(rows):
        found[person, module].append((run, at))
    return found


def _covered(lost: Lost, others: list[tuple[int, datetime]], since: datetime | None, until: datetime) -> bool:
    """Whether another run on the module was passed in the same round."""
    made = (at for run, at in others if run != lost.attempt_id)
    return any((since is None or at > since) and at <= until for at in made)


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
