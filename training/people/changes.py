"""Who wants to know that people changed, and what was done at the desks of those who keep them."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime

from ..core.db import db
from .models import Person, RoleChange


@dataclass(frozen=True, slots=True)
class Done:
    """Something done at a desk: what kind of deed, the references of whom or what it is `about`, in which
    agency, and by whom; None is whoever may give commands to the machine."""

    kind: str
    about: str
    agency_id: int
    by: Person | None
    at: datetime


Changed = Callable[[Collection[int], datetime], None]
RolesChanged = Callable[[RoleChange], None]
Heard = Callable[[Done], None]
_listeners: list[Changed] = []
_role_listeners: list[RolesChanged] = []
_done_listeners: list[Heard] = []


def on_changed(listener: Changed) -> None:
    """Have `listener(person_ids, now)` called inside the transaction in which these people changed."""
    if listener not in _listeners:
        _listeners.append(listener)


def tell_changed(person_ids: Collection[int], now: datetime) -> None:
    """Tell every listener, once per verb; nobody is told of nobody. The rows must be flushed."""
    if person_ids:
        for listener in _listeners:
            listener(person_ids, now)


def on_role_changed(listener: RolesChanged) -> None:
    """Have `listener(change)` called inside the transaction in which a role was given or taken."""
    if listener not in _role_listeners:
        _role_listeners.append(listener)


def tell_role_changed(change: RoleChange) -> None:
    """Tell every listener. The row must be flushed."""
    for listener in _role_listeners:
        listener(change)


def on_done(listener: Heard) -> None:
    """Have `listener(done)` called inside the transaction of every deed at a desk."""
    if listener not in _done_listeners:
        _done_listeners.append(listener)


def tell_done(kind: str, about: str, *, agency_id: int, by: Person | None, now: datetime) -> None:
    """Tell every listener, once per deed. The rows must be flushed."""
    for listener in _done_listeners:
        listener(Done(kind, about, agency_id, by, now))


def settle(kind: str, person: Person, *, by: Person | None, now: datetime) -> None:
    """Flush what a verb did with one person, tell that they changed, and what was done."""
    db.session.flush()
    tell_changed([person.id], now)
    tell_done(kind, person.ref, agency_id=person.agency_id, by=by, now=now)
