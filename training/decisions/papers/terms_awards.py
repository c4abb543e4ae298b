"""The words that several documents of a nomination share, and the plain ones among them. Pure."""

from typing import Any

from .blocks import Paper, Parts, officer, sign
from .facts import About, Taken, day, last, weekday

ROLES = {"chair": "Ketua tim", "member": "Anggota tim", "official": "Pejabat yang memutus"}
MET = {"yes": "Terpenuhi", "no": "Belum terpenuhi", "unknown": "Perlu dipastikan"}
COUNSEL = {"fit": "Memenuhi syarat", "unfit": "Belum memenuhi syarat"}
OUTCOMES = {"grant": "dikabulkan", "decline": "tidak dikabulkan"}
RESULTS = {"upheld": "Keputusan semula tetap.", "changed": "Penghargaan dikabulkan."}
CLEARED = {"clear": "Tidak ada proses yang berjalan.", "running": "Ada proses yang berjalan."}
WHY = {
    "awarded": "Penghargaan sudah diberikan.",
    "declined": "Pengusulan tidak dikabulkan.",
    "withdrawn": "Ditarik oleh yang diusulkan.",
    "revoked": "Penghargaan sudah ditarik.",
    "not_seconded": "Tidak ada penyokong.",
    "moot": "Tidak dapat dilanjutkan.",
}


def the_nomination(about: About) -> Parts:
    """Parts that begin with which nomination it is, of whom, for what."""
    parts = Parts()
    rows = [("Pengusulan", about.number), ("Penghargaan", about.scheme), *officer(about.subject)]
    parts.facts([*rows, ("Dinilai per", day(about.happened_on))])
    return parts


def team(about: About, earlier: tuple[Taken, ...]) -> list[tuple[Any, str]]:
    """Who weighs it as of the last appointment, with their part."""
    seated = last(earlier, "appointed")
    members = [each for each in seated.act.members if each.role != "official"] if seated else []
    return [(about.person(each.person), ROLES[each.role]) for each in members]


def plain(title: str, role: str, field: str = "", sentence: str = "") -> Any:
    """The document of an act that says one thing: in `field`, after a sentence."""

    def composed(about: About, step: Taken, _earlier: tuple[Taken, ...]) -> Paper:
        parts = the_nomination(about)
        values = {name: value for name, value in step.act if not isinstance(value, tuple)}
        parts.prose(sentence.format(on=weekday(step.on), **values))
        parts.prose(values.get(field, ""))
        number = values["number"] if isinstance(values.get("number"), str) else ""
        return Paper(title, tuple(parts.found), (sign(role, step.by),), number)

    return composed
