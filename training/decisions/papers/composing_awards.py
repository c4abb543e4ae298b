"""A step of a nomination as its document. Pure. Who may read an inner one is the caller's matter."""

from typing import Any, cast

from ..awards.procedure import acts
from .blocks import Paper, sign
from .facts import About, Taken, day, weekday
from .terms_awards import CLEARED, COUNSEL, MET, OUTCOMES, RESULTS, ROLES, WHY, plain, team, the_nomination


def compose_award(about: About, step: Taken, earlier: tuple[Taken, ...]) -> Paper:
    """The document of a step of a nomination. Raises KeyError for a kind that has none."""
    return COMPOSERS[step.kind](about, step, earlier)


def _nominated(about: About, step: Taken, _earlier: tuple[Taken, ...]) -> Paper:
    act = cast(acts.Nominated, step.act)
    parts = the_nomination(about)
    parts.heading("Jasa atau teladannya")
    parts.prose(act.merit)
    parts.heading("Syarat dan jawabannya menurut catatan")
    parts.quiet(f"Keadaan per {day(act.as_of)}. Pemeriksaan otomatis hanya membantu; yang memutus pejabat.")
    for place, answer in enumerate(about.answers, start=1):
        parts.facts([(f"{place}. {answer.met}", answer.text)])
        for why in answer.why:
            parts.quiet(why)
    parts.facts(
        [
            ("Pengangkatan pertama", day(act.appointed_on) if act.appointed_on else ""),
            ("Menurut", act.appointed_paper),
            ("Penyokong", about.person(act.seconder).name if act.seconder else ""),
        ]
    )
    return Paper("Pengusulan penghargaan", tuple(parts.found), (sign("Yang mengusulkan,", step.by),))


def _appointed(about: About, step: Taken, _earlier: tuple[Taken, ...]) -> Paper:
    act = cast(acts.Appointed, step.act)
    parts = the_nomination(about)
    parts.heading("Susunan")
    parts.people((about.person(each.person), ROLES[each.role], "") for each in act.members)
    if act.reason:
        parts.heading("Alasan perubahan")
        parts.prose(act.reason)
    signs = (sign("Pejabat yang menetapkan,"), sign("Yang mencatat,", step.by))
    title = "Keputusan pembentukan tim penilai penghargaan"
    return Paper(title, tuple(parts.found), signs, act.decree, f"Ditetapkan {day(step.on)}")


def _cleared(about: About, step: Taken, _earlier: tuple[Taken, ...]) -> Paper:
    parts = the_nomination(about)
    parts.prose(CLEARED[cast(acts.Cleared, step.act).result])
    parts.quiet(
        "Hanya untuk ketua tim dan pejabat yang memutus. Proses yang berjalan bukan bukti pelanggaran."
    )
    return Paper(
        "Keterangan sekretariat majelis", tuple(parts.found), (sign("Sekretariat majelis,", step.by),)
    )


def _weighed(about: About, step: Taken, earlier: tuple[Taken, ...]) -> Paper:
    act = cast(acts.Weighed, step.act)
    parts = the_nomination(about)
    parts.prose(f"Pada hari {weekday(step.on)} tim penilai menelaah pengusulan ini. Hadir:")
    parts.people((about.person(ref), "", "") for ref in act.present)
    parts.heading("Temuan")
    for each in act.findings:
        row = about.answers[each.place] if each.place < len(about.answers) else None
        asked = row.text if row else f"Syarat {each.place + 1}"
        if row and row.apart:
            # The minutes are read by more than may know whether something is being examined.
            parts.facts([("Terpisah", asked)])
            parts.prose("Ditelaah menurut keterangan sekretariat majelis.")
            continue
        parts.facts([(MET[each.met], asked)])
        parts.prose(each.why)
    parts.facts([("Kesimpulan", COUNSEL[act.conclusion])])
    if act.minority:
        parts.heading("Pendapat yang berbeda")
        parts.prose(act.minority)
    signs = tuple(sign(f"{role},", who) for who, role in team(about, earlier))
    return Paper("Berita acara penelaahan", tuple(parts.found), signs)


def _decided(about: About, step: Taken, _earlier: tuple[Taken, ...]) -> Paper:
    act = cast(acts.Decided, step.act)
    parts = the_nomination(about)
    granted = act.kind == acts.Decided.kind
    parts.heading("Menimbang")
    parts.prose(act.why)
    parts.heading("Memutuskan")
    parts.facts([("Pengusulan", "Dikabulkan" if granted else "Tidak dikabulkan")])
    title = "Keputusan pemberian penghargaan" if granted else "Keputusan atas pengusulan penghargaan"
    about_line = f"Ditetapkan {day(act.decided_on)}"
    return Paper(title, tuple(parts.found), (sign("Pejabat yang memutus,", step.by),), act.number, about_line)


def _referred(about: About, step: Taken, _earlier: tuple[Taken, ...]) -> Paper:
    act = cast(acts.Referred, step.act)
    parts = the_nomination(about)
    parts.prose("Keberatan yang diusulkan diserahkan untuk diputus kepada:")
    parts.people([(about.person(act.person), "", "")])
    parts.quiet("Ia tidak ikut mengusulkan, menelaah, atau memutus sebelumnya.")
    signs = (sign("Pejabat yang menetapkan,"), sign("Yang mencatat,", step.by))
    title = "Penetapan pejabat yang memutus keberatan"
    return Paper(title, tuple(parts.found), signs, act.decree, f"Ditetapkan {day(step.on)}")


def _succeeded(about: About, step: Taken, _earlier: tuple[Taken, ...]) -> Paper:
    act = cast(acts.Succeeded, step.act)
    parts = the_nomination(about)
    parts.prose("Kursi pejabat yang memutus diserahkan kepada:")
    parts.people([(about.person(act.person), "", "")])
    signs = (sign("Pejabat yang menetapkan,"), sign("Yang mencatat,", step.by))
    title = "Penetapan pengganti pejabat yang memutus"
    return Paper(title, tuple(parts.found), signs, act.decree, f"Ditetapkan {day(step.on)}")


def _reviewed(about: About, step: Taken, _earlier: tuple[Taken, ...]) -> Paper:
    act = cast(acts.Reviewed, step.act)
    parts = the_nomination(about)
    parts.heading("Alasan")
    parts.prose(act.why)
    parts.heading("Hasil")
    parts.prose(RESULTS[act.result])
    about_line = f"Ditetapkan {day(act.decided_on)}"
    return Paper(
        "Putusan atas keberatan",
        tuple(parts.found),
        (sign("Yang memutus,", step.by),),
        act.number,
        about_line,
    )


def _closed(about: About, step: Taken, _earlier: tuple[Taken, ...]) -> Paper:
    act = cast(acts.Closed, step.act)
    parts = the_nomination(about)
    parts.prose(f"Pengusulan ditutup pada hari {weekday(step.on)}. {WHY[act.why]}")
    parts.prose(act.note)
    parts.facts([("Disimpan sampai", day(act.kept_until))])
    return Paper("Penutupan pengusulan", tuple(parts.found), (sign("Yang mencatat,", step.by),))


def _proposed(about: About, step: Taken, _earlier: tuple[Taken, ...]) -> Paper:
    act = cast(acts.Proposed, step.act)
    parts = the_nomination(about)
    parts.prose(f"Tim mengusulkan agar pengusulan ini {OUTCOMES[act.outcome]}.")
    parts.heading("Alasan")
    parts.prose(act.why)
    return Paper("Usulan keputusan", tuple(parts.found), (sign("Tim penilai,", step.by),))


COMPOSERS: dict[str, Any] = {
    "nominated": _nominated,
    "seconded": plain(
        "Pernyataan menyokong", "Penyokong,", "why", "Pengusulan ini disokong, tanpa kepentingan pribadi."
    ),
    "replied": plain("Tanggapan yang diusulkan", "Yang diusulkan,", "text"),
    "withdrawn": plain(
        "Pernyataan tidak bersedia diusulkan", "Yang diusulkan,", "text", "Pegawai tidak bersedia diusulkan."
    ),
    "appointed": _appointed,
    "cleared": _cleared,
    "handed_over": plain(
        "Berita acara penyerahan berkas fakta",
        "Yang menyerahkan,",
        "",
        "Berkas fakta nomor {number} dibekukan dan diserahkan kepada tim penilai. Sidik SHA-256: {sha256}",
    ),
    "weighed": _weighed,
    "proposed": _proposed,
    "returned": plain("Pengembalian usulan", "Pejabat yang memutus,", "reason"),
    "decided": _decided,
    "declined": _decided,
    "objected": plain("Keberatan", "Yang diusulkan,", "text"),
    "referred": _referred,
    "reviewed": _reviewed,
    "awarded": plain(
        "Berita acara pemberian penghargaan", "Yang memberikan,", "", "Penghargaan diberikan pada hari {on}."
    ),
    "succeeded": _succeeded,
    "revoked": plain("Keputusan penarikan penghargaan", "Pejabat yang memutus,", "why"),
    "noted": plain("Catatan", "Yang mencatat,", "text"),
    "closed": _closed,
}
