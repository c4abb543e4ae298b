"""The words of a clause then, and what became of them since."""

from datetime import date

from ....codes.diffing import mark_words
from ....codes.tracing import Place, Trail, in_force_on
from ...rules import Facts
from ..shape.learning import Cited, TextToday, WordOf


def cited(trail: Trail, facts: Facts, today: date) -> Cited:
    """The clause in the version it is cited from, with its text today."""
    here, issue = trail.here, trail.here.issue
    then = in_force_on(trail.issues, facts.as_of)
    return Cited(
        source=f"code_version:{issue.ref}",
        address=here.address,
        heading=here.heading,
        kind=here.kind,
        text=here.text,
        code=issue.code,
        citation=issue.citation,
        version=issue.number,
        in_force_from=issue.since,
        published_at=issue.published_at,
        content_hash=issue.content_hash,
        in_force_that_day=then is not None and then.id == issue.id,
        on_record_by_then=issue.published_at <= facts.known_by,
        today=_today(trail, today),
    )


def _today(trail: Trail, today: date) -> TextToday:
    now = in_force_on(trail.issues, today)
    if now is None:
        return TextToday(state="unknown")
    place, here = trail.in_version(now.id), trail.here
    if place is None:
        return TextToday(state="removed", version=now.number)
    moved = place.address != here.address
    change = trail.change
    return TextToday(
        state="edited" if not place.same_words else "moved" if moved else "same",
        version=now.number,
        address=place.address,
        text=place.text,
        words=() if place.same_words else _words(here, place),
        weight=change.weight if change and not place.same_words else "",
        why=change.why if change and not place.same_words else "",
    )


def _words(old: Place, new: Place) -> tuple[WordOf, ...]:
    marked = mark_words(old.text, new.text)
    return tuple(WordOf(mark=each.mark, text=each.text) for each in marked)
