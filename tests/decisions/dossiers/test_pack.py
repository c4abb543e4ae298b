"""The evidence pack of a dossier: whole in itself, checked by our verifiers, and silent about all else."""

import subprocess
import sys
from datetime import timedelta
from hashlib import sha256
from io import BytesIO
from zipfile import ZipFile

import pytest
import sqlalchemy as sa
import time_machine
from sqlalchemy.orm import undefer

from tests import cast
from tests.certifications.office import complete
from tests.decisions.dossiers.samples import sample
from tests.decisions.office import MORNING, person_of, seat
from training.attempts.models import Response
from training.certifications.manual.models import Excusal
from training.core.db import db
from training.decisions.cases import service as cases
from training.decisions.cases.procedure.acts import Opened
from training.decisions.dossiers.lending import lend_access
from training.decisions.dossiers.packing import REASONED, evidence_of, pack_dossier
from training.decisions.dossiers.shape.body import from_bytes, to_bytes
from training.decisions.models import Case, Dossier, Opening
from training.ledger.models import LedgerLeaf
from training.ledger.service import record
from training.ledger.signing import sign_latest

DAY = timedelta(days=1)
ACT = MORNING.date() - DAY
WHY = "Memeriksa fakta sebelum sidang"
REPORTER, CONTACT = "Bramantyo Kusumawardhana", "0812-9999-0001"
ILLNESS, OTHER_SUMMARY = "Operasi usus buntu", "Diduga menyela antrean loket tujuh."


def opened(summary):
    return Opened(
        track="ethics",
        happened_on=ACT,
        reported_on=MORNING.date(),
        channel="desk",
        summary=summary,
        clauses=("D.4",),
    )


@pytest.fixture
def desk(board, signed_in):
    """A case about Joko with a reporter, who has learned and been ill; another about Farid; Yanti sits."""
    with time_machine.travel(MORNING, tick=True):
        with board.app_context():
            ref, other_ref = furnish()
        yield Desk(board, signed_in, ref, other_ref)


def furnish():
    joko, ratna, hesti = person_of(cast.joko), person_of(cast.ratna), person_of(cast.hesti)
    complete(joko, MORNING - 2 * DAY)
    leave = Excusal(agency_id=joko.agency_id, person=joko, kind="sick", since=ACT - DAY, until=None)
    leave.reason, leave.recorded_at, leave.recorded_by = ILLNESS, MORNING, hesti
    db.session.add(leave)
    db.session.flush()
    record("person.excused", leave, actor=hesti.ref, at=MORNING)
    act, reporter = opened("Diduga menerima bingkisan."), cases.ReporterSaid(REPORTER, contact=CONTACT)
    case = cases.open_case(ratna, act, subject=joko, reporter=reporter, now=MORNING)
    farid = person_of(cast.farid)
    other = cases.open_case(ratna, opened(OTHER_SUMMARY), subject=farid, reporter=None, now=MORNING)
    seat(case, person_of(cast.yanti))
    db.session.commit()
    return case.ref, other.ref


class Desk:
    def __init__(self, app, signed_in, ref, other_ref):
        self.app, self.ref, self.other_ref = app, ref, other_ref
        self.keeper, self.member = signed_in(cast.ratna), signed_in(cast.yanti)

    def visit(self, browser):
        return browser.post_form(f"/cases/{self.ref}/dossier/openings", {"reason": WHY})

    def freeze(self):
        self.visit(self.keeper)
        answer = self.keeper.post_form(f"/cases/{self.ref}/dossier/versions", {"rev": "1"})
        assert answer.status_code == 303, answer.text
        with self.app.app_context():
            case = db.session.scalars(sa.select(Case).where(Case.ref == self.ref)).one()
            until, ratna = MORNING + 3 * DAY, person_of(cast.ratna)
            lend_access(case, person_of(cast.yanti), reason=WHY, until=until, by=ratna, now=MORNING)
            db.session.commit()

    def sign(self, folder):
        with self.app.app_context():
            sign_latest(folder, "adab.contoh.id/ledger", now=MORNING)

    def take(self, ending):
        return self.member.post_form(f"/cases/{self.ref}/dossier/1.{ending}")


@pytest.fixture
def pack(desk, tmp_path):
    desk.freeze()
    desk.visit(desk.member)
    desk.sign(tmp_path / "keys")
    answer = desk.take("zip")
    assert answer.status_code == 200 and answer.mimetype == "application/zip"
    return answer.data


def test_before_the_next_signature_one_is_told_when(desk, tmp_path):
    desk.sign(tmp_path / "keys")
    desk.freeze()
    desk.visit(desk.member)
    answer = desk.take("zip")
    assert answer.status_code == 409 and "Paket bukti belum tersedia" in answer.text
    with desk.app.app_context():
        assert db.session.scalar(sa.select(sa.func.count()).where(Opening.what == "pack")) == 0


def verify(folder):
    done = subprocess.run(
        [sys.executable, str(folder / "verifier.py"), str(folder)],
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def test_its_own_verifier_finds_it_whole_and_names_what_was_changed(desk, pack, tmp_path):
    folder = tmp_path / "isi"
    ZipFile(BytesIO(pack)).extractall(folder)
    code, said = verify(folder)
    assert code == 0, said
    assert "dossier.json: dicatat dalam buku" in said
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    receipts = [name for name in names if name.startswith("receipts/")]
    sealed = [name for name in names if name.startswith("sealed/")]
    assert receipts and sealed
    tried = ["dossier.json", "dossier.pdf", "evidence.jsonl", "checkpoint", receipts[0], sealed[0]]
    for name in tried:
        path = folder / name
        whole = path.read_bytes()
        for at in (0, len(whole) // 2, len(whole) - 1):
            path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
            code, said = verify(folder)
            assert code == 1 and name in said, (name, at, said)
        path.write_bytes(whole)
    assert verify(folder)[0] == 0


def test_it_rests_on_every_record_the_dossier_cites(desk, pack):
    with ZipFile(BytesIO(pack)) as archive:
        data = archive.read("dossier.json")
        evidence = archive.read("evidence.jsonl").decode()
        sealed = [name for name in archive.namelist() if name.startswith("sealed/")]
    body = from_bytes(data)
    assert body.cited
    with desk.app.app_context():
        [dossier] = db.session.scalars(sa.select(Dossier)).all()
        assert dossier.sha256 == sha256(data).hexdigest()
        lent = db.session.scalars(
            sa.select(LedgerLeaf.record).where(LedgerLeaf.kind == "access.granted")
        ).all()
        seen = db.session.scalars(
            sa.select(LedgerLeaf.record).where(LedgerLeaf.kind == "dossier.opened").order_by(LedgerLeaf.idx)
        ).all()
    for number, name in enumerate(body.cited, start=1):
        kind = name.partition(":")[0]
        assert (f"sealed/B{number}-{kind}.tlog-proof" in sealed) == (kind in REASONED), name
        assert (f'"{name}"' in evidence) == (kind not in REASONED), name
    # The keeper's visit, the loan and the member's visit; not this very download, which is not signed yet.
    assert len(seen) == 3
    for name in (f"dossier:{dossier.ref}", *lent, *seen[:2]):
        assert f'"{name}"' in evidence
    assert seen[2] not in evidence


def test_it_is_silent_about_the_reporter_other_cases_and_health(desk, pack):
    with desk.app.app_context():
        refs = db.session.scalars(
            sa.select(LedgerLeaf.record).where(LedgerLeaf.record.like("reporter:%"))
        ).all()
        other = db.session.scalars(sa.select(Case).where(Case.ref == desk.other_ref)).one()
        secrets = [desk.other_ref, other.number, *(step.ref for step in other.steps), *refs]
        assert refs
    with ZipFile(BytesIO(pack)) as archive:
        assert archive.testzip() is None
        for name in archive.namelist():
            content = archive.read(name)
            for secret in (
                *secrets,
                REPORTER,
                "Bramantyo",
                CONTACT,
                ILLNESS,
                "usus",
                OTHER_SUMMARY,
                "reporter",
            ):
                if name.startswith("verifier."):
                    continue
                assert secret.encode() not in content, (name, secret)
                assert secret not in name


def test_it_says_that_a_run_comes_whole_and_as_letters_alone(pack):
    with ZipFile(BytesIO(pack)) as archive:
        said = archive.read("ISI-PAKET.txt").decode()
    assert "SEMUA jawaban" in said and "ALL answers" in said and "sealed/" in said
    answer = Response(item=3, node="amplop", option="b", request_key="", at=MORNING)
    assert answer.fact().keys() == {"item", "node", "option", "at", "only_marked"}


def test_the_file_is_named_after_the_case_and_taking_it_is_on_record(desk, pack, tmp_path):
    answer = desk.take("pdf")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="berkas-ETIK-2026-0001-1.pdf"'
    with desk.app.app_context():
        rows = db.session.scalars(sa.select(Opening).order_by(Opening.id)).all()
        kinds = [(row.what, row.person.email, row.dossier_id is not None) for row in rows]
        member, keeper = cast.yanti.email, cast.ratna.email
        assert kinds == [("page", keeper, False), *((what, member, True) for what in ("page", "pack", "pdf"))]
        leaves = sa.select(sa.func.count()).where(LedgerLeaf.kind == "dossier.opened")
        assert db.session.scalar(leaves) == 4
        assert {row.reason for row in rows} == {WHY}


def test_without_a_visit_nothing_is_taken(desk, tmp_path):
    desk.freeze()
    for ending in ("pdf", "zip"):
        assert desk.take(ending).location.endswith(f"/cases/{desk.ref}/dossier")
    with desk.app.app_context():
        assert (
            db.session.scalar(sa.select(sa.func.count()).where(Opening.person.has(email=cast.yanti.email)))
            == 0
        )


def test_of_another_case_there_is_a_receipt_and_no_content_and_what_is_not_on_record_is_named(desk, tmp_path):
    """Earlier remedial training rests on a step of another case; a row may be older than the record."""
    with desk.app.app_context():
        case, other = (
            db.session.scalars(sa.select(Case).where(Case.ref == ref)).one()
            for ref in (desk.ref, desk.other_ref)
        )
        steps = [f"step:{matter.steps[0].ref}" for matter in (case, other)]
        asked = sample().remedial[0]
        body = sample(remedial=tuple(asked.model_copy(update={"source": step}) for step in steps))
        made = Dossier(agency_id=case.agency_id, matter=case, number=1, as_of=ACT, known_by=MORNING)
        made.body, made.frozen_at, made.frozen_by = to_bytes(body), MORNING, person_of(cast.ratna)
        made.sha256 = sha256(made.body).hexdigest()
        db.session.add(made)
        db.session.flush()
        record("dossier.frozen", made, actor="system", at=MORNING)
        db.session.commit()
    desk.sign(tmp_path / "keys")
    with desk.app.app_context():
        found = db.session.scalars(sa.select(Dossier).options(undefer(Dossier.body))).one()
        evidence = evidence_of(found)
        pack = pack_dossier(found, b"%PDF", evidence, now=MORNING)
    assert steps[0] in {each.record for each in evidence.told}
    assert steps[1] not in {each.record for each in evidence.told} and len(evidence.sealed) == 1
    with ZipFile(BytesIO(pack)) as archive:
        absent = archive.read("TIDAK-TERCATAT.txt").decode().split()
        assert "attempt:at0000000001" in absent and not set(steps) & set(absent)
        assert all(desk.other_ref.encode() not in archive.read(name) for name in archive.namelist())
