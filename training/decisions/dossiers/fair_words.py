"""What should be weighed in fairness to the officer, as sentences in the reader's language."""

from datetime import date

from flask_babel import gettext as _

from ...core.i18n import show_date
from .body import Speaks
from .parts import Scalar


def speaks_sentence(speaks: Speaks) -> str:
    """The sentence of a key of `fairness`, with its figures and days; of a clause, the clause is named beside
    it."""
    said = _about_the_person() | _about_a_clause()
    details = ", ".join(shown for value in speaks.values.values() if (shown := _shown(value)))
    sentence = said.get(speaks.key, speaks.key)
    return f"{sentence} ({details})" if details else sentence


def fairness_keys() -> frozenset[str]:
    """Every key that has words."""
    return frozenset(_about_the_person() | _about_a_clause())


def _shown(value: Scalar) -> str:
    if isinstance(value, bool) or value is None:
        return ""
    try:
        return show_date(date.fromisoformat(str(value)))
    except ValueError:
        return str(value)


def _about_the_person() -> dict[str, str]:
    return {
        "not_in_service": _("Menurut data kepegawaian, pegawai tidak bekerja di instansi ini pada hari itu."),
        "post_unknown": _("Jabatan dan unit kerja pegawai pada hari itu tidak tercatat."),
        "new_in_post": _("Pegawai saat itu baru menempati jabatannya."),
        "excused_that_day": _("Pada hari itu pegawai dikecualikan, sehingga tenggatnya tidak berjalan."),
        "never_assigned": _("Sampai hari itu pegawai belum pernah ditugasi mengikuti sertifikasi kode etik."),
        "assigned_not_due": _("Sertifikasi sudah ditugaskan, tetapi tenggatnya belum tiba pada hari itu."),
        "extended": _("Tenggat pegawai diperpanjang."),
        "waived": _("Pegawai dibebaskan dari sebagian syarat, jadi tidak diuji tentang bagian itu."),
        "extra_time": _("Pegawai mendapat tambahan waktu dalam uji."),
        "outage": _("Sistem tidak dapat dipakai pada hari-hari tertentu sebelum atau pada hari itu."),
        "certified": _("Pada hari itu sertifikasi pegawai berlaku."),
        "clean_record": _("Tidak ada sanksi moral atau hukuman disiplin yang tercatat sebelum hari itu."),
        "commended": _("Pegawai pernah mendapat penghargaan."),
        "correction_pending": _("Pegawai meminta koreksi atas catatannya dan belum dijawab."),
        "objection_pending": _("Ada keberatan pegawai yang belum diputus."),
        "reply_missing": _("Pegawai belum menyampaikan tanggapan; penjelasannya belum ada dalam berkas ini."),
    }


def _about_a_clause() -> dict[str, str]:
    return {
        "version_not_on_record": _("Versi ini belum tercatat di buku catatan pada hari itu."),
        "version_young": _("Versi ini saat itu belum lama berlaku."),
        "not_announced": _("Pegawai belum diberi tahu tentang versi ini dan belum menyatakannya."),
        "text_changed": _("Bunyi butir ini berubah sejak pegawai mempelajari atau menyatakannya."),
        "not_taught": _("Tidak ada pelajaran terbit yang mengajarkan butir ini sampai hari itu."),
        "not_tested": _("Belum ada pertanyaan uji tentang butir ini yang dijawab pegawai sampai hari itu."),
        "only_doubtful_items": _("Butir ini hanya diuji oleh pertanyaan yang kemudian dibatalkan."),
        "regrade_pending": _("Penilaian jawaban tentang butir ini sedang ditinjau kembali."),
        "right_last_time": _("Jawaban terakhir pegawai tentang butir ini tepat."),
        "same_day_unclear": _(
            "Ada catatan pada hari kejadian yang tidak dapat dipastikan terjadi sebelum atau sesudahnya."
        ),
        "attested_afterwards": _("Pegawai menyatakan sanggup mematuhi versi ini sesudah hari itu."),
        "right_afterwards": _("Sesudah hari itu pegawai menjawab tepat tentang butir ini."),
        "peers_fail_too": _("Banyak rekan kerja juga tidak memilih jawaban yang tepat tentang butir ini."),
    }
