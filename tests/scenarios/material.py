"""Stories for tests: small ones to break, and a strategy that makes any well-formed one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from hypothesis import strategies as st

GRADES = ("best", "acceptable", "poor", "violation")


def option(letter: str, grade: str, **more: Any) -> dict[str, Any]:
    values = {
        "id": letter,
        "text": f"Tindakan {letter}",
        "grade": grade,
        "reason": "Alasan penilaian.",
        "consequence": "Cerita berlanjut.",
        "feedback": "Penjelasan untuk petugas.",
    }
    side = "violates" if grade == "violation" else "upholds"
    return {**values, side: ["D.4"], **more}


def decision(
    *options: dict[str, Any], clause: str = "D.4", situation: str = "Seorang ibu datang."
) -> dict[str, Any]:
    return {
        "clause": clause,
        "situation": situation,
        "question": "Apa yang Anda lakukan?",
        "options": list(options),
    }


def several(*options: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A decision where all that is right is ticked; what happens next stands on the node."""
    return _together("several", options, more)


def rank(*options: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A decision where actions are put in order; given here in the right one."""
    ungraded = [{key: value for key, value in each.items() if key != "grade"} for each in options]
    return _together("rank", ungraded, more)


def _together(kind: str, options: Iterable[dict[str, Any]], more: dict[str, Any]) -> dict[str, Any]:
    bare = [{key: value for key, value in each.items() if key != "consequence"} for each in options]
    own = {key: more.pop(key) for key in ("clause", "situation") if key in more}
    return {"kind": kind, **decision(*bare, **own), "consequence": "Cerita berlanjut.", **more}


def scenario(nodes: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    """A valid scenario as plain values: one decision, unless nodes are given (the first one starts)."""
    nodes = nodes or {"amplop": decision(option("a", "best"), option("b", "violation", critical=True))}
    values = {
        "format": 1,
        "id": "amplop-di-loket",
        "title": "Amplop di atas meja",
        "title_en": "The envelope on the desk",
        "clause": "D.4",
        "role": "Petugas loket",
        "place": "Loket 3",
        "time": "10.40",
        "start": next(iter(nodes)),
        "nodes": nodes,
    }
    return {**values, **more}


texts = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1, max_size=160
).filter(lambda text: text.strip() != "")
paragraphs = st.lists(texts, min_size=1, max_size=3).map("\n".join).filter(lambda text: text.strip() != "")
words = st.lists(
    st.sampled_from(["saya", "menolak:", "amplop", "#", "itu", "-", "'dengan'", "santun", "&"]), min_size=1
).map(" ".join)
prose = st.one_of(texts, paragraphs, words)


points = st.lists(st.integers(1, 9), min_size=2, max_size=2, unique=True).map(
    lambda found: {"best": 10, "acceptable": max(found), "poor": min(found), "violation": 0}
)


@st.composite
def graphs(draw: st.DrawFn, most: int = 5) -> dict[str, Any]:
    """Nodes n0…: any wiring, loops and unreachable nodes included, decisions of all three kinds."""
    keys = [f"n{index}" for index in range(draw(st.integers(1, most)))]
    targets = st.sampled_from([*keys, "akhir", None])
    nodes: dict[str, Any] = {}
    for key in keys:
        kind = draw(st.sampled_from(["one", "one", "several", "rank"]))
        make = {"one": _one, "several": _several, "rank": _rank}[kind]
        nodes[key] = {**draw(make(targets)), "clause": draw(st.sampled_from(["D.1", "D.2", "D.3", "D.4"]))}
    return {**nodes, "akhir": {"ending": "Antrean berlanjut."}}


@st.composite
def _one(draw: st.DrawFn, targets: st.SearchStrategy[str | None]) -> dict[str, Any]:
    grades = ["best", *draw(st.lists(st.sampled_from(GRADES[1:]), min_size=1, max_size=3))]
    return decision(*(option(**each, next=draw(targets)) for each in _graded(draw, grades)))


@st.composite
def _several(draw: st.DrawFn, targets: st.SearchStrategy[str | None]) -> dict[str, Any]:
    more = draw(st.lists(st.sampled_from(GRADES), min_size=1, max_size=4))
    grades = ["best", draw(st.sampled_from(GRADES[2:])), *more]
    return several(*(option(**each) for each in _graded(draw, grades)), next=draw(targets))


@st.composite
def _rank(draw: st.DrawFn, targets: st.SearchStrategy[str | None]) -> dict[str, Any]:
    letters = draw(st.permutations("abcdef"))[: draw(st.integers(3, 6))]
    return rank(*(option(letter, "best") for letter in letters), next=draw(targets))


def _graded(draw: st.DrawFn, grades: list[str]) -> list[dict[str, Any]]:
    return [
        {"letter": "abcdef"[place], "grade": grade, "critical": grade == "violation" and draw(st.booleans())}
        for place, grade in enumerate(draw(st.permutations(grades)))
    ]


@st.composite
def scenarios(draw: st.DrawFn) -> dict[str, Any]:
    """Any well-formed scenario with any text in its fields."""
    nodes = draw(graphs(most=3))
    for node in nodes.values():
        if "ending" in node:
            node["ending"] = draw(prose)
            continue
        node["situation"] = draw(prose)
        if "consequence" in node:
            node["consequence"] = draw(st.one_of(st.just(""), prose))
        if draw(st.booleans()):
            node["speech"] = {"who": draw(texts), "says": draw(prose)}
        for choice in node["options"]:
            choice["text"], choice["feedback"] = draw(prose), draw(st.one_of(st.just(""), prose))
    return scenario(
        nodes,
        title=draw(texts),
        mood=draw(st.none() | texts),
        tags=draw(st.sampled_from([[], ["on", "a-1"]])),
        points=draw(st.none() | points),
    )
