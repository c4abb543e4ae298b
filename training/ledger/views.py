"""The public page of the record: the last signed checkpoint, its key, the verifier to check exports with."""

import re

from flask import Blueprint, Response, abort, render_template, request, send_file

from ..core.access import public
from ..core.db import db
from .alarms import accepted_restores
from .cosigning import read_cosignatures
from .exporting import BROWSER_VERIFIER, VERIFIER
from .models import LedgerCheckpoint
from .notes import growth_text
from .reading import NodesMissing
from .receipts import grown, latest_checkpoint
from .rotating import key_changes
from .witnesses import latest_cosigned

blueprint = Blueprint("ledger", __name__, url_prefix="/ledger")


@blueprint.get("")
@public
def ledger() -> str:
    cosigned = latest_cosigned()
    return render_template(
        "ledger/ledger.html",
        checkpoint=latest_checkpoint(),
        cosigned=cosigned,
        seen=read_cosignatures(cosigned.cosignatures) if cosigned else [],
        key_changes=key_changes(),
        breaks=accepted_restores(),
    )


@blueprint.get("/checkpoint")
@public
def checkpoint() -> Response:
    """The note alone, for programs (C2SP tlog-checkpoint)."""
    found = latest_checkpoint() or abort(404)
    return Response(found.text, mimetype="text/plain; charset=utf-8")


@blueprint.get("/key")
@public
def key() -> Response:
    """The public key alone (C2SP vkey)."""
    found = latest_checkpoint() or abort(404)
    return Response(f"{found.key}\n", mimetype="text/plain; charset=utf-8")


@blueprint.get("/proof")
@public
def proof() -> Response:
    """That a checkpoint adds to an older one (`?old=N&new=M`): what C2SP tlog-witness asks a witness."""
    old, new = (_size(request.args.get(name, "")) for name in ("old", "new"))
    signed = db.session.get(LedgerCheckpoint, new) if 0 < old <= new else None
    if signed is None:
        abort(404)
    try:
        hashes = grown(old, new)
    except NodesMissing:
        abort(404)
    return Response(growth_text(old, hashes, signed.text), mimetype="text/plain; charset=utf-8")


def _size(text: str) -> int:
    return int(text) if re.fullmatch(r"[1-9][0-9]{0,8}", text) else 0


@blueprint.get("/verifier.py")
@public
def verifier() -> Response:
    return send_file(VERIFIER, mimetype="text/x-python", as_attachment=True, download_name="verifier.py")


@blueprint.get("/verifier.html")
@public
def browser_verifier() -> Response:
    """To keep and open from a file: shown here, its inline script would not run, nor prove anything."""
    kind = "application/octet-stream"
    return send_file(BROWSER_VERIFIER, kind, as_attachment=True, download_name="verifier.html")
