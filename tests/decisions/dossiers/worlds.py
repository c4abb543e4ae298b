"""An officer's history written by hand, without a database: one clause, two versions of its code."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Literal
from zoneinfo import ZoneInfo

from training.attempts.answers_on import AnswerOn, RunOn, Verdict
from training.attestations.kept import Declaration
from training.certifications.kept import AssignmentKept, RoundKept, SchemeKept
from training.certifications.manual.decided import Decided
from training.codes.tracing import Issue, Place, Trail, Weighed
from training.decisions.dossiers.composing import compose
from training.decisions.dossiers.facts.clause import about_clause
from training.decisions.dossiers.facts.gathering import Gathered
from training.decisions.dossiers.facts.happenings import happenings
from training.decisions.dossiers.fairness.clauses import Doubts
from training.decisions.dossiers.shape.body import Body, Header, Subject
from training.decisions.dossiers.shape.learning import AboutClause, Peers
from training.decisions.rules import Facts, facts
from training.modules.lessons import LessonKept
from training.people.models import Agency, Person
from training.people.work import PostKept

ACT = date(2026, 11, 20)
LONG_AGO = datetime(2026, 1, 12, 2, 0, tzinfo=UTC)
SCHEME = SchemeKept("scheme000001", "Kode etik", 7, (), 0, None)
FEW, SOUND = Peers(shown=False), Doubts()
OLD, NEW = "Tidak menerima pemberian.", "Tidak menerima pemberian dalam bentuk apa pun."


def at(day: date, clock: str = "09:00", zone: str = "Asia/Jakarta") -> datetime:
    """A moment of an office's day, in UTC."""
    local = datetime.fromisoformat(f"{day.isoformat()}T{clock}").replace(tzinfo=ZoneInfo(zone))
    return local.astimezone(UTC)


def issue(number: int, since: date, published_at: datetime | None = None, lineage: str = "") -> Issue:
    """A version of the code."""
    return Issue(
        *(number, f"version{number:05}", 7, "Kode Etik", f"Keputusan {number}", number),
        *(since, published_at or at(since), f"{number}" * 8, lineage or f"line{number}"),
    )


ONE, TWO = issue(1, date(2026, 1, 12)), issue(2, date(2026, 11, 10))


def trail(cited: Issue = ONE, issues: tuple[Issue, ...] = (ONE,), texts: tuple[str, ...] = (OLD,)) -> Trail:
    """D.4 in one version and, where it was amended, D.5 in the next."""
    here = texts[issues.index(cited)]
    places = tuple(
        Place(each, f"D.{3 + each.number}", text, "prohibition", "D. Larangan", text == here)
        for each, text in zip(issues, texts, strict=True)
    )
    own = next(place for place in places if place.issue == cited)
    return Trail(
        own, places, issues, Weighed("substantive", "Bentuknya ditegaskan.") if len(issues) > 1 else None
    )


def officer(**what: object) -> Gathered:
    """Somebody who has been here long and of whom nothing else is known."""
    agency = Agency(slug="kantor", name="Kantor", zone=str(what.pop("zone", "Asia/Jakarta")))
    post = PostKept("Loket", "Petugas", "", date(2024, 1, 2), None, LONG_AGO, None, "")
    nothing: dict[str, object] = dict.fromkeys(
        (
            *("lessons", "runs", "declarations", "assignments", "rounds", "duties", "decided"),
            *("extra_time", "corrections", "departures", "entries", "steps", "openings"),
        ),
        (),
    )
    known = nothing | {"trails": {"D.4": trail()}, "posts": (post,), "pending": {}} | what
    person = Person(ref="0123456789ab", name="Putri", agency=agency)
    return Gathered(matter_id=1, person=person, zone=agency.zone, **known)  # type: ignore[arg-type]


def lesson(read_at: datetime, version: int = 1, address: str = "D.4") -> LessonKept:
    """A module with the clause, read to the end."""
    return LessonKept(version, address, 1, "d", "Larangan", "course", None, LONG_AGO, read_at, read_at)


def run(
    ended_at: datetime, grade: str = "best", *, version: int = 1, address: str = "D.4", **more: object
) -> RunOn:
    """A run in which the clause was asked about once."""
    ref = f"run{ended_at:%m%d%H%M}0"
    first = Verdict(ended_at, f"attempt:{ref}", grade, 4, 4, 100, grade == "best")
    answer = AnswerOn(
        *(address, "amplop", "Amplop", 1, 31, "Apa yang Anda lakukan?", ("Menolak.",), False, False),
        *(ended_at, (first,)),
    )
    made = RunOn(
        *(ref, (address,), "d", "Larangan", version, True, ended_at, False, 75),
        *((replace(first, grade=""),), (answer,)),
    )
    return replace(made, **more)  # type: ignore[arg-type]


def judged_anew(before: RunOn, moment: datetime, grade: str, *, void: bool = False) -> RunOn:
    """The same run after a regrade, or after its item was voided."""
    again = Verdict(
        *(moment, "regrade:again0000001", "" if void else grade, 0, 4, 0, False),
        void=void,
        under=None if void else 2,
        why="Kuncinya keliru.",
    )
    answers = tuple(replace(each, verdicts=(*each.verdicts, again)) for each in before.answers)
    return replace(before, verdicts=(*before.verdicts, replace(again, grade="")), answers=answers)


def declaration(moment: datetime, version: Issue = ONE) -> Declaration:
    """I have read this version and will keep to it."""
    return Declaration(
        *(f"attestation:{version.number}", 7, "Kode Etik", version.id, version.number, version.lineage),
        *(moment, "ab" * 32, "id", "Saya sanggup."),
    )


def assignment(moment: datetime, due_on: date, ended_at: datetime | None = None) -> AssignmentKept:
    """The code must be held by a day."""
    return AssignmentKept(None, SCHEME, moment, due_on, False, ended_at)


def held(first: date, last: date, revoked_at: datetime | None = None) -> RoundKept:
    """A round with its certificate."""
    return RoundKept(
        *("period:round0000001", SCHEME, 1, 1, "S-1", first, first, last, last, at(first), revoked_at)
    )


def excusal(since: date, until: date | None, moment: datetime, gone: datetime | None = None) -> Decided:
    """Days on which the clock stands still."""
    return Decided("excusal", "excusal:leave0000001", "", "", since, until, "", moment, gone)


def extension(until: date, moment: datetime, scheme: str = SCHEME.ref) -> Decided:
    """The first round may be earned later."""
    return Decided("extension", f"extension:{until}", scheme, "Kode etik", None, until, "", moment, None)


def known(of: Gathered, as_of: date = ACT, known_by: datetime | None = None) -> Facts:
    """What held at the end of a day, as known then or at another moment."""
    return facts(happenings(of), as_of=as_of, known_by=known_by or at(as_of, "23:59", of.zone))


def dossier(
    of: Gathered,
    as_of: date = ACT,
    *,
    kind: Literal["case", "nomination"] = "case",
    known_by: datetime | None = None,
    now: datetime | None = None,
    peers: Peers = FEW,
    doubts: Doubts = SOUND,
    **act: object,
) -> Body:
    """The whole dossier of a case on the ethics track, or of a nomination, known at the end of the day.
    `act` says otherwise what the header says, as of the days of the act."""
    moment = known_by or at(as_of, "23:59", of.zone)
    named = {
        "matter": "matter000001",
        "kind": kind,
        "number": "ETIK/2026/0001",
        "track": "ethics" if kind == "case" else "",
        "agency": "Kantor",
        "zone": of.zone,
        "subject": Subject(ref=of.person.ref, name=of.person.name, nip="", employment="pns", rank=""),
        "happened_on": as_of,
        "as_of": as_of,
        "known_by": moment,
        "made_at": now or moment,
        "purpose": "possible_breach" if kind == "case" else "award",
    }
    header = Header.model_validate(named | act)
    return compose(of, header, dict.fromkeys(of.trails, peers), doubts)


def clause(of: Gathered, as_of: date = ACT, known_by: datetime | None = None) -> AboutClause:
    """What is told about D.4 when the act was on `as_of`."""
    held_then = known(of, as_of, known_by)
    return about_clause(of, "D.4", held_then, on_the_day=lambda day: day == as_of, today=ACT, peers=FEW)
