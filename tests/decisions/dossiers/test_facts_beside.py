"""Entries, remedial training, replies, and what came later: which of them a dossier may tell."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.decisions.dossiers.facts.gathering import StepSaid
from training.decisions.dossiers.facts.later import BY_THE_DAY
from training.decisions.entries.models import ATTENDANCE, COMMENDATION, COMPLAINT, SANCTION, Entry

from .worlds import (
    ACT,
    ONE,
    assignment,
    at,
    declaration,
    dossier,
    excusal,
    extension,
    held,
    judged_anew,
    lesson,
    officer,
    run,
)

DAY = timedelta(days=1)
BEFORE, AFTER = ACT - 5 * DAY, ACT + DAY
NOW = at(AFTER, "20:00")


def entry(kind: str, since: date, **more: object) -> Entry:
    known = {"track": "", "level": "", "title": "T", "number": "", "counted": {}, "recorded_at": at(since)}
    return Entry(ref="entry0000001", kind=kind, since=since, **(known | more))


def remedied(**more: object) -> StepSaid:
    said = {"clauses": ["D.4"], "due_on": AFTER.isoformat()}
    known = {
        "record": "step:1",
        "own": False,
        "kind": "remedied",
        "on": BEFORE,
        "at": at(BEFORE),
        "said": said,
    }
    return StepSaid(**(known | more))  # type: ignore[arg-type]


def test_what_follows_from_the_matter_itself_is_no_earlier_entry() -> None:
    own = entry(SANCTION, BEFORE, track="ethics", matter_id=1)
    other = entry(SANCTION, BEFORE, track="ethics", matter_id=2)
    assert len(dossier(officer(entries=(own, other))).entries.ethics) == 1


def test_attendance_and_complaints_are_for_awards() -> None:
    rows = (entry(ATTENDANCE, BEFORE), entry(COMPLAINT, BEFORE))
    case, award = (dossier(officer(entries=rows), kind=kind) for kind in ("case", "nomination"))
    assert not case.entries.attendance and not case.entries.complaints
    assert len(award.entries.attendance) == len(award.entries.complaints) == 1


@pytest.mark.parametrize(("until", "lasts"), [(None, True), (ACT, True), (ACT - DAY, False)])
def test_whether_a_sanction_lasted_that_day(until: date | None, lasts: bool) -> None:
    row = entry(SANCTION, BEFORE, track="ethics", until=until)
    assert dossier(officer(entries=(row,))).entries.ethics[0].in_effect is lasts


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({}, True),
        ({"own": True}, False),
        ({"on": ACT}, True),
        ({"on": AFTER}, False),
        ({"at": at(AFTER)}, False),
        ({"at": at(ACT, "23:59")}, True),
        ({"kind": "replied"}, False),
    ],
)
def test_remedial_training_of_earlier_cases(more: dict[str, object], told: bool) -> None:
    assert bool(dossier(officer(steps=(remedied(**more),))).remedial) is told


def test_only_what_was_said_in_this_matter_is_a_reply() -> None:
    said = {"text": "Tidak benar.", "on_paper": True}
    mine = StepSaid("step:1", True, "replied", AFTER, at(AFTER), said)
    other = StepSaid("step:2", False, "replied", AFTER, at(AFTER), said)
    objection = StepSaid("step:3", True, "objected", AFTER, at(AFTER), said)
    replies = dossier(officer(steps=(mine, other, objection)), now=NOW).replies
    assert [(each.source, each.on_paper) for each in replies] == [("step:1", True)]


def test_what_the_officer_did_afterwards_is_told_as_later() -> None:
    of = officer(
        runs=(run(at(AFTER)),),
        declarations=(declaration(at(AFTER, "10:00")),),
        rounds=(held(AFTER, date(2027, 11, 1)),),
        assignments=(assignment(at(AFTER), AFTER + DAY),),
        lessons=(lesson(at(AFTER)),),
    )
    body = dossier(of, now=NOW)
    assert {each.kind for each in body.later} == {"run", "declared", "round", "asked", "read"}
    told = {each.kind: each for each in body.later}
    assert told["run"].clause == "D.4" and told["run"].values == {"passed": True, "right": True}
    assert (
        told["declared"].values == {"code": ONE.code, "version": ONE.number} and told["declared"].clause == ""
    )
    assert told["read"].unsourced == "kept_beside" and told["run"].source == of.runs[0].record


def test_of_entries_decisions_and_posts_after_the_day_nothing_is_told() -> None:
    of = officer(
        entries=(entry(SANCTION, AFTER, track="ethics"), entry(COMMENDATION, AFTER)),
        decided=(excusal(AFTER, None, at(AFTER)), extension(AFTER, at(AFTER))),
    )
    assert dossier(of, now=NOW).later == ()
    assert "entry" in BY_THE_DAY


def test_what_bears_on_the_day_and_was_entered_late_is_told() -> None:
    of = officer(
        entries=(
            entry(SANCTION, BEFORE, track="ethics", recorded_at=at(AFTER)),
            entry(ATTENDANCE, BEFORE, recorded_at=at(AFTER)),
        ),
        decided=(excusal(ACT, ACT, at(AFTER)),),
    )
    told = dossier(of, now=NOW).later
    assert {(each.kind, each.values["what"]) for each in told} == {
        ("entry", "sanction"),
        ("ruled", "excusal"),
    }
    assert len(dossier(of, now=NOW, kind="nomination").later) == 3


def test_of_what_was_entered_late_commendations_and_the_own_track() -> None:
    of = officer(
        entries=(
            entry(COMMENDATION, BEFORE, recorded_at=at(AFTER)),
            entry(SANCTION, BEFORE, track="discipline", recorded_at=at(AFTER)),
        )
    )
    assert [each.values["what"] for each in dossier(of, now=NOW).later] == ["commendation"]


def test_what_was_taken_back_since_is_told() -> None:
    of = officer(decided=(excusal(ACT, ACT, at(BEFORE), gone=at(AFTER)),))
    body = dossier(of, now=NOW)
    assert [(each.kind, each.at, each.values) for each in body.later] == [
        ("withdrawn", at(AFTER), {"what": "ruled"})
    ]
    assert body.ruled[0].that_day


def test_a_regrade_that_came_later_says_how_the_clause_stands_now() -> None:
    anew = judged_anew(run(at(BEFORE), "poor"), at(AFTER), "", void=True)
    (told,) = dossier(officer(runs=(anew,)), now=NOW).later
    assert told.source == "regrade:again0000001"
    assert told.values == {"void": True, "passed": False, "why": "Kuncinya keliru."}
    later_run = judged_anew(run(at(AFTER), "poor"), at(AFTER, "12:00"), "", void=True)
    told_run = next(each for each in dossier(officer(runs=(later_run,)), now=NOW).later if each.kind == "run")
    assert told_run.values["right"] is None


@given(st.integers(1, 400), st.integers(0, 400), st.sampled_from(["best", "poor", "violation"]))
def test_whatever_came_on_record_later_the_file_of_then_says_the_same(
    hours: int, more: int, grade: str
) -> None:
    moment, again = NOW + timedelta(hours=hours), NOW + timedelta(hours=hours + more + 1)
    first = run(at(BEFORE), "poor")
    known = {"lessons": (lesson(at(BEFORE)),), "declarations": (declaration(at(BEFORE)),)}
    before = officer(runs=(first,), **known)
    after = officer(
        runs=(judged_anew(first, moment, grade), judged_anew(run(moment, grade), again, "", void=True)),
        rounds=(held(moment.date(), date(2028, 1, 1), again),),
        assignments=(assignment(moment, AFTER, again),),
        decided=(excusal(BEFORE, None, moment, gone=again),),
        entries=(entry(SANCTION, BEFORE, track="ethics", recorded_at=moment, withdrawn_at=again),),
        steps=(remedied(at=moment),),
        lessons=known["lessons"],
        declarations=(*known["declarations"], declaration(moment)),
    )
    told, then = (dossier(of, known_by=NOW, now=again + DAY) for of in (before, after))
    for part in ("post", "service", "asked", "declared", "certified", "ruled", "entries", "remedial"):
        assert getattr(told, part) == getattr(then, part)
    (one,), (other,) = told.clauses, then.clauses
    assert (one.taught, one.attested, one.asked, one.last) == (
        other.taught,
        other.attested,
        other.asked,
        other.last,
    )
    assert [each.ref for each in one.runs] == [each.ref for each in other.runs]
    assert [each.grade for run in one.runs for each in run.answers] == ["poor"]
