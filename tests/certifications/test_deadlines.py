"""The term holders are given: seen and set where the amendment is published, on record, never behind a tab."""

import re
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from tests.cast import Member
from tests.codes.amended import STRICTER, amend, judge_all, make_administrator, next_draft, scheme_of
from tests.codes.office import NOW, PASSWORD, SLUG, open_office, person
from training.certifications.duties import deadline_of
from training.certifications.models import DeltaDuty
from training.certifications.rules import delta_due
from training.certifications.service import Stale, set_delta_days
from training.codes import amendments
from training.codes.models import SUBSTANTIVE, Amendment
from training.core.clock import now
from training.core.db import db
from training.ledger.checking import verify
from training.ledger.models import LedgerLeaf

from .office import complete

STRICT = {"B.wajib.2": SUBSTANTIVE}
PAGE = f"/codes/{SLUG}/versions/2/amendment"


@pytest.fixture
def office(app):
    """An amendment judged and not yet published, and one holder."""
    found = open_office(app)
    with app.app_context():
        admin = make_administrator(found.agency_id)
        scheme_of(found.agency_id)
        complete(person(found.officer), now() - timedelta(days=1))
        draft = next_draft(found.agency_id, STRICTER, now=now())
        judge_all(amendments.open_amendment(draft, actor=admin, now=now()), admin, STRICT, now=now())
        db.session.commit()
    return found


@pytest.fixture
def admin(office, signed_in):
    return signed_in(Member("Ibu Admin", "", "admin@uji.contoh.id", "dinas-uji", PASSWORD))


def terms(app, office):
    with app.app_context():
        scheme = scheme_of(office.agency_id)
        return scheme.delta_days, scheme.terms_rev


def day(page):
    return re.sub(r"<[^>]+>", "", re.search(r'<p id="tenggat-hari".*?</p>', page.text, re.DOTALL)[0])


@pytest.mark.parametrize(
    ("asked_on", "days", "due"),
    [
        (date(2026, 11, 21), 60, date(2027, 1, 20)),
        (date(2026, 12, 31), 59, date(2027, 2, 28)),
        (date(2028, 2, 28), 1, date(2028, 2, 29)),
        (date(2026, 3, 1), 365, date(2027, 3, 1)),
    ],
)
def test_the_last_day_is_counted_from_the_day_of_publication(asked_on, days, due):
    assert delta_due(asked_on, days) == due


def test_it_stands_where_the_amendment_is_published(admin, office):
    page = admin.get(f"{PAGE}/publication")
    assert 'name="days"' in page.text and 'value="60"' in page.text
    assert "terbit hari ini" in day(page) and "“Kode Etik Pelayanan Dinas Uji”" in page.text


def test_setting_it_shows_the_new_day_and_goes_on_record(admin, app, office):
    with app.app_context():
        amendment = db.session.scalars(sa.select(Amendment)).one()
        wanted = deadline_of(amendment, now(), days=45).due_on
    answer = admin.post_form(f"{PAGE}/deadline", {"days": "45", "rev": "0"})
    assert answer.status_code == 303 and answer.location.endswith("/amendment/publication")
    page = admin.get(f"{PAGE}/publication")
    assert f"{wanted.day} " in day(page) and "Tenggat pembaruan kini 45 hari" in page.text
    assert terms(app, office) == (45, 1)
    with app.app_context():
        kinds = list(db.session.scalars(sa.select(LedgerLeaf.kind).order_by(LedgerLeaf.idx.desc()).limit(1)))
        assert kinds == ["certification.terms"] and verify().faults == []


def test_trying_a_number_out_saves_nothing(admin, app, office):
    page = admin.post_form(f"{PAGE}/deadline/preview", {"days": "10", "rev": "0"})
    assert 'value="10"' in page.text and day(page) != day(admin.get(f"{PAGE}/deadline"))
    live = admin.post_form(
        f"{PAGE}/deadline/preview",
        {"days": "10"},
        headers={"HX-Request": "true", "HX-Request-Type": "partial"},
    )
    assert live.text.lstrip().startswith('<p id="tenggat-hari"') and day(live) == day(page)
    assert "Belum disimpan." in day(live) and "Belum disimpan." not in day(admin.get(f"{PAGE}/deadline"))
    assert terms(app, office) == (60, 0)


@pytest.mark.parametrize("typed", ["", "0", "366", "-3", "sepuluh", "1e3", "99999999999999999999"])
def test_what_is_no_number_of_days_is_refused(admin, app, office, typed):
    for where in ("deadline", "deadline/preview"):
        page = admin.post_form(f"{PAGE}/{where}", {"days": typed, "rev": "0"})
        assert page.status_code == 422 and "angka 1 sampai 365" in page.text
    assert terms(app, office) == (60, 0)


def test_a_tab_that_is_behind_overwrites_nothing(admin, app, office):
    admin.post_form(f"{PAGE}/deadline", {"days": "45", "rev": "0"})
    page = admin.post_form(f"{PAGE}/deadline", {"days": "30", "rev": "0"})
    assert page.status_code == 409 and 'value="45"' in page.text
    assert terms(app, office) == (45, 1)


def test_what_was_typed_and_not_saved_is_not_published_over(admin, app, office):
    page = admin.get(f"{PAGE}/publication")
    stamp = re.search(r'name="stamp" value="([^"]+)"', page.text)[1]
    answer = admin.post_form(f"{PAGE}/publication", {"stamp": stamp, "days": "45"})
    assert answer.status_code == 409 and "Tenggat belum disimpan" in answer.text
    with app.app_context():
        assert db.session.scalar(sa.select(DeltaDuty.id)) is None
    assert admin.post_form(f"{PAGE}/publication", {"stamp": stamp, "days": "60"}).status_code == 303


def test_the_same_number_again_is_no_new_fact(app, office):
    with app.app_context():
        scheme, actor = scheme_of(office.agency_id), make_administrator(office.agency_id)
        set_delta_days(scheme, 60, rev=9, actor=actor, now=NOW)
        assert scheme.terms_rev == 0
        with pytest.raises(Stale):
            set_delta_days(scheme, 61, rev=9, actor=actor, now=NOW)


def test_it_holds_for_what_is_published_afterwards_only(app, office):
    with app.app_context():
        actor, scheme = make_administrator(office.agency_id), scheme_of(office.agency_id)
        amend(office.agency_id, STRICTER, STRICT, now=now())
        due = db.session.scalars(sa.select(DeltaDuty.due_on)).one()
        set_delta_days(scheme, 7, rev=0, actor=actor, now=now())
        db.session.commit()
        assert db.session.scalars(sa.select(DeltaDuty.due_on)).one() == due
        assert verify().faults == []


def test_an_editorial_amendment_has_no_deadline(app, office, admin):
    with app.app_context():
        amendment = db.session.scalars(sa.select(Amendment)).one()
        for change in amendment.changes:
            change.weight = "editorial"
        db.session.commit()
    assert 'name="days"' not in admin.get(f"{PAGE}/publication").text
    answer = admin.get(f"{PAGE}/deadline")
    assert answer.status_code == 303 and answer.location.endswith("/versions/2/amendment")
