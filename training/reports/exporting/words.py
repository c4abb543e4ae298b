"""The words of exports, in the reader's language."""

from flask_babel import gettext as _

from .rules import AUDIT, AWARDS, CERTIFICATES, CSV, HOURS, LIST, MATRIX, PDF, SIASN, SOCIALISATION, XLSX


def kind_words() -> dict[str, str]:
    """What a file is called on screen and in its own title."""
    return {
        MATRIX: _("Matriks pegawai dan modul"),
        SIASN: _("Baris kursus untuk SIASN"),
        HOURS: _("Jam pelajaran per pegawai dan tahun"),
        SOCIALISATION: _("Laporan sosialisasi kode etik"),
        LIST: _("Daftar sertifikasi pegawai"),
        CERTIFICATES: _("Sertifikat dalam satu berkas"),
        AUDIT: _("Laporan tahunan auditor"),
        AWARDS: _("Baris penghargaan untuk SIASN"),
    }


def purposes() -> dict[str, str]:
    """What each is for."""
    return {
        MATRIX: _("Satu baris per pegawai: status, berlaku sampai, dan tanggal lulus setiap modul."),
        SIASN: _("Kursus yang memberi jam pelajaran, siap diketik atau diunggah ke SIASN."),
        HOURS: _("Jumlah jam pelajaran (JP) dari sertifikat di Adab, per pegawai dan tahun."),
        SOCIALISATION: _("Bukti sosialisasi per unit untuk evaluasi pelayanan, siap ditandatangani."),
        LIST: _("Daftar meja kepegawaian: status, tenggat, masa berlaku, nomor sertifikat."),
    }


def form_words() -> dict[str, str]:
    """The forms a file can have, as buttons say them."""
    return {XLSX: _("Unduh XLSX"), CSV: _("Unduh CSV"), PDF: _("Unduh PDF untuk dicetak")}


def disclaimer() -> str:
    """What stands with every file about people."""
    return _("Nilai bukan bukti pelanggaran. Keputusan tetap pada pejabat yang berwenang.")
