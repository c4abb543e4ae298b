"""The words of appeals of items, in the reader's language."""

from collections.abc import Mapping

from flask_babel import gettext as _

from .rules import DISMISSED, LONGEST, OPEN, UPHELD


def state_words() -> dict[str, str]:
    """How an appeal stands."""
    return {OPEN: _("Menunggu jawaban"), UPHELD: _("Dibenarkan"), DISMISSED: _("Tidak dibenarkan")}


def sentences(why: Mapping[str, str]) -> dict[str, str]:
    """Why something was not saved and what to do, by field."""
    said = {
        ("text", "empty"): _("Tuliskan apa yang menurut Anda keliru atau tidak adil."),
        ("decision", "unknown"): _("Pilih dibenarkan atau tidak dibenarkan."),
        ("decision", "authored"): _(
            "Anda yang menulis soal ini. Anda boleh membenarkan sanggahannya; yang menolak harus rekan lain."
        ),
        ("decision", "no_regrade"): _(
            "Soal ini belum diperbaiki. Sanggahan dibenarkan setelah hitung ulang atau pengguguran soal "
            "disetujui orang kedua."
        ),
        ("reason", "empty"): _("Tuliskan alasannya; pegawai membacanya."),
        ("person", "own"): _("Sanggahan Anda sendiri dijawab oleh rekan lain."),
        ("person", "answered"): _("Sanggahan ini sudah dijawab. Jawaban Anda tidak disimpan."),
    }
    long = _("Paling banyak %(most)s huruf.", most=LONGEST)
    return {field: said.get((field, code), long) for field, code in why.items()}
