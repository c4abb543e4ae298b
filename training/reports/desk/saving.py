"""What happens to saved views: they are kept, renamed and thrown away by whom they belong to."""

from datetime import datetime

import sqlalchemy as sa

from ...core.db import db
from ...people.models import Person
from .models import SavedView

MOST = 30
LONGEST_NAME, LONGEST_QUERY = 80, 600


class Unnamed(ValueError):
    """A view needs a name that is not too long."""


class TooMany(ValueError):
    """Nobody keeps more than `MOST` views."""


def views_of(person: Person) -> list[SavedView]:
    """A person's views, by name."""
    rows = sa.select(SavedView).where(SavedView.person_id == person.id)
    return list(db.session.scalars(rows.order_by(SavedView.name)))


def find_view(person: Person, ref: str) -> SavedView | None:
    """A view of one's own, or None."""
    return db.session.scalar(
        sa.select(SavedView).where(SavedView.ref == ref, SavedView.person_id == person.id)
    )


def save_view(person: Person, name: str, query: str, *, now: datetime) -> SavedView:
    """Keep a link's filters under a name; a name one has already is given the new filters. Raises Unnamed,
    TooMany."""
    tidy = _tidy(name)
    known = {view.name: view for view in views_of(person)}
    if tidy not in known and len(known) >= MOST:
        raise TooMany
    kept = known.get(tidy) or SavedView(
        agency_id=person.agency_id, person_id=person.id, name=tidy, saved_at=now
    )
    kept.query = query[:LONGEST_QUERY]
    db.session.add(kept)
    db.session.flush()
    return kept


def rename_view(view: SavedView, person: Person, name: str) -> None:
    """Another name, which must not be that of another view. Raises Unnamed."""
    tidy = _tidy(name)
    if any(other.name == tidy and other.id != view.id for other in views_of(person)):
        raise Unnamed(name)
    view.name = tidy


def forget_view(view: SavedView) -> None:
    """It is gone; whoever has its link keeps the link."""
    db.session.delete(view)


def _tidy(name: str) -> str:
    tidy = " ".join(name.split())
    if not tidy or len(tidy) > LONGEST_NAME:
        raise Unnamed(name)
    return tidy
