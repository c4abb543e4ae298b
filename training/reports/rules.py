"""What is true of the rows of files, and of what an officer does next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Row:
    """One person on the desk as of a day. `state` is a status or `in_progress`; empty texts and None where
    unknown. `excused` stands beside it.

    `delta_*` tell of a newer version that somebody who holds a certificate has still to catch up with.
    """

    ref: str
    name: str
    nip: str
    unit_ref: str
    unit: str
    position: str
    state: str
    excused: bool = False
    due_on: date | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    passed: int = 0
    number: str = ""
    version: int | None = None
    delta_version: int | None = None
    delta_due: date | None = None
    delta_late: bool = False


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
