"""What the buttons of the editor's forms do: from the draft and what was taken out of it to new ones.

Pure: whoever calls it keeps the result, and leads to the page and field that the outcome names.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ..fitting import Data
from ..marking import ONE, RANK, SEVERAL
from . import acts, authoring
from .formdata import place_of
from .pieces import Piece, keep, restore

OUTLINE, SCENE, CLAUSES = "outline", "scene", "clauses"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The draft after a button. `page` shows it, for the scene `key`; `at` is the field to stand in then."""

    data: Data
    pieces: list[Piece]
    page: str = OUTLINE
    key: str = ""
    at: str = ""


Button = Callable[[Data, Sequence[Piece]], Outcome]


def on_outline(what: str, of: str) -> Button:
    """The buttons of the outline; one nobody knows only saves."""

    def press(data: Data, pieces: Sequence[Piece]) -> Outcome:
        same = Outcome(data, list(pieces))
        if what in ("add-scene", "add-ending"):
            data, key = authoring.add_node(data, ending=what == "add-ending")
            return Outcome(data, list(pieces), SCENE, key, "ending" if what == "add-ending" else "situation")
        if what == "start":
            return Outcome(authoring.set_start(data, of), list(pieces), at=f"scene-{of}")
        if what == "remove":
            data, piece = authoring.remove_node(data, of)
            return Outcome(data, keep(pieces, piece), at="removed-0" if piece else "")
        if what == "restore":
            return _restored(data, pieces, of) or same
        return same

    return press


def on_scene(key: str, what: str, of: str) -> Button:
    """The buttons of a scene; one nobody knows only saves."""

    def press(data: Data, pieces: Sequence[Piece]) -> Outcome:
        same = Outcome(data, list(pieces), SCENE, key)
        if what in _OPTIONS:
            data, place = _OPTIONS[what](data, key, place_of(of))
            return Outcome(data, list(pieces), SCENE, key, f"options-{place}-text")
        if what == "remove":
            data, piece = acts.remove_option(data, key, place_of(of))
            return Outcome(data, keep(pieces, piece), SCENE, key, "removed-0" if piece else "")
        if what in ("new-scene", "new-ending"):
            is_ending = what == "new-ending"
            data, new = authoring.connect_new(data, key, _origin(of), ending=is_ending)
            return Outcome(data, list(pieces), SCENE, new, "ending" if is_ending else "situation")
        if what in ("follow", "go"):
            target = _target(data, key, of) if what == "follow" else of
            return Outcome(data, list(pieces), SCENE, target) if target in data["nodes"] else same
        if what == "kind" and of in (ONE, SEVERAL, RANK):
            data, piece = authoring.change_kind(data, key, of)
            return Outcome(data, keep(pieces, piece), SCENE, key, "kind")
        if what == "remove-scene":
            data, piece = authoring.remove_node(data, key)
            return Outcome(data, keep(pieces, piece), OUTLINE, at="removed-0" if piece else "")
        if what == "restore":
            return _restored(data, pieces, of) or same
        pages = {"outline": OUTLINE, "clauses": CLAUSES}
        return Outcome(data, list(pieces), pages.get(what, SCENE), key, of if what == "clauses" else "")

    return press


_OPTIONS: dict[str, Callable[[Data, str, int], tuple[Data, int]]] = {
    "add-option": lambda data, key, _place: acts.add_option(data, key),
    "duplicate": acts.duplicate_option,
    "up": lambda data, key, place: acts.move_option(data, key, place, -1),
    "down": lambda data, key, place: acts.move_option(data, key, place, 1),
}


def _origin(of: str) -> int | None:
    return place_of(of) if of else None


def _target(data: Data, key: str, of: str) -> str:
    node = data["nodes"].get(key, {})
    options = node.get("options", [])
    place = _origin(of)
    origin = node if place is None else options[place] if 0 <= place < len(options) else {}
    target: str = origin.get("next", "")
    return target


def _restored(data: Data, pieces: Sequence[Piece], of: str) -> Outcome | None:
    place = place_of(of)
    if not 0 <= place < len(pieces):
        return None
    piece = pieces[place]
    data, key, replaced = restore(data, piece)
    left = [*pieces[:place], *pieces[place + 1 :]]
    if not key:
        return None
    at = f"options-{min(piece['place'], 9)}-text" if piece["what"] == "option" else ""
    return Outcome(data, keep(left, replaced), SCENE, key, at)
