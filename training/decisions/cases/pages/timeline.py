"""The steps of a case as sentences with day and hand, each with its paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from ...models import Case, Step
from ..reading import address_of, names_of
from ..wording.labels import step_name
from ..words import sentence

SHOWN = {
    **{"replied": "text", "objected": "text", "noted": "text", "returned": "reason", "missed": "note"},
    **{"reviewed": "why", "closed": "note"},
}
LONGEST_SHOWN = 600


@dataclass(frozen=True, slots=True)
class Told:
    """A step as the timeline shows it; `more` is what somebody said in it."""

    number: int
    on: date
    at: datetime
    iso: str
    text: str
    more: str
    by: str
    inner: bool
    document: str
    paper: str


def timeline(case: Case) -> list[Told]:
    """Every step as a sentence, the first first."""
    names = names_of(case)
    return [_told(case, step, names) for step in case.steps]


def _told(case: Case, step: Step, names: dict[str, str]) -> Told:
    return Told(
        number=step.number,
        on=step.on,
        at=step.at,
        iso=step.on.isoformat(),
        text=sentence(step, names),
        more=_said(step),
        by=step.by.name,
        inner=step.inner,
        document=step_name(step.kind),
        paper=f"{address_of(case)}/steps/{step.number}.pdf" if step.salt else "",
    )


def _said(step: Step) -> str:
    """What somebody wrote in a step, where it is short enough to be read in the timeline."""
    field = SHOWN.get(step.kind)
    words = str(step.said.get(field) or "") if field else ""
    return words if len(words) <= LONGEST_SHOWN else words[:LONGEST_SHOWN].rstrip() + "…"
