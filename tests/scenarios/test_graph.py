"""The map of a story: what leads where, and a drawing on which nothing is lost and nothing lies on another."""

from __future__ import annotations

import re
from itertools import combinations, pairwise

from hypothesis import example, given
from hypothesis import strategies as st

from training.scenarios import formats
from training.scenarios.checks import MAX_NODES
from training.scenarios.map.drawing import Drawing, draw
from training.scenarios.map.graph import Way, findings_at, stops
from training.scenarios.review import review

from .material import decision, graphs, option, rank, scenario, several

KEYS = st.sampled_from(["a", "b", "c", "d", "e", "f", "g", "akhir", "tidak-ada", "", "A b", "<b>"])
SCRAPS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=80) | KEYS,
    lambda inner: (
        st.lists(inner, max_size=12)
        | st.dictionaries(KEYS, inner, max_size=8)
        | st.fixed_dictionaries({}, optional={"next": KEYS, "critical": st.booleans(), "text": inner})
        | st.fixed_dictionaries(
            {"options": st.lists(inner, max_size=12) | inner},
            optional={"kind": inner, "next": KEYS, "ending": inner, "situation": inner, "clause": inner},
        )
    ),
    max_leaves=40,
)
HALF_WRITTEN = st.fixed_dictionaries(
    {"nodes": st.dictionaries(KEYS, SCRAPS, max_size=12)}, optional={"start": KEYS}
)


def story(**nodes):
    return {"start": next(iter(nodes)), "nodes": nodes}


def to(target, letter="a", **more):
    return option(letter, "best", next=target, **more)


def box(drawing: Drawing, key: str):
    return next(each for each in drawing.boxes if each.stop.key == key)


def ways(data, key):
    return list(next(stop for stop in stops(data) if stop.key == key).ways)


# What leads where


def test_scenes_are_numbered_in_story_order_and_endings_apart():
    data = story(
        awal=decision(to("akhir-1"), option("b", "poor", next="kedua")),
        **{
            "akhir-1": {"ending": "Selesai."},
            "kedua": decision(to("akhir-2")),
            "akhir-2": {"ending": "Habis."},
        },
    )
    told = [(stop.key, stop.number, stop.is_ending) for stop in stops(data)]
    assert told == [("awal", 1, False), ("kedua", 2, False), ("akhir-1", 1, True), ("akhir-2", 2, True)]


def test_options_that_lead_to_one_place_share_a_way_but_never_with_a_critical_one():
    data = story(
        awal=decision(to("akhir"), to("akhir", "b"), option("c", "poor"), to("akhir", "d", critical=True)),
        akhir={"ending": "Selesai."},
    )
    assert ways(data, "awal") == [
        Way(("A", "B"), "akhir"),
        Way(("C",)),
        Way(("D",), "akhir", critical=True),
    ]


def test_ticks_and_orders_lead_on_together_and_a_critical_tick_is_told_apart():
    ticked = several(option("a", "best"), option("b", "violation", critical=True), next="urut")
    data = story(centang=ticked, urut=rank(option("a", "best"), option("b", "best"), option("c", "best")))
    assert ways(data, "centang") == [Way((), "urut"), Way(("B",), "urut", critical=True)]
    assert ways(data, "urut") == [Way(())]


def test_a_way_to_a_scene_that_is_not_there_says_its_name():
    assert ways(story(awal=decision(to("hilang"))), "awal") == [Way(("A",), lost="hilang")]


def test_findings_are_counted_at_the_scene_they_are_about():
    text = formats.dump(formats.build(scenario(), name="x")).replace("feedback:", "umpan:")
    found = review(text, slug="amplop-di-loket", clauses=["D.4"]).findings
    data = {"nodes": {"amplop": {}, "amplop-2": {}}}
    assert findings_at(found, stops(data)) == {"amplop": len([f for f in found if "amplop" in f.path])}


# The drawing


def test_a_scene_stands_below_all_that_lead_to_it():
    data = story(
        a=decision(to("b"), to("c", "b")), b=decision(to("c")), c=decision(to("d")), d={"ending": "Selesai."}
    )
    drawing = draw(data)
    tops = [box(drawing, key).y for key in "abcd"]
    assert tops == sorted(set(tops))


def test_what_nothing_leads_to_stands_apart_below_a_line():
    drawing = draw(story(a=decision(to("b")), b={"ending": "Selesai."}, c=decision(to("b"))))
    assert box(drawing, "b").y < drawing.apart < box(drawing, "c").y
    assert draw(story(a=decision(to("b")), b={"ending": "Selesai."})).apart == 0


def test_a_loop_is_drawn_back_outside_all_boxes():
    drawing = draw(story(a=decision(to("b")), b=decision(to("a"), option("b", "poor"))))
    back = next(tag for tag in drawing.tags if tag.loop)
    assert (back.source, back.way.target) == ("b", "a")
    lane = int(re.search(r"H(\d+)", back.path)[1])
    assert max(each.x + each.width for each in drawing.boxes) < lane < drawing.width


def test_a_long_way_keeps_clear_of_the_boxes_it_passes():
    data = story(
        a=decision(to("b"), to("d", "b")), b=decision(to("c")), c=decision(to("d")), d={"ending": "Selesai."}
    )
    drawing = draw(data)
    long = next(tag for tag in drawing.tags if tag.source == "a" and tag.way.target == "d")
    for down in re.findall(r"(\d+) (\d+)V(\d+)", long.path)[1:]:
        x, top, bottom = map(int, down)
        for each in drawing.boxes:
            if each.y < bottom and top < each.y + each.height:
                assert not each.x <= x <= each.x + each.width


def test_more_scenes_than_a_scenario_may_have_are_left_out_and_counted():
    drawing = draw({"nodes": {f"n{number}": {} for number in range(MAX_NODES + 5)}, "start": "n0"})
    assert len(drawing.boxes) == MAX_NODES and drawing.left_out == 5


def test_words_are_cut_to_the_box():
    lines = box(draw(story(a=decision(to("a"), situation="Pemohon " * 40))), "a").lines
    assert len(lines) == 2 and all(len(line) <= 18 for line in lines) and lines[1].endswith("…")
    wide = box(draw(story(a=decision(to("a"), situation="漢" * 60))), "a").lines
    assert all(len(line) <= 10 for line in wide)


@given(HALF_WRITTEN | SCRAPS)
@example({"nodes": {"a": {"options": [{"next": "a"}] * 40}}, "start": "a"})
def test_anything_can_be_drawn(data):
    hold(data, draw(data))


@given(graphs())
def test_any_story_can_be_drawn(nodes):
    hold(data := scenario(nodes), drawing := draw(data))
    reached = [each for each in drawing.boxes if each.stop.is_reached]
    assert drawing.apart == 0 or all(each.y + each.height < drawing.apart for each in reached)
    for key, node in nodes.items():
        for target in {each.get("next") for each in (node, *node.get("options", []))} - {None}:
            assert any(tag.source == key and tag.way.target == target for tag in drawing.tags)


def hold(data, drawing: Drawing) -> None:
    """Every scene once, every way once, nothing on another, nothing outside, and the same each time."""
    nodes = data.get("nodes") if isinstance(data, dict) else None
    keys = [each.stop.key for each in drawing.boxes]
    assert sorted(keys) == sorted(map(str, nodes if isinstance(nodes, dict) else ()))
    assert len(drawing.tags) == sum(len(each.stop.ways) for each in drawing.boxes)
    for one, two in combinations(drawing.boxes, 2):
        apart_across = one.x + one.width <= two.x or two.x + two.width <= one.x
        assert apart_across or one.y + one.height <= two.y or two.y + two.height <= one.y
    for each in drawing.boxes:
        assert each.x >= 0 and each.x + each.width <= drawing.width
        assert each.y >= 0 and each.y + each.height <= drawing.height
    for tag in drawing.tags:
        home = box(drawing, tag.source)
        assert home.x <= tag.x - tag.width / 2 and tag.x + tag.width / 2 <= home.x + home.width
        assert bool(tag.head) == (tag.way.target is not None) != bool(tag.end)
        assert all(0 <= int(x) <= drawing.width for x in re.findall(r"[MH](\d+)", tag.path))
    tags = sorted((tag.source, tag.x, tag.width) for tag in drawing.tags)
    for (source, x, width), (other, x_after, width_after) in pairwise(tags):
        assert source != other or x + width / 2 <= x_after - width_after / 2
    assert drawing == draw(data)
