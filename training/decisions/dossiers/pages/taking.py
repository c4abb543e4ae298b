"""Taking a version of a file away: each time on record under its own reference, which the copy bears."""

from flask import Response, redirect, render_template
from flask_babel import gettext as _
from flask_babel import ngettext

from ....certifications.addresses import public_origin
from ....certifications.printing.views import file_name
from ....core.access import guard
from ....core.clock import now
from ....core.db import writing_apart
from ....core.web import reads_only
from ....ledger.handing import minutes_left
from ....ledger.packs import NotCovered
from ....people.session import current_person
from ...models import Dossier, Matter, Opening
from ..opening import NoAccess, open_dossier
from ..packing import evidence_of, pack_dossier
from ..printing import Copy, print_dossier, seal_of
from ..rules import PACK, PDF
from ..views import Page, blueprint
from .doors import address, closed_door, matter_at, may_read, version_at, visit_of


@blueprint.post("/nominations/<ref>/dossier/<int:number>.pdf", defaults={"shelf": "nominations"})
@blueprint.post("/cases/<ref>/dossier/<int:number>.pdf", defaults={"shelf": "cases"})
@guard("matters.sit")
@reads_only
def pdf(shelf: str, ref: str, number: int) -> Page:
    matter = matter_at(shelf, ref)
    found, visiting = _version_in_hand(matter, number)
    if visiting is None:
        return redirect(address("dossier", matter), 303)
    copy = _take(matter, found, visiting, PDF)
    paper = print_dossier(found, copy, seal_of(found), origin=public_origin())
    return handed(paper, matter, number, "pdf")


@blueprint.post("/nominations/<ref>/dossier/<int:number>.zip", defaults={"shelf": "nominations"})
@blueprint.post("/cases/<ref>/dossier/<int:number>.zip", defaults={"shelf": "cases"})
@guard("matters.sit")
@reads_only
def pack(shelf: str, ref: str, number: int) -> Page:
    matter = matter_at(shelf, ref)
    found, visiting = _version_in_hand(matter, number)
    if visiting is None:
        return redirect(address("dossier", matter), 303)
    try:
        evidence = evidence_of(found)
    except NotCovered:
        return _not_signed_yet()
    copy = _take(matter, found, visiting, PACK)
    paper = print_dossier(found, copy, seal_of(found), origin=public_origin())
    return handed(pack_dossier(found, paper, evidence, now=copy.at), matter, number, "zip")


def handed(content: bytes, matter: Matter, number: int, ending: str) -> Response:
    """A file named after the matter, never after a person."""
    name = f"berkas-{file_name(matter.number)}-{number}.{ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, mimetype=f"application/{ending}", headers=headers)


def _version_in_hand(matter: Matter, number: int) -> tuple[Dossier, Opening | None]:
    """A version, and the visit under which the reader leafs through the file."""
    if not may_read(matter, current_person(), now()):
        closed_door()
    return version_at(matter, number), visit_of(matter, current_person(), now())


def _take(matter: Matter, dossier: Dossier, visiting: Opening, what: str) -> Copy:
    """On record before anything leaves; printing takes a while, and nobody else's write waits for it."""
    reader, at, reason = current_person(), now(), visiting.reason
    try:
        with writing_apart():
            opening = open_dossier(matter, reader, reason=reason, what=what, now=at, dossier=dossier)
            copy = Copy(reader.name, at, opening.ref)
    except NoAccess:
        closed_door()
    return copy


def _not_signed_yet() -> Page:
    minutes = minutes_left(now())
    when = _("Paket bukti tersedia setelah tanda tangan berikutnya.")
    if minutes is not None:
        when = ngettext(
            "Paket bukti tersedia setelah tanda tangan berikutnya, paling lambat %(num)d menit lagi.",
            "Paket bukti tersedia setelah tanda tangan berikutnya, paling lambat %(num)d menit lagi.",
            minutes,
        )
    page = render_template(
        "errors/error.html",
        status=409,
        title=_("Paket bukti belum tersedia"),
        text=_(
            "Berkas ini sudah dibekukan dan tercatat, tetapi tanda tangan terakhir lebih dahulu. PDF-nya "
            "sudah dapat diunduh."
        ),
        next_step=when,
    )
    return page, 409
