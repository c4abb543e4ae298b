"""The key a version is published with: how many experts agreed to it, when, how far, and their pass mark."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

import rfc8785
import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from ...core.db import db
from .. import formats
from ..document import ScenarioDoc
from ..models import ScenarioVersion
from .asking import Asked, key_of_scene, says_the_same, still_asked
from .models import Panel, PanelVote
from .tally import STANDARD, tally


def key_of(version: ScenarioVersion) -> dict[str, Any] | None:
    """What the newest panel that was decided on says about the text of the version, as plain values.

    None where there was none, or no scene is told as the experts read it. No expert's own answer is in it.
    """
    panel = decided_panel(version)
    if panel is None:
        return None
    doc = formats.parse(version.source, name=version.scenario.slug)
    scenes = still_asked(panel.scenes, doc)
    votes = given_votes(panel)
    if not scenes or not votes or panel.closed_at is None:
        return None
    found = tally(scenes, [vote.answers for vote in votes])
    return {
        "panel": panel.ref,
        "closed_at": panel.closed_at.isoformat(),
        "experts": sorted(vote.person.ref for vote in votes),
        "agreed": len(agreeing(votes, doc, scenes)),
        "scenes": [scene["key"] for scene in scenes],
        "kappa": per_mille(found.kappa),
        "agreement": per_mille(found.agreement),
        "concordance": {each.scene["key"]: per_mille(each.w) for each in found.scenes if each.w is not None},
        "decision": panel.decision,
        "reason": panel.reason,
        "pass_mark": found.pass_mark,
        "standard": STANDARD,
    }


def decided_panel(version: ScenarioVersion) -> Panel | None:
    """The newest panel of a version whose result its author decided on."""
    rows = sa.select(Panel).where(Panel.version_id == version.id, Panel.decision.is_not(None))
    rows = rows.options(selectinload(Panel.votes).joinedload(PanelVote.person))
    return db.session.scalars(rows.order_by(Panel.id.desc()).limit(1)).first()


def given_votes(panel: Panel) -> list[PanelVote]:
    """The answers that count."""
    return [vote for vote in panel.votes if vote.given_at is not None]


def agreeing(votes: list[PanelVote], doc: ScenarioDoc, scenes: list[Asked]) -> list[PanelVote]:
    """The experts who graded as the text does, or said afterwards that they agree with its key."""
    digest = digest_of(doc, scenes)
    return [vote for vote in votes if vote.agreed == digest or graded_so(vote, doc, scenes)]


def graded_so(vote: PanelVote, doc: ScenarioDoc, scenes: list[Asked]) -> bool:
    """Whether an expert gave exactly the grades and orders that the text has."""
    return all(says_the_same(vote.answers[each["key"]], key_of_scene(doc, each)) for each in scenes)


def digest_of(doc: ScenarioDoc, scenes: list[Asked]) -> str:
    """A name for the key of these scenes, so that agreeing to it is agreeing to no other."""
    key = {scene["key"]: key_of_scene(doc, scene) for scene in scenes}
    return sha256(rfc8785.dumps(key)).hexdigest()


def per_mille(value: float | None) -> int | None:
    """A coefficient as a whole number of thousandths: what is hashed has no fractions."""
    return None if value is None else round(value * 1000)
