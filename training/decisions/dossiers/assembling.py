"""Assembling a dossier: asking everybody once, and telling what held that day as it was known then."""

from collections.abc import Mapping
from datetime import date, datetime

from ...attempts.flagged import flagged
from ...attempts.peers_on import first_answers
from ...certifications.days import day_after
from ...people.rules import mask_nip
from ..models import Case, Matter
from .composing import compose
from .facts.gathering import Gathered, gather
from .fairness.clauses import Doubts
from .fairness.keys import USUAL, Limits
from .fairness.peers import rate
from .shape.body import Body, Header, Subject
from .shape.learning import Peers


def assemble(
    matter: Matter, *, as_of: date, known_by: datetime, now: datetime, limits: Limits = USUAL
) -> Body:
    """What held about the subject of a matter at the end of `as_of`, as it was on record at `known_by`; what
    came later is told apart. Nothing is written. `known_by` after `now` counts as `now`.

    Raises LookupError when the matter was erased, or a clause at issue has no published text.
    """
    of = gather(matter)
    header = _header(matter, of, as_of, min(known_by, now), now)
    return compose(of, header, _peers(of, header), _doubts(of), limits=limits)


def _header(matter: Matter, of: Gathered, as_of: date, known_by: datetime, now: datetime) -> Header:
    person, case = of.person, matter if isinstance(matter, Case) else None
    return Header(
        matter=matter.ref,
        kind="case" if case else "nomination",
        number=matter.number,
        track=case.track if case else "",
        agency=person.agency.name,
        zone=of.zone,
        subject=Subject(
            ref=person.ref,
            name=person.name,
            nip=mask_nip(person.nip),
            employment=person.employment,
            rank=person.rank,
        ),
        happened_on=matter.happened_on,
        happened_until=case.happened_until if case else None,
        as_of=as_of,
        known_by=known_by,
        made_at=now,
        purpose="possible_breach" if case else "award",
    )


def _peers(of: Gathered, header: Header) -> Mapping[str, Peers]:
    """How colleagues answered about each clause at issue."""
    if not of.trails:
        return {}
    places = {
        (place.issue.id, place.address): key for key, trail in of.trails.items() for place in trail.places
    }
    answered = first_answers(
        of.person.agency_id,
        places,
        before=day_after(header.as_of, of.zone),
        known_by=header.known_by,
        but=of.person.id,
    )
    return {key: rate(answered.get(key, ())) for key in of.trails}


def _doubts(of: Gathered) -> Doubts:
    """What is in doubt about the items behind the officer's answers."""
    items = {
        each.version_id: (each.scenario, each.scenario_version)
        for run in of.runs
        for each in run.answers
        if each.version_id is not None
    }
    return Doubts(
        flagged=frozenset(items[version] for version in flagged(items)),
        pending=tuple((items[version], at) for version, at in of.pending.items()),
        appealed=tuple(
            (items[each.version_id], each.asked_at, each.record)
            for each in of.appeals
            if each.version_id in items
        ),
    )
