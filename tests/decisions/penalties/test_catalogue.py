"""The catalogue: an act is judged by the regulation of its day, the tracks never mix, nobody is sentenced."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.decisions.penalties.catalogue import (
    kind,
    kinds_on,
    regulation,
    regulations,
)
from training.decisions.penalties.rules import LEVELS, REMEDIES, Absence, Regulation, months_fault
from training.decisions.tracks import DISCIPLINE, ETHICS
from training.people.models import EMPLOYMENT

TODAY, THEN = date(2026, 11, 23), date(2020, 5, 4)


def keys(track: str, day: date, employment: str) -> list[str]:
    return [each.key for each in kinds_on(track, day, employment)]


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2010, 6, 5), None),
        (date(2010, 6, 6), "pp-53-2010"),
        (date(2021, 8, 30), "pp-53-2010"),
        (date(2021, 8, 31), "pp-94-2021"),
        (TODAY, "pp-94-2021"),
    ],
)
def test_an_act_is_judged_by_the_regulation_of_its_day(day: date, name: str | None) -> None:
    found = regulation(DISCIPLINE, day)
    assert (found.key if found else None) == name


def test_the_kinds_of_today() -> None:
    assert keys(DISCIPLINE, TODAY, "pns") == [
        "verbal_reprimand",
        "written_reprimand",
        "written_displeasure",
        "allowance_cut",
        "raise_delayed",
        "promotion_delayed",
        "rank_lowered",
        "position_lowered",
        "position_relieved",
        "dismissal",
    ]
    assert "dishonourable_dismissal" not in keys(DISCIPLINE, TODAY, "pns")
    assert "dishonourable_dismissal" in keys(DISCIPLINE, THEN, "pns")
    assert "allowance_cut" not in keys(DISCIPLINE, THEN, "pns")


def test_the_cut_of_the_allowance_is_not_applied_yet_and_says_what_is_meanwhile() -> None:
    cut = kind(DISCIPLINE, "allowance_cut", TODAY)
    assert cut and not cut.applied and "Pasal 42" in cut.note and cut.months == (6, 9, 12)
    instead = {each.stands_in_for: each.key for each in kinds_on(DISCIPLINE, TODAY) if each.stands_in_for}
    assert instead == {
        ("allowance_cut", 6): "raise_delayed",
        ("allowance_cut", 9): "promotion_delayed",
        ("allowance_cut", 12): "rank_lowered",
    }


def test_levels_follow_the_regulation() -> None:
    def level_of(track: str, key: str, day: date) -> str:
        found = kind(track, key, day)
        return found.level if found else ""

    assert level_of(DISCIPLINE, "written_displeasure", TODAY) == "light"
    assert level_of(DISCIPLINE, "rank_lowered", TODAY) == "medium"
    assert level_of(DISCIPLINE, "position_relieved", TODAY) == "heavy"
    assert level_of(DISCIPLINE, "moral_open", TODAY) == level_of(ETHICS, "moral_open", TODAY) == ""
    assert level_of(DISCIPLINE, "dismissal", date(2000, 1, 1)) == ""


def test_only_dismissal_goes_to_the_appeal_board() -> None:
    to_the_board = {each.key for each in kinds_on(DISCIPLINE, TODAY) if each.remedy == "appeal_bpasn"}
    assert to_the_board == {"dismissal", "contract_ended"}
    assert kind(DISCIPLINE, "verbal_reprimand", TODAY).remedy == "objection"
    assert kind(DISCIPLINE, "dismissal", THEN).remedy == "appeal_bapek"


def test_contract_staff_are_bound_by_their_own_rules() -> None:
    for employment in ("pppk", "pppk_part"):
        found = kinds_on(DISCIPLINE, TODAY, employment)
        assert [each.key for each in found][-1] == "contract_ended"
        assert all("periksa kontrak" in each.note for each in found)
    assert keys(DISCIPLINE, TODAY, "non_asn") == ["contract_measure"]


def test_the_tracks_never_mix() -> None:
    for day in (THEN, TODAY):
        ethics, discipline = (set(keys(track, day, "")) for track in (ETHICS, DISCIPLINE))
        assert ethics and discipline and not ethics & discipline
    assert {each.level for each in kinds_on(ETHICS, TODAY)} == {""}
    recommended = kind(ETHICS, "administrative_recommended", TODAY)
    assert not recommended.sanction and recommended.opens == DISCIPLINE
    assert not kind(ETHICS, "not_proven", TODAY).sanction


def test_a_moral_sanction_says_how_it_is_made_known() -> None:
    assert kind(ETHICS, "moral_closed", TODAY).told == ("room",)
    assert kind(ETHICS, "moral_open", TODAY).told == ("meeting", "ceremony", "board", "media")


def test_medium_and_heavy_stand_in_the_way_of_awards_and_light_does_not() -> None:
    for day in (THEN, TODAY):
        for each in kinds_on(DISCIPLINE, day):
            assert ("award" in each.blocks) == (each.level in ("medium", "heavy"))
    assert "promotion" in kind(DISCIPLINE, "rank_lowered", TODAY).blocks
    assert not any(each.blocks for each in kinds_on(ETHICS, TODAY))


def test_a_length_must_go_with_the_kind() -> None:
    cut, reprimand = kind(DISCIPLINE, "allowance_cut", TODAY), kind(DISCIPLINE, "verbal_reprimand", TODAY)
    assert months_fault(cut, None) == "missing" and months_fault(cut, 7) == "unknown"
    assert not months_fault(cut, 9) and not months_fault(reprimand, None)
    assert months_fault(reprimand, 6) == "unknown"


def row_for(found: Regulation, days: int) -> Absence | None:
    """The row of the table for so many days; never two."""
    rows = [row for row in found.absence if row.least <= days and (row.most is None or days <= row.most)]
    assert len(rows) < 2
    return rows[0] if rows else None


@pytest.mark.parametrize(
    ("day", "days", "key", "months"),
    [
        (TODAY, 2, None, None),
        (TODAY, 3, "verbal_reprimand", None),
        (TODAY, 4, "written_reprimand", None),
        (TODAY, 10, "written_displeasure", None),
        (TODAY, 11, "allowance_cut", 6),
        (TODAY, 16, "allowance_cut", 9),
        (TODAY, 20, "allowance_cut", 12),
        (TODAY, 21, "position_lowered", 12),
        (TODAY, 27, "position_relieved", 12),
        (TODAY, 28, "dismissal", None),
        (TODAY, 200, "dismissal", None),
        (THEN, 4, None, None),
        (THEN, 5, "verbal_reprimand", None),
        (THEN, 16, "raise_delayed", 12),
        (THEN, 35, "rank_lowered_longer", 36),
        (THEN, 46, "dismissal", None),
    ],
)
def test_the_table_of_absences(day: date, days: int, key: str | None, months: int | None) -> None:
    row = row_for(regulation(DISCIPLINE, day), days)
    assert (row.kind if row else None) == key and (row.months if row else None) == months


def test_ten_days_in_a_row_are_a_row_of_their_own() -> None:
    row = regulation(DISCIPLINE, TODAY).absence_in_a_row
    assert (row.least, row.kind) == (10, "dismissal") and regulation(
        DISCIPLINE, THEN
    ).absence_in_a_row is None


@given(st.integers(0, 400), st.sampled_from([THEN, TODAY]))
def test_more_absence_never_points_to_something_lighter(days: int, day: date) -> None:
    found = regulation(DISCIPLINE, day)
    rows = list(found.absence)
    here, after = row_for(found, days), row_for(found, days + 1)
    assert here is None or (after and rows.index(here) <= rows.index(after) <= rows.index(here) + 1)


def test_the_file_is_whole() -> None:
    for each in regulations():
        assert each.source and each.checked_how and each.checked_on == date(2026, 11, 22)
        assert len({found.key for found in each.kinds}) == len(each.kinds)
        for found in each.kinds:
            assert found.label("id") != found.label("en") and found.article
            assert found.remedy in REMEDIES and found.level in ("", *LEVELS)
            assert set(found.who) <= set(EMPLOYMENT) and found.sure in ("S", "S2", "M")
        assert all(each.kind(row.kind) for row in each.absence)


def test_no_two_regulations_of_a_track_hold_on_one_day() -> None:
    for track in (ETHICS, DISCIPLINE):
        spans = sorted((each.since, each.until or date.max) for each in regulations() if each.track == track)
        assert all(one[1] < other[0] for one, other in pairwise(spans))
