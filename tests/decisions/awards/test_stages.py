"""Where a nomination stands and who may do what: pure, for any order of steps."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.decisions.acts import Past
from training.decisions.awards.procedure.acts import ACTS, read_act
from training.decisions.awards.procedure.faulting import faults
from training.decisions.awards.procedure.naming import Setting, conflict
from training.decisions.awards.procedure.stages import (
    NEXT,
    OPEN_ENDED,
    WHO,
    Standing,
    Taker,
    acts_for,
    asked_findings,
    first_of,
    involved,
    stand,
    team_of,
)
from training.decisions.awards.wording.steps import act_words, seat_words, stage_words

DAY = date(2026, 11, 23)
AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
REF = {
    name: name.ljust(12, "0")
    for name in ("hesti", "ratna", "sari", "hendra", "yanti", "kartika", "imam", "tomi")
}
IMPARTIAL = {"impartial": True}
SAID = {
    "nominated": {
        "version": "v" * 12,
        "merit": "Teladan.",
        "as_of": DAY,
        "known_by": AT,
        "answers": ({"kind": "complaints", "met": "yes"}, {"kind": "statement", "met": "unknown"}),
    },
    "seconded": {"why": "Ya.", **IMPARTIAL},
    "replied": {"text": "Terima kasih."},
    "withdrawn": {},
    "appointed": {
        "decree": "SK",
        "members": tuple(
            {"person": REF[name], "role": role}
            for name, role in (("hendra", "chair"), ("yanti", "member"), ("kartika", "official"))
        ),
    },
    "cleared": {"result": "clear"},
    "handed_over": {"dossier": "d" * 12, "number": 1, "sha256": "0" * 64},
    "weighed": {
        "present": (REF["hendra"], REF["yanti"]),
        "findings": ({"place": 1, "met": "yes", "why": "Ya."},),
        "conclusion": "fit",
        **IMPARTIAL,
    },
    "proposed": {"outcome": "grant", "why": "Ya."},
    "returned": {"reason": "Lengkapi."},
    "decided": {"number": "1", "decided_on": DAY, "why": "Ya.", **IMPARTIAL},
    "declined": {"number": "1", "decided_on": DAY, "why": "Belum.", **IMPARTIAL},
    "objected": {"text": "Periksa lagi."},
    "referred": {"person": REF["imam"], "decree": "SK"},
    "reviewed": {"number": "2", "decided_on": DAY, "result": "upheld", "why": "Tetap.", **IMPARTIAL},
    "awarded": {"given_on": DAY},
    "succeeded": {"person": REF["imam"], "decree": "SK 20"},
    "revoked": {"number": "3", "why": "Keliru."},
    "noted": {"text": "Catatan."},
    "closed": {"why": "moot", "kept_until": DAY, "note": "Pindah instansi."},
}
BY = {
    **dict.fromkeys(ACTS, "hesti"),
    **dict.fromkeys(("seconded", "cleared"), "ratna"),
    **dict.fromkeys(("replied", "withdrawn", "objected"), "sari"),
    **dict.fromkeys(("weighed", "proposed"), "hendra"),
    **dict.fromkeys(("returned", "decided", "declined", "revoked"), "kartika"),
    "reviewed": "imam",
}
SEATS = {
    "hesti": {"keeper"},
    "ratna": {"keeper", "registrar"},
    "sari": {"subject"},
    "hendra": {"chair"},
    "yanti": {"member"},
    "kartika": {"official"},
    "imam": {"reviewer"},
}


def past(kind: str, number: int = 1, by: str = "") -> Past:
    act = ACTS[kind].model_validate(SAID[kind])
    return Past(number, kind, DAY, AT, REF[by or BY[kind]], act)


def after(*kinds: str) -> list[Past]:
    return [past(kind, at) for at, kind in enumerate(("nominated", *kinds), 1)]


def taker(name: str) -> Taker:
    return Taker(REF[name], frozenset(SEATS[name]))


def setting(**more) -> Setting:
    values = {"subject": REF["sari"], "below": frozenset(), "today": DAY}
    return Setting(**(values | {"clearance": False, "objection_days": 0} | more))


def why(history: list[Past], kind: str, by: str = "", **more) -> list[str]:
    name = by or BY[kind]
    act = ACTS[kind].model_validate(SAID[kind] | more.pop("said", {}))
    return [each.code for each in faults(history, act, taker(name), setting(**more))]


WAY = ("seconded", "appointed", "weighed", "proposed", "decided", "awarded")


def test_every_act_has_a_seat_a_word_and_a_way_back_from_its_json() -> None:
    assert set(WHO) == set(ACTS) - {"nominated"} == set(act_words()) | {"handed_over"}
    assert {act for acts in NEXT.values() for act in acts} | set(OPEN_ENDED) == set(WHO)
    assert set(stage_words()) == {*NEXT, "closed"}
    assert set(seat_words()) == {"seconder", "chair", "member", "official", "reviewer"}
    for kind, said in SAID.items():
        act = ACTS[kind].model_validate(said)
        assert read_act(kind, act.said()) == act


def test_the_usual_way_leads_from_stage_to_stage() -> None:
    stages = [stand(after(*WAY[:at])).stage for at in range(len(WAY) + 1)]
    assert stages == ["nominated", "seconded", "weighing", "weighed", "proposed", "granted", "awarded"]
    assert all(why(after(*WAY[:at]), kind) == [] for at, kind in enumerate(WAY))


@pytest.mark.parametrize("at", range(len(WAY)))
def test_nothing_is_skipped(at: int) -> None:
    for kind in WAY[at + 1 :]:
        if kind != "weighed" or at != 3:
            assert why(after(*WAY[:at]), kind) == ["stage"], (at, kind)


ALWAYS = {"replied", "noted"}
OPEN = {
    (): {"seconded", "withdrawn", "closed"},
    WAY[:1]: {"appointed", "cleared", "withdrawn", "handed_over", "closed"},
    WAY[:2]: {"weighed", "cleared", "appointed", "withdrawn", "handed_over", "closed"},
    WAY[:3]: {"proposed", "weighed", "cleared", "appointed", "withdrawn", "handed_over", "closed"},
    WAY[:4]: {"decided", "declined", "returned", "succeeded", "withdrawn", "handed_over", "closed"},
    WAY[:5]: {"awarded", "withdrawn"},
    WAY: {"revoked", "succeeded", "closed"},
    (*WAY, "revoked"): {"closed"},
    (*WAY[:4], "declined"): {"objected", "closed"},
    (*WAY[:4], "declined", "objected"): {"referred", "handed_over"},
    (*WAY[:4], "declined", "objected", "referred"): {"reviewed", "referred", "handed_over"},
    (*WAY[:4], "declined", "objected", "referred", "reviewed"): {"closed"},
    ("withdrawn",): {"closed"},
}


@pytest.mark.parametrize("way", OPEN)
def test_what_may_come_next_is_written_out(way: tuple[str, ...]) -> None:
    assert set(stand(after(*way)).next_acts) == OPEN[way] | ALWAYS


def test_each_step_belongs_to_its_seats() -> None:
    for at, kind in enumerate(WAY):
        for name in set(SEATS) - {"sari"}:
            right = bool(WHO[kind] & SEATS[name])
            assert ("seat" in why(after(*WAY[:at]), kind, by=name)) == (not right), (kind, name)


def test_the_nominee_only_answers() -> None:
    for kind in set(ACTS) - {"nominated", "replied", "withdrawn", "objected"}:
        for way in range(len(WAY) + 1):
            assert why(after(*WAY[:way]), kind, by="sari") in (["own"], ["stage"])
    assert why(after(), "replied") == [] and why(after(), "withdrawn") == []
    assert why(after(), "replied", by="hesti") == ["seat"]


def test_even_a_nominee_with_every_seat_decides_nothing() -> None:
    everything = Taker(REF["sari"], frozenset({"keeper", "official", "chair", "subject", "reviewer"}))
    act = ACTS["decided"].model_validate(SAID["decided"])
    found = faults(after("seconded", "appointed", "weighed", "proposed"), act, everything, setting())
    assert [each.code for each in found] == ["own"]


def test_who_has_the_nominee_as_superior_takes_no_part() -> None:
    below = frozenset({REF["ratna"], REF["yanti"], REF["imam"]})
    assert why(after(), "seconded", below=below) == ["below"]
    assert why(after("seconded"), "appointed", below=below) == ["below"]
    ways = after("seconded", "appointed", "weighed", "proposed", "declined", "objected")
    assert why(ways, "referred", below=below) == ["below"]
    assert why(after(), "noted", by="ratna", below=below) == []
    assert why(after("seconded"), "handed_over", by="ratna", below=below) == []


def test_who_came_below_the_nominee_since_counts_in_no_counsel() -> None:
    seated = after("seconded", "appointed")
    assert why(seated, "weighed", below=frozenset({REF["yanti"]})) == ["below"]
    assert why(seated, "weighed", below=frozenset({REF["imam"]})) == []


def test_who_looks_at_an_objection_was_at_nothing_before() -> None:
    way = after("seconded", "appointed", "weighed", "proposed", "declined", "objected")
    for name in ("hesti", "ratna", "hendra", "yanti", "kartika"):
        assert why(way, "referred", said={"person": REF[name]}) == ["same_person"]
    assert why(way, "referred", said={"person": REF["sari"]}) == ["own"]
    cleared = [*way, past("cleared", 8, "tomi")]
    assert why(cleared, "referred", said={"person": REF["tomi"]}) == ["same_person"], "answered before"
    other = Taker(REF["tomi"], frozenset({"keeper"}))
    act = ACTS["referred"].model_validate(SAID["referred"] | {"person": REF["tomi"]})
    assert [each.code for each in faults(way, act, other, setting())] == ["same_person"], "names oneself"
    assert why(way, "referred") == []


@pytest.mark.parametrize(
    ("seats", "codes"),
    [
        ({"hendra": "member", "yanti": "member", "kartika": "official"}, ["roles"]),
        ({"hendra": "chair", "yanti": "chair", "kartika": "official", "imam": "member"}, ["roles"]),
        ({"hendra": "chair", "yanti": "member"}, ["roles"]),
        ({"hendra": "chair", "yanti": "member", "kartika": "official", "imam": "official"}, ["roles"]),
        ({"hendra": "chair", "kartika": "official"}, ["roles"]),
        ({"sari": "chair", "yanti": "member", "kartika": "official"}, ["own"]),
        ({"hesti": "chair", "yanti": "member", "kartika": "official"}, ["proposer"]),
        ({"hendra": "chair", "yanti": "member", "ratna": "official"}, ["proposer"]),
        ({"hendra": "chair", "yanti": "member", "imam": "member", "kartika": "official"}, []),
    ],
)
def test_a_team_has_its_seats_and_nobody_of_the_nomination(seats: dict[str, str], codes: list[str]) -> None:
    members = tuple({"person": REF[name], "role": role} for name, role in seats.items())
    assert why(after("seconded"), "appointed", said={"members": members}) == codes
    if not codes:
        again = (*members, {"person": REF["yanti"], "role": "member"})
        assert why(after("seconded"), "appointed", said={"members": again}) == ["twice"]


def test_a_decision_lies_between_the_nomination_and_today() -> None:
    way = after("seconded", "appointed", "weighed", "proposed")
    for days, codes in ((-1, ["day"]), (0, []), (1, ["day"])):
        assert why(way, "decided", said={"decided_on": DAY + timedelta(days=days)}) == codes
    later = DAY + timedelta(days=3)
    decided = Past(
        6,
        "decided",
        later,
        AT,
        REF["kartika"],
        ACTS["decided"].model_validate(SAID["decided"] | {"decided_on": later}),
    )
    assert why([*way, decided], "awarded", said={"given_on": DAY}, today=later) == ["day"]
    assert why([*way, decided], "awarded", said={"given_on": later}, today=later) == []


def test_who_nominates_does_not_second() -> None:
    assert why(after(), "seconded", by="hesti") == ["same_person"]
    assert why([past("nominated", by="ratna")], "seconded", by="hesti") == []


def test_a_nominator_who_is_official_too_does_not_decide() -> None:
    history = after("seconded", "appointed", "weighed", "proposed")
    both = Taker(REF["ratna"], frozenset({"keeper", "official"}))
    act = ACTS["decided"].model_validate(SAID["decided"])
    found = faults(history, act, both, setting())
    assert [each.code for each in found] == ["same_person"]


def test_a_reviewer_was_not_at_it_before() -> None:
    way = ("seconded", "appointed", "weighed", "proposed", "declined", "objected", "referred")
    history = after(*way)
    assert why(history, "reviewed") == []
    everybody = ("hesti", "ratna", "sari", "hendra", "yanti", "kartika", "imam")
    assert {REF[each] for each in everybody} == involved(history)
    chair = Taker(REF["hendra"], frozenset({"chair", "reviewer"}))
    act = ACTS["reviewed"].model_validate(SAID["reviewed"])
    found = faults(history, act, chair, setting())
    assert [each.code for each in found] == ["same_person"]


def test_an_objection_leads_to_the_award_or_leaves_it_as_it_was() -> None:
    way = after("seconded", "appointed", "weighed", "proposed", "declined", "objected", "referred")
    upheld = [*way, past("reviewed", 9)]
    assert stand(upheld).stage == "upheld" and why(upheld, "awarded") == ["stage"]
    changed = ACTS["reviewed"].model_validate(SAID["reviewed"] | {"result": "changed"})
    granted = [*way, Past(9, "reviewed", DAY, AT, REF["imam"], changed)]
    assert stand(granted).stage == "granted" and why(granted, "awarded") == []


def test_findings_are_asked_where_the_record_alone_is_not_enough() -> None:
    history = after("seconded", "appointed")
    assert asked_findings(history) == [1]
    assert why(history, "weighed", said={"findings": ()}) == ["missing"]
    twice = ({"place": 1, "met": "yes", "why": "a"}, {"place": 1, "met": "no", "why": "b"})
    assert why(history, "weighed", said={"findings": twice}) == ["twice"]
    beyond = ({"place": 1, "met": "yes", "why": "a"}, {"place": 2, "met": "no", "why": "b"})
    assert why(history, "weighed", said={"findings": beyond}) == ["unknown"]
    without = (REF["yanti"], REF["kartika"])
    outside, alone = (REF["hendra"], REF["kartika"]), (REF["yanti"], REF["yanti"])
    twice_chair = (REF["hendra"], REF["hendra"])
    for present in (without, outside, alone, twice_chair):
        assert why(history, "weighed", said={"present": present}) == ["team"]
    assert why(history, "weighed", clearance=True) == ["clearance"]
    assert why([*history, past("cleared", 4)], "weighed", clearance=True) == []


def test_who_says_nothing_about_interest_is_not_taken() -> None:
    for kind in ("seconded", "weighed", "decided", "declined", "reviewed"):
        with pytest.raises(ValueError, match="impartial"):
            ACTS[kind].model_validate(SAID[kind] | {"impartial": False})


def test_a_returned_proposal_is_proposed_again() -> None:
    history = after("seconded", "appointed", "weighed", "proposed", "returned")
    assert stand(history).stage == "weighed" and why(history, "proposed") == []
    assert why(history, "decided") == ["stage"]


def test_the_last_proposal_counts() -> None:
    history = after("seconded", "appointed", "weighed", "proposed", "returned")
    other = Past(7, "proposed", DAY, AT, REF["hendra"], ACTS["proposed"](outcome="decline", why="Belum."))
    assert why([*history, other], "decided") == ["not_proposed"]
    assert why([*history, other], "declined") == []


def test_closing_says_why_and_waits_for_an_objection() -> None:
    declined = after("seconded", "appointed", "weighed", "proposed", "declined")
    closed = {"why": "declined", "note": ""}
    assert why(declined, "closed", said=closed, objection_days=14) == ["wait"]
    later = DAY + timedelta(days=14)
    said = closed | {"kept_until": later}
    assert why(declined, "closed", said=said, objection_days=14, today=later) == []
    assert why(declined, "closed", said=said, objection_days=14, today=later - timedelta(days=1)) == ["wait"]
    assert why(after(), "closed", said={"why": "awarded"}) == ["reason"]
    assert why(after(), "closed", said={"note": ""}) == ["empty"]
    assert why(after(), "closed", said={"why": "not_seconded", "note": ""}) == ["empty"]
    assert why(after(*WAY), "closed", said={"why": "awarded", "note": ""}) == []
    assert why(after(), "closed", said={"kept_until": DAY - timedelta(days=1)}) == ["day"]


def test_less_time_than_the_rules_propose_needs_a_reason_on_record() -> None:
    given, later = after(*WAY), DAY + timedelta(days=3650)

    def said(until: date, note: str = "") -> list[str]:
        closed = {"why": "awarded", "note": note, "kept_until": until}
        return why(given, "closed", said=closed, kept={"awarded": later, "moot": DAY})

    assert said(later) == said(later + timedelta(days=1)) == []
    assert said(later - timedelta(days=1)) == ["kept_short"]
    assert said(later - timedelta(days=1), "Jadwal retensi arsip instansi.") == []


def test_after_closing_only_an_award_can_still_be_taken_back() -> None:
    given = [*after(*WAY), past("closed", 8)]
    assert stand(given) == Standing("closed", ("revoked", "succeeded"), closed=True, was="awarded")
    assert stand([*given, past("revoked", 9)]) == Standing("closed", (), closed=True, was="revoked")
    assert stand([*after(), past("closed", 2)]).next_acts == ()


def named(name: str, number: int = 8, by: str = "hesti") -> Past:
    """A step by which somebody takes the seat of the official."""
    return Past(number, "succeeded", DAY, AT, REF[by], ACTS["succeeded"](person=REF[name], decree="SK 20"))


def test_a_successor_takes_the_seat_of_the_official_and_no_other() -> None:
    given = after(*WAY)
    assert team_of(given)[REF["kartika"]] == "official"
    once = [*given, named("imam")]
    assert team_of(once) == {REF["hendra"]: "chair", REF["yanti"]: "member", REF["imam"]: "official"}
    assert stand(once).stage == "awarded" and REF["imam"] in involved(once)
    again = [*once, named("tomi", 9)]
    assert REF["imam"] not in team_of(again) and team_of(again)[REF["tomi"]] == "official"
    proposed = [*after("seconded", "appointed", "weighed", "proposed"), named("imam", 6), past("returned", 7)]
    assert team_of([*proposed, past("appointed", 8)])[REF["kartika"]] == "official", "the last one counts"


def test_a_successor_is_not_the_nominee_nor_below_them_nor_at_the_nomination() -> None:
    given = after(*WAY)
    who = {"sari": ["own"], "hesti": ["proposer"], "ratna": ["proposer"], "imam": [], "hendra": []}
    for name, codes in who.items():
        assert why(given, "succeeded", by="hesti", said={"person": REF[name]}) == codes, name
    assert why(given, "succeeded", below=frozenset({REF["imam"]})) == ["below"]
    assert why(given, "succeeded", by="ratna") == []
    for name in ("sari", "kartika", "hendra", "imam"):
        assert why(given, "succeeded", by=name) == (["own"] if name == "sari" else ["seat"])


def test_a_form_knows_who_cannot_be_named_before_anybody_saves() -> None:
    def code(history: list[Past], kind: str, name: str, **more) -> str:
        return conflict(history, kind, REF[name], by=REF["hesti"], setting=setting(**more))

    team = {name: code(after("seconded"), "appointed", name) for name in ("sari", "hesti", "ratna", "imam")}
    assert team == {"sari": "own", "hesti": "proposer", "ratna": "proposer", "imam": ""}
    assert code(after("seconded"), "appointed", "imam", below=frozenset({REF["imam"]})) == "below"
    objected = after("seconded", "appointed", "weighed", "proposed", "declined", "objected")
    assert [code(objected, "referred", name) for name in ("yanti", "imam")] == ["same_person", ""]


def test_whoever_names_the_successor_is_somebody_else() -> None:
    keeper = Taker(REF["tomi"], frozenset({"keeper"}))
    act = ACTS["succeeded"].model_validate(SAID["succeeded"] | {"person": REF["tomi"]})
    assert [each.code for each in faults(after(*WAY), act, keeper, setting())] == ["same_person"]


def test_before_the_decision_nobody_succeeds_who_weighed_it() -> None:
    way = after("seconded", "appointed", "weighed", "proposed")
    for name, codes in (("hendra", ["same_person"]), ("yanti", ["same_person"]), ("imam", [])):
        assert why(way, "succeeded", said={"person": REF[name]}) == codes, name
    other = {"members": tuple({"person": REF[n], "role": r} for n, r in SEATED)}
    changed = Past(5, "appointed", DAY, AT, REF["hesti"], ACTS["appointed"](decree="SK 2", **other))
    again = [*after("seconded", "appointed", "weighed"), changed, past("weighed", 6, "tomi")]
    again += [past("proposed", 7, "tomi")]
    assert why(again, "succeeded", said={"person": REF["hendra"]}) == ["same_person"], "weighed it before"


def test_of_the_team_neither_who_was_away_nor_who_left_it_succeeds() -> None:
    def seats(*pairs: tuple[str, str]) -> Past:
        act = ACTS["appointed"](decree="SK 2", members=tuple({"person": REF[n], "role": r} for n, r in pairs))
        return Past(3, "appointed", DAY, AT, REF["hesti"], act)

    usual = (("hendra", "chair"), ("yanti", "member"), ("kartika", "official"))
    with_tomi = [*after("seconded"), seats(*usual, ("tomi", "member")), past("weighed", 4)]
    away = [*with_tomi, past("proposed", 5)]
    assert why(away, "succeeded", said={"person": REF["tomi"]}) == ["same_person"], "of the team, not present"
    assert why(away, "succeeded", said={"person": REF["kartika"]}) == [], (
        "who holds the seat may be named anew"
    )
    left = [*with_tomi, past("proposed", 5, "tomi"), past("returned", 6), seats(*usual), past("weighed", 8)]
    left = [*left, past("proposed", 9)]
    assert why(left, "succeeded", said={"person": REF["tomi"]}) == ["same_person"], "proposed it before"
    assert why(left, "succeeded") == []


SEATED = (("tomi", "chair"), ("yanti", "member"), ("kartika", "official"))


@pytest.mark.parametrize("closed", [False, True])
def test_the_successor_withdraws_the_award(closed: bool) -> None:
    given = [*after(*WAY), *([past("closed", 8)] if closed else [])]
    once = [*given, named("imam", len(given) + 1)]
    official = Taker(REF["imam"], frozenset({"official"}))
    act = ACTS["revoked"].model_validate(SAID["revoked"])
    assert faults(once, act, official, setting()) == []
    assert why(once, "revoked", by="hesti") == ["seat"]
    taken = [*once, past("revoked", len(once) + 1, "imam")]
    assert stand(taken).stage == ("closed" if closed else "revoked")
    assert why(taken, "succeeded") == why(taken, "revoked") == ["stage"]


def test_who_refused_it_does_not_undo_what_a_review_granted() -> None:
    way = after("seconded", "appointed", "weighed", "proposed", "declined", "objected", "referred")
    changed = ACTS["reviewed"].model_validate(SAID["reviewed"] | {"result": "changed"})
    given = [*way, Past(9, "reviewed", DAY, AT, REF["imam"], changed), past("awarded", 10)]
    assert why(given, "revoked") == ["same_person"], "the official refused it"
    assert why(given, "succeeded", said={"person": REF["kartika"]}) == ["same_person"]
    assert why(given, "succeeded", said={"person": REF["imam"]}) == [], "the reviewer granted it"


def test_what_was_granted_or_is_looked_at_again_is_not_closed_by_a_keeper_alone() -> None:
    declined = ("seconded", "appointed", "weighed", "proposed", "declined", "objected")
    for way in (WAY[:-1], declined, (*declined, "referred")):
        assert why(after(*way), "closed") == ["stage"], way
    for way in WAY[:1], WAY[:2], WAY[:3], WAY[:4]:
        assert why(after(*way), "closed") == [], way


def test_a_review_does_not_lie_before_the_decision_it_looks_at() -> None:
    way = after("seconded", "appointed", "weighed", "proposed")
    later = DAY + timedelta(days=3)
    act = ACTS["declined"].model_validate(SAID["declined"] | {"decided_on": later})
    way += [Past(6, "declined", later, AT, REF["kartika"], act), past("objected", 7), past("referred", 8)]
    assert why(way, "reviewed", today=later) == ["day"]
    assert why(way, "reviewed", today=later, said={"decided_on": later}) == []


@given(st.lists(st.sampled_from(sorted(set(ACTS) - {"nominated"})), max_size=12))
def test_whatever_was_allowed_no_award_without_five_people(kinds: list[str]) -> None:
    history = after()
    for kind in kinds:
        if not why(history, kind):
            history.append(past(kind, len(history) + 1))
    standing = stand(history)
    assert standing.stage in {*NEXT, "closed"} and len(first_of(history).answers) == 2
    taken = {each.kind for each in history}
    if "awarded" in taken:
        assert {"seconded", "appointed", "weighed", "proposed"} <= taken
        assert len({each.by for each in history if each.kind in WAY or each.kind == "nominated"}) >= 4
    for name in SEATS:
        assert set(acts_for(standing, taker(name))) <= set(standing.next_acts)


@given(st.lists(st.sampled_from(sorted(set(ACTS) - {"nominated"})), max_size=8))
def test_a_standing_never_breaks(kinds: list[str]) -> None:
    history = after(*kinds)
    found = stand(history, objection_days=14)
    assert found.stage in {*NEXT, "closed"}
    assert all(kind in WHO for kind in found.next_acts)
