"""The words of the queue: what each kind is called, what is wrong, and the repair that is suggested."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from ....core.i18n import show_date
from ....people.models import Person
from ....people.rules import mask_nip, nip_doubts

SUGGESTED = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Item:
    """One exception as the page shows it: about whom, what is wrong, and where to repair it."""

    name: str
    name_url: str | None
    text: str
    label: str = ""
    url: str = ""


def kind_words() -> dict[str, str]:
    """The kinds, as the filters call them."""
    return {
        "doubt": _("Sertifikat diragukan"),
        "due_before_start": _("Tenggat tidak mungkin"),
        "due_short": _("Waktu terlalu singkat"),
        "unpublished": _("Modul belum terbit"),
        "provisional_ends": _("Sementara hampir habis"),
        "open_excusal": _("Dikecualikan lebih dari setahun"),
        "assigned_twice": _("Ditugaskan dua kali"),
        "left_audience": _("Bukan sasaran lagi"),
        "departed": _("Sudah tidak bertugas"),
        "no_post": _("Tanpa unit"),
        "two_posts": _("Dua jabatan"),
        "closed_unit": _("Unit ditutup"),
        "nip": _("NIP meragukan"),
    }


def item_of(row: Any, reader: Person, today: date) -> Item:
    """An exception with its repair; one's own is repaired by a colleague."""
    own = row.person_id == reader.id
    address = url_for("reports.person", ref=row.person_ref) if row.person_ref else None
    label, url = ("", "") if own else _repair(row, reader, today)
    text = _text(row)
    if own:
        text = f"{text} {_('Tentang Anda sendiri: diputuskan oleh rekan lain.')}"
    return Item(row.name, address, text, label, url)


def _text(row: Any) -> str:
    day = show_date(row.day) if row.day else ""
    other = show_date(row.other_day) if row.other_day else ""
    values = {"title": row.title, "note": row.note, "day": day, "other": other}
    if row.kind == "nip":
        return _("NIP %(nip)s meragukan: %(why)s.", nip=mask_nip(row.note), why=_nip_doubt(row.note))
    if row.kind == "departed" and not day:
        return _("Sudah tidak aktif, tetapi masih ditugaskan pada “%(title)s”.", title=row.title)
    return _texts()[row.kind] % values


def _texts() -> dict[str, str]:
    return {
        "doubt": _("Uji yang menopang sertifikat %(note)s tidak lagi lulus. Pertahankan atau cabut."),
        "due_before_start": _(
            "Tenggat “%(title)s” %(day)s lebih awal daripada hari ditugaskan (%(other)s) atau hari masuknya."
        ),
        "due_short": _(
            "Tenggat “%(title)s” %(day)s, padahal ditugaskan %(other)s; pelatihannya perlu sekitar "
            "%(note)s hari."
        ),
        "unpublished": _(
            "%(note)s pegawai bertenggat mulai %(day)s, tetapi ada modul yang belum terbit sehingga tidak "
            "dapat lulus."
        ),
        "provisional_ends": _("Sertifikasi sementara “%(title)s” berakhir %(day)s dan belum ada sertifikat."),
        "open_excusal": _("Dikecualikan sejak %(day)s tanpa batas, sudah lebih dari setahun."),
        "assigned_twice": _("Ditugaskan pada “%(note)s” dan “%(title)s”, yang meminta modul yang sama."),
        "left_audience": _("Tidak lagi termasuk sasaran “%(title)s”, tetapi masih ditugaskan."),
        "departed": _("Tidak bertugas lagi sejak %(day)s, tetapi masih ditugaskan pada “%(title)s”."),
        "no_post": _("Tidak tercatat di unit mana pun hari ini."),
        "two_posts": _("Tercatat pada %(note)s jabatan sekaligus hari ini."),
        "closed_unit": _("Masih tercatat di unit “%(note)s”, yang sudah ditutup."),
    }


def _repair(row: Any, reader: Person, today: date) -> tuple[str, str]:
    """The words of the link and where it leads."""
    if row.kind == "doubt":
        return _("Putuskan"), url_for("certifications.doubts_desk")
    if row.kind in {"due_before_start", "due_short"}:
        due = (max(today, row.day) + SUGGESTED).isoformat()
        reason = _("Tenggat semula tidak mungkin dipenuhi.")
        return _("Perpanjang tenggat"), _act(row, "extend", due_on=due, reason=reason)
    if row.kind == "unpublished":
        return _("Lihat sertifikasinya"), url_for("schemes.scheme", ref=row.scheme_ref)
    if row.kind == "provisional_ends":
        return _("Putuskan"), url_for("rulings.decisions", ref=row.person_ref)
    if row.kind == "open_excusal":
        return _("Akhiri atau lanjutkan"), url_for("rulings.ending", ref=row.ref)
    if row.kind in {"assigned_twice", "left_audience", "departed"}:
        return _("Akhiri penugasan"), _act(row, "end", reason=_reasons()[row.kind])
    if reader.may("people.manage"):
        return _("Perbaiki datanya"), url_for("administration.person", ref=row.person_ref)
    return _("Lihat pegawainya"), url_for("reports.person", ref=row.person_ref)


def _act(row: Any, act: str, **typed: Any) -> str:
    return url_for("rulings.act", ref=row.person_ref, act=act, scheme=row.scheme_ref, **typed)


def _reasons() -> dict[str, str]:
    return {
        "assigned_twice": _("Sudah diminta oleh sertifikasi lain."),
        "left_audience": _("Tidak lagi termasuk sasaran."),
        "departed": _("Tidak bertugas lagi."),
    }


def _nip_doubt(nip: str) -> str:
    words = {
        "length": _("tidak 18 digit, kemungkinan terpotong"),
        "birth": _("delapan digit pertama bukan tanggal lahir"),
        "appointment": _("digit pengangkatan tidak wajar"),
        "sex": _("digit ke-15 biasanya 1 atau 2"),
        "rounded": _("berakhir 000, kemungkinan dibulatkan Excel"),
    }
    return "; ".join(words.get(doubt.slug, doubt.slug) for doubt in nip_doubts(nip)) or _("periksa angkanya")
