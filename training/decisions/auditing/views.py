"""Pages of whoever audits: the desk, entries of the record, looks, checks, and the year."""

from datetime import date, timedelta

from flask import Blueprint, Response, abort, flash, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from ...core.access import guard
from ...core.clock import day_in, now
from ...core.db import db
from ...core.web import reads_only, see_other
from ...ledger.alarms import open_alarm
from ...ledger.handing import hand_receipt
from ...ledger.receipts import latest_checkpoint
from ...people.session import current_person
from ...reports.exporting import service as exporting
from ...reports.exporting.rules import AUDIT, MIMETYPES, PDF, XLSX
from . import checking, looking
from .entries import Asked, Whole, counts_since, entries, entry
from .following import follow
from .kinds import LEARNING
from .models import CERTIFICATE
from .proofs import proofs_of
from .refusals import refusals
from .tracing import answers_of, find_run, trace
from .words import group_words, look_words, wrong_words
from .yearly import yearly

blueprint = Blueprint("auditing", __name__, url_prefix="/audit")

Page = str | BaseResponse | tuple[str, int]
LATELY = timedelta(days=30)
FIRST_YEAR = 2000


@blueprint.get("")
@guard("audit.read")
def desk() -> Page:
    return _desk({}, {})


@blueprint.get("/entries")
@guard("audit.read")
def entry_list() -> Page:
    asked = Asked(
        group=request.args.get("group", ""),
        since=_day(request.args.get("since", "")),
        until=_day(request.args.get("until", "")),
        page=request.args.get("page", 1, type=int),
    )
    page = entries(current_person().agency, asked)
    return render_template("decisions/auditing/entries.html", page=page, asked=asked, groups=group_words())


@blueprint.get("/entries/<int:idx>")
@guard("audit.read")
def one_entry(idx: int) -> Page:
    auditor, found = current_person(), _entry(idx)
    learning = found.entry.group == LEARNING and found.payload is not None
    withheld = learning and not looking.may_read(auditor, found.payload or {}, now=now())
    return render_template("decisions/auditing/entry.html", found=found, withheld=withheld)


@blueprint.get("/entries/<int:idx>/receipt")
@guard("audit.read")
def receipt(idx: int) -> Page:
    return hand_receipt(_entry(idx).entry.record, str(idx))


@blueprint.get("/refusals")
@guard("audit.read")
def refusal_list() -> Page:
    page = refusals(current_person().agency, request.args.get("page", 1, type=int))
    return render_template("decisions/auditing/refusals.html", page=page)


@blueprint.post("/looks")
@guard("audit.read")
def look_into() -> Page:
    typed = {name: request.form.get(name, "") for name in ("number", "reason")}
    try:
        look = looking.look_into(current_person(), typed=typed["number"], reason=typed["reason"], now=now())
    except looking.Refused as refused:
        db.session.rollback()
        return _desk(typed, refused.why), 422
    db.session.commit()
    return see_other(".look", ref=look.ref)


@blueprint.get("/looks/<ref>")
@guard("audit.read")
def look(ref: str) -> Page:
    auditor = current_person()
    found = looking.open_look(auditor, ref, now=now()) or abort(404)
    if found.kind == CERTIFICATE:
        traced = trace(auditor.agency, found.number) or abort(404)
        return render_template("decisions/auditing/certificate.html", look=found, found=traced)
    followed = follow(auditor.agency, found.number) or abort(404)
    return render_template("decisions/auditing/matter.html", look=found, found=followed)


@blueprint.get("/looks/<ref>/runs/<run>")
@guard("audit.read")
def look_run(ref: str, run: str) -> Page:
    auditor = current_person()
    found = looking.open_look(auditor, ref, now=now()) or abort(404)
    attempt = find_run(found, run) or abort(404)
    proof = proofs_of([attempt])[f"attempt:{attempt.ref}"]
    return render_template(
        "decisions/auditing/run.html", look=found, attempt=attempt, proof=proof, stories=answers_of(attempt)
    )


@blueprint.post("/checks")
@guard("audit.read")
def ask_for_check() -> Page:
    check = checking.ask(current_person(), at=now())
    db.session.commit()
    return see_other(".check", ref=check.ref)


@blueprint.get("/checks/<ref>")
@guard("audit.read")
def check(ref: str) -> Page:
    found = checking.find(current_person(), ref) or abort(404)
    return render_template("decisions/auditing/check.html", check=found)


@blueprint.get("/years/<int:year>")
@guard("audit.read")
def year(year: int) -> Page:
    report = yearly(current_person().agency, _known_year(year))
    return render_template("decisions/auditing/year.html", report=report, year=year)


@blueprint.post("/years/<int:year>/<form>")
@guard("audit.read")
@reads_only
def year_file(year: int, form: str) -> Page:
    known, auditor = _known_year(year), current_person()
    if form not in (PDF, XLSX):
        abort(404)
    name = f"audit-{auditor.agency.slug}-{known}"
    agency = auditor.agency
    made = exporting.take(
        auditor, lambda: yearly(agency, known), AUDIT, form, {"year": known}, name=name, now=now()
    )
    headers = {"Content-Disposition": f'attachment; filename="{made.name}"'}
    return Response(made.file, mimetype=MIMETYPES[form], headers=headers)


def _desk(typed: dict[str, str], why: dict[str, str]) -> str:
    auditor, moment = current_person(), now()
    today = day_in(auditor.agency.zone, moment)
    if why:
        flash(_("Belum dibuka. Periksa isian yang ditandai."), "bad")
    return render_template(
        "decisions/auditing/desk.html",
        checkpoint=latest_checkpoint(),
        alarm=open_alarm(),
        check=checking.latest(auditor),
        counts=counts_since(auditor.agency, today - LATELY),
        groups=group_words(),
        looks=looking.looks_of(auditor, limit=5),
        kinds=look_words(),
        typed=typed,
        wrong=wrong_words(why),
        year=today.year,
        moment=moment,
        lasts=looking.LASTS,
    )


def _entry(idx: int) -> Whole:
    """An entry of the auditor's agency that is not of a matter about them."""
    auditor = current_person()
    found = entry(auditor.agency, idx) or abort(404)
    return abort(404) if looking.is_own(auditor, found.payload or {}) else found


def _known_year(year: int) -> int:
    this = day_in(current_person().agency.zone, now()).year
    return year if FIRST_YEAR <= year <= this else abort(404)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
