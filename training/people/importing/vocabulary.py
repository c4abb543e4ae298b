"""What headings of HR sheets are called, in plain small letters. Patterns fit a whole heading."""

from __future__ import annotations

from typing import Final

UNIT: Final = (
    r"unit( kerja| organisasi)?|unor|satuan (kerja|organisasi)|satker",
    r"bidang( bagian)?|(sub ?)?bagian|seksi|(unit )?penempatan|tempat tugas|lokasi kerja",
)
ABOVE: Final = (r"opd|skpd|perangkat daerah|instansi( kerja| induk)?|dinas|unit (eselon|atasan)|di bawah",)
PATTERNS: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    ("title_before", (r"(gelar|glr)( akademik)? (depan|dpn|muka)",)),
    ("title_after", (r"(gelar|glr)( akademik)?( belakang| blk| blkg)?",)),
    (
        "nip",
        (
            r"(no |nomor )?nip( baru| 18| pns| pppk| pegawai)?( ni pppk| nipppk| nrp| nik)?",
            r"(nip )?ni ?(p3k|pppk)|nipppk|nomor induk( pegawai)?( pppk)?",
        ),
    ),
    ("email", (r"(alamat )?(e ?mail|surel)( kantor| dinas| aktif| pegawai)?",)),
    (
        "name",
        (
            r"(nama )?(pegawai|asn|pns|pppk|petugas|karyawan)",
            r"nama( lengkap)?( pegawai)?( (dan|dengan) gelar)?",
        ),
    ),
    (
        "parent",
        (
            r"(nama )?(unit( kerja)?|unor|satuan kerja|satker)( organisasi)? (induk|atasan)( nama)?",
            r"induk (unit|unor|organisasi)( kerja)?",
            *(f"(nama )?({words})" for words in ABOVE),
        ),
    ),
    ("unit", tuple(f"(nama )?({words})( saat ini| sekarang| terakhir| nama)?" for words in UNIT)),
    ("kind", (r"(jenis|kelompok|kategori|rumpun|tipe) jabatan( nama)?|jabatan (jenis|kelompok)|eselon",)),
    (
        "position",
        (
            r"(nama )?jabatan( jabatan)?( nama| saat ini| terakhir| sekarang)?",
            r"posisi|(tugas|jabatan) (jabatan|tugas)|pekerjaan",
        ),
    ),
    (
        "rank",
        (r"(pangkat|gol|golongan|golru)( (dan|pangkat|gol|golongan|golru|ruang|terakhir|akhir|pns|pppk))*",),
    ),
    (
        "employment",
        (
            r"(status|jenis|kedudukan) (pegawai|kepegawaian|asn|pns|kepeg)( asn| nama)?",
            r"kepegawaian|pns pppk( non asn| honorer)?",
        ),
    ),
    (
        "joined_on",
        (
            r"tmt( cpns| pns| pppk| masuk| kerja| pengangkatan| kontrak| awal)+|(cpns|pppk|pengangkatan) tmt",
            r"(tgl|tanggal) (masuk|mulai)( kerja| bekerja| tugas)?|(masuk|mulai) (kerja|bekerja|tugas)",
        ),
    ),
)
# Whole words of a heading that tell of what must not be held.
FORBIDDEN: Final[dict[str, str]] = {
    "nik": r"nik|no(mor)? induk kependudukan|no(mor)? ?ktp|ktp",
    "family": r"(no(mor)? )?(kk|kartu keluarga)|nama (ibu|ayah|istri|suami|pasangan|anak)|ibu kandung"
    r"|status (kawin|nikah|perkawinan|pernikahan)|(jml|jumlah) (anak|tanggungan)",
    "religion": r"agama",
    "pay": r"gaji( pokok)?|tunjangan|tukin|tpp|honorarium|penghasilan|upah|kgb",
    "phone": r"telepon|telp|telpon|tlp|hp|handphone|ponsel|wa|whatsapp|seluler",
    "address": r"alamat(?! (surel|e ?mail|kantor|unit|instansi))|domisili|kelurahan|kecamatan|kode pos|rt rw",
    "account": r"rek(ening)?|nama bank|bank",
    "tax": r"npwp",
    "birth": r"lahir|ttl|usia|umur",
    "insurance": r"bpjs|taspen|askes|kis|jkn",
    "health": r"gol(ongan)? darah|disabilitas|penyakit|riwayat kesehatan|(tinggi|berat) badan",
    "sanction": r"hukuman|hukdis",
}
