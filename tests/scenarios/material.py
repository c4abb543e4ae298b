"""Stories for tests: small ones to break, and a strategy that makes any well-formed one."""

from __future__ import annotations

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


@st.composite
def graphs(draw: st.DrawFn, most: int = 5) -> dict[str, Any]:
    """Nodes n0…: any wiring, loops and unreachable nodes included, each decision with exactly one best."""
    keys = [f"n{index}" for index in range(draw(st.integers(1, most)))]
    targets = st.sampled_from([*keys, "akhir", None])
    nodes: dict[str, Any] = {}
    for key in keys:
        grades = ["best", *draw(st.lists(st.sampled_from(GRADES[1:]), min_size=1, max_size=3))]
        nodes[key] = decision(
            *(
                option(
                    "abcd"[place],
                    grade,
                    next=draw(targets),
                    critical=grade == "violation" and draw(st.booleans()),
                )
                for place, grade in enumerate(draw(st.permutations(grades)))
            ),
            clause=draw(st.sampled_from(["D.1", "D.2", "D.3", "D.4"])),
        )
    return {**nodes, "akhir": {"ending": "Antrean berlanjut."}}


@st.composite
def scenarios(draw: st.DrawFn) -> dict[str, Any]:
    """Any well-formed scenario with any text in its fields."""
    nodes = draw(graphs(most=3))
    for node in nodes.values():
        if "ending" in node:
            node["ending"] = draw(prose)
            continue
        node["situation"] = draw(prose)
        if draw(st.booleans()):
            node["speech"] = {"who": draw(texts), "says": draw(prose)}
        for choice in node["options"]:
            choice["text"], choice["feedback"] = draw(prose), draw(st.one_of(st.just(""), prose))
    return scenario(
        nodes,
        title=draw(texts),
        mood=draw(st.none() | texts),
        tags=draw(st.sampled_from([[], ["on", "a-1"]])),
    )
