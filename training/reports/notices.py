"""What must not be missed on the home page, from folders that this one does not know."""

from collections.abc import Callable
from dataclasses import dataclass

from ..people.models import Person


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence under a title, and where to go."""

    title: str
    text: str
    url: str
    action: str


Asking = Callable[[Person], list[Notice]]
_asked: list[Asking] = []


def on_home(asking: Asking) -> None:
    """Have `asking(person)` asked whenever somebody's home page is made; in one statement at most."""
    if asking not in _asked:
        _asked.append(asking)


def notices_for(person: Person) -> list[Notice]:
    """All that somebody is told at home."""
    return [notice for asking in _asked for notice in asking(person)]
