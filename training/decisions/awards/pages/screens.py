"""What the pages of awards show of a check: each criterion with its answer, its reasons and its strip."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _
from markupsafe import Markup

from ....core.charts import Span, strip
from ...acts import Past
from ..checks.criteria import Criterion
from ..checks.gaps import EXCUSED, GAP, HELD, NOT_ASKED
from ..wording.criteria import criterion_text
from ..wording.reasons import why_text

SPANS = {HELD: "period", GAP: "gap", EXCUSED: "excused", NOT_ASKED: "window"}


@dataclass(frozen=True, slots=True)
class Said:
    """An answer in words."""

    met: str
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """The days of one certification: drawn, in words, and how many days in a row are of which kind."""

    svg: Markup
    caption: str
    runs: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A criterion as it was answered, as it is answered today (None: not asked again), the pictures of its
    days, and what the team found."""

    place: int
    kind: str
    text: str
    then: Said
    today: Said | None
    pictures: tuple[Picture, ...]
    finding: Said | None = None


def rows_of(
    criteria: Sequence[Criterion],
    answers: Sequence[Mapping[str, Any]],
    *,
    today: Sequence[Mapping[str, Any]] | None = None,
    counsel: Past | None = None,
    tells_case: bool = True,
) -> list[Row]:
    """The rows of a check. `answers` are those of `rules.Answer.said`, as they were frozen or just made. What
    the team found about a case that may be running is left out where the reader may not know."""
    found = {each.place: Said(each.met, (each.why,)) for each in getattr(_act(counsel), "findings", ())}
    if not tells_case:
        found = {at: said for at, said in found.items() if criteria[at].kind != "not_under_case"}
    return [
        Row(
            place=at,
            kind=asked.kind,
            text=criterion_text(asked),
            then=said_of(answer),
            today=said_of(today[at]) if today is not None and at < len(today) else None,
            pictures=_pictures(answer),
            finding=found.get(at),
        )
        for at, (asked, answer) in enumerate(zip(criteria, answers, strict=False))
    ]


def said_of(answer: Mapping[str, Any]) -> Said:
    """A frozen answer in words."""
    return Said(str(answer["met"]), tuple(why_text(each["code"], each["values"]) for each in answer["why"]))


def counted(rows: Sequence[Row]) -> dict[str, int]:
    """How many criteria are met, are not, and are to be made sure of."""
    return {word: sum(row.then.met == word for row in rows) for word in ("yes", "no", "unknown")}


def _act(past: Past | None) -> Any:
    return past.act if past else None


def _pictures(answer: Mapping[str, Any]) -> tuple[Picture, ...]:
    return tuple(_picture(row["title"], row["runs"]) for row in answer.get("rows", ()) if row["runs"])


def _picture(title: str, runs: Sequence[Mapping[str, Any]]) -> Picture:
    labels = {
        HELD: _("Berlaku"),
        GAP: _("Tidak berlaku"),
        EXCUSED: _("Dikecualikan"),
        NOT_ASKED: _("Belum diminta"),
    }
    spans = [
        Span(SPANS[run["kind"]], _day(run, "first"), _day(run, "last"), labels[run["kind"]]) for run in runs
    ]
    first, last = spans[0].start, spans[-1].end
    days = {kind: sum(run["days"] for run in runs if run["kind"] == kind) for kind in labels}
    said = ", ".join(
        _("%(what)s %(days)s hari", what=labels[kind].lower(), days=count)
        for kind, count in days.items()
        if count
    )
    caption = f"{title}: {said}."
    shown = last > first
    drawn = strip(spans, start=first, end=last, today=last, title=title, desc=caption) if shown else Markup()
    return Picture(drawn, caption, tuple((run["kind"], run["days"]) for run in runs))


def _day(run: Mapping[str, Any], name: str) -> date:
    return date.fromisoformat(run[name])
