"""Cases, dossiers and audits in a browser: taken up with and without script, and at ease for all eyes."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect

from tests.certifications.office import complete
from tests.decisions.cases import walking
from tests.decisions.office import person_of, seat
from tests.decisions.rights.office import TODAY, carry_on, case_about, find
from training.core.clock import day_in, now
from training.core.db import db
from training.decisions.cases.procedure import acts
from training.decisions.models import Matter

from .conftest import DESK, PHONE
from .test_screens import faults_of, look
from .walking import follow

REPORTER = "Bu Pelapor Rahasia"
CUT = "[...document.querySelectorAll('.table-box')].some((box) => box.scrollWidth > box.clientWidth)"


def read(page: Page, *paths: str) -> None:
    """Each page is there, on a phone no table is cut off, and axe finds nothing."""
    page.set_viewport_size(PHONE)
    for path in paths:
        answer = page.goto(path)
        assert answer and answer.status == 200, path
        assert not page.evaluate(CUT), path
    look(page, *paths)


@pytest.fixture
def case(officials, cast):
    """A case about Sari in which Yanti sits; its reference."""
    with officials.app_context():
        ref = case_about(cast.sari)
        seat(find(ref), person_of(cast.yanti), "secretary")
        db.session.commit()
        return ref


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_a_case_is_taken_up_and_nobody_reads_who_reported(visit, cast, officials, script):
    page = visit(cast.ratna, script=script, size=DESK)
    page.goto("/cases/new")
    page.locator("input[name=track][value=ethics]").check()
    page.locator("input[name=subject_q]").fill("Joko")
    if not script:
        page.get_by_role("button", name="Cari").first.click()
    page.locator("button", has_text="Pilih").first.click()
    expect(page.locator("input[name=subject]")).to_have_count(1)
    today = day_in("Asia/Jakarta", now())
    page.locator("input[name=happened_on]").fill((today - timedelta(days=3)).isoformat())
    page.locator("select[name=channel]").select_option(index=1)
    page.locator("textarea[name=summary]").fill("Diduga menerima amplop di loket.")
    page.get_by_role("button", name="Tampilkan butir hari itu").click()
    page.locator("summary", has_text="D. Pencegahan KKN").click()
    page.locator("input[name=clauses][value='D.4']").check()
    page.locator("input[name='reporter-name']").fill(REPORTER)
    page.get_by_role("button", name="Catat perkara").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Perkara ETIK/")
    assert REPORTER not in page.content()
    mine = visit(cast.joko, script=script)
    mine.goto("/my-matters")
    mine.get_by_role("link", name="ETIK/").click()
    expect(mine.get_by_text("Menerima sesuatu dari pemohon")).to_be_visible()
    assert REPORTER not in mine.content()


def test_the_pages_of_who_keeps_and_who_sits(visit, cast, case):
    look(visit(cast.ratna), "/cases", "/cases/new", f"/cases/{case}", f"/cases/{case}/appointment")
    look(visit(cast.ratna), f"/cases/{case}/access", f"/cases/{case}/dossier", "/cases/calendar", "/awards")
    look(visit(cast.yanti), "/seats", f"/cases/{case}")


def test_the_pages_of_whom_it_is_about_and_of_who_audits(visit, cast, case):
    look(visit(cast.sari), "/", "/my-matters", f"/my-matters/{case}", f"/my-matters/{case}/reply")
    look(visit(cast.wahyu), "/audit", "/audit/entries", f"/audit/years/{now().year}", "/audit/refusals")


@pytest.fixture
def acting(officials, cast):
    """`acting(track)` takes up a case; what it returns seats people, writes the next step, reads an act's page."""

    class Acting:
        def __init__(self, track: str) -> None:
            with officials.app_context():
                self.ref = case_about(cast.sari, track=track)

        def sit(self, **seats) -> None:
            with officials.app_context():
                for role, members in seats.items():
                    for member in members:
                        seat(find(self.ref), person_of(member), role)
                db.session.commit()

        def step(self, make, by, on=0) -> None:
            with officials.app_context():
                act = make()
                day = TODAY() - timedelta(days=on)
                carry_on(self.ref, act.kind, act.said(), by=by, inner=act.inner, on=day)

        def read(self, page: Page, *names: str) -> None:
            for name in names:
                page.goto(f"/cases/{self.ref}/{name}")
                assert page.locator("main form button").count(), f"{name} is not open"
            read(page, *(f"/cases/{self.ref}/{name}" for name in names))

    return Acting


def days_ago(days: int):
    return TODAY() - timedelta(days=days)


def called():
    return walking.summons(1, days_ago(6), days_ago(4))


def test_the_forms_of_a_case_of_ethics_from_naming_the_panel_to_closing(visit, cast, acting):
    case, keeper, panel = acting("ethics"), visit(cast.ratna), visit(cast.hendra)
    case.read(keeper, "note", "reporter")
    case.step(walking.panel, cast.ratna, on=6)
    members = [cast.tomi, cast.imam, cast.hesti]
    case.sit(chair=[cast.hendra], secretary=[cast.yanti], member=members, official=[cast.kartika])
    case.read(keeper, "summons")
    case.step(called, cast.ratna, on=6)
    case.read(keeper, "minutes", "absence")
    case.step(lambda: walking.minutes(days_ago(4)), cast.ratna, on=4)
    case.read(panel, "deliberation")
    case.step(walking.counsel, cast.hendra, on=3)
    case.read(panel, "proposal")
    case.step(lambda: acts.Proposed(verdict=walking.verdict()), cast.hendra, on=3)
    case.read(visit(cast.kartika), "decision", "return")
    case.step(lambda: acts.Decided(number="SK 1", verdict=walking.verdict()), cast.kartika, on=2)
    case.read(keeper, "delivery")
    case.step(lambda: acts.Delivered(how="handed", received_on=days_ago(1)), cast.ratna, on=1)
    case.read(keeper, "training", "closing")


def test_the_forms_of_discipline_and_of_an_objection(visit, cast, acting):
    case, keeper = acting("discipline"), visit(cast.ratna)
    case.step(walking.team, cast.ratna, on=6)
    case.sit(superior=[cast.sulastri], personnel=[cast.hesti], supervision=[cast.wahyu])
    case.sit(official=[cast.kartika])
    case.step(called, cast.ratna, on=6)
    case.step(lambda: walking.minutes(days_ago(4)), cast.ratna, on=4)
    case.read(keeper, "reply")
    case.read(visit(cast.sulastri), "proposal")
    found = acts.Decided(number="SK 2", verdict=walking.verdict("written_reprimand"))
    case.step(lambda: acts.Proposed(verdict=found.verdict), cast.sulastri, on=3)
    case.step(lambda: found, cast.kartika, on=2)
    case.step(lambda: acts.Delivered(how="handed", received_on=days_ago(1)), cast.ratna, on=1)
    case.read(keeper, "objection")
    read(visit(cast.sari), f"/my-matters/{case.ref}", f"/my-matters/{case.ref}/objection")
    case.step(lambda: acts.Objected(way="objection", text="Terlalu berat."), cast.sari)
    case.read(keeper, "referral")
    referred = lambda: acts.Referred(members=(walking.ref_of(cast.bayu),), decree="ST 3")  # noqa: E731
    case.step(referred, cast.ratna)
    case.sit(reviewer=[cast.bayu])
    case.read(visit(cast.bayu), "review")


def test_what_is_refused_is_looked_at_too_and_read_out_first(visit, cast, case):
    page = visit(cast.ratna)
    page.goto(f"/cases/{case}/appointment")
    page.get_by_role("button", name="Simpan penunjukan").click()
    expect(page.locator(".error-summary")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(".error-summary a").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#decree")).to_be_focused()


def test_the_calendar_the_terms_and_what_is_erased(visit, cast, officials, case):
    with officials.app_context():
        over = {"closed_on": days_ago(900), "kept_until": days_ago(2)}
        db.session.execute(sa.update(Matter).where(Matter.ref == case).values(over))
        db.session.commit()
    page = visit(cast.ratna)
    calendar = "/cases/calendar"
    read(
        page,
        calendar,
        f"{calendar}?year=2028",
        f"{calendar}/terms",
        f"{calendar}/term?key=reply&track=ethics",
    )
    page.get_by_role("button", name="Simpan angka kantor").click()
    expect(page.locator(".error-summary")).to_be_visible()
    read(page, "/cases/retention", f"/cases/{case}/erasure")


def test_what_personnel_enters_by_hand_and_from_a_sheet(visit, cast, officials):
    with officials.app_context():
        about = f"/people-entries/about/{person_of(cast.sari).ref}"
    page = visit(cast.hesti)
    read(page, "/people-entries", "/people-entries/new", f"{about}/sanction", "/people-entries/attendance")
    page.get_by_role("textbox").last.fill(f"{cast.sari.nip};2025;98,5;0\n19900101;2025;98,5;0\nbukan baris")
    follow(page, page.get_by_role("button", name="Periksa berkas"))
    expect(page.get_by_text("Baris 2")).to_be_visible()
    assert not faults_of(page)
    follow(page, page.get_by_role("button", name="Simpan 1 catatan"))
    read(visit(cast.sari), "/my-matters/entries")


def test_an_auditor_follows_a_certificate_and_a_case_back(visit, cast, officials, case):
    with officials.app_context():
        certificate = complete(person_of(cast.joko), now()).certificate.number
        number = find(case).number
        db.session.commit()
    page = visit(cast.wahyu)
    for each in (certificate, number):
        page.goto("/audit")
        page.get_by_label("Nomor sertifikat").fill(each)
        page.get_by_label("Alasan").fill("Pemeriksaan rutin triwulan keempat.")
        follow(page, page.get_by_role("button", name="Telusuri"))
        read(page, page.url)
    read(page, "/audit/entries", "/audit/entries/5")


def test_a_paper_and_the_file_from_its_draft_to_who_reads_it(visit, cast, case):
    keeper = visit(cast.ratna)
    read(keeper, f"/cases/{case}/steps/1.pdf", f"/cases/{case}/access")
    keeper.goto(f"/cases/{case}/dossier")
    keeper.get_by_label("Mengapa Anda membuka berkas ini?").fill("Menyusun berkas untuk majelis.")
    follow(keeper, keeper.get_by_role("button", name="Buka berkas"))
    follow(keeper, keeper.get_by_role("button", name="Lihat draf"))
    assert not faults_of(keeper)
    follow(keeper, keeper.get_by_role("button", name="Bekukan dan serahkan"))
    read(keeper, f"/cases/{case}/dossier/1")
    read(visit(cast.sari), f"/my-matters/{case}/dossier/1", f"/my-matters/{case}/access")


def test_after_one_was_found_the_next_is_looked_for_at_once(visit, cast, case):
    page = visit(cast.ratna)
    page.goto(f"/cases/{case}/appointment")
    for name in ("Hendra", "Tomi"):
        page.locator("#q").press_sequentially(name)
        page.get_by_role("button", name=f"Tambahkan {name}").click()
        expect(page.locator(".member", has_text=name)).to_be_visible()
        expect(page.locator("#q")).to_be_focused()
        expect(page.locator("#q")).to_be_in_viewport()
