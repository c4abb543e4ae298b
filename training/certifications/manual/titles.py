"""What each manual act is called: on buttons, as a heading, in a sentence beneath it."""

from typing import Any, NamedTuple

from flask_babel import lazy_gettext as _l


class Title(NamedTuple):
    """The words of one act: the link to it, the heading of its page, what it does, the button that saves."""

    link: Any
    heading: Any
    lead: Any
    save: Any


TITLES = {
    "excuse": Title(
        _l("Kecualikan"),
        _l("Kecualikan dari sertifikasi"),
        _l("Selama dikecualikan, tenggat berhenti dan pengingat tidak dikirim."),
        _l("Simpan pengecualian"),
    ),
    "extend": Title(
        _l("Perpanjang tenggat"),
        _l("Perpanjang tenggat"),
        _l("Waktu tambahan untuk putaran pertama."),
        _l("Simpan perpanjangan"),
    ),
    "waive": Title(
        _l("Bebaskan satu syarat"),
        _l("Bebaskan satu syarat"),
        _l("Satu modul atau pernyataan dianggap terpenuhi satu kali, dengan alasan dan bukti."),
        _l("Simpan pembebasan"),
    ),
    "certify-temporarily": Title(
        _l("Sertifikasi sementara"),
        _l("Beri sertifikasi sementara"),
        _l("Dihitung bersertifikat untuk waktu terbatas, paling lama enam bulan, tanpa sertifikat."),
        _l("Simpan sertifikasi sementara"),
    ),
    "assign": Title(
        _l("Tugaskan"),
        _l("Tugaskan pada sertifikasi"),
        _l("Pegawai diminta memegang sertifikasi ini paling lambat pada tenggatnya."),
        _l("Simpan penugasan"),
    ),
    "end": Title(
        _l("Akhiri penugasan"),
        _l("Akhiri penugasan"),
        _l("Sertifikasi ini tidak lagi diminta dari pegawai."),
        _l("Akhiri penugasan"),
    ),
}
