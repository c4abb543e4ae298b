"""A draft laid out and played: whatever stands in it, every page has something sound to show."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from training.scenarios import plain, yamlout
from training.scenarios.editor import outline, places, playing
from training.scenarios.fitting import NotEditable
from training.scenarios.review import review

from .material import decision, option, scenario, scenarios
from .test_authoring import half_written

CLAUSES = ["D.1", "D.2", "D.3", "D.4"]


def judged(data):
    return review(plain.write(data), slug="amplop-di-loket", clauses=CLAUSES)


@given(half_written | scenarios(), st.data())
@settings(max_examples=120)
def test_any_draft_can_be_laid_out_and_played(values, data):
    try:
        draft = plain.read(yamlout.write(values))
    except NotEditable:
        return
    spots = outline.spots(draft)
    assert {spot.key for spot in spots} == set(draft["nodes"])
    for spot in spots:
        outline.arrivals(draft, spot.key, spots)
    for note in places.notes(draft, judged(draft)):
        assert note.message and (note.line or note.field) and note.node in ("", *draft["nodes"])
    letters = st.sampled_from(["a", "b", "a,b", "b,a", "", "x"])
    key = data.draw(st.sampled_from([*draft["nodes"], "tidak-ada"]))
    way = data.draw(st.lists(letters, max_size=5))
    playing.ask(draft, key, way)
    playing.look(draft, key, way)
    playing.read_answer(draft, key, {"choice": ["A", "Z"], "rank-A": ["1"]})


def story(**changes):
    nodes = {
        "amplop": decision(option("a", "best", next="esok"), option("b", "poor", next="akhir-1")),
        "sendiri": decision(option("a", "best"), option("b", "poor")),
        "esok": decision(option("a", "best", next="akhir-1"), option("b", "poor")),
        "akhir-1": {"ending": "Antrean berlanjut."},
    }
    return plain.fitted(scenario(nodes, **changes))


def test_scenes_are_counted_in_story_order_and_what_is_apart_comes_last():
    found = outline.spots(story())
    assert [(spot.key, spot.number, spot.is_reached) for spot in found] == [
        ("amplop", 1, True),
        ("esok", 2, True),
        ("sendiri", 3, False),
        ("akhir-1", 1, True),
    ]
    came = outline.arrivals(story(), "akhir-1", found)
    assert [(arrival.spot.number, arrival.letter) for arrival in came] == [(1, "B"), (2, "A")]


@pytest.mark.parametrize(
    ("change", "node", "field", "severity"),
    [
        (lambda d: d.update(time="25.99"), "", "head-time", "error"),
        (lambda d: d.update(title=""), "", "head-title", "gap"),
        (lambda d: d.update(start="nirwana"), "", "scenes", "error"),
        (lambda d: d["nodes"]["esok"].update(situation=""), "esok", "situation", "gap"),
        (lambda d: d["nodes"]["esok"].update(clause="Z.9"), "esok", "clause", "error"),
        (lambda d: d["nodes"]["esok"].update(question="x" * 300), "esok", "question", "error"),
        (lambda d: d["nodes"]["esok"].update(speech={"who": "Ibu", "says": ""}), "esok", "says", "gap"),
        (lambda d: d["nodes"]["esok"].update(options=[]), "esok", "options", "error"),
        (lambda d: d["nodes"]["esok"]["options"][1].update(text=""), "esok", "options-1-text", "gap"),
        (lambda d: d["nodes"]["esok"]["options"][1].pop("grade"), "esok", "options-1-grade", "gap"),
        (lambda d: d["nodes"]["esok"]["options"][1].update(feedback=""), "esok", "options-1-feedback", "gap"),
        (
            lambda d: d["nodes"]["esok"]["options"][1].update(upholds=["Z.9"]),
            "esok",
            "options-1-upholds",
            "error",
        ),
        (lambda d: d["nodes"]["esok"]["options"][1].pop("upholds"), "esok", "options-1", "gap"),
        (
            lambda d: d["nodes"]["esok"]["options"][1].update(critical=True),
            "esok",
            "options-1-critical",
            "error",
        ),
        (lambda d: d["nodes"]["akhir-1"].update(ending=""), "akhir-1", "ending", "gap"),
    ],
)
def test_each_finding_is_at_its_field(change, node, field, severity):
    data = story()
    del data["nodes"]["sendiri"]
    assert places.notes(data, judged(data)) == []
    change(data)
    found = {(note.node, note.field, note.severity) for note in places.notes(data, judged(data))}
    assert (node, field, severity) in found


def test_a_key_no_form_knows_is_named_with_its_line():
    data = story(peran="x")
    (note,) = [note for note in places.notes(data, judged(data)) if "peran" in note.message]
    assert note.line and not note.field


def test_findings_speak_the_words_of_the_form():
    data = story()
    data["nodes"]["esok"]["options"][0]["grade"] = "violation"
    said = " ".join(note.message for note in places.notes(data, judged(data)))
    assert "“Pilihan terbaik”" in said and "best" not in said


def test_the_story_is_told_as_far_as_one_has_come():
    data = story()
    moment = playing.ask(data, "amplop", ["a"])
    assert moment.key == "esok" and [told.picked.choices[0].letter for told in moment.so_far] == ["A"]
    over = playing.look(data, "amplop", ["a", "a"])
    assert over.ending == "Antrean berlanjut." and not over.goes_on and over.told.grade == "best"
    assert playing.ask(data, "amplop", ["a", "a"]) is None
    assert playing.ask(data, "amplop", ["x"]).key == "amplop", "an answer nobody can give is no step"


def test_an_order_is_never_shown_in_the_right_one():
    data = story()
    data["nodes"]["amplop"] |= {"kind": "rank", "consequence": "Lalu."}
    shown = [choice.text for choice in playing.ask(data, "amplop").choices]
    assert shown == ["Tindakan b", "Tindakan a"]
    answer = playing.read_answer(data, "amplop", {"rank-A": ["2"], "rank-B": ["1"]})
    assert answer == "a,b" and playing.look(data, "amplop", [answer]).told.points == 4
