"""A run judged anew and the certificate: earned by the day of the run, never taken back by itself."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from training.attempts.models import Attempt, Outcome
from training.attempts.regrading import service
from training.attempts.regrading.impact import impact_of
from training.attempts.regrading.models import HeldItem
from training.certifications.doubts import count_doubts, keep, open_doubts
from training.certifications.models import CertificateDoubt
from training.core.clock import day_in
from training.core.db import db
from training.ledger.checking import verify
from training.ledger.models import LedgerLeaf
from training.scenarios.models import ScenarioVersion

from .office import MORNING, declare, hand_in, modules_for, person_of, rounds_of

LATER = MORNING + timedelta(days=9)


@pytest.fixture
def office(app, cast):
    with app.app_context():
        yield Office(cast)


class Office:
    """Sari's runs; the first module's can be put right, since it holds a scenario that was faulty."""

    def __init__(self, cast):
        self.sari, self.hesti, self.bayu = (person_of(who) for who in (cast.sari, cast.hesti, cast.bayu))
        live = (
            sa.select(ScenarioVersion).where(ScenarioVersion.title.is_not(None)).order_by(ScenarioVersion.id)
        )
        self.version = next(v for v in db.session.scalars(live) if v.agency_id == self.sari.agency_id)

    def runs(self, *, passed, declared=MORNING):
        """Every module handed in, the last one a day later, passed or not; the code declared at a moment."""
        modules = modules_for(self.sari)
        for module in modules[:-1]:
            hand_in(self.sari, module, MORNING)
        if declared == MORNING:
            declare(self.sari, declared)
        attempt = hand_in(self.sari, modules[-1], MORNING + timedelta(days=1), passed=passed)
        if declared != MORNING:
            declare(self.sari, declared)
        db.session.add(HeldItem(attempt_id=attempt.id, item=0, version_id=self.version.id))
        db.session.commit()
        return attempt

    def judge_anew(self, attempt, *, passed, monkeypatch):
        """A regrade after which the run is passed, or not any more; what it says otherwise is tested there."""
        share = 90 if passed else 20
        values = {
            "points": share,
            "maximum": 100,
            "visited_maximum": 100,
            "percent": share,
            "passed": passed,
            "critical": [],
        }
        from training.attempts.regrading import applying

        monkeypatch.setattr(applying, "overlay", lambda items, _corrections: [])
        monkeypatch.setattr(applying, "verdict", lambda _attempt, _items: values)
        monkeypatch.setattr(applying, "_mark", lambda *_args: None)
        regrade = service.propose(self.version, None, reason="Kuncinya keliru.", actor=self.bayu, now=LATER)
        stamp = impact_of(regrade, now=LATER).stamp
        service.confirm(regrade, stamp=stamp, actor=self.hesti, now=LATER)
        db.session.commit()
        db.session.expire_all()
        return regrade


def test_who_passes_now_is_certified_from_the_day_of_the_run(office, monkeypatch):
    attempt = office.runs(passed=False)
    assert not rounds_of(office.sari)
    office.judge_anew(attempt, passed=True, monkeypatch=monkeypatch)
    (held,) = rounds_of(office.sari)
    assert held.completed_on == day_in(office.sari.agency.zone, attempt.ended_at)
    assert held.certified_at == LATER
    body = db.session.scalars(sa.select(LedgerLeaf.body).where(LedgerLeaf.kind == "certificate.issued")).one()
    assert office.hesti.ref.encode() in body, "the record names who confirmed, not the officer"
    assert not verify().faults


def test_who_passes_no_longer_keeps_the_certificate_until_somebody_decides(office, monkeypatch):
    attempt = office.runs(passed=True)
    (held,) = rounds_of(office.sari)
    office.judge_anew(attempt, passed=False, monkeypatch=monkeypatch)
    assert [each.revoked_at for each in rounds_of(office.sari)] == [None]
    (doubt,) = open_doubts(office.hesti)
    assert (doubt.period.id, doubt.outcome.attempt_id, count_doubts(office.hesti)) == (held.id, attempt.id, 1)
    keep(doubt, reason="Dua uji lain membuktikannya.", actor=office.hesti, now=LATER)
    db.session.commit()
    assert not open_doubts(office.hesti) and doubt.fact()["decided_by"] == office.hesti.ref
    assert not verify().faults


def test_another_pass_in_the_same_round_holds_it(office, monkeypatch):
    modules = modules_for(office.sari)
    hand_in(office.sari, modules[-1], MORNING + timedelta(hours=1))
    attempt = office.runs(passed=True, declared=MORNING + timedelta(days=2))
    assert rounds_of(office.sari)
    office.judge_anew(attempt, passed=False, monkeypatch=monkeypatch)
    assert not open_doubts(office.hesti)


def test_nobody_decides_on_their_own_certificate_or_without_a_reason(office, monkeypatch):
    attempt = office.runs(passed=True)
    office.judge_anew(attempt, passed=False, monkeypatch=monkeypatch)
    (doubt,) = open_doubts(office.hesti)
    for actor, reason in ((office.sari, "Saya yakin."), (office.hesti, "  ")):
        with pytest.raises(ValueError):
            keep(doubt, reason=reason, actor=actor, now=LATER)
    assert db.session.scalars(sa.select(CertificateDoubt.decided_at)).one() is None


def test_the_list_tells_both_before_anything_happens(office):
    from training.attempts.regrading.weighing import Change, Score
    from training.certifications.doubts import foresee_regrade

    attempt = office.runs(passed=False)
    low, high = Score(20, 100, False), Score(90, 100, True)
    about = (attempt.id, attempt.ref, office.sari.id, attempt.assessment.module_id, attempt.ended_at)
    (stakes,) = foresee_regrade(office.sari.agency_id, [Change(*about, low, high)], LATER)
    assert list(stakes.notes) == [attempt.id] and "terbit" in stakes.sentence
    assert not foresee_regrade(office.sari.agency_id, [Change(*about, high, high)], LATER)
    assert db.session.scalars(sa.select(Outcome.superseded_at)).all() == [None] * 5
    assert db.session.scalar(sa.select(sa.func.count(Attempt.id))) == 5
