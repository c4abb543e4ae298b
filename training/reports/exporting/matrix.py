"""Where everybody stands as of a day: the matrix of people and modules, and the list of the desk."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _

from ...attempts.models import CERTIFICATION, Assessment, Attempt, Outcome
from ...certifications.days import day_after
from ...certifications.manual.models import Waiver
from ...certifications.requirements import passed_this_round
from ...certifications.rules import Status
from ...certifications.standing import Holding, standings
from ...core.clock import day_in
from ...core.db import db
from ...core.i18n import current_language
from ...modules.models import Module
from ...modules.succession import counts_as
from ..words import state_words
from .office import Office, Scheme
from .people import People, here_on, works_in
from .rules import Asked
from .tables import DAY, NIP, NUMBER, Column, Line, Table

Passed = defaultdict[int, dict[int, datetime]]


@dataclass(frozen=True, slots=True)
class Stand:
    """One person as of a day: the row read, the holding, module id to the last pass, modules passed in this
    round, keys of modules waived."""

    row: Any
    holding: Holding
    passed: dict[int, datetime]
    counted: set[int]
    waived: set[str]

    @property
    def state(self) -> str:
        started = self.holding.state is Status.PENDING and self.counted
        return "in_progress" if started else self.holding.state.value

    @property
    def asked(self) -> bool:
        return self.holding.due_on is not None or bool(self.holding.rounds)


def matrix_table(office: Office, asked: Asked, scheme: Scheme) -> Table:
    """A row for each person, a column for each module."""
    columns = (*_who(), Column(_("Status"), 18), Column(_("Tenggat"), 13, DAY))
    columns += (Column(_("Berlaku sampai"), 15, DAY),)
    columns += tuple(Column(_module_label(module), 16, DAY) for module in scheme.modules)
    return _table(_("Matriks"), columns, office, asked, scheme, _matrix_cells)


def list_table(office: Office, asked: Asked, scheme: Scheme) -> Table:
    """What the desk tells of each person."""
    return _table(_("Pegawai"), list_columns(), office, asked, scheme, _list_cells)


def list_columns() -> tuple[Column, ...]:
    """The columns of the desk."""
    return (
        *(*_who(), Column(_("Status"), 18), Column(_("Tenggat"), 15, DAY)),
        *(Column(_("Berlaku mulai"), 15, DAY, printed=False), Column(_("Berlaku sampai"), 15, DAY)),
        Column(_("Modul lulus"), 12, NUMBER, printed=False),
        Column(_("Jumlah modul"), 13, NUMBER, printed=False),
        Column(_("Nomor sertifikat"), 34),
        Column(_("Versi kode etik"), 14, NUMBER, printed=False),
        Column(_("Pembaruan versi"), 16, NUMBER, printed=False),
        Column(_("Tenggat pembaruan"), 18, DAY, printed=False),
    )


def passes_in(
    scheme: Scheme, people: Any, *, before: datetime, since: datetime | None = None
) -> sa.Select[*tuple[Any, ...]]:
    """Rows of person, module asked for, first and last moment it was passed in a certification run. `people`
    are ids or a statement that selects them."""
    pairs = counts_as(Module.id.in_([module.id for module in scheme.modules]))
    rows = (
        sa.select(
            *(Attempt.person_id, pairs.c.asked.label("module_id")),
            sa.func.min(Outcome.at, type_=Outcome.at.type).label("first_at"),
            sa.func.max(Outcome.at, type_=Outcome.at.type).label("last_at"),
        )
        .select_from(Attempt)
        .join(Attempt.outcome)
        .join(Assessment, Assessment.id == Attempt.assessment_id)
        .join(pairs, pairs.c.taken == Assessment.module_id)
        .where(Attempt.purpose == CERTIFICATION, Outcome.passed, Outcome.at < before)
        .where(Attempt.person_id.in_(people))
        .group_by(Attempt.person_id, pairs.c.asked)
    )
    least = scheme.in_force.certification.pass_percent
    rows = rows.where(Outcome.at >= since) if since else rows
    return rows.where(Outcome.percent >= least) if least is not None else rows


def _table(
    name: str, columns: tuple[Column, ...], office: Office, asked: Asked, scheme: Scheme, cells: Any
) -> Table:
    zone, day = office.agency.zone, asked.until
    people = People(office.agency.id, [here_on(day), *works_in(office.units(asked.unit), day)], day)

    def rows(first: int | None) -> Iterator[Line]:
        words = state_words()
        for part in people.parts(first):
            for stand in _stands(scheme, part, day, zone):
                yield stand.row.id, cells(stand, scheme, words, zone)

    return Table(name, columns, rows, people.count)


def _stands(scheme: Scheme, part: Sequence[Any], day: date, zone: str) -> Iterator[Stand]:
    """Everybody of one part, in five statements."""
    ids = [row.id for row in part]
    known = standings(scheme.in_force, on=day, zone=zone, people=ids)
    passed: Passed = defaultdict(dict)
    waived: defaultdict[int, set[str]] = defaultdict(set)
    for row in db.session.execute(_met(scheme, ids, day_after(day, zone))):
        if row.subject:
            waived[row.person_id].add(row.subject)
        else:
            passed[row.person_id][row.module_id] = row.last_at
    for row in part:
        made, holding = passed.get(row.id, {}), known[row.id]
        counted = passed_this_round(made, holding.rounds, zone)
        yield Stand(row, holding, made, counted, waived.get(row.id, set()))


def _met(scheme: Scheme, people: Collection[int], before: datetime) -> sa.CompoundSelect[Any]:
    """Passes, and waivers beside them: those have a `subject`."""
    passes = passes_in(scheme, people, before=before).subquery()
    waivers = sa.select(
        *(Waiver.person_id, sa.literal(0), Waiver.recorded_at, Waiver.subject),
    ).where(
        Waiver.certification_id == scheme.in_force.certification.id,
        Waiver.person_id.in_(people),
        Waiver.recorded_at < before,
        sa.or_(Waiver.withdrawn_at.is_(None), Waiver.withdrawn_at >= before),
    )
    columns = (passes.c.person_id, passes.c.module_id, passes.c.last_at)
    return sa.union_all(sa.select(*columns, sa.literal("").label("subject")), waivers)


def _who() -> tuple[Column, ...]:
    nip, name = Column(_("NIP"), 21, NIP), Column(_("Nama"), 30)
    return nip, name, Column(_("Unit"), 30), Column(_("Jabatan"), 30)


def _person_cells(row: Any) -> list[Any]:
    return [row.nip or "", row.name, row.unit or "", row.position or ""]


def _state(stand: Stand, words: dict[str, str]) -> str:
    if not stand.asked:
        return _("Tidak ditugaskan")
    word = words.get(stand.state, stand.state)
    return _("%(state)s (dikecualikan)", state=word) if stand.holding.excused else word


def _matrix_cells(stand: Stand, scheme: Scheme, words: dict[str, str], zone: str) -> list[Any]:
    latest = stand.holding.latest
    dates = [
        day_in(zone, stand.passed[module.id])
        if module.id in stand.passed
        else (_("dibebaskan") if module.key in stand.waived else None)
        for module in scheme.modules
    ]
    until = latest.valid_until if latest else None
    return [*_person_cells(stand.row), _state(stand, words), stand.holding.due_on, until, *dates]


def _list_cells(stand: Stand, scheme: Scheme, words: dict[str, str], zone: str) -> list[Any]:
    holding, latest, delta = stand.holding, stand.holding.latest, stand.holding.delta
    resting = holding.state is Status.CERTIFIED
    return [
        *(*_person_cells(stand.row), _state(stand, words), holding.due_on),
        *((latest.valid_from, latest.valid_until) if latest else (None, None)),
        *(len(scheme.modules) if resting else len(stand.counted), len(scheme.modules)),
        *((latest.certificate_number, latest.version) if latest else ("", None)),
        *((delta.version, delta.due_on) if delta else (None, None)),
    ]


def _module_label(module: Module) -> str:
    return f"{module.key.upper()}. {module.title_in(current_language())}"
