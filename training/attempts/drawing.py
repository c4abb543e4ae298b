"""Which scenarios a certification run asks: few, by chance, together testing all the pool can test."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from training.scenarios.document import ScenarioDoc
from training.scenarios.rules import clauses_certain, clauses_met

from .pinned import Chance

LEAST = 3


def draw(docs_by_id: Mapping[str, ScenarioDoc], clauses: Iterable[str], rng: Chance) -> list[str]:
    """Ids in the order to be asked, at least min(3, size of the pool).

    A clause counts as tested by a scenario whose every way meets it; only where the pool has none such, by
    one that may meet it. None is drawn that the others make needless, except to reach the least number.
    """
    wanted = set(clauses)
    tests = _tests(docs_by_id, wanted)
    drawn = _spare(_cover(tests, wanted, rng), tests, rng)
    while len(drawn) < min(LEAST, len(docs_by_id)):
        drawn.append(rng.choice(sorted(set(docs_by_id) - set(drawn))))
    rng.shuffle(drawn)
    return drawn


def _tests(docs: Mapping[str, ScenarioDoc], wanted: set[str]) -> dict[str, set[str]]:
    sure = {key: wanted & clauses_certain(doc) for key, doc in docs.items()}
    unsure = wanted.difference(*sure.values())
    return {key: sure[key] | (unsure & clauses_met(doc)) for key, doc in docs.items()}


def _cover(tests: Mapping[str, set[str]], wanted: set[str], rng: Chance) -> list[str]:
    """Greedy: always one of those that add most, by chance among equals."""
    drawn: list[str] = []
    missing = wanted.intersection(set().union(*tests.values()))
    while missing:
        most = max(len(missing & found) for found in tests.values())
        key = rng.choice(sorted(key for key, found in tests.items() if len(missing & found) == most))
        drawn.append(key)
        missing -= tests[key]
    return drawn


def _spare(drawn: list[str], tests: Mapping[str, set[str]], rng: Chance) -> list[str]:
    """Leave out, in chance order, what the rest covers as well."""
    kept = list(drawn)
    rng.shuffle(drawn)
    for key in drawn:
        others = set().union(*(tests[other] for other in kept if other != key))
        if tests[key] <= others:
            kept.remove(key)
    return kept
