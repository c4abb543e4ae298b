"""The page on which a code is attested: the whole text, the statement, the password once more."""

from flask import Blueprint, abort, flash, render_template, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import HiddenField, PasswordField
from wtforms.validators import InputRequired

from ..codes.models import CodeVersion
from ..codes.service import find_version
from ..core.access import guard
from ..core.clock import now
from ..core.db import db
from ..core.i18n import TranslatedForm, current_language, show_time
from ..core.web import see_other
from ..ledger.handing import Answer, hand_receipt
from ..people.devices import this_device
from ..people.service import Refused, TooManyTries
from ..people.session import current_person
from . import service
from .rules import shown_hash
from .wording import text_of

blueprint = Blueprint("attestations", __name__)

Page = str | Response | tuple[str, int]


class AttestForm(TranslatedForm, FlaskForm):
    shown = HiddenField()
    password = PasswordField(_l("Kata sandi Anda"), [InputRequired()])


@blueprint.get("/codes/<slug>/versions/<int:number>/attestation")
@guard("learning.follow")
def attest(slug: str, number: int) -> Page:
    version = _version(slug, number)
    return _page(version, AttestForm(formdata=None))


@blueprint.post("/codes/<slug>/versions/<int:number>/attestation")
@guard("learning.follow")
def declare(slug: str, number: int) -> Page:
    version, form = _version(slug, number), AttestForm()
    if service.find(current_person(), version):
        return see_other("attestations.attest", slug=slug, number=number)
    if not form.validate():
        return _page(version, form, 422)
    try:
        _attest(version, form)
    except service.NotOpen:
        return _page(version, form, 409)
    except service.ShownChanged:
        return _page(version, form, 409, changed=True)
    except Refused:
        db.session.commit()
        form.password.errors = [_("Kata sandi tidak cocok. Periksa lalu coba lagi.")]
        return _page(version, form, 422)
    except TooManyTries as wait:
        until = show_time(wait.until)
        form.password.errors = [_("Terlalu banyak percobaan. Coba lagi pukul %(at)s.", at=until)]
        return _page(version, form, 429)
    db.session.commit()
    flash(_("Pernyataan Anda tersimpan %(at)s.", at=show_time(now())), "good")
    return see_other("attestations.attest", slug=slug, number=number)


@blueprint.get("/codes/<slug>/versions/<int:number>/attestation/receipt")
@guard("learning.follow")
def receipt(slug: str, number: int) -> Answer:
    """That one's own declaration is on record, provable without us."""
    person = current_person()
    version = find_version(person, slug, number) or abort(404)
    made = service.find(person, version) or abort(404)
    return hand_receipt(f"{made.record_kind}:{made.ref}", f"pernyataan-{slug}-{number}")


def _attest(version: CodeVersion, form: AttestForm) -> None:
    service.attest(
        current_person(),
        version,
        text=text_of(version),
        seen_hash=form.shown.data or "",
        language=current_language(),
        password=form.password.data or "",
        address=request.remote_addr or "",
        device=this_device(),
        now=now(),
    )


def _page(version: CodeVersion, form: AttestForm, code: int = 200, *, changed: bool = False) -> Page:
    person, text = current_person(), text_of(version)
    made = service.find(person, version)
    waiting = [] if made else service.waiting(person, version)
    page = render_template(
        "attestations/attest.html",
        version=version,
        text=text,
        shown=shown_hash(text),
        form=form,
        made=made,
        waiting=waiting,
        changed=changed,
    )
    return page, code


def _version(slug: str, number: int) -> CodeVersion:
    version = find_version(current_person(), slug, number, whole=True)
    if version is None or version.state == "draft":
        abort(404)
    return version
