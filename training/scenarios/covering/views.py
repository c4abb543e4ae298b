"""The coverage page: what tests which clause, as a list or a matrix, and from where a module is published."""

from collections.abc import Mapping, Sequence
from itertools import groupby

from flask import abort, flash, render_template, request
from flask_babel import gettext as _

from ...codes.models import IN_FORCE, CodeVersion
from ...core.access import guard
from ...core.clock import now
from ...core.db import db
from ...core.paging import page_of
from ...core.web import see_other
from ...modules import service as modules
from ...people.session import current_person
from ..views import Page, blueprint
from .coverage import Board, Part, Row, board_of, versions_in_force
from .publishing import NotTested, publish_module

ROWS, COLUMNS, LINKS = 40, 30, 4
MATRIX = "matrix"


@blueprint.get("/scenarios/coverage")
@guard("scenarios.write")
def coverage() -> Page:
    versions = versions_in_force(current_person())
    if not versions:
        return render_template("scenarios/coverage.html", board=None)
    return _shown(versions[0], versions)


@blueprint.get("/codes/<slug>/coverage")
@guard("scenarios.write")
def code_coverage(slug: str) -> Page:
    versions = versions_in_force(current_person())
    return _shown(next((each for each in versions if each.code.slug == slug), None) or abort(404), versions)


@blueprint.post("/modules/<module_ref>/publication")
@guard("scenarios.write")
def publish_module_now(module_ref: str) -> Page:
    person = current_person()
    module = modules.find(person, module_ref) or abort(404)
    version = module.version
    if version.state != IN_FORCE:
        abort(404)
    try:
        published = publish_module(module, actor=person, now=now())
    except NotTested as lacks:
        return _shown(version, versions_in_force(person), refused=lacks.missing), 422
    slug = version.code.slug
    if published:
        flash(_("Modul terbit. Uji sertifikasinya terbuka bagi pegawai."), "good")
    db.session.commit()
    return see_other("scenarios.code_coverage", slug=slug)


def _shown(
    version: CodeVersion, versions: list[CodeVersion], *, refused: Mapping[str, int] | None = None
) -> str:
    board, lacks = board_of(version, versions), request.args.get("lacks") == "1"
    number, part = request.args.get("page", 1, type=int), board.part(request.args.get("module", ""))
    if request.args.get("view") == MATRIX and part is not None:
        return _matrix(board, part, number)
    rows = [row for row in board.rows if row.lacks or not lacks]
    page = page_of(rows, number, ROWS)
    return render_template(
        "scenarios/coverage.html",
        board=board,
        page=page,
        sections=_by_section(page.rows),
        lacks=lacks,
        lacking=sum(row.lacks for row in board.rows),
        refused=refused,
        newest=version is versions[0],
        most=LINKS,
        links={"slug": version.code.slug} | ({"lacks": 1} if lacks else {}),
    )


def _matrix(board: Board, part: Part, number: int) -> str:
    """One module: its clauses by its scenarios, those that test something first."""
    stories = {story.version.id: story for row in part.rows for story in (*row.live, *row.drafts)}
    ordered = sorted(stories.values(), key=lambda story: (not story.live, story.version.title.casefold()))
    return render_template(
        "scenarios/coverage_matrix.html", board=board, part=part, page=page_of(ordered, number, COLUMNS)
    )


def _by_section(rows: Sequence[Row]) -> list[tuple[str, list[Row]]]:
    return [(heading, list(own)) for heading, own in groupby(rows, key=lambda row: row.section)]
