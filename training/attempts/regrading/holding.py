"""Which scenario versions a run holds, and by which key each of its items is judged now."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import groupby
from typing import cast

import sqlalchemy as sa

from ...core.db import db
from ..marks import versions_of
from ..models import Attempt
from ..pinned import PinnedItem
from .corrections import Correction, correct
from .models import HeldItem, Regrade

Corrections = Mapping[int, Correction]
"""The correction of each place of a run that has one."""


def hold(attempt: Attempt) -> None:
    """Note, at the start of a certification run, which scenario versions it was given."""
    items = attempt.pinned["items"]
    versions = versions_of(attempt, items)
    keys = [(item["scenario"], item["version"]) for item in items]
    db.session.flush()
    db.session.add_all(
        HeldItem(attempt_id=attempt.id, item=place, version_id=versions[key])
        for place, key in enumerate(keys)
        if key in versions
    )


def judged_items(attempt: Attempt) -> list[PinnedItem]:
    """The items of a run as it is judged now: as pinned, with what was put right since. One statement."""
    return overlay(attempt.pinned["items"], corrections_of([attempt.id])[attempt.id])


def judged_runs(attempt_ids: Collection[int]) -> Iterator[tuple[int, int, list[PinnedItem]]]:
    """(run, pass mark, items as they are judged now) of these runs. One statement."""
    put_right = sa.and_(HeldItem.attempt_id == Attempt.id, HeldItem.regrade_id.is_not(None))
    rows = (
        sa.select(Attempt.id, Attempt.mastery_percent, Attempt.pinned, HeldItem.item, Regrade.correction)
        .outerjoin(HeldItem, put_right)
        .outerjoin(Regrade, Regrade.id == HeldItem.regrade_id)
        .where(Attempt.id.in_(attempt_ids))
        .order_by(Attempt.id)
    )
    for (run, mastery), told in groupby(db.session.execute(rows), lambda row: (row[0], row[1])):
        together = list(told)
        corrections = {row.item: cast(Correction, row.correction) for row in together if row.correction}
        yield run, mastery, overlay(together[0].pinned["items"], corrections)


def corrections_of(attempt_ids: Collection[int]) -> defaultdict[int, dict[int, Correction]]:
    """What was put right in these runs, by run and place. One statement."""
    rows = (
        sa.select(HeldItem.attempt_id, HeldItem.item, Regrade.correction)
        .join(Regrade, Regrade.id == HeldItem.regrade_id)
        .where(HeldItem.attempt_id.in_(attempt_ids))
    )
    found: defaultdict[int, dict[int, Correction]] = defaultdict(dict)
    for attempt_id, place, correction in db.session.execute(rows):
        found[attempt_id][place] = cast(Correction, correction)
    return found


def overlay(items: Sequence[PinnedItem], corrections: Corrections) -> list[PinnedItem]:
    """These items with their corrections."""
    return [
        correct(item, corrections[place]) if place in corrections else item
        for place, item in enumerate(items)
    ]
