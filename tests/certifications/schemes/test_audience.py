"""Whom a scheme is for: the pure rule, its twin in the database, and who is assigned when somebody changes."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.certifications.office import person_of, scheme_for
from tests.certifications.test_race import together
from training.certifications.changes import on_changed
from training.certifications.models import HAND, Assignment
from training.certifications.schemes.assigning import assign_audience, assign_people
from training.certifications.schemes.audience import (
    Audience,
    PersonFacts,
    Post,
    first_due,
    with_ancestors,
)
from training.certifications.schemes.consequences import reach_of
from training.certifications.schemes.reach import facts_of, outside, reached, tree_of
from training.core.clock import day_in, now
from training.core.db import db
from training.ledger.checking import verify
from training.ledger.service import record
from training.people.administration import PersonData, enroll
from training.people.changes import tell_changed
from training.people.models import EMPLOYMENT, POSITIONS, Person, Posting, Unit

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
LOKET = Post(frozenset({"loket", "bidang", "dinas"}), "executor")
KEPALA = Post(frozenset({"dinas"}), "managerial")


def facts(*posts, employment="pns", joined_on=None):
    return PersonFacts(posts, employment, joined_on)


@pytest.mark.parametrize(
    ("audience", "person", "expected"),
    [
        (Audience(), facts(), True),
        (Audience(units=frozenset({"bidang"})), facts(LOKET), True),
        (Audience(units=frozenset({"bidang"})), facts(KEPALA), False),
        (Audience(units=frozenset({"bidang"})), facts(), False),
        (Audience(kinds=frozenset({"managerial"})), facts(LOKET, KEPALA), True),
        (Audience(units=frozenset({"loket"}), kinds=frozenset({"managerial"})), facts(LOKET, KEPALA), False),
        (Audience(employment=frozenset({"pppk", "non_asn"})), facts(LOKET), False),
        (Audience(employment=frozenset({"pppk"})), facts(employment="pppk"), True),
        (Audience(employment=frozenset({"pns"})), facts(employment=""), False),
        (Audience(joined_within_days=90), facts(joined_on=date(2026, 8, 25)), True),
        (Audience(joined_within_days=90), facts(joined_on=date(2026, 8, 24)), False),
        (Audience(joined_within_days=90), facts(joined_on=TODAY), True),
        (Audience(joined_within_days=90), facts(joined_on=TODAY + timedelta(days=1)), False),
        (Audience(joined_within_days=90), facts(), False),
    ],
)
def test_the_rule(audience, person, expected):
    assert audience.meets(person, TODAY) is expected


@pytest.mark.parametrize(
    ("within", "joined_on", "expected"),
    [
        (None, date(2026, 11, 1), date(2026, 12, 23)),
        (90, date(2026, 11, 1), date(2026, 12, 1)),
        (90, date(2026, 10, 24), date(2026, 11, 23)),
        (90, date(2026, 10, 23), date(2026, 12, 23)),
        (90, None, date(2026, 12, 23)),
    ],
)
def test_the_first_due_day(within, joined_on, expected):
    """Counted from a new arrival's first day, but never over before it is asked."""
    assert first_due(Audience(joined_within_days=within), 30, joined_on, TODAY) == expected


def test_a_loop_in_the_units_ends():
    above = with_ancestors({"a": "b", "b": "a", "c": "b", "d": "gone"})
    assert above["c"] == {"a", "b", "c"} and above["a"] == {"a", "b"} and above["d"] == {"d", "gone"}


def test_what_is_kept_is_read_again():
    kept = {"units": ["b", "a"], "employment": [], "joined_within_days": 30}
    read = Audience.read(kept)
    assert read.kept() == {"units": ["a", "b"], "joined_within_days": 30}
    assert Audience.read({}).everybody and not read.everybody


@pytest.fixture
def office(app, cast):
    """The cast on today's page, with kinds of post and of employment, first days, and a unit beneath."""
    with app.app_context():
        agency = person_of(cast.sari).agency
        units = list(db.session.scalars(sa.select(Unit).filter_by(agency_id=agency.id).order_by(Unit.id)))
        units[0].parent_id = units[1].id
        people = sa.select(Person).filter_by(agency_id=agency.id).order_by(Person.id)
        for number, person in enumerate(db.session.scalars(people)):
            person.employment = ("", *EMPLOYMENT)[number % 5]
            person.joined_on = TODAY - timedelta(days=20 * number) if number % 3 else None
            for post in db.session.scalars(sa.select(Posting).filter_by(person_id=person.id)):
                post.kind = ("", *POSITIONS)[number % 4]
        db.session.commit()
        yield agency


refs = st.sets(st.integers(0, 2), max_size=2)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    refs,
    st.sets(st.sampled_from(POSITIONS), max_size=2),
    st.sets(st.sampled_from(EMPLOYMENT), max_size=2),
    st.none() | st.integers(1, 120),
)
def test_the_database_says_the_same(office, units, kinds, employment, within):
    known = [unit.ref for unit in tree_of(office.id)]
    chosen = frozenset(known[number] for number in units)
    audience = Audience(chosen, frozenset(kinds), frozenset(employment), within)
    everybody = list(db.session.scalars(sa.select(Person.id).filter_by(agency_id=office.id)))
    pure = facts_of(office.id, TODAY, everybody)
    expected = {person for person in everybody if audience.meets(pure[person], TODAY)}
    assert set(db.session.scalars(reached(office.id, audience, TODAY))) == expected


def unit_of(person):
    return db.session.scalars(sa.select(Posting).filter_by(person_id=person.id)).one().unit


def narrow(scheme, **conditions):
    scheme.audience = Audience(**conditions).kept()
    db.session.commit()


def asked(scheme):
    rows = sa.select(Assignment.person_id).filter_by(certification_id=scheme.id, ended_at=None)
    return set(db.session.scalars(rows))


def newcomer(agency, unit, name="Pegawai Baru", **about):
    row = Person(agency=agency, name=name, **about)
    db.session.add(row)
    db.session.add(Posting(agency_id=agency.id, person=row, unit=unit, since=TODAY, recorded_at=NOW))
    db.session.flush()
    return row


def test_nobody_else_is_assigned(app, cast):
    with app.app_context():
        sari, joko = person_of(cast.sari), person_of(cast.joko)
        scheme = scheme_for(sari)
        narrow(scheme, units=frozenset({unit_of(sari).ref}))
        inside = newcomer(sari.agency, unit_of(sari), "Dalam")
        beside = newcomer(sari.agency, unit_of(joko), "Luar")
        gone = newcomer(sari.agency, unit_of(sari), "Pensiun", left_on=TODAY - timedelta(days=1))
        off = newcomer(sari.agency, unit_of(sari), "Nonaktif", active=False)
        assert assign_audience(scheme, now=NOW) == 1
        assert inside.id in asked(scheme) and not {beside.id, gone.id, off.id} & asked(scheme)
        assert assign_audience(scheme, now=NOW) == 0


def test_who_is_told_hears_once(app, cast, monkeypatch):
    from training.certifications import changes

    told = []
    monkeypatch.setattr(changes, "_listeners", [])
    on_changed(lambda people, now: told.append(sorted(people)))
    with app.app_context():
        sari = person_of(cast.sari)
        one = newcomer(sari.agency, unit_of(sari))
        assign_people([one.id, sari.id], NOW)
        assert told == [[one.id]]


def test_whoever_enters_is_assigned_by_the_rule(app, cast):
    with app.app_context():
        agus, sari = person_of(cast.agus), person_of(cast.sari)
        scheme = scheme_for(sari)
        narrow(scheme, units=frozenset({unit_of(sari).ref}))
        for name, unit, expected in (("Tuti", unit_of(sari), True), ("Toni", unit_of(agus), False)):
            data = PersonData.tidy(
                name=name, nip="", email=f"{name}@contoh.id", unit=unit, position="", roles=[]
            )
            person, _password = enroll(agus.agency, data, by=agus, today=TODAY, now=NOW)
            assert (person.id in asked(scheme)) is expected


def test_a_transfer_into_the_audience_assigns(app, cast):
    with app.app_context():
        sari, joko = person_of(cast.sari), person_of(cast.joko)
        scheme = scheme_for(sari)
        narrow(scheme, units=frozenset({unit_of(sari).ref}))
        db.session.execute(sa.delete(Assignment).where(Assignment.person_id == joko.id))
        assign_people([joko.id], NOW)
        assert joko.id not in asked(scheme)
        post = db.session.scalars(sa.select(Posting).filter_by(person_id=joko.id)).one()
        post.until = TODAY - timedelta(days=1)
        db.session.add(
            Posting(agency_id=sari.agency_id, person=joko, unit=unit_of(sari), since=TODAY, recorded_at=NOW)
        )
        db.session.flush()
        tell_changed([joko.id], NOW)
        assert joko.id in asked(scheme)


def test_who_leaves_the_audience_is_named_and_stays_assigned(app, cast):
    with app.app_context():
        sari, joko = person_of(cast.sari), person_of(cast.joko)
        scheme = scheme_for(sari)
        audience = Audience(units=frozenset({unit_of(sari).ref}))
        narrow(scheme, units=audience.units)
        away = {person for _row, person in outside(scheme, audience, TODAY)}
        assert joko.id in away and sari.id not in away and len(away) == 6
        assign_people([joko.id], NOW)
        assert joko.id in asked(scheme)
        by_hand = db.session.scalars(sa.select(Assignment).filter_by(person_id=joko.id)).one()
        by_hand.source, by_hand.by = HAND, sari
        db.session.flush()
        assert joko.id not in {person for _row, person in outside(scheme, audience, TODAY)}


def test_a_new_arrival_does_not_age_out(app, cast):
    with app.app_context():
        sari = person_of(cast.sari)
        scheme = scheme_for(sari)
        db.session.execute(sa.delete(Assignment).where(Assignment.certification_id == scheme.id))
        narrow(scheme, joined_within_days=90)
        sari.joined_on = TODAY - timedelta(days=10)
        db.session.commit()
        assert assign_audience(scheme, now=NOW) == 1
        due = db.session.scalars(sa.select(Assignment.due_on).filter_by(certification_id=scheme.id)).one()
        assert due == TODAY + timedelta(days=20)
        audience = Audience.read(scheme.audience)
        assert outside(scheme, audience, TODAY + timedelta(days=400)) == []
        found = reach_of(sari.agency_id, scheme, audience, NOW + timedelta(days=400))
        assert (found.people, found.new) == (0, 0)


def test_who_was_ended_by_hand_is_asked_again_only_in_another_post(app, cast):
    with app.app_context():
        ended = now()
        sari, hesti = person_of(cast.sari), person_of(cast.hesti)
        scheme = scheme_for(sari)
        row = db.session.scalars(sa.select(Assignment).filter_by(person_id=sari.id)).one()
        row.ended_at, row.by, row.reason = ended, hesti, "Dikecualikan."
        db.session.flush()
        record("assignment.ended", row, actor=hesti.ref, at=ended)
        db.session.commit()
        assert assign_audience(scheme, now=ended) == 0 and sari.id not in asked(scheme)
        later, today = ended + timedelta(days=30), day_in(sari.agency.zone, ended)
        post = db.session.scalars(sa.select(Posting).filter_by(person_id=sari.id)).one()
        post.until = today
        moved = Posting(agency_id=sari.agency_id, person=sari, unit=post.unit, since=today, recorded_at=later)
        db.session.add(moved)
        db.session.flush()
        assert assign_audience(scheme, now=later) == 1
        assert row.due_on == today + timedelta(days=60) and row.ended_at is None
        db.session.commit()
        assert verify().faults == []


def test_a_closed_scheme_asks_nobody(app, cast):
    with app.app_context():
        sari = person_of(cast.sari)
        scheme = scheme_for(sari)
        scheme.closed_at = NOW
        one = newcomer(sari.agency, unit_of(sari))
        assert assign_audience(scheme, now=NOW) == 0
        assign_people([one.id], NOW)
        assert one.id not in asked(scheme)


def test_another_agencys_people_and_units_do_not_count(app, cast):
    with app.app_context():
        sari, maya = person_of(cast.sari), person_of(cast.maya)
        scheme = scheme_for(sari)
        db.session.execute(sa.delete(Assignment).where(Assignment.certification_id == scheme.id))
        assign_people([maya.id], NOW)
        assert asked(scheme) == set()
        foreign = Audience(units=frozenset({unit_of(maya).ref}))
        assert list(db.session.scalars(reached(sari.agency_id, foreign, TODAY))) == []


def test_two_at_once_assign_everybody_once(app, cast):
    with app.app_context():
        sari = person_of(cast.sari)
        scheme = scheme_for(sari).id
        db.session.execute(sa.delete(Assignment).where(Assignment.certification_id == scheme))
        db.session.commit()
    counts = []

    def assign_all():
        counts.append(assign_audience(scheme_for(person_of(cast.sari)), now=NOW))

    together(app, assign_all, assign_all)
    with app.app_context():
        assert sum(counts) == 8 == len(asked(scheme_for(person_of(cast.sari))))


def test_a_unit_in_a_loop_is_shown_once(app, cast):
    with app.app_context():
        agency = person_of(cast.sari).agency
        units = list(db.session.scalars(sa.select(Unit).filter_by(agency_id=agency.id)))
        units[0].parent_id, units[1].parent_id = units[1].id, units[0].id
        db.session.commit()
        assert sorted(node.ref for node in tree_of(agency.id)) == sorted(unit.ref for unit in units)
        looped = Audience(units=frozenset({units[0].ref}))
        assert list(db.session.scalars(reached(agency.id, looped, TODAY)))
