"""What the record says to a criterion, in words: why, why not, what is missing, in the reader's language."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from ....core.i18n import show_date
from ...entries.words import all_level_words

Values = Mapping[str, Any]


def why_text(code: str, values: Values) -> str:
    """A reason as one sentence. A code that is not known any more is shown as it is."""
    teller = _WHY.get(code)
    return teller(values) if teller else code


def _day(values: Values, name: str) -> str:
    try:
        return show_date(date.fromisoformat(str(values.get(name, ""))))
    except ValueError:
        return "–"


def _days(values: Values) -> str:
    return ngettext("%(num)d hari", "%(num)d hari", int(values.get("days", 0)))


def _run(said: str, values: Values) -> str:
    return said % {
        "title": values.get("title", ""),
        "first": _day(values, "first"),
        "last": _day(values, "last"),
        "days": _days(values),
    }


def _frame(values: Values) -> dict[str, str]:
    return {"first": _day(values, "first"), "last": _day(values, "last"), "days": _days(values)}


def _entry(values: Values) -> str:
    """An entry of HR: what, under which number, since when."""
    track, level = str(values.get("track", "")), str(values.get("level", ""))
    words = all_level_words().get(track, {})
    parts = [str(values.get("title", "")), words.get(level, "")]
    number = str(values.get("number", ""))
    parts += [_("nomor %(number)s", number=number)] if number else []
    parts.append(_day(values, "since"))
    return ", ".join(part for part in parts if part)


_WHY: dict[str, Callable[[Values], str]] = {
    "joined_unknown": lambda v: _(
        "Hari pertama di instansi ini belum tercatat. Lengkapi data pegawai dahulu."
    ),
    "appointed_unknown": lambda v: _(
        "Tanggal pengangkatan pertama (TMT CPNS) belum dibaca dari surat keputusannya."
    ),
    "appointed_hint": lambda v: _(
        "NIP memberi petunjuk %(month)s, tetapi itu petunjuk saja: cocokkan dengan surat keputusannya.",
        month=v.get("month", ""),
    ),
    "appointed_read": lambda v: _(
        "Pengangkatan pertama dibaca dari %(paper)s.", paper=v.get("paper", "") or "–"
    ),
    "service_break": lambda v: _(
        "Masa kerja terputus: keluar sesudah %(left)s, kembali %(back)s. Dihitung sejak kembali.",
        left=_day(v, "left"),
        back=_day(v, "back"),
    ),
    "service_left": lambda v: _("Sudah tidak bekerja di sini sesudah %(left)s.", left=_day(v, "left")),
    "service_enough": lambda v: _(
        "Sejak %(since)s; genap %(years)s tahun pada %(reached)s.",
        since=_day(v, "since"),
        years=v.get("years", ""),
        reached=_day(v, "reached"),
    ),
    "service_short": lambda v: _(
        "Sejak %(since)s baru %(full)s tahun penuh; genap %(years)s tahun pada %(reached)s.",
        since=_day(v, "since"),
        full=v.get("full", 0),
        years=v.get("years", ""),
        reached=_day(v, "reached"),
    ),
    "never_asked": lambda v: _(
        "Belum pernah ada sertifikasi yang diminta dari pegawai ini. Itu bukan kekurangannya."
    ),
    "run_gap": lambda v: _run(_("%(title)s tidak berlaku %(first)s sampai %(last)s: %(days)s."), v),
    "run_excused": lambda v: _run(
        _("%(title)s: dikecualikan %(first)s sampai %(last)s (%(days)s), tidak dihitung sebagai jeda."), v
    ),
    "run_not_asked": lambda v: _run(
        _("%(title)s: belum jatuh tempo %(first)s sampai %(last)s (%(days)s)."), v
    ),
    "gap_too_long": lambda v: _(
        "Jeda seluruhnya %(days)s dalam %(first)s sampai %(last)s; yang diperbolehkan %(allowed)s hari.",
        allowed=v.get("allowed", 0),
        **_frame(v),
    ),
    "gap_allowed": lambda v: _(
        "Jeda seluruhnya %(days)s, masih dalam batas %(allowed)s hari.",
        allowed=v.get("allowed", 0),
        **_frame(v),
    ),
    "not_asked_yet": lambda v: _(
        "Sertifikasi belum diminta selama %(days)s dari masa ini. Itu bukan jeda; tim yang menilainya.",
        **_frame(v),
    ),
    "unbroken": lambda v: _("Berlaku setiap hari dari %(first)s sampai %(last)s.", **_frame(v)),
    "unbroken_excused": lambda v: _(
        "Tidak ada jeda dari %(first)s sampai %(last)s, di luar hari yang dikecualikan.", **_frame(v)
    ),
    "sanction_counts": lambda v: _("Tercatat: %(entry)s.", entry=_entry(v)),
    "sanction_unclear": lambda v: _(
        "Tercatat tanpa tingkat: %(entry)s. Periksa keputusannya.", entry=_entry(v)
    ),
    "sanction_other": lambda v: _("Tercatat, tetapi di luar syarat ini: %(entry)s.", entry=_entry(v)),
    "no_sanction_entered": lambda v: _(
        "Tidak ada catatan kepegawaian tentang hal ini. Aplikasi hanya tahu yang dicatat."
    ),
    "complaint_upheld": lambda v: _("Terbukti: %(entry)s.", entry=_entry(v)),
    "complaint_open": lambda v: _("Belum diputus, jadi tidak dihitung: %(entry)s.", entry=_entry(v)),
    "complaints_counted": lambda v: _(
        "Terbukti %(count)s sejak %(first)s; batasnya %(most)s.",
        count=v.get("count", 0),
        first=_day(v, "first"),
        most=v.get("most", 0),
    ),
    "attendance_entered": lambda v: _(
        "Tercatat %(percent)s%% untuk %(title)s.", percent=v.get("percent", ""), title=v.get("title", "")
    ),
    "attendance_low": lambda v: _("Kurang dari %(least)s%%.", least=v.get("least", "")),
    "attendance_missing": lambda v: _(
        "Belum ada catatan kehadiran mulai %(since)s. Kepegawaian yang mengisinya.", since=_day(v, "since")
    ),
    "attendance_enough": lambda v: _(
        "Mencapai %(least)s%% dari %(first)s sampai %(last)s.", least=v.get("least", ""), **_frame(v)
    ),
    "case_asked": lambda v: _(
        "Hanya sekretariat majelis yang boleh menjawab, ketika pengusulan ditimbang: perkara itu rahasia."
    ),
    "stated_by_hand": lambda v: _("Tidak ada data untuk ini. Tim memastikannya dan menuliskan alasannya."),
}
