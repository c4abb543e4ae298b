"""Handing a dossier over: frozen, numbered, on record with its hash; later versions leave the earlier alone."""

from datetime import date, timedelta
from hashlib import sha256

import pytest
import sqlalchemy as sa

from tests import cast
from tests.certifications.office import complete
from tests.decisions.office import MORNING, a_case, person_of, seat
from training.core.db import db
from training.decisions.cases.procedure.acts import Closed, Replied
from training.decisions.cases.service import take
from training.decisions.dossiers.freezing import draft, find_version, hand_over, versions_of
from training.decisions.dossiers.lending import Refused
from training.decisions.dossiers.printing import Copy, print_dossier, seal_of
from training.decisions.dossiers.shape.body import from_bytes
from training.decisions.entries.models import SANCTION, Entry
from training.decisions.models import Dossier, Step
from training.decisions.stepping import Stale
from training.ledger.models import LedgerLeaf, LedgerPayload
from training.ledger.signing import sign_latest
from training.people.posting import Post, correct
from training.people.posts import posts_of

DAY = timedelta(days=1)
ACT = date(2026, 11, 20)


@pytest.fixture
def case(board):
    with board.app_context():
        found = a_case(person_of(cast.ratna), person_of(cast.sari))
        seat(found, person_of(cast.yanti))
        db.session.commit()
        yield found
        db.session.rollback()


def frozen(case, *, as_of=ACT, known_by=MORNING, rev=None, now=MORNING, by=cast.ratna):
    rev = case.rev if rev is None else rev
    made = hand_over(case, by=person_of(by), as_of=as_of, known_by=known_by, rev=rev, now=now)
    db.session.commit()
    return made


def test_what_is_handed_over_is_hashed_stepped_and_on_record(case):
    made = frozen(case)
    assert made.number == 1 and sha256(made.body).hexdigest() == made.sha256
    leaf = db.session.scalars(sa.select(LedgerLeaf).where(LedgerLeaf.kind == "dossier.frozen")).one()
    assert leaf.record == f"dossier:{made.ref}"
    assert made.sha256.encode() in db.session.get(LedgerPayload, leaf.idx).body
    step = db.session.scalars(sa.select(Step).where(Step.kind == "handed_over")).one()
    assert step.said == {"dossier": made.ref, "number": 1, "sha256": made.sha256} and not step.inner
    body = from_bytes(made.body)
    assert (body.header.as_of, body.header.known_by) == (ACT, MORNING)


def test_later_versions_leave_earlier_ones_as_they_are(case):
    first = frozen(case)
    kept, digest = first.body, first.sha256
    reply = Replied(text="Saya mengembalikannya.")
    take(case, reply, by=person_of(cast.sari), rev=case.rev, now=MORNING + DAY)
    second = frozen(case, known_by=MORNING + DAY, now=MORNING + DAY)
    assert [each.number for each in versions_of(case)] == [2, 1]
    assert find_version(case, 1).body == kept and find_version(case, 1).sha256 == digest
    assert not from_bytes(kept).replies and len(from_bytes(second.body).replies) == 1
    assert find_version(case, 3) is None


def test_nothing_that_is_put_right_later_reaches_what_was_handed_over(case):
    """The officer renamed, moved and promoted, an entry taken back, the clause at issue reworded: the file and
    its paper stay byte for byte."""
    sari, hesti, later = person_of(cast.sari), person_of(cast.hesti), MORNING + 5 * DAY
    sanction = Entry(agency_id=sari.agency_id, person=sari, kind=SANCTION, track="ethics", title="Teguran")
    sanction.since, sanction.recorded_at, sanction.recorded_by = ACT - 90 * DAY, MORNING, hesti
    db.session.add(sanction)
    db.session.flush()
    first = frozen(case)
    kept, place = first.body, seal_of(first)
    copy = Copy("Yanti Rosmala", later, "op0000000009")
    paper = print_dossier(first, copy, place, origin="https://adab.contoh.id")
    [post] = posts_of(sari)
    correct(sari, post, Post(post.unit, "Juru arsip", "", post.since), by=None, now=later)
    sari.name, sari.rank = "Sari Lestari", "III/a"
    sanction.withdrawn_at, sanction.withdrawn_reason = later, "Salah orang."
    case.clauses[0].text = "Bunyi lain."
    db.session.commit()
    again = find_version(case, 1)
    assert again.body == kept and sha256(again.body).hexdigest() == again.sha256 == place.sha256
    assert print_dossier(again, copy, place, origin="https://adab.contoh.id") == paper
    before, now = (from_bytes(kept), draft(case, as_of=ACT, known_by=later, now=later))
    assert (before.header.subject.name, now.header.subject.name) == ("Sari Wulandari", "Sari Lestari")
    assert len(before.entries.ethics) == 1 and not now.entries.ethics
    assert before.post.position != now.post.position == "Juru arsip"


def test_a_file_speaks_of_the_day_it_is_asked_about(case):
    complete(person_of(cast.sari), MORNING - 2 * DAY)
    before = draft(case, as_of=ACT - timedelta(days=5), known_by=MORNING, now=MORNING)
    then = draft(case, as_of=MORNING.date(), known_by=MORNING, now=MORNING)
    unknown = draft(case, as_of=MORNING.date(), known_by=MORNING - 3 * DAY, now=MORNING)
    assert not before.declared and then.declared and not unknown.declared
    assert [each.kind for each in unknown.later].count("declared") == 1
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Dossier)) == 0


@pytest.mark.parametrize(
    ("days", "why"),
    [
        ({"as_of": MORNING.date() + DAY}, {"as_of": "future"}),
        ({"known_by": MORNING + timedelta(seconds=1)}, {"known_by": "future"}),
    ],
)
def test_no_file_speaks_of_days_to_come(case, days, why):
    with pytest.raises(Refused) as refused:
        frozen(case, **days)
    assert refused.value.why == why


@pytest.mark.parametrize("member", ["yanti", "sari", "hesti", "gita", "wahyu"])
def test_only_its_keeper_hands_a_file_over(case, member):
    with pytest.raises(Refused) as refused:
        frozen(case, by=getattr(cast, member))
    assert refused.value.why == {"person": "keeper"}


def test_of_two_freezes_at_once_the_second_is_stale(case):
    seen = case.rev
    frozen(case, rev=seen)
    with pytest.raises(Stale):
        frozen(case, rev=seen)
    db.session.rollback()
    assert [each.number for each in versions_of(case)] == [1]


def test_nothing_is_handed_over_of_a_closed_case(case):
    closed = Closed(why="unfounded", kept_until=date(2036, 1, 1), note="Laporan tanpa dasar.")
    take(case, closed, by=person_of(cast.ratna), rev=case.rev, now=MORNING)
    with pytest.raises(Refused) as refused:
        frozen(case)
    assert refused.value.why == {"matter": "stage"}


def test_the_seal_stays_the_same_once_it_is_signed(case, tmp_path):
    made = frozen(case)
    assert seal_of(made).note == () and seal_of(made).index is not None
    sign_latest(tmp_path, "adab.contoh.id/ledger", now=MORNING)
    signed = seal_of(made)
    assert signed.note[0] == "adab.contoh.id/ledger" and int(signed.note[1]) > signed.index
    frozen(case, now=MORNING + DAY)
    sign_latest(tmp_path, "adab.contoh.id/ledger", now=MORNING + DAY)
    assert seal_of(find_version(case, 1)) == signed


def test_a_clause_without_a_published_text_is_not_left_out(case):
    case.clauses[0].address = "Z.99"
    db.session.flush()
    with pytest.raises(Refused) as refused:
        frozen(case)
    assert refused.value.why == {"matter": "text"}
