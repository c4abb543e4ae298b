"""What nobody knew on the day, as sentences in the reader's language."""

from datetime import date

from flask_babel import gettext as _

from ....core.i18n import show_date
from ..shape.body import Later
from .words import ruled_words


def later_sentence(later: Later) -> str:
    """What happened, or came on record, only afterwards."""
    values = later.values
    if later.kind == "withdrawn":
        what = _kinds().get(str(values.get("what")), _("sebuah catatan"))
        return _("Ditarik kembali: %(what)s.", what=what)
    if later.kind == "run":
        return _run(later)
    if later.kind == "judged" and values.get("void"):
        return _(
            "Pertanyaan yang dijawab pegawai dibatalkan. Alasannya: %(why)s", why=values.get("why") or "–"
        )
    if later.kind == "judged":
        return _("Jawaban pegawai dinilai kembali. Alasannya: %(why)s", why=values.get("why") or "–")
    if later.kind == "declared":
        return _("Pegawai menyatakan sanggup mematuhi versi %(version)s.", version=values.get("version"))
    if later.kind == "round":
        return _("Sertifikat %(certificate)s diterbitkan.", certificate=values.get("certificate"))
    if later.kind == "revoked":
        return _("Sertifikat %(certificate)s dicabut.", certificate=values.get("certificate"))
    if later.kind == "asked":
        return _asked(later)
    if later.kind in ("ruled", "entry", "post"):
        return _entered(later)
    what = _kinds().get(later.kind, _("sebuah catatan"))
    return _("Baru tercatat: %(what)s.", what=what)


def later_kinds() -> frozenset[str]:
    """Every kind that has words of its own."""
    return frozenset(_kinds()) | {"withdrawn"}


def _run(later: Later) -> str:
    right = later.values.get("right")
    if right is None:
        return _("Pegawai mengikuti uji; pertanyaan tentang butir ini tidak dihitung.")
    if right:
        return _("Pegawai mengikuti uji dan menjawab tepat tentang butir ini.")
    return _("Pegawai mengikuti uji; jawabannya tentang butir ini belum seluruhnya tepat.")


def _entered(later: Later) -> str:
    """What personnel put on record."""
    values = later.values
    if later.kind == "entry":
        return _("Dicatat oleh kepegawaian: %(title)s.", title=values.get("title"))
    if later.kind == "ruled":
        what = ruled_words().get(str(values.get("what")), "")
        return _("Keputusan kepegawaian dicatat: %(what)s.", what=what[:1].lower() + what[1:])
    return _(
        "Penempatan baru dicatat: %(position)s, %(unit)s.",
        position=values.get("position"),
        unit=values.get("unit"),
    )


def _judged(later: Later) -> str:
    why = later.values.get("why") or "–"
    if later.values.get("void"):
        return _("Pertanyaan yang dijawab pegawai dibatalkan. Alasannya: %(why)s", why=why)
    return _("Jawaban pegawai dinilai kembali. Alasannya: %(why)s", why=why)


def _asked(later: Later) -> str:
    due = later.values.get("due_on")
    return _(
        "“%(title)s” diminta dari pegawai, tenggat %(due)s.",
        title=later.values.get("title"),
        due=show_date(date.fromisoformat(str(due))) if due else "–",
    )


def _kinds() -> dict[str, str]:
    return {
        "post": _("penempatan"),
        "away": _("kepergian dari instansi"),
        "asked": _("permintaan sertifikasi"),
        "round": _("sertifikat"),
        "revoked": _("pencabutan sertifikat"),
        "caught_up": _("pembaruan untuk versi baru selesai"),
        "ruled": _("keputusan kepegawaian tentang sertifikasi"),
        "extra_time": _("tambahan waktu dalam uji"),
        "entry": _("catatan kepegawaian"),
        "outage": _("gangguan sistem"),
        "declared": _("pernyataan"),
        "taught": _("pelajaran diterbitkan"),
        "read": _("pelajaran dibaca sampai selesai"),
        "run": _("uji"),
        "judged": _("penilaian kembali"),
    }
