"""Pages of the codes: which there are, and what a version says. The desk is in `desk`."""

from itertools import groupby

from flask import Blueprint, abort, render_template
from werkzeug.wrappers import Response

from ..core.access import guard
from ..people.session import current_person
from . import outlook, service
from .exports import FORMATS, exported
from .models import CodeVersion
from .rules import anchor, grouped, placed

blueprint = Blueprint("codes", __name__)
blueprint.add_app_template_filter(anchor, "anchor")
blueprint.add_app_template_filter(grouped, "by_group")
blueprint.add_app_template_filter(placed, "placed")

Page = str | Response | tuple[str, int]


@blueprint.get("/codes")
@guard("codes.read")
def index() -> Page:
    versions = service.versions(current_person())
    codes = [(code, list(rows)) for code, rows in groupby(versions, key=lambda version: version.code)]
    return render_template(
        "codes/index.html",
        codes=codes,
        clauses=service.clause_counts(versions),
        findings=service.finding_counts(versions),
    )


@blueprint.get("/codes/<slug>/versions/<int:number>")
@guard("codes.read")
def version(slug: str, number: int) -> Page:
    found = _version(slug, number)
    manages = current_person().may("codes.manage")
    return render_template(
        "codes/version.html",
        version=found,
        citation=service.citation(found),
        manages=manages,
        notes=service.notes(found),
        modules=outlook.modules_of(found) if manages else [],
        untested=outlook.untested_in(found) if manages else [],
        findings=[doubt for doubt in service.findings(found) if doubt.open] if manages else [],
        elements=service.elements(found) if manages else [],
    )


@blueprint.get("/codes/<slug>/versions/<int:number>.<any(md,xml,txt):form>")
@guard("codes.read")
def export(slug: str, number: int, form: str) -> Page:
    writer = "akn" if form == "xml" else form
    file = Response(exported(_version(slug, number), writer), mimetype=FORMATS[writer][2])
    file.headers["Content-Disposition"] = f'attachment; filename="{slug}-v{number}.{form}"'
    return file


def _version(slug: str, number: int) -> CodeVersion:
    return service.find_version(current_person(), slug, number, whole=True) or abort(404)
