"""Every screen, at phone and desk width, light and dark: axe finds nothing, and nothing runs out of the page."""

import re
from random import Random

import pytest
import sqlalchemy as sa
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.attempts.crowd import flood
from tests.certifications.office import complete, lost_pass, person_of
from training.attempts.insight import live_insights
from training.certifications.corrections import service as corrections
from training.codes.intake import Told
from training.codes.waiting import wait_in_line
from training.core.clock import now
from training.core.db import db
from training.modules.models import Module
from training.people.models import Agency, Person
from training.scenarios.covering.scope import code_to_write_for
from training.scenarios.exchange.gift import read_gift
from training.scenarios.exchange.service import hold_batch
from training.scenarios.models import Scenario

from .conftest import DESK, PHONE
from .walking import follow

axe = Axe()


def look(page: Page, *paths: str) -> None:
    """Run axe on each page in both themes and widths."""
    faults = []
    for path in paths:
        page.goto(path)
        faults += faults_of(page)
    assert not faults, "\n".join(faults)


def faults_of(page: Page) -> list[str]:
    found = []
    for size in (PHONE, DESK):
        page.set_viewport_size(size)
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            found.append(f"{page.url} at {size['width']}: wider than the screen")
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme, reduced_motion="reduce")
            for fault in axe.run(page).response["violations"]:
                nodes = [node["html"][:160] for node in fault["nodes"][:3]]
                found.append(f"{page.url} at {size['width']} {theme}: {fault['id']} {fault['help']} {nodes}")
    return found


@pytest.fixture
def certified(app, cast):
    """Sari holds a certificate; its address."""
    with app.app_context():
        return complete(person_of(cast.sari), now()).certificate.ref


def test_before_sign_in(visit):
    page = visit()
    look(page, "/sign-in", "/verify", "/verify/ZZZZZ-ZZZZZ-ZZZZZ-ZZZZZ", "/nowhere")
    page.goto("/sign-in")
    page.get_by_label("NIP atau surel").fill("siapa")
    page.get_by_label("Kata sandi").fill("bukan")
    follow(page, page.get_by_role("button", name="Masuk"))
    assert not faults_of(page)


def test_a_clause_for_anybody_and_for_its_own_people(visit, cast):
    clauses = "/codes/dinsos-banten-2024/clauses"
    look(visit(), f"{clauses}/D.4", "/codes/disdukcapil-palangkaraya-2019/clauses/B.dilarang.8?version=1")
    look(visit(cast.bayu), f"{clauses}/D.4")


def test_the_officers_pages(visit, cast):
    page = visit(cast.sari)
    look(
        page,
        "/",
        "/account",
        "/account/password",
        "/codes",
        "/certificates",
        "/codes/dinsos-banten-2024/versions/1",
    )
    look(page, "/codes/dinsos-banten-2024/versions/1/attestation")
    page.goto("/")
    follow(page, page.locator(".next-step .btn-primary"))
    module = re.sub(r"(/modules/[a-z0-9]+).*", r"\1", page.url)
    look(page, module, f"{module}/steps/1", f"{module}/quiz")


def test_the_player_from_the_first_scene_to_the_debrief(visit, cast):
    page = visit(cast.sari)
    page.goto("/")
    follow(page, page.locator(".next-step .btn-primary"))
    page.goto(re.sub(r"(/modules/[a-z0-9]+).*", r"\1/quiz", page.url))
    follow(page, page.get_by_role("button", name="Mulai latihan"))
    faults = faults_of(page)
    attempt = page.url
    page.locator(".option label").first.click()
    page.get_by_role("button", name="Lakukan ini").click()
    page.wait_for_url(re.compile("/responses/1"))
    faults += faults_of(page)
    page.goto(f"{attempt}/submission")
    faults += faults_of(page)
    page.get_by_role("button", name="Akhiri latihan sekarang").click()
    page.wait_for_url(re.compile("/debrief"))
    faults += faults_of(page)
    assert not faults, "\n".join(faults)


def test_a_certified_officers_pages(visit, cast, certified):
    look(
        visit(cast.sari),
        "/",
        "/certificates",
        f"/certificates/{certified}",
        "/codes/dinsos-banten-2024/versions/1/attestation",
    )


def test_exports_and_corrections(visit, cast, app, certified):
    with app.app_context():
        asked = corrections.ask(person_of(cast.sari), about="name", wrong="Gelar", wanted="S.Sos.", now=now())
        db.session.commit()
        waiting = f"/corrections/{asked.ref}"
    page = visit(cast.hesti)
    page.goto("/reports/exports?kind=list")
    with page.expect_download():
        page.get_by_role("button", name="Unduh CSV").click()
    exports = "/reports/exports"
    look(page, exports, f"{exports}?kind=socialisation", f"{exports}?kind=hours&from=abcd", f"{exports}/log")
    look(page, "/corrections", waiting)
    look(visit(cast.sari), "/certificates", "/corrections/new")


def test_the_personnel_desk(visit, cast, app, certified):
    with app.app_context():
        ref = db.session.scalar(sa.select(Person.ref).where(Person.email == cast.sari.email))
    page = f"/reports/people/{ref}"
    look(visit(cast.hesti), "/reports/people", "/reports/people?q=zzz", page, f"{page}/extra-time")


def test_a_regrade_from_its_proposal_to_who_decides(visit, cast, app):
    with app.app_context():
        proposed, _doubt = lost_pass(sari := person_of(cast.ningsih), complete(sari, now()))
        version = proposed.version
        form = f"/scenarios/{version.scenario.ref}/versions/{version.number}/regrade"
        page = f"/regrades/{proposed.ref}"
    look(visit(cast.hesti), "/regrades", page, "/certificates/doubts", "/reports/people")
    trainer = visit(cast.bayu)
    look(trainer, form, page)
    trainer.goto(form)
    trainer.get_by_label("Alasan").fill("Percobaan.")
    follow(trainer, trainer.get_by_role("button", name="Lihat akibatnya"))
    assert not faults_of(trainer)


def test_the_trainers_desk(visit, cast, app):
    with app.app_context():
        ref = db.session.scalar(sa.select(Scenario.ref).where(Scenario.slug == "amplop-di-loket"))
    look(
        visit(cast.bayu),
        "/scenarios",
        f"/scenarios/{ref}/draft",
        f"/scenarios/{ref}/versions/1",
        "/scenarios/new",
        "/scenarios/coverage",
        "/scenarios/coverage?lacks=1",
        "/codes/dinsos-banten-2024/coverage?view=matrix&module=d",
        "/scenarios/import",
        "/scenarios/export",
    )


def test_the_forms_of_the_editor(visit, cast, app):
    """A whole story, and one just begun with each kind of question, something taken out and something wrong."""
    with app.app_context():
        ref = db.session.scalar(sa.select(Scenario.ref).where(Scenario.slug == "amplop-di-loket"))
    page, draft = visit(cast.bayu), f"/scenarios/{ref}/draft"
    look(page, f"{draft}/text", f"{draft}/nodes/amplop", f"{draft}/nodes/akhir-1")
    look(page, f"{draft}/nodes/amplop/clauses?of=1", f"{draft}/preview")
    look(page, f"{draft}/preview?play=1&choice=A")
    page.goto(f"{draft}/nodes/tertinggal")
    for button in ("mencentang semua yang tepat", "Hapus"):
        page.get_by_role("button", name=button).first.click()
        page.wait_for_load_state("networkidle")
    look(page, f"{draft}/nodes/tertinggal", f"{draft}/preview?from=tertinggal")
    page.get_by_role("link", name="Kembali menulis").click()
    page.get_by_role("button", name="mengurutkan").click()
    page.wait_for_load_state("networkidle")
    page.get_by_label("Situasi").fill("")
    page.get_by_role("button", name="Simpan").last.click()
    page.wait_for_load_state("networkidle")
    look(page, f"{draft}/nodes/tertinggal", draft)


def test_what_an_import_will_do(visit, cast, app):
    with app.app_context():
        trainer = db.session.scalars(sa.select(Person).where(Person.email == cast.bayu.email)).one()
        code = code_to_write_for(trainer.agency_id)
        reading = read_gift("Boleh? {F}\n\nAngka? {#3}\n\n::Map::Siapa? {=a ~b}")
        held = hold_batch(trainer, code, reading, name="uji.gift", now=now())
        db.session.commit()
        ref = held.ref
    look(visit(cast.bayu), f"/scenarios/import/{ref}")


def test_how_well_scenarios_do_their_work(visit, cast, app):
    with app.app_context():
        module = db.session.scalars(
            sa.select(Module).join(Agency).where(Module.key == "d", Agency.slug == cast.bayu.agency)
        ).one()
        flood(module, 25, Random(3))
        found = [each.version for each in live_insights(Scenario.agency_id == module.agency_id)]
        pages = [f"/scenarios/{v.scenario.ref}/versions/{v.number}/statistics" for v in (found[0], found[-1])]
    look(visit(cast.bayu), "/scenarios/statistics", *pages)


def test_a_draft_code_beside_its_source(visit, cast):
    slug = "/codes/disdukcapil-palangkaraya-2019/versions"
    look(visit(cast.yusuf), "/codes", f"{slug}/2", f"{slug}/2/review")


def test_the_code_desk(visit, cast):
    draft = "/codes/disdukcapil-palangkaraya-2019/versions/2"
    page = visit(cast.lina)
    look(page, "/codes/new", f"{draft}/review", f"{draft}/review?clause=B.wajib.4", f"{draft}/publication")
    look(page, f"{draft}/review?section=1", f"{draft}/review?clause=A.?2&done=label")
    page.goto("/codes/new")
    follow(page, page.get_by_role("button", name="Baca naskah"))
    assert not faults_of(page)


def test_an_upload_on_its_way(visit, cast, app):
    with app.app_context():
        agus = db.session.scalars(sa.select(Person).where(Person.email == cast.agus.email)).one()
        rows = [
            wait_in_line(agus, b"x", f"pindaian-{state}.pdf", "pictures", Told(None), now=now())
            for state in ("waiting", "running", "failed", "cancelled")
        ]
        rows[1].state, rows[1].page, rows[1].pages = "running", 12, 40
        rows[2].state, rows[2].message = "failed", "PDF ini rusak dan tidak dapat dibuka."
        rows[3].state = "cancelled"
        pages = [f"/codes/intakes/{row.ref}" for row in rows]
        db.session.commit()
    look(visit(cast.agus), "/codes/new", *pages)


def test_the_administrators_pages(visit, cast, app):
    with app.app_context():
        ref = db.session.scalar(sa.select(Person.ref).where(Person.email == cast.sari.email))
    page = visit(cast.agus)
    people = "/administration/people"
    look(page, people, f"{people}?q=zzz", f"{people}/new", f"{people}/{ref}", "/administration/units")
    page.goto(f"{people}/new")
    page.get_by_role("button", name="Simpan").click()
    look(visit(cast.dewi), "/administration/agencies")
