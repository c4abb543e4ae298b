"""Whatever anybody tries in whatever order: nobody decides alone, and no day comes before its base."""

from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from training.decisions.acts import Past, all_of
from training.decisions.cases.procedure import acts
from training.decisions.cases.procedure.acts import (
    Appointed,
    Decided,
    Deliberated,
    Missed,
    Proposed,
    Reviewed,
)
from training.decisions.cases.procedure.quorum import seating_faults
from training.decisions.cases.procedure.stages import KEEPER, STAGES, SUBJECT, WHO
from training.decisions.tracks import ETHICS

from .histories import (
    BOSS,
    EVERYBODY,
    HEAD,
    HEAD_TWO,
    KEEPS,
    OFFICER,
    REPORTER,
    A,
    B,
    C,
    D,
    E,
    F,
    G,
    History,
    counsel,
    minutes,
    panel,
    summons,
    team,
    until_decided,
    verdict,
)

PENALTIES = {
    "ethics": ("moral_closed", "moral_open", "administrative_recommended"),
    "discipline": ("written_reprimand", "dismissal", "raise_delayed"),
}
PENALTY_FIELDS: dict[str, dict[str, Any]] = {
    "moral_open": {"openly": True},
    "administrative_recommended": {"recommends_discipline": True},
    "raise_delayed": {"months": 12},
}


class Drawn:
    """What chance tries next: mostly what may come, at times anything, by anybody."""

    def __init__(self, data: st.DataObject, track: str) -> None:
        self.data, self.track, self.history = data, track, History(track)
        # Begun anywhere on the usual way, so that chance sees its end, too.
        way = until_decided(track).delivered()
        if track != ETHICS:
            way.objected(date(2026, 11, 24)).referred(date(2026, 11, 25))
        usual = way.steps
        self.history.steps = usual[: self.pick(1, len(usual), *range(1, len(usual) + 1))]
        self.today = max(past.on for past in self.history.steps)

    def pick(self, *choices: Any) -> Any:
        return self.data.draw(st.sampled_from(choices))

    def step(self) -> bool:
        """Try one act; whether it was taken."""
        self.today += timedelta(days=self.pick(0, 1, 1, 2, 9, 30))
        standing = self.history.stand(self.today)
        kind = self.pick(*(standing.next_acts * 3), *acts.ACTS)
        act = self.act(kind)
        if act is None:
            return False
        by = self.somebody(kind)
        seats = self.seats_of(by)
        if self.history.faults(act, by, seats, today=self.today):
            return False
        day = getattr(act, "held_on", None) or getattr(act, "letter_on", None) or self.today
        if isinstance(act, Missed):
            day = all_of(self.history.steps, acts.Summoned)[-1][1].hearing_on
        self.history.add(act, day, by)
        return True

    def somebody(self, kind: str) -> str:
        fitting = [each for each in EVERYBODY if WHO[kind] & self.seats_of(each)]
        fitting += [each for each in fitting if WHO[kind] & self.seats_of(each) - {KEEPER}] * 2
        return str(self.pick(*(fitting * 3), A, BOSS, HEAD, OFFICER, KEEPS))

    def seats_of(self, who: str) -> set[str]:
        """The seats the service would find."""
        if who == OFFICER:
            return {SUBJECT}
        appointed = all_of(self.history.steps, Appointed)
        seats = {each.role for each in appointed[-1][1].members if each.person == who} if appointed else set()
        referred = all_of(self.history.steps, acts.Referred)
        found: set[str] = set(seats)
        if referred and who in referred[-1][1].members:
            found.add("reviewer")
        # Both registrars keep cases; one of them is led by the officer at times.
        return found | ({KEEPER} if who in (KEEPS, REPORTER, A) else set())

    def act(self, kind: str) -> acts.Act | None:
        make = getattr(self, f"_{kind}", None)
        found: acts.Act | None = make() if make else acts.Noted(text="Catatan.") if kind == "noted" else None
        return found

    def _appointed(self) -> acts.Act:
        who = (A, B, C, D, E, F, G, HEAD, HEAD_TWO, OFFICER, REPORTER, BOSS)
        seats = {self.pick("chair", "one", "official"): self.pick(*who)} if self.pick(True, False) else {}
        if self.track == ETHICS:
            found = panel(**seats)
        else:
            changes = {"official": seats.get("official", HEAD)}
            changes |= self.pick({}, {"supervision": "", "personnel": ""}, {"superior": "boss-------x"})
            found = team(**changes)
        return found.model_copy(update={"reason": self.pick("", "Ada yang pindah.")})

    def _summoned(self) -> acts.Act:
        hearing = self.today + timedelta(days=self.pick(0, 1, 9))
        return summons(self.pick(1, 2), self.today, hearing)

    def _missed(self) -> acts.Act:
        return acts.Missed(turn=self.pick(1, 2))

    def _heard(self) -> acts.Act:
        return minutes(self.today)

    def _replied(self) -> acts.Act:
        return acts.Replied(text="Tidak benar.", on_paper=self.pick(True, False))

    def _deliberated(self) -> acts.Act:
        there = self.pick((A, B, C, D, E), (A, B, C), (B, C, D, E), (A, B), (A, B, C, HEAD))
        return counsel(*there, conclusion=self.pick("proven", "unproven"))

    def _verdict(self) -> acts.Verdict:
        if self.pick(True, True, False):
            key = self.pick(*PENALTIES["ethics"], *PENALTIES["discipline"])
            return verdict(key, **PENALTY_FIELDS.get(key, {}))
        return verdict(proven=False)

    def _proposed(self) -> acts.Act:
        return acts.Proposed(verdict=self._verdict())

    def _returned(self) -> acts.Act:
        return acts.Returned(reason="Alasan kurang.")

    def _decided(self) -> acts.Act:
        last = all_of(self.history.steps, Proposed)
        found = last[-1][1].verdict if last and self.pick(True, True, False) else self._verdict()
        return acts.Decided(number="SK 1", verdict=found)

    def _delivered(self) -> acts.Act:
        return acts.Delivered(how="handed", received_on=self.today)

    def _objected(self) -> acts.Act:
        return acts.Objected(way=self.pick("objection", "appeal"), text="Keberatan.", on_paper=True)

    def _referred(self) -> acts.Act:
        return acts.Referred(members=(self.pick(F, G, A, BOSS, HEAD, OFFICER, REPORTER),), decree="SK 2")

    def _reviewed(self) -> acts.Act:
        result = self.pick("upheld", "changed", "cancelled")
        found = self._verdict() if result == "changed" else None
        return acts.Reviewed(number="SK 3", result=result, why="Ditimbang.", verdict=found)

    def _remedied(self) -> acts.Act:
        return acts.Remedied(clauses=("D.4",), due_on=self.today + timedelta(days=30))

    def _closed(self) -> acts.Act | None:
        if self.pick(True, True, False):
            return None
        why = self.pick("decided", "unproven", "withdrawn", "unfounded", "moved")
        return acts.Closed(why=why, kept_until=self.today + timedelta(days=900))


@settings(max_examples=250, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.data(), st.sampled_from(("ethics", "discipline")))
def test_whatever_is_tried_nobody_decides_alone(data: st.DataObject, track: str) -> None:
    drawn = Drawn(data, track)
    for _turn in range(16):
        drawn.step()
        standing = drawn.history.stand(drawn.today)
        assert standing.stage in STAGES
        assert set(standing.next_acts) <= set(acts.ACTS)
        assert all(due.day >= due.since for due in (*standing.due, *standing.met))
        assert not (standing.final and standing.stage == "objected")
    judge(drawn.history.steps, track)


def judge(steps: list[Past], track: str) -> None:
    """What must hold of every history that the rules let happen."""
    for place, past in enumerate(steps):
        before = steps[:place]
        assert not any(each.kind == "closed" for each in before)
        if isinstance(past.act, Decided):
            decided_well(past, past.act, before, track)
        if isinstance(past.act, Reviewed) and all_of(before, acts.Objected)[-1][1].way == "objection":
            earlier = {each.by for each in before if each.kind in ("deliberated", "proposed", "decided")}
            assert past.by not in earlier
            assert past.by in all_of(before, acts.Referred)[-1][1].members
        if past.kind not in ("replied", "objected"):
            assert past.by not in (OFFICER, REPORTER)


def decided_well(past: Past, act: Decided, before: list[Past], track: str) -> None:
    """A decision follows an appointment, a hearing or two absences, and another person's proposal."""
    appointed = all_of(before, Appointed)
    assert appointed
    members = appointed[-1][1].members
    assert not seating_faults(track, members)
    assert [each.person for each in members if each.role == "official"] == [past.by]
    proposals = all_of(before, Proposed)
    assert proposals
    assert proposals[-1][1].verdict == act.verdict
    assert past.by not in {each.by for each in before if each.kind in ("heard", "deliberated", "proposed")}
    heard = any(each.kind == "heard" for each in before)
    absent = {act.turn for _past, act in all_of(before, Missed)}
    assert heard or absent == {1, 2}
    if track == ETHICS:
        counsels = all_of(before, Deliberated)
        assert counsels
        assert past.by not in counsels[-1][1].present
        assert counsels[-1][1].conclusion == act.verdict.outcome
    assert act.verdict.penalty in ("", *PENALTIES[track])


def test_chance_gets_as_far_as_a_decision() -> None:
    """The walks above would show nothing if none of them arrived."""
    reached: set[str] = set()

    @settings(max_examples=150, database=None, derandomize=True)
    @given(st.data(), st.sampled_from(("ethics", "discipline")))
    def wander(data: st.DataObject, track: str) -> None:
        drawn = Drawn(data, track)
        for _turn in range(16):
            drawn.step()
        reached.update(past.kind for past in drawn.history.steps)

    wander()
    assert set(acts.ACTS) - {"handed_over"} <= reached
