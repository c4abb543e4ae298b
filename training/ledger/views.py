"""The public page of the record: the last signed checkpoint, its key, the verifier to check exports with."""

from flask import Blueprint, Response, abort, render_template, send_file

from ..core.access import public
from .alarms import accepted_restores
from .exporting import BROWSER_VERIFIER, VERIFIER
from .receipts import latest_checkpoint

blueprint = Blueprint("ledger", __name__, url_prefix="/ledger")


@blueprint.get("")
@public
def ledger() -> str:
    return render_template("ledger/ledger.html", checkpoint=latest_checkpoint(), breaks=accepted_restores())


@blueprint.get("/checkpoint")
@public
def checkpoint() -> Response:
    """The note alone, for programs (C2SP tlog-checkpoint)."""
    found = latest_checkpoint() or abort(404)
    return Response(found.note, mimetype="text/plain; charset=utf-8")


@blueprint.get("/key")
@public
def key() -> Response:
    """The public key alone (C2SP vkey)."""
    found = latest_checkpoint() or abort(404)
    return Response(f"{found.key}\n", mimetype="text/plain; charset=utf-8")


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
