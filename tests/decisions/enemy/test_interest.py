"""A post that changes while a case runs: whom the officer leads by then lends nothing and counts in no counsel."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from training.core.access import Role
from training.core.db import db
from training.decisions.cases.service import Refused, open_case
from training.decisions.dossiers.lending import Refused as NotLent
from training.decisions.dossiers.lending import lend_access
from training.decisions.models import AccessGrant, Case
from training.people.models import Posting, RoleGrant

from ... import cast
from ..cases.walking import MONDAY, Walk, counsel, minutes, opened, panel, summons
from ..office import person_of, seat

REASON = "Memeriksa fakta sebelum sidang"


def case_about(subject: cast.Member, *, by: cast.Member) -> Case:
    """A case about a head of unit, kept by somebody they do not lead."""
    if by is not cast.ratna:
        db.session.add(RoleGrant(person=person_of(by), role=Role.REGISTRAR))
        db.session.commit()
    case = open_case(person_of(by), opened(), subject=person_of(subject), reporter=None, now=MONDAY)
    db.session.commit()
    return case


def move(who: cast.Member, beside: cast.Member, since: date) -> None:
    """Somebody has a post in the unit of somebody else from a day on."""
    unit = db.session.scalars(sa.select(Posting.unit_id).filter_by(person_id=person_of(beside).id)).first()
    person = person_of(who)
    post = Posting(agency_id=person.agency_id, person_id=person.id, unit_id=unit, position="Staf")
    post.kind, post.since, post.recorded_at = "", since, MONDAY
    db.session.add(post)
    for row in db.session.scalars(sa.select(Posting).filter_by(person_id=person.id)):
        if row is not post and row.until is None:
            row.until = since - timedelta(days=1)
    db.session.commit()


def test_a_registrar_lends_no_file_about_who_leads_them(board: Flask) -> None:
    with board.app_context():
        case = case_about(cast.hendra, by=cast.tomi)
        seat(case, person_of(cast.imam))
        until = MONDAY + timedelta(days=3)
        with pytest.raises(NotLent) as told:
            lend_access(
                case, person_of(cast.imam), reason=REASON, until=until, by=person_of(cast.ratna), now=MONDAY
            )
        assert told.value.why == {"person": "keeper"}
        assert db.session.scalar(sa.select(sa.func.count()).select_from(AccessGrant)) == 0
        lend_access(
            case, person_of(cast.imam), reason=REASON, until=until, by=person_of(cast.tomi), now=MONDAY
        )


def test_who_is_led_by_the_officer_on_the_day_of_the_counsel_does_not_count(board: Flask) -> None:
    with board.app_context():
        sat = {"one": cast.bayu, "two": cast.wahyu, "three": cast.hesti}
        walk = Walk(case_about(cast.imam, by=cast.ratna))
        seats = panel(**sat)
        excused = tuple(
            each.model_copy(update={"excuse": "Tidak ada yang setara."}) for each in seats.members
        )
        walk.take(seats.model_copy(update={"members": excused}), cast.ratna)
        walk.take(summons(1, walk.today, date(2026, 12, 2)), cast.ratna)
        walk.on(date(2026, 12, 2)).take(minutes(date(2026, 12, 2)), cast.ratna)
        move(cast.bayu, cast.imam, date(2026, 12, 3))
        walk.on(date(2026, 12, 3))
        everybody = counsel(cast.hendra, cast.yanti, cast.bayu, cast.wahyu, cast.hesti)
        with pytest.raises(Refused) as told:
            walk.take(everybody, cast.hendra)
        assert [(fault.path, fault.code) for fault in told.value.faults] == [("present", "interest")]
        db.session.rollback()
        # The day before the post changed it was a counsel of five, though it is entered now.
        walk.take(everybody, cast.hendra, on=date(2026, 12, 2))
        walk.take(counsel(cast.hendra, cast.yanti, cast.wahyu, cast.hesti), cast.hendra)
