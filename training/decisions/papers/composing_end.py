"""Documents of what is handed over and what comes after: file, decision, training, closing. Pure."""

from typing import Any, cast

from ..cases.procedure import acts
from .blocks import Paper, Parts, sign
from .facts import About, Taken, day, last, weekday
from .terms import board, head_signs, the_case

WHY = {
    "decided": "Perkara selesai dengan keputusan.",
    "unproven": "Dugaan tidak terbukti.",
    "unfounded": "Dasar laporan tidak cukup untuk diperiksa.",
    "moved": "Perkara dilanjutkan pada jalur lain.",
    "withdrawn": "Laporan dicabut.",
}


def _handed_over(about: About, step: Taken, earlier: tuple[Taken, ...]) -> Paper:
    act = cast(acts.HandedOver, step.act)
    parts = Parts()
    the_case(parts, about)
    parts.prose(
        f"Pada hari {weekday(step.on)} berkas fakta dibekukan dan diserahkan kepada {board(about)}. "
        "Berkas itu dapat dibaca pegawai."
    )
    parts.facts([("Berkas fakta", f"Nomor {act.number}"), ("Sidik SHA-256", act.sha256)])
    signs = (sign("Yang menyerahkan,", step.by), head_signs(about, step, earlier))
    return Paper("Berita acara penyerahan berkas fakta", tuple(parts.found), signs)


def _delivered(about: About, step: Taken, earlier: tuple[Taken, ...]) -> Paper:
    act = cast(acts.Delivered, step.act)
    decided = last(earlier, "reviewed") or last(earlier, "decided")
    parts = Parts()
    the_case(parts, about)
    how = (
        "diserahkan langsung kepada" if act.how == "handed" else "dikirim, karena pegawai tidak hadir, kepada"
    )
    which = f" nomor {decided.act.number}" if decided else ""
    parts.prose(f"Keputusan{which} telah {how} pegawai tersebut di atas.")
    parts.facts(
        [
            ("Tidak hadir", weekday(act.absent_on) if act.absent_on else ""),
            ("Dikirim", weekday(act.sent_on) if act.sent_on else ""),
            ("Diterima", weekday(act.received_on)),
            ("Dicatat", day(step.on)),
        ]
    )
    parts.quiet(
        "Tanggal diterima menentukan kapan keputusan mulai berlaku dan sampai kapan upaya administratif "
        "dapat diajukan. Tanggal-tanggal itu, dengan hari libur yang dilewati, ada di halaman "
        "perkara pegawai."
    )
    handed = sign("Yang menerima,", about.subject) if act.how == "handed" else sign("Yang mengirim,", step.by)
    signs = (sign("Yang menyampaikan,", step.by), handed) if act.how == "handed" else (handed,)
    return Paper("Berita acara penyampaian keputusan", tuple(parts.found), signs)


def _remedied(about: About, step: Taken, _earlier: tuple[Taken, ...]) -> Paper:
    act = cast(acts.Remedied, step.act)
    parts = Parts()
    the_case(parts, about)
    parts.prose(
        f"Pegawai ditugasi mengikuti pembinaan tentang butir di bawah ini, selesai paling lambat "
        f"{weekday(act.due_on)}. Pembinaan bukan hukuman."
    )
    parts.heading("Butir yang dipelajari")
    for address in act.clauses:
        parts.clause(about.quoted(address))
    return Paper("Penugasan pembinaan", tuple(parts.found), (sign("Yang menugasi,", step.by),))


def _closed(about: About, step: Taken, _earlier: tuple[Taken, ...]) -> Paper:
    act = cast(acts.Closed, step.act)
    parts = Parts()
    the_case(parts, about)
    parts.prose(f"Perkara ditutup pada hari {weekday(step.on)}. {WHY[act.why]}")
    if act.note:
        parts.prose(act.note)
    parts.facts([("Disimpan sampai", day(act.kept_until))])
    parts.quiet("Sesudah hari itu isi perkara dihapus; yang tinggal hanya sidiknya di buku catatan.")
    return Paper("Penutupan perkara", tuple(parts.found), (sign("Yang mencatat,", step.by),))


CLOSING: dict[str, Any] = {
    acts.HandedOver.kind: _handed_over,
    acts.Delivered.kind: _delivered,
    acts.Remedied.kind: _remedied,
    acts.Closed.kind: _closed,
}
