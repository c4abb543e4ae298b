"""Every route, every role, one's own agency and another: who may see what, from the permission table alone."""

import re
from datetime import datetime

import pytest
import sqlalchemy as sa
from flask import Flask

from app import create_app
from tests import cast as people
from tests.certifications.manual import doors as rulings
from tests.certifications.office import complete, lost_pass, modules_for, person_of
from tests.decisions.auditing import doors as auditing
from tests.decisions.awards import doors as awards
from tests.decisions.calendar import doors as calendar
from tests.decisions.cases import doors as cases
from tests.decisions.dossiers import doors as dossiers
from tests.decisions.entries import doors as entries
from tests.decisions.rights import doors as rights
from tests.people.sheets import NEWCOMER
from tests.people.sheets import hold as hold_sheet
from training.attempts.appeals.models import ItemAppeal
from training.attempts.models import Attempt
from training.attempts.regrading.models import HeldItem
from training.attempts.service import find_assessment
from training.attempts.service import start as start_run
from training.certifications.batches.service import Choice
from training.certifications.batches.service import ask as ask_for_sheets
from training.certifications.corrections import service as corrections
from training.certifications.reminders.service import write_test
from training.codes.amendments import open_amendment
from training.codes.intake import Told
from training.codes.models import SUBSTANTIVE, Amendment, CodeVersion
from training.codes.service import import_text, source_text
from training.codes.waiting import wait_in_line
from training.core.access import OWN, PERMISSIONS, UnguardedRoute, refuse_unguarded_routes
from training.core.clock import day_in, now
from training.core.db import db
from training.core.outbox.models import Letter
from training.people.inviting.service import invite
from training.people.models import Person, SignIn, Unit
from training.reports.desk.saving import save_view
from training.scenarios.drafting import save_draft
from training.scenarios.exchange.gift import read_gift
from training.scenarios.exchange.service import hold_batch
from training.scenarios.formats import parse
from training.scenarios.models import Scenario, ScenarioVersion
from training.scenarios.panels.asking import scenes_of
from training.scenarios.panels.models import Panel, PanelVote
from training.scenarios.reviewing.models import Review

pytestmark = pytest.mark.usefixtures("officials")

ROLES = {
    "officer": people.joko,
    "trainer": people.bayu,
    "hr": people.hesti,
    "administrator": people.agus,
    "operator": people.dewi,
    "registrar": people.ratna,
    "auditor": people.wahyu,
}
PUBLIC = {
    "certifications.issuer",
    "certifications.issuer_key",
    "certifications.issuer_keys",
    "certifications.status_list",
    "certifications.verified",
    "certifications.verified_receipt",
    "certifications.verify",
    "awards.verified",
    "awards.verify",
    "health.healthz",
    "health.readyz",
    "people.invitation",
    "people.set_language",
    "people.sign_in",
    "people.start_sign_in",
    "reminders.feed",
    "reports.clause",
    "static",
    "ledger.browser_verifier",
    "ledger.checkpoint",
    "ledger.key",
    "ledger.ledger",
    "ledger.proof",
    "ledger.verifier",
}
PAPERS = {"certifications.certificate", "certifications.certificate_pdf", "certifications.receipt"}
MISSING = {
    "from": 99,
    "to": 98,
    "form": "md",
    "act": "tidak-ada",
    "key": "tidak-ada",
    "kind": "tidak-ada",
    "ref": "zzzzzzzzzzzz",
    "module_ref": "zzzzzzzzzzzz",
    "loan": "zzzzzzzzzzzz",
    "slug": "tidak-ada",
    "number": 99,
    "day": "2026-01-01",
    "token": "tidak-ada",
    "idx": 999_999,
    "year": 1,
    "run": "zzzzzzzzzzzz",
}


def endpoints(app: Flask) -> list[tuple[str, str, str]]:
    """(endpoint, method, guard) of every guarded route."""
    found = []
    for rule in app.url_map.iter_rules():
        guard = app.view_functions[rule.endpoint].guard
        if guard != "public":
            found += [(rule.endpoint, method, guard) for method in sorted(rule.methods - {"HEAD", "OPTIONS"})]
    return sorted(found)


def addresses(member: people.Member) -> dict[str, dict[str, object]]:
    """For each route with an id: the values that name something of this person's own, or of their agency."""
    moment = now()
    person = person_of(member)
    module = modules_for(person)[0]
    attempt = start_run(person, find_assessment(person, module.ref), "practice", now=moment)
    held = complete(person, moment)
    certificate = held.certificate
    proposed, doubt = lost_pass(person, held)
    version = db.session.scalars(
        sa.select(CodeVersion).filter_by(agency_id=person.agency_id, state="in_force")
    ).one()
    scenario = db.session.scalars(sa.select(Scenario).filter_by(agency_id=person.agency_id).limit(1)).one()
    number = db.session.scalar(sa.select(ScenarioVersion.number).filter_by(scenario_id=scenario.id).limit(1))
    unit = db.session.scalars(sa.select(Unit).filter_by(agency_id=person.agency_id).limit(1)).one()
    questions = hold_batch(person, version.code, read_gift("Boleh? {F}"), name="uji.gift", now=moment)
    db.session.commit()
    sign_in = db.session.scalar(
        sa.select(SignIn.ref).where(SignIn.person_id == person.id).order_by(SignIn.id.desc())
    )
    looked_at, graded = others_drafts(person, colleague_of(person))
    code = {"slug": version.code.slug, "number": version.number}
    amendment = amendment_for(person, version)
    amended = code | {"number": amendment.new_version.number}
    upload = {"ref": wait_in_line(person, b"1. Jujur", "naskah.txt", "text", Told(None), now=moment).ref}
    db.session.commit()
    batch = {"ref": ask_for_sheets(Choice(), actor=person, origin="https://adab.contoh.id", now=now()).ref}
    db.session.commit()
    letter = {"ref": letter_to(person)}
    colleague = colleague_of(person)
    thrown_away = hold_sheet(person, [NEWCOMER])
    sheet = hold_sheet(colleague, [NEWCOMER, NEWCOMER[:1]])
    [invited] = invite([person], by=None, now=moment)
    asked = corrections.ask(colleague, about="name", wrong="Nama", wanted="Nama lain", now=moment)
    view, old_view = (save_view(person, name, "status=late", now=moment) for name in ("Kini", "Dulu"))
    db.session.commit()
    honours = awards.addresses(person, colleague, now=moment)
    appealed = appealed_by(colleague, handed_in(person), moment)
    run, own_scenario, own_person = {"ref": attempt.ref}, {"ref": scenario.ref}, {"ref": colleague.ref}
    return {
        "administration.access": own_person,
        "administration.close_unit": {"ref": unit.ref},
        "administration.departure": own_person,
        "administration.import_cancellation": {"ref": thrown_away.ref},
        "administration.import_columns": {"ref": sheet.ref},
        "administration.import_confirmation": {"ref": sheet.ref},
        "administration.import_departures": {"ref": sheet.ref},
        "administration.import_options": {"ref": sheet.ref},
        "administration.import_rejected": {"ref": sheet.ref, "form": "csv"},
        "administration.import_undo": {"ref": sheet.ref},
        "administration.invite_one": own_person,
        "administration.password": own_person,
        "administration.people_import": {"ref": sheet.ref},
        "administration.person": own_person,
        "administration.post": own_person | {"number": 1},
        "administration.posts": own_person,
        "administration.revoke_invitation": {"ref": invited.invitation.ref},
        "administration.transfer": own_person,
        "administration.unit": {"ref": unit.ref},
        "administration.unit_head": {"ref": unit.ref},
        "administration.withdraw_post": own_person | {"number": 1},
        "attempts.absence": run,
        "attempts.debrief": run,
        "attempts.extra_time": own_person,
        "attempts.mark": run,
        "attempts.marked": run,
        "attempts.module_quiz": {"module_ref": module.ref},
        "attempts.player": run,
        "attempts.receipt": {"ref": handed_in(person)},
        "attempts.respond": run,
        "attempts.response": run | {"number": 1},
        "attempts.responses": run,
        **{f"attempts.{name}": {"ref": appealed} for name in ("answer_appeal", "answer_form")},
        **{
            f"attempts.{name}": {"ref": handed_in(person), "number": 1}
            for name in ("appeal_item", "item_appeal")
        },
        "attempts.confirm_regrade": {"ref": proposed.ref},
        "attempts.propose_regrade": own_scenario | {"number": number},
        "attempts.regrade": {"ref": proposed.ref},
        "attempts.regrade_csv": {"ref": proposed.ref},
        "attempts.regrade_form": own_scenario | {"number": number},
        "attempts.turn_down_regrade": {"ref": proposed.ref},
        "attempts.set_extra_time": own_person,
        "attempts.start": {"module_ref": module.ref},
        "attempts.statistics": own_scenario | {"number": number},
        "attempts.statistics_csv": own_scenario | {"number": number},
        "attempts.submission": run,
        "attempts.submit": run,
        "attestations.attest": code,
        "attestations.declare": code,
        "attestations.receipt": code,
        "certifications.batch": batch,
        "certifications.batch_zip": batch,
        "certifications.cancel_batch": batch,
        "certifications.certificate": {"ref": certificate.ref},
        "certifications.certificate_pdf": {"ref": certificate.ref},
        "certifications.credential": {"ref": certificate.ref},
        "certifications.receipt": {"ref": certificate.ref},
        "certifications.keep_certificate": {"ref": doubt.ref},
        "certifications.deadline": amended,
        "certifications.preview_deadline": amended,
        "certifications.set_deadline": amended,
        "corrections.answer": {"ref": asked.ref},
        "corrections.correction": {"ref": asked.ref},
        "codes.amendment": amended,
        "codes.cancel_intake": upload,
        "codes.amendment_publication": amended,
        "codes.diff": {"slug": version.code.slug, "from": version.number, "to": version.number},
        "codes.editorial": amended,
        "codes.export": code | {"form": "xml"},
        "codes.judge_editorial": amended,
        "codes.preview_editorial": amended,
        "codes.intake_progress": upload,
        "codes.judge_change": amended | {"ref": amendment.changes[0].ref},
        "codes.note": code,
        "codes.open_amendment": amended,
        "codes.publication": code,
        "codes.publish": code,
        "codes.publish_amendment": amended,
        "codes.repair": code,
        "codes.review": code,
        "codes.version": code,
        "modules.module": {"ref": module.ref},
        "modules.read_step": {"ref": module.ref, "number": 1},
        "modules.step": {"ref": module.ref, "number": 1},
        "scenarios.code_coverage": {"slug": version.code.slug},
        "scenarios.publish_module_now": {"module_ref": module.ref},
        "people.end_sign_in": {"ref": sign_in or "zzzzzzzzzzzz"},
        "reminders.coming": own_person | {"day": day_in(person.agency.zone, moment).isoformat()},
        "reminders.letter": letter,
        "reminders.send_again": letter,
        "reminders.superior": own_person,
        "reminders.take_as_sent": letter,
        "reports.forget_view": {"ref": old_view.ref},
        "reports.person": own_person,
        "reports.rename_view": {"ref": view.ref},
        **rulings.addresses(person, colleague, certificate.ref),
        **auditing.addresses(person, held, now=now()),
        **calendar.addresses(person, now=moment),
        **honours,
        **rights.addresses(person, colleague, honours["awards.nomination"], now=moment),
        **cases.addresses(person, colleague, now=moment),
        **entries.addresses(person, colleague, now=moment),
        **dossiers.addresses(person, colleague, now=moment),
        **{f"schemes.{name}": {"ref": held.certification.ref} for name in SCHEME_ROUTES},
        **{f"scenarios.{name}": own_scenario for name in SCENARIO_ROUTES},
        **{f"scenarios.{name}": own_scenario | {"key": first_scene(scenario)} for name in SCENE_ROUTES},
        "reviews.decide": {"ref": looked_at.ref},
        "reviews.grade_scene": {"ref": graded.ref, "number": 1},
        "reviews.panel": {"ref": graded.ref},
        "reviews.panel_scene": {"ref": graded.ref, "number": 1},
        "reviews.review": {"ref": looked_at.ref},
        "reviews.save_panel": {"ref": graded.ref},
        "scenarios.version": own_scenario | {"number": number},
        "scenarios.version_graph": own_scenario | {"number": number},
        "scenarios.version_paths": own_scenario | {"number": number},
        "scenarios.batch": {"ref": questions.ref},
        "scenarios.confirm": {"ref": questions.ref},
    }


def letter_to(person: Person) -> str:
    """A letter that was written to somebody."""
    write_test(person, now=now())
    db.session.commit()
    return db.session.scalars(sa.select(Letter.ref).where(Letter.person_id == person.id)).one()


def handed_in(person: Person) -> str:
    """A certification run of theirs that has ended."""
    rows = sa.select(Attempt.ref).filter_by(person_id=person.id, purpose="certification", state="submitted")
    return db.session.scalars(rows.limit(1)).one()


def appealed_by(colleague: Person, run: str, moment: datetime) -> str:
    """An appeal of the last item of a run, made by somebody else than whose run it is."""
    attempt = db.session.scalars(sa.select(Attempt).filter_by(ref=run)).one()
    rows = sa.select(HeldItem).filter_by(attempt_id=attempt.id).order_by(HeldItem.item.desc()).limit(1)
    held = db.session.scalars(rows).one()
    made = ItemAppeal(agency_id=attempt.agency_id, person=colleague, attempt=attempt, item=held.item)
    made.version_id, made.text, made.asked_at, made.due_at = held.version_id, "Keliru.", moment, moment
    db.session.add(made)
    db.session.commit()
    return made.ref


def colleague_of(person: Person) -> Person:
    """Somebody else, since closing one's own access would end the test with it; and nobody's superior, about
    whom fewer may act."""
    leads = sa.select(Unit.id).where(Unit.head_id == Person.id).exists()
    rows = sa.select(Person).where(Person.agency_id == person.agency_id, Person.id != person.id, ~leads)
    return db.session.scalars(rows.order_by(Person.id.desc()).limit(1)).one()


def others_drafts(person: Person, author: Person) -> tuple[Review, Panel]:
    """A draft of a colleague that waits for a look, and another that this person is to grade."""
    rows = sa.select(Scenario).filter_by(agency_id=person.agency_id).order_by(Scenario.id).offset(1).limit(2)
    looked_at, graded = [begin_draft(scenario, author) for scenario in db.session.scalars(rows)]
    review = Review(agency_id=person.agency_id, version=looked_at, content_hash=looked_at.content_hash)
    review.asked_by, review.asked_at = author, now()
    panel = Panel(agency_id=person.agency_id, version=graded, opened_by_id=author.id, opened_at=now())
    panel.scenes = scenes_of(parse(graded.source, name="graded"))
    panel.votes = [PanelVote(person=person)]
    db.session.add_all([review, panel])
    db.session.commit()
    return review, panel


def begin_draft(scenario: Scenario, author: Person) -> ScenarioVersion:
    current = scenario.current
    source = current.source.replace("place: ", "place: Depan ", 1)
    return save_draft(scenario, source, stamp=current.stamp, author=author, now=now())


def first_scene(scenario: Scenario) -> str:
    return parse(scenario.versions[0].source, name="first").start


def amendment_for(person: Person, version: CodeVersion) -> Amendment:
    """An amendment of the code under way: a draft with one word changed."""
    text = source_text(version).replace(" dan ", " serta ")
    draft = import_text(person.agency, slug=version.code.slug, text=text, source_name="baru.txt", now=now())
    amendment = open_amendment(draft, actor=None, now=now())
    for change in amendment.changes:
        change.weight, change.reason = SUBSTANTIVE, "Uji."
    db.session.commit()
    return amendment


SCENARIO_ROUTES: tuple[str, ...] = (
    "draft",
    "save",
    "preview",
    "publish",
    "discard",
    "retire",
    "back_to_draft",
    "rehearsal",
    "save_outline",
    "text",
    "comparison",
    "draft_graph",
    "draft_paths",
    "second_look",
    "ask_second_look",
    "panel",
    "save_panel",
    "copy",
    "archive",
)
SCHEME_ROUTES = ("scheme", "terms", "calculate", "review", "again", "set_terms", "closing", "close", "reopen")
SCENE_ROUTES = ("cite", "clauses", "save_scene", "scene")


def ask(browser, app, endpoint, method, values):
    with app.test_request_context():
        url = app.url_for(endpoint, **values)
    if method == "GET":
        return browser.get(url)
    return browser.post(url, data={"csrf_token": browser.token()})


def test_every_public_route_is_known(app):
    """Adding a page without sign-in is a decision; it is taken here."""
    found = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if app.view_functions[rule.endpoint].guard == "public"
    }
    assert found == PUBLIC


def test_every_route_with_an_id_is_tried(app):
    with app.app_context():
        tried = set(addresses(people.joko))
    wanted = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if rule.arguments and app.view_functions[rule.endpoint].guard != "public"
    }
    assert tried == wanted


def test_a_stranger_is_asked_to_sign_in(app, client):
    with app.app_context():
        own = addresses(people.joko)
    client.get("/verify")
    for endpoint, method, _guard in endpoints(app):
        if method == "GET":
            answer = ask(client, app, endpoint, method, own.get(endpoint, {}))
            assert answer.status_code == 302, endpoint
            assert "/sign-in" in answer.location, endpoint
        else:
            token = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/verify").text)
            with app.test_request_context():
                url = app.url_for(endpoint, **own.get(endpoint, {}))
            answer = client.post(url, data={"csrf_token": token[1] if token else ""})
            assert answer.status_code in {302, 400}, endpoint


@pytest.mark.parametrize("role", ROLES)
def test_a_role_sees_what_the_table_says_and_nothing_else(app, signed_in, role):
    member = ROLES[role]
    browser = signed_in(member)
    with app.app_context():
        own, roles = addresses(member), person_of(member).roles
    for endpoint, method, guard in endpoints(app):
        if endpoint == "people.sign_out":
            continue
        answer = ask(browser, app, endpoint, method, own.get(endpoint, {}))
        if PERMISSIONS[guard].roles.isdisjoint(roles):
            assert answer.status_code == 404, f"{role} reaches {method} {endpoint}"
        elif endpoint not in HIDDEN_WHEN_EMPTY:
            assert answer.status_code != 404, f"{role} is kept from {method} {endpoint}"
        if endpoint in ENDS_THE_SESSION:
            browser = signed_in(member) if answer.status_code != 404 else browser


# A year is the same year everywhere.
NOBODYS = {"auditing.year", "auditing.year_file"}
ENDS_THE_SESSION = {"people.end_sign_in"}
HIDDEN_WHEN_EMPTY = {
    "attempts.response",
    "reminders.coming",
    "reminders.superior",
    "certifications.batch_zip",
    "scenarios.export_file",
}


@pytest.mark.parametrize("role", ROLES)
def test_another_agency_does_not_exist(app, signed_in, role):
    browser = signed_in(ROLES[role])
    with app.app_context():
        others = addresses(people.maya)
    for endpoint, method, _guard in endpoints(app):
        if endpoint in others and endpoint not in NOBODYS:
            foreign = ask(browser, app, endpoint, method, others[endpoint])
            nothing = ask(browser, app, endpoint, method, {k: MISSING[k] for k in others[endpoint]})
            assert foreign.status_code == nothing.status_code == 404, f"{role} {method} {endpoint}"
            assert without_token(foreign.text) == without_token(nothing.text), endpoint


@pytest.mark.parametrize("role", ROLES)
def test_a_colleagues_own_record_is_theirs(app, signed_in, role):
    """Runs, sign-ins and papers belong to the person; only personnel may open a colleague's certificate."""
    browser = signed_in(ROLES[role])
    with app.app_context():
        hers = addresses(people.ningsih)
    for endpoint, method, guard in endpoints(app):
        if not endpoint.startswith(("attempts.", "certifications.", "people.")) or endpoint not in hers:
            continue
        if PERMISSIONS[guard].reach != OWN or "module_ref" in hers[endpoint]:
            continue
        answer = ask(browser, app, endpoint, method, hers[endpoint])
        if endpoint in PAPERS and role == "hr":
            # Nothing is signed in these tests, so there is no receipt yet.
            assert answer.status_code == (409 if endpoint.endswith("receipt") else 200)
        else:
            assert answer.status_code == 404, f"{role} {method} {endpoint}"


def without_token(text: str) -> str:
    return re.sub(r'value="[^"/]{60,}"|/[a-z-]+/[^"\s<]*', "", text)


def test_a_route_without_a_guard_stops_the_start():
    bare = create_app({"TESTING": True, "SECRET_KEY": "x", "SQLALCHEMY_DATABASE_URI": "sqlite://"})
    bare.add_url_rule("/open", "open", lambda: "")
    with pytest.raises(UnguardedRoute, match="open"):
        refuse_unguarded_routes(bare)


def test_nobody_holds_a_permission_the_table_does_not_name(app):
    used = {guard for _endpoint, _method, guard in endpoints(app)}
    assert used == set(PERMISSIONS)
    with app.app_context():
        assert not db.session.scalar(sa.select(Person).where(Person.email == people.joko.email)).may(
            "people.manage"
        )
