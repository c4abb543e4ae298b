"""One person's facts about one certification as plain values, each with the moments it was known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TypeVar

from ..rules import Stretch


@dataclass(frozen=True, slots=True)
class Known:
    """From when a fact was on record, and until when if it was taken back."""

    since: datetime | None = None
    until: datetime | None = None

    def by(self, moment: datetime) -> bool:
        """Whether it counted among what was known at a moment."""
        return (self.since is None or self.since <= moment) and (self.until is None or self.until > moment)

    def moments(self) -> set[datetime]:
        return {moment for moment in (self.since, self.until) if moment}


@dataclass(frozen=True, slots=True)
class Post:
    """Where somebody works, both days inclusive; of several that hold the one begun last counts."""

    number: int
    unit_id: int
    kind: str
    since: date
    until: date | None
    known: Known = Known()


@dataclass(frozen=True, slots=True)
class Asked:
    """It is asked from a day, by a day, and no more from `until` on; `ended_at` is when that was recorded."""

    since: date
    due_on: date
    closes_days: int | None = None
    until: date | None = None
    known: Known = Known()
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class RoundFact:
    """A round that was earned; `revoked_on` is the first day on which it counted no more."""

    version: int
    completed_on: date
    valid_until: date
    window_opens: date
    revoked_on: date | None = None
    known: Known = Known()
    revoked_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class DeltaFact:
    """A newer version to catch up with; met on a day and no more open from that day on."""

    version: int
    asked_on: date
    due_on: date
    met_on: date | None = None
    known: Known = Known()
    met_at: datetime | None = None

    def open_on(self, on: date) -> bool:
        """Whether it was asked and not yet met by the end of that day."""
        return self.asked_on <= on and (self.met_on is None or on < self.met_on)


@dataclass(frozen=True, slots=True)
class Ruling:
    """Something HR decided: a stretch of days, or an extension to `until`."""

    days: Stretch
    known: Known = Known()


@dataclass(frozen=True, slots=True)
class Life:
    """All that bears on one person and one certification. `here` is whether they belong to the agency's
    list at all, `away` the days after a departure; rulings and rounds stand as they were recorded."""

    name: str = ""
    employment: str = ""
    here: bool = True
    away: tuple[Ruling, ...] = ()
    posts: tuple[Post, ...] = ()
    asked: tuple[Asked, ...] = ()
    rounds: tuple[RoundFact, ...] = ()
    deltas: tuple[DeltaFact, ...] = ()
    excused: tuple[Ruling, ...] = ()
    extended: tuple[Ruling, ...] = ()
    lent: tuple[Ruling, ...] = ()
    started_on: date | None = None
    started_at: datetime | None = None

    @property
    def excusals(self) -> tuple[Stretch, ...]:
        return tuple(each.days for each in self.excused)

    @property
    def absences(self) -> tuple[Stretch, ...]:
        return tuple(each.days for each in self.away)

    @property
    def provisionals(self) -> tuple[Stretch, ...]:
        return tuple(each.days for each in self.lent)

    @property
    def extended_to(self) -> date | None:
        return self.extended[-1].days.until if self.extended else None


K = TypeVar("K", Post, Asked, RoundFact, DeltaFact, Ruling)


def known_by(life: Life, moment: datetime) -> Life:
    """The life as it was on record at a moment."""
    started = life.started_at is None or life.started_at <= moment
    return replace(
        life,
        away=_among(life.away, moment),
        posts=_among(life.posts, moment),
        asked=tuple(_asked(each, moment) for each in _among(life.asked, moment)),
        rounds=tuple(_round(each, moment) for each in _among(life.rounds, moment)),
        deltas=tuple(_delta(each, moment) for each in _among(life.deltas, moment)),
        excused=_among(life.excused, moment),
        extended=_among(life.extended, moment),
        lent=_among(life.lent, moment),
        started_on=life.started_on if started else None,
    )


def moments(life: Life) -> list[datetime]:
    """Every moment at which more or other was known, the first one first."""
    dated: list[tuple[Post | Asked | RoundFact | DeltaFact | Ruling, ...]] = [
        *(life.posts, life.asked, life.rounds, life.deltas, life.away, life.excused, life.extended, life.lent)
    ]
    found = {moment for facts in dated for fact in facts for moment in fact.known.moments()}
    found |= {each.ended_at for each in life.asked if each.ended_at}
    found |= {each.revoked_at for each in life.rounds if each.revoked_at}
    found |= {each.met_at for each in life.deltas if each.met_at}
    return sorted(found | ({life.started_at} if life.started_at else set()))


def _among(facts: Iterable[K], moment: datetime) -> tuple[K, ...]:
    return tuple(fact for fact in facts if fact.known.by(moment))


def _asked(asked: Asked, moment: datetime) -> Asked:
    later = asked.ended_at is not None and asked.ended_at > moment
    return replace(asked, until=None, ended_at=None) if later else asked


def _round(held: RoundFact, moment: datetime) -> RoundFact:
    later = held.revoked_at is not None and held.revoked_at > moment
    return replace(held, revoked_on=None, revoked_at=None) if later else held


def _delta(delta: DeltaFact, moment: datetime) -> DeltaFact:
    later = delta.met_at is not None and delta.met_at > moment
    return replace(delta, met_on=None, met_at=None) if later else delta
