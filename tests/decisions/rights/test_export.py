"""Matters in the file of one's own data: all that is for the officer and nothing about others."""

import json
from datetime import timedelta

import sqlalchemy as sa

from training.core.clock import now
from training.core.db import db
from training.decisions.cases.models import Remedy
from training.decisions.cases.procedure import acts
from training.decisions.dossiers.assembling import assemble
from training.decisions.dossiers.shape.body import to_bytes
from training.decisions.models import AccessGrant, Dossier, Opening, Reporter
from training.decisions.stepping import new_salt
from training.modules.models import Module
from training.people.models import Departure, Role, RoleChange

from ... import cast
from ..office import person_of
from .office import TODAY, VERDICT, carry_on, case_about, find

SECRET = "RAHASIA-PELAPOR"


def test_the_file_tells_of_cases_and_not_of_who_reported_or_what_the_panel_holds(board, signed_in):
    with board.app_context():
        ref = case_about(cast.sari)
        carry_on(ref, "noted", {"text": "RAHASIA-DALAM"}, inner=True)
        case, ratna = find(ref), person_of(cast.ratna)
        reporter = Reporter(agency_id=case.agency_id, case=case, said={"name": SECRET}, salt=new_salt())
        moment = now()
        for what, reason in (("reporter", SECRET), ("pdf", "Menyiapkan sidang")):
            made = Opening(agency_id=case.agency_id, matter=case, person=ratna, what=what, at=moment)
            made.reason = reason
            db.session.add(made)
        grant = AccessGrant(
            agency_id=case.agency_id, matter=case, person=person_of(cast.yanti), lent_by=ratna
        )
        grant.reason, grant.since, grant.until = "Sidang", moment, moment + timedelta(days=1)
        db.session.add_all([reporter, grant])
        db.session.commit()
        number = case.number
    text = signed_in(cast.sari).post_form("/certificates/data").text
    assert SECRET not in text and "RAHASIA-DALAM" not in text and '"channel"' not in text
    said = json.loads(text)
    assert [(each["number"], len(each["steps"])) for each in said["cases"]] == [(number, 1)]
    assert said["cases"][0]["clauses"][0]["address"] == "D.4"
    assert [each["reason"] for each in said["file_openings"]] == ["Menyiapkan sidang"]
    assert [each["to"] for each in said["file_loans"]] == ["Yanti Rosmala"]
    assert said["entries"] == said["awards"] == said["nominations"] == said["item_appeals"] == []
    assert [seen["why"] for seen in said["processing"]["seen_by"] if seen["kind"] == "opening"] == [
        "Menyiapkan sidang"
    ]


def test_its_leaves_are_the_officers_but_those_of_inner_steps_are_not(board, signed_in):
    with board.app_context():
        ref = case_about(cast.sari)
        carry_on(ref, "noted", {"text": "x"}, inner=True)
        open_step, inner_step = (f"step:{step.ref}" for step in find(ref).steps)
    said = json.loads(signed_in(cast.sari).post_form("/certificates/data").text)
    records = {leaf["record"] for leaf in said["processing"]["ledger"]}
    assert open_step in records and inner_step not in records


def test_that_it_was_decided_is_in_none_of_it_before_the_decision_was_delivered(board, signed_in):
    with board.app_context():
        ref = case_about(cast.sari)
        verdict = acts.Verdict(**VERDICT).model_dump(mode="json")
        carry_on(ref, "decided", {"number": "SK 900/1/2026", "verdict": verdict})
        decision = f"step:{find(ref).steps[-1].ref}"
    browser = signed_in(cast.sari)

    def told():
        said = json.loads(browser.post_form("/certificates/data").text)
        return decision in {leaf["record"] for leaf in said["processing"]["ledger"]}

    assert not told()
    with board.app_context():
        carry_on(ref, "delivered", {"how": "handed", "received_on": TODAY().isoformat()})
    assert told()


def test_what_was_handed_over_and_asked_is_in_it_whole(board, signed_in):
    with board.app_context():
        ref = case_about(cast.sari)
        case, ratna, moment = find(ref), person_of(cast.ratna), now()
        body = assemble(case, as_of=case.happened_on, known_by=moment, now=moment)
        made = Dossier(agency_id=case.agency_id, matter=case, number=1, as_of=case.happened_on)
        made.known_by, made.frozen_at, made.frozen_by = moment, moment, ratna
        made.body, made.sha256 = to_bytes(body), "0" * 64
        module = db.session.scalars(sa.select(Module).filter_by(key="d")).first()
        asked = Remedy(agency_id=case.agency_id, case=case, step_number=1, person=case.subject, module=module)
        asked.clauses, asked.asked_at, asked.due_on = ["D.4"], moment, TODAY() + timedelta(days=30)
        db.session.add_all([made, asked])
        db.session.commit()
        number = case.number
    said = json.loads(signed_in(cast.sari).post_form("/certificates/data").text)
    [told] = said["dossiers"]
    assert (told["matter"], told["number"]) == (number, 1)
    assert told["says"] == json.loads(to_bytes(body))
    assert [(each["matter"], each["clauses"]) for each in said["remedial_training"]] == [(number, ["D.4"])]
    other = json.loads(signed_in(cast.joko).post_form("/certificates/data").text)
    assert other["dossiers"] == other["remedial_training"] == []
    with board.app_context():
        find(ref).erased_at = now()
        db.session.commit()
    after = json.loads(signed_in(cast.sari).post_form("/certificates/data").text)
    assert after["dossiers"] == after["remedial_training"] == []


def test_leaving_roles_and_closed_doors_are_in_it_too(board, signed_in):
    with board.app_context():
        sari, ratna, moment = person_of(cast.sari), person_of(cast.ratna), now()
        gone = Departure(agency_id=sari.agency_id, person_id=sari.id, left_on=TODAY() - timedelta(days=400))
        gone.back_on, gone.reason, gone.recorded_at = TODAY() - timedelta(days=200), "Tugas belajar", moment
        change = RoleChange(agency_id=sari.agency_id, person=sari, role=Role.TRAINER, given=True, by=ratna)
        change.at = moment
        db.session.add_all([gone, change])
        db.session.commit()
    sari = signed_in(cast.sari)
    sari.get("/cases")
    said = json.loads(sari.post_form("/certificates/data").text)
    assert [each["reason"] for each in said["departures"]] == ["Tugas belajar"]
    assert [(each["role"], each["given"], each["by"]) for each in said["roles_given_and_taken"]][-1] == (
        "trainer",
        True,
        "Ratna Puspita",
    )
    assert [each["place"] for each in said["closed_doors"]]
    joko = json.loads(signed_in(cast.joko).post_form("/certificates/data").text)
    assert joko["departures"] == joko["closed_doors"] == joko["certificate_doubts"] == []


def test_a_colleagues_case_is_not_in_it(board, signed_in):
    with board.app_context():
        case_about(cast.sari)
    said = json.loads(signed_in(cast.joko).post_form("/certificates/data").text)
    assert said["cases"] == [] and said["file_openings"] == []
