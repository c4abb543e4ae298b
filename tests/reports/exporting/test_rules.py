"""What may be asked of an export, and sets of people as bytes."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.reports.exporting.members import lists, pack
from training.reports.exporting.norms import LEAST, norm_for, norms
from training.reports.exporting.reach import Reached
from training.reports.exporting.rules import (
    BY_DAY,
    FORMS,
    KINDS,
    MOST_YEARS,
    TIMES,
    XLSX,
    Asked,
    read_asked,
)

TODAY = date(2026, 11, 23)


@given(st.sets(st.integers(min_value=1, max_value=200_000), max_size=60), st.integers(1, 200_000))
def test_a_packed_set_knows_its_members_and_nobody_else(people: set[int], other: int) -> None:
    packed = pack(people)
    assert all(lists(packed, person) for person in people)
    assert lists(packed, other) == (other in people)


def test_a_hundred_thousand_people_are_a_few_bytes() -> None:
    assert len(pack(range(5, 100_005))) < 200 and pack([]) == b"" and not lists(b"", 1)


def test_every_kind_can_be_opened_in_a_spreadsheet() -> None:
    assert set(FORMS) == set(TIMES) == set(KINDS)
    assert all(forms[0] == XLSX for forms in FORMS.values())


def test_what_is_empty_is_what_is_usual() -> None:
    assert read_asked({}, today=TODAY) == (Asked("matrix", TODAY, TODAY), {})
    asked, wrong = read_asked({"kind": "siasn"}, today=TODAY)
    assert (asked.since, asked.until, wrong) == (date(2026, 1, 1), TODAY, {})
    asked, wrong = read_asked({"kind": "hours"}, today=TODAY)
    assert (asked.since, asked.until, list(asked.years)) == (date(2026, 1, 1), date(2026, 12, 31), [2026])
    assert read_asked({"kind": "hours", "from": "2024"}, today=TODAY)[0].until == date(2026, 12, 31)


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"kind": "matrix", "on": "22-11-2026"}, {"on": "unreadable"}),
        ({"kind": "matrix", "on": "0001-01-01"}, {"on": "far"}),
        ({"kind": "siasn", "since": "2026-02-30"}, {"since": "unreadable"}),
        ({"kind": "siasn", "since": "2026-03-02", "until": "2026-03-01"}, {"until": "reversed"}),
        ({"kind": "hours", "from": "२०२६"}, {"from": "unreadable"}),
        ({"kind": "hours", "from": "2026", "to": "2025"}, {"to": "reversed"}),
        ({"kind": "hours", "from": "2020", "to": str(2020 + MOST_YEARS)}, {"to": "many_years"}),
    ],
)
def test_what_cannot_be_is_named(typed: dict[str, str], wrong: dict[str, str]) -> None:
    assert read_asked(typed, today=TODAY)[1] == wrong


@given(
    st.dictionaries(
        st.sampled_from(["kind", "on", "since", "until", "from", "to", "unit", "scheme"]), st.text()
    )
)
def test_whatever_is_typed_gives_days_or_faults(typed: dict[str, str]) -> None:
    asked, wrong = read_asked(typed, today=TODAY)
    assert asked.kind in KINDS and (wrong or asked.since <= asked.until)
    if TIMES[asked.kind] == BY_DAY:
        assert asked.since == asked.until


def test_the_record_keeps_what_was_asked() -> None:
    asked = Asked("siasn", date(2026, 1, 1), TODAY, unit="abc")
    assert asked.filters() == {"unit": "abc", "since": "2026-01-01", "until": "2026-11-23"}


def test_norms_are_dated_data_with_a_source() -> None:
    found = norm_for("pns", 2026)
    assert found and (found.jp, found.bound) == (20, LEAST) and "PP 11/2017" in found.source
    assert all(norm.checked_on and norm.checked_how for norm in norms())
    assert norm_for("pns", 2010) is None and norm_for("non_asn", 2026) is None and norm_for("", 2026) is None


def test_coverage_is_rounded_down_and_never_divides_by_nobody() -> None:
    assert Reached("a", 200, either=199).percent == 99 and Reached("a").percent == 0
    first = Reached("a", 2, 1, 1, 2, date(2026, 1, 2), date(2026, 1, 3))
    both = first.plus(Reached("b", 3, 0, 0, 0)).plus(
        Reached("c", 1, 1, 1, 1, date(2025, 1, 1), date(2026, 2, 1))
    )
    assert (both.people, both.either, both.percent) == (6, 3, 50)
    assert (both.first, both.last) == (date(2025, 1, 1), date(2026, 2, 1))
