"""The pages of a file: asked why, read, taken away, lent; and every door that stays closed is noticed."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa
import time_machine

from tests import cast
from tests.decisions.dossiers.doors import a_nomination
from tests.decisions.office import MORNING, a_case, person_of, seat
from training.core.db import db
from training.decisions.dossiers.freezing import hand_over
from training.decisions.dossiers.lending import end_access, lend_access
from training.decisions.models import AccessGrant, Case, Dossier, Opening, Step
from training.ledger.models import LedgerLeaf
from training.people.refused import Refusal

WHY = "Memeriksa fakta sebelum sidang"
PROOF = "Nilai bukan bukti pelanggaran"


@pytest.fixture
def morning():
    with time_machine.travel(MORNING, tick=False) as traveller:
        yield traveller


@pytest.fixture
def ref(board, morning):
    """A case about Sari which Ratna keeps; Yanti sits in it and Imam leads; nothing handed over yet."""
    with board.app_context():
        case = a_case(person_of(cast.ratna), person_of(cast.sari))
        seat(case, person_of(cast.yanti))
        seat(case, person_of(cast.imam), "chair")
        db.session.commit()
        return case.ref


@pytest.fixture
def frozen(board, ref):
    """The same with one version handed over and a loan for Yanti."""
    with board.app_context():
        case = find(ref)
        ratna = person_of(cast.ratna)
        hand_over(case, by=ratna, as_of=case.happened_on, known_by=MORNING, rev=case.rev, now=MORNING)
        until = MORNING + timedelta(days=3)
        lend_access(case, person_of(cast.yanti), reason=WHY, until=until, by=ratna, now=MORNING)
        db.session.commit()
    return ref


def find(ref):
    return db.session.scalars(sa.select(Case).where(Case.ref == ref)).one()


def visit(browser, ref, reason=WHY):
    return browser.post_form(f"/cases/{ref}/dossier/openings", {"reason": reason})


def counted(app, model, *conditions):
    with app.app_context():
        return db.session.scalar(sa.select(sa.func.count()).select_from(model).where(*conditions))


def refusals(app):
    with app.app_context():
        rows = db.session.execute(sa.select(Refusal.what, Refusal.place, Refusal.count))
        return {(what, place): count for what, place, count in rows}


def test_the_file_asks_why_and_then_reads_like_a_memorandum(board, frozen, signed_in):
    browser = signed_in(cast.yanti)
    cover = browser.get(f"/cases/{frozen}/dossier")
    assert "Mengapa Anda membuka berkas ini?" in cover.text and "Memorandum fakta" not in cover.text
    assert browser.get(f"/cases/{frozen}/dossier/1").location.endswith(f"/cases/{frozen}/dossier")
    assert visit(browser, frozen).location.endswith(f"/cases/{frozen}/dossier/1")
    page = browser.get(f"/cases/{frozen}/dossier/1")
    for said in (
        "Memorandum fakta",
        "mengenai butir D.4",
        "Yang meringankan dan yang perlu ditimbang",
        PROOF,
    ):
        assert said in page.text, said
    assert "Keadaan per 20 November 2026" in page.text and "DRAF" not in page.text
    assert counted(board, Opening, Opening.what == "page", Opening.reason == WHY) == 1


def test_a_reason_that_says_nothing_is_asked_again(board, frozen, signed_in):
    browser = signed_in(cast.yanti)
    answer = visit(browser, frozen, reason="perlu")
    assert (
        answer.status_code == 422
        and "paling sedikit 10 huruf" in answer.text
        and "perlu</textarea>" in answer.text
    )
    assert counted(board, Opening) == 0


def test_a_visit_lasts_half_an_hour_in_one_browser(board, frozen, signed_in, morning):
    browser = signed_in(cast.yanti)
    visit(browser, frozen)
    morning.shift(timedelta(minutes=29))
    assert browser.get(f"/cases/{frozen}/dossier/1").status_code == 200
    assert signed_in(cast.yanti).get(f"/cases/{frozen}/dossier/1").status_code == 302
    morning.shift(timedelta(minutes=1))
    assert browser.get(f"/cases/{frozen}/dossier/1").status_code == 302
    assert counted(board, Opening) == 1


def test_a_loan_that_ends_or_runs_out_closes_the_open_file(board, frozen, signed_in, morning):
    browser = signed_in(cast.yanti)
    visit(browser, frozen)
    with board.app_context():
        [loan] = db.session.scalars(sa.select(AccessGrant)).all()
        end_access(loan, by=person_of(cast.ratna), now=MORNING + timedelta(minutes=1))
        db.session.commit()
    morning.shift(timedelta(minutes=2))
    assert browser.get(f"/cases/{frozen}/dossier/1").status_code == 404
    assert browser.post_form(f"/cases/{frozen}/dossier/1.pdf").status_code == 404
    assert visit(browser, frozen).status_code == 404
    assert "belum dipinjamkan" in browser.get(f"/cases/{frozen}/dossier").text
    assert set(refusals(board)) == {
        ("dossier", "dossiers.version"),
        ("dossier", "dossiers.pdf"),
        ("dossier", "dossiers.open_file"),
    }


def test_an_expired_loan_opens_nothing(board, frozen, signed_in, morning):
    morning.shift(timedelta(days=3))
    assert visit(signed_in(cast.yanti), frozen).status_code == 404


ENEMIES = ("tomi", "hesti", "wahyu", "sari", "kartika", "gita", "surya", "joko")
DOORS = (
    ("GET", "/cases/{ref}/dossier"),
    ("GET", "/cases/{ref}/dossier/1"),
    ("POST", "/cases/{ref}/dossier/openings"),
    ("POST", "/cases/{ref}/dossier/draft"),
    ("POST", "/cases/{ref}/dossier/versions"),
    ("POST", "/cases/{ref}/dossier/1.pdf"),
    ("POST", "/cases/{ref}/dossier/1.zip"),
    ("GET", "/cases/{ref}/access"),
    ("POST", "/cases/{ref}/access"),
    ("GET", "/nominations/{ref}/dossier"),
)


@pytest.mark.parametrize("enemy", ENEMIES)
def test_fishing_is_refused_and_noticed(board, frozen, signed_in, enemy):
    browser = signed_in(getattr(cast, enemy))
    token, nothing = browser.token(), "/cases/zzzzzzzzzzzz/dossier"
    missing = browser.get(nothing).text.replace(nothing, "")
    for method, door in DOORS:
        data = {"csrf_token": token, "reason": WHY} if method == "POST" else None
        door = door.format(ref=frozen)
        answer = browser.open(door, method=method, data=data)
        assert answer.status_code == 404, door
        if method == "GET":
            assert answer.text.replace(door, "") == missing, door
    assert sum(refusals(board).values()) == len(DOORS) + 1
    assert counted(board, Opening) == counted(board, LedgerLeaf, LedgerLeaf.kind == "dossier.opened") == 0


def test_a_member_without_a_loan_is_told_kindly_and_opens_nothing(board, frozen, signed_in):
    browser = signed_in(cast.imam)
    cover = browser.get(f"/cases/{frozen}/dossier")
    assert "Belum dipinjamkan kepada Anda" in cover.text and "Edisi 1" not in cover.text
    assert visit(browser, frozen).status_code == 404
    assert browser.get(f"/cases/{frozen}/access").status_code == 404
    assert browser.get(f"/cases/{frozen}/dossier/1").status_code == 404
    assert sum(refusals(board).values()) == 3


def test_a_member_with_a_loan_sees_no_draft_and_lends_nothing(board, frozen, signed_in):
    browser = signed_in(cast.yanti)
    visit(browser, frozen)
    for door in ("dossier/draft", "dossier/versions", "access"):
        assert browser.post_form(f"/cases/{frozen}/{door}", {"reason": WHY}).status_code == 404
    assert "Susun edisi baru" not in browser.get(f"/cases/{frozen}/dossier").text


def test_a_forged_number_is_nothing(board, frozen, signed_in):
    browser = signed_in(cast.yanti)
    visit(browser, frozen)
    assert browser.get(f"/cases/{frozen}/dossier/2").status_code == 404
    assert browser.post_form(f"/cases/{frozen}/dossier/2.pdf").status_code == 404
    assert browser.get(f"/my-matters/{frozen}/dossier/1").status_code == 404


def test_the_registrar_reads_and_lends_nothing_about_oneself(board, morning, signed_in):
    with board.app_context():
        ref = a_case(person_of(cast.ratna), person_of(cast.ratna)).ref
        db.session.commit()
    browser = signed_in(cast.ratna)
    for door in ("dossier", "access"):
        assert browser.get(f"/cases/{ref}/{door}").status_code == 404
    assert visit(browser, ref).status_code == 404


def test_the_keeper_drafts_then_freezes(board, ref, signed_in):
    browser = signed_in(cast.ratna)
    assert browser.post_form(f"/cases/{ref}/dossier/draft").status_code == 303
    visit(browser, ref)
    cover = browser.get(f"/cases/{ref}/dossier").text
    assert "Susun edisi baru" in cover and 'value="2026-11-20"' in cover
    draft = browser.post_form(f"/cases/{ref}/dossier/draft", {"as_of": "2026-11-19"})
    assert draft.status_code == 200 and "DRAF" in draft.text and "Keadaan per 19 November 2026" in draft.text
    assert counted(board, Dossier) == 0
    answer = browser.post_form(f"/cases/{ref}/dossier/versions", {"as_of": "2026-11-19", "rev": "1"})
    assert answer.location.endswith(f"/cases/{ref}/dossier/1")
    with board.app_context():
        [made] = db.session.scalars(sa.select(Dossier)).all()
        step = db.session.scalars(sa.select(Step).where(Step.kind == "handed_over")).one()
        assert made.as_of == date(2026, 11, 19) and step.said["sha256"] == made.sha256


def test_of_two_freezes_at_once_one_is_told(board, ref, signed_in):
    first, second = signed_in(cast.ratna), signed_in(cast.ratna)
    visit(first, ref)
    visit(second, ref)
    assert first.post_form(f"/cases/{ref}/dossier/versions", {"rev": "1"}).status_code == 303
    late = second.post_form(f"/cases/{ref}/dossier/versions", {"rev": "1"})
    assert late.status_code == 409 and "Ada langkah lain" in late.text and 'name="rev" value="2"' in late.text
    assert counted(board, Dossier) == 1
    assert second.post_form(f"/cases/{ref}/dossier/versions", {"rev": "2"}).status_code == 303
    assert counted(board, Dossier) == 2


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"as_of": "kemarin"}, "misalnya 2026-11-21"),
        ({"known_by": "9999-12-31"}, "misalnya 2026-11-21"),
        ({"as_of": "2026-11-24"}, "Hari itu belum tiba."),
        ({"known_by": "2026-12-01"}, "Hari itu belum tiba."),
    ],
)
def test_days_that_are_none_are_asked_again(board, ref, signed_in, typed, said):
    browser = signed_in(cast.ratna)
    visit(browser, ref)
    for door in ("draft", "versions"):
        answer = browser.post_form(f"/cases/{ref}/dossier/{door}", {"rev": "1"} | typed)
        assert answer.status_code == 422 and said in answer.text
    assert counted(board, Dossier) == 0


def test_the_file_is_lent_listed_and_ended(board, ref, signed_in):
    browser = signed_in(cast.ratna)
    page = browser.get(f"/cases/{ref}/access").text
    assert cast.yanti.name in page and cast.tomi.name not in page
    with board.app_context():
        yanti, tomi = person_of(cast.yanti).ref, person_of(cast.tomi).ref
    form = {"person": yanti, "until": "2026-11-30", "reason": WHY}
    for wrong in (
        {"person": tomi},
        {"until": ""},
        {"until": "2026-11-22"},
        {"until": "2027-01-01"},
        {"reason": "x"},
    ):
        answer = browser.post_form(f"/cases/{ref}/access", form | wrong)
        assert answer.status_code == 422 and "Belum dipinjamkan" in answer.text, wrong
    assert browser.post_form(f"/cases/{ref}/access", form).status_code == 303
    assert browser.post_form(f"/cases/{ref}/access", form).status_code == 422
    page = browser.get(f"/cases/{ref}/access").text
    assert "23 November 2026 sampai 30 November 2026" in page and WHY in page
    with board.app_context():
        loan = db.session.scalars(sa.select(AccessGrant)).one().ref
    assert signed_in(cast.imam).post_form(f"/cases/{ref}/access/{loan}/end").status_code == 404
    assert signed_in(cast.yanti).post_form(f"/cases/{ref}/access/{loan}/end").status_code == 303
    assert "berakhir" in browser.get(f"/cases/{ref}/access").text
    assert counted(board, LedgerLeaf, LedgerLeaf.kind.in_(("access.granted", "access.ended"))) == 2


def test_the_subject_reads_what_was_handed_over_and_who_opened_it(board, frozen, signed_in):
    browser = signed_in(cast.yanti)
    visit(browser, frozen)
    page = signed_in(cast.sari).get(f"/my-matters/{frozen}/dossier/1")
    assert page.status_code == 200 and cast.yanti.name in page.text and WHY in page.text
    assert "Mengapa Anda membuka" not in page.text and "mengenai butir D.4" in page.text
    assert signed_in(cast.sari).get(f"/my-matters/{frozen}/dossier/2").status_code == 404
    for member in (cast.ratna, cast.yanti, cast.joko, cast.gita):
        assert signed_in(member).get(f"/my-matters/{frozen}/dossier/1").status_code == 404


def test_the_subject_takes_the_file_away_under_the_own_name(board, frozen, signed_in):
    browser = signed_in(cast.sari)
    answer = browser.post_form(f"/my-matters/{frozen}/dossier/1.pdf")
    assert answer.status_code == 200 and answer.data.startswith(b"%PDF")
    assert cast.sari.name not in answer.headers["Content-Disposition"]
    with board.app_context():
        taken = db.session.scalars(sa.select(Opening)).one()
        assert (taken.what, taken.person.email) == ("pdf", cast.sari.email)
    assert counted(board, LedgerLeaf, LedgerLeaf.kind == "dossier.opened") == 1
    for member in (cast.ratna, cast.yanti, cast.joko):
        assert signed_in(member).post_form(f"/my-matters/{frozen}/dossier/1.pdf").status_code == 404
    assert counted(board, Opening) == 1


def test_a_nomination_has_a_file_too(board, morning, signed_in):
    with board.app_context():
        ref = a_nomination(person_of(cast.joko), person_of(cast.hesti), now=MORNING).ref
        db.session.commit()
    browser = signed_in(cast.hesti)
    assert browser.get(f"/cases/{ref}/dossier").status_code == 404
    assert browser.post_form(f"/nominations/{ref}/dossier/openings", {"reason": WHY}).status_code == 303
    draft = browser.post_form(f"/nominations/{ref}/dossier/draft")
    assert "Usulan penghargaan" in draft.text and "Kehadiran" in draft.text
    assert "Yang diketahui tentang setiap butir" not in draft.text
    assert signed_in(cast.joko).get(f"/nominations/{ref}/dossier").status_code == 404
