"""Who wants to know that people changed: their names, posts, units or whether they are here at all."""

from collections.abc import Callable, Collection
from datetime import datetime

from .models import RoleChange

Changed = Callable[[Collection[int], datetime], None]
RolesChanged = Callable[[RoleChange], None]
_listeners: list[Changed] = []
_role_listeners: list[RolesChanged] = []


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
