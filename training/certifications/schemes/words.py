"""The words of schemes: modes, kinds, and what is wrong with terms, in the reader's language."""

from flask_babel import gettext as _
from flask_babel import ngettext

from .audience import LONGEST_ARRIVAL, Audience
from .terms import RANGES, Flaw, Terms


def mode_names() -> dict[str, str]:
    """The three ways of counting."""
    return {"completion": _("Sejak selesai"), "expiry": _("Sambung"), "fixed": _("Tanggal tetap")}


def mode_hints() -> dict[str, str]:
    """What each way of counting does, in a sentence."""
    return {
        "completion": _("Masa berlaku selalu dihitung dari hari semua syarat terpenuhi."),
        "expiry": _(
            "Yang memperpanjang tepat waktu tidak kehilangan hari: masa baru menyambung masa yang lama."
        ),
        "fixed": _("Semua orang berakhir pada tanggal yang sama tiap putaran, misalnya setiap 31 Desember."),
    }


def kind_names() -> dict[str, str]:
    """The kinds of post."""
    return {
        "managerial": _("Jabatan manajerial"),
        "functional": _("Jabatan fungsional"),
        "executor": _("Jabatan pelaksana"),
    }


def employment_names() -> dict[str, str]:
    """The kinds of employment."""
    return {
        "pns": _("PNS"),
        "pppk": _("PPPK"),
        "pppk_part": _("PPPK paruh waktu"),
        "non_asn": _("Non-ASN"),
    }


def audience_text(audience: Audience, units: dict[str, str]) -> str:
    """Whom it is for, in a phrase; `units` names units by reference."""
    kinds, employment = kind_names(), employment_names()
    parts = [", ".join(units.get(ref, _("unit yang tidak ada lagi")) for ref in sorted(audience.units))]
    parts.append(", ".join(name for key, name in kinds.items() if key in audience.kinds))
    parts.append(", ".join(name for key, name in employment.items() if key in audience.employment))
    days = audience.joined_within_days
    if days:
        parts.append(ngettext("masuk dalam %(num)s hari terakhir", "masuk dalam %(num)s hari terakhir", days))
    return "; ".join(part for part in parts if part) or _("Semua pegawai")


def flaw_text(flaw: Flaw) -> str:
    """What is wrong and what would be right, in a sentence."""
    if flaw.reason == "range":
        lowest, highest = RANGES.get(flaw.field, (1, LONGEST_ARRIVAL))
        return _("Isi dengan angka %(lowest)s sampai %(highest)s.", lowest=lowest, highest=highest)
    return _reasons().get(flaw.reason) or _("Isian ini tidak dapat dipakai.")


def said_terms(terms: Terms, *, modules: dict[str, str], units: dict[str, str]) -> list[tuple[str, str]]:
    """The terms one by one, each with its name; `modules` and `units` name those by key and reference."""
    every = _("Semua modul")
    return [
        (_("Judul"), terms.title),
        (_("Diminta"), ", ".join(modules.get(key, key) for key in terms.modules) or every),
        (
            _("Perpanjangan"),
            ", ".join(modules.get(key, key) for key in terms.short_modules) or _("Sama seperti pertama kali"),
        ),
        (_("Pernyataan kesanggupan"), _("Diminta") if terms.attestation else _("Tidak diminta")),
        (_("Nilai lulus"), _percent(terms.pass_percent)),
        (_("Jam pelajaran"), _("%(num)s JP", num=terms.hours) if terms.hours else _("Tidak dicatat")),
        (_("Cara menghitung"), mode_names().get(terms.mode, terms.mode)),
        (_("Masa berlaku"), _months(terms.active_months)),
        (_("Masa perpanjangan"), _months(terms.window_months)),
        (_("Paling singkat berlaku"), _months(terms.minimum_months)),
        (_("Masa tenggang"), _days(terms.grace_days) if terms.grace_days else _("Tidak ada")),
        (_("Tenggat pertama"), _days(terms.due_days)),
        (_("Ditutup sesudah tenggat"), _days(terms.closes_days) if terms.closes_days else _("Tidak ditutup")),
        (_("Sasaran"), audience_text(terms.audience, units)),
    ]


def _percent(value: int | None) -> str:
    return _("Paling sedikit %(num)s%%", num=value) if value else _("Menurut modulnya")


def _months(number: int) -> str:
    return ngettext("%(num)s bulan", "%(num)s bulan", number)


def _days(number: int) -> str:
    return ngettext("%(num)s hari", "%(num)s hari", number)


def _reasons() -> dict[str, str]:
    return {
        "missing": _("Beri skema ini judul."),
        "too_long": _("Judul paling panjang 300 huruf."),
        "negative": _("Jumlah ini tidak boleh kurang dari nol."),
        "window_exceeds_active": _("Masa perpanjangan harus lebih pendek daripada masa berlaku."),
        "minimum_below_window": _(
            "Masa berlaku paling singkat sedikitnya satu bulan dan tidak lebih pendek daripada masa "
            "perpanjangan."
        ),
        "minimum_exceeds_active": _(
            "Masa berlaku paling singkat tidak boleh lebih panjang daripada masa berlaku."
        ),
        "not_asked": _("Perpanjangan hanya dapat meminta modul yang juga diminta pada putaran pertama."),
    }
