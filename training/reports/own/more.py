"""What folders to the right keep about somebody: they say so themselves, and it joins one's own data."""

from collections.abc import Callable
from typing import Any

from ...people.models import Person
from .sightings import Sighting

_exports: dict[str, Callable[[Person], Any]] = {}
_records: list[Callable[[Person], list[str]]] = []
_sightings: list[Callable[[Person, int | None], list[Sighting]]] = []


def on_export(name: str, tell: Callable[[Person], Any]) -> None:
    """Have `tell` give what is kept about a person, as plain values, under a name of its own."""
    _exports[name] = tell


def on_records(tell: Callable[[Person], list[str]]) -> None:
    """Have `tell` name the records about a person (`kind:ref`), whose leaves in the ledger are theirs."""
    if tell not in _records:
        _records.append(tell)


def on_sightings(tell: Callable[[Person, int | None], list[Sighting]]) -> None:
    """Have `tell` say who else has seen something about a person; the number bounds how many, None: all."""
    if tell not in _sightings:
        _sightings.append(tell)


def exports(person: Person) -> dict[str, Any]:
    """Everything that joins the file of one's own data, by name."""
    return {name: tell(person) for name, tell in _exports.items()}


def records(person: Person) -> list[str]:
    """Every record that joins one's own."""
    return [record for tell in _records for record in tell(person)]


def sightings(person: Person, limit: int | None) -> list[Sighting]:
    """Every sighting that joins the list, in no order."""
    return [each for tell in _sightings for each in tell(person, limit)]
