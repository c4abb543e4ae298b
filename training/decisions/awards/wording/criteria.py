"""The words of criteria, and of the answers to them, in the reader's language."""

from collections.abc import Callable
from typing import Any

from flask_babel import gettext as _

from ...entries.words import all_level_words
from ...words import track_words
from ..checks.criteria import (
    Attendance,
    CertificationUnbroken,
    Complaints,
    Criterion,
    NoSanction,
    ServiceYears,
    Statement,
)
from ..rules import NO, UNKNOWN, YES


def kind_words() -> dict[str, str]:
    """The kinds of criterion, as they are chosen."""
    return {
        "service_years": _("Masa kerja"),
        "certification_unbroken": _("Sertifikasi tanpa jeda"),
        "no_sanction": _("Tidak ada sanksi"),
        "complaints": _("Pengaduan yang terbukti"),
        "attendance": _("Kehadiran"),
        "not_under_case": _("Tidak sedang diperiksa"),
        "statement": _("Dipastikan oleh manusia"),
    }


def met_words() -> dict[str, str]:
    """What the record says to a criterion."""
    return {YES: _("Terpenuhi"), NO: _("Belum terpenuhi"), UNKNOWN: _("Perlu dipastikan")}


def met_shapes() -> dict[str, str]:
    """The shape in which an answer is drawn, beside its word."""
    return {YES: "certified", NO: "overdue", UNKNOWN: "pending"}


def sure_words() -> dict[str, str]:
    """How sure we are of what the catalogue says."""
    return {
        "S": _("terlihat pada sumber tersimpan"),
        "S2": _("hanya dari sumber kedua"),
        "O": _("usulan untuk kantor"),
    }


def criterion_text(asked: Criterion) -> str:
    """What a criterion asks, as one sentence."""
    return _ASKED.get(asked.kind, _not_under_case)(asked)


def _service(asked: ServiceYears) -> str:
    if asked.counted_from == "joined":
        return _("Bekerja di instansi ini tanpa putus paling sedikit %(years)s tahun", years=asked.years)
    return _(
        "Masa kerja tanpa putus paling sedikit %(years)s tahun sejak pengangkatan pertama", years=asked.years
    )


def _unbroken(asked: CertificationUnbroken) -> str:
    if not asked.gap_days:
        return _("Sertifikasi berlaku tanpa jeda selama %(months)s bulan", months=asked.months)
    return _(
        "Sertifikasi berlaku selama %(months)s bulan, dengan jeda paling banyak %(days)s hari",
        months=asked.months,
        days=asked.gap_days,
    )


def _sanction(asked: NoSanction) -> str:
    levels = all_level_words()[asked.track]
    what = _(" atau ").join(levels[each].lower() for each in asked.levels) if asked.levels else ""
    said = {
        "what": what,
        "years": asked.years,
        "track": track_words()[asked.track].lower(),
    }
    if asked.years is None:
        if what:
            return _("Tidak pernah dijatuhi sanksi %(track)s tingkat %(what)s", **said)
        return _("Tidak pernah dijatuhi sanksi %(track)s", **said)
    if what:
        return _("Tidak ada sanksi %(track)s tingkat %(what)s dalam %(years)s tahun terakhir", **said)
    return _("Tidak ada sanksi %(track)s dalam %(years)s tahun terakhir", **said)


def _complaints(asked: Complaints) -> str:
    said = {"most": asked.most, "months": asked.months}
    if not asked.most:
        return _("Tidak ada pengaduan pribadi yang terbukti dalam %(months)s bulan terakhir", **said)
    return _("Pengaduan yang terbukti paling banyak %(most)s dalam %(months)s bulan terakhir", **said)


def _attendance(asked: Attendance) -> str:
    said = {"percent": asked.percent, "months": asked.months}
    if asked.months is None:
        return _("Kehadiran paling sedikit %(percent)s%% dalam tahun kalender yang lalu", **said)
    return _("Kehadiran paling sedikit %(percent)s%% dalam %(months)s bulan terakhir", **said)


def _statement(asked: Statement) -> str:
    return asked.text


def _not_under_case(_asked: Criterion) -> str:
    return _("Tidak sedang dalam pemeriksaan kode etik atau disiplin")


_ASKED: dict[str, Callable[[Any], str]] = {
    "service_years": _service,
    "certification_unbroken": _unbroken,
    "no_sanction": _sanction,
    "complaints": _complaints,
    "attendance": _attendance,
    "statement": _statement,
}
