"""What a comparison of two texts of a scenario is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from ...codes.diffing import Word, mark_words
from .graph import Stop

ADDED, REMOVED, CHANGED = "added", "removed", "changed"
PROSE: Final = frozenset(
    {"title", "title_en", "role", "place", "mood", "situation", "who", "says", "question", "text", "reason"}
    | {"consequence", "feedback", "ending"}
)
LONGEST: Final = 4_000_000


@dataclass(frozen=True, slots=True)
class Field:
    """A field that differs. `is_prose` tells sentences from what is said in a word or a key."""

    name: str
    old: str
    new: str

    @property
    def is_prose(self) -> bool:
        return self.name in PROSE

    @property
    def words(self) -> tuple[Word, ...]:
        """Both texts word by word; those too long for that as a whole."""
        if len(self.old) * len(self.new) > LONGEST:
            return Word("out", self.old), Word("in", self.new)
        return mark_words(self.old, self.new)


@dataclass(frozen=True, slots=True)
class OptionChange:
    """An option that was added, removed or changed, with its letter in each text ("" where it is not)."""

    kind: str
    old: str
    new: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class SceneChange:
    """A scene or ending that was added, removed or changed; `order` says how its options moved, in the old
    letters."""

    kind: str
    old: Stop | None
    new: Stop | None
    fields: tuple[Field, ...]
    options: tuple[OptionChange, ...] = ()
    order: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """`names` give for both texts the stop of each key; `same` are the stops of the new text as they were."""

    head: tuple[Field, ...]
    scenes: tuple[SceneChange, ...]
    same: tuple[Stop, ...]
    old_names: Mapping[str, Stop]
    new_names: Mapping[str, Stop]

    @property
    def is_empty(self) -> bool:
        return not self.head and not self.scenes
