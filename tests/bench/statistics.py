"""How long statistics take with many runs: one version's page, the overview, and writing the marks.

`python -m tests.bench.statistics [--database URL] [--runs 2000]` prints milliseconds of the processor and statements.
"""

import time
from collections.abc import Callable

import sqlalchemy as sa

from training.attempts.insight import insights, live_insights
from training.attempts.statistics_scenes import scenes, ways
from training.attempts.statistics_words import advices, sentences
from training.core.db import db
from training.scenarios.models import Scenario, ScenarioVersion

from .office import asked, opened, take_runs

TIMES = 5


def page(version_id: int) -> None:
    """Everything the page of one version shows."""
    insight = insights([db.session.get_one(ScenarioVersion, version_id)])[0]
    sentences(insight), advices(insight), scenes(insight), ways(insight)


def overview(agency_id: int) -> None:
    for insight in live_insights(Scenario.agency_id == agency_id):
        advices(insight)


def measure(name: str, act: Callable[[], None]) -> None:
    seen: list[str] = []
    sa.event.listen(db.engine, "before_cursor_execute", lambda *told: seen.append(told[2]))
    taken = []
    for _ in range(TIMES):
        db.session.rollback()
        start = time.process_time()
        act()
        taken.append(time.process_time() - start)
    print(
        f"{name:<10} {1000 * min(taken):7.1f} ms of processor at best, {1000 * max(taken):7.1f} ms at worst",
        end="",
    )
    print(f", {len([each for each in seen if 'SELECT' in each]) // TIMES} statements")


def main() -> None:
    given = asked(__doc__, runs=2000)
    with opened(given.database):
        start = time.process_time()
        module = take_runs(given.runs)
        print(f"{given.runs} runs written in {time.process_time() - start:.1f} s of processor")
        live = live_insights(Scenario.agency_id == module.agency_id)
        most = max(live, key=lambda insight: insight.taken)
        print(f"{len(live)} live versions; the one shown is held by {most.taken} runs")
        version_id, agency_id = most.version.id, module.agency_id
        measure("page", lambda: page(version_id))
        measure("overview", lambda: overview(agency_id))


if __name__ == "__main__":
    main()
