"""Clauses move: scenarios rest while their address names another rule, and the desk says which."""

import json
from datetime import timedelta

import pytest
import sqlalchemy as sa

from tests.codes.amended import amend
from tests.codes.office import NOW, TEXT, open_office, person
from training.codes.models import SUBSTANTIVE, CodeVersion
from training.core.db import db
from training.scenarios.covering.uprooted import foresee, is_uprooted
from training.scenarios.desk import desk_of
from training.scenarios.models import PUBLISHED, Scenario, ScenarioVersion
from training.scenarios.service import import_scenario, pool

from .material import decision, option, scenario

LATER = NOW + timedelta(days=1)
PUT_BEFORE = TEXT.replace(
    "1. Menerima imbalan dalam bentuk apa pun dari pemohon;\n2. Mendahulukan",
    "1. Meminta pemohon membayar denda di luar kasir resmi;\n"
    "2. Menerima imbalan dalam bentuk apa pun dari pemohon;\n3. Mendahulukan",
)


def source(name, address):
    """A scenario about one clause, as its file says it."""
    choices = option("a", "best", upholds=[address]), option("b", "violation", violates=[address])
    nodes = {"loket": decision(*choices, clause=address)}
    return json.dumps(scenario(nodes, id=name, clause=address))


@pytest.fixture
def office(app):
    found = open_office(app)
    with app.app_context():
        version = db.session.get_one(CodeVersion, found.version_id)
        for address in ("A.1", "B.dilarang.1"):
            name = address.lower().replace(".", "-")
            import_scenario(version.code, source(name, address), name=name, actor="system", now=NOW)
        db.session.commit()
        yield found


def test_a_scenario_rests_when_its_address_names_another_rule(office):
    amendment = amend(office.agency_id, PUT_BEFORE, {"B.dilarang.1": SUBSTANTIVE}, now=LATER)
    every = ["A.1", "B.dilarang.1", "B.dilarang.2", "B.dilarang.3"]
    assert [version.clause for version in pool(amendment.code_id, every)] == ["A.1"]


def test_it_is_drawn_again_once_it_names_the_new_address(office):
    amendment = amend(office.agency_id, PUT_BEFORE, {"B.dilarang.1": SUBSTANTIVE}, now=LATER)
    name = "b-dilarang-1"
    import_scenario(
        amendment.code,
        source(name, "B.dilarang.2"),
        name=name,
        actor="system",
        now=LATER + timedelta(hours=1),
    )
    assert [v.clause for v in pool(amendment.code_id, ["B.dilarang.1", "B.dilarang.2"])] == ["B.dilarang.2"]
    assert not db.session.scalar(
        sa.select(ScenarioVersion.id)
        .join(Scenario)
        .where(is_uprooted(), ScenarioVersion.clause == "B.dilarang.2")
    )


def test_the_desk_names_the_clause_and_where_it_went(office):
    amend(office.agency_id, PUT_BEFORE, {"B.dilarang.1": SUBSTANTIVE}, now=LATER)
    desk = desk_of(person(office.trainer))
    told = {
        entry.scenario.slug: [f.message for f in entry.findings if f.id == "moved-clause"]
        for entry in desk.entries
    }
    assert told["a-1"] == []
    assert told["b-dilarang-1"][0].startswith("Butir B.dilarang.1 menjadi B.dilarang.2 pada versi 2.")
    prohibitions = next(tested for tested in desk.modules if "B.dilarang.1" in tested.counts)
    assert prohibitions.counts["B.dilarang.1"] == 0


def test_a_scenario_of_a_rule_taken_away_rests_too(office):
    shorter = TEXT.replace("1. Menerima imbalan dalam bentuk apa pun dari pemohon;\n2. Mend", "1. Mend")
    amendment = amend(office.agency_id, shorter, {"B.dilarang.1": SUBSTANTIVE}, now=LATER)
    assert pool(amendment.code_id, ["B.dilarang.1"]) == []
    assert "dihapus pada versi 2" in str(desk_of(person(office.trainer)).doubted[0].findings)


def test_wording_leaves_scenarios_where_they_are(office):
    slip = TEXT.replace("imbalan dalam bentuk", "imbalan dalam bentuk-bentuk")
    amendment = amend(office.agency_id, slip, {}, now=LATER)
    assert len(pool(amendment.code_id, ["A.1", "B.dilarang.1"])) == 2


def test_what_rests_and_what_nobody_tests_is_told_beforehand(office):
    amendment = amend(office.agency_id, PUT_BEFORE, {"B.dilarang.1": SUBSTANTIVE}, now=LATER)
    said = " ".join(each.text for each in foresee(amendment, LATER))
    assert "Belum ada skenario untuk B.dilarang.1." in said
    assert "1 skenario tentang butir yang berpindah" in said
    assert db.session.scalar(sa.select(sa.func.count()).where(ScenarioVersion.state == PUBLISHED)) > 2
