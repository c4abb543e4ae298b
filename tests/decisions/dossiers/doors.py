"""The routes of files with an id, and what their forms take, for the tests of every door."""

from datetime import date, datetime, timedelta

from training.codes.service import version_in_force
from training.core.db import db
from training.decisions.awards.models import AwardScheme, AwardVersion
from training.decisions.dossiers.shape.body import to_bytes
from training.decisions.models import AccessGrant, Case, Dossier, Matter, Nomination
from training.ledger.service import record
from training.people.models import Person

from ..office import a_case, seat
from .samples import sample

DAYS = {"as_of": "2026-11-20", "known_by": "2026-11-20"}
LENT = {"person": "x", "until": "2026-11-30", "reason": "Memeriksa fakta sebelum sidang"}
FIELDS: dict[str, dict[str, str]] = {
    **{f"dossiers.draft_of_{shelf}": DAYS for shelf in ("cases", "nominations")},
    **{f"dossiers.freeze_of_{shelf}": DAYS | {"rev": "1"} for shelf in ("cases", "nominations")},
    **{f"dossiers.lend_of_{shelf}": LENT for shelf in ("cases", "nominations")},
    "dossiers.end": {},
    "dossiers.open_file": {"reason": "Memeriksa fakta sebelum sidang"},
    "dossiers.own_pdf": {},
    "dossiers.pack": {},
    "dossiers.pdf": {},
}
KEPT = ("access", "draft", "freeze", "lend")


def addresses(person: Person, colleague: Person, *, now: datetime) -> dict[str, dict[str, object]]:
    """A case about a colleague in which `person` sits and holds the file twice, one about themselves, and a
    nomination of the colleague."""
    clauses = (version_in_force(person.agency_id).clauses[0].address,)
    seated, own = (a_case(colleague, each, clauses=clauses, now=now) for each in (colleague, person))
    seat(seated, person)
    loan, _other = _loan(seated, person, now), _loan(seated, person, now)
    for case in (seated, own):
        _dossier(case, colleague, now)
    nomination = a_nomination(colleague, colleague, now=now)
    db.session.commit()
    sits, mine = {"ref": seated.ref}, {"ref": own.ref, "number": 1}
    return {
        "dossiers.dossier": sits,
        "dossiers.open_file": sits,
        "dossiers.end": sits | {"loan": loan.ref},
        **{f"dossiers.{name}": sits | {"number": 1} for name in ("version", "pdf", "pack")},
        **{f"dossiers.{name}": mine for name in ("own", "own_pdf")},
        **{f"dossiers.{name}_of_cases": sits for name in KEPT},
        **{f"dossiers.{name}_of_nominations": {"ref": nomination.ref} for name in KEPT},
    }


def _loan(case: Case, person: Person, now: datetime) -> AccessGrant:
    grant = AccessGrant(agency_id=case.agency_id, matter=case, person=person, lent_by=case.opened_by)
    grant.reason, grant.since, grant.until = LENT["reason"], now, now + timedelta(days=3)
    db.session.add(grant)
    db.session.flush()
    record("access.granted", grant, actor=case.opened_by.ref, at=now)
    return grant


def _dossier(matter: Matter, by: Person, now: datetime) -> None:
    made = Dossier(agency_id=matter.agency_id, matter=matter, number=1, as_of=date(2026, 11, 20))
    made.known_by, made.frozen_at, made.frozen_by = now, now, by
    made.body, made.sha256 = to_bytes(sample()), "0" * 64
    db.session.add(made)
    db.session.flush()
    record("dossier.frozen", made, actor=by.ref, at=now)


def a_nomination(subject: Person, by: Person, *, now: datetime) -> Nomination:
    """A nomination without any step."""
    scheme = AwardScheme(agency_id=subject.agency_id, title="Pegawai teladan")
    version = AwardVersion(
        agency_id=subject.agency_id, scheme=scheme, number=1, since=now.date(), criteria=[]
    )
    version.set_at, version.set_by = now, by
    db.session.add(version)
    db.session.flush()
    found = Nomination(agency_id=subject.agency_id, version_id=version.id, merit="Sabar.", subject=subject)
    found.number, found.happened_on, found.rev = f"UJI/{subject.id}/{now:%f}", now.date(), 0
    found.opened_at, found.opened_by = now, by
    db.session.add(found)
    db.session.flush()
    return found
