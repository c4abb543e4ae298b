"""What is kept ready follows the facts, and says of every day what the rules say."""

from datetime import date, datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from training.certifications.changes import changed
from training.certifications.manual.models import Excusal, Extension, Provisional
from training.certifications.models import Certification
from training.certifications.rules import Status
from training.certifications.spans.asking import Day, alive, bucket_of, ends_in, state_of
from training.certifications.spans.counting import cells, keep_if_many, recount
from training.certifications.spans.models import CountedDay, DayCount, StandingSpan
from training.certifications.spans.rules import NO_END, STARTED, Span, standing_on
from training.certifications.spans.service import COLUMNS, differences, fill, people_of, refresh
from training.certifications.standing import SchemeInForce, schemes_of, standings
from training.core.db import db
from training.people.models import Person

from ..office import MORNING, complete, hand_in, modules_for, person_of

NOON = MORNING + timedelta(hours=3)


@pytest.fixture
def app(app: Flask) -> Flask:
    """The calendar of these tests was set past the application."""
    with app.app_context():
        refresh(people_of(), MORNING - timedelta(hours=12))
        db.session.commit()
    return app


def scheme_of(person: Person) -> SchemeInForce:
    return schemes_of(person.agency_id)[0]


def kept_states(
    scheme: SchemeInForce, on: date, known: datetime | None = None
) -> dict[int, tuple[str, bool]]:
    day = Day(scheme.certification.id, on, scheme.certification.grace_days, known)
    rows = sa.select(StandingSpan.person_id, state_of(day), StandingSpan.excused).where(*alive(day))
    return {row[0]: (row[1], bool(row[2])) for row in db.session.execute(rows)}


def rules_states(
    scheme: SchemeInForce, on: date, known: datetime | None = None
) -> dict[int, tuple[str, bool]]:
    found = standings(scheme, on=on, zone="Asia/Jakarta", known_by=known)
    return {person: (held.state.value, held.excused) for person, held in found.items()}


def plainly(states: dict[int, tuple[str, bool]]) -> dict[int, tuple[str, bool]]:
    """Whoever has begun is, for the rules, still to begin."""
    return {p: (Status.PENDING.value if s == STARTED else s, e) for p, (s, e) in states.items()}


def ruling(table, person: Person, **more):
    hr = db.session.scalars(sa.select(Person).where(Person.email.like("hesti%"))).one()
    row = table(
        agency_id=person.agency_id, person_id=person.id, reason="Cuti.", recorded_by_id=hr.id,
        **{"recorded_at": NOON} | more,
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    changed([person.id], more.get("recorded_at", NOON))
    return row


def lively_office(cast) -> SchemeInForce:
    """One is certified, one lost it, one is on leave, one has more time, one is lent it, one has begun."""
    sari, joko, ningsih, farid = (person_of(one) for one in (cast.sari, cast.joko, cast.ningsih, cast.farid))
    scheme = scheme_of(sari)
    scheme.certification.closes_days, scheme.certification.grace_days = 20, 5
    db.session.flush()
    refresh(people_of(), MORNING - timedelta(hours=1))
    complete(sari, MORNING)
    held = complete(joko, MORNING)
    about = {"certification_id": scheme.certification.id}
    ruling(Excusal, ningsih, **{"kind": "leave", "since": date(2026, 12, 1), "until": date(2027, 1, 10)})
    ruling(Extension, farid, **about, due_on=date(2027, 2, 1))
    ruling(Provisional, person_of(cast.agus), **about, since=date(2026, 12, 20), until=date(2027, 1, 5))
    hand_in(farid, modules_for(farid)[0], NOON)
    db.session.commit()
    held.revoked_at = MORNING + timedelta(days=40)
    db.session.flush()
    changed([joko.id], held.revoked_at)
    db.session.commit()
    return scheme


def test_every_day_says_what_the_rules_say(app: Flask, cast) -> None:
    with app.app_context():
        scheme = lively_office(cast)
        for count in range(0, 500, 3):
            on = date(2026, 11, 20) + timedelta(days=count)
            assert plainly(kept_states(scheme, on)) == rules_states(scheme, on), on


def test_and_what_was_known_then(app: Flask, cast) -> None:
    with app.app_context():
        scheme = lively_office(cast)
        for known in (MORNING + timedelta(minutes=1), NOON, MORNING + timedelta(days=41)):
            for count in range(0, 400, 17):
                on = date(2026, 11, 22) + timedelta(days=count)
                said = rules_states(scheme, on, known)
                assert plainly(kept_states(scheme, on, known)) == said, (known, on)


def test_the_database_compares_as_the_rules_of_stretches_do(app: Flask, cast) -> None:
    with app.app_context():
        scheme = lively_office(cast)
        for count in range(0, 460, 11):
            day = Day(scheme.certification.id, date(2026, 11, 22) + timedelta(days=count), 5)
            table = StandingSpan.__table__.c
            asked = sa.select(state_of(day), bucket_of(day), ends_in(day), *(table[name] for name in COLUMNS))
            for state, bucket, ends, *values in db.session.execute(asked.where(*alive(day))):
                assert (state, bucket, ends) == standing_on(Span(*values), day.on, 5)


def test_a_passed_run_and_a_certificate_are_followed_without_being_told(app: Flask, cast) -> None:
    with app.app_context():
        sari = person_of(cast.sari)
        scheme, today = scheme_of(sari), MORNING.date()
        assert kept_states(scheme, today)[sari.id] == ("pending", False)
        hand_in(sari, modules_for(sari)[0], MORNING)
        db.session.commit()
        assert kept_states(scheme, today)[sari.id] == (STARTED, False)
        assert kept_states(scheme, today - timedelta(days=1))[sari.id] == ("pending", False)
        complete(sari, MORNING)
        assert kept_states(scheme, today)[sari.id] == ("certified", False)
        assert list(differences(people_of())) == []


def test_a_rolled_back_change_leaves_nothing(app: Flask, cast) -> None:
    with app.app_context():
        before = kept_states(scheme_of(person_of(cast.sari)), MORNING.date())
        hand_in(person_of(cast.sari), modules_for(person_of(cast.sari))[0], MORNING)
        db.session.rollback()
        db.session.commit()
        assert kept_states(scheme_of(person_of(cast.sari)), MORNING.date()) == before


def test_nothing_changed_writes_nothing(app: Flask) -> None:
    with app.app_context():
        assert refresh(people_of(), NOON) == 0


def test_the_past_of_an_older_office_is_told_by_its_facts(app: Flask, cast) -> None:
    with app.app_context():
        scheme = lively_office(cast)
        db.session.execute(sa.delete(StandingSpan))
        assert fill(NOON) == len(people_of())
        assert fill(NOON) == 0
        assert list(differences(people_of())) == []
        on, known = date(2027, 1, 2), MORNING + timedelta(minutes=1)
        assert plainly(kept_states(scheme, on, known)) == rules_states(scheme, on, known)


def test_counts_of_a_kept_day_follow_every_change(app: Flask, cast, monkeypatch) -> None:
    monkeypatch.setattr("training.certifications.spans.counting.WORTH_KEEPING", 1)
    with app.app_context():
        scheme = lively_office(cast).certification
        day = Day(scheme.id, date(2027, 1, 3), scheme.grace_days)
        counted, kept = cells(day)
        assert not kept
        assert keep_if_many(day, counted, NOON)
        assert (set(cells(day)[0]), cells(day)[1]) == (set(counted), True)
        complete(person_of(cast.bayu), NOON)
        person_of(cast.bayu).employment = "pns"
        db.session.flush()
        changed([person_of(cast.bayu).id], NOON)
        db.session.commit()
        assert [c.state for c in cells(day, employment="pns")[0]] == ["certified"]
        assert cells(day, employment="pns", kind="managerial") == ([], True)
        assert sum(c.people for c in cells(day)[0] if c.state == "certified") == 2
        assert recount(NOON) == 0
        db.session.execute(sa.update(DayCount).values(people=9))
        assert recount(NOON) == 1
        assert db.session.scalar(sa.select(sa.func.count()).select_from(CountedDay)) == 1


def test_check_names_what_differs_and_repairs_it(app: Flask, cast) -> None:
    run = app.test_cli_runner().invoke
    assert run(args=["certifications", "check"]).exit_code == 0
    with app.app_context():
        sari = person_of(cast.sari)
        ref, number = sari.ref, sari.id
        mine = StandingSpan.person_id == number
        db.session.execute(sa.update(StandingSpan).where(mine).values(due_on=date(2030, 1, 1)))
        db.session.commit()
    told = run(args=["certifications", "check"])
    assert told.exit_code == 1 and ref in told.output and "2030-01-01" in told.output
    assert run(args=["certifications", "check", "--repair"]).exit_code == 0
    assert run(args=["certifications", "check"]).exit_code == 0


def test_terms_count_anew(app: Flask, cast) -> None:
    with app.app_context():
        scheme = scheme_of(person_of(cast.sari)).certification
        db.session.add(
            CountedDay(certification_id=scheme.id, day=MORNING.date(), known=NO_END, asked_at=NOON)
        )
        db.session.commit()
        from training.certifications.service import set_delta_days

        set_delta_days(scheme, 44, rev=scheme.terms_rev, actor=person_of(cast.hesti), now=NOON)
        db.session.commit()
        assert db.session.scalar(sa.select(sa.func.count()).select_from(CountedDay)) == 0
        assert db.session.get(Certification, scheme.id).delta_days == 44


def test_a_name_that_grows_when_written_small_still_fits(app: Flask, cast) -> None:
    with app.app_context():
        sari = person_of(cast.sari)
        sari.name = "İ" * 150
        db.session.flush()
        refresh([sari.id], NOON)
        db.session.commit()
        kept = sa.select(sa.func.max(sa.func.length(StandingSpan.name))).filter_by(person_id=sari.id)
        assert db.session.scalar(kept) == 80
