"""What happens to award schemes: taken over, given a new version from a day, closed. Nothing is edited."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from ....core.clock import day_in
from ....core.db import affected, db
from ....core.i18n import force_locale, show_date
from ....ledger.service import record
from ....people.models import Agency, Person
from ..checks.criteria import Criterion, faults, write_criteria
from ..models import AwardScheme, AwardVersion
from ..refusals import Late, Unfit
from .catalogue import Checked, shipped

LONGEST_TITLE, LONGEST_SOURCE = 200, 2000


@dataclass(frozen=True, slots=True)
class Basis:
    """From which day criteria count, what they rest on, and how that was checked."""

    since: date
    source: str
    checked: str = ""


def adopt(person: Person, key: str, *, now: datetime) -> AwardScheme:
    """Take an award over from the catalogue, from today on. Raises KeyError for one that is not there; one of
    the same title that is open already is returned as it is."""
    found = shipped()[key]
    if known := _open_one(person, found.title):
        return known
    scheme = AwardScheme(agency_id=person.agency_id, title=found.title)
    db.session.add(scheme)
    basis = Basis(day_in(person.agency.zone, now), found.checked.source, _checked_words(found.checked))
    _add(scheme, 0, found.criteria, basis, person, now)
    return scheme


def open_scheme(
    person: Person, title: str, criteria: Sequence[Criterion], basis: Basis, *, now: datetime
) -> AwardScheme:
    """Open a scheme of the office's own. Raises Unfit, also when one of that title is open."""
    _refuse(title, criteria, basis)
    tidy = " ".join(title.split())
    if _open_one(person, tidy):
        raise Unfit({"title": "known"})
    scheme = AwardScheme(agency_id=person.agency_id, title=tidy)
    db.session.add(scheme)
    _add(scheme, 0, criteria, basis, person, now)
    return scheme


def set_version(
    scheme: AwardScheme,
    criteria: Sequence[Criterion],
    basis: Basis,
    *,
    number: int,
    actor: Person,
    now: datetime,
) -> AwardVersion:
    """Add the version after `number`, which must be the last. What counted before stays as it was: a version
    may not begin before the one it follows. Raises Unfit, Late."""
    _refuse(scheme.title, criteria, basis)
    last = scheme.versions[-1]
    if scheme.closed_at is not None or last.number != number:
        raise Late
    if basis.since < last.since:
        raise Unfit({"since": "early"})
    return _add(scheme, number, criteria, basis, actor, now)


def close(scheme: AwardScheme, *, actor: Person, now: datetime) -> None:
    """Nobody is nominated for it any more; what runs goes on. Raises Late when it is closed already."""
    first = sa.update(AwardScheme).where(AwardScheme.id == scheme.id, AwardScheme.closed_at.is_(None))
    if not affected(first.values(closed_at=now).execution_options(synchronize_session=False)):
        raise Late
    db.session.refresh(scheme)
    record("award_scheme.closed", scheme, actor=actor.ref, at=now)


def schemes_of(agency_id: int) -> list[AwardScheme]:
    """The schemes of an agency, the open ones first, by title."""
    rows = sa.select(AwardScheme).where(AwardScheme.agency_id == agency_id)
    rows = rows.options(selectinload(AwardScheme.versions))
    found = db.session.scalars(rows.order_by(AwardScheme.title, AwardScheme.id))
    return sorted(found, key=lambda each: each.closed_at is not None)


def find_scheme(reader: Person, ref: str) -> AwardScheme | None:
    """A scheme of the reader's agency."""
    rows = sa.select(AwardScheme).where(AwardScheme.ref == ref, AwardScheme.agency_id == reader.agency_id)
    return db.session.scalar(rows.options(selectinload(AwardScheme.versions)))


def version_on(scheme: AwardScheme, day: date) -> AwardVersion | None:
    """The version that counts on a day: the last that had begun; None before the first."""
    begun = [each for each in scheme.versions if each.since <= day]
    return max(begun, key=lambda each: (each.since, each.number), default=None)


def _open_one(person: Person, title: str) -> AwardScheme | None:
    """The open scheme of this title. Of two that are opened at once, one sees the other."""
    db.session.execute(sa.select(Agency.id).where(Agency.id == person.agency_id).with_for_update())
    same = (each for each in schemes_of(person.agency_id) if each.closed_at is None)
    return next((each for each in same if each.title.casefold() == title.casefold()), None)


def _checked_words(checked: Checked) -> str:
    """When and how it was checked, in the language of the catalogue: an office goes on writing there."""
    with force_locale("id"):
        return f"{show_date(checked.checked_on)}: {checked.checked_how}"


def _add(
    scheme: AwardScheme,
    number: int,
    criteria: Sequence[Criterion],
    basis: Basis,
    actor: Person,
    now: datetime,
) -> AwardVersion:
    version = AwardVersion(
        agency_id=scheme.agency_id,
        scheme=scheme,
        number=number + 1,
        since=basis.since,
        criteria=write_criteria(criteria),
        source=basis.source.strip(),
        checked=basis.checked.strip(),
        set_at=now,
        set_by=actor,
    )
    db.session.add(version)
    try:
        db.session.flush()
    except sa.exc.IntegrityError as two_at_once:
        raise Late from two_at_once
    record("award_version.set", version, actor=actor.ref, at=now)
    return version


def _refuse(title: str, criteria: Sequence[Criterion], basis: Basis) -> None:
    why = {} if title.strip() else {"title": "empty"}
    if len(title) > LONGEST_TITLE:
        why["title"] = "long"
    if not basis.source.strip():
        why["source"] = "empty"
    for name, text in (("source", basis.source), ("checked", basis.checked)):
        if len(text) > LONGEST_SOURCE:
            why[name] = "long"
    if faults(write_criteria(criteria)):
        why["criteria"] = "faulty"
    if why:
        raise Unfit(why)
