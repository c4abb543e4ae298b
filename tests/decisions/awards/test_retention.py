"""A nomination whose time is over is erased by two people; the award that came of it stays with its holder."""

from datetime import date, timedelta
from hashlib import sha256

import pytest
import sqlalchemy as sa
from flask import Flask

from training.core.db import Model, db
from training.decisions.acts import Refused
from training.decisions.awards import service
from training.decisions.awards.awarding import award_of, awards_of
from training.decisions.awards.models import Award
from training.decisions.awards.printing import award_pdf
from training.decisions.awards.retention import NOMINATIONS
from training.decisions.entries.models import Entry
from training.decisions.gate import find, find_own
from training.decisions.models import Dossier, Nomination, Seat, Step
from training.decisions.retention.erasing import due_for_erasure, erase_matter
from training.ledger.checking import verify
from training.ledger.models import LedgerLeaf
from training.ledger.service import record

from ... import cast
from ..office import person_of
from .office import MORNING, TODAY, appoint, awarded, decide, nominated, propose, second, take, weigh

KEPT_UNTIL = TODAY + timedelta(days=9)
OVER = MORNING + timedelta(days=10)
SECRETS = ("zamrud", "Saya melihatnya sendiri", "Diperiksa dari berkas", "Pantas menjadi teladan", "Terharu")


def closed() -> Nomination:
    """An award that was given and its nomination closed, with a frozen file."""
    made = awarded()
    take(made, "replied", cast.sari, text="Terharu sekali.")
    body = b"Menolak bingkisan zamrud"
    file = Dossier(agency_id=made.agency_id, matter=made, number=1, as_of=TODAY, body=body)
    file.known_by = file.frozen_at = MORNING
    file.sha256, file.frozen_by = sha256(body).hexdigest(), person_of(cast.hesti)
    db.session.add(file)
    db.session.flush()
    record("dossier.frozen", file, actor=file.frozen_by.ref, at=MORNING)
    take(made, "closed", cast.hesti, why="awarded", kept_until=KEPT_UNTIL, note="Sesuai JRA.")
    return made


def erase(made: Nomination, by=cast.hesti, helper=cast.ratna, now=OVER) -> None:
    erase_matter(made, NOMINATIONS, by=person_of(by), second=person_of(helper), now=now)
    db.session.commit()


def tables_with(words: tuple[str, ...]) -> set[str]:
    found = set()
    for table in Model.metadata.sorted_tables:
        text = "\n".join(str(tuple(row)) for row in db.session.execute(sa.select(table)))
        if any(word in text for word in words):
            found.add(table.name)
    return found


def test_what_was_said_is_gone_and_the_record_still_holds(board: Flask) -> None:
    with board.app_context():
        made = closed()
        ref = made.ref
        assert {"step", "nomination", "dossier"} <= tables_with(SECRETS)
        erase(made)
        assert tables_with(SECRETS) == set() and verify().faults == []
        row = db.session.scalars(sa.select(Nomination).where(Nomination.ref == ref)).one()
        assert (row.number, row.subject_id, row.merit) == ("USULAN/2026/0001", None, "")
        assert service.history_of(row) == [] and db.session.scalars(sa.select(Seat)).all() == []
        assert {(step.salt, str(step.said)) for step in db.session.scalars(sa.select(Step))} == {(None, "{}")}
        kinds = list(db.session.scalars(sa.select(LedgerLeaf.kind)))
        assert kinds.count("record.erased") == len(row.steps) + 1


def test_the_award_stays_whole_with_whoever_was_given_it(board: Flask) -> None:
    with board.app_context():
        made = closed()
        before = award_of(made)
        said, printed = dict(before.frozen), award_pdf(before, origin="https://a.go.id")
        code, ref = before.verification_code, made.ref
        erase(made)
        sari = person_of(cast.sari)
        award = awards_of(sari)[0]
        assert award.frozen == said and award_pdf(award, origin="https://a.go.id") == printed
        assert (award.verification_code, award.fact()["nomination"]) == (code, ref)
        entry = db.session.scalars(sa.select(Entry)).one()
        assert (entry.person_id, entry.number, entry.withdrawn_at) == (sari.id, award.number, None)
        assert db.session.scalar(sa.select(sa.func.count()).select_from(Award)) == 1


def test_nobody_finds_the_nomination_any_more(board: Flask) -> None:
    with board.app_context():
        made = closed()
        erase(made)
        for member in (cast.hesti, cast.ratna, cast.kartika, cast.sari):
            assert find(person_of(member), Nomination, made.ref) is None
        assert find_own(person_of(cast.sari), Nomination, made.ref) is None
        assert service.nominations_of(person_of(cast.hesti)) == []
        assert service.own_nominations(person_of(cast.sari)) == []
        assert due_for_erasure(NOMINATIONS, person_of(cast.hesti), OVER.date()) == []


def test_erasing_twice_changes_nothing(board: Flask) -> None:
    with board.app_context():
        made = closed()
        erase(made)
        size = db.session.scalar(sa.select(sa.func.count()).select_from(LedgerLeaf))
        erase(made)
        assert db.session.scalar(sa.select(sa.func.count()).select_from(LedgerLeaf)) == size


@pytest.mark.parametrize(
    ("by", "helper", "now", "code"),
    [
        (cast.hesti, cast.hesti, OVER, "second_person"),
        (cast.hesti, cast.joko, OVER, "second_person"),
        (cast.hesti, cast.wahyu, OVER, "second_person"),
        (cast.hesti, cast.gita, OVER, "second_person"),
        (cast.hesti, cast.sari, OVER, "second_person"),
        (cast.kartika, cast.hesti, OVER, "not_yours"),
        (cast.gita, cast.hesti, OVER, "not_yours"),
        (cast.sari, cast.hesti, OVER, "not_yours"),
        (cast.hesti, cast.ratna, OVER - timedelta(days=1), "not_due"),
    ],
)
def test_nobody_erases_alone_or_too_early(board: Flask, by, helper, now, code) -> None:
    with board.app_context():
        made = closed()
        with pytest.raises(Refused) as refused:
            erase(made, by, helper, now)
        assert [fault.code for fault in refused.value.faults] == [code]
        db.session.rollback()
        assert service.history_of(made)


def test_the_subject_who_keeps_awards_does_not_help(board: Flask) -> None:
    with board.app_context():
        made = nominated(keeper=cast.ratna, subject=cast.hesti)
        take(made, "closed", cast.ratna, why="moot", note="Keliru.", kept_until=KEPT_UNTIL)
        with pytest.raises(Refused) as refused:
            erase(made, cast.ratna, cast.hesti)
        assert [fault.code for fault in refused.value.faults] == ["second_person"]
        assert due_for_erasure(NOMINATIONS, person_of(cast.hesti), OVER.date()) == []
        assert due_for_erasure(NOMINATIONS, person_of(cast.ratna), OVER.date()) == [made]


def test_what_still_runs_is_never_due(board: Flask) -> None:
    with board.app_context():
        made = nominated()
        assert due_for_erasure(NOMINATIONS, person_of(cast.hesti), date(2060, 1, 1)) == []
        with pytest.raises(Refused) as refused:
            erase(made, now=OVER + timedelta(days=9000))
        assert [fault.code for fault in refused.value.faults] == ["not_due"]


def test_what_is_taken_back_after_the_closing_is_kept_longer(board: Flask) -> None:
    with board.app_context():
        made = closed()
        take(made, "revoked", cast.kartika, number="9", why="Keliru orang.")
        assert made.kept_until == date(2036, 11, 23)
        with pytest.raises(Refused):
            erase(made)


def test_one_who_was_refused_leaves_nothing_but_the_number(board: Flask) -> None:
    with board.app_context():
        made = nominated()
        for step in (second, appoint, weigh, propose):
            step(made)
        decide(made, kind="declined")
        closing = {"why": "declined", "kept_until": TODAY + timedelta(days=15), "note": "Sesuai JRA."}
        take(made, "closed", cast.hesti, days=14, **closing)
        erase(made, now=MORNING + timedelta(days=16))
        assert tables_with(SECRETS) == set()
        assert db.session.scalars(sa.select(Entry)).all() == [] and verify().faults == []
