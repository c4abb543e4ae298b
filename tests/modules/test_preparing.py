"""While a module is not published: it is read and practised, its certification run waits, and nobody is certified."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from tests.certifications.office import complete, declare, hand_in, modules_for, person_of, rounds_of
from training.attempts import service as attempts
from training.core.clock import now
from training.core.db import db
from training.modules.models import Module, Progress
from training.modules.service import course, met


def close(*keys):
    """Take these modules of the Dinsos office back to before they were published. Commits."""
    closed = sa.update(Module).where(Module.key.in_(keys), Module.agency_id == agency())
    db.session.execute(closed.values(publication=None, published_at=None))
    db.session.commit()


def agency():
    return db.session.scalar(sa.select(Module.agency_id).where(Module.key == "e"))


def have_read(person, *modules):
    moment = now()
    for module in modules:
        steps = len(module.objectives) + 1
        row = Progress(
            person_id=person.id, module_id=module.id, steps=steps, started_at=moment, read_at=moment
        )
        db.session.add(row)
    db.session.commit()


def test_it_can_be_read_and_practised_but_not_certified(app, cast):
    with app.app_context():
        close("a")
        sari = person_of(cast.sari)
        first = modules_for(sari)[0]
        have_read(sari, first)
        quiz = attempts.find_assessment(sari, first.ref)
        with pytest.raises(attempts.NotReady) as refused:
            attempts.start(sari, quiz, "certification", now=now())
        assert refused.value.reason == "preparing"
        assert attempts.start(sari, quiz, "practice", now=now()).purpose == "practice"
        db.session.rollback()
        assert met(sari, first.ref).state == "preparing"


def test_the_next_module_does_not_wait_for_it(app, cast):
    with app.app_context():
        close("b")
        sari = person_of(cast.sari)
        assert [each.state for each in course(sari)] == ["new", "locked", "locked", "locked", "locked"]
        hand_in(sari, modules_for(sari)[0], now())
        db.session.commit()
        told = course(sari)
        assert [each.state for each in told] == ["passed", "new", "new", "locked", "locked"]
        assert [each.preparing for each in told] == [False, True, False, False, False]
        assert told[3].waits_for is told[2].module


def test_nobody_is_certified_for_less_than_the_whole_code(app, cast):
    with app.app_context():
        close("e")
        sari = person_of(cast.sari)
        *most, last = modules_for(sari)
        moment = now()
        for module in most:
            hand_in(sari, module, moment)
        declare(sari, moment)
        # Even where a pass of it is on record, as none can be made.
        hand_in(sari, last, moment)
        db.session.commit()
        assert rounds_of(sari) == []


def test_once_it_is_published_the_round_is_completed(app, cast):
    with app.app_context():
        close("e")
        sari = person_of(cast.sari)
        *most, last = modules_for(sari)
        for module in most:
            hand_in(sari, module, now())
        declare(sari, now())
        db.session.execute(sa.update(Module).where(Module.id == last.id).values(published_at=now()))
        hand_in(sari, last, now() + timedelta(minutes=1))
        db.session.commit()
        assert len(rounds_of(sari)) == 1


def test_the_officer_is_told_and_led_on(app, cast, signed_in):
    with app.app_context():
        close("a")
        sari = person_of(cast.sari)
        first, second = modules_for(sari)[:2]
        have_read(sari, first)
        refs = first.ref, second.ref
    client = signed_in(cast.sari)
    home = client.get("/").text
    assert "Sudah dibaca; ujinya sedang disiapkan" in home and f"/modules/{refs[1]}" in home
    assert "Ujinya sedang disiapkan" in client.get(f"/modules/{refs[0]}").text
    quiz = client.get(f"/modules/{refs[0]}/quiz").text
    assert "Sedang disiapkan" in quiz and "Mulai uji sertifikasi" not in quiz and "Mulai latihan" in quiz
    answer = client.post_form(f"/modules/{refs[0]}/attempts", {"purpose": "certification"})
    assert answer.status_code == 303 and "sedang disiapkan" in client.get(answer.location).text


def test_with_nothing_else_left_the_home_page_says_what_it_waits_for(app, cast, signed_in):
    with app.app_context():
        close("e")
        sari = person_of(cast.sari)
        *most, last = modules_for(sari)
        for module in most:
            hand_in(sari, module, now())
        have_read(sari, last)
    home = signed_in(cast.sari).get("/").text
    assert (
        "sedang disiapkan" in home and "Tidak ada yang perlu Anda kerjakan" in home and "Buka latihan" in home
    )


def test_personnel_sees_why_nobody_gets_further(app, cast, signed_in):
    with app.app_context():
        complete(person_of(cast.joko), now())
        close("d")
        title = db.session.scalar(sa.select(Module.title).where(Module.key == "d"))
        ref = person_of(cast.sari).ref
    client = signed_in(cast.hesti)
    page = client.get("/reports/people").text
    assert "Ada modul yang sedang disiapkan" in page and title in page
    assert "Sedang disiapkan" in client.get(f"/reports/people/{ref}").text
