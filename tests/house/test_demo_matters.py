"""On a first visit no desk is empty: what the invented office dealt with was dealt with by its people, in time,
on whatever day it is looked at, and all of it holds."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from training.core.clock import day_in, now
from training.core.db import db
from training.decisions.awards import service as awards
from training.decisions.awards.awarding import award_of
from training.decisions.calendar.service import working_days
from training.decisions.cases.procedure.acts import Heard, Summoned
from training.decisions.cases.service import history_of, standing_of
from training.decisions.models import Case, Nomination, Reporter
from training.demo import history
from training.demo.cast import PASSWORD
from training.demo.days import days_between, live
from training.demo.history import OPENED, runs
from training.demo.loading import load_officials
from training.demo.matters import BOARDS, matters
from training.demo.words import PHOTO, REPORTER, THANKS, WHY_AUDIT
from training.ledger.checking import verify
from training.ledger.models import LedgerLeaf
from training.people.models import Agency

from .. import cast

pytestmark = pytest.mark.database

# An ordinary Sunday, the first days after Idulfitri, the fewest working days of any weeks before, New Year's
# Day, the last day whose holidays are known and one after it, a leap day, a day between two holidays.
LOOKED_AT = (
    *("2026-11-22T03", "2027-03-16T01", "2027-03-30T03", "2027-01-01T02", "2027-12-31T16"),
    *("2028-01-03T01", "2028-02-29T03", "2027-05-21T09", "2026-12-26T20", "2027-03-29T00"),
)


def dinsos() -> Agency:
    return db.session.scalars(sa.select(Agency).filter_by(slug="dinsos-banten")).one()


def case(track: str) -> Case:
    return db.session.scalars(sa.select(Case).where(Case.track == track)).one()


def nomination_of(member: cast.Member) -> Nomination:
    found = db.session.scalars(sa.select(Nomination)).all()
    return next(each for each in found if each.subject.name == member.name)


@pytest.fixture
def lived(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """The office as it is seen on a first visit, weeks after it opened; who has no part took no course."""
    opened = now()
    monkeypatch.setattr(history, "DONE", {"joko": history.DONE["joko"]})
    monkeypatch.setattr(history, "BEGUN", {"ningsih": history.BEGUN["ningsih"]})
    with app.app_context():
        load_officials(opened)
        live([*runs(PASSWORD, opened), *matters(opened, opened + OPENED)])
        db.session.remove()
    with time_machine.travel(opened + OPENED):
        yield app


def test_every_desk_has_something_to_do_or_to_read(lived: Flask, signed_in: Any) -> None:
    ratna = signed_in(cast.ratna)
    desk = ratna.get("/cases").text
    assert "Ningsih Handayani" in desk and "Farid Maulana" in desk
    assert "Tanggapan tertulis pegawai" in desk and "Batas mengajukan keberatan" in desk
    assert "Sari Wulandari" in ratna.get("/awards").text

    yanti = signed_in(cast.yanti).get("/seats").text
    assert "Sekretaris majelis" in yanti and "ETIK/" in yanti and yanti.count("USULAN/") == 2

    kartika = signed_in(cast.kartika).get("/seats").text
    assert "Pejabat yang memutus" in kartika and "DISIPLIN/" in kartika

    imam = signed_in(cast.imam).get("/seats").text
    assert "Atasan langsung" in imam and "DISIPLIN/" in imam

    wahyu = signed_in(cast.wahyu)
    assert WHY_AUDIT in wahyu.get("/audit").text
    lent, opened = (wahyu.get(f"/audit/entries?group={group}").text for group in ("rights", "taken"))
    assert "Ratna Puspita" in lent and "Hendra Gunawan" in lent
    assert "Yanti Rosmala" in opened and "Ningsih Handayani" in opened

    hesti = signed_in(cast.hesti)
    assert "Joko Supriyadi" in hesti.get("/item-appeals").text
    assert "Pegawai Pelayanan Teladan" in hesti.get("/awards").text


def test_sari_reads_something_kind_and_ningsih_what_she_may_do(lived: Flask, signed_in: Any) -> None:
    sari = signed_in(cast.sari)
    home = sari.get("/").text
    assert "Anda diusulkan untuk penghargaan" in home and "perkara yang berjalan tentang Anda" not in home
    assert "98,5" in sari.get("/my-matters/entries").text

    ningsih = signed_in(cast.ningsih)
    assert "1 perkara yang berjalan tentang Anda" in ningsih.get("/").text
    ref = re.search(r'href="/my-matters/(\w{12})"', ningsih.get("/my-matters").text)[1]
    page = ningsih.get(f"/my-matters/{ref}").text
    assert PHOTO in page and "Ajukan keberatan" in page
    assert THANKS in ningsih.get("/my-matters/entries").text
    assert "Hendra Gunawan" in ningsih.get(f"/my-matters/{ref}/access").text

    joko = signed_in(cast.joko)
    assert "PIAGAM/" in joko.get("/awards/mine").text
    assert "Wahyu Nugroho" in joko.get("/certificates").text


def test_it_holds_tells_nobody_who_reported_and_is_lived_once(lived: Flask, signed_in: Any) -> None:
    with lived.app_context():
        report = verify()
        assert not report.faults
        assert db.session.scalar(sa.select(sa.func.count(Reporter.id))) == 1
        leaves = db.session.execute(sa.select(LedgerLeaf.at).order_by(LedgerLeaf.idx)).scalars().all()
        assert max(leaves) < now()
        assert matters(now() - OPENED, now()) == [] == runs(PASSWORD, now())
        ref, farid = case("ethics").ref, case("discipline").ref
    sat = [signed_in(member).get(f"/cases/{ref}").text for member in (cast.ratna, cast.hendra, cast.yanti)]
    assert all(PHOTO in page and REPORTER.name not in page for page in sat)
    assert "Lihat pelapor" in sat[0] and "Lihat pelapor" not in sat[2]
    assert signed_in(cast.sulastri).get(f"/cases/{ref}").status_code == 404
    assert signed_in(cast.imam).get(f"/cases/{farid}").status_code == 200


def test_the_board_reads_what_she_had_been_taught_on_the_day(lived: Flask, signed_in: Any) -> None:
    with lived.app_context():
        ref = case("ethics").ref
    opening = {"reason": "Menyiapkan jawaban bila ada keberatan."}
    yanti = signed_in(cast.yanti)
    answer = yanti.post_form(f"/cases/{ref}/dossier/openings", opening)
    memo = yanti.get(answer.location).text
    assert "butir C.8 versi 1, Ningsih Handayani sudah lulus uji yang menanyakannya" in memo
    assert "butir D.2 versi 1, Ningsih Handayani sudah ditugasi" in memo and THANKS in memo
    # The chair gave the file back when all was decided.
    refused = signed_in(cast.hendra).post_form(f"/cases/{ref}/dossier/openings", opening)
    assert refused.status_code in (403, 404)


@pytest.mark.parametrize("when", LOOKED_AT)
def test_whatever_the_day_the_matters_stand_where_a_visitor_expects_them(officials: Flask, when: str) -> None:
    at = datetime.fromisoformat(f"{when}:00:00").replace(tzinfo=UTC)
    with officials.app_context():
        days = days_between(dinsos(), at - OPENED, at)
        live([story(days) for story in BOARDS])
        ethics, discipline = standing_of(case("ethics"), now=at), standing_of(case("discipline"), now=at)
        assert ethics.stage == "delivered" and "objected" in ethics.next_acts and not ethics.final
        assert discipline.stage == "heard" and "proposed" in discipline.next_acts
        today = day_in(dinsos().zone, at)
        assert [due.key for due in discipline.due] == ["reply"] and not discipline.due[0].late
        assert 0 < (discipline.due[0].day - today).days <= 14
        assert not {each.code for each in (*ethics.warnings, *discipline.warnings)} - {"unknown_years"}
        assert awards.standing_of(nomination_of(cast.sari)).stage == "weighing"
        assert award_of(nomination_of(cast.joko)) is not None
        assert not verify().faults


def test_nobody_worked_on_a_day_off_nor_was_summoned_too_late(officials: Flask) -> None:
    at = datetime(2027, 3, 30, 3, tzinfo=UTC)
    with officials.app_context():
        live([story(days_between(dinsos(), at - OPENED, at)) for story in BOARDS])
        calendar, zone = working_days(dinsos().id), dinsos().zone
        moments = db.session.scalars(sa.select(LedgerLeaf.at).where(LedgerLeaf.kind.like("case.%"))).all()
        assert moments and all(calendar.is_working(day_in(zone, each)) for each in moments)
        held = {past.kind: past.act for past in history_of(case("ethics"))}
        letter, hearing = held["summoned"], held["heard"]
        assert isinstance(letter, Summoned) and isinstance(hearing, Heard)
        assert calendar.between(letter.letter_on, hearing.held_on) >= 7
        assert letter.hearing_on == hearing.held_on
        assert case("ethics").opened_at < at - timedelta(days=7)


def test_in_ordinary_weeks_nobody_hurries(officials: Flask) -> None:
    at = datetime(2026, 11, 22, 3, tzinfo=UTC)
    with officials.app_context():
        live([story(days_between(dinsos(), at - OPENED, at)) for story in BOARDS])
        days = {past.kind: past.on for past in history_of(case("ethics"))}
        order = ("opened", "summoned", "heard", "replied", "deliberated", "decided", "delivered")
        assert sorted({days[kind] for kind in order}) == [days[kind] for kind in order]
