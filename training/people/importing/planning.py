"""What would happen with each row of a sheet, before anything does. Pure: what stands is handed in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Final

from .matching import Office, match_of
from .options import Options
from .records import Fault, Record
from .unit_names import UnitNames, key_of

NEW, CHANGED, SAME, REJECTED = "new", "changed", "same", "rejected"
FIELDS: Final = ("name", "nip", "email", "unit", "position", "kind", "rank", "employment", "joined_on")


@dataclass(slots=True)
class Entry:
    """A row's fate. `told` is all it tells; `changes` the fields with the old and the new value."""

    row: int
    action: str
    name: str = ""
    person: int = 0
    ref: str = ""
    told: dict[str, str] = field(default_factory=dict)
    changes: list[tuple[str, str, str]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    doubts: list[Fault] = field(default_factory=list)

    def to_dict(self) -> dict[str, Any]:
        """Plain data; `from_dict` reads it."""
        return asdict(self)

    @classmethod
    def from_dict(cls, kept: Mapping[str, Any]) -> Entry:
        """The entry from plain data."""
        faults = {name: [Fault(**fault) for fault in kept[name]] for name in ("faults", "doubts")}
        return cls(**{**kept, **faults, "changes": [tuple(change) for change in kept["changes"]]})


@dataclass(slots=True)
class Plan:
    """Every row's entry, and the units to be made as (name, parent's name), parents first."""

    entries: list[Entry]
    units: list[tuple[str, str]]
    suggested: int = 0
    wanted: list[str] = field(default_factory=list)


def plan(records: Sequence[Record], office: Office, options: Options, places: Mapping[str, int]) -> Plan:
    """Judge every row. Rows that claim the same number are all refused: which is right is not known here."""
    names = UnitNames(office.units, office.name)
    names.learn(records)
    claims = {meaning: _claims(records, meaning) for meaning in ("nip", "email")}
    found = Plan([], [])
    for record in records:
        entry = Entry(record.row, REJECTED, record.get("name"), told=dict(record.told))
        entry.faults, entry.doubts = list(record.faults), list(record.doubts)
        _refuse_twins(entry, claims, places)
        _judge(entry, office, options, names, places, found)
        found.entries.append(entry)
    _refuse_same_target(found.entries)
    needed = {
        key_of(entry.told["unit"])
        for entry in found.entries
        if entry.action in (NEW, CHANGED) and "unit" in entry.told
    }
    found.units = _needed(names.new, needed)
    return found


def _judge(
    entry: Entry, office: Office, options: Options, names: UnitNames, places: Mapping[str, int], found: Plan
) -> None:
    match, fault, suggested = match_of(entry.name, entry.told, office)
    if fault:
        entry.faults.append(_at(fault, places))
    if match:
        entry.person, entry.ref = match.id, match.ref
        if not match.here:
            entry.faults.append(Fault("gone"))
    _place(entry, options, names, places, found, needed=match is None)
    if entry.faults:
        return
    if match is None:
        entry.action = NEW
        if not (entry.told.get("nip") or entry.told.get("email")):
            entry.doubts.append(Fault("no_identifier"))
        return
    entry.changes = _changes(entry.told, match.told, options)
    if suggested and entry.changes:
        found.suggested += 1
        if not options.same_by_name:
            entry.changes = []
            entry.faults.append(Fault("perhaps_same", detail=match.told["name"]))
            return
    entry.action = CHANGED if entry.changes else SAME


def _place(
    entry: Entry, options: Options, names: UnitNames, places: Mapping[str, int], found: Plan, *, needed: bool
) -> None:
    unit = entry.told.get("unit", "")
    parent = entry.told.pop("parent", "")
    if not unit:
        if needed and not entry.faults:
            entry.faults.append(Fault("no_unit", places.get("unit", -1)))
        return
    entry.told["unit"], fault = names.place(unit, parent, create=options.create_units)
    if fault:
        entry.faults.append(Fault(fault.slug, places.get("unit", -1), fault.detail))
        if fault.slug == "unit_unknown" and entry.told["unit"] not in found.wanted:
            found.wanted.append(entry.told["unit"])


def _changes(
    told: Mapping[str, str], known: Mapping[str, str], options: Options
) -> list[tuple[str, str, str]]:
    kept = {"name"} if options.keep_names else set()
    return [
        (name, known.get(name, ""), told[name])
        for name in FIELDS
        if name not in kept and told.get(name) and told[name] != known.get(name, "")
    ]


def _claims(records: Iterable[Record], meaning: str) -> dict[str, list[int]]:
    rows: defaultdict[str, list[int]] = defaultdict(list)
    for record in records:
        if value := record.get(meaning):
            rows[value].append(record.row)
    return {value: found for value, found in rows.items() if len(found) > 1}


def _refuse_twins(
    entry: Entry, claims: Mapping[str, Mapping[str, list[int]]], places: Mapping[str, int]
) -> None:
    for meaning, rows in claims.items():
        others = [row for row in rows.get(entry.told.get(meaning, ""), ()) if row != entry.row]
        if others:
            said = ", ".join(map(str, others[:5]))
            entry.faults.append(Fault(f"{meaning}_twice", places.get(meaning, -1), said))


def _refuse_same_target(entries: Iterable[Entry]) -> None:
    """Two rows that mean the same person, one by number and one by address: both wait."""
    rows: defaultdict[int, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.person and entry.action in (CHANGED, SAME):
            rows[entry.person].append(entry)
    for same in rows.values():
        for entry in same if len(same) > 1 else ():
            others = ", ".join(str(other.row) for other in same if other is not entry)
            entry.action, entry.changes = REJECTED, []
            entry.faults.append(Fault("person_twice", detail=others))


def _needed(new: Mapping[str, tuple[str, str]], wanted: set[str]) -> list[tuple[str, str]]:
    """Of the units noted, those that a row which is not refused needs, and those above them."""
    needed = set()
    for key in wanted & new.keys():
        while key in new and key not in needed:
            needed.add(key)
            key = key_of(new[key][1])
    return [unit for key, unit in new.items() if key in needed]


def _at(fault: Fault, places: Mapping[str, int]) -> Fault:
    meaning = fault.slug.partition("_")[0]
    return Fault(fault.slug, places.get(meaning, -1), fault.detail)
