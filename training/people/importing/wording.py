"""What the screens and files say about a sheet: meanings, reasons, doubts."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask_babel import gettext as _

from ..wording import employment_names, kind_names
from .cells import Unusable
from .headings import letters
from .limits import MAX_BYTES, MAX_COLUMNS, MAX_ROWS, MEGABYTE
from .receiving import BadMapping
from .records import Fault


def meaning_names() -> dict[str, str]:
    """What a column may mean, in the order of the screen."""
    return {
        "": _("Abaikan"),
        "name": _("Nama"),
        "title_before": _("Gelar depan"),
        "title_after": _("Gelar belakang"),
        "nip": _("NIP atau NI PPPK"),
        "email": _("Surel"),
        "unit": _("Unit kerja"),
        "parent": _("Unit di atasnya"),
        "position": _("Jabatan"),
        "kind": _("Jenis jabatan"),
        "rank": _("Pangkat/golongan"),
        "employment": _("Jenis pegawai"),
        "joined_on": _("Bekerja sejak (TMT)"),
    }


def refused_names() -> dict[str, str]:
    """Why a column is not taken."""
    return {
        "nik": _("NIK atau KTP"),
        "family": _("data keluarga"),
        "religion": _("agama"),
        "pay": _("gaji"),
        "phone": _("telepon"),
        "address": _("alamat rumah"),
        "account": _("rekening"),
        "tax": _("NPWP"),
        "birth": _("kelahiran"),
        "insurance": _("asuransi"),
        "health": _("kesehatan"),
        "sanction": _("hukuman"),
    }


def value_words(field: str, value: str) -> str:
    """A value of a field as the screen shows it."""
    names = {"employment": employment_names, "kind": kind_names}.get(field)
    return (names()[value] if names and value else value) or "—"


def fault_words(fault: Fault, headings: Mapping[int, str]) -> str:
    """`Kolom C “NIP”: sama dengan baris 7`."""
    said = _reasons().get(fault.slug, lambda detail: fault.slug)(fault.detail)
    if fault.place < 0:
        return said
    heading = headings.get(fault.place, "")
    column = letters(fault.place)
    if heading:
        return _("Kolom %(column)s “%(heading)s”: %(said)s", column=column, heading=heading, said=said)
    return _("Kolom %(column)s: %(said)s", column=column, said=said)


def step_words(why: str) -> str:
    """Why a row was not written although it had been tried out, or not taken back."""
    said = {
        "meanwhile": _("datanya berubah setelah uji coba"),
        "clash": _("sudah ada jabatan lain pada hari yang sama"),
        "changed": _("datanya sudah diubah lagi setelah impor"),
        "taken": _("NIP atau surelnya yang lama sudah dipakai orang lain"),
        "used": _("unit ini sudah dipakai"),
        "sign_in": _("sudah pernah masuk"),
        "attempt": _("sudah mengerjakan kuis"),
        "period": _("sudah punya catatan sertifikasi"),
        "attestation": _("sudah menyatakan memahami kode etik"),
        "unit": _("memimpin sebuah unit"),
        "departure": _("sudah dicatat keluar"),
        "letter": _("sudah disurati"),
        "invitation": _("sudah memakai undangannya"),
    }
    return said.get(why, _("sudah ada catatan lain tentang orang ini"))


def unusable_words(error: Unusable) -> str:
    """Why a file cannot be used."""
    said = {
        "empty": _("Berkas ini kosong."),
        "no_rows": _("Tidak ada baris pegawai di bawah judul kolom."),
        "locked": _("Berkas ini dikunci kata sandi. Simpan salinan tanpa kata sandi."),
        "old_excel": _("Ini berkas Excel lama (.xls). Buka di Excel lalu simpan sebagai .xlsx."),
        "not_a_table": _("Ini bukan tabel. Kirim berkas CSV atau XLSX."),
        "broken_csv": _("Berkas CSV ini rusak: %(detail)s", detail=error.detail),
        "broken_workbook": _("Lembar kerja ini rusak. Buka di Excel lalu simpan ulang sebagai .xlsx."),
        "too_large": _("Berkas ini terlalu besar; paling banyak %(most)s MB.", most=MAX_BYTES // MEGABYTE),
        "too_many_rows": _("Terlalu banyak baris; paling banyak %(most)s. Bagilah berkasnya.", most=MAX_ROWS),
        "too_many_columns": _("Terlalu banyak kolom; paling banyak %(most)s.", most=MAX_COLUMNS),
        "fell": _(
            "Pembacaan dihentikan: berkas ini terlalu besar, rusak, atau sengaja dibuat untuk merusak."
        ),
    }
    return said.get(error.slug, error.slug)


def mapping_words(error: BadMapping) -> str:
    """Why columns cannot be matched like this."""
    columns = ", ".join(map(letters, error.places))
    said = {
        "no_name": _("Pilih kolom yang berisi nama."),
        "twice": _("Satu arti dipakai untuk beberapa kolom: %(columns)s.", columns=columns),
        "unknown": _("Kolom atau arti ini tidak dikenal."),
    }
    return said[error.slug]


def _reasons() -> dict[str, Callable[[str], str]]:
    return {
        "no_name": lambda _d: _("nama kosong"),
        "no_letters": lambda d: _("“%(what)s” bukan nama", what=d),
        "too_long": lambda d: _("lebih dari %(most)s huruf", most=d),
        "bad_day": lambda d: _("“%(what)s” bukan tanggal; tulis seperti 31-12-2020", what=d),
        "nip_twice": lambda d: _("NIP yang sama ada di baris %(rows)s", rows=d),
        "email_twice": lambda d: _("surel yang sama ada di baris %(rows)s", rows=d),
        "person_twice": lambda d: _("baris %(rows)s menunjuk orang yang sama", rows=d),
        "nip_elsewhere": lambda _d: _("NIP ini sudah terdaftar di tempat lain"),
        "email_elsewhere": lambda _d: _("surel ini sudah dipakai akun lain"),
        "email_of_another": lambda d: _("surel ini milik %(name)s, yang NIP-nya lain", name=d),
        "several_same": lambda d: _("ada beberapa %(name)s di unit ini; isi NIP-nya", name=d),
        "perhaps_same": lambda d: _("mungkin sama dengan %(name)s yang sudah ada di unit ini", name=d),
        "gone": lambda _d: _("orang ini sudah keluar atau aksesnya ditutup; kembalikan dahulu di halamannya"),
        "no_unit": lambda _d: _("unit kerja kosong"),
        "unit_unknown": lambda d: _("unit “%(unit)s” belum ada", unit=d),
        "unit_closed": lambda d: _("unit “%(unit)s” sudah ditutup", unit=d),
        "unit_loop": lambda d: _("susunan unit berputar: %(path)s", path=d),
        **_doubts(),
    }


def _doubts() -> dict[str, Callable[[str], str]]:
    return {
        "nip_scientific": lambda _d: _("digit NIP hilang (1.98609E+17); tidak disimpan"),
        "nip_letters": lambda _d: _("NIP memuat huruf; tidak disimpan"),
        "nip_nik": lambda _d: _("16 digit seperti NIK; tidak disimpan"),
        "nip_long": lambda _d: _("NIP lebih dari 18 digit; tidak disimpan"),
        "nip_length": lambda _d: _("NIP tidak 18 digit"),
        "nip_birth": lambda _d: _("delapan digit pertama NIP bukan tanggal lahir yang wajar"),
        "nip_appointment": lambda _d: _("digit pengangkatan NIP tidak cocok dengan jenis pegawai"),
        "nip_sex": lambda _d: _("digit ke-15 NIP biasanya 1 atau 2"),
        "nip_rounded": lambda _d: _("NIP berakhir 000; kemungkinan dibulatkan Excel"),
        "email": lambda d: _("“%(what)s” bukan surel; tidak disimpan", what=d),
        "rank": lambda d: _("golongan “%(what)s” tidak dikenal; tidak disimpan", what=d),
        "employment": lambda d: _("jenis pegawai “%(what)s” tidak dikenal; tidak disimpan", what=d),
        "kind": lambda d: _("jenis jabatan “%(what)s” tidak dikenal; tidak disimpan", what=d),
        "no_identifier": lambda _d: _("tanpa NIP dan surel, jadi belum dapat masuk"),
    }
