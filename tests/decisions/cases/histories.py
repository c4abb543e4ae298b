"""Histories of invented cases as plain values, for rules that need no database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from training.decisions.acts import Fault, Past
from training.decisions.calendar.rules import WorkingDays
from training.decisions.calendar.rules_terms import Term, term_on
from training.decisions.calendar.service import assemble
from training.decisions.calendar.terms import shipped
from training.decisions.cases.procedure import acts
from training.decisions.cases.procedure.conflicts import Party
from training.decisions.cases.procedure.past import Standing, Terms
from training.decisions.cases.procedure.setting import Setting
from training.decisions.cases.procedure.stages import KEEPER
from training.decisions.cases.rules import faults, stand
from training.decisions.cases.surroundings import kind_of

DAYS: WorkingDays = assemble([], [])
INCIDENT, REPORT, TODAY = date(2026, 11, 2), date(2026, 11, 3), date(2027, 6, 1)


def ref(name: str) -> str:
    return name.ljust(12, "-")


OFFICER, KEEPS, BOSS, BOSS_OF_BOSS, LED, REPORTER = map(
    ref, ("officer", "keeper", "boss", "chief", "led", "reporter")
)
A, B, C, D, E, F, G, HEAD, HEAD_TWO = map(ref, ("a", "b", "c", "d", "e", "f", "g", "head", "head-two"))
RANKS = {OFFICER: "III/a", LED: "III/b", KEEPS: "III/c"}
CHAINS = {OFFICER: (BOSS, BOSS_OF_BOSS), LED: (OFFICER, BOSS), A: (HEAD,)}
EVERYBODY = (OFFICER, KEEPS, BOSS, BOSS_OF_BOSS, LED, REPORTER, A, B, C, D, E, F, G, HEAD, HEAD_TWO)
PEOPLE = {
    each: Party(each, RANKS.get(each, "IV/a"), CHAINS.get(each, ()), reported=each == REPORTER)
    for each in EVERYBODY
}
SEATS = {"chair": A, "secretary": B, "one": C, "two": D, "three": E, "official": HEAD}


def terms_of(track: str, own: Iterable[Term] = ()) -> Terms:
    """The shipped terms of a track, with those an office set itself."""
    laws, own = shipped()[track], list(own)

    def found(key: str, day: date) -> Term | None:
        return term_on([*laws[key], *(each for each in own if each.key == key)], day) if key in laws else None

    return found


def own_term(track: str, key: str, days: int, since: date = REPORT, **changes: Any) -> Term:
    """A term an office set itself."""
    law = shipped()[track][key][-1]
    return replace(law, days=days, since=since, own=True, sure="O", **changes)


def setting(track: str = "ethics", today: date = TODAY, **changes: Any) -> Setting:
    said: dict[str, Any] = {
        "track": track,
        "subject": PEOPLE[OFFICER],
        "employment": "pns",
        "as_of": today,
        "days": DAYS,
        "terms": terms_of(track),
        "kind_of": kind_of(track, INCIDENT),
        "people": PEOPLE,
    }
    return Setting(**(said | changes))


class History:
    """A history that grows; `by` is whoever usually takes such an act."""

    def __init__(self, track: str = "ethics", clauses: tuple[str, ...] = ("D.4",), **opened: Any) -> None:
        self.track, self.steps = track, list[Past]()
        said: dict[str, Any] = {"track": track, "happened_on": INCIDENT, "reported_on": REPORT}
        said |= {"channel": "desk", "summary": "Diduga menerima pemberian.", "clauses": clauses}
        self.add(acts.Opened(**(said | opened)), REPORT)

    def add(self, act: acts.Act, on: date, by: str = KEEPS) -> History:
        at = datetime(on.year, on.month, on.day, 3, 0, tzinfo=UTC)
        self.steps.append(Past(len(self.steps) + 1, act.kind, on, at, by, act))
        return self

    def stand(self, today: date = TODAY, **changes: Any) -> Standing:
        return stand(self.steps, setting(self.track, today, **changes))

    def faults(
        self, act: acts.Act, by: str = KEEPS, seats: Iterable[str] = (KEEPER,), **changes: Any
    ) -> list[Fault]:
        """Why an act cannot be taken; `on` and `today` among the changes."""
        on = changes.pop("on", None)
        asked = setting(self.track, **changes)
        return faults(self.steps, act, asked, by=asked.people[by], by_seats=set(seats), on=on)

    def codes(
        self, act: acts.Act, by: str = KEEPS, seats: Iterable[str] = (KEEPER,), **changes: Any
    ) -> list[tuple[str, str]]:
        return [(fault.path, fault.code) for fault in self.faults(act, by, seats, **changes)]

    # Days of the usual way: letter 4 November, heard 13 November, decided 20 November, received on the 23rd.
    def appointed(self, act: acts.Appointed | None = None) -> History:
        return self.add(act or (panel() if self.track == "ethics" else team()), date(2026, 11, 3))

    def summoned(self, turn: int = 1, letter: date = date(2026, 11, 4), on: date | None = None) -> History:
        return self.add(summons(turn, letter, on or date(2026, 11, 13)), letter)

    def heard(self, on: date = date(2026, 11, 13)) -> History:
        return self.add(minutes(on), on)

    def counselled(self, conclusion: str = "proven") -> History:
        return self.add(counsel(conclusion=conclusion), date(2026, 11, 18), B)

    def proposed(self, found: acts.Verdict) -> History:
        return self.add(
            acts.Proposed(verdict=found), date(2026, 11, 19), A if self.track == "ethics" else BOSS
        )

    def decided(self, found: acts.Verdict, on: date = date(2026, 11, 20)) -> History:
        return self.add(acts.Decided(number="SK 1", verdict=found), on, HEAD)

    def delivered(self, on: date = date(2026, 11, 23), how: str = "handed", **said: Any) -> History:
        return self.add(acts.Delivered(how=how, received_on=on, **said), on)

    def objected(self, on: date, way: str = "objection") -> History:
        return self.add(acts.Objected(way=way, text="Saya keberatan."), on, OFFICER)

    def referred(self, on: date, *members: str) -> History:
        return self.add(acts.Referred(members=members or (F,), decree="SK 2"), on)

    def reviewed(self, on: date, result: str, found: acts.Verdict | None = None, by: str = F) -> History:
        said = acts.Reviewed(number="SK 3", result=result, why="Sudah ditimbang.", verdict=found)
        return self.add(said, on, by)


def until_decided(track: str = "ethics", found: acts.Verdict | None = None, **more: Any) -> History:
    """The usual way until the decision."""
    found = found or verdict("moral_closed" if track == "ethics" else "written_reprimand")
    history = History(track).appointed(more.get("seats")).summoned().heard()
    if track == "ethics":
        history.counselled(found.outcome)
    return history.proposed(found).decided(found, more.get("on", date(2026, 11, 20)))


def member(person: str, role: str, **said: Any) -> acts.Member:
    return acts.Member.model_validate({"person": person, "role": role} | said)


def panel(**changes: str) -> acts.Appointed:
    seats = SEATS | changes
    roles = {"one", "two", "three", "four", "five"}
    return acts.Appointed(
        decree="SK 0",
        members=tuple(member(who, "member" if seat in roles else seat) for seat, who in seats.items() if who),
    )


def team(**changes: str) -> acts.Appointed:
    seats = {"superior": BOSS, "supervision": A, "personnel": B, "official": HEAD} | changes
    return acts.Appointed(decree="SK 0", members=tuple(member(who, r) for r, who in seats.items() if who))


def summons(turn: int, letter: date, on: date) -> acts.Summoned:
    return acts.Summoned.model_validate(
        {"turn": turn, "letter": "800/1", "letter_on": letter, "hearing_on": on, "hour": "9", "place": "A"}
    )


def minutes(on: date, **said: Any) -> acts.Heard:
    exchanges = ({"asked": "Apa yang terjadi?", "answered": "Tidak ada."},)
    usual = {"held_on": on, "place": "A", "mode": "online", "exchanges": exchanges, "signed": "both"}
    return acts.Heard.model_validate(usual | said)


def counsel(*present: str, conclusion: str = "proven", **said: Any) -> acts.Deliberated:
    usual = {"present": present or (A, B, C, D, E), "agreed": True, "conclusion": conclusion}
    return acts.Deliberated.model_validate(usual | said)


def verdict(penalty: str = "", proven: bool = True, **said: Any) -> acts.Verdict:
    grounds = ({"address": "D.4", "proven": proven, "why": "Ada saksi."},)
    usual = {"outcome": "proven" if proven else "unproven", "grounds": grounds, "considered": "Semua."}
    return acts.Verdict.model_validate(usual | {"penalty": penalty} | said)
