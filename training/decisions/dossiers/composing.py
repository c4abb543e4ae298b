"""A dossier made of what was gathered: what held that day as known then, what came later, what to weigh."""

from collections.abc import Mapping, Sequence

from ...core.clock import day_in
from ..rules import Event, Facts, facts
from .facts import career, standing
from .facts.clause import about_clause
from .facts.gathering import OBJECTED, REPLIED, REVIEWED, Gathered
from .facts.happenings import CORRECTION, happenings
from .facts.later import later_facts
from .fairness.clauses import Doubts
from .fairness.keys import USUAL, Beside, Limits, Pending, weigh
from .shape.body import Body, Header
from .shape.learning import AboutClause, Peers


def compose(
    of: Gathered, header: Header, peers: Mapping[str, Peers], doubts: Doubts, *, limits: Limits = USUAL
) -> Body:
    """The dossier of the days that its header names. A case is about its clauses; a nomination about
    certification, entries and service."""
    events = happenings(of)
    then = facts(events, as_of=header.as_of, known_by=header.known_by)
    body = _body(of, header, events, then, peers)
    present = facts(events, as_of=day_in(of.zone, header.made_at), known_by=header.made_at)
    award = header.kind == "nomination"
    return body.model_copy(update={"fairness": weigh(body, _beside(of, present, doubts, award), limits)})


def _body(
    of: Gathered, header: Header, events: Sequence[Event], then: Facts, peers: Mapping[str, Peers]
) -> Body:
    award, asked = header.kind == "nomination", standing.asked(then, of.zone)
    return Body(
        header=header,
        post=career.post(then),
        service=career.service(of.person, then),
        clauses=_clauses(of, header, then, peers),
        asked=asked,
        declared=career.declared(then, header.on_the_day),
        certified=standing.certified(then, of.zone),
        ruled=career.ruled(then),
        extra_time=career.extra_time(then),
        outages=career.outages(then, since=min((each.assigned_on for each in asked), default=None)),
        entries=career.entries(then, award=award, but=of.matter_id),
        remedial=career.remedial(of, then),
        openings=career.openings(of),
        replies=career.replies(of),
        later=later_facts(
            *(events, of),
            as_of=header.as_of,
            known_by=header.known_by,
            now=header.made_at,
            track=header.track,
        ),
    )


def _clauses(
    of: Gathered, header: Header, then: Facts, peers: Mapping[str, Peers]
) -> tuple[AboutClause, ...]:
    today = day_in(of.zone, header.made_at)
    return tuple(
        about_clause(of, key, then, on_the_day=header.on_the_day, today=today, peers=peers[key])
        for key in of.trails
    )


def _beside(of: Gathered, present: Facts, doubts: Doubts, award: bool) -> Beside:
    """What waits when the dossier is made."""
    said = [step for step in of.steps if step.own and step.kind in (OBJECTED, REVIEWED)]
    waiting = said[-1:] if said and said[-1].kind == OBJECTED else []
    replied = any(step.own and step.kind == REPLIED for step in of.steps)
    return Beside(
        corrections=[Pending(each.record, each.on) for each in present.that_day(CORRECTION) if each.record],
        objections=[Pending(step.record, step.on) for step in waiting],
        doubts=dict.fromkeys(of.trails, doubts),
        reply_awaited=not award and not replied,
    )
