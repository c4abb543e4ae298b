"""Small layouts met in the wild, each with the labels and openings of its clauses; none where nothing is a rule."""

import pytest

from training.codes.reading import read

RULES = {
    "contents page with a form, then chapters": (
        "KODE ETIK PETUGAS PARKIR\n\nDAFTAR ISI\nBAB I NILAI ........ 1\nBAB II LARANGAN ........ 2\nLampiran Formulir "
        "........ 9\n\nBAB I\nNILAI\n1. Jujur kepada penumpang.\n2. Sabar di jalan.\n\nBAB II\nLARANGAN\n1. Merokok di pos.\n",
        [("1", "Jujur"), ("2", "Sabar"), ("1", "Merokok")],
    ),
    "contents page without dots": (
        "BUKU SAKU KODE ETIK\n\nDaftar Isi\nKewajiban   3\nLarangan   4\nLampiran A Berita Acara   7\n\nKewajiban\n"
        "1. Datang tepat waktu.\n2. Mencatat tamu.\n\nLarangan\n1. Tidur di pos.\n",
        [("1", "Datang"), ("2", "Mencatat"), ("1", "Tidur")],
    ),
    "approval field above the title": (
        "RSUD MAWAR\nNo. Dokumen : 12/A\nDisetujui oleh : Direktur\n\nETIKA PETUGAS REKAM MEDIS\n\n1. KEWAJIBAN\n"
        "1.1 Mengunci lemari berkas.\n1.2 Mencatat peminjam.\n2. LARANGAN\n2.1 Membawa berkas pulang.\n",
        [("1.1", "Mengunci"), ("1.2", "Mencatat"), ("2.1", "Membawa")],
    ),
    "place and date above the title": (
        "Sagara, 3 Maret 2024\n\nKODE PERILAKU PENJAGA PINTU AIR\n\nPenjaga wajib:\na. mencatat tinggi air;\nb. melapor.\n",
        [("a", "mencatat"), ("b", "melapor")],
    ),
    "declaration with fields": (
        "SURAT PERNYATAAN KODE ETIK\nKODE ETIK PANITIA LELANG\n\nYang bertanda tangan di bawah ini\nNama lengkap : Sari\n"
        "Jabatan : Anggota\n\nberjanji:\n1. tidak menerima hadiah;\n2. menyimpan rahasia penawaran.\n\nSagara, ... Januari 2025\n",
        [("1", "tidak menerima"), ("2", "menyimpan")],
    ),
    "prose beneath short headings": (
        "KODE ETIK RELAWAN\n\nTulus\nRelawan datang karena ingin menolong dan tidak menunggu pujian.\n\nTepat Waktu\n"
        "Relawan hadir sepuluh menit sebelum kegiatan dimulai di lapangan.\n",
        [("", "Relawan datang"), ("", "Relawan hadir")],
    ),
    "ordinal words with colons": (
        "IKRAR PETUGAS\n\nKesatu: melayani dengan sabar.\nKedua: menjaga rahasia.\nKetiga: menolak suap.\n\n"
        "Demikian ikrar kami.\n",
        [("Kesatu", "melayani"), ("Kedua", "menjaga"), ("Ketiga", "menolak")],
    ),
    "english ordinals": (
        "STAFF CODE OF CONDUCT\n\nFirst, be on time for every shift.\nSecond, tell the truth to visitors.\n",
        [("First", "be on time"), ("Second", "tell the truth")],
    ),
    "paragraphs of an article on one line": (
        "KODE ETIK SOPIR\n\nPasal 1\n(1) Sopir wajib memeriksa rem. (2) Sopir wajib memakai sabuk.\n\nPasal 2 (1) Sopir "
        "dilarang merokok. (2) Larangan pada ayat (1) berlaku juga saat berhenti.\n",
        [("1", "Sopir wajib memeriksa"), ("2", "Sopir wajib memakai"), ("1", "Sopir dilarang"), ("2", "Larangan")],
    ),
    "a wrapped rule on the line of its article": (
        "KODE ETIK NELAYAN\n\nPasal 1 Nelayan wajib melaporkan hasil tangkapan kepada\nsyahbandar setiap hari.\n"
        "Pasal 2 Nelayan dilarang memakai\nbom.\n",
        [("", "Nelayan wajib"), ("", "Nelayan dilarang")],
    ),
    "damaged article words": (
        "KODE ETIK PENYULUH\n\nPasaI l\nPenyuluh wajib hadir.\nPasa| 2\nPenyuluh dilarang:\na. absen;\nb , berbohong;\n"
        "c. memungut.\nPasal lO\nPenyuluh wajib jujur.\n",
        [("", "Penyuluh wajib hadir"), ("a", "absen"), ("b", "berbohong"), ("c", "memungut"), ("", "Penyuluh wajib jujur")],
    ),
    "a digit read as a letter between its neighbours": (
        "KODE ETIK KASIR\n\nA. KEWAJIBAN\n4. Menghitung uang;\nS. Menyebut harga;\n6. Menata laci;\n7. Jujur;\nB. Mencatat selisih;\n9. Menutup laci.\n\n"
        "B. LARANGAN\n1. Meminjam uang.\n",
        [("4", "Menghitung"), ("5", "Menyebut"), ("6", "Menata"), ("7", "Jujur"), ("8", "Mencatat"), ("9", "Menutup"),
         ("1", "Meminjam")],
    ),
    "crosses and ticks": (
        "JANJI LAYANAN LOKET\n\nYang kami lakukan:\n☑ menyapa tamu\n☑ mencatat antrean\n\nYang kami hindari:\n❌ memotong antrean\n"
        "❌ meminta uang\n",
        [("☑", "menyapa"), ("☑", "mencatat"), ("❌", "memotong"), ("❌", "meminta")],
    ),
    "other bullets": (
        "KODE PERILAKU KONDEKTUR\n\nKondektur wajib:\n» memeriksa karcis\n» memberi kembalian\n\nKondektur dilarang:\n"
        "✗ merokok\n✗ tidur\n",
        [("»", "memeriksa"), ("»", "memberi"), ("✗", "merokok"), ("✗", "tidur")],
    ),
    "spaced table with a rule": (
        "KODE ETIK JURU MASAK\n\nNo   Kewajiban              Larangan\n==   =====              =====\n"
        "1    Mencuci tangan         Mencicipi dengan jari\n2    Memakai celemek        Merokok di dapur\n",
        [("1", "Mencuci"), ("1", "Mencicipi"), ("2", "Memakai"), ("2", "Merokok")],
    ),
    "table with rows that name the rows beneath": (
        "KODE ETIK PENGASUH\n\n| No | Uraian |\n| I | KEWAJIBAN |\n| 1 | Menjaga anak |\n| 2 | Mencatat tamu |\n"
        "| | LARANGAN |\n| 1 | Membentak anak |\n",
        [("1", "Menjaga"), ("2", "Mencatat"), ("1", "Membentak")],
    ),
    "numbered parts with lead-ins": (
        "CODE OF CONDUCT FOR GUIDES\n\n1. Safety\nGuides must:\n- count the group\n- carry a radio\n\n2. Honesty\nGuides must not:\n"
        "- ask for tips\n\n3. Complaints\n\nComplaints go to the duty manager on the same day.\n",
        [("-", "count"), ("-", "carry"), ("-", "ask"), ("", "Complaints go")],
    ),
    "catchwords at the foot of a page": (
        "PERATURAN WALI KOTA\nTENTANG\nKODE ETIK JURU PARKIR\n\nPasal 1\n(1) Juru parkir wajib memberi karcis.\n(2) Juru . . .\n\n- 2 -\n\n"
        "(2) Juru parkir dilarang menaikkan tarif.\n\nPasal 2 . . .\n\n- 3 -\n\nPasal 2\nPelanggar dikenai sanksi.\n",
        [("1", "Juru parkir wajib"), ("2", "Juru parkir dilarang"), ("", "Pelanggar")],
    ),
    "a web page around a code": (
        "Home › Profil › Kode Etik\n\nNavigasi\n• Beranda\n• Profil\n• Kode Etik\n\nKODE ETIK DINAS PERIKANAN\n\nDiposting pada: 3 Mei 2024\n\n"
        "Pegawai wajib:\n• memeriksa izin kapal\n• mencatat hasil\n\nArtikel Terkait\n• Harga ikan naik\n• Pelabuhan ditutup\n\nKomentar (2)\n"
        "1. Budi: bagus sekali\n2. Sari: setuju\n",
        [("•", "memeriksa"), ("•", "mencatat")],
    ),
    "minutes that carry a code": (
        "NOTULEN RAPAT\nHari : Senin\nTempat : Aula\n\n1. Pembukaan\n2. Pembahasan\n\nKODE ETIK PETUGAS PASAR\n\nPetugas wajib:\n"
        "1. memungut sesuai tarif;\n2. memberi karcis.\n",
        [("1", "memungut"), ("2", "memberi")],
    ),
    "first paragraph on the line of its article": (
        "KODE ETIK PENJAGA\n\nPasal 4. (1) Pegawai wajib sopan.\n(2) Pegawai wajib hadir.\n\nPasal 5 (1) Pegawai dilarang:\na. tidur; dan\n"
        "b. makan.\n(2) Pegawai dilarang pulang.\n",
        [("1", "Pegawai wajib sopan"), ("2", "Pegawai wajib hadir"), ("1", "Pegawai dilarang:"), ("a", "tidur"), ("b", "makan"),
         ("2", "Pegawai dilarang pulang")],
    ),
    "headings a scan has damaged": (
        "KODE ETIK JURU ARSIP\n\nI. NILAI\n1. Jujur;\n\nII. KEWAJIBAN\n1. Mencatat arsip;\n2. Menata rak.\n\nlll. LARANGAN\n1. Membawa arsip pulang.\n",
        [("1", "Jujur"), ("1", "Mencatat"), ("2", "Menata"), ("1", "Membawa")],
    ),
    "a letter where a digit stood, quoted as printed": (
        "KODE ETIK KASIR\n\nI. KEWAJIBAN\n1. Menghitung uang;\n2. Menyebut harga;\nh. Menata laci;\n4. Menutup laci.\n",
        [("1", "Menghitung"), ("2", "Menyebut"), ("h", "Menata"), ("4", "Menutup")],
    ),
    "two lists side by side": (
        "TATA TERTIB PASAR\n\nWAJIB                     DILARANG\n1. Memakai karcis         1. Menagih dua kali\n   bernomor.                 sehari.\n"
        "2. Menyapa pedagang.      2. Berutang.\n\nPelanggar wajib melapor.\n",
        [("1", "Memakai karcis bernomor."), ("1", "Menagih dua kali sehari."), ("2", "Menyapa"), ("2", "Berutang"), ("", "Pelanggar")],
    ),
    "paragraphs set in": (
        "TATA KRAMA PEMANDU\n\n   Pemandu wajib menghitung tamu sebelum\nmasuk.\n   Pemandu dilarang memetik kristal di\ndalam gua.\n",
        [("", "Pemandu wajib"), ("", "Pemandu dilarang")],
    ),
    "columns that differ by a not": (
        "BUDAYA KERJA\n\n| Nilai | Yang Dilakukan | Yang Tidak Dilakukan |\n|---|---|---|\n| Tanggap | Menjawab pesan | Menunda jawaban |\n",
        [("", "Menjawab pesan"), ("", "Menunda jawaban")],
    ),
    "a record that carries a code": (
        "LAPORAN SOSIALISASI\n\n1. Sebanyak 52 orang hadir pada 4 April 2024.\n2. Naskah telah dibagikan.\n\nKODE ETIK JURU PARKIR\n\n"
        "Juru parkir dilarang:\n1. menaikkan tarif;\n2. menolak karcis.\n",
        [("1", "menaikkan"), ("2", "menolak")],
    ),
}  # fmt: skip
NOTHING = {
    "minutes": "NOTULEN RAPAT PEMBAHASAN KODE ETIK\nHari : Senin\nTempat : Aula\n\nHasil rapat:\n1. Kode etik wajib dibahas lagi;\n"
    "2. Tim dilarang bocor.\n",
    "agenda": "Agenda Rapat Kode Etik\n\n1. Pembukaan\n2. Paparan kewajiban pegawai\n3. Penutup\n",
    "letter": "DINAS SOSIAL\nNomor : 1/A\nHal : Permohonan narasumber kode etik\n\nYth. Kepala Badan\n\nNarasumber diharapkan:\n"
    "1. membawa bahan;\n2. hadir pukul 8.\n",
    "notice": "PENGUMUMAN SELEKSI PETUGAS\n\nPelamar wajib:\n1. warga negara Indonesia;\n2. berijazah.\n",
    "news": "SAGARA, ANTARA – Bupati meluncurkan kode etik. Ia berharap pegawai jujur dan tidak menerima suap dari siapa pun.\n\n"
    '"Pegawai wajib ramah," kata Bupati.\n\nTiga nilai itu:\n- jujur\n- ramah\n- sigap\n',
    "search results": "Hasil pencarian kode etik\n\n1. Peraturan Bupati Nomor 3 tentang Kode Etik  PDF 2 MB  Unduh\n"
    "2. Keputusan Nomor 9 tentang Kode Etik  PDF 90 KB  Unduh\n",
    "menu": "☰\n- Beranda\n- Profil\n- Kode Etik\n- Kontak\n",
    "contents only": "PEDOMAN PERILAKU PEGAWAI\n\nDAFTAR ISI\nBAB I UMUM .... 1\nA. Kewajiban .... 2\nB. Larangan .... 3\nLAMPIRAN\n",
    "a register under another name": "PELANGGARAN KODE ETIK 2023\n\n1. R.S. menerima bingkisan pada 9 Januari 2023 dan telah ditegur.\n"
    "2. D.K. meninggalkan loket pada 3 Maret 2023.\n3. M.A. berkata kasar dan sudah meminta maaf.\n",
    "an exam": "ETIKA PELAYANAN\n\n1. Apa yang dilarang bagi petugas?\na. Menyapa\nb. Meminta uang\nc. Mencatat\n2. Apa yang wajib?\na. Tidur\n"
    "b. Hadir\nc. Pulang\n",
    "a form": "PENGADUAN\n\n1. Pelapor ........................\n2. Kewajiban yang dilanggar ........................\n3. Waktu kejadian ....................\n",
    "shopping list": "Belanja kantor\n\n1. Kertas\n2. Tinta\n3. Map\n",
    "questions about services": "TANYA JAWAB LAYANAN KTP\n\n1. Apa syarat KTP?\nFotokopi kartu keluarga.\n2. Berapa lama?\nSatu hari.\n",
}  # fmt: skip


@pytest.mark.parametrize("name", RULES)
def test_every_rule_is_found_under_its_label(name: str) -> None:
    text, expected = RULES[name]
    clauses = read(text).clauses
    assert [clause.label for clause in clauses] == [label for label, _ in expected]
    for clause, (_, opening) in zip(clauses, expected, strict=True):
        assert clause.text.startswith(opening) and len(clause.text) < 90


@pytest.mark.parametrize("name", NOTHING)
def test_no_rule_is_invented(name: str) -> None:
    assert read(NOTHING[name]).clauses == ()
