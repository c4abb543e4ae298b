"""Assembling a dossier: asking everybody, keeping what held that day as known then, and what came later."""

from collections.abc import Mapping
from datetime import date, datetime

from ...attempts.flagged import flagged
from ...attempts.peers_on import first_answers
from ...certifications.days import day_after
from ...core.clock import day_in
from ...people.rules import mask_nip
from ..models import CASE, Case, Matter
from ..rules import Facts, facts
from . import career_facts as career
from . import standing_facts as standing
from .body import Body, Header, Subject
from .clause_facts import about_clause
from .fair_clauses import Doubts
from .fairness import USUAL, Beside, Limits, Pending, weigh
from .gathering import OBJECTED, REPLIED, REVIEWED, Gathered, gather
from .happenings import CORRECTION, happenings
from .later_facts import later_facts
from .learning import Peers
from .peers import rate


def assemble(
    matter: Matter, *, as_of: date, known_by: datetime, now: datetime, limits: Limits = USUAL
) -> Body:
    """What held about the subject of a matter at the end of `as_of`, as it was on record at `known_by`; what
    came later is told apart. Nothing is written. `known_by` after `now` counts as `now`.

    A case is about its clauses; a nomination about certification, entries and service. Raises LookupError
    when the matter was erased.
    """
    known_by = min(known_by, now)
    of = gather(matter)
    events = happenings(of)
    then = facts(events, as_of=as_of, known_by=known_by)
    award, act, today = matter.kind != CASE, matter.happened_on, day_in(of.zone, now)
    peers = _peers(of, then)
    asked = standing.asked(then, of.zone)
    body = Body(
        header=_header(matter, of, then, now),
        post=career.post(then),
        service=career.service(of.person, then),
        clauses=tuple(
            about_clause(of, key, then, act=act, today=today, peers=peers[key]) for key in of.trails
        ),
        asked=asked,
        declared=career.declared(then, act),
        certified=standing.certified(then, of.zone),
        ruled=career.ruled(then),
        extra_time=career.extra_time(then),
        outages=career.outages(then, since=min((each.assigned_on for each in asked), default=None)),
        entries=career.entries(then, award=award, but=matter.id),
        remedial=career.remedial(of, then),
        openings=career.openings(of),
        replies=career.replies(of),
        later=later_facts(events, of, as_of=as_of, known_by=known_by, now=now, award=award),
    )
    present = facts(events, as_of=today, known_by=now)
    return body.model_copy(update={"fairness": weigh(body, _beside(of, present, award), limits)})


def _header(matter: Matter, of: Gathered, then: Facts, now: datetime) -> Header:
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
        as_of=then.as_of,
        known_by=then.known_by,
        made_at=now,
        purpose="possible_breach" if case else "award",
    )


def _peers(of: Gathered, then: Facts) -> Mapping[str, Peers]:
    """How colleagues answered about each clause at issue."""
    if not of.trails:
        return {}
    places = {
        (place.issue.id, place.address): key for key, trail in of.trails.items() for place in trail.places
    }
    answered = first_answers(
        of.person.agency_id,
        places,
        before=day_after(then.as_of, of.zone),
        known_by=then.known_by,
        but=of.person.id,
    )
    return {key: rate(answered.get(key, ())) for key in of.trails}


def _beside(of: Gathered, today: Facts, award: bool) -> Beside:
    """What waits when the dossier is made."""
    wishes = [each for each in today.that_day(CORRECTION) if each.values.answered_at is None]
    said = [step for step in of.steps if step.own and step.kind in (OBJECTED, REVIEWED)]
    waiting = said[-1:] if said and said[-1].kind == OBJECTED else []
    replied = any(step.own and step.kind == REPLIED for step in of.steps)
    return Beside(
        corrections=[Pending(each.record, each.on) for each in wishes if each.record],
        objections=[Pending(step.record, step.on) for step in waiting],
        doubts=_doubts(of),
        reply_awaited=not award and not replied,
    )


def _doubts(of: Gathered) -> dict[str, Doubts]:
    """What is in doubt about the items behind the answers, the same for every clause they test."""
    items = {
        each.version_id: (each.scenario, each.scenario_version)
        for run in of.runs
        for each in run.answers
        if each.version_id is not None
    }
    doubts = Doubts(
        flagged=frozenset(items[version] for version in flagged(items)),
        pending=tuple((items[version], at) for version, at in of.pending.items()),
    )
    return dict.fromkeys(of.trails, doubts)
