"""An act of several days is told with all of them wherever it is told, to whoever may read it."""

from datetime import timedelta

import pytest

from training.core.db import db
from training.core.i18n import show_days
from training.decisions.models import Case

from .strolling import Walk
from .test_screens_walk import panel

pytestmark = pytest.mark.database


def test_every_page_of_a_case_tells_all_its_days(board, signed_in, cast):
    walk = Walk(board, signed_in)
    assert walk.open(cast.ratna, cast.sari).status_code == 303
    walk.take(cast.ratna, "appointment", decree="SK 1/2026", **walk.seats(*panel(cast)))
    with board.app_context():
        case = db.session.query(Case).one()
        case.happened_until = case.happened_on + timedelta(days=1)
        ref, number = case.ref, case.number
        db.session.commit()
        with board.test_request_context():
            said = show_days(case.happened_on, case.happened_until)
    wahyu = walk.browser(cast.wahyu)
    looked = wahyu.post_form(
        "/audit/looks", {"number": number, "reason": "Menguji telusur perkara."}, page="/audit"
    )
    assert looked.status_code == 303
    for member, address in (
        (cast.ratna, walk.url),
        (cast.ratna, f"{walk.url}/note"),
        (cast.yanti, walk.url),
        (cast.sari, "/my-matters"),
        (cast.sari, f"/my-matters/{ref}"),
        (cast.wahyu, looked.location),
    ):
        page = walk.browser(member).get(address)
        assert page.status_code == 200, address
        assert any(f"{before} {said}" in page.text for before in ("kejadian", "·")), address
