"""An auditor a case is about: its entries are for another auditor."""

import pytest
import sqlalchemy as sa
from flask import Flask

from training.core.db import db
from training.decisions.cases.procedure import acts
from training.decisions.cases.service import open_case, take
from training.ledger.models import LedgerLeaf

from ... import cast
from ..cases.walking import MONDAY, opened
from ..office import person_of


def entries_of(about: cast.Member) -> list[int]:
    """A case that was taken up and has a note; the places of both entries."""
    ratna = person_of(cast.ratna)
    case = open_case(ratna, opened(), subject=person_of(about), reporter=None, now=MONDAY)
    take(case, acts.Noted(text="Menunggu saksi."), by=ratna, rev=1, now=MONDAY)
    db.session.commit()
    kinds = sa.select(LedgerLeaf.idx).where(LedgerLeaf.kind.in_(["case.opened", "case.noted"]))
    return list(db.session.scalars(kinds.order_by(LedgerLeaf.idx)))


@pytest.mark.parametrize(("about", "status"), [(cast.wahyu, 404), (cast.sari, 200)])
def test_entries_of_a_case_are_not_for_the_auditor_it_is_about(
    board: Flask, about: cast.Member, status: int
) -> None:
    with board.app_context():
        places = entries_of(about)
    client = board.test_client()
    client.sign_in(cast.wahyu)
    assert [client.get(f"/audit/entries/{place}").status_code for place in places] == [status, status]
    if status == 404:
        bodies = {client.get(f"/audit/entries/{place}/receipt").status_code for place in [*places, 999_999]}
        assert bodies == {404}
