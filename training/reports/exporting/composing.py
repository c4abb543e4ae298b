"""Every export put together: its title, its tables, and the sentences that go with it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from flask_babel import gettext as _

from ...codes.models import Clause
from ...codes.service import citation
from ...core.db import db
from ...core.i18n import current_language, show_date
from ...modules.models import Objective
from ...people.models import Person
from .hours import hours_table, norm_sentences
from .matrix import list_table, matrix_table
from .office import Office, Scheme
from .reach import Reached, reached, units_table
from .rules import HOURS, LIST, MATRIX, SIASN, SOCIALISATION, TIMES, Asked
from .siasn import apart_table, course_table
from .socialisation import people_table
from .tables import Report, Table
from .words import disclaimer, kind_words


@dataclass(frozen=True, slots=True)
class Wanted:
    """An export that can be made: what is asked, of which office, as of which today."""

    office: Office
    asked: Asked
    scheme: Scheme | None
    today: date


class NoScheme(LookupError):
    """The office has no certification to report on yet."""


def compose(office: Office, asked: Asked, *, today: date) -> Report:
    """The report, its rows not yet read. Raises LookupError for a unit or certification of nobody here, and
    NoScheme."""
    office.units(asked.unit)
    scheme = office.scheme(asked.scheme)
    if scheme is None and asked.kind in (MATRIX, LIST, SOCIALISATION):
        raise NoScheme
    return COMPOSERS[asked.kind](Wanted(office, asked, scheme, today))


def time_words(asked: Asked) -> str:
    """The day or days it is about."""
    since, until = show_date(asked.since), show_date(asked.until)
    if TIMES[asked.kind] == "day":
        return _("Keadaan per %(day)s.", day=until)
    return _("Masa %(since)s sampai %(until)s.", since=since, until=until)


def _matrix(wanted: Wanted) -> Report:
    assert wanted.scheme  # noqa: S101 - composed only with one
    return _report(wanted, (matrix_table(wanted.office, wanted.asked, wanted.scheme),))


def _list(wanted: Wanted) -> Report:
    assert wanted.scheme  # noqa: S101 - composed only with one
    return _report(wanted, (list_table(wanted.office, wanted.asked, wanted.scheme),))


def _siasn(wanted: Wanted) -> Report:
    tables = course_table(wanted.office, wanted.asked), apart_table(wanted.office, wanted.asked)
    notes = (
        _("Tanggal kursus: hari modul pertama diluluskan. Selesai: hari syarat terakhir terpenuhi."),
        _("Nama ditulis seperti pada sertifikat, yang diunggah sebagai buktinya."),
        _("Periksa kembali di SIASN sesudah memasukkan; Adab tidak mengirim apa pun ke SIASN."),
    )
    return _report(wanted, tables, notes=notes)


def _hours(wanted: Wanted) -> Report:
    tables = (hours_table(wanted.office, wanted.asked, wanted.today),)
    partly = _(
        "Hanya JP dari sertifikat di Adab. Pelatihan lain tidak tercatat di sini, jadi angka ini tidak "
        "menunjukkan kekurangan seseorang."
    )
    return _report(wanted, tables, notes=(partly, *norm_sentences(wanted.asked)))


def _socialisation(wanted: Wanted) -> Report:
    office, asked, scheme = wanted.office, wanted.asked, wanted.scheme
    assert scheme  # noqa: S101 - composed only with one
    found = reached(office, asked, scheme)
    whole = sum_of(found)
    facts = (*_code_facts(scheme), *_reach_facts(whole), (_("Butir yang diajarkan"), clauses_taught(scheme)))
    tables = (people_table(office, asked, scheme), units_table(found))
    notes = (
        _(
            "Laporan ini menunjukkan siapa yang lewat akunnya sendiri mempelajari dan menyatakan kode etik, "
            "dan kapan. Laporan ini tidak membuktikan siapa yang duduk di depan layar, dan tidak membuktikan "
            "bahwa kode etik dipatuhi."
        ),
        _("Terjangkau: lulus semua modul atau membuat pernyataan dalam masa laporan."),
    )
    return _report(wanted, tables, facts=facts, notes=notes, signer=_signer(wanted))


def sum_of(found: list[Reached]) -> Reached:
    """All units together."""
    whole = Reached("")
    for each in found:
        whole = whole.plus(each)
    return whole


def clauses_taught(scheme: Scheme) -> str:
    """`A. Nilai-nilai (14): A.1, A.2, …`, module by module."""
    rows = (
        sa.select(Objective.module_id, Clause.address)
        .join(Clause, Clause.id == Objective.clause_id)
        .where(Objective.module_id.in_([module.id for module in scheme.modules]))
        .order_by(Objective.module_id, Objective.position)
    )
    addresses: dict[int, list[str]] = {}
    for module_id, address in db.session.execute(rows):
        addresses.setdefault(module_id, []).append(address)
    return "; ".join(
        f"{module.title_in(current_language())} ({len(found)}): {', '.join(found)}"
        for module in scheme.modules
        if (found := addresses.get(module.id))
    )


def _code_facts(scheme: Scheme) -> tuple[tuple[str, str], ...]:
    version = scheme.in_force.version
    return (
        (_("Kode etik"), version.title),
        (_("Dasar"), citation(version)),
        (
            _("Versi"),
            _("%(number)s (sidik teks %(hash)s)", number=version.number, hash=version.content_hash[:16]),
        ),
    )


def _reach_facts(whole: Reached) -> tuple[tuple[str, str], ...]:
    if whole.first and whole.last:
        days = _("%(first)s sampai %(last)s", first=show_date(whole.first), last=show_date(whole.last))
    else:
        days = _("belum ada")
    values = {"reached": whole.either, "people": whole.people, "percent": whole.percent}
    return (
        (_("Cakupan"), _("%(reached)s dari %(people)s pegawai (%(percent)s%%)", **values)),
        (_("Pelaksanaan"), days),
        (_("Pernyataan"), _("%(number)s pegawai menyatakan sanggup mematuhi", number=whole.declared)),
        (_("Modul"), _("%(number)s pegawai lulus semua modul", number=whole.learned)),
    )


def _signer(wanted: Wanted) -> tuple[str, str]:
    place = wanted.office.place(wanted.asked.unit)
    head = db.session.get(Person, place.head_id) if place and place.head_id else None
    return (head.name, head.nip or "") if head else ("", "")


def _report(
    wanted: Wanted,
    tables: tuple[Table, ...],
    *,
    facts: tuple[tuple[str, str], ...] = (),
    notes: tuple[str, ...] = (),
    signer: tuple[str, str] = ("", ""),
) -> Report:
    place, scheme = wanted.office.place(wanted.asked.unit), wanted.scheme
    subject = place.name if place else wanted.office.agency.name
    if scheme and wanted.asked.kind not in (SIASN, HOURS):
        subject = f"{scheme.title} · {subject}"
    return Report(
        asked=wanted.asked,
        title=kind_words()[wanted.asked.kind],
        subject=subject,
        agency=wanted.office.agency.name,
        time=time_words(wanted.asked),
        tables=tables,
        facts=facts,
        notes=(disclaimer(), *notes),
        signer=signer,
    )


COMPOSERS: dict[str, Callable[[Wanted], Report]] = {
    MATRIX: _matrix,
    SIASN: _siasn,
    HOURS: _hours,
    SOCIALISATION: _socialisation,
    LIST: _list,
}
