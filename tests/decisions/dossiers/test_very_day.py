"""The very day of the act, whose hour nobody knows: what was on it counts, and is told apart."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from training.decisions.dossiers.fairness.clauses import Doubts
from training.decisions.dossiers.shape.body import Body
from training.people.work import PostKept

from .worlds import (
    ACT,
    LONG_AGO,
    NEW,
    OLD,
    ONE,
    TWO,
    assignment,
    at,
    declaration,
    dossier,
    held,
    issue,
    judged_anew,
    lesson,
    officer,
    run,
    trail,
)

DAY = timedelta(days=1)
BEFORE, AFTER = ACT - 5 * DAY, ACT + 5 * DAY
NOW = at(AFTER, "20:00")


def keys(body: Body) -> set[str]:
    return {each.key for each in body.fairness}


@pytest.mark.parametrize(
    "what",
    [
        {"runs": (run(at(ACT)),)},
        {"declarations": (declaration(at(ACT)),)},
        {"lessons": (lesson(at(ACT)),)},
        {"lessons": (replace(lesson(at(ACT)), started_at=at(BEFORE)),)},
        {"lessons": (replace(lesson(at(ACT)), read_at=None),)},
        {"assignments": (assignment(at(ACT), AFTER),)},
        {
            "trails": {
                "D.4": trail(issue(1, date(2024, 2, 19), at(ACT)), (issue(1, date(2024, 2, 19), at(ACT)),))
            }
        },
    ],
)
def test_whatever_is_of_the_very_day_is_told_apart(what: dict[str, object]) -> None:
    of = officer(**what)
    assert "same_day_unclear" in keys(dossier(of))
    assert "same_day_unclear" not in keys(dossier(of, happened_on=ACT - DAY))


def test_what_is_of_another_day_or_of_another_text_is_not() -> None:
    of = officer(
        runs=(run(at(BEFORE)),),
        declarations=(declaration(at(BEFORE)),),
        lessons=(lesson(at(BEFORE)),),
        assignments=(assignment(at(BEFORE), AFTER),),
    )
    assert "same_day_unclear" not in keys(dossier(of))
    other_code = replace(declaration(at(ACT)), code_id=8, code="Kode Etik Profesi")
    assert "same_day_unclear" not in keys(dossier(officer(declarations=(other_code,))))


@pytest.mark.parametrize(("day", "unclear"), [(-4, False), (-3, True), (-1, True), (0, True)])
def test_an_act_of_several_days_is_unclear_about_all_of_them(day: int, unclear: bool) -> None:
    moment = at(ACT + day * DAY)
    of = officer(runs=(run(moment),), declarations=(declaration(moment),))
    body = dossier(of, happened_on=ACT - 3 * DAY, happened_until=ACT)
    (clause,) = body.clauses
    assert clause.last is not None
    told = {clause.runs[0].same_day, clause.last.same_day, body.declared[0].same_day}
    assert told == {unclear}
    assert ("same_day_unclear" in keys(body)) is unclear


def test_a_version_that_came_into_force_that_day_held_all_of_it() -> None:
    new = issue(2, ACT)
    body = dossier(officer(trails={"D.5": trail(new, (ONE, new), (OLD, NEW))}))
    (about,) = body.clauses
    assert about.cited.in_force_that_day
    (young,) = [each for each in body.fairness if each.key == "version_young"]
    assert young.values == {"version": 2, "days": 0}
    eve = dossier(officer(trails={"D.5": trail(new, (ONE, new), (OLD, NEW))}), ACT - DAY)
    assert not eve.clauses[0].cited.in_force_that_day and "not_in_force" in keys(eve)


def test_a_post_that_changed_that_day_is_the_new_one_and_says_so() -> None:
    old = PostKept("Arsip", "Arsiparis", "", date(2024, 1, 2), ACT - DAY, LONG_AGO, None, "")
    new = PostKept("Loket", "Petugas", "", ACT, None, at(BEFORE), None, "")
    body = dossier(officer(posts=(old, new)))
    assert body.post is not None and body.post.unit == "Loket" and "new_in_post" in keys(body)
    eve = dossier(officer(posts=(old, new)), ACT - DAY)
    assert eve.post is not None and eve.post.unit == "Arsip" and "new_in_post" not in keys(eve)


@pytest.mark.parametrize(("last", "holds"), [(ACT, True), (ACT - DAY, False)])
def test_a_certificate_speaks_for_the_officer_through_its_last_day(last: date, holds: bool) -> None:
    body = dossier(officer(rounds=(held(date(2026, 1, 20), last),)))
    assert ("certified" in keys(body)) is holds


@pytest.mark.parametrize(
    ("declared", "attested"),
    [
        ((), "no"),
        ((TWO,), "this_version"),
        ((ONE, TWO), "this_version"),
        ((ONE,), "same_words"),
    ],
)
def test_what_was_declared_is_told_by_the_words_of_the_clause(
    declared: tuple[object, ...], attested: str
) -> None:
    said = tuple(declaration(at(BEFORE), each) for each in declared)  # type: ignore[arg-type]
    of = officer(trails={"D.5": trail(TWO, (ONE, TWO), (OLD, OLD))}, declarations=said)
    assert dossier(of).clauses[0].attested == attested


def test_other_words_that_only_read_differently_are_another_thing_than_other_words() -> None:
    reworded = issue(2, date(2026, 11, 10), lineage=ONE.lineage)
    for version, attested in ((reworded, "same_meaning"), (TWO, "other_version")):
        both = {"D.5": trail(version, (ONE, version), (OLD, NEW))}
        body = dossier(officer(trails=both, declarations=(declaration(at(BEFORE), ONE),)))
        assert body.clauses[0].attested == attested
        assert "not_announced" in keys(body)


def test_another_code_of_the_same_number_is_another_code() -> None:
    other = replace(declaration(at(AFTER)), code_id=8, code="Kode Etik Profesi")
    body = dossier(officer(declarations=(other,)), now=NOW)
    assert body.clauses[0].attested == "no" and "attested_afterwards" not in keys(body)


def test_of_a_run_with_one_void_answer_the_other_still_tells_what_was_taught() -> None:
    voided = judged_anew(run(at(BEFORE)), at(BEFORE, "10:00"), "", void=True)
    sound = run(at(BEFORE)).answers[0]
    both = replace(
        voided, verdicts=voided.verdicts[:1], answers=(*voided.answers, replace(sound, scenario="berkas"))
    )
    (clause,) = dossier(officer(runs=(both,))).clauses
    assert [each.counts for each in clause.runs[0].answers] == [False, True]
    assert clause.taught == "passed" and clause.last is not None and clause.last.asked == 1


def test_one_item_of_two_was_voided_since() -> None:
    doubted = judged_anew(run(at(BEFORE), "poor"), at(AFTER), "", void=True)
    sound = run(at(BEFORE, "11:00"))
    sound = replace(sound, answers=tuple(replace(each, scenario="berkas") for each in sound.answers))
    body = dossier(officer(runs=(doubted, sound)), now=NOW)
    (voided,) = [each for each in body.fairness if each.key == "item_voided"]
    assert voided.values == {"count": 1} and voided.clause == "D.4"
    alone = dossier(officer(runs=(doubted,)), now=NOW)
    assert "only_doubtful_items" in keys(alone) and "item_voided" not in keys(alone)
    regraded = judged_anew(run(at(BEFORE), "poor"), at(AFTER), "best")
    assert "item_voided" not in keys(dossier(officer(runs=(regraded, sound)), now=NOW, doubts=Doubts()))


def test_a_year_is_full_on_its_anniversary() -> None:
    for since, years in ((date(2025, 11, 20), 1), (date(2025, 11, 21), None), (date(2024, 11, 20), 2)):
        post = PostKept("Loket", "Petugas", "", since, None, LONG_AGO, None, "")
        clean = [each for each in dossier(officer(posts=(post,))).fairness if each.key == "clean_record"]
        assert [each.values["years"] for each in clean] == ([years] if years else [])


def test_of_several_regrades_that_wait_the_first_is_told() -> None:
    pending = ((("amplop", 1), at(ACT, "10:00")), (("amplop", 1), at(BEFORE)))
    body = dossier(officer(runs=(run(at(BEFORE)),)), now=NOW, doubts=Doubts(pending=pending))
    (waiting,) = [each for each in body.fairness if each.key == "regrade_pending"]
    assert waiting.values == {"since": BEFORE.isoformat()}


def test_a_later_run_is_told_as_it_is_judged_now() -> None:
    anew = judged_anew(run(at(AFTER)), at(AFTER, "12:00"), "poor")
    told = next(each for each in dossier(officer(runs=(anew,)), now=NOW).later if each.kind == "run")
    assert told.values == {"passed": False, "right": False}
