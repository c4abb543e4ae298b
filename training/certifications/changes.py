"""Who wants to know that certifications changed: rounds, due days, or what HR decided about people."""

from collections.abc import Callable, Collection
from datetime import datetime

Changed = Callable[[Collection[int], datetime], None]
_listeners: list[Changed] = []


def on_changed(listener: Changed) -> None:
    """Have `listener(person_ids, now)` called inside the transaction that changes their certifications."""
    if listener not in _listeners:
        _listeners.append(listener)


def changed(person_ids: Collection[int], now: datetime) -> None:
    """Tell every listener, once per verb; nobody is told of nobody. The rows must be flushed."""
    if person_ids:
        for listener in _listeners:
            listener(person_ids, now)
