"""Handing a receipt to whoever may have it: a file to keep, or kindly when there will be one."""

import re
from datetime import datetime, timedelta
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from flask import Response, abort, current_app, render_template
from flask_babel import gettext as _
from flask_babel import ngettext

from ..core.clock import now
from .alarms import open_alarm
from .receipts import last_leaf_of, latest_checkpoint, receipt, receipts_under

ENDING = ".tlog-proof"
Answer = Response | tuple[str, int]


def hand_receipt(record: str, number: str, *, kind: str = "") -> Answer:
    """The receipt of the last leaf about a record (`period:abc`), as the file `<number>.tlog-proof`.

    `kind` asks for the last leaf of one kind of event. A page (409) says when it will be there while no
    checkpoint covers it; 404 where nothing is on record. Call it behind the guard of the record's page.
    """
    found = receipt(record, kind)
    if found is not None:
        return _file(str(found).encode(), f"{_safe(number)}{ENDING}", "application/octet-stream")
    if last_leaf_of(record, kind) is None:
        abort(404)
    return _not_yet()


def hand_receipts(indices: list[int], name: str) -> Answer:
    """The receipts of several leaves as one ZIP, all under the latest checkpoint; those it does not cover yet
    are left out. A page (409) when that are all of them."""
    under = latest_checkpoint()
    covered = [index for index in indices if under and index < under.size]
    if under is None or not covered:
        return _not_yet()
    held = BytesIO()
    with ZipFile(held, "w", ZIP_DEFLATED) as archive:
        for index, proof in sorted(receipts_under(under, covered).items()):
            archive.writestr(ZipInfo(f"{index}{ENDING}"), str(proof))
    return _file(held.getvalue(), f"{_safe(name)}.zip", "application/zip")


def minutes_left(at: datetime) -> int | None:
    """In how many minutes the worker signs at the latest; None where it signs by hand, or refuses."""
    every = current_app.config["CHECKPOINT_MINUTES"]
    if not every or open_alarm() is not None:
        return None
    last = latest_checkpoint()
    due = last.signed_at + timedelta(minutes=every) if last else at
    return max(1, -(-int((due - at).total_seconds()) // 60))


def _not_yet() -> Answer:
    minutes = minutes_left(now())
    when = ngettext("paling lambat %(num)d menit lagi", "paling lambat %(num)d menit lagi", minutes or 0)
    said = _("Tanda terima tersedia setelah tanda tangan berikutnya, %(when)s.", when=when)
    if minutes is None:
        said = _("Tanda terima tersedia setelah tanda tangan berikutnya.")
    page = render_template(
        "errors/error.html",
        status=409,
        title=_("Tanda terima belum tersedia"),
        text=_("Yang Anda minta sudah tercatat, tetapi buku catatan belum ditandatangani sejak itu."),
        next_step=said,
    )
    return page, 409


def _file(content: bytes, name: str, kind: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, mimetype=kind, headers=headers)


def _safe(name: str) -> str:
    return re.sub(r"[^A-Za-z0-9.-]+", "-", name).strip(".-") or "tanda-terima"
