"""What an expert is asked about a draft, and how the answer is read. Without grades, and pure.

A scene as asked is {key, kind, clause, role, place, time, mood, situation, who, says, question, options},
options a list of {id, text}: those of an order never in the right one. An answer is {"grades": {id: grade}}
or {"order": [ids]}, with "share": the percent of the points that somebody just competent deserves.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any, Final

from ..document import GRADE_POINTS, Node, Option, ScenarioDoc
from ..marking import ONE, RANK, RIGHT

Asked = dict[str, Any]
Answer = dict[str, Any]
GRADES: Final = tuple(GRADE_POINTS)
SHARES: Final = tuple(range(0, 101, 10))
UNGRADED, ONE_BEST, NO_BEST, NO_WRONG, UNPLACED, SAME_PLACE, NO_SHARE = (
    *("ungraded", "one-best", "no-best", "no-wrong"),
    *("unplaced", "same-place", "no-share"),
)


def scenes_of(doc: ScenarioDoc) -> list[Asked]:
    """Every decision of a scenario as an expert is shown it."""
    return [_asked(doc, key, node) for key, node in doc.decisions.items()]


def still_asked(scenes: Sequence[Asked], doc: ScenarioDoc) -> list[Asked]:
    """Of the scenes that were asked, those that the text still tells in the same words."""
    now = {scene["key"]: scene for scene in scenes_of(doc)}
    return [scene for scene in scenes if now.get(scene["key"]) == scene]


def key_of_scene(doc: ScenarioDoc, scene: Asked) -> dict[str, Any]:
    """The key that the text holds for a scene, in the shape of an answer."""
    node = doc.nodes[scene["key"]]
    if node.kind == RANK:
        return {"order": [option.id for option in node.options]}
    return {"grades": {option.id: option.grade for option in node.options}}


def says_the_same(answer: Mapping[str, Any], key: Mapping[str, Any]) -> bool:
    """Whether an answer is the key."""
    return all(answer.get(name) == value for name, value in key.items())


def read_answer(scene: Asked, sent: Mapping[str, str]) -> tuple[Answer, list[str]]:
    """The answer a form holds, as far as it goes, and what it lacks. Fields go by where options are shown."""
    options = [option["id"] for option in scene["options"]]
    answer, faults = (_order if scene["kind"] == RANK else _grades)(scene, options, sent)
    share = sent.get("share", "")
    if share in map(str, SHARES):
        answer["share"] = int(share)
    else:
        faults.append(NO_SHARE)
    return answer, faults


def fields_of(scene: Asked, answer: Mapping[str, Any]) -> dict[str, str]:
    """The form of an answer: what `read_answer` reads."""
    options = [option["id"] for option in scene["options"]]
    grades, order = answer.get("grades", {}), answer.get("order", [])
    fields = {f"grade-{at}": grades[name] for at, name in enumerate(options) if name in grades}
    fields |= {f"place-{at}": str(order.index(name) + 1) for at, name in enumerate(options) if name in order}
    return fields | ({"share": str(answer["share"])} if "share" in answer else {})


def _asked(doc: ScenarioDoc, key: str, node: Node) -> Asked:
    speech = {"who": node.speech.who, "says": node.speech.says} if node.speech else {"who": "", "says": ""}
    head = {"role": doc.role, "place": doc.place, "time": doc.time, "mood": doc.mood or ""}
    options = _jumbled(node.options) if node.kind == RANK else node.options
    return {
        **{"key": key, "kind": node.kind, "clause": node.clause or "", **head},
        **{"situation": node.situation or "", **speech, "question": node.question or ""},
        "options": [{"id": option.id, "text": option.text} for option in options],
    }


def _jumbled(options: Sequence[Option]) -> list[Option]:
    """An order of their own, the same every time, that is not the right one."""
    found = sorted(options, key=lambda option: sha256(option.text.encode()).digest())
    return found[1:] + found[:1] if found == list(options) else found


def _grades(scene: Asked, options: Sequence[str], sent: Mapping[str, str]) -> tuple[Answer, list[str]]:
    given = {name: sent.get(f"grade-{at}", "") for at, name in enumerate(options)}
    grades = {name: grade for name, grade in given.items() if grade in GRADES}
    answer, said = {"grades": grades}, list(grades.values())
    if len(grades) < len(options):
        return answer, [UNGRADED]
    if scene["kind"] == ONE:
        return answer, [] if said.count("best") == 1 else [ONE_BEST]
    faults = [] if "best" in said else [NO_BEST]
    return answer, faults + ([NO_WRONG] if all(grade in RIGHT for grade in said) else [])


def _order(_scene: Asked, options: Sequence[str], sent: Mapping[str, str]) -> tuple[Answer, list[str]]:
    wanted = [str(place) for place in range(1, len(options) + 1)]
    places = {name: sent.get(f"place-{at}", "") for at, name in enumerate(options)}
    if any(place not in wanted for place in places.values()):
        return {}, [UNPLACED]
    if sorted(places.values()) != wanted:
        return {}, [SAME_PLACE]
    return {"order": sorted(options, key=lambda name: int(places[name]))}, []
