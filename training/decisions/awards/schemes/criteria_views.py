"""The page on which the criteria of a scheme are set from a day on, and tried on one person before."""

from datetime import date
from typing import Any

from flask import abort, flash, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from ....core.access import guard
from ....core.clock import day_in, now
from ....core.db import db
from ....core.web import see_other
from ....people.models import Person
from ....people.session import current_person
from ....reports.own.looks import looked
from ...entries.words import all_level_words
from ..checks.criteria import LEVELS, Criterion, read_criteria
from ..checks.gathering import evidence_of
from ..models import AwardScheme
from ..pages.candidate_views import day_of
from ..pages.screens import rows_of
from ..people import named
from ..refusals import Late, Unfit
from ..rules import precheck
from ..views import CHECK, blueprint, check_words
from ..wording.criteria import kind_words
from ..wording.refusing import unfit_words
from . import service as office
from .forms import altered, read_rows, typed_in, typed_of

Page = str | BaseResponse | tuple[str, int]
NEW = "new"
TYPED = ("title", "since", "source", "checked", "person")


@blueprint.get("/awards/schemes/<ref>/criteria")
@guard("awards.manage")
def criteria(ref: str) -> Page:
    found = None if ref == NEW else _find(ref)
    last = found.versions[-1] if found else None
    typed = dict.fromkeys(TYPED, "") | {"since": _today().isoformat()}
    if last is not None:
        typed |= {"source": last.source, "checked": last.checked}
    return _form(found, typed, typed_of(read_criteria(last.criteria)) if last else [], {})


@blueprint.post("/awards/schemes/<ref>/criteria")
@guard("awards.manage")
def set_criteria(ref: str) -> Page:
    """Save the criteria as a version of their own; or add, remove or try them, which saves nothing."""
    found = None if ref == NEW else _find(ref)
    typed = {name: request.form.get(name, "") for name in TYPED}
    do = request.form.get("do", "save")
    rows = altered(typed_in(request.form), do, request.form.get("new_kind", ""))
    asked, wrong = read_rows(rows)
    if do == "try":
        return _try(found, typed, rows, asked, wrong)
    if do != "save":
        return _form(found, typed, rows, {})
    if wrong:
        return _form(found, typed, rows, wrong, 422)
    try:
        saved = _save(found, asked, typed)
    except Unfit as refused:
        db.session.rollback()
        return _form(_again(ref), typed, rows, unfit_words(refused.why), 422)
    except Late:
        db.session.rollback()
        return _form(_again(ref), typed, rows, {}, 409)
    db.session.commit()
    flash(_("Ketentuan tersimpan sebagai versi baru. Versi sebelumnya tetap dapat dibaca."), "good")
    return see_other(".scheme", ref=saved.ref)


def _save(found: AwardScheme | None, asked: list[Criterion], typed: dict[str, str]) -> AwardScheme:
    since, actor, moment = day_of(typed["since"]), current_person(), now()
    if since is None:
        raise Unfit({"since": "empty"})
    basis = office.Basis(since, typed["source"], typed["checked"])
    if found is None:
        return office.open_scheme(actor, typed["title"], asked, basis, now=moment)
    number = request.form.get("number", "")
    last = int(number) if number.isascii() and number.isdigit() and len(number) < 10 else -1
    office.set_version(found, asked, basis, number=last, actor=actor, now=moment)
    return found


def _try(
    found: AwardScheme | None,
    typed: dict[str, str],
    rows: list[dict[str, Any]],
    asked: list[Criterion],
    wrong: dict[str, str],
) -> Page:
    """What the record says about one sample person to the criteria as they are typed now."""
    sample = named(current_person(), typed["person"])
    if sample is None or sample.id == current_person().id:
        wrong = wrong | {"person": _("Tuliskan nama lengkap atau NIP seorang rekan.")}
    if wrong or sample is None:
        return _form(found, typed, rows, wrong, 422)
    moment = now()
    evidence = evidence_of(sample, as_of=_today(), known_by=moment)
    answers = [each.said() for each in precheck(asked, evidence, as_of=_today(), known_by=moment)]
    page = _form(found, typed, rows, {}, tried=rows_of(asked, answers), sample=sample)
    looked(current_person(), sample, CHECK, moment)
    return page


def _form(
    found: AwardScheme | None,
    typed: dict[str, str],
    rows: list[dict[str, Any]],
    wrong: dict[str, str],
    status: int = 200,
    *,
    tried: Any = None,
    sample: Person | None = None,
) -> Page:
    page = render_template(
        "decisions/awards/criteria.html",
        scheme=found,
        typed=typed,
        rows=rows,
        wrong=wrong,
        kinds=kind_words(),
        levels=LEVELS,
        tried=tried,
        sample=sample,
        stale=status == 409,
        number=found.versions[-1].number if found else 0,
        level_words=all_level_words(),
        **check_words(),
    )
    return page, status


def _find(ref: str) -> AwardScheme:
    return office.find_scheme(current_person(), ref) or abort(404)


def _again(ref: str) -> AwardScheme | None:
    return None if ref == NEW else _find(ref)


def _today() -> date:
    return day_in(current_person().agency.zone, now())
