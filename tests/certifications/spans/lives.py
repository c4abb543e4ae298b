"""Lives of nobody: facts about one person and one certification, as wild as they may come."""

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import strategies as st

from training.certifications.expiry import add_months
from training.certifications.rules import Stretch
from training.certifications.spans.facts import (
    Asked,
    DeltaFact,
    Known,
    Life,
    Post,
    RoundFact,
    Ruling,
)

START = date(2024, 1, 1)
DAYS = 420

days = st.integers(0, DAYS).map(lambda count: START + timedelta(days=count))
lengths = st.none() | st.integers(0, 120)


def moment_of(day: date, hour: int = 3) -> datetime:
    return datetime.combine(day, time(hour), UTC)


@st.composite
def stretches(draw, *, endless: bool = True):
    since = draw(days)
    length = draw(lengths if endless else st.integers(0, 120))
    return Stretch(since, None if length is None else since + timedelta(days=length))


@st.composite
def known(draw):
    since = moment_of(draw(days))
    return Known(since, since + timedelta(days=draw(st.integers(1, 90))) if draw(st.booleans()) else None)


@st.composite
def rounds(draw):
    completed = draw(days)
    months = draw(st.sampled_from((1, 3, 6, 12)))
    until = add_months(completed, months) - timedelta(days=draw(st.integers(1, 20)))
    revoked = draw(st.none() | st.integers(0, 200))
    certified = moment_of(completed) + timedelta(days=draw(st.integers(0, 2)))
    revoked_on = None if revoked is None else completed + timedelta(days=revoked)
    return RoundFact(
        version=draw(st.integers(1, 3)),
        completed_on=completed,
        valid_until=until,
        window_opens=until - timedelta(days=draw(st.integers(0, 60))),
        revoked_on=revoked_on,
        known=Known(certified),
        revoked_at=moment_of(revoked_on) if revoked_on else None,
    )


@st.composite
def deltas(draw):
    asked = draw(days)
    met = draw(st.none() | st.integers(0, 200))
    met_on = None if met is None else asked + timedelta(days=met)
    return DeltaFact(
        *(draw(st.integers(2, 5)), asked, asked + timedelta(days=draw(st.integers(0, 90))), met_on),
        *(Known(moment_of(asked)), moment_of(met_on) if met_on else None),
    )


@st.composite
def posts(draw):
    since = draw(days)
    length = draw(lengths)
    return Post(
        number=draw(st.integers(1, 9)),
        unit_id=draw(st.integers(1, 3)),
        kind=draw(st.sampled_from(("", "functional"))),
        since=since,
        until=None if length is None else since + timedelta(days=length),
        known=draw(known()),
    )


@st.composite
def asked(draw):
    since = draw(days)
    ended = draw(st.none() | st.integers(0, 300))
    until = None if ended is None else since + timedelta(days=ended)
    return Asked(
        since=since,
        due_on=since + timedelta(days=draw(st.integers(0, 60))),
        closes_days=draw(st.none() | st.integers(1, 60)),
        until=until,
        known=Known(moment_of(since)),
        ended_at=moment_of(until) if until else None,
    )


@st.composite
def lives(draw):
    """A life whose rounds are in order; manual rulings are all on record and may be taken back."""
    rulings = st.builds(Ruling, stretches(), known())
    lent = st.builds(Ruling, stretches(endless=False), known())
    extended = st.builds(Ruling, stretches(endless=False), known())
    held = draw(st.lists(rounds(), max_size=3))
    started = draw(st.none() | days)
    return Life(
        name="siapa",
        away=tuple(draw(st.lists(rulings, max_size=1))),
        posts=tuple(draw(st.lists(posts(), max_size=3))),
        asked=tuple(draw(st.lists(asked(), max_size=1))),
        rounds=tuple(sorted(held, key=lambda each: each.completed_on)),
        deltas=tuple(draw(st.lists(deltas(), max_size=2))),
        excused=tuple(draw(st.lists(rulings, max_size=3))),
        extended=tuple(draw(st.lists(extended, max_size=1))),
        lent=tuple(draw(st.lists(lent, max_size=2))),
        started_on=started,
        started_at=moment_of(started) if started else None,
    )
