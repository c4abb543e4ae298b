"""What is true about the clock of a run: how long it is, when it is over, when the next may begin."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from training.scenarios import paths
from training.scenarios.document import ScenarioDoc

TOLERANCE = timedelta(seconds=30)
SHORTEST, STEP = 15, 5


def scenes_of(docs: Iterable[ScenarioDoc]) -> int:
    """How many questions the longest way through all these stories asks."""
    found = 0
    for doc in docs:
        graph = {key: [replace(edge, points=1) for edge in edges] for key, edges in doc.graph().items()}
        found += paths.total(graph, doc.start, max) or len(graph)
    return found


def minutes_for(scenes: int, scene_minutes: int) -> int:
    """The minutes of a run: so many for each question, at least `SHORTEST`, rounded up to a `STEP`."""
    return max(SHORTEST, -(-scenes * scene_minutes // STEP) * STEP)


def extra_of(minutes: int, percent: int) -> int:
    """The minutes that so many percent add, rounded up."""
    return -(-minutes * percent // 100)


def is_overdue(deadline: datetime | None, *, now: datetime) -> bool:
    """Whether nothing more is taken; the last packet may come 30 s after the deadline. No deadline: never."""
    return deadline is not None and now > deadline + TOLERANCE


def deadline_of(minutes: int, *, seen: datetime) -> datetime | None:
    """When a run of so many minutes ends that was first seen now. None where no clock runs (0 minutes)."""
    return seen + timedelta(minutes=minutes) if minutes else None


def seconds_left(deadline: datetime | None, *, now: datetime) -> int | None:
    """Whole seconds until the deadline, at least 0. None where no clock runs."""
    return max(0, int((deadline - now).total_seconds())) if deadline else None


def waits_until(results: Sequence[tuple[datetime, bool]], minutes: int, *, now: datetime) -> datetime | None:
    """Until when the next run waits, if the last of `results` (end, passed) failed; None: it may begin."""
    if not results or results[-1][1]:
        return None
    until = results[-1][0] + timedelta(minutes=minutes)
    return until if now < until else None
