"""A form of the editor is saved: its edit is made on the text that stands now, if what it shows does."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ...core.db import db
from ...people.models import Person
from .. import drafting, plain
from ..fitting import Data
from ..keeping import hold
from ..models import Scenario, ScenarioVersion
from .buttons import Button, Outcome

Edit = Callable[[Data], Data]
Part = Callable[[Data], Any]


class TooLarge(ValueError):
    """The draft would be more than a text may hold; `kilobytes` is the most."""

    def __init__(self, kilobytes: int) -> None:
        super().__init__(kilobytes)
        self.kilobytes = kilobytes


class Overtaken(Exception):
    """What the form shows was changed meanwhile: `stored` is the draft now, `mine` as the form has it."""

    def __init__(self, current: ScenarioVersion, stored: Data, mine: Data) -> None:
        super().__init__(current.stamp)
        self.current, self.stored, self.mine = current, stored, mine


@dataclass(frozen=True, slots=True)
class Basis:
    """What a form was made from: the stamp of the draft, and the digest of the part that the form shows."""

    stamp: str
    seen: str
    part: Part


def save(
    scenario: Scenario, typed: Edit, press: Button, *, basis: Basis, author: Person, now: datetime
) -> tuple[ScenarioVersion, Outcome]:
    """Make the edit that a form is, then what its button does, and keep the text.

    What changes nothing is not written. A change elsewhere in the draft is no hindrance; one in the part the
    form shows raises Overtaken, unless it says the same. Raises NotEditable where the text cannot be shown as
    a form, and TooLarge.
    """
    hold(scenario)
    current = scenario.current
    stored = plain.read(current.source)
    mine, part = typed(stored), basis.part(stored)
    is_old = basis.stamp != current.stamp or part is None
    if is_old and plain.digest(part) != basis.seen and mine != stored:
        raise Overtaken(current, stored, mine)
    outcome = press(mine, current.removed)
    if outcome.data != stored:
        current = _write(scenario, current, outcome.data, author, now)
        current.removed = outcome.pieces
        db.session.flush()
    return current, outcome


def _write(
    scenario: Scenario, current: ScenarioVersion, data: Data, author: Person, now: datetime
) -> ScenarioVersion:
    text = plain.write(data, current.source)
    if len(text.encode()) > plain.MAX_BYTES:
        raise TooLarge(plain.MAX_BYTES // 1024)
    version = drafting.save_draft(scenario, text, stamp=current.stamp, author=author, now=now)
    # A half-written draft goes by its own name in lists, too.
    version.title = data.get("title", "")[:200] or version.title
    version.clause = data.get("clause", "")[:60] or version.clause
    return version
