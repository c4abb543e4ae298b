"""Whoever has met all that a scheme asks before it came to ask them is not left waiting: the round begins."""

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from tests.certifications.office import declare, hand_in, modules_for, person_of, rounds_of, scheme_for
from training.certifications.models import Certification, Period
from training.certifications.schemes.audience import Audience
from training.certifications.schemes.consequences import stamp_of
from training.certifications.schemes.finding import terms_of
from training.certifications.schemes.service import open_with, set_terms
from training.certifications.schemes.terms import Terms
from training.core.db import db
from training.ledger.checking import verify
from training.people.changes import tell_changed
from training.people.models import Posting

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=10)


def open_short(person, actor, key, now, **terms):
    code = db.session.scalars(sa.select(Certification).filter_by(agency_id=person.agency_id)).first().code
    asked = Terms("Loket", modules=(key,), attestation=False, **terms)
    stamp = stamp_of(person.agency_id, None, asked, now)
    return open_with(code, asked, stamp=stamp, actor=actor, now=now)


def held(person, scheme):
    return [period for period in rounds_of(person) if period.certification_id == scheme.id]


def test_opening_a_scheme_certifies_who_has_passed_it_all(app, cast):
    with app.app_context():
        sari, hesti = person_of(cast.sari), person_of(cast.hesti)
        module = modules_for(sari)[0]
        hand_in(sari, module, NOW)
        scheme = open_short(sari, hesti, module.key, LATER)
        (period,) = held(sari, scheme)
        assert period.completed_on.isoformat() == "2026-11-23" and period.certified_at == LATER
        assert len(list(db.session.scalars(sa.select(Period)))) == 1
        db.session.commit()
        assert verify().faults == []


def test_what_would_be_over_already_is_not_begun(app, cast):
    with app.app_context():
        sari, hesti = person_of(cast.sari), person_of(cast.hesti)
        module = modules_for(sari)[0]
        hand_in(sari, module, NOW)
        late = NOW + timedelta(days=800)
        for mode in ("completion", "fixed"):
            scheme = open_short(sari, hesti, module.key, late, mode=mode)
            assert held(sari, scheme) == []


def test_fewer_modules_certify_who_was_waiting_for_the_rest(app, cast):
    with app.app_context():
        sari, hesti = person_of(cast.sari), person_of(cast.hesti)
        scheme, modules = scheme_for(sari), modules_for(sari)
        hand_in(sari, modules[0], NOW)
        hand_in(person_of(cast.joko), modules[0], NOW)
        declare(sari, NOW)
        assert rounds_of(sari) == []
        asked = Terms(scheme.title, modules=(modules[0].key,))
        stamp = stamp_of(sari.agency_id, scheme, asked, LATER)
        set_terms(scheme, asked, rev=0, stamp=stamp, ended=[], actor=hesti, now=LATER)
        assert len(held(sari, scheme)) == 1
        assert rounds_of(person_of(cast.joko)) == [], "no declaration yet"
        assert terms_of(scheme).modules == (modules[0].key,)


def test_a_transfer_into_a_scheme_counts_earlier_runs(app, cast):
    with app.app_context():
        sari, joko, hesti = (person_of(member) for member in (cast.sari, cast.joko, cast.hesti))
        module = modules_for(sari)[0]
        hand_in(joko, module, NOW)
        unit = db.session.scalars(sa.select(Posting).filter_by(person_id=sari.id)).one().unit
        audience = Audience(units=frozenset({unit.ref}))
        scheme = open_short(sari, hesti, module.key, NOW, audience=audience)
        assert held(joko, scheme) == []
        post = db.session.scalars(sa.select(Posting).filter_by(person_id=joko.id)).one()
        post.until = NOW.date() - timedelta(days=1)
        moved = Posting(agency_id=joko.agency_id, person=joko, unit=unit, since=NOW.date(), recorded_at=NOW)
        db.session.add(moved)
        db.session.flush()
        tell_changed([joko.id], LATER)
        assert len(held(joko, scheme)) == 1
        db.session.commit()
        assert verify().faults == []
