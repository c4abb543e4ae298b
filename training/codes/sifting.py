"""Pages on which several edits are ticked, seen together once more, and judged editorial in one go."""

from collections.abc import Sequence

from flask import flash, render_template, request
from flask_babel import ngettext

from ..core.access import guard
from ..core.clock import now
from ..core.db import db
from ..core.web import reads_only, see_other
from ..people.session import current_person
from . import together
from .amending import open_changes
from .amendments import LONGEST_REASON, Shown, Stale
from .models import Amendment
from .views import Page, blueprint

ADDRESS = "/codes/<slug>/versions/<int:number>/amendment/editorial"


@blueprint.get(f"{ADDRESS}/preview")
@blueprint.get(ADDRESS)
@guard("codes.publish")
def editorial(slug: str, number: int) -> Page:
    amendment, rows = open_changes(slug, number)
    return _choice(amendment, rows)


@blueprint.post(f"{ADDRESS}/preview")
@guard("codes.publish")
@reads_only
def preview_editorial(slug: str, number: int) -> Page:
    amendment, rows = open_changes(slug, number)
    return _together(amendment, rows)


@blueprint.post(ADDRESS)
@guard("codes.publish")
def judge_editorial(slug: str, number: int) -> Page:
    amendment, rows = open_changes(slug, number)
    refs, reason = request.form.getlist("change"), request.form.get("reason", "")
    try:
        count = together.judge_together(amendment, refs, reason=reason, actor=current_person(), now=now())
    except ValueError:
        return _together(amendment, rows, wrong=True)
    except Stale:
        db.session.rollback()
        return _choice(*open_changes(slug, number), code=409, stale=True)
    db.session.commit()
    flash(
        ngettext("%(num)s perubahan dinilai editorial.", "%(num)s perubahan dinilai editorial.", count),
        "good",
    )
    return see_other("codes.amendment", slug=slug, number=number)


def _choice(amendment: Amendment, rows: Sequence[Shown], code: int = 200, **said: object) -> Page:
    """The edits that wait, with a tick for each; none is ticked unless the address asks for those misread."""
    only = request.args.get("pick") == "misread"
    found = together.choose(rows, only_misread=only)
    shown = {"amendment": amendment, "choice": found, "only": only, "gist": together.gist}
    return render_template("codes/editorial.html", **shown, **said), code


def _together(amendment: Amendment, rows: Sequence[Shown], *, wrong: bool = False) -> Page:
    """Those that were ticked, before they are judged."""
    refs = request.form.getlist("change")
    if not 0 < len(set(refs)) <= together.MOST:
        return _choice(amendment, rows, 422, none=True)
    try:
        chosen = together.named(rows, refs)
    except Stale:
        return _choice(amendment, rows, 409, stale=True)
    shown = {"amendment": amendment, "chosen": chosen, "gist": together.gist, "wrong": wrong}
    reason = request.form.get("reason", "")[:LONGEST_REASON]
    return render_template("codes/editorial_preview.html", reason=reason, **shown), 422 if wrong else 200
