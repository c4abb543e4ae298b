"""Which unit each row means: one the agency has, one to be made, or none that can be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from .records import Fault, Record

DEEPEST = 30


@dataclass(frozen=True, slots=True)
class KnownUnit:
    """A unit the agency has; `parent` is the key of its parent's name."""

    name: str
    closed: bool = False
    parent: str = ""


def key_of(name: str) -> str:
    """What tells unit names apart: capitals and spaces do not."""
    return " ".join(name.casefold().split())


@dataclass(slots=True)
class UnitNames:
    """The units of a file beside those of an agency. A name that the file places beneath two others is two
    units: they are called `Tata Usaha (Bidang A)` and `Tata Usaha (Bidang B)`."""

    known: Mapping[str, KnownUnit]
    agency: str
    spelt: dict[str, str] = field(default_factory=dict)
    above: dict[str, set[str]] = field(default_factory=dict)
    new: dict[str, tuple[str, str]] = field(default_factory=dict)

    def learn(self, records: Iterable[Record]) -> None:
        """Take in which unit the rows place beneath which."""
        for record in records:
            unit, parent = record.get("unit"), record.get("parent")
            for name in (unit, parent):
                self.spelt.setdefault(key_of(name), name)
            if unit and (over := self._parent_key(unit, parent)):
                self.above.setdefault(key_of(unit), set()).add(over)

    def place(self, unit: str, parent: str, *, create: bool) -> tuple[str, Fault | None]:
        """The name of the unit meant, and what is wrong with it. `create` notes a new one in `new`."""
        name = self._named(unit, parent)
        found = self.known.get(key_of(name))
        if found:
            return found.name, Fault("unit_closed", detail=found.name) if found.closed else None
        if loop := self._loop(key_of(unit)):
            return name, Fault("unit_loop", detail=" › ".join(self.spelt[key] for key in loop))
        if not create:
            return name, Fault("unit_unknown", detail=name)
        self._note(name, self._parent_key(unit, parent) or self._only_parent(key_of(unit)))
        return self.new[key_of(name)][0], None

    def _named(self, unit: str, parent: str) -> str:
        over = self._parent_key(unit, parent)
        if not over:
            return unit
        qualified = f"{unit} ({self.spelt[over]})"[:200]
        if key_of(qualified) in self.known:
            return qualified
        if len(self.above.get(key_of(unit), ())) < 2:
            return unit
        standing = self.known.get(key_of(unit))
        return unit if standing and standing.parent == over else qualified

    def _note(self, name: str, over: str) -> None:
        """Note a unit to be made, and before it those above it that are to be made, too."""
        if key_of(name) in self.new or key_of(name) in self.known:
            return
        parent = self.known[over].name if over in self.known else self.spelt.get(over, "")
        if over and over not in self.known and over not in self.new:
            self._note(parent, self._only_parent(over))
        self.new.setdefault(key_of(name), (name, parent))

    def _parent_key(self, unit: str, parent: str) -> str:
        """Empty at the top: no parent is told, it is the agency itself, or the unit once more."""
        key = key_of(parent)
        return "" if key in {key_of(unit), key_of(self.agency)} else key

    def _only_parent(self, key: str) -> str:
        parents = self.above.get(key, set())
        return next(iter(parents)) if len(parents) == 1 else ""

    def _loop(self, start: str) -> list[str]:
        """The way up when it comes back to where it was, or never seems to end; empty when it ends."""
        for first in sorted(self.above.get(start, ())):
            way = [start]
            key = first
            while key and key not in self.known:
                if key in way or len(way) == DEEPEST:
                    return [*way[way.index(key) if key in way else -2 :], key]
                way.append(key)
                key = self._only_parent(key)
        return []
