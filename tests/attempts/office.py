"""A small office of its own for these tests: two officers, one code with one module, three scenarios.

A run asks four questions on its longest way, three minutes each, fifteen in all. Every text that must stay hidden
until the debrief carries a mark (`RAHASIA`, `UMPAN`), every consequence `AKIBAT`.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime

import sqlalchemy as sa

from training.attempts.service import open_assessment
from training.codes.models import IN_FORCE, Clause, Code, CodeVersion, Section
from training.core.db import db
from training.modules.models import KEPT, Module, Objective, Progress
from training.people.models import Agency, Person
from training.people.service import hasher
from training.scenarios.models import PUBLISHED, Scenario, ScenarioVersion

from ..cast import Member

MORNING = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
WORD = "loket-siang-2026"
MINUTES = 15
CLAUSES = {
    "D.1": "Tidak melakukan kolusi dengan pihak mana pun.",
    "D.2": "Tidak memperlambat pelayanan.",
    "D.3": "Tidak menerima pemberian dalam bentuk apa pun.",
    "A.1": "Jujur dalam melaksanakan tugas.",
}

AMPLOP = """format: 1
id: amplop
title: Amplop di atas meja
title_en: The envelope on the desk
clause: D.3
role: Petugas loket
place: Loket 3
time: "10.40"
mood: antrean 45
start: meja
nodes:
  meja:
    clause: D.3
    situation: Seorang ibu meletakkan amplop.
    speech:
      who: Ibu pemohon
      says: Anggap saja uang kopi.
    question: Apa yang Anda lakukan?
    options:
      - id: x
        text: Menolak dengan santun.
        grade: best
        reason: RAHASIA-menolak
        consequence: AKIBAT-menolak Ibu itu terdiam, lalu bertanya.
        feedback: UMPAN-menolak Laporkan kepada UPG.
        upholds: [D.3, A.1]
        next: tanya
      - id: y
        text: Menyimpannya di laci.
        grade: violation
        reason: RAHASIA-menyimpan
        consequence: AKIBAT-menyimpan Laci itu terasa berat.
        feedback: UMPAN-menyimpan Uang itu dikembalikan dan dilaporkan ke UPG.
        violates: [D.3]
        critical: true
      - id: z
        text: Pura-pura tidak melihat.
        grade: poor
        reason: RAHASIA-diam
        consequence: AKIBAT-diam Amplop itu tetap di meja.
        feedback: UMPAN-diam Katakan dengan jelas.
        violates: [A.1]
        next: tanya
  tanya:
    clause: D.1
    situation: Ibu itu bertanya apakah berkasnya akan selesai.
    question: Apa jawaban Anda?
    options:
      - id: q
        text: Menjelaskan tahapannya.
        grade: best
        reason: RAHASIA-jelas
        consequence: AKIBAT-jelas Ia mengangguk.
        feedback: UMPAN-jelas
        upholds: [D.1]
        next: akhir-1
      - id: r
        text: Menjawab seperlunya.
        grade: acceptable
        reason: RAHASIA-singkat
        consequence: AKIBAT-singkat Ia pergi.
        feedback: UMPAN-singkat
        upholds: [D.1]
  akhir-1:
    ending: TAMAT Loket kembali tenang.
"""


def single(slug: str, clause: str) -> str:
    """A scenario of one decision with three options about `clause`."""
    return f"""format: 1
id: {slug}
title: Kisah {slug}
title_en: Story {slug}
clause: {clause}
role: Petugas loket
place: Ruang {slug}
time: "08.15"
start: awal
nodes:
  awal:
    clause: {clause}
    situation: Sesuatu terjadi di {slug}.
    question: Apa yang Anda lakukan sekarang?
    options:
      - id: k
        text: Melayani sesuai aturan {slug}.
        grade: best
        reason: RAHASIA-{slug}
        consequence: AKIBAT-{slug}-baik
        feedback: UMPAN-{slug}-baik
        upholds: [{clause}]
      - id: l
        text: Melayani seadanya {slug}.
        grade: acceptable
        reason: RAHASIA-{slug}
        consequence: AKIBAT-{slug}-cukup
        feedback: UMPAN-{slug}-cukup
        upholds: [{clause}]
      - id: m
        text: Menunda sampai besok {slug}.
        grade: violation
        reason: RAHASIA-{slug}
        consequence: AKIBAT-{slug}-tunda
        feedback: UMPAN-{slug}-tunda
        violates: [{clause}]
"""


SCENARIOS = {"amplop": AMPLOP, "titipan": single("titipan", "D.1"), "berkas": single("berkas", "D.2")}


@dataclass(frozen=True)
class Quiz:
    """What the tests hold on to: references and sign-ins, no rows."""

    module: str
    officer: Member
    colleague: Member
    officer_id: int
    module_id: int


def furnish() -> Quiz:
    """Insert the office and commit."""
    agency = Agency(slug="kantor-uji", name="Kantor Uji", zone="Asia/Makassar")
    db.session.add(agency)
    db.session.flush()
    officer, colleague = (
        _person(agency, "Putri Anggraini", "putri"),
        _person(agency, "Dimas Saputro", "dimas"),
    )
    version = _code(agency)
    module = _module(agency, version)
    for slug, source in SCENARIOS.items():
        publish(version.code, slug, source)
    db.session.add_all(officer_and := [officer, colleague])
    db.session.flush()
    for person in officer_and:
        db.session.add(
            Progress(person_id=person.id, module_id=module.id, steps=3, started_at=MORNING, read_at=MORNING)
        )
    open_assessment(module)
    db.session.commit()
    return Quiz(module.ref, _member(officer), _member(colleague), officer.id, module.id)


def publish(code: Code, slug: str, source: str, *, number: int = 1) -> ScenarioVersion:
    """Insert a published version of a scenario."""
    clause = next(line.split(": ")[1] for line in source.splitlines() if line.startswith("clause: "))
    scenario = db.session.scalar(sa.select(Scenario).filter_by(code_id=code.id, slug=slug))
    if scenario is None:
        scenario = Scenario(agency_id=code.agency_id, code_id=code.id, slug=slug)
    version = ScenarioVersion(
        scenario=scenario,
        number=number,
        state=PUBLISHED,
        source=source,
        title=slug,
        clause=clause,
        clauses=[clause],
        content_hash=f"{slug}-{number}",
        published_at=MORNING,
    )
    db.session.add_all([scenario, version])
    db.session.flush()
    return version


def _person(agency: Agency, name: str, key: str) -> Person:
    return Person(
        agency=agency, name=name, nip=None, email=f"{key}@uji.contoh.id", password_hash=hasher.hash(WORD)
    )


def _member(person: Person) -> Member:
    return Member(person.name, "", person.email or "", "kantor-uji", WORD)


def _code(agency: Agency) -> CodeVersion:
    code = Code(agency_id=agency.id, slug="kantor-uji-2026", title="Kode Etik Kantor Uji")
    version = CodeVersion(
        agency_id=agency.id,
        code=code,
        number=1,
        state=IN_FORCE,
        title="Kode Etik Kantor Uji",
        decree="Keputusan Kepala Kantor Uji Nomor 7 Tahun 2026",
        decree_date=date(2026, 1, 12),
        in_force_from=date(2026, 1, 12),
        source_name="uji.txt",
        source_text="",
        source_hash="uji",
        content_hash="uji",
        published_at=MORNING,
    )
    db.session.add_all([code, version])
    db.session.flush()
    return version


def _module(agency: Agency, version: CodeVersion) -> Module:
    section = Section(
        version_id=version.id, position=4, label="D", title="Larangan", kind="prohibition", line=1
    )
    db.session.add(section)
    db.session.flush()
    module = Module(
        agency_id=agency.id,
        version=version,
        key="d",
        position=1,
        title="Larangan di loket",
        title_en="Prohibitions",
        publication=KEPT,
        published_at=MORNING,
    )
    for place, (address, text) in enumerate(CLAUSES.items()):
        clause = Clause(
            version_id=version.id,
            section_id=section.id,
            position=place,
            label=address.split(".")[1],
            address=address,
            text=text,
            kind="prohibition",
            line=place,
            last_line=place,
        )
        db.session.add(clause)
        if address.startswith("D"):
            module.objectives.append(Objective(clause=clause, position=place, text=f"Menjaga {address}"))
    db.session.add(module)
    db.session.flush()
    return module
