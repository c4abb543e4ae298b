"""What an office says about its days and terms: dated, once, withdrawn but never changed, on record."""

import threading
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from training.core.db import db
from training.decisions.calendar import service, terms
from training.decisions.calendar.models import CalendarDay, TermSetting
from training.decisions.calendar.refusals import Refused
from training.decisions.calendar.rules_terms import AT_LEAST, AT_MOST
from training.decisions.calendar.words import term_words
from training.ledger.models import LedgerLeaf

from ..office import MORNING, person_of

pytestmark = pytest.mark.usefixtures("board")
TODAY = date(2026, 11, 23)
DAY = {"day": date(2026, 12, 9), "working": False, "name": "Pilkades serentak", "reason": "SE Sekda 5/2026"}
WANTED = terms.Wanted(10, AT_LEAST, TODAY, "Kesepakatan 2026")


def added(member, now: datetime = MORNING, **changed) -> CalendarDay:
    row = service.add_day(person_of(member), **(DAY | changed), now=now)
    db.session.commit()
    return row


def calendar_of(member):
    return service.working_days(person_of(member).agency_id)


def leaves(*kinds: str) -> list[str]:
    rows = sa.select(LedgerLeaf.kind).where(LedgerLeaf.kind.in_(kinds)).order_by(LedgerLeaf.idx)
    return list(db.session.scalars(rows))


def refused(call, **arguments) -> dict[str, str]:
    with pytest.raises(Refused) as caught:
        call(**arguments)
    db.session.rollback()
    return caught.value.why


def test_a_day_of_the_office_moves_its_counts_and_nobody_elses(app: Flask, cast) -> None:
    with app.app_context():
        assert calendar_of(cast.ratna).add(date(2026, 12, 8), 1) == date(2026, 12, 9)
        added(cast.ratna)
        assert calendar_of(cast.ratna).add(date(2026, 12, 8), 1) == date(2026, 12, 10)
        assert calendar_of(cast.gita).add(date(2026, 12, 8), 1) == date(2026, 12, 9)
        assert leaves("calendar.added") == ["calendar.added"]


def test_a_holiday_may_be_worked_in_this_office(app: Flask, cast) -> None:
    with app.app_context():
        added(cast.ratna, day=date(2026, 12, 24), working=True, name="Layanan tetap buka")
        assert calendar_of(cast.ratna).is_working(date(2026, 12, 24))


def test_what_was_wrong_is_withdrawn_and_stays_known(app: Flask, cast) -> None:
    with app.app_context():
        row = added(cast.ratna)
        service.withdraw_day(person_of(cast.ratna), row, now=MORNING)
        service.withdraw_day(person_of(cast.ratna), row, now=MORNING + timedelta(hours=1))
        db.session.commit()
        assert row.withdrawn_at == MORNING and calendar_of(cast.ratna).is_working(DAY["day"])
        assert leaves("calendar.added", "calendar.withdrawn") == ["calendar.added", "calendar.withdrawn"]
        assert added(cast.ratna).id != row.id


def test_a_free_day_that_is_over_is_not_taken_back(app: Flask, cast) -> None:
    with app.app_context():
        row, worked = added(cast.ratna), added(cast.ratna, day=date(2026, 12, 24), working=True, name="Buka")
        on_it, after = datetime(2026, 12, 9, 16, 30, tzinfo=UTC), datetime(2026, 12, 9, 17, 30, tzinfo=UTC)
        taken_back = {"actor": person_of(cast.ratna), "row": row}
        assert refused(service.withdraw_day, **taken_back, now=after) == {"day": "past"}
        assert not calendar_of(cast.ratna).is_working(DAY["day"])
        service.withdraw_day(**taken_back, now=on_it)
        service.withdraw_day(**taken_back, now=after)
        service.withdraw_day(person_of(cast.ratna), worked, now=after + timedelta(days=30))
        db.session.commit()
        assert row.withdrawn_at == on_it and worked.withdrawn_at is not None


def test_the_same_day_twice_is_one(app: Flask, cast) -> None:
    with app.app_context():
        assert added(cast.ratna).id == added(cast.ratna, name=" Pilkades serentak ").id
        assert leaves("calendar.added") == ["calendar.added"]


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"day": None, "name": " ", "reason": ""}, {"day": "empty", "name": "empty", "reason": "empty"}),
        ({"day": date(1, 1, 1)}, {"day": "range"}),
        ({"day": date(9999, 12, 31)}, {"day": "range"}),
        ({"name": "x" * 121, "reason": "x" * 501}, {"name": "long", "reason": "long"}),
        ({"day": date(2026, 12, 25)}, {"day": "known"}),
        ({"working": True}, {"day": "known"}),
    ],
)
def test_a_day_that_cannot_be_is_refused(app: Flask, cast, changed: dict, why: dict) -> None:
    with app.app_context():
        actor = person_of(cast.ratna)
        assert refused(service.add_day, actor=actor, **(DAY | changed), now=MORNING) == why
        assert not db.session.scalars(sa.select(CalendarDay)).all()


def test_two_entries_never_stand_about_one_day(app: Flask, cast) -> None:
    with app.app_context():
        added(cast.ratna)
        actor = person_of(cast.ratna)
        for other in ({"working": True}, {"name": "Lain"}):
            assert refused(service.add_day, actor=actor, **(DAY | other), now=MORNING) == {"day": "known"}


def test_two_tabs_at_once_make_one_entry(app: Flask, cast) -> None:
    start, outcomes = threading.Barrier(3), []

    def add(name: str) -> None:
        with app.app_context():
            start.wait()
            try:
                outcomes.append(added(cast.ratna, name=name).ref)
            except Refused as refusal:
                db.session.rollback()
                outcomes.append(refusal.why["day"])
            db.session.remove()

    threads = [threading.Thread(target=add, args=(name,)) for name in ("Satu", "Dua", "Tiga")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with app.app_context():
        assert outcomes.count("known") == 2 and len(leaves("calendar.added")) == 1


def test_a_week_of_six_days(app: Flask, cast) -> None:
    with app.app_context():
        actor = person_of(cast.ratna)
        before, after, last = date(2026, 11, 21), date(2026, 11, 28), date(2026, 12, 5)
        assert not calendar_of(cast.ratna).is_working(after)
        row = service.set_week(actor, days=6, reason="Puskesmas buka Sabtu", now=MORNING)
        db.session.commit()
        assert calendar_of(cast.ratna).is_working(after) and calendar_of(cast.ratna).is_working(last)
        assert not calendar_of(cast.ratna).is_working(before)
        assert not calendar_of(cast.gita).is_working(after)
        # Half an hour into Sunday 29 November at the office.
        terms.withdraw_setting(actor, row, now=datetime(2026, 11, 28, 17, 30, tzinfo=UTC))
        db.session.commit()
        assert calendar_of(cast.ratna).is_working(after) and not calendar_of(cast.ratna).is_working(last)
        assert refused(service.set_week, actor=actor, days=7, reason="x", now=MORNING) == {"week": "unknown"}
        assert refused(service.set_week, actor=actor, days=5, reason=" ", now=MORNING) == {"reason": "empty"}


def test_who_changes_their_mind_twice_is_believed_the_last_time(app: Flask, cast) -> None:
    with app.app_context():
        actor = person_of(cast.ratna)
        for days in (6, 5, 6, 6):
            service.set_week(actor, days=days, reason="SE", now=MORNING)
            db.session.commit()
            assert calendar_of(cast.ratna).week_on(TODAY) == days
        for days in (10, 12, 10):
            terms.set_term(actor, "discipline", "delivery", replace(WANTED, days=days), now=MORNING)
            db.session.commit()
            assert terms.term(actor.agency_id, "discipline", "delivery", TODAY).days == days
        assert len(leaves("term.set")) == 6


def test_a_year_is_known_only_when_the_office_vouches_for_it(app: Flask, cast) -> None:
    with app.app_context():
        actor = person_of(cast.ratna)
        vouch = {"actor": actor, "reason": "SKB 2028", "now": MORNING}
        assert refused(service.vouch, year=2027, **vouch) == {"year": "known"}
        assert refused(service.vouch, year=2028, **vouch) == {"year": "empty"}
        added(cast.ratna, day=date(2028, 1, 3), name="Libur pengganti")
        assert 2028 not in calendar_of(cast.ratna).known_years
        service.vouch(year=2028, **vouch)
        db.session.commit()
        assert 2028 in calendar_of(cast.ratna).known_years
        assert 2028 not in calendar_of(cast.gita).known_years


def test_terms_start_with_the_law(app: Flask, cast) -> None:
    with app.app_context():
        agency = person_of(cast.ratna).agency_id
        found = terms.terms_on(agency, "discipline", TODAY)
        assert {key: each.days for key, each in found.items()} == {
            "summons_notice": 7,
            "second_summons": 7,
            "reply": 7,
            "delivery": 14,
            "sent_when_absent": 3,
            "effect": 15,
            "objection": 14,
            "objection_decision": 21,
            "appeal_bpasn": 14,
            "appeal_decision": 65,
        }
        assert found["reply"].sure == "O" and found["objection"].sure == "M" and not found["reply"].own
        assert terms.term(agency, "ethics", "summons_notice", TODAY).direction == AT_LEAST
        assert terms.term(agency, "discipline", "summons_notice", TODAY).direction == AT_MOST
        assert set(found) | set(terms.shipped()["ethics"]) <= set(term_words())
        for track, key in (("discipline", "nothing"), ("nothing", "reply"), ("ethics", "appeal_bpasn")):
            with pytest.raises(LookupError):
                terms.term(agency, track, key, TODAY)


def test_an_offices_own_term_holds_from_its_day_until_it_is_withdrawn(app: Flask, cast) -> None:
    with app.app_context():
        actor = person_of(cast.ratna)
        agency, later = actor.agency_id, TODAY + timedelta(days=7)
        row = terms.set_term(actor, "discipline", "delivery", replace(WANTED, since=later), now=MORNING)
        db.session.commit()
        assert terms.term(agency, "discipline", "delivery", later - timedelta(days=1)).days == 14
        own = terms.term(agency, "discipline", "delivery", later)
        assert (own.days, own.direction, own.own, own.sure) == (10, AT_LEAST, True, "O")
        assert own.source == "Kesepakatan 2026" and "PP 94/2021" in own.checked_how
        assert terms.term(agency, "ethics", "delivery", later).days == 14
        assert terms.term(person_of(cast.gita).agency_id, "discipline", "delivery", later).days == 14
        terms.withdraw_setting(actor, row, now=MORNING)
        terms.withdraw_setting(actor, row, now=MORNING)
        db.session.commit()
        assert terms.term(agency, "discipline", "delivery", later).days == 14
        assert leaves("term.set", "term.withdrawn") == ["term.set", "term.withdrawn"]


def test_many_terms_are_asked_about_in_one_go(app: Flask, cast) -> None:
    with app.app_context():
        actor = person_of(cast.ratna)
        terms.set_term(actor, "discipline", "delivery", WANTED, now=MORNING)
        db.session.commit()
        asked = terms.terms_of(actor.agency_id, "discipline")
        for day in (TODAY - timedelta(days=1), TODAY):
            found = terms.terms_on(actor.agency_id, "discipline", day)
            assert {key: asked(key, day) for key in found} == found
        assert asked("nothing", TODAY) is None and asked("delivery", TODAY).own


def test_a_term_never_changes_days_that_are_over(app: Flask, cast) -> None:
    with app.app_context():
        past = replace(WANTED, since=TODAY - timedelta(days=1))
        why = refused(
            terms.set_term,
            actor=person_of(cast.ratna),
            track="discipline",
            key="delivery",
            wanted=past,
            now=MORNING,
        )
        assert why == {"since": "past"} and not db.session.scalars(sa.select(TermSetting)).all()


def test_the_same_setting_twice_is_one(app: Flask, cast) -> None:
    with app.app_context():
        actor = person_of(cast.ratna)
        for _again in range(2):
            terms.set_term(actor, "discipline", "delivery", WANTED, now=MORNING)
            db.session.commit()
        assert leaves("term.set") == ["term.set"]
