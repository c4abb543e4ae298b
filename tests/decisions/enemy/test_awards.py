"""Awards: who counselled does not come back to decide, and no day is too far to be asked about."""

from datetime import date

import pytest

from training.decisions.awards.pages.candidate_views import day_of
from training.decisions.awards.procedure.acts import ACTS
from training.decisions.awards.procedure.faulting import faults
from training.decisions.awards.procedure.naming import conflict
from training.decisions.awards.procedure.stages import Taker, counselled

from ..awards.test_stages import REF, SAID, after, setting

ANEW = ("seconded", "appointed", "weighed", "appointed", "weighed", "proposed")


@pytest.mark.parametrize("kind", ["decided", "declined"])
def test_who_was_present_when_the_team_weighed_decides_nothing(kind: str) -> None:
    history, act = after(*ANEW), ACTS[kind].model_validate(SAID[kind])
    assert counselled(history) == {REF["hendra"], REF["yanti"]}
    for name, codes in (("yanti", ["same_person"]), ("kartika", [])):
        by = Taker(REF[name], frozenset({"official"}))
        assert [fault.code for fault in faults(history, act, by, setting())] == codes


def test_nor_do_they_follow_the_official() -> None:
    def code(name: str) -> str:
        return conflict(after(*ANEW), "succeeded", REF[name], by=REF["hesti"], setting=setting())

    assert (code("yanti"), code("imam")) == ("same_person", "")


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("9999-12-31", None),
        ("9999-12-30", date(9999, 12, 30)),
        (" 2026-11-22 ", date(2026, 11, 22)),
        ("besok", None),
    ],
)
def test_a_day_after_which_none_comes_is_no_day(typed: str, day: date | None) -> None:
    assert day_of(typed) == day
