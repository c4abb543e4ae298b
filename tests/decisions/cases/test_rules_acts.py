"""What may follow what, who may take it, and why an act is refused."""

from datetime import date, timedelta
from typing import Any

import pytest

from training.decisions.cases.procedure import acts
from training.decisions.cases.procedure.stages import KEEPER, STAGES, SUBJECT, WHO
from training.decisions.cases.rules import acts_for
from training.decisions.tracks import ETHICS

from .histories import (
    BOSS,
    BOSS_OF_BOSS,
    HEAD,
    HEAD_TWO,
    KEEPS,
    LED,
    OFFICER,
    REPORTER,
    TODAY,
    A,
    B,
    C,
    D,
    E,
    F,
    G,
    History,
    counsel,
    member,
    minutes,
    panel,
    summons,
    team,
    until_decided,
    verdict,
)

CHAIR, SECRETARY, OFFICIAL = ("chair",), ("secretary",), ("official",)
TO_HEAR = date(2026, 11, 13)


def heard(track: str = ETHICS) -> History:
    return History(track).appointed().summoned().heard()


def counselled(conclusion: str = "proven") -> History:
    return heard().counselled(conclusion)


def proposed(track: str = ETHICS) -> History:
    found = verdict("moral_closed" if track == ETHICS else "written_reprimand")
    return (counselled() if track == ETHICS else heard(track)).proposed(found)


def test_every_kind_of_act_belongs_to_somebody() -> None:
    assert set(WHO) == set(acts.ACTS)
    assert all(WHO.values())


def test_the_usual_way_of_both_tracks() -> None:
    stages = [past.kind for past in until_decided().delivered().steps]
    assert [History().stand().stage, heard().stand().stage] == ["opened", "heard"]
    assert stages == [
        "opened",
        "appointed",
        "summoned",
        "heard",
        "deliberated",
        "proposed",
        "decided",
        "delivered",
    ]
    for track in ("ethics", "discipline"):
        history = until_decided(track).delivered()
        for number in range(1, len(history.steps) + 1):
            some = History(track)
            some.steps = history.steps[:number]
            following = history.steps[number].kind if number < len(history.steps) else "closed"
            assert following in some.stand().next_acts
            assert some.stand().stage in STAGES


def test_discipline_knows_no_panel_and_ethics_no_proposal_without_counsel() -> None:
    assert "deliberated" not in heard("discipline").stand().next_acts
    assert "proposed" in heard("discipline").stand().next_acts
    assert "proposed" not in heard().stand().next_acts
    assert "proposed" in counselled().stand().next_acts


@pytest.mark.parametrize("track", ["ethics", "discipline"])
def test_nobody_is_judged_unheard_before_the_second_letter(track: str) -> None:
    lead = "deliberated" if track == "ethics" else "proposed"
    history = History(track).appointed()
    assert "heard" not in history.stand().next_acts
    history.summoned().add(acts.Missed(turn=1), TO_HEAR)
    assert history.stand().stage == "missed"
    assert [each for each in ("heard", lead) if each in history.stand().next_acts] == []
    history.summoned(2, date(2026, 11, 17), date(2026, 11, 27)).add(acts.Missed(turn=2), date(2026, 11, 27))
    assert history.stand().stage == "missed"
    assert {"heard", lead} <= set(history.stand().next_acts)


@pytest.mark.parametrize(
    ("size", "codes"),
    [(2, {"few_members"}), (3, set()), (4, {"even"}), (5, set())],
)
def test_a_panel_has_enough_members_and_is_odd_when_large(size: int, codes: set[str]) -> None:
    extra = dict(zip(("one", "two", "three", "four", "five"), (C, D, E, F, G), strict=True))
    seats = {name: who if place < size else "" for place, (name, who) in enumerate(extra.items())}
    found = History().codes(panel(**seats))
    assert {code for _path, code in found} == codes


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"chair": ""}, ("members", "no_chair")),
        ({"secretary": ""}, ("members", "no_secretary")),
        ({"official": ""}, ("members", "no_official")),
        ({"one": A}, ("members-2-person", "two_seats")),
        ({"official": A}, ("members-5-person", "two_seats")),
        ({"chair": OFFICER}, ("members-0-person", "interest")),
        ({"chair": LED}, ("members-0-person", "interest")),
        ({"chair": REPORTER}, ("members-0-person", "interest")),
        ({"official": REPORTER}, ("members-5-person", "interest")),
        ({"chair": "nobody------"}, ("members-0-person", "unknown_person")),
    ],
)
def test_a_panel_is_refused_with_the_seat_it_is_about(
    changes: dict[str, str], expected: tuple[str, str]
) -> None:
    assert expected in History().codes(panel(**changes))


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({}, []),
        ({"supervision": "", "personnel": ""}, []),
        ({"personnel": ""}, [("members", "team_incomplete")]),
        ({"superior": ""}, [("members", "no_superior")]),
        ({"superior": "", "supervision": "", "personnel": ""}, [("members", "no_superior")]),
        ({"superior": BOSS_OF_BOSS}, [("members-0-person", "not_direct")]),
        ({"chair": C}, [("members-4-role", "seat_elsewhere")]),
    ],
)
def test_a_case_of_discipline_is_examined_by_the_superior_or_a_whole_team(
    changes: dict[str, str], codes: list[tuple[str, str]]
) -> None:
    assert History("discipline").codes(team(**changes)) == codes


def test_a_reason_lets_the_next_superior_examine_and_is_shown() -> None:
    seats = team(superior="")
    seats = seats.model_copy(
        update={"members": (*seats.members, member(BOSS_OF_BOSS, "superior", excuse="Atasannya terlibat."))}
    )
    history = History("discipline")
    assert history.codes(seats) == []
    assert "excused" in [each.code for each in history.appointed(seats).stand().warnings]


def test_another_appointment_needs_a_reason_and_leaves_a_proposal_alone() -> None:
    again = panel(one=F)
    assert ("reason", "needed") in counselled().codes(again)
    with_reason = again.model_copy(update={"reason": "Anggota sakit."})
    assert counselled().codes(with_reason) == []
    assert ("", "not_now") in proposed().codes(with_reason)


def test_who_examined_and_left_does_not_come_back_to_decide() -> None:
    history = counselled().appointed(panel(chair=F).model_copy(update={"reason": "Ketua pindah."}))
    back = panel(chair=F, official=A).model_copy(update={"reason": "Pejabat pindah."})
    assert ("members-5-person", "acted") in history.codes(back)
    other = panel(chair=F, official=HEAD_TWO).model_copy(update={"reason": "Pejabat pindah."})
    assert history.codes(other) == []


@pytest.mark.parametrize(
    ("act", "codes"),
    [
        (counsel(), []),
        (counsel(A, B, C), []),
        (counsel(A, B), [("present", "no_quorum")]),
        (counsel(B, C, D, E), [("present", "no_quorum")]),
        (counsel(A, B, C, F), [("present-3", "stranger")]),
        (counsel(A, B, C, HEAD), [("present-3", "stranger")]),
        (counsel(A, B, C, C), [("present", "twice")]),
        (counsel(agreed=True, votes_proven=5), [("votes_proven", "agreed_votes")]),
        (counsel(agreed=False, votes_proven=3, votes_unproven=2), []),
        (counsel(agreed=False, votes_proven=3, votes_unproven=1), [("votes_proven", "votes")]),
        (counsel(agreed=False, votes_proven=2, votes_unproven=3), [("conclusion", "majority")]),
        (
            counsel(A, B, C, D, agreed=False, votes_proven=2, votes_unproven=2),
            [("votes_proven", "tied")],
        ),
    ],
)
def test_a_panel_counsels_with_its_chair_and_more_than_half(
    act: acts.Deliberated, codes: list[tuple[str, str]]
) -> None:
    assert heard().codes(act, B, SECRETARY) == codes


def test_a_proposal_says_what_the_panel_concluded() -> None:
    act = acts.Proposed(verdict=verdict("moral_closed"))
    assert counselled().codes(act, A, CHAIR) == []
    assert counselled("unproven").codes(act, A, CHAIR) == [("verdict-outcome", "not_counsel")]


@pytest.mark.parametrize(
    ("track", "found", "codes"),
    [
        ("ethics", verdict("moral_open", openly=True), []),
        ("ethics", verdict("moral_open"), ["openly"]),
        ("ethics", verdict("moral_closed", openly=True), ["openly"]),
        ("ethics", verdict("moral_closed", months=6), ["months_unknown"]),
        ("ethics", verdict("written_reprimand"), ["unknown_penalty"]),
        ("ethics", verdict("dismissal"), ["unknown_penalty"]),
        ("ethics", verdict(""), ["needed"]),
        ("ethics", verdict("", recommends_discipline=True), []),
        ("ethics", verdict("administrative_recommended", recommends_discipline=True), []),
        ("ethics", verdict("administrative_recommended"), ["needed"]),
        ("ethics", verdict("not_proven"), ["needs_outcome"]),
        ("discipline", verdict("moral_closed"), ["unknown_penalty"]),
        ("discipline", verdict("written_reprimand"), []),
        ("discipline", verdict("written_reprimand", recommends_discipline=True), ["only_ethics"]),
        ("discipline", verdict("position_lowered", months=12), []),
        ("discipline", verdict("position_lowered"), ["months_missing"]),
        ("discipline", verdict("allowance_cut", months=6), ["not_applied"]),
        ("discipline", verdict("contract_ended"), ["other_employment"]),
        ("discipline", verdict(proven=False), []),
        ("discipline", verdict("written_reprimand", proven=False), ["none_allowed"]),
        ("discipline", verdict("nothing_known"), ["unknown_penalty"]),
    ],
)
def test_a_verdict_comes_from_the_catalogue_of_its_own_track(
    track: str, found: acts.Verdict, codes: list[str]
) -> None:
    history = heard(track) if track == "discipline" else counselled(found.outcome)
    seats = CHAIR if track == "ethics" else ("superior",)
    by = A if track == "ethics" else BOSS
    assert [code for _path, code in history.codes(acts.Proposed(verdict=found), by, seats)] == codes


@pytest.mark.parametrize(
    ("grounds", "codes"),
    [
        (("D.4",), [("verdict-grounds", "missing_clause")]),
        (("D.4", "D.5"), []),
        (("D.4", "D.4", "D.5"), [("verdict-grounds-1-address", "twice")]),
        (("D.4", "D.5", "A.1"), [("verdict-grounds-2-address", "unknown_clause")]),
    ],
)
def test_a_verdict_gives_grounds_for_every_clause_at_issue(
    grounds: tuple[str, ...], codes: list[tuple[str, str]]
) -> None:
    history = History("discipline", ("D.4", "D.5")).appointed().summoned().heard()
    said = tuple({"address": each, "proven": True, "why": "Ada saksi."} for each in grounds)
    found = verdict("written_reprimand", grounds=said)
    assert history.codes(acts.Proposed(verdict=found), BOSS, ("superior",)) == codes


def test_what_is_proven_has_a_proven_ground_and_only_then() -> None:
    unproven = ({"address": "D.4", "proven": False, "why": "Tidak ada saksi."},)
    found = acts.Proposed(verdict=verdict("written_reprimand", grounds=unproven))
    assert heard("discipline").codes(found, BOSS, ("superior",)) == [("verdict-outcome", "no_ground")]
    proven = ({"address": "D.4", "proven": True, "why": "Ada saksi."},)
    found = acts.Proposed(verdict=verdict(proven=False, grounds=proven))
    codes = heard("discipline").codes(found, BOSS, ("superior",))
    assert codes == [("verdict-outcome", "unproven_ground")]


def test_a_heavy_penalty_needs_a_team_and_a_medium_one_is_remarked() -> None:
    alone = History("discipline").appointed(team(supervision="", personnel="")).summoned().heard()
    heavy = acts.Proposed(verdict=verdict("dismissal"))
    assert alone.codes(heavy, BOSS, ("superior",)) == [("verdict-penalty", "needs_team")]
    medium = verdict("raise_delayed", months=12)
    assert alone.codes(acts.Proposed(verdict=medium), BOSS, ("superior",)) == []
    assert "medium_without_team" in [each.code for each in alone.proposed(medium).stand().warnings]
    whole = heard("discipline").proposed(medium)
    assert "medium_without_team" not in [each.code for each in whole.stand().warnings]


@pytest.mark.parametrize("by", [A, B, C])
def test_the_official_never_examined(by: str) -> None:
    act = acts.Decided(number="SK 1", verdict=verdict("moral_closed"))
    assert proposed().codes(act, HEAD, OFFICIAL) == []
    assert proposed().codes(act, by, OFFICIAL) == [("by", "second_person")]


def test_only_the_official_decides_and_only_as_proposed() -> None:
    act = acts.Decided(number="SK 1", verdict=verdict("moral_closed"))
    for seats in (CHAIR, SECRETARY, (KEEPER,), (SUBJECT,), ("member",), ("reviewer",), ()):
        assert proposed().codes(act, HEAD, seats) == [("by", "not_yours")]
    other = acts.Decided(number="SK 1", verdict=verdict("moral_open", openly=True))
    assert proposed().codes(other, HEAD, OFFICIAL) == [("verdict", "not_proposed")]
    returned = proposed().add(acts.Returned(reason="Alasan kurang."), date(2026, 11, 20), HEAD)
    assert returned.codes(act, HEAD, OFFICIAL) == [("", "not_now")]
    assert "proposed" in returned.stand().next_acts


@pytest.mark.parametrize("kind", sorted(set(acts.ACTS) - {"replied", "objected"}))
def test_the_officer_takes_no_act_but_a_reply_and_an_objection(kind: str) -> None:
    standing = until_decided().delivered().stand()
    assert kind not in acts_for(standing, {SUBJECT})
    note = acts.Noted(text="Catatan.")
    assert heard().codes(note, OFFICER, (KEEPER, "chair", "official")) == [("by", "interest")]


def test_a_keeper_with_a_part_in_it_keeps_nothing() -> None:
    note = acts.Noted(text="Catatan.")
    assert heard().codes(note) == []
    assert heard().codes(note, LED) == [("by", "interest")]
    assert heard().codes(note, REPORTER) == [("by", "interest")]
    assert heard().codes(note, KEEPS, (KEEPER, "official")) == [("by", "acted")]
    assert heard().codes(note, KEEPS, (KEEPER, "reviewer")) == [("by", "acted")]
    assert heard().codes(note, KEEPS, (KEEPER, "secretary")) == []


def test_what_the_officer_says_on_paper_is_written_down_as_such() -> None:
    here, paper = acts.Replied(text="Tidak benar."), acts.Replied(text="Tidak benar.", on_paper=True)
    assert heard().codes(here, OFFICER, (SUBJECT,)) == []
    assert heard().codes(here) == [("on_paper", "needed")]
    assert heard().codes(paper) == []
    assert until_decided().codes(paper) == [("", "not_now")]


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (summons(1, date(2026, 11, 4), date(2026, 11, 3)), ("hearing_on", "before_letter")),
        (summons(1, date(2026, 11, 2), TO_HEAR), ("letter_on", "before_last")),
        (summons(1, TODAY + timedelta(days=1), TODAY + timedelta(days=9)), ("letter_on", "future")),
        (summons(2, date(2026, 11, 4), TO_HEAR), ("turn", "turn")),
    ],
)
def test_a_letter_with_days_that_contradict_is_refused(acts_days: Any, act: Any, code: Any) -> None:
    assert acts_days.codes(act) == [code]


@pytest.fixture
def acts_days() -> History:
    return History().appointed()


def test_a_hearing_is_not_before_its_letter_nor_ahead() -> None:
    history = History().appointed().summoned()
    assert history.codes(minutes(date(2026, 11, 3))) == [("held_on", "before_letter")]
    assert history.codes(minutes(TODAY + timedelta(days=1))) == [("held_on", "future")]
    assert history.codes(minutes(date(2026, 11, 4))) == []
    assert history.codes(minutes(TO_HEAR, signed="refused")) == [("refusal", "needed")]
    assert history.codes(minutes(TO_HEAR, signed="refused", refusal="Tidak bersedia.")) == []


def test_nobody_is_absent_from_a_hearing_that_is_still_to_come() -> None:
    history = History().appointed().summoned()
    assert history.codes(acts.Missed(turn=1), today=date(2026, 11, 12)) == [("on", "not_yet")]
    assert history.codes(acts.Missed(turn=1), today=TO_HEAR) == []
    assert history.codes(acts.Missed(turn=2)) == [("turn", "turn")]


@pytest.mark.parametrize(
    ("said", "codes"),
    [
        ({"how": "handed", "received_on": date(2026, 11, 20)}, []),
        ({"how": "handed", "received_on": date(2026, 11, 19)}, [("received_on", "before_decision")]),
        ({"how": "handed", "received_on": TODAY + timedelta(days=1)}, [("received_on", "future")]),
        (
            {"how": "handed", "received_on": date(2026, 11, 24), "sent_on": date(2026, 11, 23)},
            [("sent_on", "handed")],
        ),
        (
            {"how": "sent", "received_on": date(2026, 11, 24), "sent_on": date(2026, 11, 25)},
            [("sent_on", "order")],
        ),
        (
            {
                "how": "sent",
                "received_on": date(2026, 11, 30),
                "sent_on": date(2026, 11, 24),
                "absent_on": date(2026, 11, 25),
            },
            [("sent_on", "order")],
        ),
        (
            {"how": "sent", "received_on": date(2026, 11, 30), "absent_on": date(2026, 11, 19)},
            [("absent_on", "order")],
        ),
    ],
)
def test_a_decision_is_received_after_it_was_taken(
    said: dict[str, Any], codes: list[tuple[str, str]]
) -> None:
    assert until_decided().codes(acts.Delivered(**said)) == codes


def test_an_objection_goes_the_way_the_penalty_leaves_open() -> None:
    objection = acts.Objected(way="objection", text="Keberatan.")
    appeal = acts.Objected(way="appeal", text="Banding.")
    light = until_decided("discipline").delivered()
    assert light.codes(objection, OFFICER, (SUBJECT,)) == []
    assert light.codes(appeal, OFFICER, (SUBJECT,)) == [("way", "other_way")]
    dismissed = until_decided("discipline", verdict("dismissal")).delivered()
    assert dismissed.codes(appeal, OFFICER, (SUBJECT,)) == []
    assert dismissed.codes(objection, OFFICER, (SUBJECT,)) == [("way", "other_way")]
    assert until_decided().delivered().codes(objection, OFFICER, (SUBJECT,)) == [("", "not_now")]
    assert light.codes(objection, KEEPS) == [("on_paper", "needed")]


def test_an_objection_is_not_before_the_decision_was_received() -> None:
    act = acts.Objected(way="objection", text="Keberatan.", on_paper=True)
    history = until_decided("discipline").delivered(date(2026, 11, 23))
    assert history.codes(act, on=date(2026, 11, 22)) == [("on", "before_last")]
    assert history.codes(act, on=date(2026, 11, 23)) == []


@pytest.mark.parametrize(
    ("who", "code"),
    [
        (A, "acted"),
        (BOSS, "acted"),
        (HEAD, "acted"),
        (OFFICER, "interest"),
        (LED, "interest"),
        (REPORTER, "interest"),
        ("nobody------", "unknown_person"),
    ],
)
def test_an_objection_is_judged_by_others(who: str, code: str) -> None:
    history = until_decided("discipline").delivered().objected(date(2026, 12, 1))
    assert history.codes(acts.Referred(members=(F, who), decree="SK 2")) == [("members-1", code)]
    assert history.codes(acts.Referred(members=(F,), decree="SK 2")) == []
    assert history.codes(acts.Referred(members=(F, F), decree="SK 2")) == [("members", "twice")]


def test_an_objection_is_answered_by_its_reviewer_alone() -> None:
    history = until_decided("discipline").delivered().objected(date(2026, 12, 1))
    act = acts.Reviewed(number="SK 3", result="upheld", why="Tepat.")
    assert "reviewed" not in history.stand().next_acts
    history.referred(date(2026, 12, 2))
    assert history.codes(act, F, ("reviewer",)) == []
    assert history.codes(act, KEEPS) == [("by", "not_yours")]
    assert history.codes(act, HEAD, ("reviewer",)) == [("by", "acted")]
    assert history.codes(act, A, ("reviewer",)) == [("by", "acted")]


def test_what_a_board_outside_decided_is_written_down_by_the_keeper() -> None:
    history = until_decided("discipline", verdict("dismissal")).delivered()
    history.objected(date(2026, 12, 1), "appeal")
    act = acts.Reviewed(number="BPASN 7", result="cancelled", why="Prosedur.")
    assert history.stand().next_acts[0] == "reviewed"
    assert history.codes(act) == []


def test_another_decision_takes_the_place_of_the_first_only_when_it_differs() -> None:
    history = until_decided("discipline").delivered().objected(date(2026, 12, 1)).referred(date(2026, 12, 2))

    def codes(result: str, found: acts.Verdict | None) -> list[tuple[str, str]]:
        said = {"number": "SK 3", "result": result, "why": "Ditimbang.", "verdict": found}
        return history.codes(acts.Reviewed.model_validate(said), F, ("reviewer",))

    assert codes("changed", None) == [("verdict", "needed")]
    assert codes("upheld", verdict("verbal_reprimand")) == [("verdict", "none_allowed")]
    assert codes("changed", verdict("written_reprimand")) == [("verdict", "unchanged")]
    assert codes("changed", verdict("moral_closed")) == [("verdict-penalty", "unknown_penalty")]
    assert codes("changed", verdict("verbal_reprimand")) == []
    assert codes("changed", verdict(proven=False)) == []


def test_a_decision_is_contested_once() -> None:
    history = until_decided("discipline").delivered().objected(date(2026, 12, 1))
    history.referred(date(2026, 12, 2)).reviewed(date(2026, 12, 4), "upheld")
    assert "objected" not in history.stand().next_acts
    assert "delivered" in history.stand().next_acts
    history.delivered(date(2026, 12, 7))
    assert history.stand().stage == "reviewed"
    assert "delivered" not in history.stand().next_acts
    assert "objected" not in history.stand().next_acts


@pytest.mark.parametrize(
    ("clauses", "due_on", "codes"),
    [
        (("D.4",), date(2027, 7, 1), []),
        (("A.1",), date(2027, 7, 1), [("clauses-0", "unknown_clause")]),
        (("D.4",), TODAY, [("due_on", "past")]),
    ],
)
def test_training_is_about_the_clauses_at_issue_and_due_later(
    clauses: tuple[str, ...], due_on: date, codes: list[tuple[str, str]]
) -> None:
    act = acts.Remedied(clauses=clauses, due_on=due_on)
    assert until_decided().delivered().codes(act) == codes


def test_no_training_follows_from_what_was_not_proven_or_not_decided() -> None:
    act = acts.Remedied(clauses=("D.4",), due_on=date(2027, 7, 1))
    assert heard().codes(act) == [("", "not_now")]
    assert until_decided(found=verdict(proven=False)).delivered().codes(act) == [("", "not_now")]


@pytest.mark.parametrize(
    ("history", "why", "codes"),
    [
        (History(), "unfounded", []),
        (heard(), "withdrawn", []),
        (heard(), "decided", [("why", "undecided")]),
        (until_decided(), "decided", [("", "not_now")]),
        (until_decided().delivered(), "decided", []),
        (until_decided().delivered(), "unproven", [("why", "decided_otherwise")]),
        (until_decided().delivered(), "withdrawn", [("why", "decided_otherwise")]),
        (until_decided(found=verdict(proven=False)).delivered(), "unproven", []),
        (until_decided(found=verdict(proven=False)).delivered(), "decided", [("why", "decided_otherwise")]),
    ],
)
def test_a_case_ends_as_it_was_decided(history: History, why: str, codes: list[tuple[str, str]]) -> None:
    act = acts.Closed.model_validate({"why": why, "kept_until": date(2032, 1, 1)})
    assert history.codes(act) == codes


def test_less_time_than_the_rules_propose_needs_a_reason_on_record() -> None:
    history, proposed = until_decided().delivered(), date(2032, 1, 1)
    kept = {"decided": proposed, "unproven": date(2040, 1, 1)}

    def codes(last: date, note: str = "") -> list[tuple[str, str]]:
        return history.codes(acts.Closed(why="decided", kept_until=last, note=note), kept=kept)

    assert codes(proposed) == codes(proposed + timedelta(days=1)) == []
    assert codes(proposed - timedelta(days=1)) == [("note", "kept_short")]
    assert codes(proposed - timedelta(days=1), "Jadwal retensi arsip instansi.") == []


def test_nothing_follows_the_end() -> None:
    history = until_decided().delivered()
    closed = acts.Closed(why="decided", kept_until=date(2032, 1, 1))
    assert history.codes(closed.model_copy(update={"kept_until": TODAY})) == [("kept_until", "past")]
    history.add(closed, date(2026, 12, 1))
    assert history.stand().next_acts == ()
    assert history.stand().closed
    for act in (acts.Noted(text="Catatan."), acts.Replied(text="Balasan.", on_paper=True), closed):
        assert history.codes(act) == [("", "not_now")]


def test_a_penalty_is_one_of_the_day_of_the_act() -> None:
    old = lambda _key: None  # noqa: E731 - a catalogue that does not reach so far
    act = acts.Proposed(verdict=verdict("written_reprimand"))
    codes = heard("discipline").codes(act, BOSS, ("superior",), kind_of=old)
    assert codes == [("verdict-penalty", "unknown_penalty")]


def test_a_letter_and_a_hearing_may_be_of_the_same_day_and_of_today() -> None:
    today = date(2026, 11, 4)
    assert History().appointed().codes(summons(1, today, today), today=today) == []
    assert History().appointed().summoned(1, today, today).codes(minutes(today), today=today) == []


def test_the_answer_to_an_objection_is_received_after_it() -> None:
    history = until_decided("discipline").delivered().objected(date(2026, 12, 1))
    history.referred(date(2026, 12, 2)).reviewed(date(2026, 12, 4), "upheld")
    early = acts.Delivered(how="handed", received_on=date(2026, 12, 3))
    assert history.codes(early) == [("received_on", "before_decision")]


def test_the_superior_who_proposed_does_not_decide() -> None:
    act = acts.Decided(number="SK 1", verdict=verdict("written_reprimand"))
    assert proposed("discipline").codes(act, BOSS, ("superior", "official")) == [("by", "second_person")]
    assert proposed("discipline").codes(act, HEAD, OFFICIAL) == []


def test_a_seat_does_not_help_who_has_a_part_in_it() -> None:
    act = acts.Decided(number="SK 1", verdict=verdict("moral_closed"))
    assert proposed().codes(act, OFFICER, (SUBJECT, "official")) == [("by", "not_yours")]
    assert proposed().codes(act, LED, OFFICIAL) == [("by", "interest")]
    assert proposed().codes(act, REPORTER, OFFICIAL) == [("by", "interest")]
    assert heard().codes(acts.Replied(text="Tidak."), C, (SUBJECT,)) == [("by", "not_yours")]
