"""What folders to the right keep about somebody: they say so themselves, and it joins one's own data."""

from collections.abc import Callable
from typing import Any

from ...people.models import Person

_exports: dict[str, Callable[[Person], Any]] = {}
_records: list[Callable[[Person], list[str]]] = []


def on_export(name: str, tell: Callable[[Person], Any]) -> None:
    """Have `tell` give what is kept about a person, as plain values, under a name of its own."""
    _exports[name] = tell


def on_records(tell: Callable[[Person], list[str]]) -> None:
    """Have `tell` name the records about a person (`kind:ref`), whose leaves in the ledger are theirs."""
    if tell not in _records:
        _records.append(tell)


def exports(person: Person) -> dict[str, Any]:
    """Everything that joins the file of one's own data, by name."""
    return {name: tell(person) for name, tell in _exports.items()}


def records(person: Person) -> list[str]:
    """Every record that joins one's own."""
    return [record for tell in _records for record in tell(person)]
