"""Page of certificates that lost a pass beneath them: HR keeps or revokes each, none is lost by itself."""

from flask import abort, flash, render_template, request
from flask_babel import gettext as _

from ..core.access import guard
from ..core.clock import now
from ..core.db import db
from ..core.web import see_other
from ..people.session import current_person
from . import doubts
from .views import Page, blueprint

SHOWN = 25


@blueprint.get("/certificates/doubts")
@guard("certifications.read")
def doubts_desk() -> Page:
    return _desk()


@blueprint.post("/certificates/doubts/<ref>")
@guard("certifications.manage")
def keep_certificate(ref: str) -> Page:
    doubt = doubts.find_doubt(current_person(), ref) or abort(404)
    typed = request.form.get("reason", "")
    try:
        doubts.keep(doubt, reason=typed, actor=current_person(), now=now())
    except ValueError:
        own = doubt.period.person_id == current_person().id
        said = _("Sertifikat Anda sendiri diputuskan oleh rekan lain.") if own else _("Tuliskan alasannya.")
        return _desk(ref, said, typed), 422
    except doubts.Stale:
        db.session.rollback()
        return _desk(ref, _("Sertifikat ini sudah diputuskan.")), 409
    db.session.commit()
    flash(_("Keputusan tersimpan. Sertifikat tetap berlaku."), "good")
    return see_other("certifications.doubts_desk")


def _desk(ref: str = "", refused: str = "", typed: str = "") -> str:
    reader = current_person()
    return render_template(
        "certifications/doubts.html",
        waiting=doubts.open_doubts(reader),
        decided=doubts.decided_doubts(reader, at_most=SHOWN),
        ref=ref,
        refused=refused,
        typed=typed,
    )
