"""The words of the pages of acts: what the page is called, its button, what follows."""

from flask_babel import gettext as _

from .labels import act_buttons, step_name


def title_of(kind: str) -> str:
    """What the page of an act is called."""
    return act_buttons().get(kind, step_name(kind))


def save_words(kind: str) -> str:
    """What the button says that takes the act."""
    return {
        "appointed": _("Simpan penunjukan"),
        "summoned": _("Simpan panggilan"),
        "missed": _("Catat tidak hadir"),
        "heard": _("Simpan berita acara"),
        "replied": _("Simpan tanggapan"),
        "deliberated": _("Simpan kesimpulan"),
        "proposed": _("Ajukan kepada pejabat"),
        "returned": _("Kembalikan usulan"),
        "decided": _("Putuskan sesuai usulan"),
        "delivered": _("Simpan penyampaian"),
        "objected": _("Simpan keberatan"),
        "referred": _("Simpan penunjukan"),
        "reviewed": _("Putuskan"),
        "remedied": _("Tugaskan"),
        "noted": _("Simpan catatan"),
        "closed": _("Tutup perkara"),
    }[kind]


def after_words(kind: str) -> str:
    """What follows from taking the act, where that is not plain."""
    return {
        "appointed": _(
            "Yang ditunjuk langsung dapat membaca perkara ini; yang tidak disebut lagi tidak dapat."
        ),
        "summoned": _(
            "Suratnya dapat dicetak dari riwayat perkara. Pegawai membacanya di halaman perkaranya."
        ),
        "heard": _("Berita acara tidak dapat diubah sesudah disimpan; pemeriksaan lain dapat ditambahkan."),
        "deliberated": _("Tidak dibaca pegawai."),
        "proposed": _("Pejabat memutus sesuai usulan atau mengembalikannya. Tidak dibaca pegawai."),
        "decided": _("Keputusan tidak dapat diubah sesudah disimpan. Pegawai membacanya."),
        "referred": _("Yang ditunjuk langsung dapat membaca perkara ini."),
        "closed": _(
            "Sesudah ditutup tidak ada langkah lagi, dan tidak ada yang dapat membuka berkas faktanya."
        ),
    }.get(kind, "")


def flash_words(kind: str) -> str:
    """What is said once the act was taken."""
    return _("%(step)s tersimpan.", step=step_name(kind))


def seating_lead(track: str) -> str:
    """Who may be seated, for the page of appointments."""
    if track == "ethics":
        return _(
            "Majelis: satu ketua, satu sekretaris, sedikitnya tiga anggota, dan ganjil bila lebih dari lima "
            "orang; pangkatnya tidak di bawah pegawai. Ditambah satu pejabat yang memutus."
        )
    return _(
        "Atasan langsung saja, atau tim: atasan langsung, unsur pengawasan, dan unsur kepegawaian; "
        "pangkatnya tidak di bawah pegawai. Ditambah satu pejabat yang memutus."
    )
