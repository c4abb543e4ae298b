"""What the parts of a case are called, in the reader's language: steps, seats, channels, ends, days."""

from flask_babel import gettext as _

from ...models import DISCIPLINE, ETHICS


def track_leads() -> dict[str, str]:
    """What each track is for, for whoever must choose one."""
    return {
        ETHICS: _(
            "Dugaan pelanggaran kode etik. Diperiksa majelis kode etik; yang dapat diputuskan hanya sanksi "
            "moral, secara tertutup atau terbuka, atau saran agar jalur disiplin memeriksanya sendiri."
        ),
        DISCIPLINE: _(
            "Dugaan pelanggaran kewajiban atau larangan dalam peraturan disiplin. Diperiksa atasan langsung "
            "atau tim pemeriksa; yang dapat diputuskan adalah hukuman disiplin menurut peraturan pada hari "
            "perbuatan."
        ),
    }


def step_words() -> dict[str, str]:
    """What each kind of step is called; the name of its document, too."""
    return {
        "opened": _("Pencatatan perkara"),
        "appointed": _("Penunjukan pemeriksa"),
        "summoned": _("Surat panggilan"),
        "missed": _("Catatan ketidakhadiran"),
        "heard": _("Berita acara pemeriksaan"),
        "replied": _("Tanggapan pegawai"),
        "handed_over": _("Penyerahan berkas fakta"),
        "deliberated": _("Berita acara musyawarah"),
        "proposed": _("Usulan keputusan"),
        "returned": _("Pengembalian usulan"),
        "decided": _("Keputusan"),
        "delivered": _("Penyampaian keputusan"),
        "objected": _("Keberatan"),
        "referred": _("Penunjukan penilai keberatan"),
        "reviewed": _("Keputusan atas keberatan"),
        "remedied": _("Penugasan pembinaan"),
        "noted": _("Catatan sekretariat"),
        "closed": _("Penutupan perkara"),
    }


def step_name(kind: str) -> str:
    """What a step of this kind is called."""
    return step_words().get(kind, kind)


def act_buttons() -> dict[str, str]:
    """What the button says that leads to each act."""
    return {
        "appointed": _("Tunjuk pemeriksa dan pejabat"),
        "summoned": _("Panggil pegawai"),
        "missed": _("Catat tidak hadir"),
        "heard": _("Tulis berita acara"),
        "replied": _("Salin tanggapan tertulis"),
        "deliberated": _("Catat musyawarah"),
        "proposed": _("Susun usulan keputusan"),
        "returned": _("Kembalikan usulan"),
        "decided": _("Baca usulan dan putuskan"),
        "delivered": _("Catat penyampaian"),
        "objected": _("Salin keberatan tertulis"),
        "referred": _("Tunjuk penilai keberatan"),
        "reviewed": _("Putuskan keberatan"),
        "remedied": _("Tugaskan pembinaan"),
        "noted": _("Tambah catatan"),
        "closed": _("Tutup perkara"),
    }


def seat_words() -> dict[str, str]:
    """The seats of a case."""
    return {
        "keeper": _("Sekretariat majelis"),
        "subject": _("Pegawai yang diperiksa"),
        "chair": _("Ketua majelis"),
        "secretary": _("Sekretaris majelis"),
        "member": _("Anggota majelis"),
        "superior": _("Atasan langsung"),
        "supervision": _("Unsur pengawasan"),
        "personnel": _("Unsur kepegawaian"),
        "official": _("Pejabat yang memutus"),
        "reviewer": _("Penilai keberatan"),
    }


def seat_word(role: str) -> str:
    """What a seat is called."""
    return seat_words().get(role, role)


def channel_words() -> dict[str, str]:
    """How a report came in."""
    return {
        "desk": _("Disampaikan langsung"),
        "letter": _("Surat"),
        "complaint_system": _("Sistem pengaduan"),
        "finding": _("Temuan pengawasan"),
        "superior": _("Laporan atasan"),
        "other_track": _("Dari perkara jalur lain"),
    }


def outcome_words() -> dict[str, str]:
    """What was found, of a clause or of the whole."""
    return {"proven": _("Terbukti"), "unproven": _("Tidak terbukti")}


def way_words() -> dict[str, str]:
    """How a decision is contested."""
    return {"objection": _("Keberatan"), "appeal": _("Banding administratif")}


def result_words() -> dict[str, str]:
    """What became of an objection."""
    return {
        "upheld": _("Keputusan dikuatkan"),
        "changed": _("Keputusan diubah"),
        "cancelled": _("Keputusan dibatalkan"),
    }


def closing_words() -> dict[str, str]:
    """Why a case was closed."""
    return {
        "decided": _("Sudah diputus dan dilaksanakan"),
        "unproven": _("Tidak terbukti"),
        "unfounded": _("Dasar laporan tidak cukup untuk diperiksa"),
        "moved": _("Dilanjutkan pada jalur lain"),
        "withdrawn": _("Dicabut"),
    }


def stage_words() -> dict[str, str]:
    """Where a case stands, by its stage."""
    return {
        "opened": _("Menunggu penunjukan pemeriksa"),
        "appointed": _("Menunggu panggilan"),
        "summoned": _("Menunggu pemeriksaan"),
        "missed": _("Pegawai tidak hadir"),
        "heard": _("Sudah diperiksa"),
        "deliberated": _("Sudah dimusyawarahkan"),
        "proposed": _("Menunggu keputusan pejabat"),
        "returned": _("Usulan dikembalikan"),
        "decided": _("Menunggu penyampaian keputusan"),
        "delivered": _("Keputusan sudah disampaikan"),
        "objected": _("Ada keberatan yang belum dinilai"),
        "referred": _("Keberatan sedang dinilai"),
        "reviewed": _("Keberatan sudah diputus"),
        "closed": _("Ditutup"),
    }


def stage_word(stage: str) -> str:
    """Where a case stands."""
    return stage_words().get(stage, stage)
