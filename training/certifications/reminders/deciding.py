"""What HR decides about reminders: letters are sent again or taken as sent, all pause, one is tried."""

from collections.abc import Callable
from typing import Any

from flask import abort, flash, render_template, request
from flask_babel import gettext as _

from ...core.access import guard
from ...core.clock import now
from ...core.db import db
from ...core.outbox import posting
from ...core.web import see_other
from ...people.models import Person
from ...people.session import current_person
from . import service
from .views import WORDS, Page, blueprint, desk_page


@blueprint.get("/reminders/letters/<ref>")
@guard("reminders.manage")
def letter(ref: str) -> Page:
    return _letter(ref)


@blueprint.post("/reminders/letters/<ref>/again")
@guard("reminders.manage")
def send_again(ref: str) -> Page:
    return _decided(ref, service.send_again, _("Surat dikirim lagi sebentar lagi."))


@blueprint.post("/reminders/letters/<ref>/arrived")
@guard("reminders.manage")
def take_as_sent(ref: str) -> Page:
    return _decided(ref, service.take_as_sent, _("Surat dicatat sebagai terkirim."))


@blueprint.post("/reminders/pause")
@guard("reminders.manage")
def pause() -> Page:
    typed = request.form.get("reason", "")
    try:
        service.pause(current_person(), reason=typed, now=now())
    except ValueError:
        return desk_page(wrong=_("Tuliskan alasannya, paling panjang 1.000 huruf."), typed=typed), 422
    except service.Already:
        db.session.rollback()
        return desk_page(refused=_("Pengingat sudah dihentikan.")), 409
    db.session.commit()
    flash(_("Pengingat dihentikan. Surat yang belum terkirim ditarik."), "good")
    return see_other(".desk")


@blueprint.post("/reminders/resume")
@guard("reminders.manage")
def resume() -> Page:
    try:
        service.resume(current_person(), now=now())
    except service.Already:
        db.session.rollback()
        return desk_page(refused=_("Pengingat sudah berjalan.")), 409
    db.session.commit()
    flash(
        _(
            "Pengingat berjalan lagi. Yang terlewat disusulkan paling lambat besok pagi, "
            "masing-masing satu surat."
        ),
        "good",
    )
    return see_other(".desk")


@blueprint.post("/reminders/test")
@guard("reminders.manage")
def test_letter() -> Page:
    try:
        service.write_test(current_person(), now=now())
    except ValueError:
        return desk_page(refused=_("Akun Anda belum mempunyai alamat surel yang dapat dikirimi.")), 422
    except service.TooSoon:
        db.session.rollback()
        return desk_page(refused=_("Surat percobaan baru saja ditulis. Coba lagi satu menit lagi.")), 409
    db.session.commit()
    flash(_("Surat percobaan untuk Anda sedang dikirim."), "good")
    return see_other(".desk")


def _decided(ref: str, decide: Callable[..., None], said: str) -> Page:
    found = service.find_letter(current_person(), ref) or abort(404)
    try:
        decide(found, by=current_person(), now=now())
    except posting.Settled:
        db.session.rollback()
        return _letter(ref, refused=_("Surat ini sudah diputuskan.")), 409
    db.session.commit()
    flash(said, "good")
    return see_other(".letter", ref=ref)


def _letter(ref: str, **said: Any) -> str:
    found = service.find_letter(current_person(), ref) or abort(404)
    person = db.session.get(Person, found.person_id) if found.person_id else None
    shown = {"letter": found, "person": person}
    return render_template("certifications/reminders_letter.html", **shown, **WORDS, **said)
