"""Documents until the examination is over: appointment, summons, absence, minutes. Pure."""

from typing import Any, cast

from ..cases.procedure import acts
from .blocks import Paper, Parts, officer, sign
from .facts import About, Taken, day, last, weekday
from .terms import ETHICS, ROLES, TRACKS, all_sign, at_issue, board, examiners, head_signs, ranked, the_case

ORDINALS = {1: "pertama", 2: "kedua"}


def _appointed(about: About, step: Taken, _earlier: tuple[Taken, ...]) -> Paper:
    act = cast(acts.Appointed, step.act)
    alone = len([each for each in act.members if each.role != "official"]) == 1
    title = "Keputusan pembentukan majelis kode etik"
    if about.track != ETHICS:
        title = "Penunjukan pemeriksa" if alone else "Keputusan pembentukan tim pemeriksa"
    parts = Parts()
    the_case(parts, about)
    parts.heading("Susunan")
    parts.people(
        (ranked(about.person(each.person), each.rank), ROLES[each.role], each.excuse) for each in act.members
    )
    if act.reason:
        parts.heading("Alasan perubahan")
        parts.prose(act.reason)
    parts.quiet(
        "Tidak seorang pun memutus perkara tentang dirinya, tentang atasannya, atau perkara yang "
        "dilaporkannya; pangkat pemeriksa tidak lebih rendah daripada yang diperiksa, kecuali dengan alasan "
        "yang tertulis di atas."
    )
    signs = (sign("Pejabat yang menetapkan,"), sign("Yang mencatat,", step.by))
    return Paper(title, tuple(parts.found), signs, act.decree, f"Ditetapkan {day(step.on)}")


def _summoned(about: About, step: Taken, earlier: tuple[Taken, ...]) -> Paper:
    act = cast(acts.Summoned, step.act)
    parts = Parts()
    parts.prose("Yth.")
    parts.facts(officer(about.subject))
    parts.prose(
        f"Dengan ini Anda diminta hadir untuk memberi keterangan kepada {board(about)} dalam perkara nomor "
        f"{about.number}, pada:"
    )
    parts.facts([("Hari, tanggal", weekday(act.hearing_on)), ("Pukul", act.hour), ("Tempat", act.place)])
    at_issue(parts, about, "Yang akan dibicarakan")
    parts.heading("Hak Anda")
    parts.prose(
        "Pemeriksaan dilakukan tertutup. Anda dapat memberi keterangan, menyampaikan tanggapan tertulis, "
        "membaca berita acara sebelum menandatanganinya, dan menolak menandatangani dengan menyebut alasan. "
        "Panggilan ini bukan keputusan dan tidak menyatakan Anda bersalah."
    )
    parts.prose(
        "Bila Anda tidak dapat hadir, sampaikan alasannya sebelum hari tersebut; bila Anda tidak hadir, Anda "
        "dipanggil satu kali lagi."
        if act.turn == 1
        else "Ini panggilan kedua. Bila Anda tidak hadir, pemeriksaan dilanjutkan dengan bukti yang ada "
        "(menurut sumber kedua; periksa terhadap naskah resmi)."
    )
    title = f"Surat panggilan {'I' * act.turn}"
    signs = (head_signs(about, step, earlier),)
    return Paper(title, tuple(parts.found), signs, act.letter, f"Tanggal {day(act.letter_on)}")


def _missed(about: About, step: Taken, earlier: tuple[Taken, ...]) -> Paper:
    act = cast(acts.Missed, step.act)
    called = last(earlier, "summoned")
    parts = Parts()
    the_case(parts, about)
    if called:
        parts.facts(
            [
                ("Surat panggilan", f"{called.act.letter}, {day(called.act.letter_on)}"),
                ("Hari pemeriksaan", f"{weekday(called.act.hearing_on)}, pukul {called.act.hour}"),
                ("Tempat", called.act.place),
            ]
        )
    parts.prose(f"Pegawai tidak hadir pada panggilan {ORDINALS[act.turn]}.")
    if act.note:
        parts.heading("Keterangan")
        parts.prose(act.note)
    return Paper("Catatan ketidakhadiran", tuple(parts.found), (sign("Yang mencatat,", step.by),))


def _heard(about: About, step: Taken, earlier: tuple[Taken, ...]) -> Paper:
    act = cast(acts.Heard, step.act)
    parts = Parts()
    how = f"bertempat di {act.place}" if act.mode == "in_person" else f"secara daring ({act.place})"
    parts.prose(
        f"Pada hari {weekday(act.held_on)}, {how}, telah dilakukan pemeriksaan secara tertutup dalam perkara "
        f"{TRACKS[about.track]} nomor {about.number} terhadap:"
    )
    parts.facts(officer(about.subject))
    seated = examiners(about, earlier)
    if seated:
        parts.prose("oleh:")
        parts.people((who, role, "") for who, role in seated)
    at_issue(parts, about)
    parts.heading("Pertanyaan dan jawaban")
    for number, each in enumerate(act.exchanges, start=1):
        parts.exchange(number, each.asked, each.answered)
    parts.prose("Demikian berita acara ini dibuat dengan sebenarnya untuk dipergunakan sebagaimana mestinya.")
    refusal = act.refusal or "tidak disebutkan" if act.signed == "refused" else None
    signs = (*all_sign(about, earlier), sign("Yang diperiksa,", about.subject, refusal=refusal))
    return Paper("Berita acara pemeriksaan (BAP)", tuple(parts.found), signs)


HEARING: dict[str, Any] = {
    acts.Appointed.kind: _appointed,
    acts.Summoned.kind: _summoned,
    acts.Missed.kind: _missed,
    acts.Heard.kind: _heard,
}
