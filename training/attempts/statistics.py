"""How well an item tells apart those who know and those who do not; how far a run's total can be relied on.

The definitions are those of classical test theory as quiz software prints them, with S − 1 denominators.
Over runs that hold the same items: x is the mark on the item, t the total of the run, r = t − x. Ours draw
their items, so every figure about an item rests on the runs that hold it, and marks are brought to one scale:
x over the maximum of the item, t of the run, r of the rest of the run. Where all runs hold the same items
that changes nothing, whatever the maxima.

A figure is None where it has no meaning: fewer than two runs, or nothing that varies.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import fsum, sqrt
from typing import Any, NamedTuple


class Mark(NamedTuple):
    """Points got on an item, out of its maximum, which is above 0."""

    points: float
    maximum: float


NOTHING = 1e-12

Run = Mapping[Any, Mark]
Pair = tuple[float, float]


@dataclass(frozen=True, slots=True)
class ItemFigures:
    """Of one item, in percent."""

    runs: int
    facility: float | None
    discrimination: float | None
    efficiency: float | None


@dataclass(frozen=True, slots=True)
class RunFigures:
    """Of runs as a whole. `alpha`, `error_ratio` in percent; the rest in points of a run of mean length."""

    runs: int
    maximum: float | None
    mean: float | None
    sd: float | None
    alpha: float | None
    error_ratio: float | None
    error: float | None


def item_figures(runs: Collection[Run], item: Hashable) -> ItemFigures:
    """The figures of one item over the runs that hold it."""
    holding = [run for run in runs if item in run]
    shares = [run[item].points / run[item].maximum for run in holding]
    rests = [_share([mark for key, mark in run.items() if key != item]) for run in holding]
    together = _covariance(shares, rests)
    deviation = sqrt(_covariance(shares, shares) * _covariance(rests, rests))
    most = _covariance(sorted(shares), sorted(rests))
    return ItemFigures(
        runs=len(holding),
        facility=100 * sum(shares) / len(shares) if shares else None,
        discrimination=_clipped(100 * together / deviation) if deviation else None,
        efficiency=100 * together / most if most else None,
    )


def effective_weight(runs: Collection[Run], item: Hashable) -> float | None:
    """The percent of the spread of totals that an item makes, over the runs that hold it.

    None where the item runs against the total; the weights of the others are then those they have without it.
    One of the others that is drawn now and then counts that often.
    """
    holding = [run for run in runs if item in run]
    met: dict[Hashable, list[tuple[Mark, float]]] = {}
    for run in holding:
        total = _share(run.values())
        for key, mark in run.items():
            met.setdefault(key, []).append((mark, total))
    covariances = {key: _with_total(marks) for key, marks in met.items()}
    roots = {
        key: sqrt(covariance) * len(met[key]) / len(holding)
        for key, covariance in covariances.items()
        if covariance >= 0
    }
    whole = sum(roots.values())
    return 100 * roots[item] / whole if whole and item in roots else None


def run_figures(runs: Collection[Run]) -> RunFigures:
    """How runs spread and how far their totals can be relied on.

    Cronbach's α comes from the mean variance of the items, their mean covariance over the runs that hold
    both, and the mean number of items in a run; with the same items in every run that is the usual formula.
    """
    shares = [_share(run.values()) for run in runs]
    if not shares:
        return RunFigures(0, None, None, None, None, None, None)
    maximum = sum(mark.maximum for run in runs for mark in run.values()) / len(shares)
    sd = maximum * sqrt(_covariance(shares, shares)) if len(shares) > 1 else None
    alpha = _alpha(runs)
    ratio = 100 * sqrt(max(0.0, 1 - alpha / 100)) if alpha is not None else None
    return RunFigures(
        runs=len(shares),
        maximum=maximum,
        mean=maximum * sum(shares) / len(shares),
        sd=sd,
        alpha=alpha,
        error_ratio=ratio,
        error=ratio * sd / 100 if ratio is not None and sd is not None else None,
    )


def _with_total(marks: Sequence[tuple[Mark, float]]) -> float:
    """The covariance of an item with the total, as heavy as the item's maximum makes it."""
    maximum = sum(mark.maximum for mark, _total in marks) / len(marks)
    shares = [mark.points / mark.maximum for mark, _total in marks]
    return maximum * _covariance(shares, [total for _mark, total in marks])


def _alpha(runs: Collection[Run]) -> float | None:
    items = sum(len(run) for run in runs) / len(runs)
    alone: dict[Hashable, list[Pair]] = {}
    both: dict[Hashable, list[Pair]] = {}
    for run in runs:
        marks = sorted(run.items(), key=lambda held: str(held[0]))
        for key, mark in marks:
            alone.setdefault(key, []).append((mark.points, mark.points))
        for (one, mark), (other, its) in combinations(marks, 2):
            both.setdefault((one, other), []).append((mark.points, its.points))
    variance, covariance = _pooled(alone.values()), _pooled(both.values())
    if variance is None or covariance is None or items <= 1:
        return None
    total = variance + (items - 1) * covariance
    return 100 * items * covariance / total if total > 0 else None


def _pooled(samples: Collection[Sequence[Pair]]) -> float | None:
    """The mean of covariances, each as heavy as the runs it rests on."""
    free = sum(len(pairs) - 1 for pairs in samples)
    if free <= 0:
        return None
    return sum(_covariance(*zip(*pairs, strict=True)) * (len(pairs) - 1) for pairs in samples) / free


def _covariance(xs: Sequence[float], ys: Sequence[float]) -> float:
    """Exactly 0 where nothing varies together: the last digits of a mean must not decide about a sign."""
    if len(xs) < 2:
        return 0.0
    x_mean, y_mean = fsum(xs) / len(xs), fsum(ys) / len(ys)
    found = fsum((x - x_mean) * (y - y_mean) for x, y in zip(xs, ys, strict=True)) / (len(xs) - 1)
    return found if abs(found) > NOTHING else 0.0


def _share(marks: Collection[Mark]) -> float:
    maximum = sum(mark.maximum for mark in marks)
    return sum(mark.points for mark in marks) / maximum if maximum else 0.0


def _clipped(value: float) -> float:
    return max(-100.0, min(100.0, value))
