"""Two texts of a scenario: what differs is told where it is and once, what does not is left alone."""

from __future__ import annotations

from copy import deepcopy

from hypothesis import given

from training.scenarios.map.comparing import compare

from .material import decision, graphs, option, rank, scenario
from .test_graph import SCRAPS

BEFORE = scenario(
    {
        "amplop": decision(option("a", "best", next="akhir-1"), option("b", "poor"), option("c", "poor")),
        "akhir-1": {"ending": "Antrean berlanjut seperti biasa."},
    }
)


def changed(change):
    """The scenario after `change(nodes, head)`, compared with what it was."""
    after = deepcopy(BEFORE)
    change(after["nodes"], after)
    return compare(BEFORE, after)


def told(fields):
    return [(field.name, field.old, field.new) for field in fields]


def test_the_same_text_differs_in_nothing():
    found = compare(BEFORE, deepcopy(BEFORE))
    assert found.is_empty and [stop.key for stop in found.same] == ["amplop", "akhir-1"]


def test_words_are_marked_one_by_one():
    found = changed(lambda nodes, _: nodes["akhir-1"].update(ending="Antrean berlanjut dengan tenang."))
    (scene,) = found.scenes
    assert (scene.kind, scene.new.key) == ("changed", "akhir-1")
    marked = [(word.mark, word.text) for word in scene.fields[0].words]
    assert marked == [
        ("same", "Antrean berlanjut "),
        ("out", "seperti biasa"),
        ("in", "dengan tenang"),
        ("same", "."),
    ]
    assert [stop.key for stop in found.same] == ["amplop"]


def test_a_grade_a_critical_act_and_a_lead_are_told_as_such():
    def change(nodes, _):
        nodes["amplop"]["options"][1].update(grade="violation", critical=True, next="akhir-1")

    (scene,) = changed(change).scenes
    (one,) = scene.options
    assert told(one.fields) == [
        ("grade", "poor", "violation"),
        ("critical", "", "yes"),
        ("next", "", "akhir-1"),
    ]


def test_the_head_of_the_story_is_compared_too():
    found = changed(lambda _, head: head.update(place="Loket 5", tags=["loket"], points={"best": 5}))
    assert told(found.head) == [
        ("place", "Loket 3", "Loket 5"),
        ("tags", "", "loket"),
        ("points", "", "best 5"),
    ]


def test_scenes_that_came_and_went():
    def change(nodes, _):
        nodes["baru"] = {"ending": "Lain sama sekali."}
        del nodes["akhir-1"]

    found = changed(change)
    assert [(s.kind, s.old and s.old.key, s.new and s.new.key) for s in found.scenes] == [
        ("added", None, "baru"),
        ("removed", "akhir-1", None),
    ]


def test_a_renamed_scene_is_the_same_scene_and_what_leads_to_it_has_not_changed():
    def change(nodes, _):
        nodes["penutup"] = nodes.pop("akhir-1")
        nodes["amplop"]["options"][0]["next"] = "penutup"

    (scene,) = changed(change).scenes
    assert told(scene.fields) == [("key", "akhir-1", "penutup")]


def test_options_that_changed_places_are_told_by_their_old_letters():
    def change(nodes, _):
        first, second, third = nodes["amplop"]["options"]
        nodes["amplop"]["options"] = [third | {"id": "a"}, first | {"id": "b"}, second | {"id": "c"}]

    (scene,) = changed(change).scenes
    assert scene.order == ("A, B, C", "C, A, B") and scene.options == ()


def test_an_option_in_between_leaves_the_others_as_they_were():
    def change(nodes, _):
        nodes["amplop"]["options"].insert(1, option("d", "acceptable", text="Yang baru"))

    (scene,) = changed(change).scenes
    assert [(each.kind, each.new) for each in scene.options] == [("added", "B")] and scene.order is None


def test_an_option_taken_out_is_told():
    (scene,) = changed(lambda nodes, _: nodes["amplop"]["options"].pop()).scenes
    assert [(each.kind, each.old, each.new) for each in scene.options] == [("removed", "C", "")]


def test_another_way_of_asking_is_told():
    def change(nodes, _):
        nodes["amplop"] = rank(*(option(letter, "best") for letter in "abc"))

    (scene,) = changed(change).scenes
    assert ("kind", "one", "rank") in told(scene.fields)


@given(SCRAPS, SCRAPS)
def test_anything_can_be_compared(one, two):
    assert compare(one, deepcopy(one)).is_empty
    compare(one, two)


@given(graphs(), graphs())
def test_every_scene_of_both_is_told_or_the_same(old, new):
    found = compare(scenario(old), scenario(new))
    now = [scene.new.key for scene in found.scenes if scene.new] + [stop.key for stop in found.same]
    assert sorted(now) == sorted(new)
    gone = [scene.old.key for scene in found.scenes if scene.kind == "removed"]
    assert not set(gone) & set(new)


def test_texts_far_too_long_are_told_as_a_whole():
    found = changed(lambda nodes, _: nodes["akhir-1"].update(ending="kata lain " * 20_000))
    words = found.scenes[0].fields[0].words
    assert [word.mark for word in words] == ["out", "in"]
