"""Two texts of a scenario compared: scene by scene, field by field, word by word.

Works on plain values of any shape. Scenes are paired by key, else by what they tell; options by their text,
else by their letter.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from ..marking import ONE
from .differences import ADDED, CHANGED, REMOVED, Comparison, Field, OptionChange, SceneChange
from .graph import letter, mapping, nodes_of, options_of, stops

HEAD: Final = ("title", "title_en", "clause", "role", "place", "time", "mood", "tags", "checked", "points")
NODE: Final = ("kind", "clause", "situation", "who", "says", "question", "consequence", "next", "ending")
OPTION: Final = (
    "text",
    "grade",
    "critical",
    "consequence",
    "feedback",
    "reason",
    "upholds",
    "violates",
    "next",
)
_SILENT: Final = frozenset({"format", "id", "nodes", "options", "speech"})

Values = Mapping[str, Any]


def compare(old: Any, new: Any) -> Comparison:
    """What differs between two scenarios given as plain values, in the order of the new one's story."""
    return _Texts(mapping(old), mapping(new)).comparison()


class _Texts:
    """Both texts with their scenes, and the new key of each old scene that is still there."""

    def __init__(self, old: Values, new: Values) -> None:
        self.head = old, new
        self.old, self.new = nodes_of(old), nodes_of(new)
        self.old_stops = {stop.key: stop for stop in stops(old, len(self.old))}
        self.new_stops = {stop.key: stop for stop in stops(new, len(self.new))}
        self.keys = _pairs(self.old, self.new)

    def comparison(self) -> Comparison:
        before = {new: old for old, new in self.keys.items()}
        changes = {key: self.scene(before.get(key), key) for key in self.new_stops}
        gone = [self.scene(key, None) for key in self.old_stops if key not in self.keys]
        return Comparison(
            tuple(_fields(*self.head, (*HEAD, "start"), self.keys)),
            tuple(change for change in (*changes.values(), *gone) if change),
            tuple(self.new_stops[key] for key, change in changes.items() if change is None),
            self.old_stops,
            self.new_stops,
        )

    def scene(self, old: str | None, new: str | None) -> SceneChange | None:
        """How a scene changed; None where it did not."""
        before = _flat(self.old[old]) if old is not None else {}
        after = _flat(self.new[new]) if new is not None else {}
        fields = _fields(before, after, NODE, self.keys)
        if old is not None and new is not None and old != new:
            fields = [Field("key", old, new), *fields]
        pairs = _option_pairs(options_of(before), options_of(after))
        options = [change for pair in pairs if (change := _option(*pair, self.keys))]
        order = _order(pairs)
        kind = ADDED if old is None else REMOVED if new is None else CHANGED
        if kind == CHANGED and not fields and not options and order is None:
            return None
        stops = self.old_stops.get(old or ""), self.new_stops.get(new or "")
        return SceneChange(kind, *stops, tuple(fields), tuple(options), order)


def _pairs(old: Mapping[str, Values], new: Mapping[str, Values]) -> dict[str, str]:
    """The new key of each old scene that is still there: its own, or that of one which tells the same."""
    found = {key: key for key in old if key in new}
    free = {_told(node): key for key, node in new.items() if key not in old}
    for key, node in old.items():
        if key not in found and _told(node) and (other := free.pop(_told(node), None)):
            found[key] = other
    return found


def _told(node: Values) -> str:
    return _text(node.get("ending" if "ending" in node else "situation"))


Placed = tuple[int, Values] | None


def _option_pairs(old: Sequence[Values], new: Sequence[Values]) -> list[tuple[Placed, Placed]]:
    """Options of the new text with what each was, then those it no longer has."""
    found: dict[int, int] = {}
    for trait in ("text", "id"):
        free = defaultdict[str, list[int]](list)
        for place in sorted(set(range(len(old))) - set(found.values()), reverse=True):
            free[_text(old[place].get(trait))].append(place)
        for at, option in enumerate(new):
            if at not in found and (value := _text(option.get(trait))) and free[value]:
                found[at] = free[value].pop()
    pairs: list[tuple[Placed, Placed]] = []
    for at, option in enumerate(new):
        pairs.append(((found[at], old[found[at]]) if at in found else None, (at, option)))
    gone = sorted(set(range(len(old))) - set(found.values()))
    return [*pairs, *(((place, old[place]), None) for place in gone)]


def _option(old: Placed, new: Placed, keys: Mapping[str, str]) -> OptionChange | None:
    fields = _fields(old[1] if old else {}, new[1] if new else {}, OPTION, keys)
    kind = CHANGED if old and new else ADDED if new else REMOVED
    if kind == CHANGED and not fields:
        return None
    return OptionChange(kind, letter(old[0]) if old else "", letter(new[0]) if new else "", tuple(fields))


def _order(pairs: Iterable[tuple[Placed, Placed]]) -> tuple[str, str] | None:
    """How the options that both texts have stand now, where that is another order than before."""
    kept = [old[0] for old, new in pairs if old and new]
    if kept == sorted(kept):
        return None
    return ", ".join(map(letter, sorted(kept))), ", ".join(map(letter, kept))


def _fields(old: Values, new: Values, known: Sequence[str], keys: Mapping[str, str]) -> list[Field]:
    """The fields that differ: the known ones in their order, then any other."""
    names = dict.fromkeys((*known, *old, *new))
    found = (_field(name, old, new, keys) for name in names if name not in _SILENT)
    return [field for field in found if field]


def _field(name: str, old: Values, new: Values, keys: Mapping[str, str]) -> Field | None:
    before, after = _text(old.get(name)), _text(new.get(name))
    if before == after or (name in ("next", "start") and keys.get(before) == after):
        return None
    return Field(name, before, after)


def _flat(node: Values) -> dict[str, Any]:
    """The node with what is said in it beside its own fields."""
    speech, kind = mapping(node.get("speech")), "" if "ending" in node else ONE
    return {"kind": kind, **node, "who": speech.get("who"), "says": speech.get("says")}


def _text(value: Any) -> str:
    """Any value as text: lists with commas, yes and no as such, nothing as nothing."""
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {_text(each)}" for key, each in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(_text(each) for each in value)
    if isinstance(value, bool):
        return "yes" if value else ""
    return "" if value is None else "\n".join(line.rstrip() for line in str(value).strip().splitlines())
