"""Adding a step to a matter: one at a time, whoever else is at it, and on record with the fact itself."""

import secrets
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from ..core.clock import day_in
from ..core.db import affected, db, insert_into
from ..ledger.service import record
from ..people.models import Agency, Person
from .models import Matter, MatterSeries, Step


class Stale(ValueError):
    """Somebody else added a step meanwhile: what one decided on is no longer how the matter stands."""


def new_salt() -> str:
    """32 random bytes in hex."""
    return secrets.token_hex(32)


def add_step(
    matter: Matter,
    kind: str,
    said: dict[str, Any],
    *,
    on: date,
    by: Person,
    rev: int,
    now: datetime,
    inner: bool = False,
) -> Step:
    """Add the step after number `rev`, which must be the last; recorded as `<kind of matter>.<kind>`.

    `said` holds plain JSON values (days as ISO text). Raises Stale when another was added meanwhile.
    """
    claim = sa.update(Matter).where(Matter.id == matter.id, Matter.rev == rev).values(rev=rev + 1)
    if not affected(claim.execution_options(synchronize_session=False)):
        raise Stale(f"{matter.number} has had another step")
    db.session.refresh(matter, ["rev"])
    step = Step(
        agency_id=matter.agency_id,
        matter=matter,
        number=rev + 1,
        kind=kind,
        on=on,
        at=now,
        by=by,
        inner=inner,
        said=said,
        salt=new_salt(),
    )
    db.session.add(step)
    db.session.flush()
    record(f"{matter.kind}.{kind}", step, actor=by.ref, at=now)
    return step


def next_number(agency: Agency, series: str, now: datetime) -> str:
    """The next number of a series in the agency's year, such as `ETIK/2026/0003`; without gaps."""
    year = day_in(agency.zone, now).year
    counted = insert_into(MatterSeries).values(agency_id=agency.id, series=series, year=year, last=1)
    counted = counted.on_conflict_do_update(
        index_elements=["agency_id", "series", "year"], set_={"last": MatterSeries.last + 1}
    )
    last = int(db.session.execute(counted.returning(MatterSeries.last)).scalar_one())
    return f"{series}/{year}/{last:04d}"
