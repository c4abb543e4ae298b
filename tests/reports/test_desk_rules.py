"""Links, figures, units and pages of the desk, by vectors and properties."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.certifications.spans.choosing import LATE, LATE_BUCKETS, Choice, bucket_counts
from training.certifications.spans.counting import Cell
from training.certifications.spans.listing import slices
from training.certifications.spans.rules import BUCKETS
from training.reports.desk.asked import Asked, BadDay, read
from training.reports.desk.tally import figures, marks, places

CELLS = [
    Cell(1, "certified", "certified", 0, 5),
    Cell(1, "expiring", "expiring", 30, 1),
    Cell(2, "certified", "certified", 90, 2),
    Cell(2, "overdue", "overdue", 0, 3),
    Cell(3, "excused", "overdue", 0, 1),
    Cell(3, "delta_due", "certified", 60, 1),
    Cell(0, "revoked", "revoked", 0, 1),
]
PARENTS = {3: None, 1: None, 2: 1}

words = st.text(max_size=30)
days = st.none() | st.dates(date(1990, 1, 1), date(2100, 12, 31))


@given(st.builds(Asked, scheme=words, unit=words, q=words, on=days, known=days))
def test_a_link_asks_for_the_same_again(asked: Asked) -> None:
    again = read(asked.links)
    assert read(again.links) == again
    assert (again.on, again.known) == (asked.on, asked.known)


@given(st.dictionaries(st.sampled_from(["status", "kind", "employment", "within", "q", "unit"]), words))
def test_what_nobody_can_be_asks_for_nothing(given_: dict[str, str]) -> None:
    asked = read(given_)
    assert asked.status in ("", *BUCKETS, LATE) and asked.days in (0, 30, 60, 90)


@pytest.mark.parametrize("typed", ["2026-02-30", "kemarin", "0001-01-01", "9999-12-31", "2026-W01-1x"])
@pytest.mark.parametrize("name", ["on", "known"])
def test_a_day_that_cannot_be_read_is_refused(name: str, typed: str) -> None:
    with pytest.raises(BadDay):
        read({name: typed})


def test_the_sentence_counts_each_once() -> None:
    found = figures(CELLS)
    assert (found.people, found.held, found.late, found.excused) == (14, 9, 4, 1)
    assert found.ending == ((30, 1), (60, 2), (90, 4)) and found.percent == 64
    assert figures([]).percent == 0


def test_nobody_is_all_of_them_while_one_is_missing() -> None:
    assert (
        figures([Cell(1, "certified", "certified", 0, 999), Cell(1, "overdue", "overdue", 0, 1)]).percent
        == 99
    )


def test_units_hold_what_lies_beneath_them() -> None:
    top = [(place.unit_id, place.figures.people, place.own) for place in places(CELLS, PARENTS, None)]
    assert top == [(0, 1, True), (3, 2, False), (1, 11, False)]
    inside = [(place.unit_id, place.figures.people, place.own) for place in places(CELLS, PARENTS, 1)]
    assert inside == [(1, 6, True), (2, 5, False)]
    assert places(CELLS[:1], PARENTS, 2) == []


def test_marks_count_a_person_under_everything_they_are() -> None:
    told = dict(marks(CELLS, Choice()))
    assert told == {
        "overdue": 4, "revoked": 1, "expiring": 1, "delta_due": 1, "excused": 1, "certified": 8,
    }  # fmt: skip
    assert sum(bucket_counts(CELLS, Choice(mark=LATE)).values()) == 4
    assert bucket_counts(CELLS, Choice(mark="overdue")) == {"overdue": 3, "excused": 1}
    assert bucket_counts(CELLS, Choice(within=60)) == {"expiring": 1, "delta_due": 1}
    assert set(LATE_BUCKETS) < set(BUCKETS)


@given(st.dictionaries(st.sampled_from(BUCKETS), st.integers(0, 90)), st.integers(1, 40))
def test_pages_hold_everybody_once_and_in_order(counts: dict[str, int], size: int) -> None:
    told: list[tuple[str, int]] = []
    for offset in range(0, sum(counts.values()), size):
        page = slices(counts, offset, size)
        assert sum(part.limit for part in page) <= size
        told += [(part.bucket, part.offset + place) for part in page for place in range(part.limit)]
    assert told == [(bucket, place) for bucket in BUCKETS for place in range(counts.get(bucket, 0))]
