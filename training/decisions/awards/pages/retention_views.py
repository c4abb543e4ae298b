"""Nominations whose time is over: the list, and their erasure by two people at one screen."""

import sqlalchemy as sa
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from ....core.access import guard
from ....core.db import db
from ...models import Nomination
from ...retention.screens import Screens, Words
from ..models import AwardScheme, AwardVersion
from ..retention import NOMINATIONS
from ..views import blueprint

Page = str | Response | tuple[str, int]


@blueprint.get("/awards/retention")
@guard("awards.manage")
def retention() -> Page:
    return SCREENS.over()


@blueprint.get("/nominations/<ref>/erasure")
@guard("awards.manage")
def erasure(ref: str) -> Page:
    return SCREENS.form(ref)


@blueprint.post("/nominations/<ref>/erasure")
@guard("awards.manage")
def erase(ref: str) -> Page:
    return SCREENS.erase(ref)


def _words() -> Words:
    return Words(
        desk=_("Penghargaan"),
        column=_("Penghargaan"),
        left=_(
            "Isinya dihapus oleh dua orang bersama-sama. Yang tersisa: nomor pengusulan, bahwa isinya "
            "dihapus, siapa yang pernah membukanya, dan piagam yang sudah diberikan."
        ),
        nothing=_("Pengusulan yang sudah ditutup dan masa simpannya berakhir tampil di sini."),
        gone=_(
            "Jasa yang ditulis, semua langkah, dokumen, berkas fakta, dan kedudukan dihapus dan tidak dapat "
            "dikembalikan. Piagam tetap dapat diperiksa siapa pun, dan sesudah ini tidak dapat ditarik lagi "
            "di sini. Buku catatan tetap utuh: ia hanya menyimpan sidik isinya."
        ),
        second=_(
            "Orang kedua, bukan Anda dan bukan yang diusulkan, mengisi pengenal dan kata sandinya sendiri di "
            "sini. Ia mengelola penghargaan atau kepegawaian."
        ),
        heading=lambda number: _("Hapus isi pengusulan %(number)s", number=number),
        done=lambda number: _("Isi pengusulan %(number)s sudah dihapus. Nomornya tetap ada.", number=number),
    )


def _titles(nominations: list[Nomination]) -> dict[int, str]:
    rows = (
        sa.select(Nomination.id, AwardScheme.title)
        .join(AwardVersion, AwardVersion.id == Nomination.version_id)
        .join(AwardScheme, AwardScheme.id == AwardVersion.scheme_id)
        .where(Nomination.id.in_([each.id for each in nominations]))
    )
    return {row.id: row.title for row in db.session.execute(rows)}


SCREENS = Screens(NOMINATIONS, "awards", _words, _titles)
