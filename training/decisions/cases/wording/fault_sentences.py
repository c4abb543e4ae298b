"""The sentence of each code by which forms and rules refuse something about a case.

That somebody has a part in a matter is never told apart: whether they lead the officer, are led by them or
reported them stays between the rules and who keeps the case.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask_babel import gettext as _

from .labels import outcome_words, seat_word, step_name

Tell = Callable[[dict[str, Any]], str]

# The gettext calls stay inside functions: they are said in the language of whoever reads.
FORM: dict[str, Tell] = {
    "empty": lambda v: _("Belum diisi."),
    "unchosen": lambda v: _("Pilih salah satu."),
    "none": lambda v: _("Pilih sedikitnya satu."),
    "choose": lambda v: _("Pilihan ini tidak dikenal. Pilih salah satu yang ada."),
    "short": lambda v: _("Terlalu singkat. Tuliskan keperluannya dalam satu kalimat."),
    "long": lambda v: _("Terlalu panjang. Ringkaslah."),
    "number": lambda v: _("“%(typed)s” bukan angka yang dapat dipakai di sini.", typed=v.get("typed", "")),
    "day": lambda v: _(
        "Tanggal “%(typed)s” tidak terbaca. Tulis hari, bulan, lalu tahun, misalnya 21-11-2026.",
        typed=v.get("typed", ""),
    ),
}
OPENING: dict[str, Tell] = {
    "before_service": lambda v: _(
        "Pegawai ini belum bertugas pada %(day)s; ia mulai %(since)s. Periksa harinya atau orangnya.",
        day=v["day"],
        since=v["since"],
    ),
    "after_service": lambda v: _(
        "Pegawai ini sedang tidak bertugas di instansi pada %(day)s; hari terakhirnya %(left)s.",
        day=v["day"],
        left=v["left_on"],
    ),
    "own_line": lambda v: _(
        "Perkara tentang diri sendiri atau atasan dicatat petugas sekretariat lain; perkara tentang pimpinan "
        "instansi, oleh instansi di atasnya."
    ),
    "no_code": lambda v: _(
        "Pada %(day)s belum ada kode etik yang berlaku di sini, jadi tidak ada butir yang dapat dikutip.",
        day=v["day"],
    ),
    "came_from": lambda v: _("Perkara lanjutan dibuka dari perkara jalur lain tentang pegawai yang sama."),
    "no_advice": lambda v: _("Perkara asalnya tidak menyarankan jalur lain."),
    "names_reporter": lambda v: _(
        "Nama pelapor tertulis di sini, padahal bagian ini dibaca orang lain. Hapus namanya."
    ),
}
WHO_MAY: dict[str, Tell] = {
    "not_yours": lambda v: _("Langkah ini bukan bagian Anda dalam perkara ini."),
    "interest": lambda v: _(
        "Ada kaitan dengan perkara ini. Tidak seorang pun mengurus perkara tentang dirinya, "
        "atasannya, atau yang dilaporkannya sendiri. Pilih orang lain."
    ),
    "veiled": lambda v: _(
        "Susunan yang dikirim ditolak karena kaitan dengan pelaporan perkara ini, dan itu tercatat. Bukalah "
        "dahulu identitas pelapor dengan menuliskan alasannya, lalu susun kembali."
    ),
    "acted": lambda v: _("Sudah ikut memeriksa atau memutus perkara ini. Pilih orang lain."),
    "second_person": lambda v: _("Perlu orang lain: bukan yang ikut memeriksa, menyusun, atau diperiksa."),
    "not_due": lambda v: _("Masa simpannya belum berakhir."),
    "unknown_person": lambda v: _("Tidak ditemukan di antara pegawai yang aktif di instansi ini."),
    "not_now": lambda v: _(
        "Perkara ini sudah sampai pada langkah lain, jadi langkah ini tidak lagi berlaku."
    ),
}
SEATS: dict[str, Tell] = {
    "rank_lower": lambda v: _(
        "Pangkatnya di bawah pegawai yang diperiksa. Pilih orang lain atau isi alasan."
    ),
    "rank_unknown": lambda v: _(
        "Pangkatnya tidak dapat dibandingkan dengan pegawai yang diperiksa. Lengkapi datanya atau isi alasan."
    ),
    "not_direct": lambda v: _("Bukan atasan langsung pegawai ini. Pilih atasan langsungnya atau isi alasan."),
    "seat_elsewhere": lambda v: _("Kedudukan %(role)s tidak ada pada jalur ini.", role=seat_word(v["role"])),
    "two_seats": lambda v: _("Orang ini sudah mempunyai kedudukan lain dalam perkara ini."),
    "no_official": lambda v: _("Tunjuk pejabat yang memutus."),
    "officials": lambda v: _("Pejabat yang memutus hanya satu orang."),
    "no_chair": lambda v: _("Tunjuk satu ketua majelis."),
    "no_secretary": lambda v: _("Tunjuk satu sekretaris majelis."),
    "few_members": lambda v: _("Anggota majelis sedikitnya %(least)s orang.", least=v["least"]),
    "even": lambda v: _(
        "Majelis lebih dari lima orang harus ganjil; sekarang %(size)s orang.", size=v["size"]
    ),
    "no_superior": lambda v: _("Tunjuk atasan langsung sebagai pemeriksa."),
    "team_incomplete": lambda v: _(
        "Tim: atasan langsung, unsur pengawasan, dan unsur kepegawaian; atau atasan langsung saja."
    ),
    "stranger": lambda v: _("Bukan anggota majelis perkara ini."),
    "twice": lambda v: _("Disebut dua kali."),
    "no_quorum": lambda v: _(
        "Ketua dan sedikitnya %(least)s dari %(of)s orang majelis harus hadir.", least=v["least"], of=v["of"]
    ),
    "votes": lambda v: _(
        "Jumlah suara %(votes)s tidak sama dengan yang hadir, %(present)s orang.",
        votes=v["votes"],
        present=v["present"],
    ),
    "agreed_votes": lambda v: _("Mufakat tidak memakai suara. Kosongkan jumlah suaranya."),
    "tied": lambda v: _("Suara sama banyak belum menghasilkan kesimpulan. Lanjutkan musyawarah."),
    "majority": lambda v: _(
        "Suara terbanyak menyatakan %(won)s.", won=outcome_words().get(v["won"], "").lower()
    ),
}
DAYS: dict[str, Tell] = {
    "future": lambda v: _("Hari itu belum tiba. Paling akhir hari ini, %(today)s.", today=v.get("today", "")),
    "not_yet": lambda v: _("Hari pemeriksaannya belum tiba."),
    "after_report": lambda v: _(
        "Sesudah dilaporkan, %(day)s. Periksa tahunnya.", day=v.get("reported_on", "")
    ),
    "before_start": lambda v: _("Sebelum hari kejadian, %(day)s.", day=v.get("happened_on", "")),
    "before_letter": lambda v: _("Sebelum tanggal suratnya, %(day)s.", day=v.get("letter_on", "")),
    "before_decision": lambda v: _("Sebelum keputusannya, %(day)s.", day=v.get("decided_on", "")),
    "before_last": lambda v: _(
        "Sebelum langkah terdahulu: %(step)s, %(day)s.", step=step_name(v["step"]).lower(), day=v["day"]
    ),
    "past": lambda v: _("Hari itu sudah lewat. Pilih hari sesudah %(today)s.", today=v.get("today", "")),
    "order": lambda v: _("Urutan harinya tidak cocok. Periksa ketiga tanggalnya."),
    "handed": lambda v: _("Hanya untuk keputusan yang dikirim."),
    "turn": lambda v: _("Urutan panggilannya sudah berubah. Muat ulang halaman ini."),
}
VERDICTS: dict[str, Tell] = {
    "needed": lambda v: _("Belum diisi."),
    "kept_short": lambda v: _(
        "Lebih singkat daripada masa simpan yang diusulkan, sampai %(day)s. Tuliskan alasannya.",
        day=v.get("day", ""),
    ),
    "unknown_clause": lambda v: _(
        "Butir %(clause)s tidak ada di antara yang dapat dipilih.", clause=v.get("clause", "")
    ),
    "not_taught": lambda v: _(
        "Belum ada pelajaran terbit tentang butir %(clause)s, jadi belum dapat ditugaskan.",
        clause=v.get("clause", ""),
    ),
    "left": lambda v: _("Pegawai sudah tidak bertugas di sini, jadi pembinaan tidak dapat ditugaskan."),
    "missing_clause": lambda v: _("Setiap butir perlu ditimbang. Belum: %(clauses)s.", clauses=v["clauses"]),
    "no_ground": lambda v: _("Dinyatakan terbukti, tetapi tidak ada butir yang terbukti."),
    "unproven_ground": lambda v: _("Dinyatakan tidak terbukti, tetapi ada butir yang terbukti."),
    "none_allowed": lambda v: _("Tidak dipakai dengan hasil yang dipilih. Kosongkan."),
    "unknown_penalty": lambda v: _("Tidak ada dalam peraturan jalur ini pada hari kejadian."),
    "other_employment": lambda v: _("Tidak berlaku untuk jenis kepegawaian pegawai ini."),
    "not_applied": lambda v: _("Belum diterapkan. %(note)s", note=v.get("note", "")),
    "needs_team": lambda v: _("Hukuman berat memerlukan pemeriksaan oleh tim, bukan atasan langsung saja."),
    "needs_outcome": lambda v: _("Pilih hasil “tidak terbukti” untuk ini."),
    "months_missing": lambda v: _("Pilih lamanya: %(months)s bulan.", months=v["months"]),
    "months_unknown": lambda v: _("Lamanya hanya dapat: %(months)s bulan.", months=v["months"] or "–"),
    "openly": lambda v: _("Cara penyampaian tidak cocok dengan sanksi yang dipilih."),
    "only_ethics": lambda v: _("Hanya untuk perkara kode etik."),
    "own_number": lambda v: _("Ini nomor keputusan semula. Isi nomor keputusan atas keberatannya."),
    "known_number": lambda v: (
        _("Nomor ini sudah dipakai pada %(where)s. Periksa, lalu perbaiki atau tandai.", where=v["where"])
        if v["where"]
        else _("Nomor ini sudah dipakai pada keputusan lain di sini. Periksa, lalu perbaiki atau tandai.")
    ),
    "not_proposed": lambda v: _("Usulannya sudah berubah. Baca usulan yang baru."),
    "not_counsel": lambda v: _(
        "Musyawarah menyimpulkan %(found)s. Hasil usulan harus sama.",
        found=outcome_words().get(v["conclusion"], "").lower(),
    ),
    "unchanged": lambda v: _("Sama dengan keputusan semula. Pilih “dikuatkan”."),
    "other_way": lambda v: _("Upaya ini tidak terbuka untuk keputusan tersebut."),
    "undecided": lambda v: _("Perkara ini belum diputus. Pilih alasan lain, atau teruskan dahulu."),
    "decided_otherwise": lambda v: _("Tidak cocok dengan keputusannya."),
}
SENTENCES: dict[str, Tell] = FORM | OPENING | WHO_MAY | SEATS | DAYS | VERDICTS
