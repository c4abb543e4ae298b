"""So many at a time, whichever process asks, and no place lost to a crash."""

import subprocess
import sys

from training.core.slots import Slots


def test_no_more_than_so_many_and_again_when_one_is_free(tmp_path):
    mine, others = Slots(tmp_path, 2, name="uji"), Slots(tmp_path, 2, name="uji")
    with mine.take(quick=True) as first:
        with others.take(quick=True) as second, mine.take(quick=True, wait=0.2) as third:
            assert first is not None and second is not None and third is None
        with others.take(quick=True) as again:
            assert again is not None


def test_long_work_leaves_a_place_for_quick_work(tmp_path):
    slots = Slots(tmp_path, 3, name="uji")
    with slots.take(quick=False) as a, slots.take(quick=False) as b, slots.take(quick=False) as c:
        assert a is not None and b is not None and c is None
        with slots.take(quick=True) as quick:
            assert quick is not None
    single = Slots(tmp_path, 1, name="satu")
    with single.take(quick=False) as only, single.take(quick=True) as none:
        assert only is not None and none is None


def test_a_place_is_held_by_the_child_that_outlives_its_parent_and_by_no_longer(tmp_path):
    slots = Slots(tmp_path, 1, name="uji")
    with slots.take(quick=True) as place:
        child = subprocess.Popen(
            [sys.executable, "-c", "input()"], stdin=subprocess.PIPE, pass_fds=(place or 0,)
        )
    with slots.take(quick=True) as taken:
        assert taken is None
    child.kill()
    child.communicate()
    with slots.take(quick=True) as free:
        assert free is not None
