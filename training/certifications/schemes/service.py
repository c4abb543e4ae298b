"""What happens to schemes: they are opened, their terms are set, they are closed and opened again."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from ...codes.models import Code
from ...core.db import affected, db
from ...ledger.service import record
from ...people.models import Person
from ..changes import changed
from ..manual.deciding import By, undo
from ..manual.models import Extension
from ..models import Assignment, Certification
from .assigning import assign_audience
from .audience import Audience
from .consequences import leaving, stamp_of
from .finding import asked_people, modules_of
from .granting import grant_ready
from .terms import Flaw, Terms, flaws

LEFT = "tidak lagi termasuk sasaran"


class Stale(Exception):
    """Somebody set the terms, or changed whom they meet, since the page was made. Nothing was saved."""


class Unfit(ValueError):
    """Terms that contradict themselves: `flaws` says where."""

    def __init__(self, found: Collection[Flaw]) -> None:
        super().__init__(", ".join(f"{flaw.field}: {flaw.reason}" for flaw in found))
        self.flaws = list(found)


def open_with(code: Code, terms: Terms, *, stamp: str, actor: Person, now: datetime) -> Certification:
    """Open another scheme for a code, on record from the start, and assign whom it is for.

    `stamp` is of the consequences the page showed. Raises Unfit, Stale.
    """
    _refuse_flaws(terms, code)
    if stamp != stamp_of(code.agency_id, None, terms, now):
        raise Stale
    opened = Certification(agency_id=code.agency_id, code=code, terms_rev=1, **_kept(terms))
    # Holders are given the same days to catch up with an amendment, whichever the scheme they hold.
    older = sa.select(Certification.delta_days).where(Certification.code_id == code.id)
    if days := db.session.scalar(older.order_by(Certification.id).limit(1)):
        opened.delta_days = days
    db.session.add(opened)
    db.session.flush()
    record("certification.terms", opened, actor=actor.ref, at=now)
    assign_audience(opened, now=now)
    grant_ready(opened, actor=actor.ref, now=now)
    return opened


def set_terms(
    certification: Certification,
    terms: Terms,
    *,
    rev: int,
    stamp: str,
    ended: Collection[str] | None,
    actor: Person,
    now: datetime,
) -> None:
    """Set the terms of a scheme from now on; rounds already earned keep their days.

    `rev` is the state of the terms the page showed, `stamp` of the consequences. Who comes into the audience
    is assigned; of those who leave it, the assignments named in `ended` (references; None: all) end, the
    others go on. Nobody ends their own.
    Raises Unfit, Stale.
    """
    _refuse_flaws(terms, certification.code, kept=[*certification.modules, *certification.short_modules])
    if stamp != stamp_of(certification.agency_id, certification, terms, now):
        raise Stale
    before = Audience.read(certification.audience)
    gone = [
        [row for row in some if row.person_id != actor.id and (ended is None or row.ref in ended)]
        for some in leaving(certification, terms.audience, now)
    ]
    _claim(certification, rev, _kept(terms))
    record("certification.terms", certification, actor=actor.ref, at=now)
    for rows in gone:
        _end(rows, actor, now)
    assign_audience(certification, now=now, before=before)
    grant_ready(certification, actor=actor.ref, now=now)


def close(certification: Certification, *, rev: int, actor: Person, now: datetime) -> None:
    """It asks nobody any more; certificates hold until their last day. Raises Stale."""
    if certification.closed_at is not None:
        raise Stale
    _claim(certification, rev, {"closed_at": now})
    record("certification.closed", certification, actor=actor.ref, at=now)
    changed(asked_people(certification), now)


def reopen(certification: Certification, *, rev: int, actor: Person, now: datetime) -> None:
    """It asks again whom it asked, and whoever came into its audience meanwhile. Raises Stale."""
    if certification.closed_at is None:
        raise Stale
    _claim(certification, rev, {"closed_at": None})
    record("certification.reopened", certification, actor=actor.ref, at=now)
    assign_audience(certification, now=now)
    grant_ready(certification, actor=actor.ref, now=now)
    changed(asked_people(certification), now)


def _refuse_flaws(terms: Terms, code: Code, *, kept: Collection[str] = ()) -> None:
    known = {module.key for module in modules_of(code)} | set(kept)
    if found := flaws(terms, modules=known):
        raise Unfit(found)


def _kept(terms: Terms) -> dict[str, Any]:
    return {
        "title": terms.title,
        "modules": list(terms.modules),
        "short_modules": list(terms.short_modules),
        "attestation": terms.attestation,
        "pass_percent": terms.pass_percent,
        "hours": terms.hours,
        "mode": terms.mode,
        "active_months": terms.active_months,
        "window_months": terms.window_months,
        "minimum_months": terms.minimum_months,
        "grace_days": terms.grace_days,
        "due_days": terms.due_days,
        "closes_days": terms.closes_days,
        "audience": terms.audience.kept(),
    }


def _claim(certification: Certification, rev: int, values: dict[str, Any]) -> None:
    mine = sa.update(Certification).where(
        Certification.id == certification.id, Certification.terms_rev == rev
    )
    if not affected(mine.values(**values, terms_rev=rev + 1)):
        raise Stale
    db.session.refresh(certification)


def _end(rows: Collection[Assignment], actor: Person, now: datetime) -> None:
    for row in rows:
        row.ended_at, row.by, row.reason = now, actor, LEFT
    db.session.flush()
    _forget_extensions(rows, By(actor, now))
    for row in rows:
        record("assignment.ended", row, actor=actor.ref, at=now)
    changed([row.person_id for row in rows], now)


def _forget_extensions(rows: Collection[Assignment], by: By) -> None:
    """A later day was given for these assignments; should one begin again, it counts from its own."""
    schemes, people = {row.certification_id for row in rows}, {row.person_id for row in rows}
    given = sa.select(Extension).where(Extension.certification_id.in_(schemes))
    given = given.where(Extension.person_id.in_(people), Extension.withdrawn_at.is_(None))
    for each in db.session.scalars(given).all():
        undo(each, by, "extension.withdrawn")
