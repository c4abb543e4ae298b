"""The words of requests for correction, in the reader's language."""

from collections.abc import Mapping

from flask_babel import gettext as _

from .rules import ACCEPTED, LONGEST, MOST_OPEN, OPEN, REJECTED


def subject_words() -> dict[str, str]:
    """What a request may be about."""
    return {
        "name": _("Nama atau gelar"),
        "nip": _("NIP"),
        "post": _("Unit atau jabatan"),
        "certificate": _("Sertifikat"),
        "training": _("Catatan modul, uji, atau pernyataan"),
        "entry": _("Sanksi, penghargaan, kehadiran, atau pengaduan yang dicatat kepegawaian"),
        "matter": _("Perkara atau pengusulan tentang saya"),
        "other": _("Lainnya"),
    }


def state_words() -> dict[str, str]:
    """How a request stands."""
    return {OPEN: _("Menunggu jawaban"), ACCEPTED: _("Diterima"), REJECTED: _("Tidak diterima")}


def sentences(why: Mapping[str, str]) -> dict[str, str]:
    """Why something was not saved and what to do, by field."""
    said = {
        ("about", "unknown"): _("Pilih salah satu."),
        ("wrong", "empty"): _("Tuliskan apa yang keliru."),
        ("wanted", "empty"): _("Tuliskan yang seharusnya."),
        ("decision", "unknown"): _("Pilih diterima atau tidak diterima."),
        ("reason", "empty"): _("Tuliskan alasannya; pegawai membacanya."),
        ("person", "many"): _(
            "Sudah ada %(most)s permintaan Anda yang menunggu. Tunggu jawabannya dahulu.", most=MOST_OPEN
        ),
        ("person", "own"): _("Permintaan Anda sendiri dijawab oleh rekan lain."),
        ("person", "answered"): _("Permintaan ini sudah dijawab. Jawaban Anda tidak disimpan."),
    }
    long = _("Paling banyak %(most)s huruf.", most=LONGEST)
    return {field: said.get((field, code), long) for field, code in why.items()}
