"""The key beside an answer of ticks or an order, option by option. Holds the key: only for after release."""

from __future__ import annotations

from training.scenarios.marking import ONE, RANK, RIGHT
from training.scenarios.moments import Line

from .judging import decision_at, judge, kind_of
from .pinned import PinnedItem, PinnedOption


def beside(item: PinnedItem, node: str, answer: str) -> tuple[Line, ...]:
    """Every option of the decision: ticks as shown, an order as it should be. No lines for one choice."""
    decision = decision_at(item, node)
    kind = kind_of(decision)
    if kind == ONE:
        return ()
    chosen = [option["id"] for option in judge(item, node, answer).options]
    if kind == RANK:
        options = {option["id"]: option for option in decision["options"]}
        return tuple(
            _line(options[each], right=chosen.index(each) == at, place=at + 1, given=chosen.index(each) + 1)
            for at, each in enumerate(decision["order"])
        )
    return tuple(
        _line(option, right=option["grade"] in RIGHT, taken=option["id"] in chosen)
        for option in decision["options"]
    )


def _line(option: PinnedOption, *, right: bool, taken: bool = True, place: int = 0, given: int = 0) -> Line:
    tabs = (*option["upholds"], *option["violates"])
    said = (option.get("reason", ""), option["feedback"], tabs)
    return Line(option["text"], right, taken, place, given, *said)
