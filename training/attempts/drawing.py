"""Which scenarios a run asks: few, by chance, together testing all the pool can test, new ones first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from training.scenarios.document import ScenarioDoc
from training.scenarios.rules import clauses_certain, clauses_met

from .pinned import Chance

LEAST, HUMANE = 3, 6

Ranks = Mapping[str, int]
"""For each scenario how long ago it was given: 0 never, then from long ago to lately."""


def draw(
    docs_by_id: Mapping[str, ScenarioDoc],
    clauses: Iterable[str],
    rng: Chance,
    *,
    given: Mapping[str, datetime] | None = None,
    least: int = LEAST,
) -> list[str]:
    """Ids in the order to be asked, at least `least` while the pool has them.

    A clause counts as tested by a scenario whose every way meets it; only where the pool has none such, by
    one that may meet it. None is drawn that the others make needless, except to reach the least number.
    `given` says when this person was last given a scenario: those never given, then those given longest ago
    are preferred, as long as the run stays at `HUMANE` stories or is no longer than it must be.
    """
    wanted = set(clauses)
    tests, ranks = _tests(docs_by_id, wanted), _ranks(docs_by_id, given or {})
    drawn = _cover(tests, wanted, ranks, rng, share=2)
    if len(drawn) > HUMANE:
        drawn = min(drawn, _cover(tests, wanted, ranks, rng, share=1), key=len)
    while len(drawn) < min(least, len(docs_by_id)):
        rest = sorted(set(docs_by_id) - set(drawn))
        newest = min(ranks[key] for key in rest)
        drawn.append(rng.choice([key for key in rest if ranks[key] == newest]))
    rng.shuffle(drawn)
    return drawn


def touching(docs_by_id: Mapping[str, ScenarioDoc], clauses: Iterable[str]) -> dict[str, ScenarioDoc]:
    """The scenarios that can test one of these clauses."""
    wanted = set(clauses)
    return {key: doc for key, doc in docs_by_id.items() if wanted & clauses_met(doc)}


def _tests(docs: Mapping[str, ScenarioDoc], wanted: set[str]) -> dict[str, set[str]]:
    sure = {key: wanted & clauses_certain(doc) for key, doc in docs.items()}
    unsure = wanted.difference(*sure.values())
    return {key: sure[key] | (unsure & clauses_met(doc)) for key, doc in docs.items()}


def _ranks(docs: Iterable[str], given: Mapping[str, datetime]) -> Ranks:
    moments = sorted({given[key] for key in docs if key in given})
    return {key: moments.index(given[key]) + 1 if key in given else 0 for key in docs}


def _cover(
    tests: Mapping[str, set[str]], wanted: set[str], ranks: Ranks, rng: Chance, *, share: int
) -> list[str]:
    """Greedy: of those that add at least one `share`-th of the most, the newest, then those that add most."""
    drawn: list[str] = []
    missing = wanted.intersection(set().union(*tests.values()))
    while missing:
        adds = {key: len(missing & found) for key, found in tests.items()}
        most = max(adds.values())
        order = {key: (ranks[key], -adds[key]) for key in sorted(tests) if adds[key] * share >= most}
        first = min(order.values())
        drawn.append(rng.choice([key for key, place in order.items() if place == first]))
        missing -= tests[drawn[-1]]
    return _spare(drawn, tests, ranks, rng)


def _spare(drawn: list[str], tests: Mapping[str, set[str]], ranks: Ranks, rng: Chance) -> list[str]:
    """Leave out what the rest covers as well: what was given lately first, by chance among equals."""
    kept = list(drawn)
    rng.shuffle(drawn)
    for key in sorted(drawn, key=lambda each: -ranks[each]):
        others = set().union(*(tests[other] for other in kept if other != key))
        if tests[key] <= others:
            kept.remove(key)
    return kept
