"""What the keys of a dossier say, in the reader's language: exact and kind, without a verdict."""

from collections.abc import Mapping

from flask_babel import gettext as _

from ....certifications.rules import Status
from ...words import bounds_words, knowledge_words, proof_words
from ..rules import LONGEST_REASON, MOST_DAYS, PACK, PAGE, PDF, SHORTEST_REASON
from ..shape.body import DISCLAIMERS


def disclaimer_words(keys: tuple[str, ...] = DISCLAIMERS) -> list[str]:
    """What must be read first."""
    said = {
        "not_proof": proof_words(),
        "knowledge": knowledge_words(),
        "decision": _(
            "Berkas ini hanya memuat fakta yang tercatat, dan tidak menyimpulkan, menghukum, atau memberi "
            "penghargaan."
        ),
        "record": bounds_words(),
    }
    return [said[key] for key in keys if key in said]


def grade_words() -> dict[str, str]:
    """How an answer in a story was graded; nothing that is said of an act."""
    return {
        "best": _("pilihan terbaik"),
        "acceptable": _("pilihan yang dapat diterima"),
        "poor": _("pilihan yang kurang tepat"),
        "violation": _("pilihan yang dalam cerita itu bertentangan dengan butirnya"),
        "": _("tidak dinilai, karena pertanyaannya dibatalkan"),
    }


def state_words() -> dict[str, str]:
    """The standing with a certification on a day."""
    return {
        Status.CERTIFIED: _("Berlaku"),
        Status.EXPIRING: _("Berlaku, segera berakhir"),
        Status.GRACE: _("Dianggap berlaku (masa tenggang)"),
        Status.REVOKED: _("Dicabut"),
        Status.EXPIRED: _("Tidak berlaku lagi"),
        Status.FAILED: _("Putaran berakhir tanpa lulus"),
        Status.OVERDUE: _("Belum diselesaikan, tenggat lewat"),
        Status.FUTURE: _("Akan berlaku"),
        Status.PENDING: _("Belum diselesaikan, tenggat belum tiba"),
    }


def ruled_words() -> dict[str, str]:
    """What personnel decided by hand."""
    return {
        "excusal": _("Dikecualikan; tenggat berhenti berjalan"),
        "extension": _("Tenggat diperpanjang"),
        "waiver": _("Dibebaskan dari sebagian syarat"),
        "provisional": _("Dinyatakan memenuhi untuk sementara"),
    }


def span_words() -> dict[str, str]:
    """What the parts of a strip stand for."""
    return {
        "period": _("berlaku"),
        "gap": _("tidak berlaku"),
        "excused": _("dikecualikan"),
        "revoked": _("dicabut"),
    }


def record_name(record: str) -> str:
    """What kind of entry a record (`kind:ref`) is."""
    kind = record.partition(":")[0]
    said = {
        "amendment": _("Perubahan kode etik"),
        "assignment": _("Penugasan sertifikasi"),
        "attempt": _("Uji"),
        "attestation": _("Pernyataan"),
        "certification": _("Ketentuan sertifikasi"),
        "code_version": _("Versi kode etik"),
        "correction": _("Permintaan koreksi"),
        "delta_duty": _("Pembaruan versi"),
        "dossier": _("Berkas fakta"),
        "entry": _("Catatan kepegawaian"),
        "excusal": _("Pengecualian"),
        "extension": _("Perpanjangan tenggat"),
        "extra_time": _("Tambahan waktu"),
        "grant": _("Pinjaman berkas"),
        "module": _("Modul"),
        "opening": _("Pembukaan berkas"),
        "period": _("Sertifikat"),
        "provisional": _("Pemenuhan sementara"),
        "regrade": _("Penilaian ulang"),
        "scenario_version": _("Versi soal cerita"),
        "step": _("Langkah perkara"),
        "waiver": _("Pembebasan syarat"),
    }
    return said.get(kind, _("Entri"))


def opened_words() -> dict[str, str]:
    """What was opened or taken away."""
    return {
        PAGE: _("membuka halaman berkas"),
        PDF: _("mengunduh PDF"),
        PACK: _("mengunduh paket bukti"),
        "document": _("mengunduh dokumen langkah"),
    }


def today_words() -> dict[str, str]:
    """What became of a clause since."""
    return {
        "same": _("Bunyinya sekarang masih sama."),
        "moved": _("Bunyinya sekarang masih sama, tetapi letaknya berpindah."),
        "edited": _("Bunyinya sekarang sudah berubah."),
        "removed": _("Butir ini sekarang tidak ada lagi."),
        "unknown": _("Perubahannya sejak itu tidak dapat dipastikan."),
    }


def weight_words() -> dict[str, str]:
    """What was decided about a change of text."""
    return {"editorial": _("editorial"), "substantive": _("substantif"), "": ""}


def refusal_words(why: Mapping[str, str]) -> dict[str, str]:
    """Why something was not saved and what to do, by field."""
    said = {
        ("reason", "empty"): _("Tuliskan alasannya."),
        ("reason", "short"): _(
            "Tuliskan alasan yang dapat dipahami orang lain, paling sedikit %(least)s huruf.",
            least=SHORTEST_REASON,
        ),
        ("reason", "long"): _("Paling banyak %(most)s huruf.", most=LONGEST_REASON),
        ("person", "keeper"): _("Hanya sekretariat yang mengelola perkara ini yang dapat meminjamkan."),
        ("person", "other"): _("Pinjaman ini dipegang orang lain."),
        ("person", "subject"): _("Pegawai yang bersangkutan membaca berkasnya sendiri, tanpa pinjaman."),
        ("person", "oneself"): _(
            "Anda tidak duduk dalam perkara ini, jadi tidak meminjam untuk diri sendiri."
        ),
        ("person", "seat"): _("Pilih seseorang yang duduk dalam perkara ini sekarang."),
        ("person", "holds"): _("Orang ini masih memegang pinjaman. Akhiri dahulu bila perlu diubah."),
        ("until", "empty"): _("Pilih hari terakhirnya."),
        ("until", "past"): _("Hari itu sudah lewat."),
        ("until", "far"): _("Paling lama %(days)s hari.", days=MOST_DAYS),
        ("matter", "text"): _(
            "Bunyi terbit salah satu butir tidak ditemukan, jadi berkas belum dapat disusun."
        ),
        ("matter", "stage"): _("Pada tahap ini tidak ada berkas yang diserahkan."),
        ("matter", "closed"): _("Perkara sudah ditutup, jadi berkasnya tidak dipinjamkan lagi."),
        ("as_of", "unreadable"): _("Tulis tahun, bulan, lalu hari, misalnya 2026-11-21."),
        ("as_of", "future"): _("Hari itu belum tiba."),
        ("known_by", "unreadable"): _("Tulis tahun, bulan, lalu hari, misalnya 2026-11-21."),
        ("known_by", "future"): _("Hari itu belum tiba."),
    }
    return {field: said[(field, code)] for field, code in why.items() if (field, code) in said}
