"""Documents of counsel and decision: deliberation, proposal, return, decision, objection decided. Pure."""

from typing import Any, cast

from ..cases.procedure import acts
from .blocks import Paper, Parts, sign
from .facts import About, Taken, day, last, weekday
from .terms import TRACKS, all_sign, board, head_signs, official, the_case

FOUND = {"proven": "terbukti", "unproven": "tidak terbukti"}
RESULTS = {
    "upheld": "Keputusan semula dikuatkan.",
    "changed": "Keputusan semula diubah menjadi seperti di bawah ini.",
    "cancelled": "Keputusan semula dibatalkan.",
}


def verdict(parts: Parts, about: About, said: acts.Verdict) -> None:
    """What is decided, clause by clause, and what follows from it."""
    parts.heading("Menimbang")
    parts.prose(said.considered)
    parts.heading("Temuan untuk setiap butir")
    for each in said.grounds:
        parts.clause(
            about.quoted(each.address), said="Terbukti" if each.proven else "Tidak terbukti", why=each.why
        )
    parts.heading("Memutuskan")
    penalty = about.penalties.get(said.penalty)
    parts.facts(
        [
            ("Dugaan", f"Dinyatakan {FOUND[said.outcome]}"),
            ("Ditetapkan", penalty.name if penalty else said.penalty),
            ("Lamanya", f"{said.months} bulan" if said.months else ""),
            ("Dasar", penalty.article if penalty else ""),
            ("Disampaikan", "Secara terbuka" if said.openly else ""),
            ("Rekomendasi", "Diteruskan ke jalur disiplin" if said.recommends_discipline else ""),
        ]
    )
    if penalty and penalty.sure:
        parts.quiet(penalty.sure)


def _deliberated(about: About, step: Taken, earlier: tuple[Taken, ...]) -> Paper:
    act = cast(acts.Deliberated, step.act)
    parts = Parts()
    the_case(parts, about)
    parts.prose(f"Pada hari {weekday(step.on)} {board(about)} bermusyawarah secara tertutup. Hadir:")
    parts.people((about.person(ref), "", "") for ref in act.present)
    parts.heading("Hasil")
    way = "Mufakat" if act.agreed else "Suara terbanyak"
    votes = "" if act.agreed else f"{act.votes_proven} terbukti, {act.votes_unproven} tidak terbukti"
    found = f"Dugaan {FOUND[act.conclusion]}"
    parts.facts([("Cara", way), ("Suara", votes), ("Kesimpulan", found)])
    if act.minority:
        parts.heading("Pendapat yang berbeda")
        parts.prose(act.minority)
    return Paper("Berita acara musyawarah", tuple(parts.found), all_sign(about, earlier))


def _proposed(about: About, step: Taken, earlier: tuple[Taken, ...]) -> Paper:
    parts = Parts()
    the_case(parts, about)
    parts.prose(
        f"Diusulkan pada {day(step.on)} kepada pejabat yang berwenang; belum berlaku sebelum diputuskan."
    )
    verdict(parts, about, cast(acts.Proposed, step.act).verdict)
    return Paper("Usulan keputusan", tuple(parts.found), (head_signs(about, step, earlier),))


def _returned(about: About, step: Taken, earlier: tuple[Taken, ...]) -> Paper:
    parts = Parts()
    the_case(parts, about)
    parts.prose(f"Usulan keputusan dikembalikan kepada {board(about)} pada {day(step.on)}.")
    parts.heading("Alasan")
    parts.prose(cast(acts.Returned, step.act).reason)
    signs = (sign("Pejabat yang memutus,", official(about, earlier)),)
    return Paper("Pengembalian usulan keputusan", tuple(parts.found), signs)


def _decided(about: About, step: Taken, earlier: tuple[Taken, ...]) -> Paper:
    act = cast(acts.Decided, step.act)
    parts = Parts()
    the_case(parts, about)
    verdict(parts, about, act.verdict)
    signs = (sign("Pejabat yang memutus,", official(about, earlier) or step.by),)
    title = f"Keputusan atas dugaan pelanggaran {TRACKS[about.track]}"
    return Paper(title, tuple(parts.found), signs, act.number, f"Ditetapkan {day(step.on)}")


def _referred(about: About, step: Taken, earlier: tuple[Taken, ...]) -> Paper:
    act = cast(acts.Referred, step.act)
    parts = Parts()
    the_case(parts, about)
    parts.prose(f"{_way(earlier)} pegawai diserahkan untuk diputus kepada:")
    parts.people((about.person(ref), "", "") for ref in act.members)
    parts.quiet("Tidak seorang pun di antaranya ikut memeriksa, mengusulkan, atau memutus sebelumnya.")
    signs = (sign("Pejabat yang menetapkan,"), sign("Yang mencatat,", step.by))
    title = f"Penunjukan penilai {_way(earlier).lower()}"
    return Paper(title, tuple(parts.found), signs, act.decree, f"Ditetapkan {day(step.on)}")


def _reviewed(about: About, step: Taken, earlier: tuple[Taken, ...]) -> Paper:
    act = cast(acts.Reviewed, step.act)
    parts = Parts()
    the_case(parts, about)
    parts.heading("Hasil")
    parts.prose(RESULTS[act.result])
    parts.heading("Alasan")
    parts.prose(act.why)
    if act.verdict:
        verdict(parts, about, act.verdict)
    referred = last(earlier, "referred")
    who = [about.person(ref) for ref in referred.act.members] if referred else [step.by]
    signs = tuple(sign("Yang memutus,", each) for each in who)
    title = f"Keputusan atas {_way(earlier).lower()}"
    return Paper(title, tuple(parts.found), signs, act.number, f"Ditetapkan {day(step.on)}")


def _way(earlier: tuple[Taken, ...]) -> str:
    objected = last(earlier, "objected")
    return "Banding administratif" if objected and objected.act.way == "appeal" else "Keberatan"


VERDICTS: dict[str, Any] = {
    acts.Deliberated.kind: _deliberated,
    acts.Proposed.kind: _proposed,
    acts.Returned.kind: _returned,
    acts.Decided.kind: _decided,
    acts.Referred.kind: _referred,
    acts.Reviewed.kind: _reviewed,
}
