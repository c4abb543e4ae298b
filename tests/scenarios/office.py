"""A small office of its own for these tests: two trainers, an officer, HR, one code with one module."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

import sqlalchemy as sa

from training.codes.models import IN_FORCE, Clause, Code, CodeVersion, Section
from training.core.access import Role
from training.core.db import db
from training.modules.models import Module, Objective
from training.people.models import Agency, Person, RoleGrant
from training.people.service import hasher
from training.scenarios import formats
from training.scenarios.models import Scenario, ScenarioVersion
from training.scenarios.reviewing import service as reviewing
from training.scenarios.service import import_scenario

from ..cast import Member
from .material import decision, option, scenario

MORNING = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
WORD = "loket-siang-2026"
CLAUSES = {
    "D.3": "Tidak memperlambat pelayanan.",
    "D.4": "Tidak menerima pemberian dalam bentuk apa pun.",
    "D.5": "Tidak membocorkan data pribadi.",
}
SIGN_INS = {"trainer": Role.TRAINER, "second": Role.TRAINER, "officer": None, "hr": Role.HR}


@dataclass(frozen=True)
class Office:
    """What the tests hold on to: sign-ins and ids, no rows."""

    trainer: Member
    second: Member
    officer: Member
    hr: Member
    agency_id: int
    code_id: int
    ref: str


def text(**more: object) -> str:
    """A valid scenario file about D.4 for this office."""
    options = (
        option("a", "violation", critical=True, text="Menerima amplop itu dan menyimpannya di laci."),
        option("b", "best", text="Mengembalikannya dengan santun.", next="akhir-1"),
        option("c", "poor", text="Pura-pura tidak melihat amplop itu di meja.", next="akhir-1"),
    )
    nodes = {"amplop": decision(*options), "akhir-1": {"ending": "Antrean berlanjut."}}
    return formats.dump(formats.build(scenario(nodes, **more), name="uji"))


def furnish() -> Office:
    """Insert the office with one published scenario, `amplop-di-loket`, and commit."""
    agency = Agency(slug="kantor-pelatih", name="Kantor Pelatih", zone="Asia/Makassar")
    db.session.add(agency)
    db.session.flush()
    password_hash = hasher.hash(WORD)
    people = {key: _person(agency, key, role, password_hash) for key, role in SIGN_INS.items()}
    db.session.add_all(people.values())
    code = _code(agency)
    version = import_scenario(code, text(), name="amplop-di-loket.yaml", actor="system", now=MORNING)
    db.session.commit()
    members = {
        key: Member(person.name, "", person.email or "", agency.slug, WORD) for key, person in people.items()
    }
    return Office(**members, agency_id=agency.id, code_id=code.id, ref=version.scenario.ref)


def scenario_row(ref: str) -> Scenario:
    """The scenario as it is in the database."""
    return db.session.scalars(sa.select(Scenario).where(Scenario.ref == ref)).one()


def person_row(member: Member) -> Person:
    return db.session.scalars(sa.select(Person).where(Person.email == member.email)).one()


def approve(ref: str, member: Member) -> str:
    """Let a second person say yes to the draft as it stands; its stamp."""
    scenario, person = scenario_row(ref), person_row(member)
    stamp = scenario.draft.stamp
    author = db.session.get_one(Person, scenario.draft.author_id)
    review = reviewing.ask(scenario, stamp=stamp, note="", actor=author, now=MORNING)
    reviewing.approve(review, stamp=stamp, answer="", actor=person, now=MORNING)
    return stamp


def versions(ref: str) -> list[tuple[int, str]]:
    """(number, state) of each version, in order."""
    rows = sa.select(ScenarioVersion).join(ScenarioVersion.scenario).where(Scenario.ref == ref)
    return [(v.number, v.state) for v in db.session.scalars(rows.order_by(ScenarioVersion.number))]


def _person(agency: Agency, key: str, role: Role | None, password_hash: str) -> Person:
    return Person(
        agency=agency,
        name=f"Orang {key.capitalize()}",
        email=f"{key}@pelatih.contoh.id",
        password_hash=password_hash,
        grants=[RoleGrant(role=role)] if role else [],
    )


def _code(agency: Agency) -> Code:
    code = Code(agency_id=agency.id, slug="kantor-pelatih-2026", title="Kode Etik Kantor Pelatih")
    version = CodeVersion(
        agency_id=agency.id,
        code=code,
        number=1,
        state=IN_FORCE,
        title="Kode Etik Kantor Pelatih",
        decree="Keputusan Kepala Kantor Pelatih Nomor 3 Tahun 2026",
        decree_date=date(2026, 1, 12),
        in_force_from=date(2026, 1, 12),
        source_name="uji.txt",
        source_text="",
        source_hash="uji",
        content_hash="uji",
        published_at=MORNING,
    )
    section = Section(position=4, label="D", title="Larangan", kind="prohibition", line=1)
    module = Module(agency_id=agency.id, version=version, key="d", position=1, title="Larangan di loket")
    for place, (address, words) in enumerate(CLAUSES.items(), 1):
        clause = Clause(
            section=section,
            position=place,
            label=address[2:],
            address=address,
            text=words,
            kind="prohibition",
            line=place,
            last_line=place,
        )
        version.clauses.append(clause)
        module.objectives.append(Objective(clause=clause, position=place, text=f"Menjaga {address}"))
    version.sections.append(section)
    db.session.add_all([code, version, module])
    db.session.flush()
    return code
