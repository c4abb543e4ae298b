"""What the invented people of the demo matters say and write."""

from ..decisions.cases.procedure.acts import Exchange, Ground, Verdict
from ..decisions.cases.service import ReporterSaid

PHOTO = (
    "Foto daftar penerima bantuan, dengan nama dan alamat warga, terkirim ke grup percakapan warga di luar "
    "kantor. Foto itu dihapus sekitar sepuluh menit kemudian."
)
REPORTER = ReporterSaid(
    "Warsono Hadi",
    contact="Datang sendiri ke loket; minta dihubungi lewat surat.",
    relation="Tetangga seorang penerima bantuan, anggota grup warga itu.",
)
WHY_REPORTER = "Menyurati pelapor untuk memastikan tanggal kejadiannya."
ABOUT_PHOTO = (
    Exchange(
        asked="Bagaimana foto itu sampai ke grup warga?",
        answered="Saya hendak mengirimnya kepada rekan sebidang untuk dicocokkan. Nama grupnya mirip, dan "
        "saya tidak memeriksanya lagi sebelum mengirim.",
    ),
    Exchange(
        asked="Apa yang Anda lakukan setelah menyadarinya?",
        answered="Saya menghapusnya, meminta maaf di grup itu, lalu melapor kepada kepala bidang sore itu "
        "juga.",
    ),
)
REPLY = (
    "Saya mengakui kelalaian saya dan meminta maaf kepada keluarga yang namanya tercantum. Tidak ada niat "
    "menyebarkannya. Sejak itu daftar penerima hanya saya buka di komputer kantor."
)
WHY_LENT = "Membaca berkas fakta sebelum musyawarah majelis."
WHY_PAGE = "Mencocokkan materi yang sudah dipelajari dengan butir yang diperiksa."
WHY_PAPER = "Bahan tertulis untuk musyawarah majelis."
VERDICT = Verdict(
    outcome="proven",
    grounds=(
        Ground(
            address="C.8",
            proven=True,
            why="Daftar itu memuat nama dan alamat warga yang diketahui karena jabatan. Foto, keterangan "
            "pegawai, dan waktu penghapusannya saling menguatkan.",
        ),
        Ground(
            address="D.2",
            proven=False,
            why="Tidak ditemukan warga yang dirugikan: foto dihapus dalam sepuluh menit, dan tidak ada yang "
            "meneruskannya sejauh yang diketahui.",
        ),
    ),
    penalty="moral_closed",
    considered="Pegawai mengakui, menghapus fotonya, dan melapor sendiri hari itu juga; belum pernah "
    "diperiksa sebelumnya.",
)
WHY_TERM = "Keputusan Kepala Dinas tentang tata cara majelis kode etik: keberatan dalam 14 hari kerja."

ABSENT = "Rekap daftar hadir menunjukkan empat hari kerja tanpa surat keterangan dalam dua minggu."
ABOUT_ABSENT = (
    Exchange(
        asked="Apa sebabnya Anda tidak masuk pada empat hari itu?",
        answered="Ibu saya dirawat di rumah sakit. Saya mengabari rekan lewat pesan, tetapi belum mengurus "
        "surat izinnya.",
    ),
    Exchange(
        asked="Siapa yang menggantikan tugas Anda?",
        answered="Kunjungan saya digantikan rekan sebidang; tidak ada warga yang batal didampingi.",
    ),
)

THANKS = "Ucapan terima kasih Kepala Dinas: mendampingi warga lanjut usia mengurus bantuan"
OUTAGE = "Listrik kantor padam, pelatihan tidak dapat dibuka"
MERIT = {
    "joko": "Mendampingi anak dan keluarganya sampai surat dan bantuannya selesai, dan menjelaskan setiap "
    "langkah dengan sabar. Rekan sebidang menyebutnya tempat bertanya.",
    "sari": "Menolak amplop di loket dengan ramah, menjelaskan bahwa layanan tidak dipungut biaya, lalu "
    "melaporkannya hari itu juga. Warga yang bersangkutan menulis surat terima kasih.",
}
SECONDED = {
    "joko": "Saya melihat sendiri ketelatenannya selama dua tahun di bidang rehabilitasi.",
    "sari": "Saya menerima laporannya pada hari kejadian dan membaca surat warga itu.",
}
FOUND = {
    "certification_unbroken": "Baru diwajibkan tahun ini; sejak diwajibkan dipenuhi sebelum tenggatnya.",
    "not_under_case": "Menurut keterangan sekretariat majelis tidak ada yang sedang diperiksa.",
    "statement": "Atasan langsung menerangkannya secara tertulis.",
}
FOUND_OTHERWISE = "Diperiksa dari berkas kepegawaian."
WHY_GRANT = "Memenuhi semua ketentuan dan menjadi teladan."
GRANTED = "Setuju dengan penilaian tim. Terima kasih atas pengabdiannya."

APPEAL = (
    "Menurut saya ada dua pilihan yang sama baiknya pada cerita ini, dan keduanya pernah kami jalani di "
    "kantor dengan hasil yang baik. Mohon kuncinya dilihat lagi."
)
WHY_AUDIT = "Uji petik triwulan: apakah sertifikat dapat ditelusuri sampai jawabannya."
