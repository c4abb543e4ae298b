"""A code is amended: compared, judged change by change, published at once with everything that follows."""

import pytest
import sqlalchemy as sa

from training.codes import amendments, service
from training.codes.models import EDITORIAL, IN_FORCE, SUBSTANTIVE, SUPERSEDED, Change, ReadingFinding
from training.core.db import db
from training.ledger.checking import verify
from training.ledger.models import LedgerLeaf

from .amended import LONGER, SHORTER, SLIP, STRICTER, amend, judge_all, make_administrator, next_draft
from .office import NOW, TEXT, open_office


@pytest.fixture
def office(app):
    return open_office(app)


@pytest.fixture
def inside(app, office):
    with app.app_context():
        yield office


def opened(office, text):
    actor = make_administrator(office.agency_id)
    return amendments.open_amendment(next_draft(office.agency_id, text), actor=actor, now=NOW), actor


def publish(amendment, actor, *, stamp=None):
    stamp = stamp or amendments.stamp_of(amendment)
    return amendments.publish_amendment(amendment, stamp=stamp, actor=actor.ref, now=NOW)


def test_only_what_changed_is_kept_and_waits(inside):
    amendment, _actor = opened(inside, LONGER)
    assert [(c.kind, c.old_address, c.new_address, c.waits) for c in amendment.changes] == [
        ("added", None, "B.dilarang.3", True)
    ]
    assert amendment.old_version.number == 1


def test_opening_it_again_changes_nothing(inside):
    amendment, actor = opened(inside, LONGER)
    judge_all(amendment, actor, {"B.dilarang.3": SUBSTANTIVE})
    again = amendments.open_amendment(amendment.new_version, actor=actor, now=NOW)
    assert again is amendment
    assert [change.weight for change in again.changes] == [SUBSTANTIVE]


def test_decisions_stay_with_words_that_stay_and_are_asked_again_for_words_repaired_since(inside):
    amendment, actor = opened(inside, STRICTER.replace("dapat dipercaya", "dapat dipercaja"))
    judge_all(amendment, actor, {"B.wajib.2": SUBSTANTIVE})
    version = amendment.new_version
    clause = next(c for c in version.clauses if c.address == "A.1")
    clause.text = clause.text.replace("dipercaja", "dipercayai")
    db.session.flush()
    pairs = amendments.compare(amendment.old_version, version)
    assert amendments.is_behind(amendment, amendment.old_version, pairs)
    with pytest.raises(amendments.Undecided) as refusal:
        publish(amendment, actor)
    assert refusal.value.behind
    fresh = amendments.open_amendment(version, actor=actor, now=NOW)
    assert {c.new_address: c.weight for c in fresh.changes} == {"A.1": None, "B.wajib.2": SUBSTANTIVE}


def test_nothing_is_published_before_every_change_is_judged(inside):
    amendment, actor = opened(inside, STRICTER)
    with pytest.raises(amendments.Undecided) as refusal:
        publish(amendment, actor)
    assert refusal.value.waiting == 1
    assert amendment.new_version.state == "draft"


def test_a_clause_that_only_moved_needs_no_judgement(inside):
    amendment, actor = opened(
        inside, TEXT.replace("1. Menerima", "2. Menerima").replace("2. Mend", "1. Mend")
    )
    assert {change.kind for change in amendment.changes} == {"moved"}
    assert publish(amendment, actor).state == IN_FORCE
    assert not amendment.substantive


def test_the_same_words_as_another_kind_of_rule_must_be_judged(inside):
    amendment, actor = opened(inside, LONGER)
    clause = next(c for c in amendment.new_version.clauses if c.address == "B.wajib.1")
    clause.kind = "prohibition"
    db.session.flush()
    fresh = amendments.open_amendment(amendment.new_version, actor=actor, now=NOW)
    change = next(c for c in fresh.changes if c.new_address == "B.wajib.1")
    assert (change.kind, change.waits) == ("edited", True)
    shown = amendments.shown(amendments.compare(fresh.old_version, fresh.new_version), fresh)
    assert next(row.hint.why for row in shown if row.change is change) == "kind"


def test_publishing_supersedes_the_old_version_and_puts_both_facts_on_record(inside):
    amendment = amend(inside.agency_id, STRICTER, {"B.wajib.2": SUBSTANTIVE})
    assert (amendment.old_version.state, amendment.new_version.state) == (SUPERSEDED, IN_FORCE)
    told = sa.select(LedgerLeaf.kind).where(LedgerLeaf.kind.startswith("code."))
    kinds = list(db.session.scalars(told.order_by(LedgerLeaf.idx.desc()).limit(2)))
    assert kinds == ["code.amended", "code.published"]
    assert verify().faults == []


def test_a_weight_changed_afterwards_in_the_database_is_found_out(inside):
    amendment = amend(inside.agency_id, STRICTER, {"B.wajib.2": SUBSTANTIVE})
    db.session.execute(sa.update(Change).values(weight=EDITORIAL))
    db.session.commit()
    assert [fault.place for fault in verify().faults] == [f"amendment:{amendment.ref}"]


def test_publishing_again_changes_nothing(inside):
    amendment, actor = opened(inside, SLIP)
    judge_all(amendment, actor, {})
    stamp = amendments.stamp_of(amendment)
    publish(amendment, actor, stamp=stamp)
    db.session.commit()
    leaves = db.session.scalar(sa.select(sa.func.count()).select_from(LedgerLeaf))
    assert publish(amendment, actor, stamp="lain").state == IN_FORCE
    db.session.commit()
    assert db.session.scalar(sa.select(sa.func.count()).select_from(LedgerLeaf)) == leaves


def test_a_stale_page_neither_judges_nor_publishes(inside):
    amendment, actor = opened(inside, STRICTER)
    stamp, change = amendments.stamp_of(amendment), amendment.changes[0]
    ask = {"weight": EDITORIAL, "reason": "Ejaan.", "actor": actor, "now": NOW}
    amendments.judge(amendment, change.ref, rev=0, **ask)
    with pytest.raises(amendments.Stale):
        amendments.judge(amendment, change.ref, rev=0, **ask | {"weight": SUBSTANTIVE})
    with pytest.raises(amendments.Stale):
        publish(amendment, actor, stamp=stamp)
    assert change.weight == EDITORIAL


@pytest.mark.parametrize(("weight", "reason"), [("penting", "Alasan."), (EDITORIAL, "  "), ("", "Alasan.")])
def test_a_judgement_has_a_weight_and_a_reason(inside, weight, reason):
    amendment, actor = opened(inside, STRICTER)
    with pytest.raises(ValueError):
        amendments.judge(
            amendment, amendment.changes[0].ref, rev=0, weight=weight, reason=reason, actor=actor, now=NOW
        )


def test_open_errors_of_the_reading_hold_it_back(inside):
    amendment, actor = opened(inside, SLIP)
    judge_all(amendment, actor, {})
    amendment.new_version.findings.append(
        ReadingFinding(slug="lost-label", line=3, severity="error", message="Baris 3: nomor hilang.")
    )
    db.session.flush()
    with pytest.raises(service.NotPublishable) as refusal:
        publish(amendment, actor)
    assert refusal.value.reason == "errors"


def test_there_is_nothing_to_amend_without_a_version_in_force_or_a_draft(inside):
    actor = make_administrator(inside.agency_id)
    published = next_draft(inside.agency_id, TEXT)
    with pytest.raises(amendments.NotAmendable):
        amendments.open_amendment(published, actor=actor, now=NOW)


def test_versions_that_differ_only_in_wording_share_a_lineage(inside):
    first = amend(inside.agency_id, SLIP, {})
    assert first.new_version.lineage == first.old_version.lineage
    second = amend(inside.agency_id, SHORTER, {"B.dilarang.2": SUBSTANTIVE})
    assert second.new_version.lineage != second.old_version.lineage


def test_a_clause_says_how_its_words_changed(inside):
    amendment = amend(inside.agency_id, STRICTER, {"B.wajib.2": SUBSTANTIVE})
    words = amendments.change_at(amendment.new_version, "B.wajib.2")
    assert [word.text.strip() for word in words if word.mark == "in"] == ["dan data pemohon"]
    assert amendments.change_at(amendment.new_version, "B.wajib.1") == ()
