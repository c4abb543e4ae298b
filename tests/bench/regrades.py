"""How long a regrade takes with many runs: its list, its confirmation, and how long the worker keeps the pen.

`python -m tests.bench.regrades [--database URL] [--runs 5000]` prints seconds; the runs are written first.
"""

import time
from collections.abc import Callable

import sqlalchemy as sa

from training.attempts.models import Attempt
from training.attempts.regrading import working
from training.attempts.regrading.holding import hold
from training.attempts.regrading.impact import impact_of
from training.attempts.regrading.models import HeldItem, Regrade
from training.attempts.regrading.service import confirm, propose
from training.core.clock import now
from training.core.db import db
from training.core.worker import Worker
from training.people.models import Person
from training.scenarios.models import ScenarioVersion

from .office import asked, opened, take_runs


def timed(name: str, act: Callable[[], object]) -> None:
    db.session.rollback()
    start = time.perf_counter()
    act()
    print(f"{name:<40} {time.perf_counter() - start:7.2f} s")


def held_most() -> ScenarioVersion:
    counted = sa.func.count(HeldItem.attempt_id)
    row = db.session.execute(
        sa.select(HeldItem.version_id, counted).group_by(HeldItem.version_id).order_by(counted.desc())
    ).first()
    assert row
    print(f"the version is held by {row[1]} runs")
    return db.session.get_one(ScenarioVersion, row[0])


def note_what_is_held() -> None:
    """The flood writes its runs without the start that would."""
    for attempt in db.session.scalars(sa.select(Attempt)):
        hold(attempt)
    db.session.commit()


def confirmed(regrade: Regrade, stamp: str, actor: Person) -> None:
    confirm(regrade, stamp=stamp, actor=actor, now=now())
    db.session.commit()


def work(app: object) -> None:
    """The worker's batches, with the longest time one kept others from writing."""
    taken: list[float] = []
    real = working.judge_again

    def watched(*args: object, **kwargs: object) -> None:
        taken.append(time.perf_counter())
        real(*args, **kwargs)  # type: ignore[arg-type]

    def renewed(*args: object, **kwargs: object) -> None:
        keep(*args, **kwargs)  # type: ignore[arg-type]
        taken[-1] = time.perf_counter() - taken[-1]

    keep = working.jobs.renew
    working.judge_again, working.jobs.renew = watched, renewed  # type: ignore[assignment]
    assert working.judge_waiting(Worker(app))  # type: ignore[arg-type]
    print(f"{len(taken)} batches, {1000 * max(taken):.0f} ms the longest")


def main() -> None:
    given = asked(__doc__, runs=5000)
    with opened(given.database) as app:
        take_runs(given.runs)
        note_what_is_held()
        trainer, other = db.session.scalars(sa.select(Person).order_by(Person.id).limit(2))
        regrade = propose(held_most(), None, reason="Ukur.", actor=trainer, now=now())
        db.session.commit()
        timed("the list", lambda: impact_of(regrade, now=now()))
        stamp = impact_of(regrade, now=now()).stamp
        timed("confirming", lambda: confirmed(regrade, stamp, other))
        timed("the worker, all of it", lambda: work(app))


if __name__ == "__main__":
    main()
