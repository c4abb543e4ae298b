"""The words of what is counted in a case, and of what is unusual about it."""

from flask_babel import gettext as _


def due_words() -> dict[str, str]:
    """What a day that is counted is for, by the key of its term."""
    return {
        "summons_notice": _("Hari pemeriksaan"),
        "second_summons": _("Panggilan kedua"),
        "reply": _("Tanggapan tertulis pegawai"),
        "delivery": _("Penyampaian keputusan"),
        "sent_when_absent": _("Pengiriman keputusan"),
        "effect": _("Keputusan mulai berlaku"),
        "objection": _("Batas mengajukan keberatan"),
        "objection_decision": _("Keputusan atas keberatan"),
        "appeal_bpasn": _("Batas mengajukan banding"),
        "appeal_decision": _("Keputusan atas banding"),
        "remedial": _("Pembinaan"),
    }


def due_word(key: str) -> str:
    """What a counted day is for."""
    return due_words().get(key, key)


def warning_words(code: str) -> str:
    """What is unusual about a case, though no obstacle."""
    return {
        "notice": _("Jarak surat panggilan dan pemeriksaan tidak menurut jangka waktunya."),
        "second_summons_late": _("Panggilan kedua dikirim sesudah jangka waktunya."),
        "delivery_late": _("Keputusan disampaikan sesudah jangka waktunya."),
        "sent_late": _("Keputusan dikirim sesudah jangka waktunya."),
        "objection_late": _("Keberatan diajukan sesudah jangka waktunya."),
        "answer_late": _("Keberatan diputus sesudah jangka waktunya."),
        "no_dossier": _("Diputus tanpa berkas fakta yang diserahkan kepada pemeriksa."),
        "not_heard": _("Diputus tanpa pegawai diperiksa."),
        "no_reply": _("Diputus tanpa tanggapan tertulis pegawai."),
        "medium_without_team": _("Hukuman sedang tanpa tim pemeriksa; periksa apakah itu diperbolehkan."),
        "excused": _("Ada yang duduk dengan alasan khusus tentang pangkat atau kedudukannya."),
        "reviewer_below_official": _("Penilai keberatan bawahan pejabat yang memutus."),
        "unknown_years": _("Hari libur sebagian tahun belum lengkap, jadi hitungan dapat bergeser."),
        "unsure_kind": _("Jenis yang diputus perlu diperiksa terhadap naskah resmi."),
        "recommends_discipline": _("Majelis menyarankan jalur disiplin memeriksanya sendiri."),
        "reported_late": _("Dilaporkan lebih dari setahun sesudah kejadian; periksa tahunnya."),
        "left_service": _("Pegawai sudah tidak bertugas di sini; periksa apakah masih dapat diputus."),
        "effect_after_review": _("Keputusan berlaku paling cepat pada hari keberatan diputus."),
    }.get(code, code)
