"""A term that runs: whoever keeps cases neither shortens it afterwards nor takes it away."""

from datetime import date, timedelta

import pytest
from flask import Flask

from training.core.db import db
from training.decisions.calendar import terms
from training.decisions.calendar.refusals import Refused
from training.decisions.calendar.service import add_day, working_days
from training.decisions.calendar.terms import Wanted

from ... import cast
from ..office import MORNING, person_of

TODAY = date(2026, 11, 23)
LONGER = Wanted(30, "at_most", TODAY, "Keputusan kepala dinas 5/2026")


def test_what_began_under_a_setting_ends_under_it_after_it_was_withdrawn(board: Flask) -> None:
    with board.app_context():
        ratna = person_of(cast.ratna)
        row = terms.set_term(ratna, "ethics", "objection", LONGER, now=MORNING)
        terms.withdraw_setting(ratna, row, now=MORNING + timedelta(days=7))
        db.session.commit()
        asked = terms.terms_of(ratna.agency_id, "ethics")
        held = [asked("objection", TODAY + timedelta(days=days)) for days in (-1, 0, 6, 7)]
        assert [(term.days, term.own) for term in held if term] == [
            *[(14, False), (30, True), (30, True), (14, False)]
        ]
        assert terms.term(ratna.agency_id, "ethics", "objection", TODAY + timedelta(days=6)).days == 30


def test_a_setting_withdrawn_on_its_own_day_never_held(board: Flask) -> None:
    with board.app_context():
        ratna = person_of(cast.ratna)
        row = terms.set_term(ratna, "ethics", "objection", LONGER, now=MORNING)
        terms.withdraw_setting(ratna, row, now=MORNING + timedelta(hours=2))
        db.session.commit()
        assert terms.term(ratna.agency_id, "ethics", "objection", TODAY).days == 14


@pytest.mark.parametrize(("day", "working"), [(date(2026, 11, 21), True), (date(2026, 11, 22), True)])
def test_a_day_that_is_over_was_not_worked_after_all(board: Flask, day: date, working: bool) -> None:
    with board.app_context():
        ratna = person_of(cast.ratna)
        with pytest.raises(Refused) as told:
            add_day(ratna, day=day, working=working, name="Kerja", reason="SE", now=MORNING)
        assert told.value.why == {"day": "past"}
        assert not working_days(ratna.agency_id).is_working(day)


@pytest.mark.parametrize(
    ("day", "working"), [(date(2026, 11, 28), True), (date(2026, 11, 20), False), (TODAY, False)]
)
def test_days_to_come_are_said_to_be_worked_and_any_day_to_be_free(
    board: Flask, day: date, working: bool
) -> None:
    with board.app_context():
        ratna = person_of(cast.ratna)
        add_day(ratna, day=day, working=working, name="Uji", reason="SE", now=MORNING)
        assert working_days(ratna.agency_id).is_working(day) is working
