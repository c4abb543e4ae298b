"""Pages of invitations: the administrator's list, the list to print, and the page a link opens."""

from collections.abc import Sequence

from flask import Response, abort, flash, render_template, request
from flask_babel import gettext as _
from flask_login import current_user, logout_user

from ...core.access import guard, public
from ...core.cells import csv_lines, text_number
from ...core.clock import day_in, now
from ...core.db import db, writing_apart
from ...core.i18n import show_date, show_time
from ...core.web import error_page, see_other
from .. import service as accounts
from ..administration import LAST_PAGE, PAGE, find_person
from ..desk import blueprint as desk
from ..models import Person
from ..session import current_person
from ..throttling import TooManyTries
from ..views import Page
from ..views import blueprint as people
from . import service
from .forms import AcceptForm
from .letters import link_of


@desk.get("/invitations")
@guard("people.manage")
def invitations() -> Page:
    person, moment = current_person(), now()
    waiting = service.waiting_for_one(person.agency_id, moment, day_in(person.agency.zone, moment))
    page = min(request.args.get("page", 1, int), LAST_PAGE)
    return render_template(
        "people/inviting/invitations.html",
        page=db.paginate(waiting, page=page, per_page=PAGE, error_out=False),
        open=db.session.scalars(service.open_invitations(person.agency_id, moment).limit(PAGE)).all(),
        most=service.MOST_AT_ONCE,
    )


@desk.post("/invitations")
@guard("people.manage")
def invite_many() -> Page:
    """Everybody who waits for a link, or those ticked; at most so many at once."""
    inviter, moment = current_person(), now()
    rows = service.waiting_for_one(inviter.agency_id, moment, day_in(inviter.agency.zone, moment))
    if request.form.get("all") != "1":
        rows = rows.where(Person.ref.in_(request.form.getlist("person")))
    invited = service.invite(
        db.session.scalars(rows.limit(service.MOST_AT_ONCE)).all(), by=inviter, now=moment
    )
    if not invited:
        db.session.rollback()
        flash(_("Pilih paling sedikit satu orang."), "bad")
        return see_other("administration.invitations")
    return _hand_out(invited)


@desk.post("/people/<ref>/invitation")
@guard("people.manage")
def invite_one(ref: str) -> Page:
    found = find_person(current_person().agency, ref) or abort(404)
    invited = service.invite([found], by=current_person(), now=now())
    if not invited:
        db.session.rollback()
        flash(_("Orang ini belum dapat diundang: isi NIP atau surelnya, dan buka aksesnya."), "bad")
        return see_other("administration.person", ref=ref)
    return _hand_out(invited)


@desk.post("/invitations/<ref>/revocation")
@guard("people.manage")
def revoke_invitation(ref: str) -> Page:
    person = current_person()
    if not service.revoke(person.agency_id, ref, by=person, now=now()):
        abort(404)
    db.session.commit()
    flash(_("Undangan ditarik. Tautannya tidak berlaku lagi."), "good")
    return see_other("administration.invitations")


@people.route("/invitations/<token>", methods=["GET", "POST"])
@public
def invitation(token: str) -> Page:
    form = AcceptForm()
    try:
        found = service.open_with(token, address=request.remote_addr or "", now=now())
    except TooManyTries as wait:
        db.session.rollback()
        return error_page(429, detail=_("Coba lagi pukul %(at)s.", at=show_time(wait.until)))
    except service.Unknown:
        return _unknown()
    if not form.is_submitted():
        return render_template("people/inviting/accept.html", form=form, invitation=found)
    if form.validate() and _accepted(found, form):
        return see_other("people.sign_in")
    return render_template("people/inviting/accept.html", form=form, invitation=found), 422


def _accepted(found: service.Invitation, form: AcceptForm) -> bool:
    try:
        service.accept(found, form.new.data, now=now())
    except accounts.WeakPassword:
        form.new.errors = [_("Pakai paling sedikit 10 karakter, tanpa nama, NIP, atau surel Anda sendiri.")]
        return False
    except service.Unknown:
        db.session.rollback()
        form.new.errors = [_("Tautan ini baru saja dipakai.")]
        return False
    db.session.commit()
    if current_user.is_authenticated:
        logout_user()
    flash(_("Kata sandi Anda tersimpan. Silakan masuk dengan NIP atau surel Anda."), "good")
    return True


def _unknown() -> Page:
    with writing_apart():
        service.count_wrong(request.remote_addr or "", now())
    said = _("Tautan ini sudah dipakai, ditarik, atau lewat tujuh hari. Mintalah yang baru.")
    return error_page(404, detail=said)


def _hand_out(invited: Sequence[service.Invited]) -> Page:
    """The links, shown once: on a page to print, or as a file."""
    posted = sum(bool(each.person.email) for each in invited)
    rows = [(each, link_of(each)) for each in invited]
    if request.form.get("as") == "csv":
        body = "".join(csv_lines(_table(rows)))
        db.session.commit()
        answer = Response(body, content_type="text/csv; charset=utf-8")
        answer.headers["Content-Disposition"] = 'attachment; filename="undangan.csv"'
        return answer
    page = render_template("people/inviting/handout.html", rows=rows, posted=posted)
    db.session.commit()
    return page


def _table(rows: Sequence[tuple[service.Invited, str]]) -> list[list[str]]:
    head = [_("Nama"), _("NIP"), _("Surel"), _("Tautan"), _("Berlaku sampai")]
    return [
        head,
        *(
            [
                each.person.name,
                text_number(each.person.nip or ""),
                each.person.email or "",
                link,
                show_date(each.invitation.expires_at),
            ]
            for each, link in rows
        ),
    ]
