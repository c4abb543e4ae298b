"""What a guard refuses to people who are signed in is kept, one row a person, day and door."""

import sqlalchemy as sa

from training.core.db import db
from training.people.models import Person
from training.people.refused import Refusal


def kept(app):
    with app.app_context():
        rows = sa.select(Person.email, Refusal.what, Refusal.place, Refusal.count).join(Refusal.person)
        return sorted(tuple(row) for row in db.session.execute(rows))


def test_an_officer_at_a_closed_door_is_counted(app, signed_in, cast):
    browser = signed_in(cast.sari)
    for _ in range(3):
        assert browser.get("/reports/exports").status_code == 404
    assert browser.post_form("/reports/exports", {"form": "csv"}).status_code == 404
    assert kept(app) == [
        (cast.sari.email, "certifications.read", "exports.exports", 3),
        (cast.sari.email, "certifications.read", "exports.take", 1),
    ]


def test_who_may_and_who_is_nobody_leaves_no_trace(app, client, signed_in, cast):
    assert client.get("/reports/exports").status_code == 302
    assert signed_in(cast.hesti).get("/reports/exports").status_code == 200
    assert client.get("/ada/apa").status_code == 404
    assert kept(app) == []


def test_each_person_has_a_row_of_their_own(app, signed_in, cast):
    for member in (cast.sari, cast.rangga):
        assert signed_in(member).get("/reports/exports").status_code == 404
    with app.app_context():
        agencies = db.session.scalars(sa.select(Refusal.agency_id)).all()
    assert len(set(agencies)) == 2
