"""The words of the catalogue, in the reader's language."""

from flask_babel import get_locale
from flask_babel import gettext as _

from .rules import HEAVY, LIGHT, MEDIUM, Kind


def level_words() -> dict[str, str]:
    """The levels of discipline."""
    return {LIGHT: _("Ringan"), MEDIUM: _("Sedang"), HEAVY: _("Berat")}


def told_words() -> dict[str, str]:
    """How a moral sanction is made known."""
    return {
        "room": _("Di ruang tertutup, hanya di hadapan pihak yang berkepentingan"),
        "meeting": _("Dalam forum pertemuan resmi"),
        "ceremony": _("Dalam upacara bendera"),
        "board": _("Di papan pengumuman"),
        "media": _("Di media massa"),
    }


def remedy_words() -> dict[str, str]:
    """How a decision may be contested."""
    return {
        "objection": _("Keberatan kepada atasan pejabat yang memutus"),
        "appeal_bpasn": _("Banding administratif kepada BPASN"),
        "appeal_bapek": _("Banding administratif kepada BAPEK"),
        "contract": _("Menurut kontrak kerja atau peraturan instansi"),
        "office": _("Menurut ketentuan kantor"),
        "none": _("Tidak ada upaya administratif menurut peraturan ini"),
    }


def kind_label(kind: Kind) -> str:
    """The name of a kind in the reader's language."""
    return kind.label(str(get_locale()))
