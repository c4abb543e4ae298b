"""The words of the desk: its states, in the reader's language."""

from flask_babel import gettext as _


def state_words() -> dict[str, str]:
    """Every state a person can be in, as filters and exports call it."""
    return {
        "overdue": _("Terlambat"),
        "failed": _("Tidak lulus"),
        "expired": _("Kedaluwarsa"),
        "revoked": _("Dicabut"),
        "expiring": _("Segera berakhir"),
        "grace": _("Berlaku sementara"),
        "in_progress": _("Sedang berjalan"),
        "pending": _("Belum mulai"),
        "future": _("Akan datang"),
        "certified": _("Berlaku"),
        "delta_due": _("Perlu pembaruan"),
        "delta_overdue": _("Pembaruan terlambat"),
    }


def mark_words() -> dict[str, str]:
    """Everything the desk finds people under: a state, or what stands beside it."""
    return state_words() | {"late": _("Perlu ditindaklanjuti"), "excused": _("Dikecualikan")}


def state_word(state: str) -> str:
    """One state as the screens call it."""
    return state_words()[state]
