"""Regrade and void: the list first, two people, then later outcomes that supersede; nothing by itself."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from training.attempts import service as runs
from training.attempts.models import Assessment, Attempt, ItemMark, Outcome
from training.attempts.outcomes import certification_results, latest_outcomes, passed_module_ids
from training.attempts.regrading import service
from training.attempts.regrading.applying import judge_again, waiting_runs
from training.attempts.regrading.impact import impact_of, outcome_of
from training.attempts.regrading.models import HeldItem, Regrade
from training.codes.models import Code
from training.core.db import db
from training.ledger.checking import verify
from training.ledger.models import LedgerLeaf
from training.people.models import Person, RoleGrant
from training.scenarios.models import ScenarioVersion

from .crowd import recruit, run
from .office import AMPLOP, MORNING, publish

LATER = MORNING + timedelta(days=3)
GOOD = {"amplop": [("meja", "x"), ("tanya", "q")], "titipan": [("awal", "k")], "berkas": [("awal", "k")]}
TOOK = GOOD | {"amplop": [("meja", "y")]}
POOR = GOOD | {"amplop": [("meja", "z"), ("tanya", "r")]}
SWAPPED = (
    AMPLOP.replace("        grade: best\n", "        grade: acceptable\n", 1)
    .replace("        grade: violation\n", "        grade: best\n")
    .replace("        violates: [D.3]\n        critical: true\n", "        upholds: [D.3]\n")
)
"""Who kept it in the drawer did best all along, and who declined acceptably."""
WORSE = AMPLOP.replace("        grade: poor\n", "        grade: violation\n").replace(
    "        violates: [A.1]\n", "        violates: [A.1]\n        critical: true\n"
)


@pytest.fixture
def desk(app, quiz):
    """The office with its people: `desk.wayan` and `desk.ketut` may decide, five officers took the run."""
    with app.app_context():
        yield Desk(quiz)


class Desk:
    def __init__(self, quiz):
        self.quiz = quiz
        self.wayan, self.ketut = self._decider("Wayan", "trainer"), self._decider("Ketut", "hr")
        self.version = db.session.scalars(
            sa.select(ScenarioVersion).where(ScenarioVersion.title == "amplop")
        ).one()
        self.people = recruit(quiz, 5)
        for person, answers in zip(self.people, [GOOD, TOOK, POOR, TOOK, GOOD], strict=True):
            run(person, quiz, answers)

    def _decider(self, name, role):
        agency = db.session.get(Person, self.quiz.officer_id).agency
        person = Person(agency=agency, name=name, email=f"{name.lower()}@uji.contoh.id", password_hash="-")
        db.session.add(person)
        db.session.flush()
        db.session.add(RoleGrant(person_id=person.id, role=role, granted_at=MORNING))
        db.session.commit()
        return person

    def publish(self, text, number=2):
        code = db.session.scalars(sa.select(Code).where(Code.slug == "kantor-uji-2026")).one()
        return publish(code, "amplop", text, number=number)

    def propose(self, text=None, number=2, version=None):
        under = self.publish(text, number) if text else None
        made = service.propose(
            version or self.version, under, reason="Kuncinya keliru.", actor=self.wayan, now=LATER
        )
        db.session.commit()
        return made

    def confirm(self, regrade, now=LATER):
        stamp = impact_of(regrade, now=now).stamp
        service.confirm(regrade, stamp=stamp, actor=self.ketut, now=now)
        db.session.commit()
        return regrade

    def result(self, person):
        outcome = db.session.scalars(
            sa.select(Outcome).join(Attempt.outcome).where(Attempt.person_id == person)
        ).one()
        return outcome.points, outcome.maximum, outcome.passed


def faults():
    """What the record says against runs and regrades; the office itself was never recorded."""
    return [
        each for each in verify().faults if each.place.startswith(("attempt:", "regrade:", "leaf", "head"))
    ]


def all_results(desk):
    return [desk.result(person) for person in desk.people]


def test_the_list_says_what_will_happen_and_writes_nothing(desk):
    before = all_results(desk)
    impact = impact_of(desk.propose(SWAPPED), now=LATER)
    assert {turn: n for turn, n in impact.counts.items() if n} == {"gained": 2, "higher": 1, "same": 2}
    assert [(c.before.percent, c.after.percent) for c in impact.changes[:2]] == [(50, 80)] * 2
    assert all_results(desk) == before
    assert db.session.scalar(sa.select(sa.func.count(Outcome.id))) == 5


@pytest.mark.parametrize("text", [SWAPPED, WORSE, None])
def test_what_was_foreseen_is_what_happens(desk, text):
    regrade = desk.propose(text)
    foreseen = {c.ref: (c.before, c.after) for c in impact_of(regrade, now=LATER).changes}
    desk.confirm(regrade)
    assert {c.ref: (c.before, c.after) for c in outcome_of(regrade, now=LATER).changes} == foreseen
    for attempt in db.session.scalars(sa.select(Attempt)):
        after = foreseen[attempt.ref][1]
        assert (attempt.outcome.points, attempt.outcome.maximum, attempt.outcome.passed) == (
            after.points,
            after.maximum,
            after.passed,
        )
    assert not faults()


def test_both_results_stay_and_one_counts(desk):
    regrade = desk.confirm(desk.propose(SWAPPED))
    person, module = desk.people[1], desk.quiz.module_id
    assert regrade.finished and regrade.done == regrade.total == 5
    old, new = db.session.scalars(
        sa.select(Outcome)
        .join(Attempt, Attempt.id == Outcome.attempt_id)
        .where(Attempt.person_id == person)
        .order_by(Outcome.id)
    )
    assert old.superseded_at == LATER and new.supersedes_id == old.id and new.regrade_id == regrade.id
    assert not old.passed and new.passed and new.at == old.at, "it counts from the day it was handed in"
    assert passed_module_ids(person, [module]) == {module}
    assert latest_outcomes(person, [module])[module].id == new.id
    assessment = db.session.scalars(sa.select(Assessment).filter_by(module_id=module)).one()
    assert certification_results(db.session.get(Person, person), assessment) == [(new.at, True)]


def test_it_goes_on_record_with_reason_and_both_people(desk):
    regrade = desk.confirm(desk.propose(SWAPPED))
    kinds = list(db.session.scalars(sa.select(LedgerLeaf.kind).order_by(LedgerLeaf.idx)))
    assert kinds[-6:] == ["scenario.regraded"] + ["attempt.regraded"] * 5
    said = regrade.fact()
    assert (said["version"], said["under"], said["reason"]) == (1, 2, "Kuncinya keliru.")
    assert (said["proposed_by"], said["confirmed_by"]) == (desk.wayan.ref, desk.ketut.ref)
    attempt = db.session.scalars(sa.select(Attempt).where(Attempt.person_id == desk.people[0])).one()
    assert attempt.fact()["outcome"]["regrade"] == regrade.ref
    assert not faults()


def test_a_void_takes_points_maximum_and_breach_from_both_sides(desk):
    desk.confirm(desk.propose())
    assert all_results(desk) == [(8, 8, True)] * 5
    assert (
        db.session.scalars(sa.select(LedgerLeaf.kind).where(LedgerLeaf.kind.startswith("scenario.v"))).one()
        == "scenario.voided"
    )
    left = db.session.scalar(
        sa.select(sa.func.count(ItemMark.id)).where(ItemMark.version_id == desk.version.id)
    )
    assert left == 0 and db.session.scalar(sa.select(sa.func.count(ItemMark.id))) == 10


def test_the_statistics_follow_the_key(desk):
    def points(person):
        rows = sa.select(ItemMark.points).where(
            ItemMark.person_id == person, ItemMark.version_id == desk.version.id
        )
        return db.session.scalars(rows).one()

    assert points(desk.people[1]) == 0
    desk.confirm(desk.propose(SWAPPED))
    assert points(desk.people[1]) == 4 and points(desk.people[0]) == 7
    desk.confirm(desk.propose())
    desk.confirm(desk.propose(SWAPPED, number=3))
    assert points(desk.people[1]) == 4, "what was voided and is judged again has its marks back"


def test_a_later_regrade_supersedes_the_one_before(desk):
    desk.confirm(desk.propose(SWAPPED))
    assert desk.result(desk.people[2])[2]
    worse = desk.propose(WORSE, number=3)
    assert impact_of(worse, now=LATER).counts["lost"] == 3, "those who took and those who looked away"
    desk.confirm(worse)
    assert [passed for _p, _m, passed in all_results(desk)] == [True, False, False, False, True]
    assert db.session.scalar(sa.select(sa.func.count(Outcome.id))) == 15
    assert not faults()


def test_nobody_confirms_their_own_proposal(desk):
    regrade = desk.propose(SWAPPED)
    with pytest.raises(service.OwnWork) as refused:
        service.confirm(regrade, stamp=impact_of(regrade, now=LATER).stamp, actor=desk.wayan, now=LATER)
    assert refused.value.proposed


def test_nobody_confirms_a_list_that_changes_their_own_run(desk):
    regrade, own = desk.propose(SWAPPED), db.session.get(Person, desk.people[1])
    stamp = impact_of(regrade, now=LATER).stamp
    with pytest.raises(service.OwnWork) as refused:
        service.confirm(regrade, stamp=stamp, actor=own, now=LATER)
    assert not refused.value.proposed
    service.confirm(regrade, stamp=stamp, actor=db.session.get(Person, desk.people[0]), now=LATER)
    assert regrade.finished, "whose own result stays may"


def test_a_list_that_changed_since_is_shown_again(desk):
    (late,) = recruit(desk.quiz, 1, first=5)
    attempt = run(late, desk.quiz, TOOK, submit=False)
    regrade = desk.propose(SWAPPED)
    stamp = impact_of(regrade, now=LATER).stamp
    runs.submit(attempt, now=MORNING + timedelta(minutes=10))
    db.session.commit()
    with pytest.raises(service.Stale):
        service.confirm(regrade, stamp=stamp, actor=desk.ketut, now=LATER)
    db.session.rollback()
    assert regrade.proposed and all_results(desk)[1][2] is False


def test_confirmed_twice_it_is_done_once(desk):
    regrade = desk.propose(SWAPPED)
    desk.confirm(regrade)
    service.confirm(regrade, stamp="", actor=desk.ketut, now=LATER)
    judge_again(regrade, [a.id for a in db.session.scalars(sa.select(Attempt))], actor="system", now=LATER)
    db.session.commit()
    assert db.session.scalar(sa.select(sa.func.count(Outcome.id))) == 10


def test_an_open_run_keeps_its_key_and_is_judged_anew_when_it_ends(desk):
    (late,) = recruit(desk.quiz, 1, first=5)
    attempt = run(late, desk.quiz, TOOK, submit=False)
    pinned = attempt.fact()["pinned_hash"]
    regrade = desk.propose(SWAPPED)
    assert impact_of(regrade, now=LATER).open == [late]
    desk.confirm(regrade)
    runs.submit(attempt, now=MORNING + timedelta(minutes=10))
    db.session.commit()
    assert attempt.fact()["pinned_hash"] == pinned
    assert attempt.outcome.passed and not attempt.outcome.supersedes.passed
    assert attempt.outcome.regrade_id == regrade.id
    assert not list(db.session.scalars(waiting_runs(regrade))) and not faults()
    last = db.session.scalars(sa.select(LedgerLeaf.kind).order_by(LedgerLeaf.idx.desc()).limit(1)).one()
    assert last == "attempt.submitted", "told once, with the result that counts"


def test_a_run_closed_by_its_deadline_is_judged_anew_as_well(desk):
    (late,) = recruit(desk.quiz, 1, first=5)
    attempt = run(late, desk.quiz, TOOK, submit=False)
    runs.close_if_overdue(attempt, now=LATER)
    db.session.commit()
    desk.confirm(desk.propose(SWAPPED))
    assert attempt.outcome.passed and not attempt.outcome.supersedes.passed


def test_practice_stays_as_it_was(desk):
    (late,) = recruit(desk.quiz, 1, first=5)
    attempt = run(late, desk.quiz, TOOK, purpose="practice")
    desk.confirm(desk.propose())
    assert attempt.outcome.regrade_id is None and not attempt.outcome.passed
    held = sa.select(sa.func.count()).select_from(HeldItem).where(HeldItem.attempt_id == attempt.id)
    assert db.session.scalar(held) == 0


def test_what_cannot_be_mapped_stays_and_is_said(desk):
    fewer = SWAPPED.replace("tanya", "lain")
    regrade = desk.propose(fewer)
    impact = impact_of(regrade, now=LATER)
    assert impact.counts["kept"] == 3 and {c.why for c in impact.changes if not c.after} == {"unmapped"}
    desk.confirm(regrade)
    assert [passed for _p, _m, passed in all_results(desk)] == [True] * 5
    kept = [a for a in db.session.scalars(sa.select(Attempt)) if a.outcome.regrade_id is None]
    assert len(kept) == 3 and regrade.finished


def test_a_run_with_nothing_left_keeps_its_result(desk):
    held = sa.select(ScenarioVersion).where(ScenarioVersion.id.in_(sa.select(HeldItem.version_id)))
    versions = list(db.session.scalars(held))
    before = None
    for version in versions:
        before = desk.result(desk.people[0])
        last = desk.propose(version=version)
        emptied = impact_of(last, now=LATER).counts["kept"]
        desk.confirm(last)
    assert emptied == 5 and desk.result(desk.people[0]) == before


def test_a_proposal_must_make_sense(desk):
    def refused(version, under, reason="Sebab."):
        with pytest.raises(service.NotRegradable) as error:
            service.propose(version, under, reason=reason, actor=desk.wayan, now=LATER)
        return error.value.why

    same, other = desk.publish(AMPLOP), desk.publish(SWAPPED, number=3)
    titipan = db.session.scalars(sa.select(ScenarioVersion).where(ScenarioVersion.title == "titipan")).one()
    assert refused(desk.version, same) == "same_key"
    assert refused(desk.version, titipan) == "not_newer"
    assert refused(other, None) == "unheld"
    assert refused(desk.version, other, " ") == "reason"
    made = desk.propose()
    with pytest.raises(service.AlreadyProposed) as known:
        desk.propose()
    assert known.value.known.id == made.id
    service.turn_down(made, actor=desk.ketut, now=LATER)
    db.session.commit()
    desk.confirm(desk.propose())
    assert refused(desk.version, None) == "same_key"


def test_what_was_turned_down_cannot_be_confirmed(desk):
    regrade = desk.propose()
    stamp = impact_of(regrade, now=LATER).stamp
    service.turn_down(regrade, actor=desk.wayan, now=LATER)
    db.session.commit()
    with pytest.raises(service.Stale):
        service.confirm(regrade, stamp=stamp, actor=desk.ketut, now=LATER)
    with pytest.raises(service.Stale):
        service.turn_down(regrade, actor=desk.ketut, now=LATER)
    assert db.session.scalars(sa.select(Regrade.state)).one() == "cancelled" and not faults()
    declined = sa.select(LedgerLeaf.kind).where(LedgerLeaf.kind == "regrade.declined")
    assert len(db.session.scalars(declined).all()) == 1, "on record, once"
