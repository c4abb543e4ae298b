"""All ways through a story: counted, ranked and judged as a walk along each of them would."""

from __future__ import annotations

from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.scenarios import formats, paths, rules
from training.scenarios.map import plays, ranking

from .material import decision, graphs, option, rank, scenario, several


def doc(nodes):
    return formats.build(scenario(nodes), name="uji")


def row_of_four(key, onward, *, critical=False):
    """Best, acceptable, poor and violation, all leading on."""
    grades = ("best", "acceptable", "poor", "violation")
    last = {"critical": True} if critical else {}
    return {
        key: decision(
            *(option("abcd"[n], g, next=onward, **(last if n == 3 else {})) for n, g in enumerate(grades))
        )
    }


def long_story(length):
    nodes = {}
    for number in range(length):
        nodes |= row_of_four(
            f"n{number}", f"n{number + 1}" if number < length - 1 else None, critical=number == 0
        )
    return doc(nodes)


# Counted and ranked


@given(graphs())
def test_ways_are_counted_as_they_are_walked(nodes):
    graph, start = doc(nodes).graph(), next(iter(nodes))
    walked = paths.routes(graph, start, limit=100_000)
    assert ranking.number(graph, start) == len(walked)
    clean = [route for route in walked if not any(edge.critical for _, edge in route)]
    assert ranking.number(graph, start, clean=True) == len(clean)


@given(graphs(), st.booleans(), st.sampled_from([None, True, False]))
def test_ways_come_in_the_order_of_their_points_and_each_once(nodes, highest, critical):
    graph, start = doc(nodes).graph(), next(iter(nodes))
    walked = paths.routes(graph, start, limit=100_000)
    kept = [r for r in walked if critical is None or any(edge.critical for _, edge in r) == critical]
    found = list(ranking.ranked(graph, start, highest=highest, critical=critical))
    assert sorted(map(repr, kept)) == sorted(repr(route) for _, route in found)
    points = [each for each, _ in found]
    assert points == sorted(points, reverse=highest)
    assert all(each == sum(edge.points for _, edge in route) for each, route in found)


def test_ways_of_equal_points_stay_in_file_order():
    even = decision(option("a", "best"), option("b", "poor"), option("c", "poor"), option("d", "poor"))
    found = ranking.ranked(doc({"a": even}).graph(), "a")
    assert [route[0][1].option for _, route in found] == ["a", "b", "c", "d"]


def test_a_maze_that_never_ends_is_left_at_once():
    nodes = {}
    for number in range(40):
        nodes |= row_of_four(f"n{number}", f"n{number + 1}")
    nodes |= row_of_four("n40", "n40")
    maze = doc(nodes).graph()
    assert ranking.number(maze, "n0") == 0 and list(ranking.ranked(maze, "n0")) == []


def test_the_first_of_countless_ways_come_at_once():
    graph = long_story(50).graph()
    assert ranking.number(graph, "n0") == 4**50
    assert [points for points, _ in islice(ranking.ranked(graph, "n0"), 3)] == [200, 199, 199]
    assert [points for points, _ in islice(ranking.ranked(graph, "n0", highest=False), 3)] == [0, 1, 1]


# The table


@given(graphs(), st.integers(1, 100))
def test_the_table_says_what_the_rules_say(nodes, mark):
    story = doc(nodes)
    table, walked = plays.plays(story, mark), rules.paths(story, limit=100_000)
    if table.extremes:
        return
    assert sorted(play.points for play in table.found) == sorted(path.score for path in walked)
    assert table.number == len(walked) and table.critical == sum(path.critical for path in walked)
    most = max((path.score for path in walked), default=0)
    assert (table.minimum, table.maximum) == (min((path.score for path in walked), default=0), most)
    passing = [p for p in walked if not p.critical and most and p.score * 100 >= mark * most]
    assert table.passing == len(passing) == len(plays.plays(story, mark, shown="passing").found)


def test_a_way_names_its_scenes_letters_and_ending():
    nodes = {
        "awal": decision(option("a", "violation"), option("b", "best", next="centang")),
        "centang": several(option("a", "best"), option("b", "poor"), option("c", "best"), next="urut"),
        "urut": rank(option("b", "best"), option("a", "best"), option("c", "best"), next="akhir"),
        "akhir": {"ending": "Selesai."},
    }
    best = plays.plays(doc(nodes), 75).found[0]
    assert [(choice.key, choice.letters) for choice in best.choices] == [
        ("awal", ("B",)),
        ("centang", ("A", "C")),
        ("urut", ("A", "B", "C")),
    ]
    assert (best.points, best.percent, best.passes, best.ending) == (12, 100, True, "akhir")


def test_percent_is_rounded_down_and_the_mark_is_reached_or_not():
    nodes = row_of_four("a", "b") | row_of_four("b", None)
    found = plays.plays(doc(nodes), 87).found
    assert [(play.points, play.percent, play.passes) for play in found[:3]] == [
        (8, 100, True),
        (7, 87, True),
        (7, 87, True),
    ]
    assert not plays.plays(doc(nodes), 88).found[1].passes


def test_a_critical_way_never_passes_whatever_its_points():
    nodes = row_of_four("a", "b", critical=True) | row_of_four("b", "c") | row_of_four("c", None)
    found = plays.plays(doc(nodes), 50, shown="critical").found
    assert found[0].percent == 66 and not any(play.passes for play in found)


@pytest.mark.parametrize(
    ("sort", "first"), [("highest", "AA"), ("lowest", "DD"), ("story", "AA"), ("shortest", "B")]
)
def test_the_order_asked_for(sort, first):
    nodes = row_of_four("a", "b") | row_of_four("b", None)
    del nodes["a"]["options"][1]["next"]
    found = plays.plays(doc(nodes), 75, sort=sort).found
    assert "".join(choice.letters[0] for choice in found[0].choices) == first


def test_too_many_ways_are_counted_and_only_both_ends_are_shown():
    table = plays.plays(long_story(30), 75)
    assert table.extremes and table.number == 4**30 and table.critical == 4**29
    assert table.passing is None
    assert table.found[0].points == 120 and table.found[-1].points == 0
    assert len(table.found) == 2 * plays.EXTREMES
    assert all(play.passes for play in plays.plays(long_story(30), 75, shown="passing").found)
    critical = plays.plays(long_story(30), 75, shown="critical").found
    assert critical[0].points == 116 and all(play.critical for play in critical)
