"""Out and in again: nothing is lost that a format can hold, and the table in the manual says what it cannot."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings

from training.scenarios import formats
from training.scenarios.document import Node, ScenarioDoc
from training.scenarios.exchange import apart, xlsx
from training.scenarios.exchange.blanks import TIME, is_blank
from training.scenarios.exchange.detecting import read_file
from training.scenarios.exchange.exporting import FORMS, export
from training.scenarios.exchange.judging import doc_of, text_of_draft

from .material import decision, option, rank, scenario, scenarios, several

MANUAL = Path(__file__).parents[2] / "docs" / "exchange.md"
RIGHT = ("best", "acceptable")


@pytest.fixture(autouse=True, scope="module")
def in_this_process():
    """The child process is tried elsewhere; a property would start hundreds."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(xlsx, "workbook_apart", lambda data: {"sheets": apart.sheets_of(data)})
        yield


def back(doc: ScenarioDoc, form: str) -> list[ScenarioDoc]:
    made = export([(doc, formats.dump(doc))], form)
    reading = read_file(made.data, name=f"soal{made.ending}")
    assert not reading.rejected, reading.rejected
    return [doc_of(draft, "X.1") for draft in reading.drafts]


def storable(doc: ScenarioDoc) -> bool:
    """Without the characters that stand for no character, which no file of another program holds."""
    return not re.search("[\ufdd0-\ufdef\ufffe\uffff]|[\U0001fffe-\U0001ffff]", formats.dump(doc))


@given(scenarios())
def test_our_own_files_come_back_byte_for_byte(data: dict[str, Any]) -> None:
    doc = formats.build(data, name="uji")
    text = formats.dump(doc)
    made = export([(doc, text)], "yaml")
    assert made.data == text.encode()
    (draft,) = read_file(made.data, name="uji.yaml").drafts
    assert text_of_draft(draft, "") == text
    two = formats.dump(formats.build({**data, "id": "kedua"}, name="uji"))
    for joined in (
        f"{text}---\n{two}".encode(),
        export([(doc, text), (formats.parse(two, name="k"), two)], "yaml").data,
    ):
        assert [text_of_draft(each, "") for each in read_file(joined, name="uji").drafts] == [text, two]


@settings(max_examples=30)
@given(scenarios())
def test_a_workbook_loses_nothing(data: dict[str, Any]) -> None:
    doc = formats.build(data, name="uji")
    assume(storable(doc))
    (found,) = back(doc, "xlsx")
    assert found == doc and list(found.nodes) == list(doc.nodes)


@pytest.mark.parametrize("form", ["gift", "moodle"])
@given(data=scenarios())
def test_moodles_formats_lose_nothing_of_a_question(form: str, data: dict[str, Any]) -> None:
    doc = formats.build(data, name="uji")
    assume(storable(doc))
    asked = {key: node for key, node in doc.decisions.items() if node.kind != "rank"}
    assume(asked)
    found = back(doc, form)
    alone = len(doc.decisions) == 1
    assert [each.id for each in found] == [doc.id if alone else f"{doc.id}-{key}" for key in asked]
    for each, node in zip(found, asked.values(), strict=True):
        assert each.tags == doc.tags and each.clause == node.clause
        assert said(each.nodes["awal"]) == said(node)
        if alone:
            assert each.title == doc.title


@pytest.mark.parametrize("form", ["gift", "moodle"])
def test_a_line_of_speech_may_begin_like_a_quotation(form: str) -> None:
    speech = {"who": "Ibu", "says": "> 60 tahun, Pak?\n> dan lagi"}
    node = decision(option("a", "best"), option("b", "poor")) | {"speech": speech}
    (found,) = back(formats.build(scenario({"loket": node}), name="uji"), form)
    assert found.nodes["awal"].speech.says == speech["says"]


@given(scenarios())
def test_aiken_keeps_the_question_the_options_and_the_best(data: dict[str, Any]) -> None:
    doc = formats.build(data, name="uji")
    made = export([(doc, "")], "aiken")
    assume(len(made.left) < len(doc.decisions))
    reading = read_file(made.data, name="soal.txt", kind="aiken")
    left = {place.partition(": ")[2] for place in made.left}
    asked = [node for key, node in doc.decisions.items() if key not in left]
    assert not reading.rejected, reading.rejected
    assert len(reading.drafts) + len(reading.remarks) == len(asked)
    if not reading.remarks:
        for draft, node in zip(reading.drafts, asked, strict=True):
            options = draft.data["nodes"]["awal"]["options"]
            assert [o["text"] for o in options] == [" ".join(o.text.split()) for o in node.options]
            assert [o["grade"] == "best" for o in options] == [o.grade == "best" for o in node.options]


def said(node: Node) -> tuple[Any, ...]:
    """What a multiple-choice question can say of a decision."""
    grade = (lambda g: g in RIGHT or g) if node.kind == "several" else (lambda g: g)
    return (
        node.kind,
        node.situation,
        node.speech,
        node.question,
        [(o.text, grade(o.grade), "" if is_blank(o.feedback) else o.feedback) for o in node.options],
    )


def _rich() -> ScenarioDoc:
    """A scenario that uses every field."""
    grades = ("best", "acceptable", "poor", "violation")
    options = [option(letter, grade, next="lain") for letter, grade in zip("abcd", grades, strict=True)]
    options[0] |= {"upholds": ["D.3", "A.1"]}
    options[3]["critical"] = True
    nodes = {
        "awal": {**decision(*options), "speech": {"who": "Ibu", "says": "Tolong."}},
        "lain": several(option("a", "best"), option("b", "acceptable"), option("c", "poor"), next="urut"),
        "urut": rank(
            *({k: v for k, v in option(x, "best").items() if k != "grade"} for x in "abc"), next="akhir"
        ),
        "akhir": {"ending": "Selesai."},
    }
    more = {"mood": "antrean 45", "tags": ["loket"], "checked": "2026-11-21"}
    points = {"best": 5, "acceptable": 3, "poor": 1, "violation": 0}
    return formats.build(scenario(nodes, points=points, time="10.40", **more), name="uji")


def survivors(form: str) -> dict[str, bool]:
    """For each row of the table: whether it comes back from this format."""
    doc = _rich()
    found = back(doc, form)
    first, node = found[0], doc.nodes["awal"]
    came = first.nodes.get("awal") or next(iter(first.decisions.values()))
    kinds = {each.kind for one in found for each in one.decisions.values()}
    several_back = [n for one in found for n in one.decisions.values() if n.kind == "several"]
    pairs = list(zip(came.options, node.options, strict=True))

    def each(name: str) -> bool:
        return all(getattr(mine, name) == getattr(theirs, name) for mine, theirs in pairs)

    return {
        "id": first.id.startswith(doc.id),
        "title": first.title.startswith(doc.title),
        "English title": first.title_en == doc.title_en,
        "clause of the decision": came.clause == node.clause,
        "role, place": (first.role, first.place) == (doc.role, doc.place),
        "time": first.time == doc.time != TIME,
        "mood": first.mood == doc.mood,
        "tags": first.tags == doc.tags,
        "day figures were checked": first.checked == doc.checked,
        "points": first.points == doc.points,
        "situation": came.situation == node.situation,
        "speech": came.speech == node.speech,
        "question": came.question == node.question,
        "text of options": each("text"),
        "which option is best": [a.grade == "best" for a, _ in pairs]
        == [b.grade == "best" for _, b in pairs],
        "all four grades": each("grade"),
        "feedback": each("feedback"),
        "reason": each("reason"),
        "consequence": each("consequence"),
        "clauses upheld and violated": each("upholds") and each("violates"),
        "critical mark": each("critical"),
        "branches and endings": found == [doc],
        "several choices": "several" in kinds,
        "all grades of several choices": bool(several_back)
        and said_grades(several_back[0]) == said_grades(doc.nodes["lain"]),
        "actions in order": "rank" in kinds,
    }


def said_grades(node: Node) -> list[str | None]:
    return [option.grade for option in node.options]


def test_the_table_in_the_manual_is_what_happens() -> None:
    found = {form: survivors(form) for form in FORMS}
    rows = [
        f"| {field} | " + " | ".join("yes" if found[form][field] else "–" for form in FORMS) + " |"
        for field in found["yaml"]
    ]
    assert all(found["yaml"].values()) and all(found["xlsx"].values())
    table = "\n".join(rows)
    assert table in MANUAL.read_text("utf-8"), table
