"""Cases whose time is over: the list, and their erasure by two people at one screen."""

from flask_babel import gettext as _
from werkzeug.wrappers import Response

from ....core.access import guard
from ...models import Case
from ...retention.screens import Screens, Words
from ...words import track_words
from ..retention import CASES
from ..views import blueprint

Page = str | Response | tuple[str, int]


@blueprint.get("/cases/retention")
@guard("cases.manage")
def retention() -> Page:
    return SCREENS.over()


@blueprint.get("/cases/<ref>/erasure")
@guard("cases.manage")
def erasure(ref: str) -> Page:
    return SCREENS.form(ref)


@blueprint.post("/cases/<ref>/erasure")
@guard("cases.manage")
def erase(ref: str) -> Page:
    return SCREENS.erase(ref)


def _words() -> Words:
    return Words(
        desk=_("Perkara"),
        column=_("Jalur"),
        left=_(
            "Isinya dihapus oleh dua orang bersama-sama. Yang tersisa: nomor perkara, bahwa isinya dihapus, "
            "dan siapa yang pernah membukanya."
        ),
        nothing=_("Perkara yang sudah ditutup dan masa simpannya berakhir tampil di sini."),
        gone=_(
            "Semua langkah, dokumen, berkas fakta, kedudukan, dan pelapor dihapus dan tidak dapat "
            "dikembalikan. Buku catatan tetap utuh: ia hanya menyimpan sidik isinya."
        ),
        second=_(
            "Orang kedua, bukan Anda dan bukan pegawai yang diperiksa, mengisi pengenal dan kata sandinya "
            "sendiri di sini. Ia mengurus perkara atau kepegawaian."
        ),
        heading=lambda number: _("Hapus isi perkara %(number)s", number=number),
        done=lambda number: _("Isi perkara %(number)s sudah dihapus. Nomornya tetap ada.", number=number),
    )


def _tracks(cases: list[Case]) -> dict[int, str]:
    words = track_words()
    return {case.id: words[case.track] for case in cases}


SCREENS = Screens(CASES, "cases", _words, _tracks)
