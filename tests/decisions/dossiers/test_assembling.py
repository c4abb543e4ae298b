"""A dossier of real rows: before and after, another agency, amendments, practice, and the records it cites."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from tests import cast
from tests.attempts.crowd import recruit, run
from tests.attempts.office import MORNING as QUIZ_DAY
from tests.attempts.office import furnish
from tests.attempts.test_regrades import GOOD, LATER, POOR, TOOK, Desk
from tests.certifications.office import declare, hand_in
from tests.certifications.test_delta import LEARNED, complete_course, course_modules
from tests.codes.amended import STRICTER, amend, delta_of, scheme_of
from tests.codes.office import Office, open_office, person
from tests.decisions.office import MORNING, a_case, person_of, seat
from training.attempts.appeals.service import appeal
from training.attempts.extra.granting import grant
from training.attempts.regrading import service as regrading
from training.attempts.regrading.impact import impact_of
from training.certifications.corrections.service import ask
from training.certifications.manual.models import Excusal
from training.certifications.models import Assignment
from training.certifications.service import assign
from training.certifications.standing import every_own
from training.codes.models import SUBSTANTIVE, Clause, CodeVersion
from training.core.clock import day_in
from training.core.db import db
from training.decisions.awards.models import AwardScheme, AwardVersion
from training.decisions.cases.procedure.acts import Remedied, Replied
from training.decisions.dossiers.assembling import assemble
from training.decisions.dossiers.opening import open_dossier
from training.decisions.dossiers.shape.body import Body, from_bytes, to_bytes
from training.decisions.entries.rules import Wanted
from training.decisions.entries.service import enter, withdraw
from training.decisions.models import ETHICS, Case, CaseClause, Nomination
from training.decisions.stepping import add_step
from training.demo import history
from training.demo.cast import PASSWORD, SERVICE
from training.demo.days import live
from training.ledger.models import LedgerLeaf
from training.modules.models import Module
from training.people.models import Person, Posting, Unit
from training.people.posting import Post, transfer

DAY = timedelta(days=1)
OPENED = MORNING - 20 * DAY
NOW = MORNING + DAY
ACT = date(2026, 11, 20)
END = datetime(2026, 11, 20, 16, 59, tzinfo=UTC)


@pytest.fixture
def lived(board: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """The demo office, opened some weeks before these days: joko took the whole course, farid a part of it."""
    monkeypatch.setattr(history, "DONE", {"joko": 3})
    monkeypatch.setattr(history, "BEGUN", {"farid": (1, 12)})
    with board.app_context():
        opened = OPENED - timedelta(hours=1)
        db.session.execute(sa.update(Assignment).values(assigned_at=opened, due_on=ACT + 10 * DAY))
        db.session.execute(sa.update(Module).values(published_at=opened))
        db.session.execute(sa.update(CodeVersion).values(published_at=opened))
        db.session.execute(sa.update(Posting).values(recorded_at=opened))
        db.session.commit()
        live(history.runs(PASSWORD, OPENED))
        yield board


@pytest.fixture
def desk(app: Flask) -> Iterator[Desk]:
    """A small office whose five officers took one run each."""
    with app.app_context():
        yield Desk(furnish())


def case_of(subject: Person, version_id: int, *addresses: str, happened_on: date, now: datetime) -> Case:
    """A case about clauses of a certain version, without a keeper of its own."""
    rows = sa.select(Clause).where(Clause.version_id == version_id, Clause.address.in_(addresses))
    case = Case(
        agency_id=subject.agency_id,
        number=f"ETIK/{subject.id}/{happened_on}",
        subject=subject,
        happened_on=happened_on,
        opened_at=now,
        opened_by=subject,
        track=ETHICS,
        reported_on=happened_on,
        channel="desk",
        summary="Diduga.",
        rev=0,
        clauses=[
            CaseClause(version_id=version_id, address=each.address, text=each.text)
            for each in db.session.scalars(rows)
        ],
    )
    db.session.add(case)
    db.session.flush()
    return case


def made(case: Case, *, as_of: date = ACT, known_by: datetime = NOW, now: datetime = NOW) -> Body:
    """The dossier, after it went to bytes and back."""
    body = assemble(case, as_of=as_of, known_by=known_by, now=now)
    assert from_bytes(to_bytes(body)) == body
    return body


def keys(body: Body) -> set[str]:
    return {each.key for each in body.fairness}


def test_the_sentence_about_who_was_taught(lived: Flask) -> None:
    case = a_case(person_of(cast.ratna), person_of(cast.joko))
    body = made(case)
    (clause,) = body.clauses
    assert (clause.cited.address, clause.cited.version) == ("D.4", 1)
    assert clause.cited.text.startswith("Menerima sesuatu dari pemohon pelayanan")
    assert clause.cited.in_force_that_day and clause.cited.today.state == "same"
    assert (clause.taught, clause.attested) == ("passed", "this_version")
    assert clause.last is not None and clause.last.grade == "best" and clause.last.day < ACT
    assert clause.lessons[0].reading is not None and clause.lessons[0].source is not None
    assert body.certified[0].state == "certified" and len(body.certified[0].rounds) == 1
    assert body.post is not None and body.post.superior_today == "Imam Fathoni"


def test_as_of_a_day_before_the_training_nothing_of_it_is_there(lived: Flask) -> None:
    day = day_in("Asia/Jakarta", OPENED)
    case = a_case(person_of(cast.ratna), person_of(cast.joko), happened_on=day)
    body = made(case, as_of=day)
    (clause,) = body.clauses
    assert (clause.taught, clause.attested, clause.last, clause.runs) == ("assigned", "no", None, ())
    assert body.certified[0].state == "pending"
    assert {"assigned_not_due", "right_afterwards", "attested_afterwards"} <= keys(body)
    kinds = {each.kind for each in body.later}
    assert {"run", "declared", "round", "read"} <= kinds


def test_what_came_on_record_later_is_told_apart(lived: Flask) -> None:
    case = a_case(person_of(cast.ratna), person_of(cast.joko))
    body = made(case, known_by=OPENED + timedelta(hours=1))
    (clause,) = body.clauses
    assert (clause.taught, clause.last) == ("assigned", None)
    assert {"run", "declared", "round"} <= {each.kind for each in body.later}


def test_every_record_it_cites_is_on_the_ledger(lived: Flask) -> None:
    ratna, hesti, joko = person_of(cast.ratna), person_of(cast.hesti), person_of(cast.joko)
    earlier = a_case(ratna, joko, happened_on=ACT - 9 * DAY, now=OPENED + 10 * DAY)
    remedied = Remedied(clauses=("D.4",), due_on=ACT + 30 * DAY)
    add_step(earlier, "remedied", remedied.said(), on=ACT - 2 * DAY, by=ratna, rev=1, now=OPENED + 12 * DAY)
    case = a_case(ratna, joko)
    replied = Replied(text="Saya menolaknya.")
    add_step(case, "replied", replied.said(), on=NOW.date(), by=joko, rev=1, now=NOW)
    open_dossier(case, ratna, reason="Menyiapkan sidang majelis.", what="page", now=NOW)
    for wanted in (
        Wanted("commendation", "Piagam", since=ACT - 99 * DAY),
        Wanted(
            "sanction", "Teguran", since=ACT - 50 * DAY, track="discipline", level="light", number="1/2026"
        ),
        Wanted("outage", "Listrik padam", since=ACT, until=ACT),
    ):
        enter(hesti, joko, wanted, now=NOW - 2 * DAY)
    grant(joko, percent=25, reason="Sakit mata", seen="", actor=hesti, now=OPENED)
    wish = ask(joko, about="training", wrong="Uji keliru.", wanted="Diperiksa.", now=NOW - DAY)
    db.session.commit()
    body = made(case)
    known = set(db.session.scalars(sa.select(LedgerLeaf.record)))
    assert set(body.cited) <= known
    kinds = {each.split(":")[0] for each in body.cited}
    assert {
        "code_version",
        "module",
        "attempt",
        "attestation",
        "period",
        "entry",
        "extra_time",
        "opening",
    } <= kinds
    assert f"correction:{wish.ref}" in body.cited
    assert {each.clauses for each in body.remedial} == {("D.4",)}
    assert [each.title for each in body.entries.discipline] == ["Teguran"] and not body.entries.ethics
    assert [each.name for each in body.openings] == [ratna.name]
    assert {"outage", "extra_time", "commended", "correction_pending"} <= keys(body)
    assert "Sakit mata" not in to_bytes(body).decode()


def test_no_more_of_a_person_than_is_needed(lived: Flask) -> None:
    case = a_case(person_of(cast.ratna), person_of(cast.joko))
    seat(case, person_of(cast.yanti))
    said = to_bytes(made(case)).decode()
    assert cast.joko.nip not in said and cast.joko.email not in said
    assert made(case).header.subject.nip.endswith(cast.joko.nip[-4:])
    for other in (cast.yanti, cast.hesti, cast.agus):
        assert other.name not in said


def test_a_few_statements_whatever_there_is_to_tell(lived: Flask) -> None:
    case = a_case(person_of(cast.ratna), person_of(cast.joko), clauses=("D.4", "B.1", "A.1"))
    db.session.commit()
    seen: list[str] = []

    def count(_c: object, _u: object, statement: str, *_more: object) -> None:
        seen.append(statement)

    sa.event.listen(db.engine, "before_cursor_execute", count)
    try:
        made(db.session.get_one(Case, case.id))
    finally:
        sa.event.remove(db.engine, "before_cursor_execute", count)
    assert len(seen) <= 32


def test_a_correction_of_the_post_is_told_as_later(lived: Flask) -> None:
    joko = person_of(cast.joko)
    case = a_case(person_of(cast.ratna), joko)
    before = made(case)
    unit = db.session.scalars(sa.select(Unit).filter_by(name=SERVICE, agency_id=joko.agency_id)).one()
    elsewhere = Post(unit, "Petugas loket", "", ACT - 2 * DAY)
    transfer(joko, elsewhere, by=None, now=NOW - timedelta(hours=1))
    db.session.commit()
    then, now = made(case, known_by=NOW - timedelta(hours=2)), made(case)
    assert then.post == before.post and now.post is not None and now.post.position == "Petugas loket"
    assert [each.values["position"] for each in then.later if each.kind == "post"][-1] == "Petugas loket"


def test_an_entry_that_was_withdrawn_stood_until_then(lived: Flask) -> None:
    hesti, joko = person_of(cast.hesti), person_of(cast.joko)
    case = a_case(person_of(cast.ratna), joko)
    wanted = Wanted("sanction", "Teguran", since=ACT - 50 * DAY, track="ethics", level="closed", number="9")
    entry = enter(hesti, joko, wanted, now=OPENED)
    withdraw(hesti, entry, reason="Salah orang.", now=NOW - timedelta(hours=1))
    db.session.commit()
    then, now = made(case, known_by=NOW - timedelta(hours=2)), made(case)
    assert [each.title for each in then.entries.ethics] == ["Teguran"] and not now.entries.ethics
    assert [each.values for each in then.later if each.kind == "withdrawn"] == [{"what": "entry"}]


def test_excused_that_day_says_when_and_never_why(lived: Flask) -> None:
    hesti, sari = person_of(cast.hesti), person_of(cast.sari)
    leave = Excusal(agency_id=sari.agency_id, person_id=sari.id, kind="sick", since=ACT, until=None)
    leave.reason, leave.recorded_at, leave.recorded_by_id = "Operasi mata", OPENED, hesti.id
    db.session.add(leave)
    body = made(a_case(person_of(cast.ratna), sari))
    assert "excused_that_day" in keys(body) and body.ruled[0].that_day
    assert not any(word in to_bytes(body).decode() for word in ("Operasi", "sick"))


def test_nothing_of_another_agency_is_in_it(lived: Flask) -> None:
    maya, rangga = person_of(cast.maya), person_of(cast.rangga)
    enter(maya, None, Wanted("outage", "Gangguan di loket sana", since=ACT, until=ACT), now=NOW - DAY)
    enter(maya, rangga, Wanted("commendation", "Piagam di sana", since=ACT), now=NOW - DAY)
    body = made(a_case(person_of(cast.ratna), person_of(cast.joko)))
    assert body.outages == () and "di sana" not in to_bytes(body).decode()
    assert body.header.agency == person_of(cast.joko).agency.name


def test_a_clause_without_a_published_text_is_not_left_out_in_silence(lived: Flask) -> None:
    case = a_case(person_of(cast.ratna), person_of(cast.joko))
    case.clauses[0].address = "Z.9"
    with pytest.raises(LookupError, match=r"Z\.9"):
        assemble(case, as_of=ACT, known_by=NOW, now=NOW)


def test_a_nomination_is_about_certification_and_service(lived: Flask) -> None:
    hesti, joko = person_of(cast.hesti), person_of(cast.joko)
    scheme = AwardScheme(agency_id=joko.agency_id, title="Pegawai teladan")
    version = AwardVersion(agency_id=joko.agency_id, scheme=scheme, number=1, since=ACT, criteria=[])
    version.set_at, version.set_by = NOW, hesti
    db.session.add(version)
    db.session.flush()
    nomination = Nomination(agency_id=joko.agency_id, number="P/1", subject=joko, happened_on=ACT)
    nomination.opened_at, nomination.opened_by, nomination.rev = NOW, hesti, 0
    nomination.version_id, nomination.merit = version.id, "Teladan."
    db.session.add(nomination)
    enter(hesti, joko, Wanted("attendance", year=2025, percent=99.5, absent_days=0), now=OPENED)
    body = made(nomination)
    assert body.clauses == () and body.header.purpose == "award" and body.header.track == ""
    assert body.certified[0].state == "certified" and len(body.entries.attendance) == 1
    assert "reply_missing" not in keys(body)
    case = made(a_case(person_of(cast.ratna), joko))
    assert case.entries.attendance == ()


def test_an_erased_matter_has_no_dossier(lived: Flask) -> None:
    case = a_case(person_of(cast.ratna), person_of(cast.joko))
    case.subject = None
    with pytest.raises(LookupError):
        assemble(case, as_of=ACT, known_by=NOW, now=NOW)


def test_the_desk_and_the_dossier_agree_about_the_standing(lived: Flask) -> None:
    for member in (cast.joko, cast.farid, cast.sari):
        subject = person_of(member)
        case = a_case(person_of(cast.ratna), subject)
        for day in (ACT - 30 * DAY, ACT, ACT + 30 * DAY, ACT + 400 * DAY):
            body = assemble(case, as_of=day, known_by=NOW, now=NOW)
            (mine,) = every_own(subject, on=day, known_by=NOW)
            told = {each.scheme: each for each in body.certified}
            if not mine.asked:
                assert told == {}
                continue
            held = told[mine.scheme.certification.ref]
            assert (held.state, held.due_on) == (str(mine.holding.state), mine.holding.due_on)
            assert held.version == mine.holding.version


# --- a small office: practice, regrades, colleagues ---


def small_case(desk: Desk, place: int, *, happened_on: date | None = None) -> Case:
    version = db.session.scalars(sa.select(CodeVersion).where(CodeVersion.source_hash == "uji")).one()
    subject = db.session.get_one(Person, desk.people[place])
    day = happened_on or day_in("Asia/Makassar", QUIZ_DAY + DAY)
    return case_of(subject, version.id, "D.3", happened_on=day, now=LATER)


def test_practice_is_never_in_it(desk: Desk) -> None:
    (novice,) = recruit(desk.quiz, 1, first=50)
    desk.people.append(novice)
    run(novice, desk.quiz, TOOK, purpose="practice")
    case = small_case(desk, -1)
    body = made(case, as_of=case.happened_on, known_by=LATER, now=LATER)
    assert body.clauses[0].runs == () and body.clauses[0].last is None
    assert "Menyimpannya" not in to_bytes(body).decode()
    run(novice, desk.quiz, GOOD, at=QUIZ_DAY + timedelta(hours=3))
    body = made(case, as_of=case.happened_on, known_by=LATER, now=LATER)
    assert [each.chosen for each in body.clauses[0].runs[0].answers] == [("Menolak dengan santun.",)]
    assert "Menyimpannya" not in to_bytes(body).decode()


def test_an_item_voided_later_speaks_for_the_officer(desk: Desk) -> None:
    case = small_case(desk, 1)
    proposed = desk.propose()
    regrading.confirm(proposed, stamp=impact_of(proposed, now=LATER).stamp, actor=desk.ketut, now=LATER)
    db.session.commit()
    then = made(case, as_of=case.happened_on, known_by=LATER - DAY, now=LATER)
    assert then.clauses[0].last is not None and then.clauses[0].last.grade == "violation"
    assert "only_doubtful_items" in keys(then)
    (told,) = [each for each in then.later if each.kind == "judged"]
    assert told.values["void"] is True and told.source == f"regrade:{proposed.ref}"
    now = made(case, as_of=case.happened_on, known_by=LATER, now=LATER)
    assert now.clauses[0].last is None and "only_doubtful_items" in keys(now)
    leaves = set(db.session.scalars(sa.select(LedgerLeaf.record)))
    assert f"regrade:{proposed.ref}" in leaves


def test_an_appeal_of_the_item_is_told(desk: Desk) -> None:
    case = small_case(desk, 1)
    attempt = run(desk.people[1], desk.quiz, TOOK, at=QUIZ_DAY + timedelta(hours=2))
    place = [item["scenario"] for item in attempt.pinned["items"]].index("amplop")
    waiting = appeal(attempt, place, text="Pilihan jawabannya tidak lengkap.", now=LATER - DAY)
    db.session.commit()
    body = made(case, as_of=case.happened_on, known_by=LATER, now=LATER)
    (told,) = [each for each in body.fairness if each.key == "item_appeal_pending"]
    assert (told.source, told.clause) == (f"item_appeal:{waiting.ref}", "D.3")


def test_colleagues_are_told_from_ten_on_and_never_the_officer(desk: Desk) -> None:
    case = small_case(desk, 1)
    few = made(case, as_of=case.happened_on, known_by=LATER, now=LATER)
    assert not few.clauses[0].peers.shown
    crowd_of = [GOOD] * 3 + [POOR] * 3
    for place, answers in enumerate(crowd_of):
        (person_id,) = recruit(desk.quiz, 1, first=100 + place)
        run(person_id, desk.quiz, answers, at=QUIZ_DAY + timedelta(hours=2 + place))
    peers = made(case, as_of=case.happened_on, known_by=LATER, now=LATER).clauses[0].peers
    assert (peers.shown, peers.at_least, peers.right_percent) == (True, 10, 50)


# --- an office whose code was amended ---


@pytest.fixture
def amended(app: Flask) -> Iterator[Office]:
    found = open_office(app)
    with app.app_context():
        scheme = scheme_of(found.agency_id)
        assign(person(found.officer), scheme, now=LEARNED - DAY)
        db.session.commit()
        yield found


AMENDED = datetime(2026, 12, 1, 2, 0, tzinfo=UTC)
STRICT = {"B.wajib.2": SUBSTANTIVE}


def test_an_act_under_the_first_version_after_it_was_amended(amended: Office) -> None:
    officer = person(amended.officer)
    complete_course(officer, LEARNED)
    amendment = amend(amended.agency_id, STRICTER, STRICT, now=AMENDED)
    day = day_in("Asia/Jakarta", LEARNED + DAY)
    old = case_of(officer, amended.version_id, "B.wajib.2", happened_on=day, now=AMENDED + DAY)
    body = made(old, as_of=day, known_by=AMENDED + DAY, now=AMENDED + DAY)
    (clause,) = body.clauses
    assert clause.cited.in_force_that_day and clause.attested == "this_version"
    assert (clause.cited.today.state, clause.cited.today.version, clause.cited.today.weight) == (
        *("edited", 2, "substantive"),
    )
    words = "".join(word.text for word in clause.cited.today.words if word.mark == "in")
    assert "data pemohon" in words
    later = day_in("Asia/Jakarta", AMENDED + DAY)
    new = case_of(officer, amendment.new_version_id, "B.wajib.2", happened_on=later, now=AMENDED + DAY)
    told = made(new, as_of=later, known_by=AMENDED + DAY, now=AMENDED + DAY)
    assert told.clauses[0].attested == "other_version"
    assert {"version_young", "not_announced"} <= keys(told)
    assert told.certified[0].catch_ups[0].met_on is None and told.certified[0].version == 1


def test_caught_up_with_the_second_version(amended: Office) -> None:
    officer = person(amended.officer)
    complete_course(officer, LEARNED)
    amendment = amend(amended.agency_id, STRICTER, STRICT, now=AMENDED)
    hand_in(officer, delta_of(amendment.new_version), AMENDED + DAY)
    declare(officer, AMENDED + DAY)
    db.session.commit()
    day = day_in("Asia/Jakarta", AMENDED + 2 * DAY)
    case = case_of(officer, amendment.new_version_id, "B.wajib.2", happened_on=day, now=AMENDED + 3 * DAY)
    body = made(case, as_of=day, known_by=AMENDED + 3 * DAY, now=AMENDED + 3 * DAY)
    assert body.clauses[0].attested == "this_version" and body.certified[0].version == 2
    assert body.certified[0].catch_ups[0].source in body.cited
    assert len(course_modules(officer)) >= 2
    before = made(case, as_of=day, known_by=AMENDED, now=AMENDED + 3 * DAY)
    assert before.certified[0].version == 1 and before.clauses[0].attested == "other_version"


def test_it_is_plain_json_that_anybody_can_read(amended: Office) -> None:
    officer = person(amended.officer)
    case = case_of(officer, amended.version_id, "A.1", happened_on=ACT, now=NOW)
    said = json.loads(to_bytes(made(case)))
    assert said["edition"] == 1 and said["clauses"][0]["cited"]["address"] == "A.1"
    assert said["header"]["disclaimers"] == ["not_proof", "knowledge", "decision", "record"]
