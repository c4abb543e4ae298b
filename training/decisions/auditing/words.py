"""Entries of the record as sentences an auditor reads."""

from collections.abc import Mapping

from flask_babel import gettext as _

from .kinds import BY_HAND, CONTENT, LEARNING, MATTERS, RECORD, RIGHTS, TAKEN
from .nomination_words import nomination_words


def group_words() -> dict[str, str]:
    """What an auditor asks about."""
    return {
        RIGHTS: _("Hak dan pinjaman berkas"),
        TAKEN: _("Dibuka dan diunduh"),
        BY_HAND: _("Diubah dengan tangan"),
        MATTERS: _("Perkara dan usulan"),
        CONTENT: _("Kode etik, modul, skenario"),
        RECORD: _("Penghapusan dan pemulihan"),
        LEARNING: _("Belajar dan sertifikat"),
    }


def kind_words() -> dict[str, str]:
    """What happened, by kind of entry, as the end of a sentence that begins with a name."""
    return _people() | _desks() | _certification() | _matters() | nomination_words() | _content()


def _people() -> dict[str, str]:
    return {
        "role.given": _("memberi peran"),
        "role.taken": _("mencabut peran"),
        "report.exported": _("mengunduh laporan"),
        "certificates.exported": _("mengunduh sertifikat dalam satu berkas"),
        "entry.made": _("mencatat hal kepegawaian"),
        "entry.withdrawn": _("menarik catatan kepegawaian"),
        "correction.requested": _("meminta koreksi"),
        "correction.answered": _("menjawab permintaan koreksi"),
        "extra_time.granted": _("memberi tambahan waktu uji"),
        "extra_time.ended": _("mengakhiri tambahan waktu uji"),
        "reminders.paused": _("menghentikan pengingat sementara"),
        "reminders.resumed": _("melanjutkan pengingat"),
        "record.erased": _("menghapus isi catatan"),
        "ledger.restored": _("menerima pemulihan dari cadangan"),
        "ledger.key_changed": _("mengganti kunci penanda tangan buku catatan"),
    }


def _desks() -> dict[str, str]:
    return {
        "agency.opened": _("membuka instansi"),
        "person.added": _("menambah pegawai"),
        "person.changed": _("mengubah data pegawai"),
        "account.opened": _("membuka akses pegawai"),
        "account.closed": _("menutup akses pegawai"),
        "person.departed": _("mencatat kepergian pegawai"),
        "person.returned": _("mencatat pegawai bekerja kembali"),
        "person.invited": _("mengundang pegawai"),
        "password.given": _("membuat kata sandi sementara untuk pegawai"),
        "invitation.revoked": _("membatalkan undangan"),
        "post.given": _("memindahkan pegawai"),
        "post.changed": _("mengubah jabatan pegawai"),
        "post.withdrawn": _("menarik jabatan yang salah catat"),
        "unit.added": _("menambah unit"),
        "unit.changed": _("mengubah unit"),
        "unit.head_set": _("menetapkan kepala unit"),
        "unit.closed": _("menutup unit"),
        "people.imported": _("memasukkan daftar pegawai"),
        "people.taken_back": _("membatalkan pemasukan daftar pegawai"),
        "people.invited": _("mengundang sejumlah pegawai"),
        "credentials.key_changed": _("mengganti kunci penanda tangan kredensial"),
        "regrade.declined": _("tidak melanjutkan usulan penilaian ulang"),
        "reminders.sent_again": _("mengirim ulang surat pengingat"),
        "reminders.taken_as_sent": _("menganggap surat pengingat terkirim"),
    }


def _certification() -> dict[str, str]:
    return {
        "assignment.made": _("meminta sertifikasi dengan tangan"),
        "assignment.ended": _("mengakhiri kewajiban sertifikasi"),
        "assignment.resumed": _("meminta lagi sertifikasi"),
        "attempt.started": _("memulai uji sertifikasi"),
        "attempt.submitted": _("mengakhiri uji sertifikasi"),
        "attempt.regraded": _("hasil uji dihitung ulang"),
        "attempt.extended": _("menambah waktu uji yang berjalan"),
        "code.attested": _("menyatakan telah membaca kode etik"),
        "certificate.issued": _("sertifikat terbit"),
        "certificate.revoked": _("mencabut sertifikat"),
        "certificate.kept": _("mempertahankan sertifikat yang diragukan"),
        "certification.terms": _("menetapkan ketentuan sertifikasi"),
        "certification.closed": _("menutup skema sertifikasi"),
        "certification.reopened": _("membuka kembali skema sertifikasi"),
        "delta.met": _("selesai mempelajari perubahan kode etik"),
        "excusal.granted": _("memberi pengecualian"),
        "excusal.ended": _("mengakhiri pengecualian"),
        "extension.granted": _("memperpanjang tenggat"),
        "extension.withdrawn": _("menarik perpanjangan tenggat"),
        "waiver.granted": _("membebaskan dari satu syarat"),
        "waiver.used": _("pembebasan terpakai"),
        "waiver.withdrawn": _("menarik pembebasan"),
        "provisional.granted": _("memberi sertifikasi sementara"),
        "provisional.ended": _("mengakhiri sertifikasi sementara"),
    }


def _matters() -> dict[str, str]:
    return {
        "access.granted": _("meminjamkan berkas fakta"),
        "access.ended": _("mengakhiri pinjaman berkas fakta"),
        "dossier.frozen": _("membekukan berkas fakta"),
        "dossier.opened": _("membuka berkas fakta"),
        "document.taken": _("mengunduh dokumen perkara"),
        "audit.looked": _("menelusuri sebagai auditor"),
        "remedy.asked": _("menugaskan uji ulang sebagai pembinaan"),
        "reporter.kept": _("menyimpan identitas pelapor"),
        "reporter.looked": _("melihat identitas pelapor"),
        "case.opened": _("mencatat perkara"),
        "case.appointed": _("menunjuk pemeriksa dan pejabat"),
        "case.summoned": _("memanggil pegawai"),
        "case.missed": _("mencatat ketidakhadiran"),
        "case.heard": _("menyimpan berita acara pemeriksaan"),
        "case.replied": _("menyampaikan tanggapan"),
        "case.handed_over": _("menyerahkan berkas fakta kepada pemeriksa"),
        "case.deliberated": _("mencatat musyawarah"),
        "case.proposed": _("mengusulkan keputusan"),
        "case.returned": _("mengembalikan usulan"),
        "case.decided": _("memutus perkara"),
        "case.delivered": _("menyampaikan keputusan"),
        "case.objected": _("mengajukan keberatan atau banding"),
        "case.referred": _("menunjuk penilai keberatan"),
        "case.reviewed": _("memutus keberatan"),
        "case.remedied": _("menugaskan pembinaan"),
        "case.noted": _("menambah catatan perkara"),
        "case.closed": _("menutup perkara"),
        "term.set": _("menetapkan jangka waktu prosedur"),
        "term.withdrawn": _("menarik jangka waktu prosedur"),
        "calendar.added": _("menambah hari pada kalender kerja"),
        "calendar.withdrawn": _("menarik hari dari kalender kerja"),
        "award.given": _("memberi penghargaan"),
        "award.withdrawn": _("mencabut penghargaan"),
        "award_version.set": _("menetapkan syarat penghargaan"),
        "award_scheme.closed": _("menutup skema penghargaan"),
    }


def _content() -> dict[str, str]:
    return {
        "code.published": _("menerbitkan kode etik"),
        "code.amended": _("mengubah kode etik"),
        "module.published": _("menerbitkan modul"),
        "scenario.published": _("menerbitkan skenario"),
        "scenario.retired": _("menarik skenario"),
        "scenario.regraded": _("menghitung ulang sebuah soal"),
        "scenario.voided": _("membatalkan sebuah soal"),
        "item.appealed": _("menyatakan keberatan atas sebuah soal"),
        "item.answered": _("menjawab keberatan atas sebuah soal"),
    }


def told(kind: str) -> str:
    """What happened, in words; a kind nobody put into words as it is written in the record."""
    return kind_words().get(kind, kind)


def look_words() -> dict[str, str]:
    """What was followed."""
    return {
        "certificate": _("Sertifikat"),
        "case": _("Perkara"),
        "nomination": _("Usulan penghargaan"),
    }


def wrong_words(why: Mapping[str, str]) -> dict[str, str]:
    """Why nothing was opened, by field."""
    said = {
        "empty": _("Isi nomor yang tercetak pada sertifikat, keputusan, atau perkara."),
        "unknown": _("Nomor ini tidak ada di instansi Anda. Salin persis seperti tercetak."),
        "own": _("Ini tentang Anda sendiri; mintalah auditor lain."),
        "short": _("Tulis alasan yang dapat dipahami pegawai yang bersangkutan, sedikitnya sepuluh huruf."),
        "long": _("Alasan paling panjang 1.000 huruf."),
    }
    return {name: said[key] for name, key in why.items()}
