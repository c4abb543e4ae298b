"""Posts from and until: transfers and corrections, leaving and coming back; what was known stays known."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
import time_machine

from training.core.clock import day_in, now
from training.core.db import db
from training.people import changes
from training.people.leaving import come_back, deactivate, depart
from training.people.models import Departure, Person, Posting, SignIn, Unit
from training.people.posting import Post, correct, transfer, withdraw
from training.people.posts import held_on, posts_of, posts_on
from training.people.refusals import Clash, Gone, LastAdministrator

# The office of the tests opens at the moment they begin; this is the morning after.
MORNING = (now() + timedelta(days=1)).replace(hour=2, minute=0)
TODAY = MORNING.date()
DAY = timedelta(days=1)
PEOPLE = "/administration/people"


@pytest.fixture(autouse=True)
def that_morning() -> Iterator[None]:
    with time_machine.travel(MORNING):
        yield


@pytest.fixture
def sari(app: Any, cast: Any) -> Iterator[Person]:
    with app.app_context():
        yield db.session.scalars(sa.select(Person).filter_by(email=cast.sari.email)).one()


def unit(name: str = "Sekretariat") -> Unit:
    return db.session.scalars(sa.select(Unit).filter_by(name=name)).one()


def post(since: date, until: date | None = None, position: str = "Kepala") -> Post:
    return Post(unit(), position, "managerial", since, until)


def days(person: Person) -> list[tuple[str, date, date | None]]:
    return [(row.unit.name, row.since, row.until) for row in posts_of(person)]


def test_a_transfer_ends_the_post_before_on_the_day_before(sari):
    [(name, since, _until)] = days(sari)
    transfer(sari, post(TODAY), by=None, now=now())
    assert days(sari) == [(name, since, TODAY - DAY), ("Sekretariat", TODAY, None)]


def test_a_transfer_to_come_changes_today_nothing(sari):
    transfer(sari, post(TODAY + 30 * DAY), by=None, now=now())
    assert posts_on([sari.id], TODAY)[sari.id].unit.name == "Bidang Pelayanan Sosial"
    assert posts_on([sari.id], TODAY + 30 * DAY)[sari.id].unit.name == "Sekretariat"


def test_what_was_known_before_is_still_what_was_known_then(sari):
    early, late = now(), now() + timedelta(hours=1)
    transfer(sari, post(TODAY - 30 * DAY), by=None, now=late)
    known = sa.select(Unit.name).join(Posting, Posting.unit_id == Unit.id).where(Posting.person_id == sari.id)
    day = TODAY - 10 * DAY
    assert db.session.scalars(known.where(held_on(day, early))).all() == ["Bidang Pelayanan Sosial"]
    assert db.session.scalars(known.where(held_on(day, late))).all() == ["Sekretariat"]
    assert db.session.scalars(known.where(held_on(day))).all() == ["Sekretariat"]


def test_two_posts_on_one_day_are_refused_and_both_are_named(sari):
    transfer(sari, post(TODAY + 30 * DAY), by=None, now=now())
    with pytest.raises(Clash) as refused:
        transfer(sari, post(TODAY, position="Wakil"), by=None, now=now())
    assert (refused.value.standing.position, refused.value.wanted.position) == ("Kepala", "Wakil")
    transfer(sari, post(TODAY, TODAY + 29 * DAY, position="Wakil"), by=None, now=now())
    assert [row.until for row in posts_of(sari)] == [TODAY - DAY, TODAY + 29 * DAY, None]


def test_a_correction_withdraws_and_writes_again(sari):
    [row] = posts_of(sari)
    correct(sari, row, post(row.since), by=None, now=now())
    assert days(sari) == [("Sekretariat", row.since, None)]
    assert row.withdrawn_at is not None
    transfer(sari, post(TODAY, position="Wakil"), by=None, now=now())
    first, second = posts_of(sari)
    with pytest.raises(Clash):
        correct(sari, second, post(first.since), by=None, now=now())
    withdraw(sari, second, by=None, now=now())
    assert len(posts_of(sari)) == 1


def test_every_verb_tells_who_changed(sari, monkeypatch):
    heard: list[int] = []
    monkeypatch.setattr(changes, "_listeners", [lambda people, at: heard.extend(people)])
    transfer(sari, post(TODAY), by=None, now=now())
    correct(sari, posts_of(sari)[-1], post(TODAY, position="Wakil"), by=None, now=now())
    withdraw(sari, posts_of(sari)[-1], by=None, now=now())
    depart(sari, TODAY, reason="Pindah", by=None, now=now())
    with time_machine.travel(MORNING + 3 * DAY):
        come_back(sari, post(TODAY + 2 * DAY), by=None, now=now())
    deactivate(sari, by=None, now=now())
    assert heard == [sari.id] * 6


def test_leaving_ends_posts_and_access_with_the_last_day(sari, app, cast):
    transfer(sari, post(TODAY + 60 * DAY), by=None, now=now())
    depart(sari, TODAY + 10 * DAY, reason="Pensiun", by=None, now=now())
    db.session.commit()
    assert [row.until for row in posts_of(sari)] == [TODAY + 10 * DAY]
    assert sari.here_on(TODAY + 10 * DAY)
    assert not sari.here_on(TODAY + 11 * DAY)


def test_access_ends_by_itself_when_the_day_has_come(app, cast, signed_in):
    browser = signed_in(cast.sari)
    with app.app_context():
        sari = db.session.scalars(sa.select(Person).filter_by(email=cast.sari.email)).one()
        today = day_in("Asia/Jakarta")
        depart(sari, today, reason="Pindah", by=None, now=now())
        db.session.commit()
    assert browser.get("/account").status_code == 200
    with time_machine.travel(datetime.combine(today + DAY, time(0, 1), ZoneInfo("Asia/Jakarta"))):
        assert browser.get("/account").status_code == 302
        refused = app.test_client().post_form(
            "/sign-in", {"identifier": cast.sari.nip, "password": cast.sari.password}, page="/sign-in"
        )
        assert refused.status_code == 422


def test_leaving_in_the_past_ends_every_sign_in_at_once(app, cast, signed_in):
    signed_in(cast.sari)
    with app.app_context():
        sari = db.session.scalars(sa.select(Person).filter_by(email=cast.sari.email)).one()
        depart(sari, TODAY - 5 * DAY, reason="Pindah", by=None, now=now())
        db.session.commit()
        rows = sa.select(SignIn.id).where(SignIn.person_id == sari.id, SignIn.ended_at.is_(None))
        assert db.session.scalar(rows) is None


def test_coming_back_keeps_the_departure_on_record(sari):
    depart(sari, TODAY - 100 * DAY, reason="Pindah", by=None, now=now())
    with pytest.raises(Gone):
        depart(sari, TODAY, reason="Lagi", by=None, now=now())
    for day, slug in ((TODAY - 100 * DAY, "early"), (TODAY + 5 * DAY, "later")):
        with pytest.raises(Gone) as refused:
            come_back(sari, post(day), by=None, now=now())
        assert refused.value.slug == slug
    come_back(sari, post(TODAY - 10 * DAY), by=None, now=now())
    assert sari.left_on is None
    assert [row.until for row in posts_of(sari)] == [TODAY - 100 * DAY, None]
    standing = sa.select(Departure).where(Departure.withdrawn_at.is_(None))
    assert [(row.left_on, row.back_on) for row in db.session.scalars(standing)] == [
        (TODAY - 100 * DAY, TODAY - 10 * DAY)
    ]
    with pytest.raises(Gone):
        come_back(sari, post(TODAY), by=None, now=now())


def test_the_last_administrator_cannot_leave(app, cast):
    with app.app_context():
        agus = db.session.scalars(sa.select(Person).filter_by(email=cast.agus.email)).one()
        with pytest.raises(LastAdministrator):
            depart(agus, TODAY + 90 * DAY, reason="Pensiun", by=None, now=now())


@pytest.fixture
def home(app, cast):
    with app.app_context():
        ref = db.session.scalar(sa.select(Person.ref).filter_by(email=cast.sari.email))
    return f"{PEOPLE}/{ref}"


def sent(app, **changed):
    with app.app_context():
        ref = unit().ref
    told = {"unit": ref, "position": "Kepala loket", "kind": "managerial", "since": "2026-11-01", "until": ""}
    return {f"post-{name}": value for name, value in (told | {"rev": "0"} | changed).items()}


def test_the_history_is_told_in_sentences(signed_in, cast, app, home):
    browser = signed_in(cast.agus)
    assert browser.post_form(f"{home}/posts", sent(app), page=home).status_code == 303
    told = browser.get(f"{home}/posts").text
    assert "Kepala loket di Sekretariat" in told
    assert "Bidang Pelayanan Sosial, sampai 31 Oktober 2026" in told
    correction = {
        "unit": sent(app)["post-unit"],
        "position": "Wakil",
        "kind": "",
        "since": "2026-11-01",
        "rev": "1",
    }
    assert browser.post_form(f"{home}/posts/2", correction, page=home).status_code == 303
    told = browser.get(f"{home}/posts").text
    assert "dikoreksi: Kepala loket di Sekretariat" in told
    assert browser.post_form(f"{home}/posts/2/withdrawal", page=home).status_code == 303
    assert browser.get(f"{home}/posts/9").status_code == 404


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"since": ""}, "field-error"),
        ({"since": "0020-01-01"}, "Periksa tahunnya"),
        ({"since": "2026-11-20", "until": "2026-11-01"}, "tidak boleh sebelum"),
        ({"unit": "zzzzzzzzzzzz"}, "field-error"),
        ({"since": "2020-01-01"}, "Dua jabatan pada hari yang sama"),
    ],
)
def test_posts_that_cannot_be_are_explained(signed_in, cast, app, home, changed, said):
    answer = signed_in(cast.agus).post_form(f"{home}/posts", sent(app, **changed), page=home)
    assert answer.status_code == 422
    assert said in answer.text


def test_two_tabs_do_not_move_somebody_twice(signed_in, cast, app, home):
    browser = signed_in(cast.agus)
    assert browser.post_form(f"{home}/posts", sent(app), page=home).status_code == 303
    assert browser.post_form(f"{home}/posts", sent(app, since="2026-11-10"), page=home).status_code == 409


def test_departure_and_return_through_the_page(signed_in, cast, app, home):
    browser = signed_in(cast.agus)
    leave = {"leave-last": "2026-11-10", "leave-reason": "Pindah instansi", "leave-rev": "0"}
    assert browser.post_form(f"{home}/departure", leave, page=home).status_code == 303
    told = browser.get(f"{home}/posts").text
    assert "hari terakhir: Pindah instansi" in told
    assert "Kembali bekerja" in told
    early = browser.post_form(f"{home}/posts", sent(app, since="2026-11-10", rev="2"), page=home)
    assert early.status_code == 422
    assert (
        browser.post_form(f"{home}/posts", sent(app, since="2026-11-15", rev="2"), page=home).status_code
        == 303
    )
    assert "kembali bekerja di instansi ini" in browser.get(f"{home}/posts").text
    assert "keluar" in browser.post_form(f"{home}/departure", leave | {"leave-reason": ""}, page=home).text


def test_another_agencys_person_has_no_posts_here(signed_in, cast, app):
    with app.app_context():
        ref = db.session.scalar(sa.select(Person.ref).filter_by(email=cast.rangga.email))
    browser = signed_in(cast.agus)
    assert browser.get(f"{PEOPLE}/{ref}/posts").status_code == 404
    assert browser.post_form(f"{PEOPLE}/{ref}/posts", sent(app)).status_code == 404
    assert browser.post_form(f"{PEOPLE}/{ref}/departure", {}).status_code == 404
