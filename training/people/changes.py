"""Who wants to know that people changed: their names, posts, units or whether they are here at all."""

from collections.abc import Callable, Collection
from datetime import datetime

Changed = Callable[[Collection[int], datetime], None]
_listeners: list[Changed] = []


def on_changed(listener: Changed) -> None:
    """Have `listener(person_ids, now)` called inside the transaction in which these people changed."""
    if listener not in _listeners:
        _listeners.append(listener)


def tell_changed(person_ids: Collection[int], now: datetime) -> None:
    """Tell every listener, once per verb; nobody is told of nobody. The rows must be flushed."""
    if person_ids:
        for listener in _listeners:
            listener(person_ids, now)
