"""What happens to scenarios beneath the pages: files loaded again, pools drawn from, facts recorded, attempts kept."""

import random
from datetime import timedelta

import pytest
import sqlalchemy as sa

from training.attempts.rules import pin
from training.codes.models import Code
from training.core.db import db
from training.ledger.models import LedgerLeaf
from training.scenarios import drafting, formats, service
from training.scenarios.keeping import Stale
from training.scenarios.models import Scenario

from .office import MORNING, approve, person_row, scenario_row, text, versions

LATER = MORNING + timedelta(hours=1)


@pytest.fixture
def inside(office, app):
    """The office from within: (office, code, trainer)."""
    with app.app_context():
        yield office, db.session.get_one(Code, office.code_id), person_row(office.trainer)


def load(code, source, name="amplop-di-loket.yaml"):
    return service.import_scenario(code, source, name=name, actor="system", now=LATER)


def leaves():
    rows = sa.select(LedgerLeaf).where(LedgerLeaf.kind == "scenario.published").order_by(LedgerLeaf.idx)
    return list(db.session.scalars(rows))


def test_loading_a_file_again_is_the_version_there_is(inside):
    office, code, _trainer = inside
    assert load(code, text()).number == load(code, "# catatan\n" + text()).number == 1
    assert load(code, text(place="Loket 7")).number == 2
    assert versions(office.ref) == [(1, "published"), (2, "published")]


def test_loading_files_again_undoes_nothing_a_trainer_did(inside):
    office, code, trainer = inside
    scenario = scenario_row(office.ref)
    stamp = drafting.save_draft(
        scenario, text(place="Loket 7"), stamp=scenario.current.stamp, author=trainer, now=LATER
    ).stamp
    approve(office.ref, office.second)
    service.publish(scenario, stamp=stamp, actor=trainer, now=LATER)
    load(code, text())
    assert "Loket 7" in service.pool(code.id, ["D.4"])[0].source
    service.retire(scenario, reason="Sudah usang.", actor=trainer, now=LATER)
    load(code, text())
    assert service.pool(code.id, ["D.4"]) == []


def test_a_draft_published_after_a_newer_file_is_the_newest(inside):
    office, code, trainer = inside
    scenario = scenario_row(office.ref)
    draft = drafting.save_draft(
        scenario, text(place="Loket 7"), stamp=scenario.current.stamp, author=trainer, now=LATER
    )
    load(code, text(place="Loket 8"))
    approve(office.ref, office.second)
    service.publish(scenario, stamp=draft.stamp, actor=trainer, now=LATER)
    assert "Loket 7" in service.pool(code.id, ["D.4"])[0].source
    assert versions(office.ref) == [(1, "published"), (3, "published"), (4, "published")]


def test_a_bad_file_changes_nothing_and_says_where(inside):
    office, code, _trainer = inside
    with pytest.raises(formats.InvalidScenario) as caught:
        load(code, text().replace("place:", "tempat:"))
    assert "amplop-di-loket.yaml:7: tempat" in str(caught.value)
    with pytest.raises(formats.InvalidScenario):
        load(code, text(), name="nama-lain.yaml")
    assert versions(office.ref) == [(1, "published")]


def test_the_pool_holds_the_newest_published_version_of_each_scenario_about_these_clauses(inside):
    _office, code, _trainer = inside
    load(code, text(place="Loket 7"))
    load(code, text(id="lain", clause="D.5"), name="lain.yaml")
    assert [v.number for v in service.pool(code.id, ["D.4"])] == [2]
    assert [v.scenario.slug for v in service.pool(code.id, ["D.4", "D.5"])] == ["amplop-di-loket", "lain"]
    assert service.pool(code.id, []) == service.pool(code.id + 1, ["D.4"]) == []


def test_each_publication_is_one_leaf_and_its_fact_names_the_content(inside):
    office, _code, trainer = inside
    scenario, before = scenario_row(office.ref), len(leaves())
    draft = drafting.save_draft(
        scenario, text(place="Loket 7"), stamp=scenario.current.stamp, author=trainer, now=LATER
    )
    approve(office.ref, office.second)
    for _ in range(3):
        service.publish(scenario, stamp=draft.stamp, actor=trainer, now=LATER)
        db.session.commit()
    assert len(leaves()) == before + 1
    assert draft.fact()["content_hash"] == scenario_row(office.ref).live.content_hash
    assert leaves()[-1].record == f"scenario_version:{draft.ref}"


def test_an_attempt_already_open_keeps_the_text_it_was_given(inside):
    office, code, trainer = inside
    given = service.pool(code.id, ["D.4"])[0]
    item = pin(formats.parse(given.source, name="x"), given.number, random.Random(7))
    scenario = scenario_row(office.ref)
    draft = drafting.save_draft(
        scenario, text(place="Loket 7"), stamp=scenario.current.stamp, author=trainer, now=LATER
    )
    approve(office.ref, office.second)
    service.publish(scenario, stamp=draft.stamp, actor=trainer, now=LATER)
    db.session.commit()
    db.session.refresh(given)
    assert (item["place"], item["version"]) == ("Loket 3", 1)
    assert (given.source, given.state) == (text(), "published")


def test_a_page_that_read_old_rows_still_meets_what_is_there_now(inside, app):
    office, _code, trainer = inside
    scenario = scenario_row(office.ref)
    stamp = scenario.current.stamp
    scenario.versions  # noqa: B018 - as a page that has loaded them
    db.session.commit()
    with app.app_context():
        other, author = scenario_row(office.ref), person_row(office.second)
        drafting.save_draft(other, text(place="Loket 8"), stamp=stamp, author=author, now=LATER)
        db.session.commit()
    with pytest.raises(Stale) as stale:
        drafting.save_draft(scenario, text(place="Loket 9"), stamp=stamp, author=trainer, now=LATER)
    assert "Loket 8" in stale.value.current.source


def test_a_name_is_taken_only_within_its_code(inside, cast):
    _office, code, trainer = inside
    other = Code(agency_id=person_row(cast.yusuf).agency_id, slug="lain-2026", title="Lain")
    db.session.add(other)
    db.session.flush()
    fields = {
        "slug": "amplop-di-loket",
        "title": "A",
        "title_en": "",
        "clause": "D.4",
        "author": trainer,
        "now": LATER,
    }
    with pytest.raises(drafting.SlugTaken):
        drafting.open_scenario(code, **fields)
    assert drafting.open_scenario(other, **fields).draft.number == 1
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Scenario).filter_by(code_id=code.id)) == 1


def test_a_file_about_a_clause_that_is_not_in_force_is_refused_with_its_line(inside):
    office, code, _trainer = inside
    with pytest.raises(formats.InvalidScenario) as refused:
        load(code, text(place="Loket 8").replace("D.4", "Z.99"))
    assert any("Z.99" in problem.message and problem.line for problem in refused.value.problems)
    assert versions(office.ref) == [(1, "published")]
