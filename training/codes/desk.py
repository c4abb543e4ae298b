"""Pages of the code desk: review what was read beside its source, repair it, note on it, publish it."""

from flask import abort, flash, render_template, request
from flask_babel import gettext as _

from ..core.access import guard
from ..core.clock import now
from ..core.db import db
from ..core.web import see_other
from ..people.session import current_person
from . import outlook, repairs, service
from .amendments import basis_of
from .bench import Bench, bench_of
from .forms import NoteForm
from .handwork import perform
from .mending import Frozen, Hand, Impossible, Stale
from .models import DRAFT, CodeVersion
from .rules import small_number, source_lines
from .views import Page, blueprint


@blueprint.get("/codes/<slug>/versions/<int:number>/review")
@guard("codes.manage")
def review(slug: str, number: int) -> Page:
    return _review_page(_find(slug, number))


@blueprint.post("/codes/<slug>/versions/<int:number>/repairs")
@guard("codes.publish")
def repair(slug: str, number: int) -> Page:
    found = _find(slug, number)
    try:
        where = perform(
            found, request.form, Hand(current_person(), small_number(request.form.get("rev", "")), now())
        )
    except LookupError:
        abort(404)
    except (Stale, Frozen) as refusal:
        return _review_page(_again(slug, number), refused=type(refusal).__name__.lower()), 409
    except Impossible as refusal:
        return _review_page(_again(slug, number), refused=refusal.reason), 422
    db.session.commit()
    where = where or {"page": request.args.get("page")}
    return see_other("codes.review", slug=slug, number=number, done=request.form["do"], **where)


@blueprint.post("/codes/<slug>/versions/<int:number>/notes")
@guard("codes.publish")
def note(slug: str, number: int) -> Page:
    found, form, address = _find(slug, number), NoteForm(), request.form.get("clause", "")
    if not form.validate():
        return _review_page(found, refused="no-note"), 422
    try:
        service.add_note(found, address, form.note.data or "", person=current_person(), now=now())
    except KeyError:
        abort(404)
    db.session.commit()
    return see_other("codes.review", slug=slug, number=number, clause=address, done="note")


@blueprint.get("/codes/<slug>/versions/<int:number>/publication")
@guard("codes.publish")
def publication(slug: str, number: int) -> Page:
    return _publication_page(_find(slug, number))


@blueprint.post("/codes/<slug>/versions/<int:number>/publication")
@guard("codes.publish")
def publish(slug: str, number: int) -> Page:
    found, person = _find(slug, number), current_person()
    if basis_of(found) is not None:
        return _publication_page(found), 409
    try:
        service.publish(found, actor=person.ref, now=now(), rev=small_number(request.form.get("rev", "")))
    except service.NotPublishable as refusal:
        return _publication_page(_again(slug, number), refused=refusal.reason), 409
    db.session.commit()
    flash(_("Versi %(number)s terbit dan berlaku. Modulnya sudah terbuka.", number=number), "good")
    return see_other("codes.version", slug=slug, number=number)


def _find(slug: str, number: int) -> CodeVersion:
    return service.find_version(current_person(), slug, number, whole=True) or abort(404)


def _again(slug: str, number: int) -> CodeVersion:
    """The version as it stands now, after a refused change."""
    db.session.rollback()
    return _find(slug, number)


def _review_page(version: CodeVersion, refused: str = "") -> str:
    asked = {
        **request.args.to_dict(),
        **{name: request.form[name] for name in _ASKED if name in request.form},
    }
    lines = source_lines(service.source_text(version))
    bench: Bench = bench_of(version, lines, service.findings(version), asked)
    repairing = bench.draft and current_person().may("codes.publish")
    return render_template(
        "codes/review.html",
        version=version,
        bench=bench,
        repairing=repairing,
        undoable=repairs.last_repair(version) if repairing else None,
        notes=service.notes(version),
        elements=service.elements(version),
        kinds=repairs.KINDS,
        done=request.args.get("done", "") if request.method == "GET" else "",
        refused=refused,
    )


_ASKED = ("finding", "clause", "section")


def _publication_page(version: CodeVersion, refused: str = "") -> str:
    return render_template(
        "codes/publication.html",
        version=version,
        citation=service.citation(version),
        modules=outlook.modules_of(version),
        predecessor=basis_of(version),
        other=service.version_in_force(version.agency_id),
        errors=[found for found in service.findings(version) if found.open and found.severity == "error"],
        draft=version.state == DRAFT,
        refused=refused,
    )
