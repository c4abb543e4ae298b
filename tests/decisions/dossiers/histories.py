"""Random histories of an officer: what was done and entered, each with when it came on record and was undone."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from training.certifications.kept import RoundKept
from training.core.clock import day_in
from training.decisions.dossiers.facts.gathering import Gathered, StepSaid
from training.decisions.entries.models import COMMENDATION, OUTAGE, SANCTION, Entry
from training.people.work import DepartureKept, PostKept

from .worlds import (
    ACT,
    NEW,
    OLD,
    ONE,
    SCHEME,
    TWO,
    assignment,
    at,
    declaration,
    excusal,
    extension,
    judged_anew,
    lesson,
    officer,
    run,
    trail,
)

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
FIRST = at(ACT - 20 * DAY, "00:00")
END = at(ACT + 40 * DAY)
WRONG, PUNISHED = "Menerima amplop itu.", "Pernyataan tidak puas"
KINDS = (
    *("run", "declared", "asked", "round", "excusal", "extension", "sanction", "commendation", "outage"),
    *("post", "away", "lesson", "remedied", "reply"),
)


@dataclass(frozen=True)
class Deed:
    """Something that came on record at a moment, about a day, and was perhaps undone: withdrawn, ended,
    revoked, judged anew. `turn` decides between variants."""

    kind: str
    number: int
    day: date
    recorded_at: datetime
    undone_at: datetime | None
    turn: int

    def known(self, until: datetime) -> "Deed | None":
        """It as it was on record at a moment."""
        if self.recorded_at > until:
            return None
        gone = self.undone_at is not None and self.undone_at <= until
        return self if gone else replace(self, undone_at=None)


moments = st.integers(0, 40 * 24).map(lambda hours: FIRST + hours * HOUR)
days = st.integers(-20, 20).map(lambda n: ACT + n * DAY)


@st.composite
def deeds(draw: st.DrawFn) -> list[Deed]:
    """Up to a dozen deeds of any kind."""
    found = []
    for number, kind in enumerate(draw(st.lists(st.sampled_from(KINDS), max_size=12))):
        recorded = draw(moments)
        undone = draw(st.none() | st.integers(1, 500).map(lambda hours: recorded + hours * HOUR))  # noqa: B023
        found.append(Deed(kind, number, draw(days), recorded, undone, draw(st.integers(0, 3))))
    return found


def history(told: Iterable[Deed], until: datetime = END) -> Gathered:
    """The officer of whom these deeds were on record by a moment: D.4 of the first version, amended since."""
    known = [each for deed in told if (each := deed.known(until)) is not None]
    of: dict[str, list[Any]] = {kind: [_made(each) for each in known if each.kind == kind] for kind in KINDS}
    read = [each.recorded_at for each in known if each.kind == "lesson"]
    lessons = lesson(min(read)) if read else replace(lesson(END), started_at=None, read_at=None)
    return officer(
        trails={"D.4": trail(ONE, (ONE, TWO), (OLD, NEW))},
        lessons=(lessons,),
        runs=tuple(sorted(of["run"], key=lambda each: each.ended_at)),
        declarations=tuple(of["declared"]),
        assignments=tuple(of["asked"]),
        rounds=tuple(of["round"]),
        decided=tuple(of["excusal"] + of["extension"]),
        entries=tuple(of["sanction"] + of["commendation"] + of["outage"]),
        posts=tuple(of["post"]),
        departures=tuple(of["away"]),
        steps=tuple(sorted(of["remedied"] + of["reply"], key=lambda each: each.at)),
    )


def _made(deed: Deed) -> Any:
    day, moment, undone, ref = deed.day, deed.recorded_at, deed.undone_at, f"{deed.number:012}"
    version = TWO if deed.turn == 3 else ONE
    last = day + deed.turn * DAY
    match deed.kind:
        case "run":
            return _run(deed)
        case "declared":
            return replace(declaration(moment, version), record=f"attestation:{ref}")
        case "asked":
            return assignment(moment, day, undone)
        case "round":
            on = day_in("Asia/Jakarta", moment)
            ends = on + (1 + 10 * deed.turn) * DAY
            return RoundKept(
                *(f"period:{ref}", SCHEME, deed.number, 1, f"S-{ref}", on, on, ends, ends, moment, undone)
            )
        case "excusal":
            return replace(excusal(day, last, moment, undone), record=f"excusal:{ref}")
        case "extension":
            return replace(extension(day, moment), record=f"extension:{ref}", withdrawn_at=undone)
        case "sanction" | "commendation" | "outage":
            return _entry(deed)
        case "post":
            return PostKept(f"Unit {ref}", "Petugas", "", day, last, moment, undone, "")
        case "away":
            return DepartureKept(day, last if deed.turn else None, moment, undone)
    said: dict[str, Any] = {"clauses": ["D.4"], "due_on": day.isoformat(), "text": "Tidak demikian."}
    own = deed.kind == "reply"
    return StepSaid(f"step:{ref}", own, "replied" if own else "remedied", day, moment, said)


def _run(deed: Deed) -> Any:
    grade = ("best", "poor", "violation", "best")[deed.turn]
    made = run(deed.recorded_at, grade)
    right = grade == "best"
    answers = tuple(each if right else replace(each, chosen=(WRONG,)) for each in made.answers)
    made = replace(made, ref=f"{deed.number:012}", answers=answers)
    if deed.undone_at is None:
        return made
    return judged_anew(made, deed.undone_at, "acceptable", void=deed.turn == 1)


def _entry(deed: Deed) -> Entry:
    kind = {"sanction": SANCTION, "commendation": COMMENDATION, "outage": OUTAGE}[deed.kind]
    return Entry(
        ref=f"{deed.number:012}",
        kind=kind,
        track=("ethics", "discipline")[deed.turn % 2] if kind == SANCTION else "",
        level="",
        title=PUNISHED if kind == SANCTION else "Teladan",
        number="",
        counted={},
        since=deed.day,
        until=deed.day + deed.turn * DAY,
        recorded_at=deed.recorded_at,
        withdrawn_at=deed.undone_at,
    )
