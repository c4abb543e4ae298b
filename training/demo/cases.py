"""Two cases of the invented office: one still open to an objection, one in the middle of its way."""

from datetime import datetime, timedelta

from ..decisions.calendar.rules_terms import AT_MOST
from ..decisions.calendar.terms import Wanted, set_term
from ..decisions.cases.procedure import acts
from ..decisions.cases.service import look_at_reporter, open_case, take
from ..decisions.dossiers.freezing import hand_over
from ..decisions.dossiers.lending import end_access, lend_access, loans_of
from ..decisions.dossiers.opening import open_dossier, take_own
from ..decisions.dossiers.rules import PAGE, PDF
from ..decisions.models import DISCIPLINE, ETHICS, Case
from . import words
from .days import Days, Story, Telling, person_of

# So many working days there must be between the letter and the hearing.
NOTICE = 7
FROM_LETTER = 12
LENT = timedelta(days=14)
OBJECTION_DAYS = 14
PANEL = {"hendra": "chair", "yanti": "secretary", "tomi": "member", "imam": "member", "bayu": "member"}
ROOM, OFFICE = "Ruang rapat sekretariat", "Ruang kepala bidang rehabilitasi"


def sent_photo(days: Days) -> Story:
    """The ethics case about ningsih, from what a neighbour reported to the decision in her hands."""
    letter = max(0, len(days.worked) - FROM_LETTER)
    heard = letter + NOTICE
    case = yield from _taken_up(days, letter)
    yield from _examined(days, case, letter, heard)
    yield from _file_handed_over(days, case, heard + 1)
    yield from _decided(days, case, heard + 2)


def absent_days(days: Days) -> Story:
    """The discipline case about farid: heard by his superior, his written reply not in yet."""
    first = len(days.worked) - 9
    at = yield days.at(first, 9)
    opened = acts.Opened(
        track=DISCIPLINE,
        happened_on=days.on(first - 8),
        happened_until=days.on(first - 2),
        reported_on=days.on(first),
        channel="finding",
        summary=words.ABSENT,
        clauses=("A.4",),
    )
    case = open_case(person_of("ratna"), opened, subject=person_of("farid"), reporter=None, now=at)
    at = yield days.at(first + 1, 10)
    _act(case, _seats(f"SK 800/52/{at.year}", {"imam": "superior", "kartika": "official"}), "ratna", at)
    letter = _letter(f"800/53/{at.year}", days, first + 1, first + 5, OFFICE)
    _act(case, letter, "ratna", at)
    at = yield days.at(first + 5, 11)
    _act(case, _minutes(days, first + 5, OFFICE, words.ABOUT_ABSENT), "imam", at)


def _taken_up(days: Days, letter: int) -> Telling[Case]:
    at = yield days.at(letter - 2, 7, 30)
    wanted = Wanted(OBJECTION_DAYS, AT_MOST, days.on(letter - 2), words.WHY_TERM)
    set_term(person_of("ratna"), ETHICS, "objection", wanted, now=at)
    at = yield days.at(letter - 1, 8)
    ratna = person_of("ratna")
    opened = acts.Opened(
        track=ETHICS,
        happened_on=days.on(letter - 3),
        reported_on=days.on(letter - 1),
        channel="desk",
        summary=words.PHOTO,
        clauses=("C.8", "D.2"),
    )
    case = open_case(ratna, opened, subject=person_of("ningsih"), reporter=words.REPORTER, now=at)
    at = yield days.at(letter - 1, 8, 30)
    look_at_reporter(case, by=person_of("ratna"), reason=words.WHY_REPORTER, now=at)
    return case


def _examined(days: Days, case: Case, letter: int, heard: int) -> Story:
    at = yield days.at(letter, 9)
    _act(case, _seats(f"SK 800/41/{at.year}", PANEL | {"kartika": "official"}), "ratna", at)
    at = yield days.at(letter, 10)
    _act(case, _letter(f"800/43/{at.year}", days, letter, heard, ROOM), "ratna", at)
    at = yield days.at(heard, 11)
    _act(case, _minutes(days, heard, ROOM, words.ABOUT_PHOTO), "yanti", at)
    at = yield days.at(heard + 1, 11, 30)
    _act(case, acts.Replied(text=words.REPLY), "ningsih", at)


def _file_handed_over(days: Days, case: Case, place: int) -> Story:
    at = yield days.at(place, 13)
    ratna = person_of("ratna")
    dossier = hand_over(case, by=ratna, as_of=case.happened_on, known_by=at, rev=case.rev, now=at)
    for key in ("hendra", "yanti"):
        reader = person_of(key)
        lend_access(case, reader, reason=words.WHY_LENT, until=at + LENT, by=ratna, now=at)
    at = yield days.at(place, 13, 30)
    for key, why, what in (("yanti", words.WHY_PAGE, PAGE), ("hendra", words.WHY_PAPER, PDF)):
        open_dossier(case, person_of(key), reason=why, what=what, now=at, dossier=dossier)
    take_own(dossier, person_of("ningsih"), now=at)


def _decided(days: Days, case: Case, place: int) -> Story:
    at = yield days.at(place, 14)
    present = tuple(person_of(key).ref for key in PANEL)
    _act(case, acts.Deliberated(present=present, agreed=True, conclusion="proven"), "yanti", at)
    at = yield days.at(place, 14, 30)
    _act(case, acts.Proposed(verdict=words.VERDICT), "hendra", at)
    at = yield days.at(place + 1, 15)
    _act(case, acts.Decided(number=f"SK 800/57/{at.year}", verdict=words.VERDICT), "kartika", at)
    at = yield days.at(place + 2, 15, 30)
    _act(case, acts.Delivered(how="handed", received_on=days.on(place + 2)), "ratna", at)
    hendra = person_of("hendra")
    for loan in loans_of(case):
        if loan.person_id == hendra.id:
            end_access(loan, by=hendra, now=at)


def _act(case: Case, act: acts.Act, key: str, at: datetime) -> None:
    take(case, act, by=person_of(key), rev=case.rev, now=at)


def _seats(decree: str, roles: dict[str, str]) -> acts.Appointed:
    members = [{"person": person_of(key).ref, "role": role} for key, role in roles.items()]
    return acts.Appointed.model_validate({"decree": decree, "members": members})


def _letter(number: str, days: Days, sent: int, hearing: int, place: str) -> acts.Summoned:
    return acts.Summoned(
        turn=1,
        letter=number,
        letter_on=days.on(sent),
        hearing_on=days.on(hearing),
        hour="09.00",
        place=place,
    )


def _minutes(days: Days, held: int, place: str, exchanges: tuple[acts.Exchange, ...]) -> acts.Heard:
    return acts.Heard(
        held_on=days.on(held), place=place, mode="in_person", exchanges=exchanges, signed="both"
    )
