"""The file as whom it is about reads it: what was handed over, without being asked why."""

from flask import abort, render_template

from ....certifications.addresses import public_origin
from ....core.access import guard
from ....core.clock import now
from ....core.db import writing_apart
from ....core.web import reads_only
from ....people.session import current_person
from ...gate import find_own
from ...models import Dossier, Matter
from ...words import proof_words
from ..freezing import find_version, versions_of
from ..looks import looks_at
from ..opening import take_own
from ..printing import Copy, print_dossier, seal_of
from ..shape.body import from_bytes
from ..views import Page, blueprint, memorandum
from ..wording.words import opened_words
from .taking import handed


@blueprint.get("/my-matters/<ref>/dossier/<int:number>")
@guard("matters.answer")
def own(ref: str, number: int) -> Page:
    matter, found = _own_version(ref, number)
    return render_template(
        "decisions/dossiers/own.html",
        matter=matter,
        dossier=found,
        versions=versions_of(matter),
        looks=looks_at(matter),
        opened=opened_words(),
        words=proof_words(),
        **memorandum(from_bytes(found.body or b""), found),
    )


@blueprint.post("/my-matters/<ref>/dossier/<int:number>.pdf")
@guard("matters.answer")
@reads_only
def own_pdf(ref: str, number: int) -> Page:
    matter, found = _own_version(ref, number)
    subject, at = current_person(), now()
    with writing_apart():
        copy = Copy(subject.name, at, take_own(found, subject, now=at).ref)
    paper = print_dossier(found, copy, seal_of(found), origin=public_origin())
    return handed(paper, matter, number, "pdf")


def _own_version(ref: str, number: int) -> tuple[Matter, Dossier]:
    matter: Matter = find_own(current_person(), Matter, ref) or abort(404)
    return matter, find_version(matter, number) or abort(404)
