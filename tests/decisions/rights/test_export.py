"""Matters in the file of one's own data: all that is for the officer and nothing about others."""

import json
from datetime import timedelta

from training.core.clock import now
from training.core.db import db
from training.decisions.cases.procedure import acts
from training.decisions.models import AccessGrant, Opening, Reporter
from training.decisions.stepping import new_salt

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


def test_a_colleagues_case_is_not_in_it(board, signed_in):
    with board.app_context():
        case_about(cast.sari)
    said = json.loads(signed_in(cast.joko).post_form("/certificates/data").text)
    assert said["cases"] == [] and said["file_openings"] == []
