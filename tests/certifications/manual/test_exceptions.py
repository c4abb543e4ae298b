"""The queue: each kind is found, told with its place, repaired by its link, and gone once it is repaired."""

import re
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from training.certifications.manual.acts import Excuse, Extend, Lend
from training.certifications.manual.exceptions.queries import KINDS
from training.certifications.manual.exceptions.service import count_exceptions, queue_of
from training.certifications.manual.granting import certify_temporarily, excuse, extend
from training.certifications.models import Assignment, Certification
from training.core.db import db
from training.modules.models import Module
from training.people.models import Person, Posting, Unit

from ..office import complete, lost_pass, scheme_for
from .office import MORNING, TODAY, by, person_of

pytestmark = pytest.mark.usefixtures("that_morning")


class Office:
    def __init__(self, cast):
        self.sari, self.joko, self.hesti = (person_of(who) for who in (cast.sari, cast.joko, cast.hesti))
        self.scheme = scheme_for(self.sari)

    def asked(self, person):
        return db.session.scalars(sa.select(Assignment).filter_by(person_id=person.id)).one()

    def post(self, person):
        return db.session.scalars(sa.select(Posting).filter_by(person_id=person.id)).one()

    def found(self):
        db.session.commit()
        rows = queue_of(self.sari.agency, now=MORNING).page.rows
        return [(row.kind, row.person_ref) for row in rows]


@pytest.fixture
def office(app, cast):
    with app.app_context():
        found = Office(cast)
        assert found.found() == []
        yield found


def doubt(office):
    lost_pass(office.sari, complete(office.sari, MORNING))


def due_before_start(office):
    office.asked(office.sari).due_on = TODAY - timedelta(2)


def due_before_joined(office):
    office.sari.joined_on = date(2027, 3, 1)


def due_short(office):
    office.asked(office.sari).due_on = TODAY - timedelta(1)


def provisional_ends(office):
    certify_temporarily(office.sari, office.scheme, Lend(TODAY, TODAY + timedelta(14)), by(office.hesti))


def open_excusal(office):
    excuse(office.sari, Excuse(TODAY - timedelta(400)), "study", by(office.hesti))


def assigned_twice(office):
    other = Certification(
        agency_id=office.sari.agency_id, code_id=office.scheme.code_id, title="Loket khusus", modules=["a"]
    )
    db.session.add(other)
    db.session.flush()
    values = {"agency_id": office.sari.agency_id, "due_on": date(2027, 1, 31), "assigned_at": MORNING}
    db.session.add(Assignment(certification_id=other.id, person_id=office.sari.id, **values))


def left_audience(office):
    unit = Unit(agency_id=office.sari.agency_id, name="UPT baru")
    db.session.add(unit)
    db.session.flush()
    office.scheme.audience = {"units": [unit.ref], "joined_within_days": 365}
    others = Posting.person_id != office.sari.id
    db.session.execute(sa.update(Posting).where(others).values(unit_id=unit.id))


def departed(office):
    office.sari.active, office.sari.left_on = False, TODAY - timedelta(9)


def no_post(office):
    office.post(office.sari).until = TODAY - timedelta(1)


def two_posts(office):
    post = office.post(office.sari)
    again = {"agency_id": post.agency_id, "person_id": post.person_id, "unit_id": post.unit_id}
    db.session.add(Posting(**again, since=TODAY, recorded_at=MORNING))


def closed_unit(office):
    unit = Unit(agency_id=office.sari.agency_id, name="Unit lama", closed=True)
    db.session.add(unit)
    db.session.flush()
    office.post(office.sari).unit_id = unit.id


def nip(office):
    office.sari.nip = "199803122024032000"


@pytest.mark.parametrize(
    ("happens", "kind"),
    [
        (doubt, "doubt"),
        (due_before_start, "due_before_start"),
        (due_before_joined, "due_before_start"),
        (due_short, "due_short"),
        (provisional_ends, "provisional_ends"),
        (open_excusal, "open_excusal"),
        (assigned_twice, "assigned_twice"),
        (left_audience, "left_audience"),
        (departed, "departed"),
        (no_post, "no_post"),
        (two_posts, "two_posts"),
        (closed_unit, "closed_unit"),
        (nip, "nip"),
    ],
)
def test_each_kind_is_found_and_shown_with_its_repair(app, office, signed_in, cast, happens, kind):
    happens(office)
    assert (kind, office.sari.ref) in office.found() and {each for each, _ref in office.found()} == {kind}
    assert count_exceptions(office.sari.agency, MORNING) == 1
    hesti = signed_in(cast.hesti)
    page = hesti.get("/exceptions")
    assert office.sari.name in page.text
    assert hesti.get(f"/exceptions?kind={kind}").status_code == 200
    asked = {"HX-Request": "true", "HX-Request-Type": "partial"}
    assert "Perlu diputuskan: 1</a>" in hesti.get("/exceptions", headers=asked).text
    link = re.search(r'<a class="btn btn-outline" href="([^"]+)"', page.text)[1].replace("&amp;", "&")
    assert hesti.get(link).status_code == 200


def test_a_module_that_is_not_published_is_told_once_with_how_many_wait(office, signed_in, cast):
    module = db.session.scalars(sa.select(Module).filter_by(agency_id=office.sari.agency_id)).first()
    module.published_at = None
    db.session.execute(sa.update(Assignment).values(due_on=TODAY + timedelta(5)))
    assert office.found() == [("unpublished", None)]
    page = signed_in(cast.hesti).get("/exceptions").text
    assert "8 pegawai bertenggat mulai 28 November 2026" in page


def test_what_is_repaired_is_gone(office):
    due_before_start(office)
    assert office.found()
    extend(office.sari, office.scheme, Extend(date(2027, 1, 31)), by(office.hesti))
    assert office.found() == []
    excuse(office.joko, Excuse(TODAY - timedelta(400)), "study", by(office.hesti))
    due = office.asked(office.joko)
    due.due_on = TODAY - timedelta(30)
    assert [kind for kind, _ref in office.found()] == ["open_excusal"]


def test_ones_own_is_told_without_a_repair(office, signed_in, cast):
    office.asked(office.hesti).due_on = TODAY - timedelta(2)
    db.session.commit()
    page = signed_in(cast.hesti).get("/exceptions").text
    assert "diputuskan oleh rekan lain" in page and "Perpanjang tenggat" not in page


def test_another_agency_has_a_queue_of_its_own(office, signed_in, cast):
    no_post(office)
    db.session.commit()
    assert "Tidak ada yang menunggu" in signed_in(cast.maya).get("/exceptions").text


def test_many_are_paged_in_the_order_of_their_kinds(app, office, signed_in, cast):
    agency = office.sari.agency_id
    db.session.add_all(
        Person(agency_id=agency, name=f"Orang {n:03}", nip=f"9{n:03}", email=f"o{n}@contoh.id")
        for n in range(60)
    )
    office.asked(office.sari).due_on = TODAY - timedelta(2)
    db.session.commit()
    seen = []
    for number in range(1, 6):
        page = queue_of(office.sari.agency, number=number, now=MORNING).page
        assert (page.pages, page.total) == (5, 121)
        seen += [(row.kind, row.name) for row in page.rows]
    assert len(set(seen)) == 121 and seen[0] == ("due_before_start", "Sari Wulandari")
    order = list(KINDS)
    assert seen == sorted(seen, key=lambda each: (order.index(each[0]), each[1]))
    only = queue_of(office.sari.agency, kind="nip", number=3, now=MORNING).page
    assert (only.pages, len(only.rows)) == (3, 10)
    page = signed_in(cast.hesti).get("/exceptions?page=99")
    assert "Halaman 5 dari 5" in page.text
