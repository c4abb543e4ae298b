"""Small server-side SVG charts: positions in percent and looks in classes, so they fit any width and the CSP.

A chart only repeats what stands beside it in words or a table; `<title>` and `<desc>` say the same.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from markupsafe import Markup

KINDS = ("period", "window", "gap", "excused", "revoked")
TOP, BAND, BASE, HEIGHT, LINE = 26, 26, 64, 88, 20
NARROWEST_LABELLED = 14.0


@dataclass(frozen=True)
class Span:
    """A stretch of days, both ends inclusive; `kind` is one of `KINDS`, `label` stands inside if it fits."""

    kind: str
    start: date
    end: date
    label: str = ""


@dataclass(frozen=True)
class Mark:
    """One day worth a mark on the axis, such as a due date."""

    on: date
    label: str
    kind: str = "due"


def strip(
    spans: Iterable[Span],
    *,
    start: date,
    end: date,
    today: date,
    as_of: date | None = None,
    marks: Sequence[Mark] = (),
    title: str = "",
    desc: str = "",
    today_label: str = "",
    as_of_label: str = "",
) -> Markup:
    """One row of time: periods, windows and gaps as bars, years below, today and as-of as lines.

    Spans are clipped to `start`–`end` and those outside it left out. Raises ValueError for an unknown kind,
    a span that ends before it starts, or an empty frame.
    """
    if end <= start:
        raise ValueError("a strip must end after it starts")
    frame = _Frame(start, end)
    parts = [_bar_of_time(span, frame) for span in sorted(spans, key=_layer)]
    parts += [_mark(mark, frame) for mark in marks if frame.holds(mark.on)]
    parts += _years(frame)
    apart = as_of is not None and as_of != today and frame.holds(as_of)
    if apart:
        parts.append(_line(frame.at(as_of or today), "as-of", as_of_label))
    if frame.holds(today):
        parts.append(_line(frame.at(today), "today", today_label))
    return _svg("chart strip-chart", HEIGHT + (LINE if apart else 0), title, desc, parts)


def bar(done: int, total: int, *, title: str = "") -> Markup:
    """How much of a whole is done; more than the whole is shown as the whole, nothing of nothing as empty."""
    share = 0.0 if total <= 0 else 100 * min(max(done, 0), total) / total
    parts = [
        Markup('<rect class="bar-ground" width="100%" height="8" rx="4"/>'),
        Markup('<rect class="bar-done" width="{}" height="8" rx="4"/>').format(_percent(share)),
    ]
    return _svg("chart bar-chart", 8, title, "", parts)


def spread(low: float, middle: float, high: float, *, limit: float, title: str = "") -> Markup:
    """Where the middle half of some values lies between 0 and `limit`, and the value in the middle."""
    left, centre, right = (
        100 * min(max(value / limit, 0.0), 1.0) if limit > 0 else 0.0 for value in (low, middle, high)
    )
    parts = [
        Markup('<rect class="bar-ground" y="4" width="100%" height="4" rx="2"/>'),
        Markup('<rect class="spread-half" x="{}" width="{}" height="12" rx="3"/>').format(
            _percent(left), _percent(right - left)
        ),
        Markup('<line class="spread-middle" x1="{0}" x2="{0}" y1="0" y2="12"/>').format(_percent(centre)),
    ]
    return _svg("chart spread-chart", 12, title, "", parts)


@dataclass(frozen=True)
class _Frame:
    start: date
    end: date

    def at(self, day: date) -> float:
        """Where the beginning of `day` lies, in percent; the frame ends with the end of its last day."""
        return 100 * (day - self.start).days / ((self.end - self.start).days + 1)

    def holds(self, day: date) -> bool:
        return self.start <= day <= self.end


def _layer(span: Span) -> int:
    return {"period": 0, "gap": 0, "excused": 1, "revoked": 1, "window": 2}.get(span.kind, 0)


def _bar_of_time(span: Span, frame: _Frame) -> Markup:
    if span.kind not in KINDS:
        raise ValueError(f"unknown kind of span: {span.kind}")
    if span.end < span.start:
        raise ValueError("a span must not end before it starts")
    first, last = max(span.start, frame.start), min(span.end, frame.end)
    if last < first:
        return Markup()
    left, right = frame.at(first), frame.at(last + timedelta(days=1))
    low = span.kind == "window"
    bar_top, height = (TOP + BAND - 8, 8) if low else (TOP, BAND)
    said = Markup("<title>{}</title>").format(span.label) if span.label else Markup()
    box = Markup('<rect class="span-{}" x="{}" y="{}" width="{}" height="{}" rx="3">{}</rect>').format(
        span.kind, _percent(left), bar_top, _percent(right - left), height, said
    )
    return box + _cross(span, left, right) + _label(span, left, right)


def _cross(span: Span, left: float, right: float) -> Markup:
    if span.kind != "revoked":
        return Markup()
    return Markup('<line class="span-cross" x1="{}" x2="{}" y1="{}" y2="{}"/>').format(
        _percent(left), _percent(right), TOP + BAND // 2, TOP + BAND // 2
    )


def _label(span: Span, left: float, right: float) -> Markup:
    if not span.label or right - left < NARROWEST_LABELLED or span.kind in ("window", "revoked"):
        return Markup()
    return Markup('<text class="span-label wide" x="{}" dx="8" y="{}">{}</text>').format(
        _percent(left), TOP + 17, span.label
    )


def _mark(mark: Mark, frame: _Frame) -> Markup:
    return Markup('<circle class="mark mark-{}" cx="{}" cy="{}" r="5"><title>{}</title></circle>').format(
        mark.kind, _percent(frame.at(mark.on)), TOP + BAND, mark.label
    )


def _years(frame: _Frame) -> list[Markup]:
    """The axis: a tick at every new year, named where names have room on a phone."""
    parts = [Markup('<line class="axis" x1="0" x2="100%" y1="{0}" y2="{0}"/>').format(BASE)]
    years = [year for year in range(frame.start.year, frame.end.year + 1) if frame.holds(date(year, 1, 1))]
    every = len(years) // 6 + 1
    for year in years:
        x = _percent(frame.at(date(year, 1, 1)))
        parts.append(
            Markup('<line class="axis" x1="{0}" x2="{0}" y1="{1}" y2="{2}"/>').format(x, BASE, BASE + 6)
        )
        if (year - years[0]) % every == 0:
            anchor = _anchor(frame.at(date(year, 1, 1)))
            parts.append(
                Markup('<text x="{}" y="{}" text-anchor="{}">{}</text>').format(x, BASE + 20, anchor, year)
            )
    return parts


def _line(x: float, name: str, label: str) -> Markup:
    """A line across the row, its word above (today) or below the years (as of), where the two never meet."""
    y = 14 if name == "today" else HEIGHT + 14
    top, bottom = (20, BASE) if name == "today" else (TOP - 4, HEIGHT)
    return Markup(
        '<line class="{0}" x1="{1}" x2="{1}" y1="{2}" y2="{3}"/>'
        '<text class="{0}-label" x="{1}" y="{4}" text-anchor="{5}">{6}</text>'
    ).format(name, _percent(x), top, bottom, y, _anchor(x), label)


def _anchor(x: float) -> str:
    if x < 12:
        return "start"
    return "end" if x > 88 else "middle"


def _svg(kind: str, height: int, title: str, desc: str, parts: Iterable[Markup]) -> Markup:
    said = Markup("<title>{}</title>").format(title) if title else Markup()
    said += Markup("<desc>{}</desc>").format(desc) if desc else Markup()
    role = Markup('role="img" aria-label="{}"').format(title) if title else Markup('aria-hidden="true"')
    body = Markup().join(parts)
    return Markup('<svg class="{}" height="{}" width="100%" {} focusable="false">{}{}</svg>').format(
        kind, height, role, said, body
    )


def _percent(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") + "%"
