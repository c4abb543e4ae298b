"""What speaks for the officer: each key appears when it should, and not when it should not."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from training.certifications.corrections.models import Correction
from training.decisions.dossiers.facts.gathering import StepSaid
from training.decisions.dossiers.fairness.clauses import ABOUT_A_CLAUSE, Doubts, Limits
from training.decisions.dossiers.fairness.keys import ABOUT_THE_PERSON, KEYS, Beside, weigh
from training.decisions.dossiers.shape.body import Body, Speaks
from training.decisions.dossiers.shape.learning import Peers
from training.decisions.entries.models import COMMENDATION, OUTAGE, SANCTION, Entry
from training.people.work import DepartureKept, PostKept

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
    excusal,
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
AMPLOP = ("amplop", 1)


def keys(body: Body) -> set[str]:
    return {each.key for each in body.fairness}


def said(body: Body, key: str) -> Speaks:
    (found,) = [each for each in body.fairness if each.key == key]
    return found


def entry(kind: str, since: date, until: date | None = None, **more: object) -> Entry:
    known = {"track": "", "level": "", "title": "T", "number": "", "counted": {}, "recorded_at": at(since)}
    return Entry(ref="entry0000001", kind=kind, since=since, until=until, **(known | more))


def taught(**more: object) -> dict[str, object]:
    """An officer who did all that is asked, before the act."""
    return {
        "lessons": (lesson(at(BEFORE)),),
        "runs": (run(at(BEFORE)),),
        "declarations": (declaration(at(BEFORE)),),
        "assignments": (assignment(at(BEFORE - DAY), BEFORE + DAY),),
        "rounds": (held(BEFORE, date(2027, 11, 15)),),
    } | more


def test_every_key_is_named_once() -> None:
    assert len(set(KEYS)) == len(KEYS) == len(ABOUT_THE_PERSON) + len(ABOUT_A_CLAUSE)


def test_of_who_was_taught_attested_and_certified_little_is_left_to_weigh() -> None:
    assert keys(dossier(officer(**taught()))) == {"certified", "clean_record", "reply_missing"}


def test_of_whom_nothing_was_ever_asked() -> None:
    body = dossier(officer())
    assert keys(body) == {
        *("never_assigned", "clean_record", "reply_missing"),
        *("not_announced", "not_taught", "not_tested"),
    }
    assert said(body, "not_taught").clause == "D.4"


def test_assigned_but_not_yet_due() -> None:
    in_time = dossier(officer(assignments=(assignment(at(BEFORE), ACT),)))
    late = dossier(officer(assignments=(assignment(at(BEFORE), ACT - DAY),)))
    assert said(in_time, "assigned_not_due").values == {"title": "Kode etik", "due_on": ACT.isoformat()}
    assert "assigned_not_due" not in keys(late)
    assert "never_assigned" not in keys(late)
    ended = dossier(officer(assignments=(assignment(at(BEFORE), AFTER, at(ACT - DAY)),)))
    assert "assigned_not_due" not in keys(ended)


def test_of_who_holds_a_certificate_it_is_not_said_that_it_was_not_due() -> None:
    certified = dossier(officer(**taught(assignments=(assignment(at(BEFORE), AFTER),))))
    assert "assigned_not_due" not in keys(certified) and "certified" in keys(certified)
    by_themselves = officer(rounds=(held(BEFORE, ACT - DAY),))
    assert not {"never_assigned", "certified"} & keys(dossier(by_themselves))


@pytest.mark.parametrize(("days", "new"), [(0, True), (29, True), (30, False)])
def test_newly_in_the_post(days: int, new: bool) -> None:
    post = PostKept("Loket", "Petugas", "", ACT - days * DAY, None, LONG_AGO, None, "")
    body = dossier(officer(posts=(post,)))
    assert ("new_in_post" in keys(body)) is new
    if new:
        assert said(body, "new_in_post").values["days"] == days


def test_the_days_of_a_new_post_can_be_set() -> None:
    post = PostKept("Loket", "Petugas", "", ACT - 40 * DAY, None, LONG_AGO, None, "")
    body = dossier(officer(posts=(post,)))
    assert "new_in_post" in {each.key for each in weigh(body, Beside(), Limits(new_in_post_days=60))}


def test_not_in_service_and_no_post_known() -> None:
    gone = DepartureKept(BEFORE, AFTER, at(BEFORE), None)
    assert "not_in_service" in keys(dossier(officer(departures=(gone,))))
    back = DepartureKept(BEFORE, ACT, at(BEFORE), None)
    assert "not_in_service" not in keys(dossier(officer(departures=(back,))))
    nothing_known = keys(dossier(officer(posts=())))
    assert "post_unknown" in nothing_known and "not_in_service" not in nothing_known


def test_excused_that_day_with_the_record_of_it() -> None:
    body = dossier(officer(decided=(excusal(ACT, ACT, at(BEFORE)),)))
    assert said(body, "excused_that_day").source == "excusal:leave0000001"
    assert "excused_that_day" not in keys(dossier(officer(decided=(excusal(BEFORE, ACT - DAY, at(BEFORE)),))))


def test_a_young_version_and_one_not_in_force_yet() -> None:
    young = issue(1, ACT - 29 * DAY)
    body = dossier(officer(trails={"D.4": trail(young, (young,))}))
    assert said(body, "version_young").values == {"version": 1, "days": 29}
    assert "version_new_here" not in keys(body)
    old = issue(1, ACT - 30 * DAY)
    assert "version_young" not in keys(dossier(officer(trails={"D.4": trail(old, (old,))})))
    coming = issue(1, AFTER)
    told = keys(dossier(officer(trails={"D.4": trail(coming, (coming,))})))
    assert {"not_in_force", "version_not_on_record"} <= told and "version_young" not in told


def test_in_force_by_decree_but_not_entered_here_yet() -> None:
    late = issue(1, date(2024, 2, 19), at(AFTER))
    told = keys(dossier(officer(trails={"D.4": trail(late, (late,))}), known_by=NOW))
    assert "version_not_on_record" in told and "not_in_force" not in told and "version_new_here" not in told


def test_entered_here_on_the_day_but_after_what_was_known() -> None:
    noon = issue(1, date(2024, 2, 19), at(ACT, "12:00"))
    of = officer(trails={"D.4": trail(noon, (noon,))})
    assert "version_not_on_record" in keys(dossier(of, known_by=at(ACT, "11:59"), now=NOW))
    assert "version_new_here" in keys(dossier(of, known_by=at(ACT, "12:00"), now=NOW))


@pytest.mark.parametrize(("days", "new"), [(0, True), (29, True), (30, False)])
def test_in_force_for_long_but_entered_here_only_lately(days: int, new: bool) -> None:
    entered = issue(1, date(2024, 2, 19), at(ACT - days * DAY))
    body = dossier(officer(trails={"D.4": trail(entered, (entered,))}))
    assert ("version_new_here" in keys(body)) is new and "version_young" not in keys(body)
    if new:
        on = (ACT - days * DAY).isoformat()
        assert said(body, "version_new_here").values == {"on": on, "days": days}


def test_the_text_changed_since_the_training() -> None:
    amended = trail(TWO, (ONE, TWO), (OLD, NEW))
    body = dossier(officer(trails={"D.4": amended}, **taught()))
    assert said(body, "text_changed").values == {"version": 1}
    assert "not_announced" in keys(body)
    moved = trail(TWO, (ONE, TWO), (OLD, OLD))
    assert "text_changed" not in keys(dossier(officer(trails={"D.4": moved}, **taught())))


def test_who_has_seen_the_new_words_too_was_trained_on_them() -> None:
    amended = trail(TWO, (ONE, TWO), (OLD, NEW))
    both = (run(at(BEFORE)), run(at(BEFORE, "11:00"), version=2, address="D.5"))
    body = dossier(officer(trails={"D.5": amended}, **taught(runs=both)))
    assert not {"text_changed", "not_announced"} & keys(body)


def test_never_tested_on_the_clause() -> None:
    empty = replace(run(at(BEFORE)), answers=())
    body = dossier(officer(**taught(runs=(empty,))))
    assert said(body, "not_tested").values == {"runs": 1}


@pytest.mark.parametrize(
    ("anew", "doubts"),
    [
        (judged_anew(run(at(BEFORE), "violation"), at(AFTER), "", void=True), Doubts()),
        (judged_anew(run(at(BEFORE), "poor"), at(AFTER), "best"), Doubts()),
        (run(at(BEFORE), "poor"), Doubts(flagged=frozenset({AMPLOP}))),
        (run(at(BEFORE), "poor"), Doubts(pending=((AMPLOP, NOW),))),
    ],
)
def test_only_doubtful_items(anew: object, doubts: Doubts) -> None:
    body = dossier(officer(**taught(runs=(anew,))), now=NOW, doubts=doubts)
    assert said(body, "only_doubtful_items").values == {"count": 1}
    sound = run(at(BEFORE, "11:00"))
    other = replace(sound, answers=tuple(replace(each, scenario="berkas") for each in sound.answers))
    both = dossier(officer(**taught(runs=(anew, other))), now=NOW, doubts=doubts)
    assert "only_doubtful_items" not in keys(both)


def test_a_regrade_that_changed_nothing_casts_no_doubt() -> None:
    same = judged_anew(run(at(BEFORE), "poor"), at(AFTER), "poor")
    assert "only_doubtful_items" not in keys(dossier(officer(**taught(runs=(same,))), now=NOW))


def test_what_waits_for_an_answer() -> None:
    doubts = Doubts(pending=((AMPLOP, NOW),), appealed=((AMPLOP, NOW, "item_appeal:1"),))
    wish = Correction(ref="wish00000001", about="training", asked_at=at(BEFORE), answered_at=None)
    answered = Correction(ref="wish00000002", about="post", asked_at=at(BEFORE), answered_at=at(ACT))
    step = StepSaid("step:000000001", True, "objected", ACT, at(ACT), {"text": "Tidak."})
    of = officer(**taught(corrections=(wish, answered), steps=(step,)))
    body = dossier(of, now=NOW, doubts=doubts)
    assert said(body, "correction_pending").source == "correction:wish00000001"
    assert said(body, "objection_pending").source == "step:000000001"
    assert said(body, "item_appeal_pending").source == "item_appeal:1"
    assert said(body, "regrade_pending").values == {"since": AFTER.isoformat()}
    decided = replace(step, kind="reviewed", record="step:000000002")
    settled = officer(**taught(corrections=(wish,), steps=(step, decided)))
    assert "objection_pending" not in keys(dossier(settled, now=NOW))


def test_a_reply_that_was_given_is_not_missing() -> None:
    reply = StepSaid("step:000000001", True, "replied", AFTER, at(AFTER), {"text": "Saya menolaknya."})
    body = dossier(officer(steps=(reply,)), now=NOW)
    assert "reply_missing" not in keys(body)
    assert [each.text for each in body.replies] == ["Saya menolaknya."]
    other_case = replace(reply, own=False)
    assert "reply_missing" in keys(dossier(officer(steps=(other_case,)), now=NOW))


def test_right_and_attested_afterwards() -> None:
    of = officer(runs=(run(at(AFTER)),), declarations=(declaration(at(AFTER)),))
    body = dossier(of, known_by=at(ACT, "23:59"), now=NOW)
    assert said(body, "right_afterwards").values == {"on": AFTER.isoformat()}
    assert said(body, "attested_afterwards").values == {"on": AFTER.isoformat()}
    wrong = dossier(officer(runs=(run(at(AFTER), "poor"),)), now=NOW)
    assert "right_afterwards" not in keys(wrong)
    assert not {"right_afterwards", "attested_afterwards"} & keys(dossier(of, AFTER, now=NOW))


def test_what_came_on_the_day_itself_did_not_come_afterwards() -> None:
    of = officer(runs=(run(at(ACT, "15:00")),))
    body = dossier(of, known_by=at(ACT, "14:00"), now=NOW)
    assert [each.kind for each in body.later] == ["run"] and "right_afterwards" not in keys(body)


def test_attesting_other_words_afterwards_is_no_attestation_of_these() -> None:
    both = {"trails": {"D.4": trail(ONE, (ONE, TWO), (OLD, NEW))}}
    other = officer(**both, declarations=(declaration(at(AFTER), TWO),))
    assert "attested_afterwards" not in keys(dossier(other, now=NOW))
    that_day = officer(**both, declarations=(declaration(at(ACT), TWO),))
    assert "same_day_unclear" not in keys(dossier(that_day, now=NOW))
    reworded = issue(2, date(2026, 11, 10), lineage=ONE.lineage)
    again = officer(
        trails={"D.4": trail(reworded, (ONE, reworded), (OLD, OLD))},
        declarations=(declaration(at(BEFORE), ONE), declaration(at(AFTER), reworded)),
    )
    body = dossier(again, now=NOW)
    assert body.clauses[0].attested == "same_words" and "attested_afterwards" not in keys(body)


def test_an_appeal_of_an_item_about_something_else_is_not_told_here() -> None:
    doubts = Doubts(appealed=((("berkas", 1), NOW, "item_appeal:1"),))
    assert "item_appeal_pending" not in keys(dossier(officer(runs=(run(at(BEFORE)),)), doubts=doubts))


def test_on_the_very_day_nobody_knows_which_came_first() -> None:
    assert "same_day_unclear" in keys(dossier(officer(runs=(run(at(ACT)),))))
    assert "same_day_unclear" in keys(dossier(officer(declarations=(declaration(at(ACT)),))))
    assert "same_day_unclear" not in keys(dossier(officer(runs=(run(at(BEFORE)),))))


def test_an_outage_while_something_was_asked() -> None:
    asked = (assignment(at(BEFORE), AFTER),)
    during = officer(assignments=asked, entries=(entry(OUTAGE, BEFORE + DAY),))
    before = officer(assignments=asked, entries=(entry(OUTAGE, BEFORE - 3 * DAY, BEFORE - DAY),))
    assert "outage" in keys(dossier(during)) and "outage" not in keys(dossier(before))
    assert dossier(before).outages == ()
    one_day = officer(assignments=asked, entries=(entry(OUTAGE, BEFORE - 3 * DAY),))
    assert dossier(one_day).outages == ()


def test_a_clean_record_is_of_the_own_track_and_of_years() -> None:
    discipline = entry(SANCTION, BEFORE, track="discipline", level="light")
    ethics = entry(SANCTION, BEFORE, track="ethics", level="closed")
    assert said(dossier(officer(entries=(discipline,))), "clean_record").values == {"years": 2}
    assert "clean_record" not in keys(dossier(officer(entries=(ethics,))))
    assert "clean_record" not in keys(dossier(officer(entries=(discipline,)), kind="nomination"))
    young = PostKept("Loket", "Petugas", "", ACT - 364 * DAY, None, LONG_AGO, None, "")
    assert "clean_record" not in keys(dossier(officer(posts=(young,))))


def test_a_record_is_clean_by_what_is_known_when_the_file_is_made() -> None:
    late = entry(SANCTION, BEFORE, track="ethics", level="closed", recorded_at=at(AFTER))
    assert "clean_record" not in keys(dossier(officer(entries=(late,)), now=NOW))
    other = entry(SANCTION, BEFORE, track="discipline", level="light", recorded_at=at(AFTER))
    body = dossier(officer(entries=(other,)), now=NOW)
    assert "clean_record" in keys(body) and body.later == ()
    taken_back = entry(SANCTION, BEFORE, track="ethics", level="closed", withdrawn_at=at(AFTER))
    body = dossier(officer(entries=(taken_back,)), now=NOW)
    assert "clean_record" in keys(body) and len(body.entries.ethics) == 1


def test_the_tracks_stand_apart() -> None:
    rows = (
        entry(SANCTION, BEFORE, track="discipline", level="light"),
        entry(SANCTION, BEFORE, track="ethics", level="closed"),
        entry(COMMENDATION, BEFORE),
    )
    body = dossier(officer(entries=rows))
    assert [each.level for each in body.entries.ethics] == ["closed"]
    assert [each.level for each in body.entries.discipline] == ["light"]
    assert said(body, "commended").values == {"count": 1}


def test_colleagues_who_fail_too() -> None:
    hard = Peers(shown=True, at_least=20, right_percent=55)
    fair = Peers(shown=True, at_least=20, right_percent=60)
    assert said(dossier(officer(), peers=hard), "peers_fail_too").values == {"percent": 55}
    assert "peers_fail_too" not in keys(dossier(officer(), peers=fair))


def test_a_nomination_has_no_clauses_and_asks_for_no_reply() -> None:
    body = dossier(officer(trails={}, rounds=(held(BEFORE, date(2027, 1, 1)),)), kind="nomination")
    assert body.clauses == ()
    assert keys(body) == {"certified", "clean_record"}
    assert keys(dossier(officer(trails={}), kind="nomination")) == {"clean_record"}


def test_everything_that_speaks_is_a_key_of_ours() -> None:
    assert keys(dossier(officer(posts=(), runs=(run(at(ACT)),)), now=NOW)) <= set(KEYS)
