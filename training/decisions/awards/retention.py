"""What only a nomination says, and goes when its time is over. The award that came of it stays with whoever
was given it: its certificate, its public check, and the entry about it."""

from ..models import Nomination
from ..retention.erasing import Record, Shelf


def _empty(nomination: Nomination) -> list[Record]:
    nomination.merit = ""
    return []


NOMINATIONS = Shelf(Nomination, ("awards.manage", "entries.manage"), _empty)
