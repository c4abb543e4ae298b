"""What happens with a panel: invited, graded alone, closed, taken into the draft or not, agreed to."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import selectinload

from ...core.db import db
from ...people.models import Person
from .. import drafting, formats, plain
from ..keeping import Stale, hold
from ..models import DRAFT, Scenario, ScenarioVersion
from ..reviewing.people import reviewers_of
from ..spelling import clean
from .adopting import with_key
from .asking import Answer, scenes_of, still_asked
from .finding import newest
from .key import digest_of, given_votes
from .models import ACCEPTED, KEPT, Panel, PanelVote
from .tally import FEWEST, MOST, Tally, tally


class WrongNumber(ValueError):
    """A panel has two to seven experts, each of them free to judge."""


class TooFew(ValueError):
    """Fewer experts have answered than a panel needs."""


class Unfinished(ValueError):
    """A scene has no answer yet; `number` is the first of them."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


class Over(ValueError):
    """The panel is closed, or this expert has answered: nothing is changed any more."""


def invite(scenario: Scenario, refs: Collection[str], *, stamp: str, actor: Person, now: datetime) -> Panel:
    """Ask these experts about the draft as it stands. Inviting again while a panel is open is that panel.

    Raises Stale, formats.InvalidScenario, WrongNumber.
    """
    hold(scenario)
    draft = scenario.draft
    if draft is None or draft.stamp != stamp:
        raise Stale(scenario.current)
    if (known := newest(draft)) and known.closed_at is None:
        return known
    doc = formats.parse(draft.source, name=f"{scenario.slug}.yaml")
    experts = [person for person in reviewers_of(draft) if person.ref in refs]
    if not FEWEST <= len(experts) <= MOST or len(experts) < len(set(refs)):
        raise WrongNumber
    panel = Panel(agency_id=draft.agency_id, version=draft, scenes=scenes_of(doc))
    panel.opened_by_id, panel.opened_at = actor.id, now
    panel.votes = [PanelVote(person=expert) for expert in experts]
    try:
        with db.session.begin_nested():
            db.session.add(panel)
    except IntegrityError:
        raise Stale(draft) from None
    return panel


def grade(vote: PanelVote, key: str, answer: Answer) -> None:
    """Keep an expert's answer to one scene. Raises Over."""
    _hold(vote.panel)
    _refuse_ended(vote)
    vote.answers = {**vote.answers, key: answer}


def give(vote: PanelVote, *, now: datetime) -> None:
    """Hand in all answers, for good; the last expert's closes the panel. Raises Over, Unfinished."""
    panel = _hold(vote.panel)
    if vote.given_at is not None:
        return
    _refuse_ended(vote)
    for number, scene in enumerate(panel.scenes, start=1):
        if scene["key"] not in vote.answers:
            raise Unfinished(number)
    vote.given_at = now
    _close_when_all_answered(panel, now)


def decline(vote: PanelVote, *, now: datetime) -> None:
    """Take no part. What was graded so far is forgotten. Raises Over."""
    panel = _hold(vote.panel)
    if vote.declined_at is not None:
        return
    _refuse_ended(vote)
    vote.declined_at, vote.answers = now, {}
    _close_when_all_answered(panel, now)


def close(panel: Panel, *, now: datetime) -> None:
    """Wait for no further expert. Raises TooFew."""
    _hold(panel)
    if panel.closed_at is None:
        if len(given_votes(panel)) < FEWEST:
            raise TooFew
        panel.closed_at = now


def cancel(panel: Panel) -> None:
    """Forget a panel that too few have answered. Raises Over where it has a result."""
    _hold(panel)
    if len(given_votes(panel)) >= FEWEST:
        raise Over
    db.session.delete(panel)
    db.session.flush()


def accept(panel: Panel, *, stamp: str, actor: Person, now: datetime) -> ScenarioVersion:
    """Write the panel's key into the draft as one edit. Raises Stale, Over, plain.NotEditable."""
    scenario = _decidable(panel, stamp)
    data = plain.read(panel.version.source)
    source = plain.write(with_key(data, result(panel).scenes), panel.version.source)
    if plain.read(source) != data:
        drafting.save_draft(scenario, source, stamp=stamp, author=actor, now=now)
    panel.decision, panel.reason, panel.decided_at = ACCEPTED, "", now
    return panel.version


def keep(panel: Panel, *, stamp: str, reason: str, now: datetime) -> None:
    """Let the draft keep its own key, for a reason. Raises Stale, Over, ValueError without a reason."""
    _decidable(panel, stamp)
    if not clean(reason):
        raise ValueError("a reason is needed")
    panel.decision, panel.reason, panel.decided_at = KEPT, clean(reason)[:2000], now


def agree(vote: PanelVote, *, digest: str, now: datetime) -> None:
    """Say yes to the key that was decided on. Raises Stale where the draft has another by now."""
    version = _hold(vote.panel).version
    doc = formats.parse(version.source, name=version.scenario.slug)
    if version.state != DRAFT or digest != digest_of(doc, still_asked(vote.panel.scenes, doc)):
        raise Stale(version)
    if vote.given_at is None or vote.panel.decision is None:
        raise Over
    vote.agreed, vote.agreed_at = digest, now


def result(panel: Panel) -> Tally:
    """What the answers of a closed panel come to."""
    return tally(panel.scenes, [vote.answers for vote in given_votes(panel)])


def _hold(panel: Panel) -> Panel:
    """Lock the panel and see it as it is now."""
    db.session.execute(sa.select(Panel.id).where(Panel.id == panel.id).with_for_update())
    rows = sa.select(Panel).where(Panel.id == panel.id).options(selectinload(Panel.votes))
    return db.session.scalars(rows.execution_options(populate_existing=True)).one()


def _refuse_ended(vote: PanelVote) -> None:
    if vote.given_at or vote.declined_at or vote.panel.closed_at or vote.panel.version.state != DRAFT:
        raise Over


def _close_when_all_answered(panel: Panel, now: datetime) -> None:
    answered = all(vote.given_at or vote.declined_at for vote in panel.votes)
    if answered and len(given_votes(panel)) >= FEWEST:
        panel.closed_at = now


def _decidable(panel: Panel, stamp: str) -> Scenario:
    scenario = panel.version.scenario
    hold(scenario)
    _hold(panel)
    if panel.version.state != DRAFT or panel.version.stamp != stamp:
        raise Stale(scenario.current)
    if panel.closed_at is None or panel.decision is not None:
        raise Over
    return scenario
