"""What speaks for people at the invented office: entries of HR, an award given, one that is being weighed."""

from datetime import datetime

from ..core.clock import day_in
from ..decisions.acts import Act
from ..decisions.awards import nominating, service
from ..decisions.awards.models import AwardScheme
from ..decisions.awards.procedure import acts
from ..decisions.awards.procedure.stages import asked_findings, first_of
from ..decisions.awards.schemes.service import adopt
from ..decisions.entries.rules import ATTENDANCE, COMMENDATION, OUTAGE, Wanted
from ..decisions.entries.service import enter
from ..decisions.models import Nomination
from . import words
from .days import Days, Story, Telling, person_of

AWARD = "pelayanan-teladan"
ATTENDED = {"sari": (98.5, 1), "joko": (99.0, 0), "ningsih": (97.25, 2), "farid": (96.0, 3)}
TEAM = {"hendra": "chair", "yanti": "member", "tomi": "member"}


def entered(days: Days) -> Story:
    """What HR entered by hand: a year's attendance, words of thanks, a day on which nothing worked."""
    at = yield days.at(0, 8)
    hesti = person_of("hesti")
    for key, (percent, absent) in ATTENDED.items():
        attended = Wanted(ATTENDANCE, year=days.on(0).year - 1, percent=percent, absent_days=absent)
        enter(hesti, person_of(key), attended, now=at)
    thanks = Wanted(COMMENDATION, title=words.THANKS, since=days.on(0), number=f"800/12/{at.year}")
    enter(hesti, person_of("ningsih"), thanks, now=at)
    at = yield days.at(2, 8)
    enter(person_of("hesti"), None, Wanted(OUTAGE, title=words.OUTAGE, since=days.on(1)), now=at)


def award_given(days: Days) -> Story:
    """The office takes an award over, and joko is given it."""
    at = yield days.at(1, 9)
    scheme = adopt(person_of("hesti"), AWARD, now=at)
    made = yield from _put_forward(days, 4, scheme, "joko", "imam")
    at = yield days.at(8, 13)
    _act(made, _counsel(made), "hendra", at)
    at = yield days.at(8, 14)
    _act(made, acts.Proposed(outcome="grant", why=words.WHY_GRANT), "yanti", at)
    at = yield days.at(9, 15)
    number, on = f"SK 800/55/{at.year}", day_in(days.zone, at)
    decided = acts.Decided(number=number, decided_on=on, why=words.GRANTED, impartial=True)
    _act(made, decided, "kartika", at)
    at = yield days.at(10, 15, 30)
    _act(made, acts.Awarded(given_on=day_in(days.zone, at)), "hesti", at)


def award_weighed(days: Days) -> Story:
    """Sari is proposed for the same award: the team has not given its counsel yet."""
    first = max(4, len(days.worked) - 6)
    at = yield days.at(first, 9)
    scheme = adopt(person_of("hesti"), AWARD, now=at)
    yield from _put_forward(days, first, scheme, "sari", "sulastri")


def _put_forward(days: Days, place: int, scheme: AwardScheme, key: str, seconder: str) -> Telling[Nomination]:
    """The nomination with its seconder, the answer of who keeps cases, and the team."""
    at = yield days.at(place, 10)
    wish = nominating.Wish(day_in(days.zone, at), words.MERIT[key], seconder=person_of(seconder))
    made = nominating.nominate(person_of("hesti"), scheme, person_of(key), wish, now=at)
    at = yield days.at(place + 1, 11)
    _act(made, acts.Seconded(why=words.SECONDED[key], impartial=True), seconder, at)
    at = yield days.at(place + 1, 11, 30)
    _act(made, acts.Cleared(result="clear"), "ratna", at)
    at = yield days.at(place + 2, 12)
    roles = TEAM | {"kartika": "official"}
    members = [{"person": person_of(each).ref, "role": role} for each, role in roles.items()]
    team = {"decree": f"SK 800/48/{at.year}", "members": members}
    _act(made, acts.Appointed.model_validate(team), "hesti", at)
    return made


def _counsel(made: Nomination) -> acts.Weighed:
    history = service.history_of(made)
    kinds = [str(each["kind"]) for each in first_of(history).answers]
    findings = tuple(
        acts.Finding(place=place, met="yes", why=words.FOUND.get(kinds[place], words.FOUND_OTHERWISE))
        for place in asked_findings(history)
    )
    present = tuple(person_of(key).ref for key in TEAM)
    return acts.Weighed(present=present, findings=findings, conclusion="fit", impartial=True)


def _act(made: Nomination, act: Act, key: str, at: datetime) -> None:
    service.take(made, act, by=person_of(key), rev=made.rev, now=at)
