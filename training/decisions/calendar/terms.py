"""The terms of procedures: what the law says, from the dated file beside this one, and what an office set."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, lazyload

from ...core.clock import day_in
from ...core.db import affected, db
from ...ledger.service import record
from ...people.models import Agency, Person
from .models import TermSetting
from .refusals import Refused
from .rules_terms import OFFICE, Term, faults, term_on

FILE = Path(__file__).parent / "terms.json"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A term as an office wants it: days, the direction they count in, from when on, and why."""

    days: int | None
    direction: str
    since: date | None
    reason: str


class Said(NamedTuple):
    """A setting that can be written down."""

    days: int
    direction: str
    since: date
    reason: str


def term(agency_id: int, track: str, key: str, on: date) -> Term:
    """The term of a track in force at an agency on a day. Raises LookupError when there is no such term."""
    return terms_on(agency_id, track, on)[key]


def terms_on(agency_id: int, track: str, on: date) -> dict[str, Term]:
    """Every term of a track in force at an agency on a day, by its key. Raises LookupError."""
    asked = terms_of(agency_id, track)
    return {key: found for key in shipped()[track] if (found := asked(key, on)) is not None}


def terms_of(agency_id: int, track: str) -> Callable[[str, date], Term | None]:
    """The terms of a track at an agency, for whoever asks about many keys and days: the one of a key in force
    on a day, or None. What began under a setting ends under it, though it was withdrawn on a later day. One
    statement for all."""
    own, laws = _kept(agency_id, track), shipped()[track]

    def on_day(key: str, day: date) -> Term | None:
        if key not in laws:
            return None
        held = [row for row, gone in own if row.key == key and (gone is None or day < gone)]
        return term_on([*laws[key], *(_own(row, laws[key]) for row in held)], day)

    return on_day


def settings_of(agency_id: int, track: str, key: str) -> list[TermSetting]:
    """What an office set for a term, withdrawn or not, the latest first."""
    rows = sa.select(TermSetting).where(
        TermSetting.agency_id == agency_id, TermSetting.track == track, TermSetting.key == key
    )
    by = joinedload(TermSetting.by)
    rows = rows.options(by, by.options(lazyload(Person.grants)))
    return list(db.session.scalars(rows.order_by(TermSetting.since.desc(), TermSetting.id.desc())))


def set_term(actor: Person, track: str, key: str, wanted: Wanted, *, now: datetime) -> TermSetting:
    """An office's own number of days, from a day on that is not over. What is set in the same words already
    is returned as it is. Raises Refused, and LookupError when there is no such term."""
    law, today = shipped()[track][key], day_in(actor.agency.zone, now)
    why = faults(wanted.days, wanted.direction, wanted.reason, since=wanted.since, today=today)
    if why or wanted.days is None or wanted.since is None:
        raise Refused(why)
    said = Said(wanted.days, wanted.direction, wanted.since, wanted.reason.strip())
    return enter(actor, track, key, said, unit=law[-1].unit, now=now)


def enter(actor: Person, track: str, key: str, said: Said, *, unit: str, now: datetime) -> TermSetting:
    """Write a setting down, once however often it is sent; on record."""
    # Of two at once, one sees the other.
    db.session.execute(sa.select(Agency.id).where(Agency.id == actor.agency_id).with_for_update())
    same_day = [row for row in _settings(actor.agency_id, track) if (row.key, row.since) == (key, said.since)]
    if same_day and _as_said(same_day[-1]) == said:
        return same_day[-1]
    row = TermSetting(agency_id=actor.agency_id, track=track, key=key, unit=unit, recorded_at=now, by=actor)
    row.days, row.direction, row.since, row.reason = said
    db.session.add(row)
    db.session.flush()
    record("term.set", row, actor=actor.ref, at=now)
    return row


def withdraw_setting(actor: Person, row: TermSetting, *, now: datetime) -> None:
    """Take a setting back; from this day on what held before it holds again. Once: a second time changes
    nothing."""
    first = sa.update(TermSetting).where(TermSetting.id == row.id, TermSetting.withdrawn_at.is_(None))
    values = {"withdrawn_at": now, "withdrawn_by_id": actor.id}
    if not affected(first.values(values).execution_options(synchronize_session=False)):
        return
    db.session.refresh(row)
    record("term.withdrawn", row, actor=actor.ref, at=now)


def find_setting(reader: Person, ref: str) -> TermSetting | None:
    """A setting of the reader's agency."""
    rows = sa.select(TermSetting).where(TermSetting.ref == ref, TermSetting.agency_id == reader.agency_id)
    return db.session.scalar(rows)


@lru_cache
def shipped() -> dict[str, dict[str, tuple[Term, ...]]]:
    """The terms of the law by track and key, each in the order of its days."""
    read = json.loads(FILE.read_text(encoding="utf-8"))
    return {
        track: {key: tuple(_law(track, key, each) for each in terms) for key, terms in keys.items()}
        for track, keys in read.items()
    }


def _as_said(row: TermSetting) -> Said:
    return Said(row.days, row.direction, row.since, row.reason)


def _settings(agency_id: int, track: str) -> Sequence[TermSetting]:
    rows = sa.select(TermSetting).where(
        TermSetting.agency_id == agency_id, TermSetting.track == track, TermSetting.withdrawn_at.is_(None)
    )
    return db.session.scalars(rows.order_by(TermSetting.id)).all()


def _kept(agency_id: int, track: str) -> list[tuple[TermSetting, date | None]]:
    """What an office ever set, with the day on which it was withdrawn."""
    rows = sa.select(TermSetting, Agency.zone).join(Agency, Agency.id == TermSetting.agency_id)
    rows = rows.where(TermSetting.agency_id == agency_id, TermSetting.track == track).order_by(TermSetting.id)
    return [
        (row, day_in(zone, row.withdrawn_at) if row.withdrawn_at else None)
        for row, zone in db.session.execute(rows)
    ]


def _law(track: str, key: str, said: dict[str, str]) -> Term:
    return Term(
        track=track,
        key=key,
        days=int(said["days"]),
        unit=said["unit"],
        direction=said["direction"],
        since=date.fromisoformat(said["since"]),
        source=said["source"],
        sure=said["sure"],
        checked_on=date.fromisoformat(said["checked_on"]),
        checked_how=said["checked_how"],
    )


def _own(row: TermSetting, law: tuple[Term, ...]) -> Term:
    return Term(
        track=row.track,
        key=row.key,
        days=row.days,
        unit=row.unit,
        direction=row.direction,
        since=row.since,
        source=row.reason,
        sure=OFFICE,
        checked_on=row.since,
        checked_how=law[-1].source,
        own=True,
    )
