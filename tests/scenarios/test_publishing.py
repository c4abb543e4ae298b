"""A module certifies once it is published, and is published once scenarios enough test each of its clauses."""

import runpy
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

import training
from tests.codes.amended import LONGER, STRICTER, amend, course_of, delta_of
from tests.codes.office import NOW, open_office
from training.codes.models import SUBSTANTIVE, Code, CodeVersion
from training.core.db import db
from training.ledger.checking import verify
from training.ledger.models import LedgerLeaf
from training.modules.models import CARRIED, CHECKED, KEPT, Module
from training.scenarios import service
from training.scenarios.covering.publishing import (
    NotTested,
    left_short,
    publish_module,
    publish_ready,
)

from .office import MORNING, person_row, scenario_row
from .stories import tell

LATER = NOW + timedelta(days=1)
FILE = Path(training.__file__).parent / "migrations" / "versions" / "0008_module_publication.py"


def module_of(office) -> Module:
    return db.session.scalars(sa.select(Module).filter_by(agency_id=office.agency_id)).one()


def leaves() -> list[str]:
    rows = sa.select(LedgerLeaf.record).where(LedgerLeaf.kind == "module.published")
    return list(db.session.scalars(rows.order_by(LedgerLeaf.idx)))


def enough(office, *, but: str = "") -> None:
    """Two live scenarios for each clause of the office, one for the clause left out; D.4 has one already."""
    code = db.session.get_one(Code, office.code_id)
    wanted = {"D.3": ("a", "b"), "D.4": ("c",), "D.5": ("d", "e")}
    for address, names in wanted.items():
        tell(code, address, *(names[:-1] if address == but else names), at=MORNING)
    db.session.commit()


def test_a_module_waits_for_every_scenario_it_needs(app, office):
    with app.app_context():
        with pytest.raises(NotTested) as refused:
            publish_module(module_of(office), actor=person_row(office.trainer), now=MORNING)
        assert refused.value.missing == {"D.3": 2, "D.4": 1, "D.5": 2}
        enough(office, but="D.5")
        with pytest.raises(NotTested) as refused:
            publish_module(module_of(office), actor=person_row(office.trainer), now=MORNING)
        assert refused.value.missing == {"D.5": 1}
        assert not module_of(office).published and f"module:{module_of(office).ref}" not in leaves()


def test_publishing_says_who_and_when_and_goes_on_record_once(app, office):
    with app.app_context():
        enough(office)
        trainer, module = person_row(office.trainer), module_of(office)
        assert publish_module(module, actor=trainer, now=MORNING)
        assert not publish_module(module, actor=trainer, now=LATER)
        db.session.commit()
        assert (module.publication, module.published_at, module.published_by) == (CHECKED, MORNING, trainer)
        assert leaves().count(f"module:{module.ref}") == 1
        assert not [fault for fault in verify().faults if fault.place.startswith("module:")]


def test_scenarios_of_another_module_withdrawn_or_uprooted_do_not_count(app, office):
    with app.app_context():
        enough(office)
        code = db.session.get_one(Code, office.code_id)
        (last,) = tell(code, "D.3", "z", at=MORNING, tests="D.5")
        service.retire(last.scenario, reason="Percobaan.", actor=person_row(office.trainer), now=MORNING)
        dropped = sa.select(service.Scenario).filter_by(code_id=code.id, slug="d")
        service.retire(
            db.session.scalars(dropped).one(),
            reason="Percobaan.",
            actor=person_row(office.trainer),
            now=MORNING,
        )
        with pytest.raises(NotTested) as refused:
            publish_module(module_of(office), actor=None, now=MORNING)
        assert refused.value.missing == {"D.5": 1}


def test_withdrawing_says_what_a_published_module_would_lack(app, office):
    with app.app_context():
        enough(office)
        scenario, module = scenario_row(office.ref), module_of(office)
        assert left_short(scenario) == []
        publish_module(module, actor=None, now=MORNING)
        (short,) = left_short(scenario)
        assert (short.module, short.address, short.left, short.need) == (module, "D.4", 1, 2)
        tell(db.session.get_one(Code, office.code_id), "D.4", "f", at=MORNING)
        assert left_short(scenario) == []


def test_the_page_of_a_withdrawal_warns_first(app, office, signed_in):
    with app.app_context():
        enough(office)
        publish_module(module_of(office), actor=None, now=MORNING)
        db.session.commit()
    page = signed_in(office.trainer).get(f"/scenarios/{office.ref}/retirement").text
    assert "Butir D.4 pada modul terbit “Larangan di loket” tinggal diuji 1 skenario; perlu 2." in page


def test_loading_publishes_what_is_ready_and_leaves_the_rest(app):
    office = open_office(app, opened=False)
    with app.app_context():
        version = db.session.get_one(CodeVersion, office.version_id)
        for address in ("A.1", "A.2"):
            tell(version.code, address, address.lower().replace(".", "-"), at=NOW)
        assert [module.key for module in publish_ready(version, now=NOW)] == ["a"]
        assert publish_ready(version, now=LATER) == []
        db.session.commit()
        assert verify().faults == []


def told(version: CodeVersion, *addresses: str) -> None:
    for address in addresses:
        stem = address.lower().replace(".", "-")
        tell(version.code, address, f"{stem}-satu", f"{stem}-dua", at=NOW)


EVERY = ("A.1", "A.2", "B.wajib.1", "B.wajib.2", "B.dilarang.1", "B.dilarang.2")


def test_what_was_published_stays_so_in_the_next_version(app):
    office = open_office(app, opened=False)
    with app.app_context():
        version = db.session.get_one(CodeVersion, office.version_id)
        told(version, *EVERY)
        publish_ready(version, now=NOW)
        new = amend(
            office.agency_id, STRICTER, {"B.wajib.2": SUBSTANTIVE}, now=LATER, opened=False
        ).new_version
        assert {key: m.publication for key, m in course_of(new).items()} == dict.fromkeys(
            ("a", "b-wajib", "b-dilarang"), CARRIED
        )
        assert delta_of(new).publication == CHECKED
        assert verify().faults == []


def test_a_new_rule_waits_for_its_scenarios(app):
    office = open_office(app, opened=False)
    with app.app_context():
        version = db.session.get_one(CodeVersion, office.version_id)
        told(version, *EVERY)
        publish_ready(version, now=NOW)
        weights = {"B.dilarang.3": SUBSTANTIVE}
        new = amend(office.agency_id, LONGER, weights, now=LATER, opened=False).new_version
        course, delta = course_of(new), delta_of(new)
        assert [course[key].published for key in ("a", "b-wajib")] == [True, True]
        assert not course["b-dilarang"].published and not delta.published
        told(new, "B.dilarang.3")
        for module in (course["b-dilarang"], delta):
            assert publish_module(module, actor=None, now=LATER)


def test_what_was_never_published_is_not_by_an_amendment(app):
    office = open_office(app, opened=False)
    with app.app_context():
        version = db.session.get_one(CodeVersion, office.version_id)
        told(version, *EVERY)
        new = amend(
            office.agency_id, STRICTER, {"B.wajib.2": SUBSTANTIVE}, now=LATER, opened=False
        ).new_version
        assert not any(module.published for module in course_of(new).values())


def test_modules_in_use_before_stay_open_and_others_do_not(app, office):
    with app.app_context():
        db.session.execute(sa.update(Module).values(publication=None, published_at=None))
        used = module_of(office)
        bare = Module(
            agency_id=office.agency_id, version=used.version, key="z", position=9, title="Tanpa uji"
        )
        db.session.add(bare)
        db.session.flush()
        runpy.run_path(str(FILE))["_keep"](db.session.connection())
        db.session.expire_all()
        assert (used.publication, used.published_at) == (KEPT, used.version.published_at)
        assert bare.publication is None
