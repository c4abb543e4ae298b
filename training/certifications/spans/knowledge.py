"""What was known when: the stretches of a life at every moment at which more or other was on record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from .cutting import spans
from .facts import Life, known_by, moments
from .rules import Span

STILL_KNOWN = datetime(9999, 12, 31, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class KnownSpan:
    """A stretch of days, and from when until when (exclusive) it was what the record said."""

    span: Span
    since: datetime
    until: datetime = STILL_KNOWN


def history(life: Life) -> list[KnownSpan]:
    """Everything that was ever known of a life, from the moments its facts carry."""
    known: dict[Span, datetime] = {}
    found: list[KnownSpan] = []
    for moment in moments(life):
        now = set(spans(known_by(life, moment)))
        for span in known.keys() - now:
            found.append(KnownSpan(span, known.pop(span), moment))
        known |= dict.fromkeys(now - known.keys(), moment)
    return found + [KnownSpan(span, since) for span, since in known.items()]
