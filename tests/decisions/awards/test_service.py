"""Nominations on the database: two people and never the same one twice, nobody about themselves or their
superior, nothing given by itself, everything on record."""

import threading
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from training.core.db import db
from training.decisions.acts import Refused
from training.decisions.awards import nominating, service
from training.decisions.awards.awarding import award_of
from training.decisions.awards.checks.criteria import read_criteria
from training.decisions.awards.pages.desk import show, show_own
from training.decisions.awards.people import below
from training.decisions.awards.procedure.acts import ACTS
from training.decisions.awards.refusals import Late, Unfit
from training.decisions.awards.schemes import service as schemes
from training.decisions.entries.models import COMMENDATION, Entry
from training.decisions.models import Nomination, Seat
from training.decisions.stepping import Stale
from training.ledger.checking import verify
from training.ledger.models import LedgerLeaf, LedgerPayload
from training.people.models import Posting

from ... import cast
from ..office import a_case, person_of
from .office import (
    MORNING,
    NOW,
    TODAY,
    a_scheme,
    appoint,
    awarded,
    decide,
    granted,
    members,
    nominated,
    propose,
    second,
    take,
    weigh,
)


def refused(nomination: Nomination, kind: str, by, **said) -> list[str]:
    """The codes with which a step is refused."""
    with pytest.raises(Refused) as caught:
        take(nomination, kind, by, **said)
    db.session.rollback()
    return [fault.code for fault in caught.value.faults]


def unfit(keeper, subject, **changed) -> dict[str, str]:
    """The codes with which a nomination is refused."""
    scheme = a_scheme(person_of(keeper))
    wish = nominating.Wish(**({"as_of": TODAY, "merit": "Teladan."} | changed))
    with pytest.raises(Unfit) as caught:
        nominating.nominate(person_of(keeper), scheme, person_of(subject), wish, now=MORNING)
    db.session.rollback()
    return caught.value.why


def kinds() -> list[str]:
    rows = sa.select(LedgerLeaf.kind).where(LedgerLeaf.kind.regexp_match("^(nomination|award|entry)"))
    return list(db.session.scalars(rows.order_by(LedgerLeaf.idx)))


def test_from_nomination_to_certificate(board: Flask) -> None:
    with board.app_context():
        made = awarded()
        award = award_of(made)
        assert award.number == "PIAGAM/2026/0001" and award.frozen["name"] == cast.sari.name
        assert award.frozen["official"] == cast.kartika.name and award.frozen["decision"] == "800/77/2026"
        entry = db.session.scalars(sa.select(Entry).where(Entry.matter_id == made.id)).one()
        assert (entry.kind, entry.number, entry.since) == (COMMENDATION, award.number, TODAY)
        steps = ["nominated", "seconded", "appointed", "weighed", "proposed", "decided", "awarded"]
        assert [kind for kind in kinds() if kind.startswith("nomination.")] == [
            f"nomination.{kind}" for kind in steps
        ]
        assert kinds()[0] == "award_version.set" and {"award.given", "entry.made"} <= set(kinds())
        assert verify().faults == []


def test_the_record_tells_nobodys_story(board: Flask) -> None:
    with board.app_context():
        nominated()
        payloads = "".join(body.decode() for body in db.session.scalars(sa.select(LedgerPayload.body)))
        assert "zamrud" not in payloads


def test_the_check_is_frozen_with_its_day_and_moment(board: Flask) -> None:
    with board.app_context():
        first = service.history_of(nominated())[0].act
        assert (first.as_of, first.known_by) == (TODAY, MORNING)
        assert [each["met"] for each in first.answers] == ["yes", "yes", "unknown"]


def test_what_is_entered_later_does_not_change_what_was_frozen(board: Flask) -> None:
    with board.app_context():
        made = nominated()
        db.session.add(
            Entry(
                agency_id=made.agency_id,
                person=made.subject,
                kind="complaint",
                title="Marah kepada warga",
                number="P-9",
                since=TODAY - timedelta(days=9),
                counted={"upheld": True},
                recorded_at=MORNING + timedelta(hours=1),
                recorded_by=person_of(cast.hesti),
            )
        )
        db.session.flush()
        shown = show(person_of(cast.ratna), made.ref)
        assert shown.rows()[0].then.met == "yes"


@pytest.mark.parametrize(
    ("keeper", "subject", "changed", "why"),
    [
        (cast.hesti, cast.hesti, {}, {"person": "own"}),
        (cast.hesti, cast.hendra, {}, {"person": "below"}),
        (cast.hesti, cast.kartika, {}, {"person": "below"}),
        (cast.hesti, cast.rangga, {}, {"person": "unknown"}),
        (cast.hesti, cast.sari, {"merit": "  "}, {"merit": "empty"}),
        (cast.hesti, cast.sari, {"as_of": TODAY + timedelta(days=1)}, {"as_of": "future"}),
        (cast.hesti, cast.sari, {"as_of": date(2019, 12, 31)}, {"as_of": "no_version"}),
    ],
)
def test_who_and_what_cannot_be_nominated(board: Flask, keeper, subject, changed, why) -> None:
    with board.app_context():
        assert unfit(keeper, subject, **changed) == why


def test_a_day_before_service_is_refused(board: Flask) -> None:
    with board.app_context():
        person_of(cast.sari).joined_on = date(2024, 3, 1)
        db.session.commit()
        assert unfit(cast.hesti, cast.sari, as_of=date(2024, 2, 29)) == {"as_of": "before_service"}


def test_the_same_nomination_twice_is_one(board: Flask) -> None:
    with board.app_context():
        made = nominated()
        version = service.version_of(made)
        wish = nominating.Wish(TODAY, "Lagi.")
        again = nominating.nominate(
            person_of(cast.ratna), version.scheme, person_of(cast.sari), wish, now=MORNING
        )
        assert again.id == made.id


def test_a_second_person_seconds(board: Flask) -> None:
    with board.app_context():
        made = nominated()
        said = {"why": "Ya.", **NOW}
        assert refused(made, "seconded", cast.hesti, **said) == ["same_person"]
        assert refused(made, "seconded", cast.sari, **said) == ["own"]
        assert refused(made, "seconded", cast.joko, **said) == ["seat"]
        second(made)
        assert service.standing_of(made).stage == "seconded"


def test_a_named_seconder_seconds_and_no_subordinate_does(board: Flask) -> None:
    with board.app_context():
        scheme = a_scheme(person_of(cast.hesti))
        wish = nominating.Wish(TODAY, "Memimpin dengan contoh.", person_of(cast.ningsih))
        with pytest.raises(Unfit) as caught:
            nominating.nominate(person_of(cast.ratna), scheme, person_of(cast.sulastri), wish, now=MORNING)
        assert caught.value.why == {"seconder": "below"}
        wish = nominating.Wish(TODAY, "Memimpin dengan contoh.", person_of(cast.imam))
        made = nominating.nominate(person_of(cast.ratna), scheme, person_of(cast.sulastri), wish, now=MORNING)
        second(made, cast.imam)
        assert service.standing_of(made).stage == "seconded"


def test_subordinates_are_known_up_the_line(board: Flask) -> None:
    with board.app_context():
        asked = (cast.hesti, cast.hendra, cast.sari, cast.kartika, cast.rangga)
        people = {person_of(each).ref: each.name for each in asked}
        found = {
            boss.name: {
                people[ref] for ref in below(person_of(boss), [person_of(each) for each in asked], TODAY)
            }
            for boss in (cast.kartika, cast.hendra, cast.sulastri, cast.sari)
        }
        assert found == {
            cast.kartika.name: {cast.hesti.name, cast.hendra.name},
            cast.hendra.name: {cast.hesti.name},
            cast.sulastri.name: {cast.sari.name},
            cast.sari.name: set(),
        }


@pytest.mark.parametrize(
    ("seats", "codes"),
    [
        ({"chair": cast.hendra, "member": cast.yanti, "official": cast.sari}, ["own"]),
        ({"chair": cast.hesti, "member": cast.yanti, "official": cast.kartika}, ["proposer"]),
        ({"chair": cast.hendra, "member": cast.yanti, "official": cast.ratna}, ["proposer"]),
        ({"chair": cast.hendra, "official": cast.kartika}, ["roles"]),
        ({"chair": cast.hendra, "member": cast.hendra, "official": cast.kartika}, ["twice"]),
        ({"chair": cast.hendra, "member": cast.yanti, "official": cast.rangga}, ["unknown"]),
    ],
)
def test_who_cannot_sit(board: Flask, seats, codes) -> None:
    with board.app_context():
        made = nominated()
        second(made)
        assert refused(made, "appointed", cast.hesti, decree="SK", members=members(**seats)) == codes


def test_a_team_weighs_every_criterion_that_is_not_sure(board: Flask) -> None:
    with board.app_context():
        made = nominated()
        second(made)
        appoint(made)
        present = (person_of(cast.hendra).ref, person_of(cast.yanti).ref)
        said = {"present": present, "conclusion": "fit", **NOW}
        assert refused(made, "weighed", cast.hendra, **said) == ["missing"]
        assert refused(made, "weighed", cast.yanti, **said) == ["seat"]
        outside = (person_of(cast.hendra).ref, person_of(cast.joko).ref)
        found = [{"place": 2, "met": "yes", "why": "Ya."}]
        assert refused(made, "weighed", cast.hendra, **said | {"present": outside, "findings": found}) == [
            "team"
        ]
        weigh(made)
        assert service.standing_of(made).stage == "weighed"


def test_nothing_is_granted_that_was_not_proposed(board: Flask) -> None:
    with board.app_context():
        made = nominated()
        for step in (second, appoint, weigh):
            step(made)
        propose(made, outcome="decline")
        said = {"number": "1", "decided_on": TODAY, "why": "Ya.", **NOW}
        assert refused(made, "decided", cast.kartika, **said) == ["not_proposed"]
        assert refused(made, "decided", cast.hendra, **said) == ["seat"]
        assert refused(made, "decided", cast.hesti, **said) == ["seat"]
        assert award_of(made) is None


@pytest.mark.parametrize("day", [TODAY + timedelta(days=1), TODAY - timedelta(days=1)])
def test_a_decision_lies_between_nomination_and_today(board: Flask, day) -> None:
    with board.app_context():
        made = nominated()
        for step in (second, appoint, weigh, propose):
            step(made)
        said = {"number": "1", "decided_on": day, "why": "Ya.", **NOW}
        assert refused(made, "decided", cast.kartika, **said) == ["day"]


def test_of_two_deciders_at_once_the_second_is_told(board: Flask) -> None:
    with board.app_context():
        made = nominated()
        for step in (second, appoint, weigh, propose):
            step(made)
        rev = made.rev
        decide(made)
        act = ACTS["declined"].model_validate({"number": "2", "decided_on": TODAY, "why": "Tidak.", **NOW})
        with pytest.raises(Stale):
            service.take(made, act, by=person_of(cast.kartika), rev=rev, now=MORNING)


def test_a_refusal_can_be_objected_to_and_is_looked_at_by_somebody_else(board: Flask) -> None:
    with board.app_context():
        made = nominated()
        for step in (second, appoint, weigh, propose):
            step(made)
        decide(made, kind="declined")
        closing = {"why": "declined", "kept_until": date(2031, 1, 1)}
        assert refused(made, "closed", cast.hesti, **closing) == ["wait"]
        take(made, "objected", cast.sari, text="Berkas saya belum dibaca.")
        said = {"decree": "SK 13/2026"}
        for who in (cast.kartika, cast.yanti, cast.ratna, cast.hesti):
            codes = refused(made, "referred", cast.hesti, person=person_of(who).ref, **said)
            assert codes == ["same_person"]
        take(made, "referred", cast.hesti, person=person_of(cast.imam).ref, **said)
        review = {"number": "5", "decided_on": TODAY, "why": "Patut.", "result": "changed", **NOW}
        assert refused(made, "reviewed", cast.kartika, **review) == ["seat"]
        take(made, "reviewed", cast.imam, **review)
        take(made, "awarded", cast.hesti, given_on=TODAY)
        assert award_of(made).frozen["official"] == cast.imam.name


def test_a_declined_nomination_closes_after_the_days_to_object(board: Flask) -> None:
    with board.app_context():
        made = nominated()
        for step in (second, appoint, weigh, propose):
            step(made)
        decide(made, kind="declined")
        closing = {"why": "declined", "kept_until": date(2031, 1, 1)}
        with pytest.raises(Refused):
            take(made, "closed", cast.hesti, days=13, **closing)
        take(made, "closed", cast.hesti, days=14, **closing)
        assert made.closed_on == TODAY + timedelta(days=14) and made.kept_until == date(2031, 1, 1)


def test_the_nominee_may_decline_until_it_is_given(board: Flask) -> None:
    with board.app_context():
        made = granted()
        take(made, "replied", cast.sari, text="Terima kasih.")
        take(made, "withdrawn", cast.sari)
        assert service.standing_of(made).stage == "withdrawn"
        assert refused(made, "awarded", cast.hesti, given_on=TODAY) == ["stage"]


def test_a_withdrawn_award_is_on_record_and_its_entry_goes_too(board: Flask) -> None:
    with board.app_context():
        made = awarded()
        assert refused(made, "revoked", cast.hesti, number="9", why="Keliru.") == ["seat"]
        take(made, "revoked", cast.kartika, number="9", why="Keliru orang.")
        award = award_of(made)
        assert award.withdrawn_at is not None and award.withdrawn_reason == "Keliru orang."
        entry = db.session.scalars(sa.select(Entry).where(Entry.matter_id == made.id)).one()
        assert entry.withdrawn_reason == "Keliru orang."
        assert verify().faults == []


def test_the_officials_successor_is_named_and_withdraws_it(board: Flask) -> None:
    with board.app_context():
        made = awarded()
        take(made, "closed", cast.hesti, why="awarded", kept_until=date(2037, 1, 1))
        who = {each: person_of(each).ref for each in (cast.imam, cast.sari, cast.ratna, cast.hesti)}
        codes = {
            each.name: refused(made, "succeeded", cast.hesti, person=who[each], decree="SK 20")
            for each in (cast.sari, cast.ratna, cast.hesti)
        }
        assert set(map(tuple, codes.values())) == {("own",), ("proposer",)}
        unknown = person_of(cast.rangga).ref
        assert refused(made, "succeeded", cast.hesti, person=unknown, decree="SK") == ["unknown"]
        assert refused(made, "revoked", cast.imam, number="9", why="Keliru.") == ["seat"]
        take(made, "succeeded", cast.ratna, person=who[cast.imam], decree="SK 20/2031")
        assert refused(made, "revoked", cast.kartika, number="9", why="Keliru.") == ["seat"]
        assert show(person_of(cast.kartika), made.ref) is None, "who left the seat reads no more"
        take(made, "revoked", cast.imam, number="9", why="Data masa kerja keliru.")
        assert award_of(made).withdrawn_reason == "Data masa kerja keliru."
        taken = [(step.kind, step.by.name) for step in made.steps[-2:]]
        assert taken == [("succeeded", cast.ratna.name), ("revoked", cast.imam.name)]
        assert "nomination.succeeded" in kinds() and verify().faults == []


def test_a_subordinate_of_the_nominee_succeeds_nobody(board: Flask) -> None:
    with board.app_context():
        made = awarded(keeper=cast.hesti, subject=cast.sulastri)
        under = person_of(cast.ningsih).ref
        assert under in below(person_of(cast.sulastri), [person_of(cast.ningsih)], TODAY)
        assert refused(made, "succeeded", cast.hesti, person=under, decree="SK 20") == ["below"]


def test_who_came_below_the_nominee_since_counts_in_no_counsel(board: Flask) -> None:
    with board.app_context():
        made = nominated()
        second(made)
        seats = members(chair=cast.imam, member=cast.yanti, official=cast.kartika)
        take(made, "appointed", cast.hesti, decree="SK 12/2026", members=seats)
        present = (person_of(cast.imam).ref, person_of(cast.yanti).ref)
        unit = (
            db.session.scalars(sa.select(Posting).where(Posting.person == person_of(cast.yanti))).one().unit
        )
        unit.head = person_of(cast.sari)
        db.session.commit()
        with pytest.raises(Refused) as caught:
            weigh(made, cast.imam, present=present)
        assert [(fault.path, fault.code) for fault in caught.value.faults] == [("present", "below")]
        db.session.rollback()
        unit.head = None
        weigh(made, cast.imam, present=present)


def test_who_has_left_is_not_seated(board: Flask) -> None:
    with board.app_context():
        made = nominated()
        second(made)
        person_of(cast.yanti).left_on = TODAY - timedelta(days=1)
        db.session.commit()
        seats = members(chair=cast.hendra, member=cast.yanti, official=cast.kartika)
        assert refused(made, "appointed", cast.hesti, decree="SK", members=seats) == ["unknown"]


def test_who_keeps_cases_answers_about_them_and_only_they(board: Flask) -> None:
    asked = [{"kind": "not_under_case"}]
    with board.app_context():
        a_case(person_of(cast.ratna), person_of(cast.sari))
        made = nominated(criteria=asked)
        first = service.history_of(made)[0].act
        assert first.answers[0]["met"] == "unknown", "the check itself never tells"
        second(made)
        appoint(made)
        assert refused(made, "cleared", cast.hesti, result="clear") == ["seat"]
        present = (person_of(cast.hendra).ref, person_of(cast.yanti).ref)
        found = [{"place": 0, "met": "yes", "why": "Ya."}]
        said = {"present": present, "findings": found, "conclusion": "fit", **NOW}
        assert refused(made, "weighed", cast.hendra, **said) == ["clearance"]
        take(made, "cleared", cast.ratna, result="running")
        weigh(made)
        seen = {
            who.name: "berjalan" in " ".join(step["text"] for step in show(person_of(who), made.ref).steps)
            for who in (cast.hesti, cast.yanti, cast.hendra, cast.kartika, cast.ratna)
        }
        assert [name for name, told in seen.items() if told] == [
            cast.hendra.name,
            cast.kartika.name,
            cast.ratna.name,
        ]
        own = show_own(person_of(cast.sari), made.ref)
        assert [step["past"].kind for step in own.steps] == ["nominated", "seconded", "appointed"]


def test_who_reads_a_nomination(board: Flask) -> None:
    with board.app_context():
        made = nominated()
        second(made)
        appoint(made)
        may = {key for key, member in cast.MEMBERS.items() if show(person_of(member), made.ref)}
        assert may == {"hesti", "ratna", "hendra", "yanti", "kartika"}
        assert show_own(person_of(cast.joko), made.ref) is None


def test_who_leaves_the_team_reads_no_more(board: Flask) -> None:
    with board.app_context():
        made = nominated()
        second(made)
        appoint(made)
        seats = members(chair=cast.hendra, member=cast.tomi, official=cast.kartika)
        take(made, "appointed", cast.hesti, decree="SK 14", members=seats)
        assert show(person_of(cast.yanti), made.ref) is None
        left = db.session.scalars(
            sa.select(Seat.until_step).where(Seat.person_id == person_of(cast.yanti).id)
        )
        assert left.one() == made.rev


def test_schemes_are_taken_over_changed_from_a_day_and_closed(board: Flask) -> None:
    with board.app_context():
        hesti = person_of(cast.hesti)
        made = schemes.adopt(hesti, "pelayanan-teladan", now=MORNING)
        db.session.commit()
        assert schemes.adopt(hesti, "pelayanan-teladan", now=MORNING).id == made.id
        asked = read_criteria([{"kind": "complaints", "most": 1, "months": 6}])
        basis = schemes.Basis(date(2027, 1, 1), "SK kepala dinas 3/2026")
        schemes.set_version(made, asked, basis, number=1, actor=hesti, now=MORNING)
        db.session.commit()
        db.session.refresh(made)
        assert schemes.version_on(made, date(2026, 12, 31)).number == 1
        assert schemes.version_on(made, date(2027, 1, 1)).number == 2
        assert schemes.version_on(made, date(2026, 11, 22)) is None
        with pytest.raises(Late):
            schemes.set_version(made, asked, basis, number=1, actor=hesti, now=MORNING)
        early = schemes.Basis(date(2026, 12, 1), "SK")
        with pytest.raises(Unfit):
            schemes.set_version(made, asked, early, number=2, actor=hesti, now=MORNING)
        schemes.close(made, actor=hesti, now=MORNING)
        db.session.commit()
        with pytest.raises(Late):
            schemes.close(made, actor=hesti, now=MORNING)
        db.session.rollback()
        assert verify().faults == []


def test_a_version_changed_behind_our_back_is_found(board: Flask) -> None:
    with board.app_context():
        made = a_scheme(person_of(cast.hesti))
        version = made.versions[0]
        version.criteria = version.criteria[:1]
        db.session.commit()
        assert [fault.place for fault in verify().faults] == [f"award_version:{version.ref}"]


def test_two_officials_at_the_same_moment_decide_once(board: Flask) -> None:
    with board.app_context():
        made = nominated()
        for step in (second, appoint, weigh, propose):
            step(made)
        ref, rev = made.ref, made.rev
    start, said = threading.Barrier(2), {"decided_on": TODAY, "why": "Ya.", **NOW}
    found: list[str] = []

    def one(kind: str) -> None:
        with board.app_context():
            start.wait()
            mine = db.session.scalars(sa.select(Nomination).where(Nomination.ref == ref)).one()
            act = ACTS[kind].model_validate({"number": kind, **said})
            try:
                service.take(mine, act, by=person_of(cast.kartika), rev=rev, now=MORNING)
                db.session.commit()
                found.append(kind)
            except (Stale, Refused):
                db.session.rollback()
                found.append("late")

    threads = [threading.Thread(target=one, args=(kind,)) for kind in ("decided", "declined")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found)[1] == "late" and len(set(found) - {"late"}) == 1
    with board.app_context():
        assert verify().faults == []
