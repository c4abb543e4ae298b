"""The words that several documents of a case share, and its clauses. Pure."""

from .blocks import Block, Parts, officer, sign
from .facts import About, Somebody, Taken, last

ETHICS = "ethics"
TRACKS = {ETHICS: "kode etik", "discipline": "disiplin"}
CHANNELS = {
    "desk": "Disampaikan langsung",
    "letter": "Surat",
    "complaint_system": "Sistem pengaduan",
    "finding": "Temuan pengawasan",
    "superior": "Laporan atasan",
    "other_track": "Dari perkara jalur lain",
}
ROLES = {
    "chair": "Ketua",
    "secretary": "Sekretaris",
    "member": "Anggota",
    "superior": "Atasan langsung",
    "supervision": "Unsur pengawasan",
    "personnel": "Unsur kepegawaian",
    "official": "Pejabat yang memutus",
}
EXAMINES = ("chair", "superior", "secretary", "supervision", "personnel", "member")


def at_issue(parts: Parts, about: About, title: str = "Butir kode etik yang dipersoalkan") -> None:
    """The clauses of a case, word for word."""
    parts.heading(title)
    for each in about.clauses:
        parts.clause(each)


def the_case(parts: Parts, about: About) -> None:
    """Which case, about whom."""
    parts.facts([("Perkara", f"{about.number} ({TRACKS[about.track]})"), *officer(about.subject)])


def board(about: About) -> str:
    """What those who examine are called together."""
    return "majelis kode etik" if about.track == ETHICS else "pemeriksa"


def examiners(about: About, earlier: tuple[Taken, ...]) -> list[tuple[Somebody, str]]:
    """Who examines as of the last appointment, the first among them first, with their part."""
    seated = last(earlier, "appointed")
    members = [each for each in seated.act.members if each.role in EXAMINES] if seated else []
    members.sort(key=lambda each: EXAMINES.index(each.role))
    return [(ranked(about.person(each.person), each.rank), ROLES[each.role]) for each in members]


def official(about: About, earlier: tuple[Taken, ...]) -> Somebody | None:
    """Who decides as of the last appointment."""
    seated = last(earlier, "appointed")
    found = [each for each in seated.act.members if each.role == "official"] if seated else []
    return about.person(found[0].person) if found else None


def ranked(who: Somebody, rank: str) -> Somebody:
    """Somebody with the rank of that time."""
    return Somebody(who.name, who.nip, rank or who.rank, who.position, who.unit)


def all_sign(about: About, earlier: tuple[Taken, ...]) -> tuple[Block, ...]:
    """A place for everybody who examines."""
    return tuple(sign(f"{role},", who) for who, role in examiners(about, earlier))


def head_signs(about: About, step: Taken, earlier: tuple[Taken, ...]) -> Block:
    """The place of the first who examines; of who entered it where nobody was appointed."""
    seated = examiners(about, earlier)
    return sign(f"{seated[0][1]},", seated[0][0]) if seated else sign("Yang mencatat,", step.by)
