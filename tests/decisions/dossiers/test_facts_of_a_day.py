"""The sentence about the day of the act: taught, attested, answered, certified — each by its own vector."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from training.certifications.manual.decided import Decided
from training.decisions.dossiers.facts.career import post, ruled, service
from training.decisions.dossiers.facts.standing import asked, certified
from training.people.work import DepartureKept

from .worlds import (
    ACT,
    NEW,
    OLD,
    ONE,
    TWO,
    assignment,
    at,
    clause,
    declaration,
    dossier,
    excusal,
    extension,
    held,
    issue,
    judged_anew,
    known,
    lesson,
    officer,
    run,
    trail,
)

DAY = timedelta(days=1)
BEFORE, AFTER = ACT - 5 * DAY, ACT + DAY


def test_everything_before_the_day_counts() -> None:
    told = clause(
        officer(
            lessons=(lesson(at(BEFORE)),),
            runs=(run(at(BEFORE, "10:00")),),
            declarations=(declaration(at(BEFORE, "11:00")),),
            assignments=(assignment(at(BEFORE - DAY), ACT + 30 * DAY),),
        )
    )
    assert (told.taught, told.attested, told.asked) == ("passed", "this_version", ("scheme000001",))
    assert told.runs[0].passed_now
    assert told.last is not None
    assert (told.last.grade, told.last.day, told.last.right, told.last.same_day) == ("best", BEFORE, 1, False)
    assert told.lessons[0].reading is not None and told.lessons[0].reading.read_at == at(BEFORE)


def test_an_act_before_any_training_finds_nothing() -> None:
    told = clause(
        officer(
            lessons=(lesson(at(AFTER)),),
            runs=(run(at(AFTER)),),
            declarations=(declaration(at(AFTER)),),
            assignments=(assignment(at(AFTER), ACT + 30 * DAY),),
        )
    )
    assert (told.taught, told.attested, told.last, told.runs, told.asked) == (
        "not_assigned",
        "no",
        None,
        (),
        (),
    )
    assert told.lessons[0].reading is None


@pytest.mark.parametrize("zone", ["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"])
def test_the_day_ends_at_midnight_of_the_office(zone: str) -> None:
    last_minute, next_day = at(ACT, "23:59", zone), at(AFTER, "00:00", zone)
    in_time = clause(officer(zone=zone, runs=(run(last_minute),)))
    assert in_time.last is not None and in_time.last.same_day
    too_late = officer(zone=zone, runs=(run(next_day),))
    assert clause(too_late, known_by=next_day + DAY).last is None


def test_the_same_moment_falls_on_different_days_in_different_zones() -> None:
    moment = at(ACT, "23:30", "Asia/Jakarta")
    west, east = (
        clause(officer(zone=zone, runs=(run(moment),)), known_by=moment)
        for zone in ("Asia/Jakarta", "Asia/Jayapura")
    )
    assert west.last is not None and east.last is None


def test_before_the_version_came_into_force() -> None:
    young = issue(1, ACT + 10 * DAY)
    told = clause(officer(trails={"D.4": trail(young, (young,))}))
    assert not told.cited.in_force_that_day and not told.cited.on_record_by_then


def test_in_force_by_decree_before_it_was_entered_here() -> None:
    late = issue(1, date(2024, 2, 19), at(AFTER))
    told = clause(officer(trails={"D.4": trail(late, (late,))}))
    assert told.cited.in_force_that_day and not told.cited.on_record_by_then


def test_an_act_under_the_first_version_and_training_on_the_second() -> None:
    both = trail(ONE, (ONE, TWO), (OLD, NEW))
    told = clause(
        officer(
            trails={"D.4": both},
            runs=(run(at(date(2026, 11, 12)), version=2, address="D.5"),),
            declarations=(declaration(at(date(2026, 11, 12)), TWO),),
        )
    )
    assert not told.cited.in_force_that_day
    assert (told.runs[0].version, told.runs[0].address, told.runs[0].same_words) == (2, "D.5", False)
    assert (told.taught, told.attested) == ("passed", "other_version")
    assert (told.cited.today.state, told.cited.today.address) == ("edited", "D.5")
    assert "".join(word.text for word in told.cited.today.words if word.mark != "out") == NEW
    assert told.cited.today.weight == "substantive"


def test_a_clause_that_only_moved_says_so() -> None:
    told = clause(officer(trails={"D.4": trail(ONE, (ONE, TWO), (OLD, OLD))}))
    assert (told.cited.today.state, told.cited.today.words, told.cited.today.weight) == ("moved", (), "")
    assert told.cited.today.why == ""


def test_an_attestation_of_the_same_words_counts_as_such() -> None:
    reworded = issue(2, date(2026, 11, 10), lineage=ONE.lineage)
    both = trail(reworded, (ONE, reworded), (OLD, OLD))
    told = clause(officer(trails={"D.4": both}, declarations=(declaration(at(BEFORE), ONE),)))
    assert told.attested == "same_words"


def test_attested_after_the_act_is_no_attestation_then() -> None:
    late = officer(declarations=(declaration(at(AFTER, "00:00")),))
    assert clause(late, known_by=at(AFTER, "12:00")).attested == "no"
    assert clause(late, AFTER).attested == "this_version"


@pytest.mark.parametrize(("last", "state"), [(ACT - DAY, "expired"), (ACT, "expiring")])
def test_a_certificate_holds_through_its_last_day(last: date, state: str) -> None:
    of = officer(rounds=(held(date(2025, 11, 20), last),))
    (standing,) = certified(known(of), of.zone)
    assert standing.state == state
    gap = [(each.since, each.until, each.days) for each in standing.gaps]
    assert gap == ([] if last == ACT else [(ACT, ACT, 1)])


def test_a_revocation_nobody_knew_of_had_not_happened() -> None:
    of = officer(rounds=(held(date(2026, 1, 1), date(2027, 1, 1), at(ACT, "15:00")),))
    for known_by, state in ((at(ACT, "14:59"), "certified"), (at(ACT, "15:00"), "revoked")):
        (standing,) = certified(known(of, known_by=known_by), of.zone)
        assert standing.state == state


def test_a_certificate_revoked_after_the_day_held_on_the_day() -> None:
    of = officer(rounds=(held(date(2026, 1, 1), date(2027, 1, 1), at(AFTER)),))
    (then,) = certified(known(of, known_by=at(AFTER, "12:00")), of.zone)
    assert (then.state, then.rounds[0].revoked_on, then.gaps) == ("certified", None, ())
    (next_day,) = certified(known(of, AFTER), of.zone)
    assert (next_day.state, next_day.rounds[0].revoked_on) == ("revoked", AFTER)
    assert [(gap.since, gap.until) for gap in next_day.gaps] == [(AFTER, AFTER)]


def test_of_two_extensions_the_last_that_was_given_counts() -> None:
    of = officer(
        assignments=(assignment(at(BEFORE), ACT - DAY),),
        decided=(extension(ACT + 9 * DAY, at(BEFORE)), extension(ACT + DAY, at(BEFORE + DAY))),
    )
    (wanted,) = asked(known(of), of.zone)
    assert (wanted.first_due_on, wanted.due_on, wanted.ended_on) == (ACT - DAY, ACT + DAY, None)
    (standing,) = certified(known(of), of.zone)
    assert (standing.state, standing.due_on) == ("pending", ACT + DAY)
    elsewhere = officer(
        assignments=(assignment(at(BEFORE), ACT - DAY),),
        decided=(extension(ACT + DAY, at(BEFORE), scheme="scheme000002"),),
    )
    assert certified(known(elsewhere), elsewhere.zone)[0].state == "overdue"


@pytest.mark.parametrize(("ended", "told"), [(ACT, ACT), (ACT - DAY, ACT - DAY), (AFTER, None)])
def test_when_it_was_asked_no_longer(ended: date, told: date | None) -> None:
    of = officer(assignments=(assignment(at(BEFORE), ACT + DAY, at(ended, "08:00")),))
    assert asked(known(of, known_by=at(AFTER, "20:00")), of.zone)[0].ended_on == told


@pytest.mark.parametrize(
    ("since", "until", "then"),
    [(ACT, ACT, True), (ACT - DAY, None, True), (BEFORE, ACT - DAY, False), (AFTER, None, None)],
)
def test_excused_that_day(since: date, until: date | None, then: bool | None) -> None:
    facts = known(officer(decided=(excusal(since, until, at(BEFORE)),)))
    assert [each.that_day for each in ruled(facts)] == ([] if then is None else [then])


def test_an_excusal_that_was_withdrawn_later_stood_then() -> None:
    of = officer(decided=(excusal(ACT, ACT, at(BEFORE), gone=at(AFTER)),))
    assert ruled(known(of)) and not ruled(known(of, known_by=at(AFTER)))


def test_a_due_day_moves_with_excused_days() -> None:
    of = officer(
        assignments=(assignment(at(BEFORE - 10 * DAY), BEFORE),),
        decided=(excusal(BEFORE - 2 * DAY, BEFORE - DAY, at(BEFORE - 3 * DAY)),),
    )
    (wanted,) = asked(known(of), of.zone)
    assert (wanted.first_due_on, wanted.due_on) == (BEFORE, BEFORE + 2 * DAY)
    (standing,) = certified(known(of), of.zone)
    assert (standing.state, standing.due_on) == ("overdue", BEFORE + 2 * DAY)


def test_temporarily_certified_with_the_one_scheme_it_was_given_for() -> None:
    for scheme, state in (("scheme000001", "grace"), ("scheme000002", "overdue")):
        lent = Decided("provisional", "provisional:1", scheme, "T", BEFORE, ACT, "", at(BEFORE), None)
        of = officer(assignments=(assignment(at(BEFORE), ACT - DAY),), decided=(lent,))
        assert certified(known(of), of.zone)[0].state == state
        assert ruled(known(of))[0].that_day and not ruled(known(of, AFTER))[0].that_day


def test_an_extension_is_no_stretch_of_days() -> None:
    of = officer(decided=(extension(AFTER, at(BEFORE)),))
    assert [each.that_day for each in ruled(known(of))] == [False]


def test_before_the_first_day_here_nobody_was_in_service() -> None:
    of = officer(posts=())
    for joined, here in ((AFTER, False), (ACT, True), (None, None)):
        of.person.joined_on = joined
        assert service(of.person, known(of)).here is here


def test_of_two_posts_the_one_that_began_last() -> None:
    first = officer().posts[0]
    second = replace(first, unit="Sekretariat", since=BEFORE)
    told = post(known(officer(posts=(second, first))))
    assert told is not None and told.unit == "Sekretariat"


def test_an_item_voided_later_still_counted_then() -> None:
    anew = judged_anew(run(at(BEFORE), "violation"), at(AFTER), "", void=True)
    then, now = clause(officer(runs=(anew,))), clause(officer(runs=(anew,)), known_by=at(AFTER))
    assert then.last is not None and then.last.grade == "violation"
    assert [each.known for each in then.runs[0].answers[0].judged] == [True, False]
    assert now.last is None and not now.runs[0].answers[0].counts
    assert now.taught == "not_assigned"


@pytest.mark.parametrize(("minute", "known_then"), [("11:59", False), ("12:00", True)])
def test_a_judgement_is_known_from_its_own_moment_on(minute: str, known_then: bool) -> None:
    anew = judged_anew(run(at(BEFORE), "poor"), at(ACT, "12:00"), "best")
    told = clause(officer(runs=(anew,)), known_by=at(ACT, minute))
    assert [each.known for each in told.runs[0].answers[0].judged] == [True, known_then]


def test_a_regrade_is_told_with_what_was_judged_then() -> None:
    anew = judged_anew(run(at(BEFORE), "poor"), at(AFTER), "acceptable")
    then, now = clause(officer(runs=(anew,))), clause(officer(runs=(anew,)), known_by=at(AFTER))
    assert (then.runs[0].answers[0].grade, now.runs[0].answers[0].grade) == ("poor", "acceptable")
    assert [each.grade for each in then.runs[0].answers[0].judged] == ["poor", "acceptable"]
    assert then.last is not None and now.last is not None
    assert (then.last.right, now.last.right) == (0, 1)


def test_the_last_answer_is_that_of_the_last_run_by_the_day() -> None:
    runs = (run(at(BEFORE), "best"), run(at(BEFORE + DAY), "poor"), run(at(AFTER), "best"))
    told = clause(officer(runs=runs))
    assert told.last is not None and told.last.grade == "poor"
    assert told.taught == "passed"


@pytest.mark.parametrize(
    ("ended_at", "asks"),
    [(None, True), (at(ACT, "08:00"), False), (at(AFTER, "08:00"), True)],
)
def test_what_was_asked_no_longer_was_not_asked_that_day(ended_at: datetime | None, asks: bool) -> None:
    of = officer(assignments=(assignment(at(BEFORE), ACT + DAY, ended_at),))
    assert bool(clause(of, known_by=at(AFTER, "23:00")).asked) is asks
    assert asked(known(of), of.zone)[0].assigned_on == BEFORE


def test_the_post_of_that_day_and_not_of_today() -> None:
    of = officer()
    first = of.posts[0]
    moved = officer(
        posts=(
            first.__class__(*("Loket", "Petugas", "", first.since, None, first.recorded_at, at(AFTER), "")),
            first.__class__(*("Loket", "Petugas", "", first.since, ACT, at(AFTER), None, "")),
            first.__class__(*("Sekretariat", "Staf", "", AFTER, None, at(AFTER), None, "")),
        )
    )
    then, later = post(known(moved)), post(known(moved, AFTER))
    assert then is not None and (then.unit, then.until) == ("Loket", None)
    assert later is not None and later.unit == "Sekretariat"
    assert [each.kind for each in dossier(moved, now=at(AFTER, "20:00")).later] == ["post"]
    assert service(moved.person, known(moved)).here is True
    assert post(known(moved, date(2023, 1, 1))) is None
    assert service(moved.person, known(moved, date(2023, 1, 1))).here is None


def test_the_last_day_here_is_still_a_day_of_service() -> None:
    of = officer(departures=(DepartureKept(ACT, None, at(BEFORE), None),))
    assert service(of.person, known(of)).here is True
    assert service(of.person, known(of, AFTER)).here is False


def test_an_end_that_was_not_known_yet_had_not_come() -> None:
    of = officer(assignments=(assignment(at(BEFORE), ACT + DAY, at(ACT, "15:00")),))
    assert clause(of, known_by=at(ACT, "14:59")).asked and not clause(of, known_by=at(ACT, "15:00")).asked


def test_a_lesson_that_was_opened_is_not_read() -> None:
    opened = replace(lesson(at(BEFORE)), read_at=None)
    finished_later = replace(lesson(at(AFTER)), started_at=at(BEFORE))
    for row in (opened, finished_later):
        told = clause(officer(lessons=(row,)))
        assert told.taught == "not_assigned" and told.lessons[0].reading is not None
        assert told.lessons[0].reading.read_at is None
    assert clause(officer(lessons=(lesson(at(BEFORE)),))).taught == "read"


def test_a_run_that_came_later_is_one_thing_that_came_later() -> None:
    body = dossier(officer(runs=(run(at(AFTER)),)), now=at(AFTER, "20:00"))
    assert [each.kind for each in body.later] == ["run"]
    anew = judged_anew(run(at(AFTER)), at(AFTER, "12:00"), "poor")
    body = dossier(officer(runs=(anew,)), now=at(AFTER, "20:00"))
    assert [each.kind for each in body.later] == ["run", "judged"]


def test_a_pass_that_was_found_only_later_was_no_pass_then() -> None:
    anew = judged_anew(run(at(BEFORE), "poor"), at(AFTER), "best")
    passed = replace(anew.verdicts[-1], passed=True)
    of = officer(runs=(replace(anew, verdicts=(*anew.verdicts[:-1], passed)),))
    then, now = clause(of), clause(of, known_by=at(AFTER))
    assert (then.taught, then.runs[0].passed, then.runs[0].passed_now) == ("answered", False, True)
    assert (now.taught, now.runs[0].passed) == ("passed", True)


@pytest.mark.parametrize(
    ("code_id", "modules", "asks"), [(7, (), True), (7, ("d",), True), (7, ("a",), False), (8, (), False)]
)
def test_a_scheme_asks_for_the_clauses_of_its_modules(
    code_id: int, modules: tuple[str, ...], asks: bool
) -> None:
    given = assignment(at(BEFORE), ACT + DAY)
    scheme = replace(given.scheme, code_id=code_id, modules=modules)
    told = clause(officer(lessons=(lesson(at(AFTER)),), assignments=(replace(given, scheme=scheme),)))
    assert bool(told.asked) is asks
    assert told.taught == ("assigned" if asks else "not_assigned")


def test_of_two_clauses_in_one_run_each_has_its_own_answers() -> None:
    first, place = trail(), trail().here
    second = replace(first, here=replace(place, address="D.5"), places=(replace(place, address="D.5"),))
    both = run(at(ACT), "best")
    other = run(at(ACT), "poor", address="D.5").answers[0]
    both = replace(both, asked=("D.4", "D.5"), answers=(*both.answers, replace(other, chosen=("Diam.",))))
    body = dossier(officer(trails={"D.4": first, "D.5": second}, runs=(both,)))
    told = {each.cited.address: each for each in body.clauses}
    assert [answer.chosen for answer in told["D.4"].runs[0].answers] == [("Menolak.",)]
    assert [answer.chosen for answer in told["D.5"].runs[0].answers] == [("Diam.",)]
    assert told["D.4"].last is not None and (told["D.4"].last.grade, told["D.4"].last.asked) == ("best", 1)
    assert told["D.5"].last is not None and told["D.5"].last.grade == "poor"
    assert told["D.4"].runs[0].same_day and told["D.4"].runs[0].ref == told["D.5"].runs[0].ref
