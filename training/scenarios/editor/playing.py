"""Playing a draft before it is published: the same moments an officer meets in practice, half-written or not.

A way through is what was answered so far: an id, or ids joined by commas, for each decision. Nothing is kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from ..document import GRADE_POINTS
from ..fitting import Data
from ..marking import ONE, RANK, RIGHT, SEVERAL, grade_of, rank_points, several_points, spell
from ..moments import Choice, Line, Moment, Picked, Scene, Situation, Told
from .outline import LETTERS

MOST_STEPS: Final = 60
UNWRITTEN: Final = "(belum ditulis)"
MOST: Final = GRADE_POINTS["best"]


def ask(data: Data, key: str, way: Sequence[str] = ()) -> Moment | None:
    """The question after this way from the scene `key`; None where the way leads to no scene that asks."""
    told, at = _walk(data, key, way)
    node = data["nodes"].get(at)
    if node is None or "ending" in node:
        return None
    return _moment(data, at, told)


def look(data: Data, key: str, way: Sequence[str]) -> Moment | None:
    """The last answer of a way and what came of it; None where the way holds none that can be given."""
    told, at = _walk(data, key, way)
    if not told:
        return None
    last = data["nodes"].get(at, {})
    moment = _moment(data, told[-1].node, told)
    ending = last.get("ending", "") or (UNWRITTEN if "ending" in last else "")
    goes_on = at in data["nodes"] and "ending" not in last
    return Moment(
        *(moment.scene, moment.situation, told[:-1], moment.kind, moment.choices, at),
        *(told[-1], ending, goes_on),
    )


def read_answer(data: Data, key: str, sent: Mapping[str, Sequence[str]]) -> str:
    """The answer a form gave at this scene, as a way holds it; "" where it is not whole."""
    node = data["nodes"].get(key, {})
    options = _shown(node)
    by_letter = {LETTERS[place]: option["id"] for place, option in enumerate(options)}
    kind = node.get("kind", ONE)
    if kind == RANK:
        places = {letter: (sent.get(f"rank-{letter}") or [""])[0] for letter in by_letter}
        if sorted(places.values()) != [str(number + 1) for number in range(len(options))]:
            return ""
        return ",".join(by_letter[letter] for letter in sorted(places, key=lambda each: places[each]))
    ids = [by_letter[letter] for letter in sent.get("choice", ()) if letter in by_letter]
    return spell(set(ids)) if kind == SEVERAL else next(iter(ids), "")


def _walk(data: Data, key: str, way: Sequence[str]) -> tuple[tuple[Told, ...], str]:
    """What was told on the way, and the key it leads to: "" where the story is over."""
    told: list[Told] = []
    for answer in way[:MOST_STEPS]:
        node = data["nodes"].get(key)
        options = _options(node, answer) if node and "ending" not in node else None
        if node is None or options is None:
            break
        told.append(_told(key, node, options))
        origin = options[0] if node.get("kind", ONE) == ONE else node
        key = origin.get("next", "")
    return tuple(told), key


def _options(node: Data, answer: str) -> list[Data] | None:
    by_id = {option["id"]: option for option in node.get("options", [])}
    ids, kind = answer.split(","), node.get("kind", ONE)
    if any(each not in by_id for each in ids) or len(set(ids)) != len(ids):
        return None
    if (kind == ONE and len(ids) != 1) or (kind == RANK and len(ids) != len(by_id)):
        return None
    return [by_id[each] for each in ids]


def _told(key: str, node: Data, options: list[Data]) -> Told:
    kind = node.get("kind", ONE)
    letters = {option["id"]: LETTERS[place] for place, option in enumerate(_shown(node))}
    picked = Picked(kind, tuple(Choice(letters[o["id"]], o.get("text") or UNWRITTEN) for o in options))
    critical = any(option.get("critical") for option in options)
    if kind == ONE:
        option = options[0]
        grade = option.get("grade", "")
        said = (grade, option.get("feedback", ""), _tabs(option), critical)
        return Told(picked, option.get("consequence", ""), *said, GRADE_POINTS.get(grade, 0), MOST, (), key)
    lines = _lines(node, [option["id"] for option in options])
    points = _points(node, [option["id"] for option in options])
    wrong = any(option.get("grade") == "violation" for option in options)
    grade = grade_of(points, MOST, violated=wrong)
    return Told(picked, node.get("consequence", ""), grade, "", (), critical, points, MOST, lines, key)


def _points(node: Data, ids: list[str]) -> int:
    order = [option["id"] for option in node["options"]]
    if node["kind"] == RANK:
        return rank_points(MOST, order, ids)
    right = [option["id"] for option in node["options"] if option.get("grade") in RIGHT]
    return several_points(MOST, right, ids) if right else 0


def _lines(node: Data, ids: list[str]) -> tuple[Line, ...]:
    found = []
    for at, option in enumerate(node["options"]):
        taken = option["id"] in ids
        given = ids.index(option["id"]) if taken else 0
        in_order = node["kind"] == RANK
        right = given == at if in_order else option.get("grade") in RIGHT
        places = (at + 1, given + 1) if in_order else (0, 0)
        reason, feedback = option.get("reason", ""), option.get("feedback", "")
        text = option.get("text") or UNWRITTEN
        found.append(Line(text, right, taken, *places, reason, feedback, _tabs(option)))
    return tuple(found)


def _tabs(option: Data) -> tuple[str, ...]:
    return (*option.get("upholds", ()), *option.get("violates", ()))


def _moment(data: Data, key: str, told: tuple[Told, ...]) -> Moment:
    node = data["nodes"][key]
    head = {name: data.get(name, "") for name in ("title", "role", "place", "time", "mood")}
    speech = node.get("speech", {})
    situation = Situation(
        node.get("situation", "") or UNWRITTEN,
        speech.get("who", ""),
        speech.get("says", ""),
        node.get("question", "") or UNWRITTEN,
    )
    choices = tuple(
        Choice(LETTERS[place], option.get("text") or UNWRITTEN) for place, option in enumerate(_shown(node))
    )
    return Moment(Scene(**head), situation, told, node.get("kind", ONE), choices, key)


def _shown(node: Mapping[str, Any]) -> list[Data]:
    """The options in the order of the preview: an order to make is never shown in the right one."""
    options: list[Data] = list(node.get("options", []))
    return [*options[1:], *options[:1]] if node.get("kind", ONE) == RANK else options
