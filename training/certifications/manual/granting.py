"""What HR grants a person: an excusal, a later due day, a waiver, certification for a time."""

from datetime import date, datetime

from ...core.clock import day_in
from ...people.models import Person
from ..changes import changed
from ..models import Certification, Period
from ..requirements import requirements_of
from ..service import complete
from ..standing import every_own
from .acts import Excuse, Extend, Lend, Waive
from .deciding import By, Refused, admit, hold, keep, today_of, touched
from .models import ATTESTATION, EXCUSALS, Excusal, Extension, Provisional, Waiver
from .rules import Fault


def excuse(person: Person, act: Excuse, kind: str, by: By) -> Excusal:
    """Stop the person's clock for a time. Raises Refused, Stale."""
    hold(person)
    if kind not in EXCUSALS:
        raise Refused([Fault("kind", "kind")])
    admit(person, act, touched(person, None), by)
    row = Excusal(person=person, kind=kind, since=act.since, until=act.until)
    return keep(row, by, "excusal.granted")


def extend(
    person: Person,
    certification: Certification,
    act: Extend,
    by: By,
) -> Extension:
    """Give the person until a later day for the first round. Raises Refused, Stale."""
    hold(person)
    admit(person, act, touched(person, certification), by)
    row = Extension(person=person, certification=certification, due_on=act.due_on)
    return keep(row, by, "extension.granted")


def waive(
    person: Person,
    certification: Certification,
    subject: str,
    by: By,
) -> tuple[Waiver, Period | None]:
    """Let a module or the attestation count as met once. Was it the last thing missing, the round begins at
    once: the second value. Raises Refused, Stale."""
    hold(person)
    left = tuple(open_subjects(person, certification, today_of(person, by.now)))
    admit(person, Waive(subject, left), touched(person, certification), by, more=left, proof=True)
    row = Waiver(person=person, certification=certification, subject=subject)
    keep(row, by, "waiver.granted")
    issued = complete(person, actor=by.actor.ref, now=by.now)
    if issued:
        changed([person.id], by.now)
    return row, next((each for each in issued if each.certification_id == certification.id), None)


def certify_temporarily(
    person: Person,
    certification: Certification,
    act: Lend,
    by: By,
) -> Provisional:
    """Let the person count as certified for a time, without a certificate. Raises Refused, Stale."""
    hold(person)
    admit(person, act, touched(person, certification), by)
    row = Provisional(person=person, certification=certification, since=act.since, until=act.until)
    return keep(row, by, "provisional.granted")


def open_subjects(person: Person, certification: Certification, on: date) -> dict[str, str]:
    """What the person's next round still asks and may be waived: module keys with their titles, and the
    attestation with an empty one."""
    mine = next((o for o in every_own(person, on=on) if o.scheme.certification.id == certification.id), None)
    if mine is None or not mine.asked:
        return {}
    asked = requirements_of(person, mine, on=on)
    left = {each.key: each.title for each in asked.modules if not each.counts}
    if asked.attest and asked.attested_at is None:
        left[ATTESTATION] = ""
    return left


def completes(person: Person, certification: Certification, subject: str, now: datetime) -> bool:
    """Whether this is the last thing missing for a round: a waiver of it issues a certificate at once."""
    return list(open_subjects(person, certification, day_in(person.agency.zone, now))) == [subject]
