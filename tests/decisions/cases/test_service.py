"""Cases from intake to their end, as the people of an office take them there."""

from datetime import date

import pytest
from flask import Flask

from training.decisions.cases import acts
from training.decisions.cases.service import standing_of
from training.ledger.checking import verify

from ... import cast
from .walking import delivered


@pytest.mark.parametrize("track", ["ethics", "discipline"])
def test_a_case_walks_from_intake_to_its_end(board: Flask, track: str) -> None:
    with board.app_context():
        walk = delivered(track)
        standing = standing_of(walk.case, now=walk.now)
        assert standing.stage == "delivered"
        walk.on(date(2027, 1, 29))
        assert standing_of(walk.case, now=walk.now).final
        walk.take(acts.Closed(why="decided", kept_until=date(2032, 1, 29)), cast.ratna)
        assert standing_of(walk.case, now=walk.now).closed
        assert walk.case.closed_on == date(2027, 1, 29)
        assert all(seat.until_step == walk.case.rev for seat in walk.case.seats)
        assert verify().faults == []
