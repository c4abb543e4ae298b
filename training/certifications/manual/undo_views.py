"""Pages where HR takes back what was decided, or revokes a certificate: consequences first."""

from datetime import timedelta
from typing import Any

from flask import abort, flash, render_template, request, url_for
from flask_babel import gettext as _

from ...core.access import guard
from ...core.clock import now
from ...core.db import db
from ...core.web import see_other
from ...people.session import current_person
from ..rules import Stretch
from .asking import day_of
from .deciding import By, Refused, Stale, Words, today_of, touched
from .models import Excusal
from .previewing import Block, block_of, preview_of
from .revoking import find_period, revocation_of, revoke
from .rules import Fault
from .undoing import EndExcusal
from .views import Page, blueprint, refusals
from .withdrawing import Row, act_of, end_excusal, find_ruling, withdraw

UNDO = "/decisions/<kind>/<ref>/withdrawal"
END = "/decisions/excusal/<ref>/ending"
REVOKE = "/certificates/<ref>/revocation"


@blueprint.get(UNDO)
@guard("certifications.manage")
def withdrawal(kind: str, ref: str) -> Page:
    return _undo_page(_ruling(kind, ref))


@blueprint.post(UNDO)
@guard("certifications.manage")
def save_withdrawal(kind: str, ref: str) -> Page:
    row = _ruling(kind, ref)
    try:
        withdraw(row, _by())
    except Refused as refused:
        db.session.rollback()
        return _undo_page(_ruling(kind, ref), refused.faults, 422)
    except Stale:
        db.session.rollback()
        return _undo_page(_ruling(kind, ref), status=409)
    db.session.commit()
    flash(_("Keputusan dibatalkan. Bahwa ia pernah berlaku tetap tercatat."), "good")
    return see_other("rulings.decisions", ref=row.person.ref)


@blueprint.get(END)
@guard("certifications.manage")
def ending(ref: str) -> Page:
    return _end_page(_excusal(ref), request.args.get("until", ""))


@blueprint.post(END)
@guard("certifications.manage")
def save_ending(ref: str) -> Page:
    row, typed = _excusal(ref), request.form.get("until", "")
    until, fault = day_of(typed, "until")
    try:
        if fault or until is None:
            raise Refused([fault] if fault else [])
        if "stamp" not in request.form:
            return _end_page(row, typed)
        end_excusal(row, until, _by())
    except Refused as refused:
        db.session.rollback()
        return _end_page(_excusal(ref), typed, refused.faults, 422)
    except Stale:
        db.session.rollback()
        return _end_page(_excusal(ref), typed, status=409)
    db.session.commit()
    flash(_("Pengecualian berakhir lebih awal."), "good")
    return see_other("rulings.decisions", ref=row.person.ref)


@blueprint.get(REVOKE)
@guard("certifications.manage")
def revocation(ref: str) -> Page:
    return _revoke_page(ref)


@blueprint.post(REVOKE)
@guard("certifications.manage")
def save_revocation(ref: str) -> Page:
    period = find_period(current_person(), ref) or abort(404)
    try:
        revoke(period, _by())
    except Refused as refused:
        db.session.rollback()
        return _revoke_page(ref, refused.faults, 422)
    except Stale:
        db.session.rollback()
        return _revoke_page(ref, status=409)
    db.session.commit()
    flash(_("Sertifikat %(number)s dicabut.", number=period.certificate.number), "good")
    return see_other("rulings.decisions", ref=period.person.ref)


def _by() -> By:
    form = request.form
    return By(current_person(), now(), Words.tidy(form.get("reason", "")), form.get("stamp"))


def _ruling(kind: str, ref: str) -> Row:
    return find_ruling(current_person(), kind, ref) or abort(404)


def _excusal(ref: str) -> Excusal:
    found = _ruling(Excusal.record_kind, ref)
    return found if isinstance(found, Excusal) else abort(404)


def _undo_page(row: Row, faults: list[Fault] | None = None, status: int = 200) -> Page:
    person, actor = row.person, current_person()
    on, standings = today_of(person, now()), touched(person, getattr(row, "certification", None))
    gone = row.withdrawn_at is not None
    found = None if gone else preview_of(act_of(row), person, standings, actor=actor, on=on)
    return _page(
        "withdrawal",
        status,
        person=person,
        row=row,
        kind=row.record_kind,
        gone=gone,
        preview=found,
        refused=refusals(faults or (found.faults if found else [])),
        url=url_for(".save_withdrawal", kind=row.record_kind, ref=row.ref),
    )


def _end_page(row: Excusal, typed: str, faults: list[Fault] | None = None, status: int = 200) -> Page:
    person, on = row.person, today_of(row.person, now())
    until, fault = day_of(typed, "until", optional=True)
    found = None
    if until and row.withdrawn_at is None:
        act, standings = EndExcusal(Stretch(row.since, row.until), until), touched(person, None)
        found = preview_of(act, person, standings, actor=current_person(), on=on)
    said = faults or ([fault] if fault else []) or (found.faults if found else [])
    return _page(
        "ending",
        422 if said and status == 200 else status,
        person=person,
        row=row,
        gone=row.withdrawn_at is not None,
        preview=None if found and found.faults else found,
        refused=refusals(said),
        typed=typed,
        suggested=max(row.since, on - timedelta(days=1)),
    )


def _revoke_page(ref: str, faults: list[Fault] | None = None, status: int = 200) -> Page:
    period = find_period(current_person(), ref) or abort(404)
    own = period.person_id == current_person().id
    block: Block | None = None
    if period.revoked_at is None and (found := revocation_of(period)):
        block = block_of(*found, today_of(period.person, now()))
    said = faults or ([Fault("", "self")] if own else [])
    return _page(
        "revocation",
        status,
        person=period.person,
        period=period,
        found=block,
        own=own,
        refused=refusals(said),
    )


def _page(name: str, status: int, **shown: Any) -> Page:
    text = {"typed_reason": request.form.get("reason", ""), "stale": status == 409}
    return render_template(f"certifications/manual/{name}.html", **shown, **text), status
