"""The facts of many people read at once: nine statements, however many they are."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from ...codes.models import CodeVersion
from ...core.clock import day_in
from ...core.db import db
from ...people.models import Agency, Departure, Person, Posting
from ..expiry import DAY
from ..manual.models import Excusal, Extension, Provisional
from ..models import Assignment, Certification, DeltaDuty, Period
from ..rules import Stretch
from .facts import Asked, DeltaFact, Known, Life, Post, RoundFact, Ruling
from .starting import Key, started_of

Grouped = defaultdict[Any, list[Any]]
NAME_KEPT = 80


def lives_of(person_ids: Collection[int], *, lock: bool = False) -> dict[Key, Life]:
    """By (person, certification) what bears on everybody of whom anything is asked or by whom it is held.

    `lock` keeps others from changing the same people's stretches until the transaction ends.
    """
    people = _people(person_ids, lock=lock)
    away = _away(people)
    posts, asked, rounds = _posts(person_ids), _asked(people), _rounds(people)
    rulings, deltas, started = _rulings(person_ids), _deltas(people), started_of(people)
    found = {}
    for person, scheme in sorted(asked.keys() | rounds.keys()):
        key, row = (person, scheme), people[person]
        first = started.get(key)
        found[key] = Life(
            name=row.name.casefold()[:NAME_KEPT],
            employment=row.employment,
            here=row.active or bool(away[person]),
            away=tuple(away[person]),
            posts=tuple(posts[person]),
            asked=tuple(asked[key]),
            rounds=tuple(rounds[key]),
            deltas=tuple(deltas[key]),
            excused=tuple(rulings[person, None, "excusal"]),
            extended=tuple(rulings[person, scheme, "extension"]),
            lent=tuple(rulings[person, scheme, "provisional"]),
            started_on=day_in(row.zone, first) if first else None,
            started_at=first,
        )
    return found


def _people(person_ids: Collection[int], *, lock: bool) -> dict[int, Any]:
    rows = (
        sa.select(*(Person.id, Person.name, Person.employment, Person.active, Person.left_on), Agency.zone)
        .join(Agency, Agency.id == Person.agency_id)
        .where(Person.id.in_(person_ids))
        .order_by(Person.id)
    )
    if lock:
        rows = rows.with_for_update(key_share=True, of=Person)
    return {row.id: row for row in db.session.execute(rows)}


def _away(people: dict[int, Any]) -> Grouped:
    """The days after each departure; somebody who left before departures were kept is away for good."""
    found: Grouped = defaultdict(list)
    rows = sa.select(Departure).where(Departure.person_id.in_(people)).order_by(Departure.recorded_at)
    for row in db.session.scalars(rows.order_by(Departure.id)):
        gone = Stretch(row.left_on + DAY, row.back_on - DAY if row.back_on else None)
        found[row.person_id].append(Ruling(gone, Known(row.recorded_at, row.withdrawn_at)))
    for person, row in people.items():
        if row.left_on and person not in found:
            found[person].append(Ruling(Stretch(row.left_on + DAY)))
    return found


def _posts(person_ids: Collection[int]) -> Grouped:
    found: Grouped = defaultdict(list)
    rows = sa.select(
        *(Posting.id, Posting.person_id, Posting.unit_id, Posting.kind, Posting.since, Posting.until),
        *(Posting.recorded_at, Posting.withdrawn_at),
    ).where(Posting.person_id.in_(person_ids))
    for row in db.session.execute(rows.order_by(Posting.id)):
        known = Known(row.recorded_at, row.withdrawn_at)
        found[row.person_id].append(Post(row.id, row.unit_id, row.kind, row.since, row.until, known))
    return found


def _asked(people: dict[int, Any]) -> Grouped:
    """What is asked of them; a scheme that was closed asks nothing from that day on."""
    found: Grouped = defaultdict(list)
    rows = (
        sa.select(
            *(Assignment.person_id, Assignment.certification_id, Assignment.due_on, Assignment.assigned_at),
            *(Assignment.ended_at, Certification.closes_days, Certification.closed_at),
        )
        .join(Certification, Certification.id == Assignment.certification_id)
        .where(Assignment.person_id.in_(people))
    )
    for row in db.session.execute(rows):
        zone = people[row.person_id].zone
        ended = min((at for at in (row.ended_at, row.closed_at) if at), default=None)
        asked = Asked(
            since=day_in(zone, row.assigned_at),
            due_on=row.due_on,
            closes_days=row.closes_days,
            until=day_in(zone, ended) if ended else None,
            known=Known(row.assigned_at),
            ended_at=ended,
        )
        found[row.person_id, row.certification_id].append(asked)
    return found


def _rounds(people: dict[int, Any]) -> Grouped:
    found: Grouped = defaultdict(list)
    rows = sa.select(
        *(Period.person_id, Period.certification_id, Period.version_number, Period.completed_on),
        *(Period.valid_until, Period.window_opens, Period.revoked_at, Period.certified_at),
    ).where(Period.person_id.in_(people))
    for row in db.session.execute(rows.order_by(Period.round)):
        taken = _day(people[row.person_id].zone, row.revoked_at)
        held = RoundFact(
            *(row.version_number, row.completed_on, row.valid_until, row.window_opens),
            *(taken, Known(row.certified_at), row.revoked_at),
        )
        found[row.person_id, row.certification_id].append(held)
    return found


def _rulings(person_ids: Collection[int]) -> Grouped:
    """By person, certification (None: every one) and kind, in the order they were recorded."""
    found: Grouped = defaultdict(list)
    each = (
        (Excusal, sa.cast(sa.null(), sa.Integer), Excusal.since, Excusal.until),
        (Extension, Extension.certification_id, Extension.due_on, Extension.due_on),
        (Provisional, Provisional.certification_id, Provisional.since, Provisional.until),
    )
    rows = sa.union_all(
        *(
            sa.select(
                sa.literal(kind.__tablename__).label("kind"),
                *(kind.person_id, scheme.label("scheme"), since.label("since"), until.label("until")),
                *(kind.recorded_at.label("at"), kind.withdrawn_at, kind.id.label("number")),
            ).where(kind.person_id.in_(person_ids))
            for kind, scheme, since, until in each
        )
    )
    for row in db.session.execute(rows.order_by(sa.text("at, number"))):
        ruling = Ruling(Stretch(row.since, row.until), Known(row.at, row.withdrawn_at))
        found[row.person_id, row.scheme, row.kind].append(ruling)
    return found


def _deltas(people: dict[int, Any]) -> Grouped:
    found: Grouped = defaultdict(list)
    rows = (
        sa.select(
            *(DeltaDuty.person_id, DeltaDuty.certification_id, CodeVersion.number),
            *(DeltaDuty.asked_at, DeltaDuty.due_on, DeltaDuty.met_at),
        )
        .join(CodeVersion, CodeVersion.id == DeltaDuty.version_id)
        .where(DeltaDuty.person_id.in_(people))
        .order_by(DeltaDuty.asked_at, DeltaDuty.id)
    )
    for row in db.session.execute(rows):
        zone = people[row.person_id].zone
        asked, met = day_in(zone, row.asked_at), _day(zone, row.met_at)
        delta = DeltaFact(row.number, asked, row.due_on, met, Known(row.asked_at), row.met_at)
        found[row.person_id, row.certification_id].append(delta)
    return found


def _day(zone: str, at: datetime | None) -> date | None:
    return day_in(zone, at) if at else None
