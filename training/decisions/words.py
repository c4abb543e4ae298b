"""The words all matters share, in the reader's language."""

from flask_babel import gettext as _

from ..reports.exporting.words import disclaimer
from .models import DISCIPLINE, ETHICS


def track_words() -> dict[str, str]:
    """The two tracks, which never mix."""
    return {ETHICS: _("Kode etik"), DISCIPLINE: _("Disiplin")}


def proof_words() -> str:
    """What stands on every screen and paper about a matter."""
    return disclaimer()


def bounds_words() -> str:
    """What the record cannot show, wherever it is relied on."""
    return _(
        "Buku catatan tidak membuktikan bahwa sebuah entri benar, siapa yang duduk di depan komputer, atau "
        "apa pun sesudah titik tanda tangan terakhir yang dipegang orang lain."
    )


def knowledge_words() -> str:
    """What a score says about an act: little."""
    return _(
        "Nilai rendah menunjukkan pengetahuan yang kurang, bukan pelanggaran. Kelulusan menunjukkan bahwa "
        "isi butir pernah dipahami, dan tidak membuktikan apa pun tentang perbuatannya."
    )
