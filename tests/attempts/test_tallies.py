"""Shares of options and ways from answers alone: what is hidden, what loops and gaps come to, what is flagged."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.attempts.statistics import ItemFigures
from training.attempts.tallies import (
    ENOUGH,
    TOGETHER,
    Flag,
    Step,
    countable,
    flags,
    node_tallies,
    seconds_of,
    way_tallies,
)
from training.scenarios import formats

from .office import AMPLOP

DOC = formats.parse(AMPLOP, name="amplop")
FULL = (Step("meja", "x", 30), Step("tanya", "q", 20))
ENDED = (Step("meja", "y", 10),)
HALF = (Step("meja", "z", 40),)
WAYS = st.lists(st.sampled_from([FULL, ENDED, HALF, ()]), max_size=60)


@pytest.mark.parametrize(("runs", "expected"), [(0, 0), (19, 0), (20, 20), (24, 20), (25, 25), (101, 100)])
def test_how_many_runs_count(runs, expected):
    assert countable(runs) == expected


@given(WAYS)
def test_nothing_is_told_of_fewer_than_enough(ways):
    for node in node_tallies(DOC, ways):
        assert (node.shares is None) == (node.seconds is None) == (node.met < ENOUGH)
        if node.shares:
            assert sum(node.shares.values()) == pytest.approx(100)


@given(WAYS)
def test_no_way_of_a_few_is_shown_and_the_commonest_stands_first(ways):
    shown = way_tallies(DOC, ways)
    assert all(way.share * len(ways) / 100 >= TOGETHER - 1e-9 for way in shown)
    assert [way.share for way in shown] == sorted((way.share for way in shown), reverse=True)
    assert sum(way.share for way in shown) <= 100 + 1e-9


def test_a_story_that_was_not_brought_to_its_end_is_told_apart():
    told = {way.steps: way.finished for way in way_tallies(DOC, [FULL, ENDED, HALF, ()] * 5)}
    assert told == {
        (("meja", "x"), ("tanya", "q")): True,
        (("meja", "y"),): True,
        (("meja", "z"),): False,
        (): False,
    }


def test_who_came_back_counts_at_both_options_but_once():
    back = (Step("meja", "z", 5), Step("meja", "x", 5), Step("meja", "x", 5))
    table = node_tallies(DOC, [back] * 20)[0]
    assert (table.met, table.shares) == (20, {"x": 100, "y": 0, "z": 100})


def test_times_are_those_of_runs_that_answered():
    assert tuple(seconds_of([FULL] * 20 + [()] * 20)) == (50, 50, 50)
    assert seconds_of([FULL] * 19) is None


def item(discrimination, efficiency):
    return ItemFigures(40, 80.0, discrimination, efficiency)


def test_flags_stand_worst_first():
    nodes = node_tallies(DOC, [FULL] * 40)
    unchosen = [Flag("unchosen", "meja", "y"), Flag("unchosen", "meja", "z"), Flag("unchosen", "tanya", "r")]
    assert flags(DOC, item(-0.1, -0.2), nodes) == [Flag("negative"), *unchosen]
    assert flags(DOC, item(10.0, 14.9), nodes) == [*unchosen, Flag("weak")]
    assert flags(DOC, item(10.0, 15.0), nodes) == unchosen
    assert flags(DOC, item(None, None), nodes) == unchosen
    assert flags(DOC, item(0.0, 0.0), []) == [Flag("weak")]
