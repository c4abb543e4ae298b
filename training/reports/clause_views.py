"""The one public page of reports: a clause, at an address that stays."""

from flask import abort, current_app, render_template, request, url_for
from flask_login import current_user

from ..core.access import public
from ..people.session import current_person
from .clause import ClausePage, clause_page
from .clause_use import RUNS, use_of
from .passing import UNSEEN_PEOPLE
from .views import Page, blueprint


@blueprint.get("/codes/<slug>/clauses/<path:address>")
@public
def clause(slug: str, address: str) -> Page:
    """A clause for good: its words in the version in force, or as of `?version=`. Anybody may read it."""
    asked = request.args.get("version")
    if asked is not None and not (asked.isascii() and asked.isdecimal() and len(asked) < 10):
        abort(404)
    page = clause_page(slug, address, int(asked) if asked else None) or abort(404)
    inside = current_user.is_authenticated and current_person().agency_id == page.version.agency_id
    return render_template(
        "reports/clause.html",
        page=page,
        reference=page.reference(_address(page)),
        use=use_of(current_person(), page) if inside else None,
        writes=inside and current_person().may("scenarios.write"),
        limit=RUNS,
        unseen=UNSEEN_PEOPLE,
    )


def _address(page: ClausePage) -> str:
    """Where this very text stays: on paper it needs the whole address."""
    version = page.version
    path = url_for(".clause", slug=version.code.slug, address=page.clause.address, version=version.number)
    return (current_app.config["ORIGIN"] or request.host_url.rstrip("/")) + path
