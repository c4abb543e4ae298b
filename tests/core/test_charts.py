"""What a reader of the charts would notice: where things stand, that nothing sticks out, that no markup slips in."""

import re
from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.core.charts import KINDS, Mark, Span, bar, spread, strip

YEAR = {"start": date(2026, 1, 1), "end": date(2026, 12, 31)}
DAYS = st.dates(date(2020, 1, 1), date(2032, 12, 31))
SPANS = st.builds(
    lambda kind, start, length, label: Span(kind, start, start + timedelta(length), label),
    st.sampled_from(KINDS),
    DAYS,
    st.integers(0, 2000),
    st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=12),
)


def parse(markup):
    return ElementTree.fromstring(str(markup))


def boxes(markup):
    return [
        (element.get("class"), float(element.get("x")[:-1]), float(element.get("width")[:-1]))
        for element in parse(markup).iter("rect")
    ]


def test_a_span_over_the_whole_frame_fills_it():
    chart = strip([Span("period", YEAR["start"], YEAR["end"])], **YEAR, today=date(2026, 7, 1))
    assert boxes(chart) == [("span-period", 0.0, 100.0)]


def test_both_end_days_of_a_span_count():
    chart = strip([Span("gap", date(2026, 6, 1), date(2026, 6, 1))], **YEAR, today=date(2026, 7, 1))
    [(_, left, width)] = boxes(chart)
    assert left == pytest.approx(100 * 151 / 365, abs=0.01)
    assert width == pytest.approx(100 / 365, abs=0.01)


def test_spans_that_meet_leave_no_hole_between_them():
    spans = [
        Span("period", date(2026, 1, 1), date(2026, 5, 31)),
        Span("gap", date(2026, 6, 1), date(2026, 12, 31)),
    ]
    (_, left, width), (_, next_left, _) = boxes(strip(spans, **YEAR, today=date(2026, 7, 1)))
    assert left + width == pytest.approx(next_left, abs=0.02)


def test_spans_and_marks_outside_the_frame_are_left_out():
    chart = strip(
        [Span("period", date(2024, 1, 1), date(2025, 12, 31))],
        **YEAR,
        today=date(2027, 1, 1),
        marks=[Mark(date(2027, 3, 1), "Jatuh tempo")],
        today_label="Hari ini",
    )
    assert boxes(chart) == []
    assert "Jatuh tempo" not in chart
    assert "Hari ini" not in chart


@given(st.lists(SPANS, max_size=6), DAYS, DAYS)
def test_nothing_sticks_out_of_the_frame_and_the_chart_is_sound(spans, today, as_of):
    chart = strip(
        spans, start=date(2024, 1, 1), end=date(2027, 12, 31), today=today, as_of=as_of, title="Masa berlaku"
    )
    for _, left, width in boxes(chart):
        assert left >= 0
        assert left + width <= 100.02
    assert " style=" not in chart
    assert " id=" not in chart


def test_labels_are_text_and_never_markup():
    chart = strip(
        [Span("period", YEAR["start"], YEAR["end"], "<script>x</script>")],
        **YEAR,
        today=date(2026, 7, 1),
        title='"><b>',
    )
    assert "<script" not in chart
    assert "<b>" not in chart


def test_it_says_its_title_and_description_to_a_reader():
    root = parse(strip([], **YEAR, today=date(2026, 7, 1), title="Masa berlaku", desc="Berlaku 2026"))
    assert root.get("role") == "img"
    assert root.find("title").text == "Masa berlaku"
    assert root.find("desc").text == "Berlaku 2026"


def test_today_and_as_of_are_two_lines_unless_they_are_the_same_day():
    day = date(2026, 7, 1)
    labels = {"today_label": "Hari ini", "as_of_label": "Per 3 Mei 2026"}
    apart = strip([], **YEAR, today=day, as_of=date(2026, 5, 3), **labels)
    assert "Hari ini" in apart
    assert "Per 3 Mei 2026" in apart
    assert "Per 3 Mei 2026" not in strip([], **YEAR, today=day, as_of=day, **labels)


def test_a_long_frame_names_few_enough_years_for_a_phone():
    chart = strip([], start=date(2000, 1, 1), end=date(2040, 1, 1), today=date(2026, 1, 1))
    assert 3 <= len(re.findall(r">20\d\d<", chart)) <= 7


@pytest.mark.parametrize(
    ("spans", "frame"),
    [
        ([Span("party", date(2026, 1, 1), date(2026, 2, 1))], YEAR),
        ([Span("period", date(2026, 2, 1), date(2026, 1, 1))], YEAR),
        ([], {"start": date(2026, 2, 1), "end": date(2026, 2, 1)}),
    ],
)
def test_impossible_strips_are_refused(spans, frame):
    with pytest.raises(ValueError):
        strip(spans, **frame, today=date(2026, 1, 1))


@pytest.mark.parametrize(
    ("done", "total", "width"),
    [(0, 5, "0%"), (1, 4, "25%"), (5, 5, "100%"), (7, 5, "100%"), (-1, 5, "0%"), (0, 0, "0%")],
)
def test_a_bar_is_never_shorter_than_nothing_or_longer_than_all(done, total, width):
    assert parse(bar(done, total)).findall("rect")[1].get("width") == width


def test_a_spread_shows_the_middle_half_and_the_middle():
    chart = spread(20, 30, 50, limit=100, title="Waktu")
    assert boxes_with_start(chart)["spread-half"] == (20, 30)
    assert [line.get("x1") for line in parse(chart).iter("line")] == ["30%"]


@given(st.lists(st.floats(0, 1e6), min_size=3, max_size=3), st.floats(0, 1e6))
def test_no_spread_leaves_its_frame(values, limit):
    left, width = boxes_with_start(spread(*sorted(values), limit=limit))["spread-half"]
    assert 0 <= left <= 100 and 0 <= left + width <= 100.01


def boxes_with_start(markup):
    found = [(box.get("class"), box.get("x") or "0%", box.get("width")) for box in parse(markup).iter("rect")]
    return {name: (float(x[:-1]), float(width[:-1])) for name, x, width in found}
