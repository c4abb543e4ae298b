"""Who wrote a draft: everybody who saved a text of it, for nobody approves their own words."""

from collections.abc import Iterable
from datetime import datetime

from ..people.models import Person
from .models import DraftHand, ScenarioVersion


def sign(version: ScenarioVersion, author: Person | None, now: datetime) -> None:
    """Note that this person saved the text that the version has from now on; None is a file.

    Who had approved a text of it and now writes has approved nothing.
    """
    version.author_id, version.saved_at = author.id if author else None, now
    if author is None:
        return
    if not has_written(version, author):
        version.hands.append(DraftHand(person_id=author.id, since=now))
    if version.approved_by_id == author.id:
        version.approved_hash = version.approved_by_id = version.approved_at = None


def has_written(version: ScenarioVersion, person: Person) -> bool:
    """Whether this person saved a text of the version."""
    return any(hand.person_id == person.id for hand in version.hands)


def inherit(version: ScenarioVersion, before: Iterable[DraftHand]) -> None:
    """The writers of a text are those of its copy, too."""
    known = {hand.person_id for hand in version.hands}
    version.hands += [
        DraftHand(person_id=h.person_id, since=h.since) for h in before if h.person_id not in known
    ]
