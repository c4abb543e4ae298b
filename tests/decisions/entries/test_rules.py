"""What an entry needs, and what makes one doubtful."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.decisions.entries.rules import (
    ATTENDANCE,
    COMMENDATION,
    COMPLAINT,
    KINDS,
    LEVELS,
    OUTAGE,
    SANCTION,
    Wanted,
    doubts,
    faults,
    reason_fault,
)
from training.decisions.entries.sheets import MOST_ROWS, Figures, lines, percent_of, read_rows

TODAY = date(2026, 11, 23)
GOOD = {
    SANCTION: {"title": "Teguran tertulis", "number": "800/12", "track": "discipline", "level": "light"},
    COMMENDATION: {"title": "Petugas teladan"},
    COMPLAINT: {"title": "Antrean lama", "number": "LAPOR-77", "upheld": "open"},
    OUTAGE: {"title": "Jaringan padam"},
}
YEAR = {"year": 2025, "percent": 98.5, "absent_days": 0}


def wanted(kind: str, **changed) -> Wanted:
    day = {"since": date(2026, 3, 2)} if kind != ATTENDANCE else YEAR
    return Wanted(**({"kind": kind} | GOOD.get(kind, {}) | day | changed))


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_has_a_form_that_is_whole(kind: str) -> None:
    assert not faults(wanted(kind), TODAY)


@pytest.mark.parametrize(
    ("kind", "changed", "why"),
    [
        ("praise", {}, {"kind": "unknown"}),
        (SANCTION, {"number": " "}, {"number": "empty"}),
        (SANCTION, {"title": ""}, {"title": "empty"}),
        (SANCTION, {"level": ""}, {"level": "unknown"}),
        (SANCTION, {"track": "both"}, {"track": "unknown"}),
        (SANCTION, {"track": "ethics"}, {"level": "unknown"}),
        (SANCTION, {"level": "open"}, {"level": "unknown"}),
        (SANCTION, {"since": None}, {"since": "empty"}),
        (SANCTION, {"since": date(1979, 12, 31)}, {"since": "range"}),
        (SANCTION, {"since": date(2027, 11, 24)}, {}),
        (SANCTION, {"since": date(2027, 11, 25)}, {"since": "future"}),
        (SANCTION, {"until": date(2026, 3, 1)}, {"until": "order"}),
        (SANCTION, {"until": date(2026, 3, 2)}, {}),
        (SANCTION, {"until": date(9999, 1, 1)}, {"until": "range"}),
        (SANCTION, {"note": "x" * 2001}, {"note": "long"}),
        (COMMENDATION, {"since": date(2026, 11, 24)}, {"since": "future"}),
        (COMMENDATION, {"since": TODAY}, {}),
        (COMPLAINT, {"number": ""}, {"number": "empty"}),
        (COMPLAINT, {"upheld": ""}, {"upheld": "unknown"}),
        (ATTENDANCE, {"year": 2027}, {"year": "range"}),
        (ATTENDANCE, {"year": None, "percent": None, "absent_days": None}, dict.fromkeys(YEAR, "empty")),
        (ATTENDANCE, {"percent": 100.01, "absent_days": 367}, {"percent": "range", "absent_days": "range"}),
        (
            ATTENDANCE,
            {"percent": float("nan"), "absent_days": -1},
            {"percent": "range", "absent_days": "range"},
        ),
        (ATTENDANCE, {"percent": 0, "absent_days": 366}, {}),
    ],
)
def test_what_is_missing_is_named(kind: str, changed: dict, why: dict) -> None:
    assert faults(wanted(kind, **changed), TODAY) == why


@given(
    st.sampled_from(["discipline", "ethics", "x"]), st.sampled_from(["light", "heavy", "closed", "open", ""])
)
def test_a_level_of_one_track_never_passes_on_the_other(track: str, level: str) -> None:
    whole = not faults(wanted(SANCTION, track=track, level=level), TODAY)
    assert whole == (level in LEVELS.get(track, ()))


def test_what_is_counted_is_plain() -> None:
    assert wanted(ATTENDANCE).counted() == {"percent": 98, "hundredths": 9850, "absent_days": 0}
    assert wanted(ATTENDANCE, percent=97.99).counted()["percent"] == 97
    assert wanted(ATTENDANCE, percent=98).counted()["hundredths"] == 9800
    assert wanted(COMPLAINT).counted() == {"upheld": None}
    assert wanted(COMPLAINT, upheld="yes").counted() == {"upheld": True} and not wanted(SANCTION).counted()
    assert wanted(ATTENDANCE).span() == (date(2025, 1, 1), date(2025, 12, 31))
    assert wanted(ATTENDANCE, year=None).span() == (wanted(ATTENDANCE, year=None).since, None)
    assert wanted(COMMENDATION, year=2025).span() == (date(2026, 3, 2), None)
    assert wanted(COMMENDATION, until=TODAY).span() == (date(2026, 3, 2), None)


def test_an_entry_of_before_the_service_is_doubtful_not_wrong() -> None:
    joined = {"joined_on": date(2026, 3, 2), "recorded_on": TODAY}
    assert doubts(COMPLAINT, date(2026, 3, 1), None, **joined) == ("before_service",)
    assert not doubts(COMPLAINT, date(2026, 3, 2), None, **joined)
    assert not doubts(COMPLAINT, date(2000, 1, 1), None, joined_on=None, recorded_on=TODAY)
    assert doubts(ATTENDANCE, date(2026, 1, 1), date(2026, 12, 31), **joined) == ("running_year",)
    assert doubts(ATTENDANCE, date(2025, 1, 1), date(2025, 12, 31), **joined) == ("before_service",)


def test_a_reason_is_short_and_there() -> None:
    assert reason_fault(" ") == "empty" and reason_fault("x" * 501) == "long" and not reason_fault("Salah")


NIP = "198609262015051001"


def test_rows_are_read_as_offices_write_them() -> None:
    rows = [["NIP", "Tahun", "Persen", "Hari"], [], ["19860926 201505 1 001", "2025", "98,5%", "0"], ["", ""]]
    assert read_rows(rows, TODAY) == ([Figures(3, NIP, 2025, 98.5, 0)], [])
    assert read_rows([[NIP, "2025", "98.5", "0"]], TODAY)[0] == [Figures(1, NIP, 2025, 98.5, 0)]


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        ([NIP, "2025", "98"], "row", "columns"),
        ([NIP, "2025", "98", "0", "x"], "row", "columns"),
        ([NIP[:15], "2025", "98", "0"], "nip", "length"),
        (["١٢٣٤٥٦٧٨٩٠١٢٣٤٥٦٧٨", "2025", "98", "0"], "nip", "length"),
        ([NIP, "25", "98", "0"], "year", "range"),
        ([NIP, "dua", "98", "0"], "year", "empty"),
        ([NIP, "2025", "101", "0"], "percent", "range"),
        ([NIP, "2025", "9,8,7", "0"], "percent", "empty"),
        ([NIP, "2025", "98", "-1"], "absent_days", "empty"),
        ([NIP, "2025", "98", "1000"], "absent_days", "range"),
    ],
)
def test_a_wrong_row_is_named_by_its_place(row: list[str], column: str, code: str) -> None:
    good, wrong = read_rows([[NIP, "2024", "98", "0"], row], TODAY)
    assert len(good) == 1 and [(each.row, each.column, each.code) for each in wrong] == [(2, column, code)]


def test_a_year_of_somebody_twice_is_wrong_the_second_time() -> None:
    good, wrong = read_rows(
        [[NIP, "2025", "98", "0"], [NIP, "2025", "97", "0"], [NIP, "2024", "97", "0"]], TODAY
    )
    assert [each.row for each in good] == [1, 3] and [(each.row, each.code) for each in wrong] == [
        (2, "twice")
    ]


def test_too_many_rows_are_not_taken() -> None:
    with pytest.raises(ValueError):
        read_rows([[NIP, "2025", "98", "0"]] * (MOST_ROWS + 1), TODAY)


figures = st.builds(
    Figures,
    row=st.integers(1, 9),
    nip=st.from_regex(r"[0-9]{18}", fullmatch=True),
    year=st.integers(1980, 2026),
    percent=st.integers(0, 10_000).map(lambda number: number / 100),
    absent_days=st.integers(0, 366),
)


@given(st.lists(figures, max_size=9, unique_by=lambda each: (each.nip, each.year)))
def test_what_is_sent_again_is_what_was_read(rows: list[Figures]) -> None:
    again, wrong = read_rows([line.split(";") for line in lines(rows).splitlines()], TODAY)
    assert not wrong and [each.line() for each in again] == [each.line() for each in rows]
    assert [each.wanted() for each in again] == [each.wanted() for each in rows]


@given(st.text(max_size=30))
def test_any_text_is_a_percentage_or_none(typed: str) -> None:
    found = percent_of(typed)
    assert found is None or found >= 0
