"""The words of the calendar and of terms, in the reader's language."""

from collections.abc import Mapping
from datetime import date

from flask_babel import format_date, ngettext
from flask_babel import gettext as _

from .rules import FIVE_DAYS, FURTHEST, SIX_DAYS
from .rules_terms import AT_LEAST, AT_MOST, CALENDAR, LONGEST, MEMORY, OFFICE, ON, SECOND_HAND, SEEN, Term
from .service import LONGEST_NAME
from .shipped import ELECTION, JOINT_LEAVE, NATIONAL


def month_name(day: date) -> str:
    """`November`."""
    return format_date(day, "MMMM", rebase=False)


def day_name(day: date) -> str:
    """`Senin, 23 November`."""
    return format_date(day, "EEEE, d MMMM", rebase=False)


def holiday_words() -> dict[str, str]:
    """The kinds of days in the list."""
    return {
        NATIONAL: _("Hari libur nasional"),
        JOINT_LEAVE: _("Cuti bersama"),
        ELECTION: _("Hari pemungutan suara"),
        "own_idle": _("Libur menurut kantor"),
        "own_worked": _("Tetap hari kerja menurut kantor"),
    }


def week_words() -> dict[int, str]:
    """How long a week is."""
    return {
        FIVE_DAYS: _("Lima hari: Senin sampai dengan Jumat"),
        SIX_DAYS: _("Enam hari: Senin sampai dengan Sabtu"),
    }


def term_words() -> dict[str, str]:
    """The terms by their keys."""
    return {
        "summons_notice": _("Panggilan pertama sampai pemeriksaan"),
        "second_summons": _("Panggilan kedua sesudah tidak hadir"),
        "reply": _("Tanggapan tertulis pegawai"),
        "delivery": _("Penyampaian keputusan"),
        "sent_when_absent": _("Pengiriman keputusan bila pegawai tidak hadir"),
        "effect": _("Mulai berlakunya keputusan sesudah diterima"),
        "objection": _("Pengajuan keberatan"),
        "objection_decision": _("Keputusan atas keberatan"),
        "appeal_bpasn": _("Pengajuan banding kepada BPASN"),
        "appeal_decision": _("Keputusan BPASN"),
    }


def direction_words() -> dict[str, str]:
    """In which direction days count."""
    return {
        AT_MOST: _("paling lambat"),
        AT_LEAST: _("paling singkat"),
        ON: _("tepat pada hari ke"),
    }


def sure_words() -> dict[str, str]:
    """How sure the product is of a piece of law."""
    return {
        SEEN: _("dilihat pada sumber tersimpan; periksa terhadap naskah resmi"),
        SECOND_HAND: _("menurut sumber kedua; periksa terhadap naskah resmi"),
        MEMORY: _("belum diperiksa; periksa terhadap naskah resmi"),
        OFFICE: _("ketentuan kantor, bukan dari peraturan"),
    }


def length_words(term: Term) -> str:
    """A term in words: `paling lambat 14 hari kerja`."""
    if term.unit == CALENDAR:
        days = ngettext("%(num)s hari kalender", "%(num)s hari kalender", term.days)
    else:
        days = ngettext("%(num)s hari kerja", "%(num)s hari kerja", term.days)
    if term.direction == ON:
        return _("pada hari yang sama") if not term.days else _("tepat sesudah %(days)s", days=days)
    return f"{direction_words()[term.direction]} {days}"


def sentences(why: Mapping[str, str]) -> dict[str, str]:
    """Why something was not saved and what to do, by field."""
    said = {
        ("day", "empty"): _("Isi tanggalnya."),
        ("day", "range"): _("Periksa tahunnya."),
        ("day", "known"): _(
            "Hari itu sudah tercatat demikian. Tarik dahulu catatan yang keliru, lalu isi lagi."
        ),
        ("day", "past"): _("Hari yang sudah lewat tidak dinyatakan sebagai hari kerja kemudian."),
        ("name", "empty"): _("Tuliskan nama harinya."),
        ("name", "long"): _("Paling banyak %(most)s huruf.", most=LONGEST_NAME),
        ("reason", "empty"): _("Tuliskan dasarnya, misalnya nomor surat edaran."),
        ("reason", "long"): _("Paling banyak %(most)s huruf.", most=LONGEST),
        ("week", "unknown"): _("Pilih lima atau enam hari."),
        ("year", "known"): _("Hari libur tahun ini sudah diketahui."),
        ("year", "empty"): _("Isi dahulu hari-hari libur tahun ini, baru nyatakan lengkap."),
        ("days", "empty"): _("Isi jumlah harinya."),
        ("days", "range"): _("Isi antara 0 dan %(most)s.", most=FURTHEST),
        ("direction", "unknown"): _("Pilih salah satu."),
        ("since", "empty"): _("Isi tanggal mulainya."),
        ("since", "past"): _(
            "Jangka waktu tidak diubah untuk hari yang sudah lewat: pilih hari ini atau sesudahnya."
        ),
    }
    return {field: said[field, code] for field, code in why.items()}
