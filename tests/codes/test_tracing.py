"""Where a clause stands in the other versions of its code, and which version held on a day."""

from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask

from training.codes.models import SUBSTANTIVE
from training.codes.tracing import Trail, in_force_on, trace

from .amended import SHORTER, STRICTER, amend, next_draft
from .office import Office, open_office

AMENDED = datetime(2026, 12, 1, 2, 0, tzinfo=UTC)
AGAIN = AMENDED + timedelta(days=30)
STRICT = {"B.wajib.2": SUBSTANTIVE}


@pytest.fixture
def office(app: Flask) -> Office:
    return open_office(app)


def trail_of(office: Office, address: str, version_id: int = 0) -> Trail:
    ends = (version_id or office.version_id, address)
    return trace([ends])[ends]


def test_a_clause_of_the_only_version(app: Flask, office: Office) -> None:
    with app.app_context():
        found = trail_of(office, "B.wajib.2")
        assert found.here.text == "Menyimpan rahasia jabatan selama dan sesudah menjalankan tugas;"
        assert (found.here.heading, found.here.kind) == ("B. Kewajiban dan Larangan", "obligation")
        assert found.places == (found.here,) and found.change is None
        assert found.here.issue.since == date(2025, 3, 4)


def test_an_edited_clause_with_what_was_decided_about_it(app: Flask, office: Office) -> None:
    with app.app_context():
        amendment = amend(office.agency_id, STRICTER, STRICT, now=AMENDED)
        found = trail_of(office, "B.wajib.2")
        assert [(place.issue.number, place.same_words) for place in found.places] == [(1, True), (2, False)]
        assert found.change is not None and (found.change.weight, found.change.why) == ("substantive", "Uji.")
        back = trail_of(office, "B.wajib.2", amendment.new_version_id)
        assert back.here.issue.number == 2 and back.change is None
        assert [place.same_words for place in back.places] == [False, True]
        assert trail_of(office, "A.1").change is None


def test_a_clause_that_was_taken_away_has_no_place_there(app: Flask, office: Office) -> None:
    with app.app_context():
        amendment = amend(office.agency_id, SHORTER, {}, now=AMENDED)
        found = trail_of(office, "B.dilarang.2")
        assert found.in_version(amendment.new_version_id) is None
        assert len(found.issues) == 2


def test_drafts_and_unknown_addresses_are_not_traced(app: Flask, office: Office) -> None:
    with app.app_context():
        draft = next_draft(office.agency_id, STRICTER)
        assert trace([(draft.id, "A.1")]) == {}
        assert trace([(office.version_id, "Z.9")]) == {} == trace([])
        assert len(trail_of(office, "A.1").issues) == 1


def test_which_version_held_on_a_day(app: Flask, office: Office) -> None:
    with app.app_context():
        amend(office.agency_id, STRICTER, STRICT, now=AMENDED)
        amend(office.agency_id, SHORTER, {}, now=AGAIN)
        issues = trail_of(office, "A.1").issues
    days = [date(2025, 3, 3), date(2025, 3, 4), date(2026, 11, 30), date(2026, 12, 1), date(2027, 6, 1)]
    assert [found and found.number for found in (in_force_on(issues, day) for day in days)] == [
        *(None, 1, 1, 2, 3)
    ]
