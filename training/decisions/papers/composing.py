"""A step of a case as the document it is called in the field: title, parts, places to sign. Pure.

Documents of an office are Indonesian, whoever prints them. None holds who reported; the officer's own copy
leaves out by which way the report came, too.
"""

from collections.abc import Callable
from typing import Any, cast

from ..cases.procedure import acts
from .blocks import Paper, Parts, officer, sign
from .composing_end import CLOSING
from .composing_hearing import HEARING
from .composing_verdict import VERDICTS
from .facts import About, Taken, day, weekday
from .terms import CHANNELS, TRACKS, at_issue

Composer = Callable[[About, Taken, tuple[Taken, ...]], Paper]


def compose(about: About, step: Taken, earlier: tuple[Taken, ...], *, own: bool = False) -> Paper:
    """The document of a step after the `earlier` ones; `own`: the copy of whom it is about. Raises KeyError
    for a kind that has none."""
    if step.kind == acts.Opened.kind:
        return _opened(about, step, own=own)
    return COMPOSERS[step.kind](about, step, earlier)


def _opened(about: About, step: Taken, *, own: bool) -> Paper:
    act = cast(acts.Opened, step.act)
    parts = Parts()
    parts.prose(
        f"Pada hari {weekday(step.on)} telah diterima laporan yang dicatat sebagai perkara "
        f"{TRACKS[about.track]} nomor {about.number}, tentang pegawai:"
    )
    parts.facts(officer(about.subject))
    until = f" sampai {day(act.happened_until)}" if act.happened_until else ""
    parts.facts(
        [
            ("Tanggal kejadian", day(act.happened_on) + until),
            ("Tanggal laporan", day(act.reported_on)),
            ("Diterima melalui", "" if own else CHANNELS[act.channel]),
            ("Nomor pengaduan", "" if own else act.complaint_number),
        ]
    )
    parts.heading("Uraian singkat")
    parts.prose(act.summary)
    at_issue(parts, about)
    parts.quiet(
        "Laporan adalah dugaan: pegawai tidak dinyatakan melanggar apa pun sebelum ada keputusan. Identitas "
        "pelapor disimpan terpisah dan tidak dimuat dalam dokumen perkara."
    )
    return Paper(
        "Berita acara penerimaan laporan",
        tuple(parts.found),
        (sign("Yang menerima dan mencatat,", step.by),),
    )


def _replied(about: About, step: Taken, _earlier: tuple[Taken, ...]) -> Paper:
    act = cast(acts.Replied, step.act)
    parts = Parts()
    parts.prose("Yang bertanda tangan di bawah ini:")
    parts.facts(officer(about.subject))
    parts.prose(f"menyampaikan tanggapan atas perkara nomor {about.number} sebagai berikut.")
    parts.heading("Tanggapan")
    parts.prose(act.text)
    _entered(parts, act.on_paper, step)
    return Paper("Tanggapan pegawai", tuple(parts.found), (sign("Pegawai,", about.subject),))


def _objected(about: About, step: Taken, _earlier: tuple[Taken, ...]) -> Paper:
    act = cast(acts.Objected, step.act)
    parts = Parts()
    title = {"objection": "Keberatan", "appeal": "Banding administratif"}[act.way]
    parts.prose("Yang bertanda tangan di bawah ini:")
    parts.facts(officer(about.subject))
    parts.prose(f"mengajukan {title.lower()} atas keputusan dalam perkara nomor {about.number}.")
    parts.heading("Alasan")
    parts.prose(act.text)
    _entered(parts, act.on_paper, step)
    return Paper(title, tuple(parts.found), (sign("Pegawai,", about.subject),))


def _entered(parts: Parts, on_paper: bool, step: Taken) -> None:
    if on_paper:
        parts.quiet(f"Diterima di atas kertas dan disalin oleh {step.by.name} pada {day(step.on)}.")
    else:
        parts.quiet(f"Ditulis sendiri oleh pegawai di Adab pada {day(step.on)}.")


def _noted(about: About, step: Taken, _earlier: tuple[Taken, ...]) -> Paper:
    parts = Parts()
    parts.facts([("Perkara", about.number), ("Tanggal", weekday(step.on)), ("Oleh", step.by.name)])
    parts.heading("Isi catatan")
    parts.prose(cast(acts.Noted, step.act).text)
    return Paper("Catatan", tuple(parts.found), (sign("Yang mencatat,", step.by),))


COMPOSERS: dict[str, Any] = {
    acts.Replied.kind: _replied,
    acts.Objected.kind: _objected,
    acts.Noted.kind: _noted,
    **HEARING,
    **VERDICTS,
    **CLOSING,
}
