"""Erasing what a record said: its payloads and salts go, its leaves stay, and a leaf says so."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from .leaves import ERASED
from .service import record


@dataclass(frozen=True, slots=True)
class Erasure:
    """The erasure of a record, put on record under the record's own name. The reason names no person."""

    record_kind: str
    ref: str
    agency_id: int | None
    reason: str

    def fact(self) -> dict[str, Any]:
        return {"reason": self.reason}


def erase(
    records: Iterable[tuple[str, str, int | None]], *, reason: str, actor: str, at: datetime
) -> list[Erasure]:
    """Erase what was ever recorded about each (kind, ref, agency_id) when this transaction commits.

    Gone are the payload and salt of every leaf of the record, also of those this transaction appends; what
    stays is hashes that nobody can open, and `record.erased` with the reason. The caller deletes the row in
    the same transaction, or leaves it out of `on_record()`: a row that nothing on record vouches for is a
    fault. Raises ValueError without a reason.
    """
    if not reason.strip():
        raise ValueError("an erasure needs a reason")
    erasures = [Erasure(kind, ref, agency, reason) for kind, ref, agency in dict.fromkeys(records)]
    for each in erasures:
        record(ERASED, each, actor=actor, at=at)
    return erasures
