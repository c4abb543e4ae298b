"""Pages of batches: what there is, one that is under way or done, its ZIP."""

from datetime import date, timedelta

from flask import abort, flash, render_template, request, send_file
from flask_babel import gettext as _

from ...core.access import guard
from ...core.clock import now
from ...core.db import db
from ...core.web import see_other, wants_fragment
from ...people.session import current_person
from ..addresses import public_origin
from ..views import Page, blueprint
from . import service
from .choosing import KEPT
from .models import CertificateBatch
from .packing import Store

UNATTENDED = timedelta(seconds=20)


@blueprint.get("/certificates/batches")
@guard("certifications.read")
def batches() -> Page:
    return _desk({}, "")


@blueprint.post("/certificates/batches")
@guard("certifications.read")
def ask_batch() -> Page:
    typed = request.form
    try:
        choice = service.Choice(
            typed.get("certification", ""),
            typed.get("unit", ""),
            _day(typed.get("issued_from", "")),
            _day(typed.get("issued_until", "")),
        )
        made = service.ask(choice, actor=current_person(), origin=public_origin(), now=now())
    except ValueError:
        said = _("Periksa pilihan Anda: tanggal mulai harus sama dengan atau sebelum tanggal akhir.")
        return _desk(typed, said), 422
    except service.Empty:
        return _desk(typed, _("Tidak ada sertifikat yang cocok dengan pilihan ini.")), 422
    except service.TooMany:
        return _desk(typed, _("Tunggu sampai salah satu berkas yang sedang dibuat selesai.")), 409
    ref = made.ref
    db.session.commit()
    return see_other("certifications.batch", ref=ref)


@blueprint.get("/certificates/batches/<ref>")
@guard("certifications.read")
def batch(ref: str) -> Page:
    found = _found(ref)
    page = "_batch_progress" if wants_fragment() else "batch"
    return render_template(f"certifications/{page}.html", **_shown(found))


@blueprint.post("/certificates/batches/<ref>/cancellation")
@guard("certifications.read")
def cancel_batch(ref: str) -> Page:
    if not service.call_off(_found(ref), now=now()):
        db.session.rollback()
        return render_template("certifications/batch.html", **_shown(_found(ref))), 409
    db.session.commit()
    flash(_("Pembuatan berkas dihentikan. Tidak ada yang tersimpan."), "note")
    return see_other("certifications.batches")


@blueprint.get("/certificates/batches/<ref>.zip")
@guard("certifications.read")
def batch_zip(ref: str) -> Page:
    found = _found(ref)
    if not found.kept or not Store(found.ref).zip.exists():
        abort(404)
    name = f"sertifikat-{found.queued_at:%Y-%m-%d}-{found.ref}.zip"
    return send_file(Store(found.ref).zip, mimetype="application/zip", as_attachment=True, download_name=name)


def _desk(typed: object, refused: str) -> str:
    schemes, units = service.schemes_and_units(current_person())
    found = service.batches_of(current_person())
    return render_template(
        "certifications/batches.html",
        batches=found,
        schemes=schemes,
        units=units,
        typed=typed,
        refused=refused,
    )


def _shown(found: CertificateBatch) -> dict[str, object]:
    kept_until = found.finished_at + KEPT if found.kept and found.finished_at else None
    long = found.state == "waiting" and now() - found.queued_at > UNATTENDED
    silent = long and not service.being_printed(now())
    return {"batch": found, "kept_until": kept_until, "unattended": silent}


def _found(ref: str) -> CertificateBatch:
    return service.find(current_person(), ref) or abort(404)


def _day(typed: str) -> date | None:
    """A day as browsers send it. Raises ValueError."""
    return date.fromisoformat(typed) if typed else None
