"""Reading the choice a page sent. Pages carry letters: ids follow the file and would betray the key."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from training.scenarios.marking import ONE, RANK, SEVERAL, spell

from .judging import kind_of
from .pinned import InvalidRun, PinnedNode

Posted = Mapping[str, Sequence[str]]
"""Field names with their values: `choice` has the letter, or every letter ticked; `rank-A` the place of A."""

FIELD = "choice"


class Incomplete(ValueError):
    """A choice that is not finished: nothing is ticked, or `letters` have no place yet, or share one.

    `shared` maps each place taken twice to the letters there.
    """

    def __init__(
        self, kind: str, letters: Sequence[str] = (), shared: Mapping[int, Sequence[str]] | None = None
    ) -> None:
        super().__init__(f"{kind}: {letters} {shared}")
        self.kind, self.letters, self.shared = kind, tuple(letters), dict(shared or {})


def rank_field(letter: str) -> str:
    """The name of the field that says at which place the action of this letter stands."""
    return f"rank-{letter}"


def read_choice(decision: PinnedNode, posted: Posted) -> str:
    """The answer as it is kept. Raises Incomplete, and InvalidRun for what the page never offered."""
    kind = kind_of(decision)
    if kind == RANK:
        return _order(decision, posted)
    letters = list(dict.fromkeys(posted.get(FIELD, ())))
    if kind == SEVERAL and not letters:
        raise Incomplete(kind)
    ids = [_id(decision, letter) for letter in (letters[:1] or [""] if kind == ONE else letters)]
    return spell(ids)


def read_marked(decision: PinnedNode, posted: Posted) -> dict[str, list[str]]:
    """What is marked so far, finished or not, as the form would send it again. Raises InvalidRun."""
    if kind_of(decision) == RANK:
        fields = [rank_field(option["letter"]) for option in decision["options"]]
        for option in decision["options"]:
            _place(decision, option["letter"], posted)
        return {field: [value] for field in fields if (value := next(iter(posted.get(field, ())), ""))}
    letters = list(dict.fromkeys(letter for letter in posted.get(FIELD, ()) if letter))
    for letter in letters:
        _id(decision, letter)
    return {FIELD: letters[:1] if kind_of(decision) == ONE else letters} if letters else {}


def _id(decision: PinnedNode, letter: str) -> str:
    for option in decision["options"]:
        if option["letter"] == letter:
            return option["id"]
    raise InvalidRun(f"no letter {letter!r}")


def _order(decision: PinnedNode, posted: Posted) -> str:
    places = {option["letter"]: _place(decision, option["letter"], posted) for option in decision["options"]}
    missing = [letter for letter, place in places.items() if place is None]
    counted = Counter(place for place in places.values() if place is not None)
    shared = {
        place: [letter for letter in places if places[letter] == place]
        for place in sorted(counted)
        if counted[place] > 1
    }
    if missing or shared:
        raise Incomplete(RANK, missing, shared)
    return ",".join(_id(decision, letter) for letter in sorted(places, key=lambda each: places[each] or 0))


def _place(decision: PinnedNode, letter: str, posted: Posted) -> int | None:
    value = next(iter(posted.get(rank_field(letter), ())), "")
    if value and value not in [str(place) for place in range(1, len(decision["options"]) + 1)]:
        raise InvalidRun(f"no place {value!r}")
    return int(value) if value else None
