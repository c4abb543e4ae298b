"""Many edits judged editorial in one go, by rule or by hand: what a scan damaged. Each is kept alone."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from ..core.db import affected, db
from ..people.models import Person
from .amendments import LONGEST_REASON, Shown, Stale
from .diffing import Word
from .hinting import misread
from .models import EDITORIAL, Amendment, Change

MOST = 40
AROUND = 40


@dataclass(frozen=True, slots=True)
class Choice:
    """The edits that wait, those of them that look misread, and those on this page: at most `MOST`."""

    waiting: int
    misread: int
    rows: Sequence[Shown]

    @property
    def left(self) -> int:
        """How many more there are to come."""
        return self.waiting - len(self.rows)


def choose(rows: Sequence[Shown], *, only_misread: bool = False) -> Choice:
    """The edits among the changes of an amendment that nobody has decided yet, the first ones."""
    waiting = [row for row in rows if row.pair.kind == "edited" and _waits(row)]
    alike = [row for row in waiting if misread(row.pair)]
    wanted = alike if only_misread else waiting
    return Choice(len(wanted), len(alike), wanted[:MOST])


def named(rows: Sequence[Shown], refs: Collection[str]) -> list[Shown]:
    """The edits that wait and were ticked. Raises Stale when one is ticked that does not wait any more."""
    found = [row for row in rows if row.change and row.change.ref in refs]
    if len(found) != len(set(refs)) or any(row.pair.kind != "edited" or not _waits(row) for row in found):
        raise Stale
    return found


def judge_together(
    amendment: Amendment, refs: Collection[str], *, reason: str, actor: Person, now: datetime
) -> int:
    """Decide that these edits are editorial, all with one reason; how many they were. All of them or none.

    Raises Stale when one was decided meanwhile; ValueError without a reason, for none, or for too many.
    """
    reason, wanted = reason.strip(), set(refs)
    if not 0 < len(reason) <= LONGEST_REASON or not 0 < len(wanted) <= MOST:
        raise ValueError(len(wanted))
    if amendment.published_at:
        raise Stale
    decided = {"weight": EDITORIAL, "reason": reason, "decided_by_id": actor.id, "decided_at": now}
    rows = sa.update(Change).where(
        Change.amendment_id == amendment.id,
        Change.ref.in_(wanted),
        Change.kind == "edited",
        Change.weight.is_(None),
    )
    if affected(rows.values(rev=Change.rev + 1, **decided)) != len(wanted):
        raise Stale
    db.session.expire(amendment, ["changes"])
    return len(wanted)


def gist(words: Sequence[Word]) -> list[Word]:
    """The changes of a clause with a few words around each; what is left out becomes an ellipsis."""
    last = len(words) - 1
    return [
        Word("same", _shortened(word.text, first=place == 0, last=place == last))
        if word.mark == "same"
        else word
        for place, word in enumerate(words)
    ]


def _shortened(text: str, *, first: bool, last: bool) -> str:
    if first or last:
        if len(text) <= AROUND:
            return text
        return f"… {_tail(text)}" if first else f"{_head(text)} …"
    return text if len(text) <= 2 * AROUND else f"{_head(text)} … {_tail(text)}"


def _head(text: str) -> str:
    return text[:AROUND].rpartition(" ")[0] or text[:AROUND]


def _tail(text: str) -> str:
    return text[-AROUND:].partition(" ")[2] or text[-AROUND:]


def _waits(row: Shown) -> bool:
    return row.change is not None and row.change.waits
