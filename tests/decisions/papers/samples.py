"""A step of every kind, as plain values: no database, nobody real."""

from datetime import date
from typing import Any

from training.decisions.cases.procedure.acts import read_act
from training.decisions.papers.facts import About, Penalty, Quoted, Somebody, Taken

SARI = Somebody(
    "Sari Wulandari",
    "199803122024032001",
    "II/d",
    "Petugas loket bantuan sosial",
    "Bidang Pelayanan Sosial",
)
RATNA = Somebody("Ratna Puspita", "198411252009012006", "III/c", "Sekretariat majelis", "Sekretariat")
PEOPLE = {
    "person-imam-": Somebody("Imam Fathoni", "197711202003121013", "IV/a", "Kepala bidang", "Rehabilitasi"),
    "person-yanti": Somebody("Yanti Rosmala", "198106182007012014", "III/d"),
    "person-tomi-": Somebody("Tomi Hartono", "197912242005021015", "III/d"),
    "person-karti": Somebody("Kartika Dewanti", "196905171994032010", "IV/c", "Kepala dinas"),
    "person-hendr": Somebody("Hendra Gunawan", "197208301998031011", "IV/b"),
}
CITATION = "Kode Etik Pegawai, Keputusan Nomor 800/112 Tahun 2024, 12 Januari 2024"
D4 = Quoted("D.4", "Menolak pemberian dalam bentuk apa pun dari penerima layanan.", CITATION)
D5 = Quoted("D.5", "Tidak membeda-bedakan penerima layanan.", CITATION)
VERDICT = {
    "outcome": "proven",
    "grounds": [
        {"address": "D.4", "proven": True, "why": "Pegawai mengakui menerima bingkisan.\nSaksi membenarkan."},
        {"address": "D.5", "proven": False, "why": "Tidak ada bukti."},
    ],
    "penalty": "moral_closed",
    "months": None,
    "openly": False,
    "considered": "Pegawai kooperatif dan mengembalikan bingkisan pada hari itu juga.",
    "recommends_discipline": False,
}
DIGEST = "ab" * 32
DAY = "2026-11-23"
SAID: dict[str, dict[str, Any]] = {
    "opened": {
        "track": "ethics",
        "happened_on": "2026-11-20",
        "reported_on": DAY,
        "channel": "complaint_system",
        "complaint_number": "LAPOR-4711",
        "summary": "Diduga menerima bingkisan di loket 3.\n\nBingkisan berupa kue.",
        "clauses": ["D.4", "D.5"],
        "protected": True,
    },
    "appointed": {
        "decree": "800/77/2026",
        "members": [
            {"person": "person-imam-", "role": "chair", "rank": "IV/a"},
            {"person": "person-yanti", "role": "secretary", "rank": "III/d"},
            {"person": "person-tomi-", "role": "member", "rank": "", "excuse": "Pangkat belum tercatat."},
            {"person": "person-karti", "role": "official", "rank": "IV/c"},
        ],
    },
    "summoned": {
        "turn": 1,
        "letter": "005/12/2026",
        "letter_on": "2026-11-24",
        "hearing_on": "2026-12-04",
        "hour": "09.00 WIB",
        "place": "Ruang rapat lantai 2",
    },
    "missed": {"turn": 1, "note": "Pegawai menyampaikan surat sakit."},
    "heard": {
        "held_on": "2026-12-04",
        "place": "Ruang rapat lantai 2",
        "mode": "in_person",
        "exchanges": [
            {
                "asked": "Apakah Anda sehat dan bersedia diperiksa?",
                "answered": "Ya, saya sehat dan bersedia.",
            },
            {
                "asked": "Apa yang terjadi pada 20 November?",
                "answered": "Seorang warga meninggalkan kue.\nSaya kembalikan sore itu.",
            },
        ],
        "signed": "refused",
        "refusal": "Jawaban nomor 2 tidak lengkap.",
    },
    "replied": {"text": "Kue itu saya kembalikan.\n\nTanda terimanya saya lampirkan.", "on_paper": False},
    "handed_over": {"dossier": "dossier-0001", "number": 1, "sha256": DIGEST},
    "deliberated": {
        "present": ["person-imam-", "person-yanti", "person-tomi-"],
        "agreed": False,
        "votes_proven": 2,
        "votes_unproven": 1,
        "conclusion": "proven",
        "minority": "Pengembalian pada hari yang sama menunjukkan iktikad baik.",
    },
    "proposed": {"verdict": VERDICT},
    "returned": {"reason": "Lengkapi alasan untuk butir D.5."},
    "decided": {"number": "800/90/2026", "verdict": VERDICT},
    "delivered": {"how": "handed", "received_on": "2026-12-14"},
    "objected": {"way": "objection", "text": "Saya keberatan atas butir D.4.", "on_paper": True},
    "referred": {"members": ["person-hendr"], "decree": "800/95/2026"},
    "reviewed": {
        "number": "800/99/2026",
        "result": "changed",
        "why": "Bingkisan dikembalikan.",
        "verdict": VERDICT | {"outcome": "unproven", "penalty": ""},
    },
    "remedied": {"clauses": ["D.4"], "due_on": "2027-01-15"},
    "noted": {"text": "Berkas disimpan di lemari besi."},
    "closed": {"why": "decided", "kept_until": "2031-12-31", "note": ""},
}
ABOUT = About(
    number="ETIK/2026/0001",
    track="ethics",
    subject=SARI,
    happened_on=date(2026, 11, 20),
    clauses=(D4, D5),
    people=PEOPLE,
    penalties={
        "moral_closed": Penalty(
            "Sanksi moral: pernyataan secara tertutup",
            "Pasal 15 PP Nomor 42 Tahun 2004",
            "Periksa terhadap naskah resmi.",
        )
    },
)


def taken(kind: str, number: int = 1, **other: Any) -> Taken:
    """A step of a kind, as the samples have it but for what is said otherwise."""
    act = read_act(kind, SAID[kind] | other)
    return Taken(number, kind, date(2026, 11, 23), RATNA, act)


def all_taken() -> list[Taken]:
    """One step of every kind, in their order."""
    return [taken(kind, number) for number, kind in enumerate(SAID, start=1)]
