"""What is true about lists of people: what sums them up, who needs action first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

ENDING_DAYS = 60
# The order of the desk: what needs somebody's hand today stands above what runs by itself.
URGENCY = (
    *("overdue", "failed", "expired", "revoked", "delta_overdue", "grace", "expiring", "delta_due"),
    *("in_progress", "pending", "future", "certified"),
)
HELD = frozenset({"certified", "expiring", "grace"})


@dataclass(frozen=True, slots=True)
class Row:
    """One person on the desk as of a day. `state` is one of `URGENCY`; empty texts and None where unknown.

    `delta_*` tell of a newer version that somebody who holds a certificate has still to catch up with.
    """

    ref: str
    name: str
    nip: str
    unit_ref: str
    unit: str
    position: str
    state: str
    due_on: date | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    passed: int = 0
    number: str = ""
    version: int | None = None
    delta_version: int | None = None
    delta_due: date | None = None
    delta_late: bool = False

    @property
    def marks(self) -> tuple[str, ...]:
        """Everything the desk finds them under: their state, and what a newer version still asks of them."""
        if self.delta_due is None:
            return (self.state,)
        return self.state, "delta_overdue" if self.delta_late else "delta_due"


@dataclass(frozen=True, slots=True)
class Figures:
    """The desk in four numbers; `ending` counts those among `held` who end within `ENDING_DAYS`."""

    people: int
    held: int
    late: int
    ending: int


def figures(rows: Iterable[Row], *, on: date) -> Figures:
    """How many people there are, hold it on that day, are late, and hold it but not for long any more."""
    people = held = late = ending = 0
    horizon = on + timedelta(days=ENDING_DAYS)
    for row in rows:
        people += 1
        late += row.state == "overdue"
        if row.state in HELD:
            held += 1
            ending += row.valid_until is not None and row.valid_until <= horizon
    return Figures(people, held, late, ending)


def by_urgency(rows: Iterable[Row]) -> list[Row]:
    """Who needs action first: by state, then by the day that presses, then by name."""
    return sorted(rows, key=_urgency)


def narrow(rows: Iterable[Row], *, unit: str = "", state: str = "", words: str = "") -> list[Row]:
    """Rows of one unit (its reference), in one state, whose name or NIP holds all words. Empty: no limit."""
    wanted = words.casefold().split()
    digits = "".join(wanted) if wanted and "".join(wanted).isdigit() else ""
    return [
        row
        for row in rows
        if (not unit or row.unit_ref == unit)
        and (not state or state in row.marks)
        and ((digits and digits in row.nip) or all(word in row.name.casefold() for word in wanted))
    ]


def next_of(
    states: Sequence[str], *, counted: Sequence[bool], attested: bool, resting: bool
) -> tuple[str, int]:
    """What an officer does next: (kind, index of the module it is about, or -1).

    `states` are the modules' (`locked`, `new`, `reading`, `read`, `preparing`, `passed`), `counted` whether
    each is passed in this round, `resting` whether a certificate is held whose window is still shut. Kinds:
    `rest`, `start`, `resume`, `quiz`, `wait` (only what is not published is left), `attest`, `done`.
    """
    if resting:
        return "rest", -1
    waits = -1
    for place, (state, passed) in enumerate(zip(states, counted, strict=True)):
        if not passed and state == "preparing":
            waits = place if waits < 0 else waits
        elif not passed:
            return {"new": "start", "locked": "start", "reading": "resume"}.get(state, "quiz"), place
    if waits >= 0:
        return "wait", waits
    return ("done" if attested else "attest"), -1


def _urgency(row: Row) -> tuple[int, date, str, str]:
    first = min(row.marks, key=URGENCY.index)
    if first.startswith("delta_"):
        pressing = row.delta_due
    else:
        pressing = row.valid_until if row.state in HELD or row.state == "expired" else row.due_on
    return URGENCY.index(first), pressing or date.max, row.name.casefold(), row.ref
