"""Pages of a decision about many people, begun from a selection at the desk."""

from flask import abort, render_template, request
from flask_babel import gettext as _

from ....codes.rules import small_number
from ....core.access import guard
from ....core.clock import now
from ....core.db import db
from ....core.web import error_page, see_other
from ....people.session import current_person
from ..asking import ACTS, BULK
from ..cases import open_schemes
from ..deciding import Stale, today_of
from ..rules import Fault, text_faults
from ..titles import TITLES
from ..views import FIELDS, Page, blueprint, refusals
from ..words import excusal_kinds
from . import service
from .carrying import wish_in
from .models import DRAFT, BulkDecision
from .sight import Sight, result_of, sight_of


@blueprint.post("/people-actions")
@guard("certifications.manage")
def choose_many() -> Page:
    act, refs = request.form.get("action", ""), _chosen()
    if act not in BULK:
        return error_page(422, detail=_("Pilih apa yang akan dilakukan dengan pegawai terpilih."))
    try:
        row = service.draft(current_person(), act, refs, now=now())
    except service.Unknown:
        abort(404)
    except ValueError:
        most = service.MOST_PEOPLE
        return error_page(
            422, detail=_("Pilih paling sedikit satu dan paling banyak %(most)s pegawai.", most=most)
        )
    ref = row.ref
    db.session.commit()
    return see_other("rulings.many", ref=ref)


@blueprint.get("/people-actions/<ref>/confirmation")
@blueprint.get("/people-actions/<ref>")
@guard("certifications.manage")
def many(ref: str) -> Page:
    row = _find(ref)
    page = request.args.get("page", 1, type=int)
    if row.state != DRAFT:
        return render_template(
            "certifications/manual/many_done.html", row=row, sight=result_of(row, page), title=TITLES[row.act]
        )
    sight = sight_of(row, current_person(), page, now()) if row.rev and "edit" not in request.args else None
    return _page(row, sight)


@blueprint.post("/people-actions/<ref>")
@guard("certifications.manage")
def ask_many(ref: str) -> Page:
    row = _find(ref)
    typed = {name: request.form[name] for name in FIELDS if name in request.form}
    try:
        service.ask(row, typed, rev=_rev(), reader=current_person())
    except service.Unknown:
        abort(404)
    except Stale:
        db.session.rollback()
        return _stale(ref)
    wish = wish_in(row)
    faults = [*wish.faults, *text_faults(wish.words.reason, wish.words.document)]
    if faults:
        db.session.rollback()
        row = _find(ref)
        return _page(row, None, faults, typed), 422
    db.session.commit()
    return see_other("rulings.many", ref=ref)


@blueprint.post("/people-actions/<ref>/confirmation")
@guard("certifications.manage")
def confirm_many(ref: str) -> Page:
    row, reader = _find(ref), current_person()
    seen = request.form.get("stamp", "")
    try:
        service.confirm(row, rev=_rev(), seen=seen, reader=reader, now=now())
    except Stale:
        db.session.rollback()
        return _stale(ref)
    db.session.commit()
    return see_other("rulings.many", ref=ref)


def _chosen() -> set[str]:
    """References ticked one by one, or many in one field."""
    refs = {*request.form.getlist("ref"), *request.form.get("refs", "").split()}
    return {ref for ref in refs if ref.strip()}


def _find(ref: str) -> BulkDecision:
    return service.find(current_person(), ref) or abort(404)


def _rev() -> int:
    return small_number(request.form.get("rev", ""), 0)


def _stale(ref: str) -> Page:
    """The newer state, whatever it is by now."""
    row = _find(ref)
    if row.state != DRAFT:
        done = {"row": row, "sight": result_of(row, 1), "title": TITLES[row.act]}
        return render_template("certifications/manual/many_done.html", **done), 409
    sight = sight_of(row, current_person(), 1, now()) if row.rev else None
    return _page(row, sight, stale=True), 409


def _page(
    row: BulkDecision,
    sight: Sight | None,
    faults: list[Fault] | None = None,
    typed: dict[str, str] | None = None,
    *,
    stale: bool = False,
) -> str:
    reader = current_person()
    schemes = open_schemes(row.agency_id) if ACTS[row.act].of_scheme else []
    return render_template(
        "certifications/manual/many_preview.html" if sight else "certifications/manual/many.html",
        row=row,
        act=row.act,
        asked=ACTS[row.act],
        title=TITLES[row.act],
        sight=sight,
        size=sight.size if sight else service.size_of(row),
        at_once=service.MOST_AT_ONCE,
        schemes=schemes,
        kinds=excusal_kinds(),
        wish=wish_in(row) if sight else None,
        typed=row.typed if typed is None else typed,
        today=today_of(reader, now()),
        refused=refusals(faults or []),
        stale=stale,
    )
