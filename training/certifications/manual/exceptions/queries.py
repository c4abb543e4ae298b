"""Where each kind of exception is found: one SELECT a kind, all with the same columns."""

from collections.abc import Callable, Mapping

from . import due, held, posts
from .columns import Office, Rows

KINDS: Mapping[str, Callable[[Office], Rows | None]] = {
    "doubt": held.doubt,
    "due_before_start": due.due_before_start,
    "due_short": due.due_short,
    "unpublished": due.unpublished,
    "provisional_ends": held.provisional_ends,
    "open_excusal": held.open_excusal,
    "assigned_twice": due.assigned_twice,
    "left_audience": due.left_audience,
    "departed": due.departed,
    "no_post": posts.no_post,
    "two_posts": posts.two_posts,
    "closed_unit": posts.closed_unit,
    "nip": posts.nip,
}


def rows_of(kind: str, office: Office) -> Rows | None:
    """The exceptions of a kind: person_id, person_ref, name, scheme_ref, title, day, other_day, note, ref.
    None where there cannot be any."""
    return KINDS[kind](office)
