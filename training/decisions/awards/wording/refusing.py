"""Why a step, a nomination or a scheme was not saved, and what to do, in the reader's language."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, cast

from flask_babel import gettext as _

from ....core.i18n import show_date
from ...acts import Fault

Names = Mapping[str, str]


def fault_words(faults: Iterable[Fault], names: Names) -> dict[str, str]:
    """Why an act was not taken and what to do, by field (empty: the whole)."""
    said: dict[str, str] = {}
    for fault in faults:
        said.setdefault(fault.path, _fault(fault, names))
    return said


def unfit_words(why: Mapping[str, str]) -> dict[str, str]:
    """Why a nomination or a scheme was not saved, by field."""
    said = {
        ("person", "own"): _("Tidak seorang pun mengusulkan dirinya sendiri."),
        ("person", "below"): _("Anda tidak mengusulkan atasan Anda sendiri. Mintalah rekan lain."),
        ("person", "unknown"): _("Pegawai ini tidak bekerja di instansi Anda."),
        ("merit", "empty"): _("Tuliskan jasa atau teladannya."),
        ("as_of", "future"): _("Hari ini belum tiba."),
        ("as_of", "no_version"): _("Pada hari itu skema ini belum berlaku."),
        ("as_of", "before_service"): _("Hari itu sebelum pegawai mulai bekerja di sini."),
        ("as_of", "empty"): _("Isi tanggalnya."),
        ("scheme", "closed"): _("Skema ini sudah ditutup."),
        ("seconder", "unknown"): _("Tidak ada satu pegawai dengan nama atau NIP ini. Tuliskan lengkap."),
        ("seconder", "same_person"): _("Penyokong harus orang lain, bukan Anda."),
        ("seconder", "own"): _("Yang diusulkan tidak menyokong dirinya sendiri."),
        ("seconder", "below"): _("Bawahan tidak menyokong atasannya sendiri."),
        ("appointed_on", "range"): _("Periksa tanggalnya."),
        ("appointed_paper", "empty"): _("Sebutkan surat keputusan yang Anda baca."),
        ("title", "empty"): _("Isi nama penghargaannya."),
        ("title", "known"): _("Skema dengan nama ini sudah dibuka. Ubah syaratnya di sana."),
        ("source", "empty"): _("Sebutkan peraturan atau keputusan yang mendasarinya."),
        ("since", "empty"): _("Isi tanggalnya."),
        ("since", "early"): _("Versi baru tidak boleh berlaku sebelum versi yang digantikannya."),
        ("criteria", "faulty"): _("Perbaiki syarat yang bertanda, atau tambahkan satu syarat."),
    }
    return {field: said.get((field, code)) or _("Terlalu panjang.") for field, code in why.items()}


def _fault(fault: Fault, names: Names) -> str:
    values: dict[str, Any] = dict(fault.values)
    who = names.get(str(values.get("person", "")), "")
    said = {
        "stage": _("Langkah ini tidak dapat diambil sekarang. Lihat di mana pengusulan ini berada."),
        "seat": _("Langkah ini milik kursi lain."),
        "own": _("Tidak seorang pun ikut menentukan penghargaan bagi dirinya sendiri."),
        "below": _("Bawahan dari yang diusulkan tidak ikut menentukan. Mintalah orang lain."),
        "same_person": _(
            "Langkah ini harus diambil oleh orang lain daripada yang mengambil langkah sebelumnya."
        ),
        "proposer": _("Pengusul dan penyokong tidak duduk di tim dan tidak memutuskan."),
        "roles": _("Pilih satu ketua, paling sedikit satu anggota, dan satu pejabat yang memutuskan."),
        "twice": _("Seseorang tercantum dua kali."),
        "unknown": _("Tidak ada satu pegawai dengan nama atau NIP ini. Tuliskan lengkap."),
        "team": _("Yang hadir harus anggota tim, termasuk ketuanya."),
        "missing": _("Tuliskan temuan untuk setiap syarat yang belum terpenuhi menurut catatan."),
        "clearance": _("Tunggu jawaban sekretariat majelis tentang pemeriksaan."),
        "not_proposed": _("Tim belum mengusulkan agar dikabulkan. Kembalikan kepada tim bila perlu."),
        "reason": _("Alasan ini tidak cocok dengan tahapnya."),
        "empty": _("Bagian ini perlu diisi."),
        "day": _("Periksa tanggalnya."),
    }
    if fault.code == "kept_short":
        day = show_date(cast("date", values["day"]))
        return _(
            "Lebih singkat daripada masa simpan yang diusulkan, sampai %(day)s. Tuliskan alasannya.", day=day
        )
    if fault.code == "wait":
        day = show_date(cast("date", values["day"]))
        return _("Yang diusulkan masih dapat mengajukan keberatan sampai %(day)s.", day=day)
    text = said.get(fault.code, fault.code)
    return f"{who}: {text}" if who else text
