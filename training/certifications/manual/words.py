"""The words of manual decisions: what they are called, why one may not be, and what follows from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from flask_babel import ngettext

from ...core.i18n import show_date
from ..rules import HOLDING
from .rules import Fault, Outlook, Turn


@dataclass(frozen=True, slots=True)
class Step:
    """A day and what the status is then: without the act, and with it. Keys are for the status shape."""

    when: str
    before_key: str
    before: str
    before_until: str
    after_key: str
    after: str
    after_until: str

    @property
    def same(self) -> bool:
        """Whether the act makes no difference on that day."""
        return (self.before, self.before_until) == (self.after, self.after_until)


def excusal_kinds() -> dict[str, str]:
    """The kinds of excusal, as the screens call them."""
    return {
        "leave": _("Cuti"),
        "sick": _("Sakit"),
        "maternity": _("Cuti melahirkan"),
        "posting": _("Penugasan di luar instansi"),
        "study": _("Tugas belajar"),
        "other": _("Lainnya"),
    }


def steps_of(turns: list[Turn]) -> list[Step]:
    """The turns as the page shows them, today first."""
    return [
        Step(
            _("Hari ini") if place == 0 else _("Sejak %(day)s", day=show_date(turn.on)),
            *(turn.before.word, status_words(turn.before), until_words(turn.before)),
            *(turn.after.word, status_words(turn.after), until_words(turn.after)),
        )
        for place, turn in enumerate(turns)
    ]


def status_words(found: Outlook) -> str:
    """The status in a word: `Berlaku`, `Terlambat 12 hari`."""
    days = found.late_days
    if found.word == "overdue" and days:
        return ngettext("Terlambat %(num)s hari", "Terlambat %(num)s hari", days)
    return {
        "certified": _("Berlaku"),
        "expiring": _("Segera berakhir"),
        "grace": _("Berlaku sementara"),
        "expired": _("Kedaluwarsa"),
        "revoked": _("Dicabut"),
        "failed": _("Tidak lulus"),
        "overdue": _("Terlambat"),
        "future": _("Akan datang"),
        "pending": _("Belum mulai"),
        "excused": _("Dikecualikan"),
        "free": _("Tidak ditugaskan"),
    }[found.word]


def until_words(found: Outlook) -> str:
    """Until when, beside the status of who is certified."""
    if found.word not in {"certified", "expiring"} or found.holds_until is None:
        return ""
    return _("sampai %(day)s", day=show_date(found.holds_until))


def brief_of(turns: list[Turn]) -> str:
    """Today's change in one line, with what else changes."""
    before, after = turns[0].before, turns[0].after
    said = [
        f"{each} {until}".strip()
        for each, until in (
            (status_words(before), until_words(before)),
            (status_words(after), until_words(after)),
        )
    ]
    first = said[0] if said[0] == said[1] else " → ".join(said)
    return " ".join([f"{first}.", *changes_of(turns)])


def changes_of(turns: list[Turn]) -> list[str]:
    """What else changes: the due day and the reminders; that nothing does, if so."""
    before, after = turns[0].before, turns[0].after
    found = []
    if due_words(before) != due_words(after):
        found.append(_("Tenggat: %(before)s → %(after)s.", before=due_words(before), after=due_words(after)))
    if before.excused != after.excused and before.state in HOLDING:
        found.append(_("Masa berlaku sertifikat tidak berubah."))
    if before.reminded and not after.reminded:
        found.append(_("Pengingat berhenti."))
    if after.reminded and not before.reminded:
        found.append(_("Pengingat dikirim lagi."))
    if not found and all(turn.before == turn.after for turn in turns):
        found.append(_("Status dan tenggat tidak berubah."))
    return found


def due_words(found: Outlook) -> str:
    """The last day in time; while an excusal is open, what it is counted from."""
    if found.waits and found.asked_by:
        return _("%(day)s ditambah hari-hari dikecualikan", day=show_date(found.asked_by))
    return show_date(found.due_on) if found.due_on else _("tidak ada")


def fault_words(fault: Fault) -> str:
    """Why something may not be decided and what to do instead, in the reader's language."""
    values = {
        name: show_date(each) if isinstance(each, date) else each for name, each in fault.values.items()
    }
    if fault.why in {"excused_twice", "lent_twice"}:
        return _twice(fault.why, values)
    said: str = _TEXT[fault.why]()
    return said % values if values else said


def _twice(why: str, values: dict[str, object]) -> str:
    since, until = values["since"], values["until"]
    if why == "lent_twice":
        said = _("Sudah disertifikasi sementara %(since)s sampai %(until)s.", since=since, until=until)
    elif until:
        said = _("Sudah dikecualikan %(since)s sampai %(until)s.", since=since, until=until)
    else:
        said = _("Sudah dikecualikan sejak %(since)s tanpa batas.", since=since)
    return f"{said} {_('Akhiri atau batalkan dahulu yang lama, atau pilih hari di luarnya.')}"


_TEXT = {
    "self": lambda: _("Keputusan tentang Anda sendiri dibuat oleh rekan lain di kepegawaian."),
    "departed": lambda: _(
        "Pegawai ini sudah tidak aktif di instansi. Tidak ada yang dapat diberikan kepadanya."
    ),
    "no_scheme": lambda: _("Instansi belum mempunyai sertifikasi, jadi belum ada yang dapat diputuskan."),
    "scheme": lambda: _("Pilih sertifikasinya."),
    "kind": lambda: _("Pilih jenisnya."),
    "subject": lambda: _("Pilih apa yang dibebaskan."),
    "missing": lambda: _("Isi tanggalnya."),
    "unreadable": lambda: _(
        "Tanggal “%(typed)s” tidak terbaca. Tulis hari, bulan, lalu tahun, misalnya 21-11-2026."
    ),
    "reason_missing": lambda: _("Tuliskan alasannya."),
    "reason_long": lambda: _("Alasan paling panjang %(most)s huruf."),
    "document_missing": lambda: _("Tuliskan nomor atau keterangan buktinya, misalnya nomor surat."),
    "document_long": lambda: _("Keterangan bukti paling panjang %(most)s huruf."),
    "waived_twice": lambda: _("Syarat ini sudah dibebaskan dan belum terpakai."),
    "not_asked": lambda: _("Syarat ini tidak diminta dari pegawai ini sekarang, atau sudah terpenuhi."),
    "waiver_used": lambda: _("Pembebasan ini sudah terpakai pada satu putaran, jadi tidak dapat dibatalkan."),
    "revoked": lambda: _(
        "Sertifikatnya dicabut. Status Dicabut hilang hanya bila ia meraih sertifikat baru."
    ),
    "revoked_already": lambda: _("Sertifikat ini sudah dicabut."),
    "reversed": lambda: _("Hari terakhir %(until)s lebih awal daripada hari pertama %(since)s."),
    "too_early": lambda: _("Terlalu lama berlalu. Paling awal %(first)s; periksa tahunnya."),
    "too_late": lambda: _("Terlalu jauh ke depan. Paling lambat %(last)s; periksa tahunnya."),
    "excused_long": lambda: _(
        "Terlalu panjang untuk satu pengecualian. Paling lambat %(last)s; lanjutkan kelak bila perlu."
    ),
    "not_earlier": lambda: _("Pengecualian ini sudah berakhir %(until)s. Pilih hari yang lebih awal."),
    "not_assigned": lambda: _("Pegawai ini tidak ditugaskan pada sertifikasi ini. Tugaskan dahulu."),
    "certified": lambda: _("Pegawai ini memegang sertifikat yang masih berlaku pada hari itu; tidak perlu."),
    "held_before": lambda: _(
        "Tenggat hanya untuk putaran pertama, sedangkan pegawai ini pernah bersertifikat. "
        "Bila perlu waktu, gunakan sertifikasi sementara."
    ),
    "past": lambda: _("Hari itu sudah lewat. Paling awal hari ini, %(today)s."),
    "not_later": lambda: _("Bukan perpanjangan: tenggat sekarang %(due)s. Pilih hari sesudahnya."),
    "lent_long": lambda: _("Paling lama %(months)s bulan: sampai %(last)s."),
    "assigned_twice": lambda: _(
        "Sudah ditugaskan, tenggatnya %(due)s. Perpanjang tenggat itu bila perlu waktu lagi."
    ),
}
