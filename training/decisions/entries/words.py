"""The words of entries, in the reader's language."""

from collections.abc import Mapping

from flask_babel import gettext as _

from ..models import DISCIPLINE, ETHICS
from ..penalties.words import level_words
from .rules import ATTENDANCE, COMMENDATION, COMPLAINT, LONGEST_REASON, MOST, OUTAGE, SANCTION
from .sheets import Wrong


def kind_words() -> dict[str, str]:
    """What may be entered."""
    return {
        SANCTION: _("Sanksi"),
        COMMENDATION: _("Penghargaan atau pujian"),
        ATTENDANCE: _("Kehadiran setahun"),
        COMPLAINT: _("Pengaduan"),
        OUTAGE: _("Gangguan sistem"),
    }


def kind_hints() -> dict[str, str]:
    """What each kind is for."""
    return {
        SANCTION: _("Keputusan yang sudah ditetapkan pejabat, dengan nomor suratnya."),
        COMMENDATION: _("Surat penghargaan atau ucapan terima kasih yang diterima pegawai."),
        ATTENDANCE: _("Persentase kehadiran dan hari tidak masuk tanpa alasan sah dalam satu tahun."),
        COMPLAINT: _("Pengaduan pengguna layanan: nomor, isi singkat, dan hasilnya."),
        OUTAGE: _(
            "Hari ketika sistem atau layanan terganggu, sehingga pegawai tidak dapat belajar atau diuji."
        ),
    }


def all_level_words() -> dict[str, dict[str, str]]:
    """The levels of each track; the tracks never mix."""
    closed = {"closed": _("Sanksi moral tertutup"), "open": _("Sanksi moral terbuka")}
    return {DISCIPLINE: level_words(), ETHICS: closed}


def upheld_words() -> dict[str, str]:
    """What became of a complaint."""
    return {"yes": _("Terbukti"), "no": _("Tidak terbukti"), "open": _("Belum diputus")}


def doubt_words() -> dict[str, str]:
    """What makes an entry doubtful."""
    return {
        "before_service": _(
            "Tanggalnya sebelum pegawai mulai bekerja di sini. Periksa tanggal dan orangnya."
        ),
        "running_year": _("Dicatat sebelum tahunnya berakhir: angkanya belum setahun penuh."),
    }


def sentences(why: Mapping[str, str]) -> dict[str, str]:
    """Why something was not saved and what to do, by field."""
    said = {
        ("kind", "unknown"): _("Pilih jenis catatannya."),
        ("person", "empty"): _("Pilih pegawainya."),
        ("person", "own"): _("Catatan tentang Anda sendiri dibuat dan ditarik oleh rekan lain."),
        ("title", "empty"): _("Tuliskan isinya dengan singkat."),
        ("number", "empty"): _("Isi nomor surat atau keputusannya."),
        ("number", "known"): _(
            "Nomor ini sudah tercatat untuk pegawai ini. Tarik dahulu catatan yang keliru."
        ),
        ("since", "empty"): _("Isi tanggalnya."),
        ("since", "range"): _("Periksa tahunnya."),
        ("since", "future"): _("Tanggal ini belum tiba."),
        ("until", "order"): _("Hari terakhir tidak boleh sebelum hari pertama."),
        ("until", "range"): _("Periksa tahunnya."),
        ("track", "unknown"): _("Pilih jalurnya: kode etik atau disiplin."),
        ("level", "unknown"): _("Pilih tingkat yang sesuai dengan jalurnya."),
        ("upheld", "unknown"): _("Pilih hasilnya."),
        ("year", "empty"): _("Isi tahunnya."),
        ("year", "range"): _("Periksa tahunnya; tahun yang akan datang belum dapat dicatat."),
        ("year", "known"): _(
            "Kehadiran tahun ini sudah tercatat dengan angka lain. Tarik dahulu yang keliru."
        ),
        ("percent", "empty"): _("Isi persentasenya, misalnya 98,5."),
        ("percent", "range"): _("Isi antara 0 dan 100."),
        ("absent_days", "empty"): _("Isi jumlah harinya; 0 bila tidak ada."),
        ("absent_days", "range"): _("Isi antara 0 dan 366."),
        ("reason", "empty"): _("Tuliskan alasannya; pegawai membacanya."),
        ("entry", "withdrawn"): _("Catatan ini sudah ditarik."),
    }
    return {field: said.get((field, code)) or _too_long(field) for field, code in why.items()}


def wrong_words(wrong: Wrong) -> str:
    """What is wrong with a row and what to do."""
    if wrong.column == "nip":
        said = {
            "length": _("NIP harus 18 digit. Mungkin Excel memotongnya; format kolom sebagai teks."),
            "nobody": _("Tidak ada pegawai dengan NIP ini di instansi Anda."),
            "own": sentences({"person": "own"})["person"],
        }
        return said[wrong.code]
    if wrong.column == "row":
        said = {
            "columns": _("Baris memerlukan empat kolom: NIP, tahun, persen, hari."),
            "twice": _("Pegawai dan tahun ini sudah ada di baris lain."),
        }
        return said[wrong.code]
    return sentences({wrong.column: wrong.code})[wrong.column]


def _too_long(field: str) -> str:
    return _("Paling banyak %(most)s huruf.", most=MOST.get(field, LONGEST_REASON))
