"""The invented people of the demo offices."""

from dataclasses import dataclass

from ..core.access import Role

PASSWORD = "loket-pagi-2026"  # noqa: S105 - printed at start-up, only for the invented office


@dataclass(frozen=True, slots=True)
class Character:
    """An invented person: e-mail name, full name, NIP, unit, position, role beside officer."""

    key: str
    name: str
    nip: str
    unit: str
    position: str
    role: Role | None = None


SERVICE, REHAB, SECRETARIAT = "Bidang Pelayanan Sosial", "Bidang Rehabilitasi Sosial", "Sekretariat"
COUNTER, REGISTRY = "Loket Pelayanan", "Bidang Pencatatan Sipil"

DINSOS = (
    Character("sari", "Sari Wulandari", "199803122024032001", SERVICE, "Petugas loket bantuan sosial"),
    Character("bayu", "Bayu Prasetyo", "198507212010011002", SECRETARIAT, "Pelatih", Role.TRAINER),
    Character("hesti", "Hesti Ramadhani", "198209052008042003", SECRETARIAT, "Analis kepegawaian", Role.HR),
    Character(
        "agus", "Agus Santoso", "197911142005011004", SECRETARIAT, "Pranata komputer", Role.ADMINISTRATOR
    ),
    Character("dewi", "Dewi Lestari", "198812302012122005", SECRETARIAT, "Pengelola sistem", Role.OPERATOR),
    Character("joko", "Joko Supriyadi", "199001152015031006", REHAB, "Pekerja sosial"),
    Character("ningsih", "Ningsih Handayani", "199406222019032007", SERVICE, "Petugas pengaduan"),
    Character("farid", "Farid Maulana", "198703082011011008", REHAB, "Pendamping rehabilitasi"),
)
DISDUKCAPIL = (
    Character("rangga", "Rangga Saputra", "199512102020121001", COUNTER, "Petugas loket KTP"),
    Character("maya", "Maya Kusuma", "198604182009012002", COUNTER, "Analis kepegawaian", Role.HR),
    Character("yusuf", "Yusuf Hidayat", "198801272012011003", REGISTRY, "Pelatih", Role.TRAINER),
    Character("lina", "Lina Marlina", "199202142016032004", REGISTRY, "Administrator", Role.ADMINISTRATOR),
)

LEADERS = "Pimpinan"
OFFICIALS = {
    "dinsos-banten": (
        Character(
            "ratna", "Ratna Puspita", "198411252009012006", SECRETARIAT, "Sekretariat majelis", Role.REGISTRAR
        ),
        Character(
            "wahyu", "Wahyu Nugroho", "198002142006041009", SECRETARIAT, "Auditor internal", Role.AUDITOR
        ),
        Character("kartika", "Kartika Dewanti", "196905171994032010", LEADERS, "Kepala dinas"),
        Character("hendra", "Hendra Gunawan", "197208301998031011", LEADERS, "Sekretaris dinas"),
        Character("sulastri", "Sulastri Anggraini", "197503092000122012", SERVICE, "Kepala bidang pelayanan"),
        Character("imam", "Imam Fathoni", "197711202003121013", REHAB, "Kepala bidang rehabilitasi"),
        Character("yanti", "Yanti Rosmala", "198106182007012014", SECRETARIAT, "Analis hukum"),
        Character("tomi", "Tomi Hartono", "197912242005021015", REHAB, "Penyuluh sosial"),
    ),
    "disdukcapil-palangkaraya": (
        Character(
            "gita", "Gita Permata", "198710052010012016", COUNTER, "Sekretariat majelis", Role.REGISTRAR
        ),
        Character("surya", "Surya Wibawa", "197004281995031017", LEADERS, "Kepala dinas"),
    ),
}
RANKS = {
    **{"kartika": "IV/c", "hendra": "IV/b", "sulastri": "IV/a", "imam": "IV/a", "surya": "IV/b"},
    **{"yanti": "III/d", "tomi": "III/d", "ratna": "III/c", "wahyu": "III/d", "agus": "III/c"},
    **{"hesti": "III/c", "bayu": "III/c", "dewi": "III/b", "farid": "III/b", "sari": "II/d"},
}
HEADS = {
    "dinsos-banten": {LEADERS: "kartika", SECRETARIAT: "hendra", SERVICE: "sulastri", REHAB: "imam"},
    "disdukcapil-palangkaraya": {LEADERS: "surya", COUNTER: "surya"},
}
