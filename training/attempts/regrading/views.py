"""Pages of regrades: what is proposed and done, a proposal for a faulty version, its list, its decision."""

from flask import Response, abort, flash, render_template, request
from flask_babel import gettext as _

from ...core.access import guard
from ...core.cells import csv_lines
from ...core.clock import now
from ...core.db import db
from ...core.paging import page_of
from ...core.web import see_other, wants_fragment
from ...people.session import current_person
from ...scenarios.document import ScenarioDoc
from ...scenarios.entries import parsed
from ...scenarios.models import ScenarioVersion
from ...scenarios.views import scenario_or_404
from ..views import Page, blueprint
from . import service, words
from .fitting import key_changes, misfits_of
from .impact import Impact, impact_of, outcome_of
from .models import VOID, Regrade
from .weighing import TURNS


@blueprint.get("/regrades")
@guard("outcomes.confirm")
def regrades() -> Page:
    found = [(each, *words.state_words(each)) for each in service.regrades_of(current_person())]
    return render_template("attempts/regrades.html", found=found)


@blueprint.get("/scenarios/<ref>/versions/<int:number>/regrade")
@guard("outcomes.regrade")
def regrade_form(ref: str, number: int) -> Page:
    return _form(_version(ref, number), {}, "")


@blueprint.post("/scenarios/<ref>/versions/<int:number>/regrade")
@guard("outcomes.regrade")
def propose_regrade(ref: str, number: int) -> Page:
    version, typed = _version(ref, number), request.form
    newer = {str(each.number): each for each in service.newer_versions(version)}
    how = typed.get("how", "")
    if how != VOID and how not in newer:
        return _form(version, typed, _("Pilih salah satu: dinilai ulang dengan versi lain, atau digugurkan."))
    try:
        proposed = service.propose(
            version, newer.get(how), reason=typed.get("reason", ""), actor=current_person(), now=now()
        )
    except service.NotRegradable as error:
        return _form(version, typed, words.refusal_words(error))
    except service.AlreadyProposed as error:
        flash(_("Versi ini sudah punya usulan yang belum selesai. Inilah usulannya."), "note")
        return see_other("attempts.regrade", ref=error.known.ref)
    made = proposed.ref
    db.session.commit()
    return see_other("attempts.regrade", ref=made)


@blueprint.get("/regrades/<ref>")
@guard("outcomes.confirm")
def regrade(ref: str) -> Page:
    found = _found(ref)
    if wants_fragment():
        return _progress(found)
    return _show(found)


@blueprint.get("/regrades/<ref>.csv")
@guard("outcomes.confirm")
def regrade_csv(ref: str) -> Page:
    found = _found(ref)
    rows = words.csv_rows(_impact(found), named=current_person().may("certifications.read"))
    name = f"{found.version.scenario.slug}-{found.version.number}-hitung-ulang.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response("".join(csv_lines(rows)), mimetype="text/csv", headers=headers)


@blueprint.post("/regrades/<ref>/confirmation")
@guard("outcomes.confirm")
def confirm_regrade(ref: str) -> Page:
    found = _found(ref)
    try:
        service.confirm(found, stamp=request.form.get("stamp", ""), actor=current_person(), now=now())
    except service.OwnWork as error:
        db.session.rollback()
        return _show(_found(ref), words.own_work_words(error)), 422
    except service.Stale:
        db.session.rollback()
        said = _("Daftarnya berubah sejak Anda membukanya. Periksa sekali lagi; belum ada yang diubah.")
        return _show(_found(ref), said), 409
    db.session.commit()
    return see_other("attempts.regrade", ref=ref)


@blueprint.post("/regrades/<ref>/withdrawal")
@guard("outcomes.confirm")
def turn_down_regrade(ref: str) -> Page:
    try:
        service.turn_down(_found(ref), actor=current_person(), now=now())
    except service.Stale:
        db.session.rollback()
        return _show(_found(ref), _("Usulan ini sudah diputuskan.")), 409
    db.session.commit()
    flash(_("Usulan tidak dilanjutkan. Semua nilai tetap seperti semula."), "note")
    return see_other("attempts.regrades")


def _show(found: Regrade, refused: str = "") -> str:
    impact, named = _impact(found), current_person().may("certifications.read")
    turn = request.args.get("turn", "")
    chosen = [each for each in impact.changes if turn not in TURNS or each.turn == turn]
    page = page_of(chosen, request.args.get("page", 1, type=int)) if named else None
    old, new = _documents(found)
    return render_template(
        "attempts/regrade.html",
        regrade=found,
        impact=impact,
        refused=refused,
        page=page,
        turn=turn if turn in TURNS else "",
        names=words.names_of(list(page.rows)) if page else {},
        changes=key_changes(old, new) if new else [],
        misfits=misfits_of(old, new) if new else [],
        own=current_person().id == found.proposed_by_id,
        unattended=words.unattended(found, now()),
        words=words,
    )


def _progress(found: Regrade) -> str:
    said = {"regrade": found, "unattended": words.unattended(found, now())}
    return render_template("attempts/_regrade_progress.html", **said)


def _form(version: ScenarioVersion, typed: object, refused: str) -> Page:
    newer = service.newer_versions(version)
    page = render_template(
        "attempts/regrade_form.html",
        version=version,
        newer=newer,
        held=service.held_by(version),
        typed=typed,
        refused=refused,
        live=version.scenario.live is version,
    )
    return (page, 422) if refused else page


def _impact(found: Regrade) -> Impact:
    """What it would do; once it is confirmed, what it did so far."""
    tell = outcome_of if found.confirmed_at else impact_of
    return tell(found, now=now())


def _documents(found: Regrade) -> tuple[ScenarioDoc, ScenarioDoc | None]:
    """The faulty text, and the one whose key is used."""
    slug, under = found.version.scenario.slug, found.under
    return parsed(found.version.source, slug), parsed(under.source, slug) if under else None


def _found(ref: str) -> Regrade:
    return service.find(current_person(), ref) or abort(404)


def _version(ref: str, number: int) -> ScenarioVersion:
    """A published version of a scenario of the agency; a draft judges nobody."""
    versions = scenario_or_404(ref).versions
    published = (each for each in versions if each.number == number and each.published_at)
    return next(published, None) or abort(404)
