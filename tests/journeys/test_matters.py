"""Cases, dossiers and audits in a browser: taken up with and without script, and at ease for all eyes."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.decisions.office import person_of, seat
from tests.decisions.rights.office import case_about, find
from training.core.clock import day_in, now
from training.core.db import db

from .conftest import DESK
from .test_screens import look

REPORTER = "Bu Pelapor Rahasia"


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
