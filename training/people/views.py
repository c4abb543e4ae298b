"""Pages of a person's own account: sign in and out, password, language, sign-ins."""

from flask import Blueprint, abort, flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_login import current_user, logout_user
from werkzeug.wrappers import Response

from ..core.access import guard, public
from ..core.clock import now
from ..core.db import db
from ..core.i18n import LOCALES, show_time
from ..core.web import see_other
from . import service
from .devices import remember, this_device
from .forms import ChangePasswordForm, SignInForm
from .models import Person
from .rules import is_local
from .session import begin, current_person
from .throttling import TooManyTries

blueprint = Blueprint("people", __name__)

Page = str | Response | tuple[str, int]


@blueprint.get("/sign-in")
@public
def sign_in() -> Page:
    if current_user.is_authenticated:
        return redirect(url_for("reports.home"))
    return render_template("people/sign_in.html", form=SignInForm(), next=request.args.get("next", ""))


@blueprint.post("/sign-in")
@public
def start_sign_in() -> Page:
    form, asked = SignInForm(), request.form.get("next", "")
    if not form.validate():
        return render_template("people/sign_in.html", form=form, next=asked), 422
    address = request.remote_addr or ""
    try:
        person = _authenticated(form.identifier.data, form.password.data)
    except TooManyTries as wait:
        return _refuse(form, asked, _wait(wait), 429)
    except service.Refused:
        db.session.commit()
        return _refuse(
            form, asked, _("NIP, surel, atau kata sandi tidak cocok. Periksa lalu coba lagi."), 422
        )
    if current_user.is_authenticated:
        service.end_sign_in(current_person(), current_user.sign_in.ref, now=now())
    begin(person, address=address, browser=request.user_agent.string)
    db.session.commit()
    return remember(redirect(asked if is_local(asked) else url_for("reports.home"), 303), person)


@blueprint.post("/sign-out")
@guard("account.use")
def sign_out() -> Page:
    service.end_sign_in(current_person(), current_user.sign_in.ref, now=now())
    db.session.commit()
    logout_user()
    return see_other("people.sign_in")


@blueprint.post("/language")
@public
def set_language() -> Page:
    chosen, back = request.form.get("language", ""), request.form.get("next", "")
    if chosen not in LOCALES:
        abort(400)
    session["locale"] = chosen
    if current_user.is_authenticated:
        service.set_language(current_person(), chosen)
        db.session.commit()
    return redirect(back if is_local(back) else url_for("reports.home"), 303)


@blueprint.get("/account")
@guard("account.use")
def account() -> Page:
    person = current_person()
    return render_template(
        "people/account.html", person=person, sign_ins=service.live_sign_ins(person, now=now())
    )


@blueprint.post("/account/sign-ins/<ref>/end")
@guard("account.use")
def end_sign_in(ref: str) -> Page:
    if not service.end_sign_in(current_person(), ref, now=now()):
        abort(404)
    db.session.commit()
    flash(_("Sesi itu sudah diakhiri."), "good")
    return see_other("people.account")


@blueprint.route("/account/password", methods=["GET", "POST"])
@guard("account.use")
def change_password() -> Page:
    form, person = ChangePasswordForm(), current_person()
    if not form.is_submitted():
        return render_template("people/password.html", form=form, person=person)
    if form.validate() and _password_changed(form):
        flash(_("Kata sandi diganti. Perangkat lain harus masuk kembali."), "good")
        return see_other("reports.home")
    return render_template("people/password.html", form=form, person=person), 422


def _password_changed(form: ChangePasswordForm) -> bool:
    """Commits in every case: a wrong password stays counted."""
    person = current_person()
    try:
        _authenticated(person.nip or person.email or "", form.current.data)
        service.change_password(person, form.new.data, keep=current_user.sign_in, now=now())
    except TooManyTries as wait:
        form.current.errors = [_wait(wait)]
    except service.Refused:
        form.current.errors = [_("Kata sandi sekarang tidak cocok.")]
    except service.SamePassword:
        form.new.errors = [_("Pakai kata sandi yang berbeda dari yang sekarang.")]
    except service.WeakPassword:
        form.new.errors = [_("Pakai paling sedikit 10 karakter, tanpa nama, NIP, atau surel Anda sendiri.")]
    db.session.commit()
    return not form.errors


def _authenticated(identifier: str, password: str) -> Person:
    return service.authenticate(
        identifier, password, address=request.remote_addr or "", device=this_device(), now=now()
    )


def _wait(wait: TooManyTries) -> str:
    return _("Terlalu banyak percobaan. Coba lagi pukul %(at)s.", at=show_time(wait.until))


def _refuse(form: SignInForm, asked: str, message: str, code: int) -> tuple[str, int]:
    return render_template("people/sign_in.html", form=form, next=asked, refusal=message), code
